"""From paths to open files: folders walked, sizes bounded, system errors put in plain words."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tracker.errors import InputError

# The most that one article may have, and one line of JSON Lines; a book has about a million bytes.
MAX_ARTICLE_BYTES = 20_000_000

TEXT_SUFFIXES = (".txt",)
MARKDOWN_SUFFIXES = (".md", ".markdown")
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
LINES_SUFFIXES = (".jsonl", ".ndjson")
JSON_SUFFIXES = (".json",)
DOCUMENT_SUFFIXES = TEXT_SUFFIXES + MARKDOWN_SUFFIXES + HTML_SUFFIXES
SUFFIXES = DOCUMENT_SUFFIXES + LINES_SUFFIXES + JSON_SUFFIXES


def walk(path: str) -> Iterator[str | InputError]:
    """The files that `path` stands for: itself, or the articles below it by name, hidden ones left out.

    What is not there, or cannot be listed, or holds no article, gives an `InputError`.
    """
    try:
        is_folder = stat.S_ISDIR(Path(path).stat().st_mode)
    except (OSError, ValueError) as error:
        yield cannot_read(path, error)
        return
    if not is_folder:
        yield path
        return
    problems: list[InputError] = []
    found = 0
    for folder, folders, names in os.walk(path, onerror=lambda e: problems.append(cannot_read(str(e.filename), e))):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(folder, name)
            if name.startswith(".") or suffix(name) not in SUFFIXES or not (file.is_file() or file.is_symlink()):
                continue
            found += 1
            yield str(file)
    yield from problems
    if not found and not problems:
        yield InputError(f"{path} holds no articles (looked for {', '.join('*' + each for each in SUFFIXES)})")


def open_file(path: str) -> BinaryIO:
    """`path` open for reading. Raises `InputError` with the reason if that cannot be."""
    try:
        return Path(path).open("rb")
    except (OSError, ValueError) as error:
        raise cannot_read(path, error) from None


def read_bounded(stream: BinaryIO, label: str, begun: bytes = b"") -> bytes:
    """What was `begun` and all that `stream` has left; `InputError` if that is too much for an article."""
    try:
        data = begun + stream.read(max(0, MAX_ARTICLE_BYTES + 1 - len(begun)))
    except OSError as error:
        raise cannot_read(label, error) from None
    if len(data) > MAX_ARTICLE_BYTES:
        raise InputError(
            f"{label} is larger than {MAX_ARTICLE_BYTES:,} bytes, too large for one article; "
            "split it, or write one article a line as JSON Lines (.jsonl)"
        )
    return data


def read_lines(stream: BinaryIO, label: str) -> Iterator[bytes]:
    """The lines of `stream`, one at a time; one that is too long for an article keeps a byte too many."""
    try:
        while line := stream.readline(MAX_ARTICLE_BYTES + 1):
            yield line
            while len(line) > MAX_ARTICLE_BYTES and not line.endswith(b"\n"):
                line = stream.readline(MAX_ARTICLE_BYTES + 1)
                if not line:
                    return
    except OSError as error:
        raise cannot_read(label, error) from None


def suffix(name: str) -> str:
    """The suffix of a file name, in lower case."""
    return Path(name).suffix.lower()


def cannot_read(path: str, error: OSError | ValueError) -> InputError:
    """The `InputError` for a path that the system refuses."""
    reason = error.errno if isinstance(error, OSError) else None
    if reason in (errno.ENOENT, errno.ENOTDIR):
        return InputError(f"{path} does not exist; check the path")
    if reason in (errno.EACCES, errno.EPERM):
        return InputError(f"{path} cannot be read: permission denied")
    if reason == errno.EISDIR:
        return InputError(f"{path} is a folder, not an article")
    if reason == errno.ENAMETOOLONG or isinstance(error, ValueError):
        return InputError("that is no path; pass the text of an article as bytes or a stream")
    return InputError(f"{path} cannot be read: {error.strerror}")
