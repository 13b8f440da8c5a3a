"""Full text: the sentences that prove events, and titles and texts of articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, zip_longest
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.events import event_rows
from tracker.answers.filters import Condition, Filters, conditions, outlets_called
from tracker.answers.wording import Marks, match_of

Row = dict[str, Any]
COMMON = 5000  # passages; the words of more are too common for a ranking to mean anything, and slow to rank
LIMIT = 20
_AT_ONCE = 500  # passages that are looked up together


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds the words: its number in the index, event (of a quote) and article; how well it fits."""

    number: int
    event: str | None
    source: str
    score: float | None


def search(connection: sqlite3.Connection, words: str, filters: Filters | None = None) -> list[Row]:
    """The events and articles that tell of these words, the best first (BM25), events and articles in turn.

    An event is found by a sentence that proves it, an article by its title or text; one whose sentence is shown for an event is
    not shown again. All words must be there, in whatever ending; `match_of` says what quotes and * do. An article fits filters
    if it tells of an event that does. If words are in more than COMMON passages, those entered last come first. At most
    `filters.limit` rows, or 20; with `reverse` these by date, the latest first.

    Each has kind ("event" or "article"), id, date (of an article, of publication), type, status, who, where, title and outlet
    (of the article), source (its id), events (ids; of an article all that fit), snippet (a plain line), marks (from where
    to where the words stand in it, in characters) and score (the greater the better; None if the words are too common).
    Raises InputError if there is no word, and what `timeline` raises.
    """
    filters = filters or Filters()
    match, marks = match_of(words), Marks()
    limit = LIMIT if filters.limit is None else filters.limit
    with reading(connection):
        fitting = conditions(connection, filters, few=True)
        everything = replace(filters, limit=None, reverse=False, words=False) == Filters()
        events = _first_of_each(_events(connection, match, fitting), limit)
        shown = {hit.source for hit in events}
        articles = _articles(connection, match, None if everything else fitting, _outlets(connection, filters))
        others = list(islice((hit for hit in articles if hit.source not in shown), limit))
        mixed = [hit for pair in zip_longest(events, others) for hit in pair if hit][:limit]
        rows = list(_rows(connection, mixed, match, marks, fitting))
    return latest_first(rows) if filters.reverse else rows


def latest_first(rows: list[Row]) -> list[Row]:
    """The rows by date, the unknown last."""
    return sorted(rows, key=lambda row: row["date"] or "", reverse=True)


def _passages(connection: sqlite3.Connection, index: str, match: str) -> Iterator[list[tuple[int, float | None]]]:
    """The numbers of the passages in an index that hold the words, with their scores, the best first, some at a time."""
    many = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 FROM {index} WHERE {index} MATCH ? LIMIT ?)", (match, COMMON + 1)
    ).fetchone()[0]
    columns, order = ("rowid, NULL", "rowid DESC") if many > COMMON else ("rowid, -rank", "rank, rowid DESC")
    found = connection.execute(f"SELECT {columns} FROM {index} WHERE {index} MATCH ? ORDER BY {order}", (match,))
    while some := found.fetchmany(_AT_ONCE):
        yield [tuple(row) for row in some]


def _events(connection: sqlite3.Connection, match: str, fitting: Condition) -> Iterator[Hit]:
    """Events by their quotes, whose numbers are those of the view `quotes`."""
    for some in _passages(connection, "quote_search", match):
        rows = connection.execute(
            "SELECT w.value AS number, m.event_id, m.source_id FROM json_each(?) w CROSS JOIN mention m ON m.id = w.value / 1000 "
            f"CROSS JOIN event e ON e.id = m.event_id WHERE {fitting[0]}",
            (json.dumps([number for number, _ in some]), *fitting[1]),
        )
        known = {row["number"]: row for row in rows}
        for number, score in some:
            if number in known:
                yield Hit(number, known[number]["event_id"], known[number]["source_id"], score)


def _articles(
    connection: sqlite3.Connection, match: str, fitting: Condition | None, outlets: list[str] | None
) -> Iterator[Hit]:
    """Articles by their titles and texts, none added by hand."""
    told = "1"
    if fitting is not None:
        events = "SELECT 1 FROM mention m CROSS JOIN event e ON e.id = m.event_id WHERE m.source_id = d.source_id"
        told = f"EXISTS ({events} AND {fitting[0]})"
    by = "1" if outlets is None else "s.outlet IN (SELECT value FROM json_each(?))"
    values = [*([] if fitting is None else fitting[1]), *([] if outlets is None else [json.dumps(outlets)])]
    for some in _passages(connection, "text_search", match):
        rows = connection.execute(
            "SELECT d.id, d.source_id FROM json_each(?) w CROSS JOIN document d ON d.id = w.value "
            f"CROSS JOIN source s ON s.id = d.source_id WHERE s.origin <> 'hand' AND {told} AND {by}",
            (json.dumps([number for number, _ in some]), *values),
        )
        known = {row["id"]: row["source_id"] for row in rows}
        yield from (Hit(number, None, known[number], score) for number, score in some if number in known)


def _first_of_each(hits: Iterator[Hit], limit: int) -> list[Hit]:
    """The best passage of each event, of so many events."""
    found: dict[str | None, Hit] = {}
    while len(found) < limit and (hit := next(hits, None)):
        found.setdefault(hit.event, hit)
    return list(found.values())


def _rows(
    connection: sqlite3.Connection, hits: list[Hit], match: str, marks: Marks, fitting: Condition
) -> Iterator[Row]:
    shown = {row["id"]: row for row in event_rows(connection, [hit.event for hit in hits if hit.event])}
    for hit in hits:
        about = connection.execute("SELECT * FROM source WHERE id = ?", (hit.source,)).fetchone()
        event = shown.get(hit.event or "", {"date": about["published"]})
        text, spans = marks.read(_marked(connection, hit, match, marks))
        yield {
            "kind": "event" if hit.event else "article",
            "id": hit.event or hit.source,
            "date": event["date"],
            **{key: event.get(key) for key in ("type", "status", "who", "where")},
            "title": about["title"],
            "outlet": about["outlet"],
            "source": hit.source,
            "events": [hit.event] if hit.event else _told(connection, hit.source, fitting),
            "snippet": text,
            "marks": spans,
            "score": None if hit.score is None else round(hit.score, 3),
        }


def _marked(connection: sqlite3.Connection, hit: Hit, match: str, marks: Marks) -> str:
    """The passage with marks around the words."""
    index, excerpt = (
        ("quote_search", "highlight(quote_search, 0, ?1, ?2)")
        if hit.event
        else ("text_search", "snippet(text_search, -1, ?1, ?2, ' ... ', 30)")
    )
    row = connection.execute(
        f"SELECT {excerpt} FROM {index} WHERE rowid = ?3 AND {index} MATCH ?4",
        (marks.begin, marks.end, hit.number, match),
    ).fetchone()
    return row[0] or ""


def _told(connection: sqlite3.Connection, source: str, fitting: Condition) -> list[str]:
    """The events that an article tells of, of those that fit."""
    rows = connection.execute(
        f"SELECT DISTINCT e.id FROM mention m CROSS JOIN event e ON e.id = m.event_id WHERE m.source_id = ? AND {fitting[0]} "
        "ORDER BY m.position",
        (source, *fitting[1]),
    )
    return [row["id"] for row in rows]


def _outlets(connection: sqlite3.Connection, filters: Filters) -> list[str] | None:
    if not filters.outlet:
        return None
    return [outlet for text in filters.outlet for outlet in outlets_called(connection, text)]
