"""tracker's own forms: CSV, JSON and JSONL. What `import` reads again loses nothing.

JSON holds each event of `answers.full_events` as one object. The CSV has a readable column for each field, and columns
in JSON for what is not flat: `participants` and `reports`, which is `sources_of`. Control characters are written as
`\\u` escapes within JSON; in readable cells, as everywhere in tracker, as escapes that a terminal shows literally.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from tracker.exports import Event, LeftOut
from tracker.exports.cleaning import cell
from tracker.render.data import json_line
from tracker.render.data import write_json as array
from tracker.render.data import write_jsonl as lines
from tracker.render.text import flat

READABLE = (
    "id", "date", "end", "precision", "type", "status", "salience", "who", "where", "country", "latitude", "longitude",
    "plover", "mode", "confidence", "review", "part_of", "sources", "independent", "outlets", "quote",
)  # fmt: skip
COLUMNS = (*READABLE, "participants", "reports")


def write_json(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write one array of objects."""
    array(events, out)
    return LeftOut()


def write_jsonl(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write one object a line."""
    lines(events, out)
    return LeftOut()


def write_csv(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write a heading and a line an event."""
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for event in events:
        table.writerow(csv_row(event).values())
    return LeftOut()


def csv_row(event: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of an event, by column."""
    shown = {key: event[key] for key in READABLE}
    cells = {key: value if isinstance(value, int | float) else cell(flat(value)) for key, value in shown.items()}
    unicode = io.StringIO()
    return cells | {
        "participants": json_line(event["participants"], unicode),
        "reports": json_line(event["sources_of"], unicode),
    }
