"""iCalendar (RFC 5545): events as whole days.

A month or a year is an entry over all its days that says in its title that the day is unknown. STATUS is CONFIRMED for
what was held, TENTATIVE for what is planned and CANCELLED for the rest, of which the title says whether it was
cancelled, postponed or denied. Undated events are left out. Written here and not by a library since all that it takes
is escaping and folding, and so it streams.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TextIO

from tracker import __version__
from tracker.exports import UNDATED, Event, LeftOut
from tracker.exports.wording import days, headline, latest_retrieved, sources_said, written_date
from tracker.render.text import plain

_STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE"}
_MARKS = re.compile(r"[\\;,]")
_LINE = 75  # bytes of UTF-8, as RFC 5545, 3.1 has it


def write(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write one calendar."""
    left_out = LeftOut()
    _write(
        out, ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//tracker//tracker {__version__}//EN", "CALSCALE:GREGORIAN"]
    )
    for event in events:
        covered = days(event)
        if covered:
            _write(out, _entry(event, *covered))
        else:
            left_out[UNDATED] += 1
    _write(out, ["END:VCALENDAR"])
    return left_out


def _entry(event: Event, first: date, last: date) -> Iterator[str]:
    vague = "" if event["precision"] == "day" else f" ({written_date(event)}, day unknown)"
    sources = list(sources_said(event))
    told = [plain(event["quote"])] if event["quote"] else []
    told += [f"{line} {url or ''}".rstrip() for line, url in sources]
    yield "BEGIN:VEVENT"
    yield f"UID:{event['id']}@tracker"
    yield f"DTSTAMP:{_stamp(latest_retrieved(event))}"
    yield f"DTSTART;VALUE=DATE:{_stamp(first.isoformat())}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{_stamp((last + timedelta(days=1)).isoformat())}"
    yield f"SUMMARY:{_text(headline(event) + vague)}"
    yield f"DESCRIPTION:{_text(chr(10).join(told))}"
    yield f"CATEGORIES:{_text(event['type'])}"
    yield f"STATUS:{_STATUS.get(event['status'], 'CANCELLED')}"
    yield "TRANSP:TRANSPARENT"
    if event["where"]:
        yield f"LOCATION:{_text(', '.join(filter(None, (plain(event['where']), event['country']))))}"
    if event["latitude"] is not None:
        yield f"GEO:{event['latitude']};{event['longitude']}"
    url = next((url for _, url in sources if url), None)
    if url:
        yield f"URL:{url}"
    yield "END:VEVENT"


def _stamp(time: str) -> str:
    """A time in UTC without its marks: "20230728T100000Z"."""
    return re.sub("[-:]", "", time)


def _text(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _write(out: TextIO, lines: Iterable[str]) -> None:
    for line in lines:
        out.write("\r\n ".join(_folded(line)) + "\r\n")


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 bytes, the space before all but the first counted, and no character cut."""
    piece, size, room = "", 0, _LINE
    for character in line:
        length = len(character.encode("utf-8", "surrogatepass"))
        if size + length > room:
            yield piece
            piece, size, room = "", 0, _LINE - 1
        piece += character
        size += length
    yield piece
