"""Rows as a table for a reader: folded to the width of a terminal, or one line a row for a pipe or a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

from tracker.render.text import Marked, plain

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, RenderableType

Row = Mapping[str, Any]

# What a column of running text needs at least, a word or two; narrower, and the rows become cards.
_READABLE = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading and how a row fills it.

    `whole` marks short values (a date, an id) whose words are never broken; `style` gives a row's colour,
    which repeats what the words say and never replaces them.
    """

    title: str
    cell: Callable[[Row], str]
    whole: bool = False
    right: bool = False
    style: Callable[[Row], str] | None = None


@dataclass(frozen=True, slots=True)
class Groups:
    """A heading wherever `title` gives a new text for a row; it stands in the column of that number."""

    column: int
    title: Callable[[Row], str]


def write_table(rows: Sequence[Row], columns: Sequence[Column], out: TextIO, groups: Groups | None = None) -> None:
    """Write the rows to `out`, nothing at all if there are none.

    On a terminal the table folds to its width, with a heading for each of the `groups`, and becomes a list of
    cards where it is too narrow for columns. Elsewhere it is one line a row, two or more spaces between the
    columns and "-" for an empty one, so that grep, sort and awk work on it.
    """
    if not rows:
        return
    of_columns = [_cells(column, rows, out) for column in columns]
    if not out.isatty():
        out.writelines(_lines(columns, of_columns))
        return
    cells = list(zip(*of_columns, strict=True))
    console = terminal(out)
    from rich.cells import cell_len

    widths = [
        max(cell_len(word) for texts in cells for word in (column.title, *texts[index].split()))
        if column.whole
        else None
        for index, column in enumerate(columns)
    ]
    # A column whose texts are shorter than that needs no more than the longest of them, unless headings stand among the rows.
    needed = [
        width or min(_READABLE, _READABLE if groups else max(map(cell_len, (column.title, *texts))))
        for width, column, texts in zip(widths, columns, of_columns, strict=True)
    ]
    if sum(needed) + 2 * (len(widths) - 1) > console.width:
        for card in _cards(rows, columns, cells, groups):
            console.print(card)
    else:
        console.print(_table(rows, columns, cells, groups, widths, ascii_only=console.options.ascii_only))


def _cells(column: Column, rows: Sequence[Row], out: TextIO) -> list[str]:
    """What a column shows of each row. Of the same text many times, as in thousands of rows, what is shown is found once."""
    texts = [column.cell(row) for row in rows]
    if any(isinstance(text, Marked) for text in texts[:1]):
        return [_shown(text, out) for text in texts]
    shown = {text: _shown(text, out) for text in set(texts)}
    return [shown[text] for text in texts]


def _shown(text: str, out: TextIO) -> str:
    if isinstance(text, Marked):
        return Marked.of((fit(piece, out), marked) for piece, marked in text.pieces)
    return fit(plain(text), out)


def fit(text: str, out: TextIO) -> str:
    r"""The text in characters that `out` can carry, the others as escapes: `Jos\xe9` in an ASCII locale."""
    if text.isascii():
        return text
    encoding = out.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def terminal(out: TextIO) -> Console:
    """A Rich console on the terminal `out`, which sees no markup, emoji codes or numbers in any text."""
    from rich.console import Console

    return Console(file=out, markup=False, emoji=False, highlight=False)


def _lines(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> Iterator[str]:
    padded = [
        _padded([column.title, *(text or "-" for text in texts)], right=column.right)
        for column, texts in zip(columns, cells, strict=True)
    ]
    return ("  ".join(texts).rstrip() + "\n" for texts in zip(*padded, strict=True))


def _padded(texts: Sequence[str], *, right: bool) -> list[str]:
    """The texts of a column, all as wide as the widest."""
    distinct = set(texts)
    if all(map(_is_narrow, distinct)):
        widest = max(map(len, distinct))
        return [text.rjust(widest) for text in texts] if right else [text.ljust(widest) for text in texts]
    widths = {text: _width(text) for text in distinct}
    widest = max(widths.values())
    gaps = {text: " " * (widest - width) for text, width in widths.items()}
    return [gaps[text] + text if right else text + gaps[text] for text in texts]


def _is_narrow(text: str) -> bool:
    """Whether it is of Latin letters, none of them combining, each one column wide; Rich, which knows all, is slow to import."""
    return text.isascii() or max(text) < "\u0300"


def _width(text: str) -> int:
    """How many columns of a screen the text takes."""
    if _is_narrow(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def _table(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    groups: Groups | None,
    widths: Sequence[int | None],
    *,
    ascii_only: bool,
) -> RenderableType:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rule = box.Box("    \n    \n -- \n    \n    \n -- \n    \n    \n", ascii=True) if ascii_only else box.SIMPLE
    table = Table(box=rule, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="bold")
    for column, width in zip(columns, widths, strict=True):
        justify: JustifyMethod = "right" if column.right else "left"
        table.add_column(Text(column.title), width=width, overflow="fold", justify=justify)
    heading = None
    for row, texts in zip(rows, cells, strict=True):
        if groups and (title := groups.title(row)) != heading:
            heading = title
            table.add_section()
            table.add_row(*[""] * groups.column, Text(title, "bold"))
        table.add_row(*(_styled(text, column, row) for text, column in zip(texts, columns, strict=True)))
    return table


def _cards(
    rows: Sequence[Row],
    columns: Sequence[Column],
    cells: Sequence[Sequence[str]],
    groups: Groups | None,
) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    heading = None
    for number, (row, texts) in enumerate(zip(rows, cells, strict=True)):
        if number:
            yield Text("")
        if groups and (title := groups.title(row)) != heading:
            heading = title
            yield Text(title, "bold")
        card = Table.grid(padding=(0, 1, 0, 0))
        card.add_column(width=max(len(column.title) for column in columns))
        card.add_column(overflow="fold")
        for column, text in zip(columns, texts, strict=True):
            if text:
                card.add_row(Text(column.title, "bold"), _styled(text, column, row))
        yield card


def _styled(text: str, column: Column, row: Row) -> RenderableType:
    from rich.text import Text

    style = column.style(row) if column.style else ""
    if isinstance(text, Marked):
        return Text("", style).join(Text(piece, "bold underline" if marked else "") for piece, marked in text.pieces)
    return Text(text, style)
