"""Rows and events as a reader or another program wants them: tables and pages, JSON, JSONL, CSV, Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TextIO

from tracker.render.table import Column, Groups, Row, write_table
from tracker.render.text import plain

__all__ = ["Column", "Format", "Groups", "Row", "plain", "write_rows", "write_table"]

Format = Literal["table", "json", "jsonl", "csv", "markdown"]


def write_rows(
    rows: Sequence[Row],
    form: Format,
    out: TextIO,
    *,
    keys: Sequence[str],
    columns: Sequence[Column],
    groups: Groups | None = None,
) -> None:
    """Write the rows to `out` in one format.

    `keys` are the columns of the CSV; `columns` and `groups` make the table, `columns` the one in Markdown (without any,
    that lists the values of `keys`). JSON gives each row whole.
    """
    if form == "table":
        write_table(rows, columns, out, groups)
        return
    from tracker.render import data

    if form == "json":
        data.write_json(rows, out)
    elif form == "jsonl":
        data.write_jsonl(rows, out)
    elif form == "csv":
        data.write_csv(rows, keys, out)
    elif columns:
        data.write_markdown([column.title for column in columns], ([c.cell(row) for c in columns] for row in rows), out)
    else:
        for row in rows:
            data.write_markdown(["Field", "Value"], ([key, row.get(key)] for key in keys), out)
