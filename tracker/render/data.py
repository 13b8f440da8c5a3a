"""Rows for other programs: JSON, one JSON object a line, CSV, and tables in Markdown."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TextIO

from tracker.render.text import HIDDEN, Marked, flat

Row = Mapping[str, Any]
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$]")


def write_json(rows: Iterable[Row], out: TextIO) -> None:
    """Write one array of objects, an object a line."""
    separator = "["
    for row in rows:
        out.write(separator + json_line(row, out))
        separator = ",\n "
    out.write("[]\n" if separator == "[" else "]\n")


def write_jsonl(rows: Iterable[Row], out: TextIO) -> None:
    """Write one object a line, each as soon as it is known."""
    for row in rows:
        out.write(json_line(row, out) + "\n")
        out.flush()


def json_line(row: Row, out: TextIO) -> str:
    """The row as JSON on one line, in the characters that `out` can carry and that no terminal obeys."""
    text = json.dumps(row, ensure_ascii=not _is_unicode(out))
    return HIDDEN.sub(lambda found: json.dumps(found.group())[1:-1], text)


def write_csv(rows: Iterable[Row], keys: Sequence[str], out: TextIO) -> None:
    """Write a heading and one line a row, made for spreadsheets.

    Lists are joined by "; ", line breaks become spaces, control characters escapes. A cell that a spreadsheet
    would compute (it starts with = + - or @) gets an apostrophe in front, as OWASP's page "CSV Injection"
    advises: the words of an article are nobody's formula. A program that needs each character as it is takes
    JSON.
    """
    table = csv.writer(out, lineterminator="\n")
    table.writerow(keys)
    for row in rows:
        table.writerow([_cell(row.get(key)) for key in keys])


def write_markdown(titles: Sequence[str], rows: Iterable[Sequence[object]], out: TextIO) -> None:
    """Write a table in Markdown (GitHub's, https://github.github.com/gfm/#tables-extension-), a row a line."""
    for cells in (titles, ["---"] * len(titles)):
        out.write(f"| {' | '.join(cells)} |\n")
    for row in rows:
        out.write(f"| {' | '.join(markdown(cell) for cell in row)} |\n")


def markdown(value: object) -> str:
    """A value as text in which nothing is markup of Markdown or HTML."""
    if isinstance(value, Marked):
        return "".join(f"**{markdown(text)}**" if marked else _escaped(text) for text, marked in value.pieces)
    return _escaped(flat(value))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _cell(value: object) -> object:
    if isinstance(value, bool | int | float):
        return value
    text = flat(value)
    return "'" + text if text.startswith(("=", "+", "-", "@")) else text


def _is_unicode(out: TextIO) -> bool:
    return (out.encoding or "utf-8").lower().replace("-", "").startswith("utf")
