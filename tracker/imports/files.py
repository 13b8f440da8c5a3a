"""A file to import, as lines of bytes: plain, gzipped, the one file in a zip archive, or standard input."""

from __future__ import annotations

import csv
import gzip
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tracker.errors import InputError
from tracker.imports import Faults

_LONGEST = 50_000_000  # characters of a cell: a report of tracker's own CSV can be long


@contextmanager
def opened(path: Path) -> Iterator[Iterator[bytes]]:
    """The lines of the file, unpacked if need be. Raises InputError, at once or on the way, if it cannot be read."""
    with ExitStack() as stack:
        try:
            file = _open(path, stack)
        except _UNREADABLE as error:
            raise _said(path, error) from error
        yield _lines(path, file)


def _open(path: Path, stack: ExitStack) -> Iterable[bytes]:
    if str(path) == "-":
        return sys.stdin.buffer
    if path.suffix.lower() == ".zip":
        archive = stack.enter_context(zipfile.ZipFile(path))
        names = archive.namelist()
        if len(names) != 1:
            raise InputError(f"{path} holds {len(names)} files: unpack it, and import the one that is meant")
        return stack.enter_context(archive.open(names[0]))
    if path.suffix.lower() == ".gz":
        return stack.enter_context(gzip.open(path))
    return stack.enter_context(path.open("rb"))


def _lines(path: Path, file: Iterable[bytes]) -> Iterator[bytes]:
    """The lines; an error on the way is one of this file, and not of the database that it is entered in."""
    try:
        yield from file
    except _UNREADABLE as error:
        raise _said(path, error) from error


_UNREADABLE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError)


def _said(path: Path, error: BaseException) -> InputError:
    match error:
        case FileNotFoundError():
            return InputError(f"there is no file {path}")
        case IsADirectoryError():
            return InputError(f"{path} is a folder; name a file")
        case OSError() if error.strerror:
            return InputError(f"{path} cannot be read: {error.strerror}")
        case _:
            return InputError(f"{path} cannot be unpacked: {error}")


def lines(file: Iterable[bytes], faults: Faults) -> Iterator[tuple[int, str]]:
    """The lines that are UTF-8 and not empty, with their numbers."""
    for number, raw in enumerate(file, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError as error:
            faults.add(number, f"not UTF-8 ({error.reason} at byte {error.start})")
            continue
        if line.strip():
            yield number, line


def rows(file: Iterable[bytes], faults: Faults, delimiter: str = ",") -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with a heading, by column, each with the number of its first line. Raises InputError for none."""
    csv.field_size_limit(_LONGEST)
    text = (line.decode("utf-8-sig" if number == 0 else "utf-8", "surrogateescape") for number, line in enumerate(file))
    reader = csv.reader(text, delimiter=delimiter)
    heading = next(reader, None)
    if not heading:
        raise InputError("the file is empty; it needs a heading")
    heading = [name.strip() for name in heading]
    while heading and not heading[-1]:
        heading.pop()
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            faults.add(first, str(error))
            continue
        if cells is None:
            return
        if not any(cells):
            continue
        while len(cells) > len(heading) and not cells[-1]:
            cells.pop()
        if len(cells) != len(heading):
            faults.add(first, f"{len(cells)} cells under {len(heading)} columns")
        elif any("\udc80" <= character <= "\udcff" for cell in cells for character in cell):
            faults.add(first, "not UTF-8")
        else:
            yield first, dict(zip(heading, cells, strict=True))
