"""A list of visits that somebody keeps as a spreadsheet, saved as CSV, with a small TOML file that says what it holds.

    date = "Start"               # the columns, by what they hold; date, visitor and host_country are needed
    end = "End"
    visitor = "Traveller"
    visitor_title = "Post"
    visitor_country = "From"
    host = "Met with"
    host_title = "Host's post"
    host_country = "Country"
    place = "City"
    status = "Status"
    url = "Link"
    outlet = "Source"
    note = "Remarks"

    [always]                     # what holds for every row
    visitor_country = "United States"

    [file]
    delimiter = ";"              # if it is no comma

Each row is a visit as in an article: compared with what is there, and one event with it if they agree.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import InputError
from tracker.imports import Faults, checking
from tracker.imports.files import rows
from tracker.imports.own import file_sha256
from tracker.knowledge import coordinates, countries, find_organisation
from tracker.model import Event, Participant, Place, Role
from tracker.record.incoming import Incoming, Origin, Report

EXTRACTOR = "import visits"
FIELDS = (
    "date", "end", "visitor", "visitor_title", "visitor_country", "host", "host_title", "host_country", "place", "status",
    "url", "outlet", "note",
)  # fmt: skip
_NEEDED = ("date", "visitor", "visitor_country", "host_country")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, and what holds for every row."""

    columns: Mapping[str, str]
    always: Mapping[str, str]
    delimiter: str


def read_columns(path: Path) -> Columns:
    """The map of columns in a TOML file. Raises InputError for a fault in it."""
    try:
        with path.open("rb") as file:
            found = tomllib.load(file)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {error}") from error
    always, about = found.pop("always", {}), found.pop("file", {})
    for name, value in (*found.items(), *(always.items() if isinstance(always, dict) else ())):
        if name not in FIELDS or not isinstance(value, str):
            raise InputError(f"{path}: {name} is none of {', '.join(FIELDS)}, each with the name of a column")
    missing = [name for name in _NEEDED if name not in found and name not in always]
    if missing:
        raise InputError(f"{path}: no column for {missing[0]}, nor a value in [always]")
    delimiter = about.get("delimiter", ",") if isinstance(about, dict) else ""
    if not isinstance(delimiter, str) or len(delimiter) != 1:
        raise InputError(f"{path}: delimiter must be one character")
    return Columns(found, always, delimiter)


def read(file: Iterable[bytes], label: str, faults: Faults, columns: Columns) -> Iterator[Incoming]:
    """The visits of a file. Raises InputError if it lacks a column that is named."""
    checked = False
    for number, cells in rows(file, faults, columns.delimiter):
        if not checked and (missing := [name for name in columns.columns.values() if name not in cells]):
            raise InputError(f"{label} has no column {missing[0]!r}")
        checked = True
        row = {**columns.always, **{name: cells[column].strip() for name, column in columns.columns.items()}}
        row |= {name: value for name, value in columns.always.items() if not row[name]}
        try:
            yield Incoming((_report(row, label),))
        except ValueError as error:
            faults.add(number, str(error))


def _report(row: Mapping[str, str], label: str) -> Report:
    visitor, host = _party(row, "visitor"), _party(row, "host")
    event = Event(
        type="visit",
        status=checking.status({"status": row.get("status", "").lower()}),
        when=checking.when(row, "date", "end"),
        participants=(visitor, host),
        evidence=(),
        place=_place(row, host.country),
        plover="CONSULT",
        mode="visit",
        confidence=0.9,
        how={"type": f"a row of {label}" + (f": {row['note']}" if row.get("note") else "")},
    )
    said = json.dumps(dict(row), sort_keys=True).encode("utf-8", "backslashreplace")
    position = int.from_bytes(hashlib.sha256(said).digest()[:6], "big")
    url = row.get("url")
    key = hashlib.sha256(f"import visits {url}".encode("utf-8", "backslashreplace")).hexdigest()
    sha256 = key if url else file_sha256(label, "visits")
    return Report(
        Origin(sha256, label=label, url=url or None, outlet=row.get("outlet") or None), event, position, EXTRACTOR
    )


def _party(row: Mapping[str, str], who: Role) -> Participant:
    """The visitor or the host: a person if one is named, else the side."""
    side = checking.needed(row, f"{who}_country")
    code = countries().find(side)
    org = None if code else find_organisation(side)
    if not (code or org):
        raise ValueError(f"{who}_country is no country or organisation: {side!r}")
    name, title = checking.text(row, who), checking.text(row, f"{who}_title")
    if name and countries().find(name) != code:
        return Participant(name, "person", code, org, title, who, "import")
    if code:
        return Participant(countries().by_code[code].name, "country", code, None, None, who, "import")
    return Participant(org or side, "org", None, org, None, who, "import")


def _place(row: Mapping[str, str], country: str | None) -> Place | None:
    name = checking.text(row, "place")
    if not name:
        return None
    return Place(name, country, "import", *(coordinates(name, country) or (None, None)))
