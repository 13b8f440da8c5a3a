"""A record of a few hand-made events for the tests of the command line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tracker.model import Article, Event, Evidence, Participant, Place, When
from tracker.record import open_database

ARRIVAL = "A Russian delegation under Sergei Shoigu came to Pyongyang on Tuesday."
MEETING = "Defense Minister Sergei Shoigu met his North Korean counterpart, Kang Sun-nam, on Wednesday."
PLAN = "A Chinese delegation under Li Hongzhong is due on Thursday."
TEXT = f"Talks in Pyongyang\n\n{ARRIVAL}\n\n{MEETING} They spoke of cooperation.\n\n{PLAN}\n"
HOSTILE_NAME = "Putin [bold] \x1b[2J\x9b31m\u202e =cmd"
HOSTILE_TITLE = "[red]Talks[/red] \x1b]0;owned\x07"

SHOIGU = Participant("Sergei Shoigu", "person", "RU", None, "Defense Minister", "visitor", "demonym")
KANG = Participant("Kang Sun-nam", "person", "KP", None, "Defense Minister", "host", "possessive")
LI = Participant("Li Hongzhong", "person", "CN", None, None, "visitor", "demonym")
NORTH_KOREA = Participant("North Korea", "country", "KP", role="host")
HOSTILE = Participant(HOSTILE_NAME, "person", "RU", None, "President")


def proof(text: str, quote: str) -> tuple[Evidence, ...]:
    start = text.index(quote)
    return (Evidence(quote, start, start + len(quote)),)


def day(start: str, end: str | None = None, text: str = "Wednesday") -> When:
    return When(start, end, "day", text, "weekday")


PYONGYANG = Place("Pyongyang", "KP")
EVENTS = [
    Event(
        "visit", "held", day("2023-07-25", "2023-07-27", "Tuesday"), (SHOIGU, NORTH_KOREA),
        proof(TEXT, ARRIVAL), PYONGYANG,
    ),
    Event(
        "meeting", "held", day("2023-07-26"), (SHOIGU, KANG), proof(TEXT, MEETING), PYONGYANG,
        confidence=0.9, part_of=0, how={"type": '"met"', "status": "past tense"},
    ),
    Event("visit", "planned", day("2023-07-27", text="Thursday"), (LI, NORTH_KOREA), proof(TEXT, PLAN)),
]  # fmt: skip


def fill(path: Path) -> Path:
    """Make a record at `path`: a visit, a meeting in it, a plan; then a call and, undated, a hostile name."""
    with open_database(path) as record:
        record.add(
            Article(TEXT, title="Talks in Pyongyang", published=date(2023, 7, 26), published_basis="dateline",
                    outlet="Example News", url="https://example.org/talks"),
            EVENTS, extractor="hand 1", label="talks.txt", retrieved="2023-07-28T10:00:00Z",
        )  # fmt: skip
        called = "Kang Sun-nam telephoned Sergei Shoigu."
        absent = f"{HOSTILE_NAME} was to be there."
        events = [
            Event("call", "held", day("2023-08-02"), (KANG, SHOIGU), proof(called, called)),
            Event("conference", "cancelled", When(), (HOSTILE, KANG), proof(f"{called} {absent}", absent)),
        ]
        other = Article(f"{called} {absent}", title=HOSTILE_TITLE)
        record.add(other, events, extractor="hand 1", label="b.txt", retrieved="2023-08-03T10:00:00Z")
    return path
