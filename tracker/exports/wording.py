"""How an event is called in a line, and what several formats ask of it alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from tracker.record.dates import first_day, last_day
from tracker.render.text import plain
from tracker.render.views import span, who

Event = Mapping[str, Any]
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def headline(event: Event) -> str:
    """ "Planned visit: Li Hongzhong (CN), North Korea, in Pyongyang"; what was held does not say so."""
    kind = event["type"] if event["status"] == "held" else f"{event['status']} {event['type']}"
    place = f", in {plain(event['where'])}" if event["where"] else ""
    return f"{kind.capitalize()}: {plain(who(event)) or 'nobody named'}{place}"


def written_date(event: Event) -> str:
    """The date as a reader writes it, no more precise than it is known: "26 July 2023", "July 2023", "2023"."""
    start, end = event["date"], event["end"]
    if not start:
        return "undated"
    return _written(start) if not end or end == start else f"{_written(start)} to {_written(end)}"


def _written(day: str) -> str:
    year, *rest = day.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*([str(int(rest[1]))] if len(rest) > 1 else []), *month, year])


def days(event: Event) -> tuple[date, date] | None:
    """The first and the last day that the date covers; None of an undated event."""
    if not event["date"]:
        return None
    first = first_day(event["date"])
    return first, max(last_day(event["date"]), last_day(event["end"] or event["date"]), first)


def address(text: str | None) -> str | None:
    """The address of an article if it is one of the web, and nothing else; None of any other."""
    if not text or plain(text) != text or " " in text:
        return None
    return text if text.lower().startswith(("http://", "https://")) else None


def sources_said(event: Event) -> Iterator[tuple[str, str | None]]:
    """Each source in a line ("Example News, Talks in Pyongyang, 2023-07-26"), and its address if there is one."""
    for source in event["sources_of"]:
        about = [source["outlet"], source["title"], source["published"]]
        line = ", ".join(plain(part) for part in about if part) or plain(source["label"]) or source["id"]
        yield line, address(source["url"])


def latest_retrieved(event: Event) -> str:
    """When the latest of its sources was read, in UTC."""
    return max(str(source["retrieved"]) for source in event["sources_of"])


def about(event: Event) -> str:
    """Type, status and date in a line."""
    return f"{event['type']}, {event['status']}, {span(event['date'], event['end'])}"
