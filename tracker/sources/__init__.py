"""How an article gets in: files, folders, pages, corpora and standard input become `Article` values.

`read_article` reads one document, `iter_articles` all that a command line names. Neither knows a clock, a
network or a database; what cannot be used raises `InputError` with one line that says what is wrong and what
to do.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from tracker.errors import InputError, TrackerError
from tracker.model import Article
from tracker.sources import files
from tracker.sources.articles import DocumentKind, Known, from_document, from_record
from tracker.sources.records import Record, is_object, read_document, read_records

__all__ = ["iter_articles", "read_article"]


def read_article(
    source: str | os.PathLike[str] | bytes | BinaryIO,
    *,
    published: date | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    name: str | None = None,
) -> Article:
    """Read one text, Markdown or HTML document: a path, the bytes of a file, or a binary stream.

    `published`, `url`, `title` and `outlet` outrank what the document says of itself. `name` stands for the
    document in errors, and its suffix tells the format where `source` is no path. `Article.published_basis`
    says where the date came from. Raises `InputError`.
    """
    label = name or (os.fspath(source) if isinstance(source, str | os.PathLike) else "the article")
    if files.suffix(label) in files.LINES_SUFFIXES + files.JSON_SUFFIXES:
        raise InputError(f"{label} holds records, not one article; read it with iter_articles")
    if isinstance(source, bytes):
        data = files.read_bounded(BytesIO(source), label)
    elif isinstance(source, str | os.PathLike):
        with files.open_file(os.fspath(source)) as stream:
            data = files.read_bounded(stream, label)
    else:
        data = files.read_bounded(source, label)
    return from_document(data, label, _kind(label), Known(published, url, title, outlet))


def iter_articles(
    paths: Iterable[str],
    *,
    published: date | None = None,
    url: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    stdin: BinaryIO | None = None,
    on_error: Callable[[str, TrackerError], None] | None = None,
) -> Iterator[tuple[str, Article]]:
    """Give (source, article) for each article in `paths`, one at a time; the source is the path of its file.

    A path is a file, a folder (read with all below it, by name, hidden files left out) or "-" for standard
    input. Text, Markdown and HTML files hold one article; JSON Lines files are read line by line, so that
    their length does not matter; a .json file holds a record or a list of them. Standard input and files with
    another suffix may be any of these. `published`, `url`, `title` and `outlet` are as in `read_article`, and
    go for every article.

    A file or record that cannot be used is passed to `on_error` with its source, and the rest goes on;
    without `on_error` its `InputError` is raised.
    """
    known = Known(published, url, title, outlet)
    for path in paths:
        for source, item in _read_path(path, stdin, known):
            if isinstance(item, Article):
                yield source, item
            elif on_error is None:
                raise item
            else:
                on_error(source, item)


Found = tuple[str, Article | InputError]

# How a JSON document of records opens: {"text" or [{"text", with any white space.
_JSON_OPENING = re.compile(rb'(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*["}]|(?:\xef\xbb\xbf)?\s*\[\s*\]\s*\Z')


def _read_path(path: str, stdin: BinaryIO | None, known: Known) -> Iterator[Found]:
    if path == "-":
        yield from _read_stream(stdin or sys.stdin.buffer, "-", "standard input", known)
        return
    for file in files.walk(path):
        if isinstance(file, InputError):
            yield path, file
            continue
        try:
            with files.open_file(file) as stream:
                yield from _read_stream(stream, file, file, known)
        except InputError as error:
            yield file, error


def _read_stream(stream: BinaryIO, source: str, label: str, known: Known) -> Iterator[Found]:
    """All articles of one stream, by its suffix or else by how it begins; `label` stands for it in errors."""
    ending = files.suffix(label)
    try:
        if ending in files.LINES_SUFFIXES:
            records = read_records(files.read_lines(stream, label), label, files.MAX_ARTICLE_BYTES)
            yield from _articles(records, source, label, known)
        elif ending in files.DOCUMENT_SUFFIXES:
            yield source, from_document(files.read_bounded(stream, label), label, _kind(label), known)
        else:
            yield from _read_unknown(stream, source, label, known)
    except InputError as error:
        yield source, error


def _read_unknown(stream: BinaryIO, source: str, label: str, known: Known) -> Iterator[Found]:
    """A stream whose first lines tell whether it is JSON Lines, a JSON document, or a text or page."""
    lines = files.read_lines(stream, label)
    begun = _opening(lines)
    if begun and is_object(begun[-1]):
        records = read_records(chain(begun, lines), label, files.MAX_ARTICLE_BYTES)
        yield from _articles(records, source, label, known)
        return
    data = files.read_bounded(stream, label, b"".join(begun))
    if files.suffix(label) in files.JSON_SUFFIXES or _JSON_OPENING.match(data):
        yield from _articles(read_document(data, label), source, label, known)
    else:
        yield source, from_document(data, label, _kind(label), known)


def _opening(lines: Iterator[bytes]) -> list[bytes]:
    """The lines up to the first that is a JSON object, or to the second that is not blank.

    The second counts too, so that JSON Lines are known for such where the first line is broken; behind a line too long
    for an article nothing is read, since it may have no end.
    """
    begun: list[bytes] = []
    size = written = 0
    for line in lines:
        begun.append(line)
        size += len(line)
        written += bool(line.strip())
        if written == 2 or size > files.MAX_ARTICLE_BYTES or is_object(line):
            break
    return begun


def _articles(items: Iterable[Record | InputError], source: str, label: str, known: Known) -> Iterator[Found]:
    empty = True
    for item in items:
        empty = False
        yield source, item if isinstance(item, InputError) else from_record(item, known)
    if empty:
        yield source, InputError(f"{label} is empty: there is no record to read")


def _kind(label: str) -> DocumentKind:
    ending = files.suffix(label)
    return "html" if ending in files.HTML_SUFFIXES else "markdown" if ending in files.MARKDOWN_SUFFIXES else "text"
