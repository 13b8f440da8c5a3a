"""JSON Lines: one article a line, as `tracker extract` takes them and corpora come.

A record is an object with "text" and, where known, "id", "published" (an ISO date), "title", "url", "outlet",
"author" and "language". Its text is passed on unchanged: the offsets of evidence count its own characters.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.errors import InputError
from tracker.sources.decoding import one_line, refuse_binary

_STRINGS = ("title", "url", "outlet", "author", "language")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\S.*)?")
# A lone surrogate ("\ud83d" without its half) cannot be stored or written as UTF-8.
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it came: its text untouched, the rest checked."""

    text: str
    id: str | None = None
    published: date | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None


def read_records(lines: Iterable[bytes], label: str, limit: int) -> Iterator[Record | InputError]:
    """The records of JSON Lines, each as soon as its line is there.

    A line that is no record, or longer than `limit` bytes, gives an `InputError` that names it, and the
    reading goes on behind it. Blank lines are passed over.
    """
    for number, line in enumerate(lines, start=1):
        if number == 1:
            try:
                refuse_binary(line, label)
            except InputError as error:
                yield error
                return
            line = line.removeprefix(BOM_UTF8)
        if line.strip():
            yield _line_to_record(line, f"{label}, line {number}", limit)


def read_document(data: bytes, label: str) -> list[Record | InputError]:
    """The record, or the list of records, of a JSON document."""
    refuse_binary(data, label)
    value = _loads(data.removeprefix(BOM_UTF8), label)
    if not isinstance(value, list):
        return [_record_or_error(value, label)]
    return [_record_or_error(item, f"{label}, record {number}") for number, item in enumerate(value, start=1)]


def is_object(line: bytes) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return isinstance(_loads(line.removeprefix(BOM_UTF8), ""), dict)
    except InputError:
        return False


def read_record(value: Any, where: str) -> Record:
    """Check one decoded JSON value; `where` begins the message of the `InputError` if it is no record."""
    if not isinstance(value, dict):
        raise InputError(f'{where}: not a record; expected an object such as {{"id": "1", "text": "..."}}')
    text = value.get("text")
    if text is None:
        raise InputError(f'{where}: the record has no "text"')
    if not isinstance(text, str):
        raise InputError(f'{where}: "text" is not a string')
    if not text.strip():
        raise InputError(f'{where}: "text" is empty')
    identifier = value.get("id")
    if identifier is not None and (not isinstance(identifier, str | int) or isinstance(identifier, bool)):
        raise InputError(f'{where}: "id" is neither a string nor a whole number')
    strings: dict[str, str | None] = {}
    for name in _STRINGS:
        if not isinstance(value.get(name), str | None):
            raise InputError(f'{where}: "{name}" is not a string')
        strings[name] = one_line(value.get(name))
    return Record(
        text=_SURROGATE.sub("\ufffd", text),
        id=None if identifier is None else _SURROGATE.sub("\ufffd", str(identifier)),
        published=_published(value.get("published"), where),
        **strings,
    )


def _line_to_record(line: bytes, where: str, limit: int) -> Record | InputError:
    if len(line) > limit:
        return InputError(f"{where}: longer than {limit:,} bytes; one line must hold one article")
    try:
        return read_record(_loads(line.rstrip(b"\r\n"), where), where)
    except InputError as error:
        return error


def _record_or_error(value: Any, where: str) -> Record | InputError:
    try:
        return read_record(value, where)
    except InputError as error:
        return error


def _loads(data: bytes, where: str) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise InputError(f"{where}: not in UTF-8, which JSON requires") from None
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not JSON ({error.msg}, column {error.colno})") from None
    except (RecursionError, ValueError):
        raise InputError(f"{where}: not JSON that can be read (nested too deep, or a number too long)") from None


def _published(value: Any, where: str) -> date | None:
    if value is None or value == "":
        return None
    try:
        if isinstance(value, str) and _ISO_DATE.fullmatch(value.strip()):
            return date.fromisoformat(value.strip()[:10])
    except ValueError:
        pass
    raise InputError(f'{where}: "published" is {json.dumps(value)[:60]}, not an ISO date such as "2023-07-26"')
