"""The page of one event: what is known, how that was reached, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TextIO

from tracker.render.table import Column, Row, fit, terminal, write_table
from tracker.render.text import plain
from tracker.render.views import key, post, published, when, where

# A piece of text and the style that a terminal gives it.
Piece = tuple[str, str]

EVENT_KEYS = (
    "id", "date", "end", "precision", "type", "status", "salience", "plover", "mode", "who", "where",
    "country", "part_of", "parts", "participants", "posts", "sources", "independent", "outlets", "quote", "confidence",
    "review", "merged",
)  # fmt: skip

_FIELDS = (
    Column("Field", key("field"), whole=True),
    Column("Value", key("value")),
    Column("How", key("how")),
    Column("Source", key("source"), whole=True),
)
_PARTICIPANTS = (
    Column("Who", key("name")),
    Column("Role", key("role"), whole=True),
    Column("Post", post),
    Column("For", lambda row: plain(row["country"] or row["org"]), whole=True),
    Column("How", key("basis")),
)
DECISIONS = (
    Column("No", key("decision"), whole=True, right=True),
    Column("Made", lambda row: plain(row["made"]).replace("T", " ").removesuffix("Z"), whole=True),
    Column("What", key("action"), whole=True),
    Column("Detail", key("detail")),
    Column("Reason", key("reason")),
)
_HISTORY = (
    Column("Published", key("published"), whole=True),
    Column("Status", key("status"), whole=True),
    Column("Outlet", key("outlet")),
    Column("Source", key("source"), whole=True),
)


def write_event(event: Mapping[str, Any], out: TextIO) -> None:
    """Write the page of one event, as `tracker.answers.show` gives it.

    The passage that proves the event stands between >> and << among the sentences around it.
    """
    write_head(event, out)
    section("What is known", list(_fields(event["fields"])), _FIELDS, out)
    section("Who took part", event["participants"], _PARTICIPANTS, out)
    if len({told["status"] for told in event["history"]}) > 1:
        section("What was said of its status", event["history"], _HISTORY, out)
    section("What was decided", event["decisions"], DECISIONS, out)
    write(out, [])
    write(out, [("Who says so", "bold")])
    for source in event["sources"]:
        _write_source(source, out)


def write_head(event: Mapping[str, Any], out: TextIO) -> None:
    """Write what an event is, and which others it belongs to."""
    title = ", ".join(filter(None, (event["type"], event["status"], when(event), where(event))))
    write(out, [(title, "bold")])
    write(out, [(f"event {event['id']}", "")])
    if event["review"]:
        write(out, [(f"{event['review']} by a person", "")])
    if event["merged"]:
        write(out, [(f"one with {', '.join(event['merged'])}", "")])
    if event["part_of"]:
        write(out, [(f"part of event {event['part_of']}", "")])
    if event["parts"]:
        write(out, [(f"has as its parts the events {', '.join(event['parts'])}", "")])


def _fields(fields: Sequence[Row]) -> Iterator[Row]:
    """A row for each field, and below it one for each source that says something else."""
    for field in fields:
        if field["value"] is not None or field["others"] or field["field"] in ("date", "place"):
            unknown = {"value": "unknown"} if field["value"] is None else {}
            yield {**field, **unknown}
        for other in field["others"]:
            yield {"field": "but also", **other}


def _write_source(source: Mapping[str, Any], out: TextIO) -> None:
    dated = published(source["published"], source["published_basis"])
    about = ", ".join(filter(None, (source["outlet"], source["title"], dated)))
    write(out, [(f"source {source['id']}: {about}", "")])
    for address in filter(None, (source["url"], source["label"])):
        write(out, [(address, "")], indent=2)
    if source["extractor"].startswith("import "):
        write(out, [(f"imported: {source['extractor']}", "")], indent=2)
    if not source["text_kept"]:
        write(out, [("its text was not kept, so only the quotes can be shown", "")], indent=2)
    for passage in source["quotes"]:
        write(
            out,
            [(passage["before"], ""), (f">> {plain(passage['quote'])} <<", "bold"), (passage["after"], "")],
            indent=2,
        )


def write_lines(lines: Sequence[str], out: TextIO, indent: int = 0) -> None:
    """Write each line as a paragraph."""
    for line in lines:
        write(out, [(line, "")], indent)


def section(title: str, rows: Sequence[Row], columns: Sequence[Column], out: TextIO) -> None:
    """Write a heading and a table, nothing if there are no rows."""
    if rows:
        write(out, [])
        write(out, [(title, "bold")])
        write_table(rows, columns, out)


def write(out: TextIO, pieces: Sequence[Piece], indent: int = 0) -> None:
    """One paragraph of pieces with a space between them: folded on a terminal, elsewhere one line."""
    shown = [(fit(plain(text), out), style) for text, style in pieces if plain(text)]
    if not out.isatty():
        out.write(" " * (indent if shown else 0) + " ".join(text for text, _ in shown) + "\n")
        return
    from rich.padding import Padding
    from rich.text import Text

    paragraph = Text(" ", overflow="fold").join(Text(text, style) for text, style in shown)
    terminal(out).print(Padding(paragraph, (0, 0, 0, indent), expand=False))
