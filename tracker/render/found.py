"""What a search has found."""

from __future__ import annotations

from tracker.render.table import Column, Row
from tracker.render.text import Marked, flat
from tracker.render.views import key


def _what(row: Row) -> str:
    return flat(row["type"] if row["kind"] == "event" else "article")


def _told(row: Row) -> Marked:
    return Marked(row["snippet"], row["marks"])


FOUND = (
    Column("Id", key("id"), whole=True),
    Column("Date", lambda row: flat(row["date"] or "undated"), whole=True),
    Column("What", _what, whole=True),
    Column("Outlet", key("outlet")),
    Column("Passage", _told),
)
FOUND_KEYS = ("kind", "id", "date", "type", "status", "who", "where", "title", "outlet", "source", "events", "snippet",
              "spans", "score")  # fmt: skip


def flat_rows(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """The rows for a spreadsheet: `spans` are the marks, as "22-29; 37-44"."""
    return [{**row, "spans": [f"{start}-{end}" for start, end in row["marks"]]} for row in rows]  # type: ignore[attr-defined]
