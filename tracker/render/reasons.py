"""The page of an event that says where each field comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from tracker.render.page import DECISIONS, section, write_head, write_lines
from tracker.render.table import Column, Row
from tracker.render.text import plain
from tracker.render.views import key, published

WHY_KEYS = ("field", "value", "how", "wording", "table", "source", "extractor", "choice", "decision", "quotes", "chars")


def write_why(event: Mapping[str, Any], out: TextIO) -> None:
    """Write where each field comes from, as `tracker.answers.why` gives it: the passages are numbered below."""
    passages = _numbered(event["why"])
    write_head(event, out)
    columns = (
        Column("Field", key("field"), whole=True),
        Column("Value", key("value")),
        Column("How", _how),
        Column("Extractor", key("extractor"), whole=True),
        Column("Source", key("source"), whole=True),
        Column("Passage", lambda row: " ".join(f"[{passages[_key(row, q)]}]" for q in row["quotes"]), whole=True),
    )
    section("Where each field comes from", event["why"], columns, out)
    rows = [{"no": no, "source": s, "start": a, "end": b, "quote": q} for (s, a, b, q), no in passages.items()]
    section("Passages, with the characters of the text", rows, _PASSAGES, out)
    choices = dict.fromkeys((row["choice"], row["field"]) for row in event["why"] if row["choice"])
    by_rule: dict[str, list[str]] = {}
    for choice, field in choices:
        by_rule.setdefault(choice, []).append(field)
    section("Which source is chosen", [{"rule": r, "fields": f} for r, f in by_rule.items()], _CHOICES, out)
    section("What was decided", event["decisions"], DECISIONS, out)
    write_lines(["", "The sources"], out)
    for source in event["sources"]:
        dated = published(source["published"], source["published_basis"])
        about = ", ".join(filter(None, (source["outlet"], source["title"], dated)))
        kept = "" if source["text_kept"] else "its text was not kept, so only the quotes can be shown"
        write_lines([f"source {source['id']}: {about}"], out)
        marks = [
            f"read by extractor {source['extractor']}, retrieved {source['retrieved']}",
            f"sha256 {source['sha256']}",
        ]
        write_lines([line for line in (source["url"], source["label"], *marks, kept) if line], out, indent=2)


_PASSAGES = (
    Column("No", lambda row: f"[{row['no']}]", whole=True),
    Column("Source", key("source"), whole=True),
    Column("From", key("start"), whole=True, right=True),
    Column("To", key("end"), whole=True, right=True),
    Column("Quote", key("quote")),
)
_CHOICES = (Column("Fields", key("fields")), Column("Rule", key("rule")))


def why_rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """The reasons as rows of plain values, for CSV: `chars` are the passages' places in the text, as "440-538"."""
    return [
        {
            **row,
            "table": _table(row["table"]),
            "decision": row["decision"]["decision"] if row["decision"] else None,
            "quotes": [quote["quote"] for quote in row["quotes"]],
            "chars": [f"{quote['start']}-{quote['end']}" for quote in row["quotes"]],
        }
        for row in rows
    ]


def _key(row: Row, quote: Row) -> tuple[Any, ...]:
    return row["source"], quote["start"], quote["end"], quote["quote"]


def _numbered(rows: Sequence[Row]) -> dict[tuple[Any, ...], int]:
    """Each passage that is named, and its number."""
    passages = dict.fromkeys(_key(row, quote) for row in rows for quote in row["quotes"])
    return {passage: number for number, passage in enumerate(passages, 1)}


def _table(table: Row | None) -> str:
    """ "officials.csv: Rishi Sunak, Prime Minister, 2022-10-25 to 2024-07-05, source hand"."""
    if table is None:
        return ""
    term = table["row"]
    if term is None:
        return plain(table["name"])
    span = f"{term['start'] or ''} to {term['end'] or ''}".strip()
    return plain(f"{table['name']}: {term['person']}, {term['post']}, {span}, source {term['source']}")


def _how(row: Row) -> str:
    """The rule, with the table that it is from and the decision that set the value."""
    decision = f"decision {row['decision']['decision']}" if row["decision"] else ""
    how = plain(row["how"])
    added = [part for part in (_table(row["table"]), decision) if part and part not in how]
    return " ".join([how, *(f"({part})" for part in added)]).strip()
