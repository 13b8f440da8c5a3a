"""Reads the tables of knowledge: comma-separated files in `data/`, and a user's own rows over them.

A table is UTF-8 with a header row; a cell that holds several values separates them by "|". `data/SOURCES.md`
says what each table holds and where it comes from.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from tracker.errors import InputError

Row = TypeVar("Row")

_PACKAGE = Path(__file__).resolve().parent.parent


def data_path(name: str = "") -> Path:
    """Path of our own file `name`: packaged in `tracker/data`, else in the repository's `data/`."""
    packaged = _PACKAGE / "data"
    return (packaged if packaged.is_dir() else _PACKAGE.parent / "data") / name


def user_data_path(name: str = "") -> Path:
    """Path of the user's own file `name`: in the folder that TRACKER_DATA names, else in the configuration
    folder.

    Raises InputError if TRACKER_DATA is set and is no folder.
    """
    chosen = os.environ.get("TRACKER_DATA")
    if chosen:
        folder = Path(chosen).expanduser()
        if not folder.is_dir():
            raise InputError(f"TRACKER_DATA is {chosen!r}, which is not a folder")
        return folder / name
    return _config_folder() / "data" / name


def _config_folder() -> Path:
    """What `platformdirs.user_config_dir("tracker")` gives, without importing it where the rule is a line long."""
    system: str = sys.platform
    if system.startswith("linux"):
        root = os.environ.get("XDG_CONFIG_HOME", "").strip() or "~/.config"
        return Path(root).expanduser() / "tracker"
    import platformdirs

    return Path(platformdirs.user_config_dir("tracker"))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell: ("DPRK", "DPR Korea") of "DPRK|DPR Korea"; none of an empty one."""
    return tuple(value for part in cell.split("|") if (value := part.strip())) if cell else ()


def load_table(name: str, key: Sequence[str], make: Callable[[Sequence[str]], Row]) -> list[Row]:
    """The rows of the table `name`, each made by `make` from its cells in the order of our header.

    `key` names the columns that tell rows apart. Where the user has a file of the same name, its rows take the
    place of all of ours with the same key, and the rest are added; its columns may stand in any order, and
    those it leaves out are empty. Raises InputError, with file and line, for a row that cannot be read or that
    `make` refuses with a ValueError.
    """
    ours = data_path(name)
    header = _header(ours)
    rows = _rows(ours, header, key, make)
    theirs = user_data_path(name)
    if theirs.is_file():
        own = _rows(theirs, header, key, make)
        replaced = {of for of, _ in own}
        rows = [pair for pair in rows if pair[0] not in replaced] + own
    return [row for _, row in rows]


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return next(csv.reader(stream))


def _rows(
    path: Path, header: list[str], key: Sequence[str], make: Callable[[Sequence[str]], Row]
) -> list[tuple[tuple[str, ...], Row]]:
    """(key, row) for each row of the file; blank lines are skipped."""
    made = []
    reader = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            found = [column.strip() for column in next(reader, [])]
            _check_header(found, header, key)
            order = [found.index(column) if column in found else None for column in header]
            same = found == header
            places = [header.index(column) for column in key]
            for cells in reader:
                if not any(cells):
                    continue
                if len(cells) != len(found):
                    raise ValueError(f"{len(cells)} cells under {len(found)} columns")
                cells = [cell.strip() for cell in cells]
                if not same:
                    cells = ["" if at is None else cells[at] for at in order]
                made.append((tuple([cells[place] for place in places]), make(cells)))
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, csv.Error) as error:
        raise InputError(f"{path}, line {max(reader.line_num, 1) if reader else 1}: {error}") from error
    return made


def _check_header(found: list[str], header: list[str], key: Sequence[str]) -> None:
    unknown = [column for column in found if column not in header]
    if unknown:
        raise ValueError(f"unknown column {unknown[0]!r}; the columns are {', '.join(header)}")
    if len(set(found)) != len(found):
        raise ValueError("a column is named twice")
    if key[0] not in found:
        raise ValueError(f"the column {key[0]!r} is missing")
