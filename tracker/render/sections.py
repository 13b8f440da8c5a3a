"""A page of several tables under headings, for a reader or as Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from tracker.render.data import markdown, write_markdown
from tracker.render.page import section, write
from tracker.render.table import Column, Row


@dataclass(frozen=True, slots=True)
class Section:
    """A table under a heading; left out if there are no rows."""

    title: str
    rows: Sequence[Row]
    columns: Sequence[Column]


def write_page(
    title: str, lines: Sequence[str], sections: Sequence[Section], out: TextIO, *, as_markdown: bool
) -> None:
    """Write the title, the lines below it, and the sections."""
    if not as_markdown:
        write(out, [(title, "bold")])
        for line in lines:
            write(out, [(line, "")])
        for part in sections:
            section(part.title, part.rows, part.columns, out)
        return
    out.write(f"# {markdown(title)}\n")
    for line in lines:
        out.write(f"\n{markdown(line)}\n")
    for part in filter(lambda part: part.rows, sections):
        out.write(f"\n## {markdown(part.title)}\n\n")
        cells = ([column.cell(row) for column in part.columns] for row in part.rows)
        write_markdown([column.title for column in part.columns], cells, out)
