"""Where an export goes: standard output, a file or a folder, of which nothing is ever left half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from tracker.errors import InputError

LIST = ".tracker-export"  # in a folder: the names of the files that were written there


@contextmanager
def new_file(path: Path, *, force: bool, binary: bool = False) -> Iterator[IO[str] | IO[bytes]]:
    """A file to write, moved to `path` when all is written. Raises InputError if there is one already, unless `force`."""
    _refuse_existing(path, force=force)
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file")
    if path.exists() and not path.is_file():
        raise InputError(f"{path} is no regular file; write to - and redirect it")
    descriptor, name = _beside(path)
    try:
        with (
            open(descriptor, "wb") if binary else open(descriptor, "w", encoding="utf-8", newline="") as file  # noqa: PTH123
        ):
            yield file
        _refuse_existing(path, force=force)
        Path(name).replace(path)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def _beside(path: Path) -> tuple[int, str]:
    """A new file in the folder of `path`, readable by whoever may read new files."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
    mask = os.umask(0)
    os.umask(mask)
    Path(name).chmod(0o666 & ~mask)
    return descriptor, name


def _refuse_existing(path: Path, *, force: bool) -> None:
    if not force and os.path.lexists(path):
        raise InputError(f"{path} exists: say --force to replace it, or name another")


@contextmanager
def new_folder(path: Path, *, force: bool) -> Iterator[Callable[[str, str], None]]:
    """A function that takes the name and the text of each file; they are moved to `path` when all are written.

    With `force` the folder may be there: files that an earlier export wrote are replaced or taken away, and no others are touched.
    Raises InputError if it is there otherwise, or if a file is in the way.
    """
    _refuse_existing(path, force=force)
    if path.exists() and not path.is_dir():
        raise InputError(f"{path} is no folder")
    with _scratch(path) as scratch:
        names: list[str] = []

        def write(name: str, text: str) -> None:
            file = scratch / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
            names.append(name)

        yield write
        write(LIST, "".join(f"{name}\n" for name in sorted(names)))
        if path.exists():
            _replace(scratch, path, names)
        else:
            scratch.replace(path)


@contextmanager
def _scratch(path: Path) -> Iterator[Path]:
    try:
        folder = tempfile.TemporaryDirectory(prefix=f".{path.name[:100]}.", dir=path.parent, ignore_cleanup_errors=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error
    with folder as name:
        inside = Path(name, "new")
        inside.mkdir()
        yield inside


def _replace(scratch: Path, path: Path, names: list[str]) -> None:
    """Move the files of `scratch` into the folder, and take away those that an earlier export wrote and this one did not."""
    listed = path / LIST
    before = set(listed.read_text(encoding="utf-8").split("\n")) - {""} if listed.is_file() else set()
    foreign = next((n for n in names if n not in before and n != LIST and os.path.lexists(path / n)), None)
    if foreign:
        raise InputError(f"{path / foreign} was not written by tracker: move it away, or name another folder")
    for name in names:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (scratch / name).replace(path / name)
    root = path.resolve()
    for name in before - set(names):
        old = path / name
        if old.is_file() and root in old.resolve().parents:
            old.unlink()
