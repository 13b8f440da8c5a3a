"""TimelineJS: its JSON (https://timeline.knightlab.com/docs/json-format.html), and its spreadsheet as CSV.

A date has the parts that are known: TimelineJS shows "July 2023" where there is no day. What TimelineJS takes as HTML
is written as HTML that shows the text literally. The address of the leading source is the media, the type of the event
its group. Undated events are left out, since TimelineJS cannot place them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import Any, TextIO

from tracker.exports import UNDATED, Event, LeftOut
from tracker.exports.cleaning import cell, html
from tracker.exports.wording import address, headline, sources_said, written_date
from tracker.render.data import json_line
from tracker.render.text import plain

# The columns of the spreadsheet template (https://timeline.knightlab.com/docs/using-spreadsheets.html).
COLUMNS = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Alt Text", "Type", "Group", "Background", "Link",
)  # fmt: skip
_PARTS = ("year", "month", "day")


def write(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write the JSON."""
    left_out = LeftOut()
    separator = '{"events": ['
    for event in _dated(events, left_out):
        out.write(separator + "\n " + json_line(_slide(event), out))
        separator = ","
    out.write("]}\n" if separator == "," else '{"events": []}\n')
    return left_out


def write_sheet(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write the spreadsheet."""
    left_out = LeftOut()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for event in _dated(events, left_out):
        slide = _slide(event)
        media = slide.get("media", {})
        end = slide.get("end_date", {})
        row = {
            **{name.capitalize(): slide["start_date"].get(name) for name in _PARTS},
            **{f"End {name.capitalize()}": end.get(name) for name in _PARTS},
            "Display Date": slide["display_date"],
            "Headline": slide["text"]["headline"],
            "Text": slide["text"]["text"],
            "Media": media.get("url"),
            "Media Credit": media.get("credit"),
            "Media Caption": media.get("caption"),
            "Group": slide["group"],
            "Link": media.get("link"),
        }
        table.writerow([cell(row.get(column)) for column in COLUMNS])
    return left_out


def _dated(events: Iterable[Event], left_out: LeftOut) -> Iterator[Event]:
    for event in events:
        if event["date"]:
            yield event
        else:
            left_out[UNDATED] += 1


def _slide(event: Event) -> dict[str, Any]:
    quote = f"<blockquote>{html(plain(event['quote']))}</blockquote>" if event["quote"] else ""
    said = "".join(f"<li>{_linked(line, url)}</li>" for line, url in sources_said(event))
    slide: dict[str, Any] = {
        "start_date": _date(event["date"]),
        "display_date": written_date(event),
        "text": {"headline": html(headline(event)), "text": f"{quote}<ul>{said}</ul>"},
        "group": event["type"],
        "unique_id": f"event-{event['id']}",
        "autolink": False,
    }
    if event["end"] and event["end"] != event["date"]:
        slide["end_date"] = _date(event["end"])
    media = next((source for source in event["sources_of"] if address(source["url"])), None)
    if media:
        url = str(address(media["url"]))
        slide["media"] = {
            "url": url,
            "link": url,
            "caption": html(plain(media["title"])),
            "credit": html(plain(media["outlet"])),
        }
    return slide


def _linked(line: str, url: str | None) -> str:
    return f'<a href="{html(url)}" rel="noopener">{html(line)}</a>' if url else html(line)


def _date(text: str) -> dict[str, int]:
    return {name: int(part) for name, part in zip_longest(_PARTS, text.split("-")) if part}
