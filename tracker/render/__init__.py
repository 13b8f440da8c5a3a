"""Rows and events as a reader or another program wants them: tables and pages, JSON, JSONL, CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TextIO

from tracker.render.table import Column, Groups, Row, write_table
from tracker.render.text import plain

__all__ = ["Column", "Format", "Groups", "Row", "plain", "write_rows", "write_table"]

Format = Literal["table", "json", "jsonl", "csv"]


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

    `keys` are the columns of the CSV; `columns` and `groups` make the table. JSON gives each row whole.
    """
    if form == "table":
        write_table(rows, columns, out, groups)
        return
    from tracker.render import data

    if form == "json":
        data.write_json(rows, out)
    elif form == "jsonl":
        data.write_jsonl(rows, out)
    else:
        data.write_csv(rows, keys, out)
