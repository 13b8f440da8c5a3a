"""tracker's own JSONL and CSV, as `export` writes them: events with all that each source says.

A row without reports (`sources_of`, in the CSV the column `reports`), written by hand, is one report by the file
itself. In the CSV the readable columns say what is shown: who changes one in a spreadsheet has corrected the event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.exports.cleaning import uncell
from tracker.imports import Faults, checking
from tracker.imports.files import lines, rows
from tracker.model import Event, Evidence, Place
from tracker.record.incoming import Incoming, Origin, Report
from tracker.render.text import flat

_OF_SOURCE = ("id", "article", "label", "url", "title", "outlet", "author", "language", "family")
_PARTY = ("kind", "name", "country", "org", "title", "role")


def read_jsonl(file: Iterable[bytes], label: str, faults: Faults) -> Iterator[Incoming]:
    """The events of a JSONL file."""
    for number, line in lines(file, faults):
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("not an object")
            yield _incoming(row, label)
        except (ValueError, RecursionError) as error:
            faults.add(number, f"not JSON: {error}" if isinstance(error, json.JSONDecodeError) else str(error))


def read_csv(file: Iterable[bytes], label: str, faults: Faults) -> Iterator[Incoming]:
    """The events of a CSV file."""
    for number, cells in rows(file, faults):
        try:
            row: dict[str, Any] = {name: uncell(cell) or None for name, cell in cells.items()}
            row |= {"participants": _json(cells, "participants"), "sources_of": _json(cells, "reports") or []}
            if row.get("where"):
                row["where"] = _exact(row["where"], row["sources_of"])
            yield _incoming(row, label)
        except (ValueError, RecursionError) as error:
            faults.add(number, str(error))


def _json(cells: Mapping[str, str], name: str) -> Any:
    try:
        return json.loads(cells.get(name) or "null")
    except json.JSONDecodeError as error:
        raise ValueError(f"{name} is not JSON: {error}") from None


def _exact(shown: str, reports: Any) -> str:
    """The name of the place as a report writes it, if the cell shows that."""
    names = (report["place"]["name"] for report in reports if isinstance(report, dict) and report.get("place"))
    return next((name for name in names if flat(name) == shown), shown)


def _incoming(row: Mapping[str, Any], label: str) -> Incoming:
    """The event of a row. Raises ValueError."""
    shown = _shown(row)
    # An event has the id of the report that is entered first.
    own = row.get("id")
    sources = sorted(checking.listed(row, "sources_of"), key=lambda source: source.get("born") != own)
    reports = tuple(_report(source) for source in sources)
    if not reports:
        return Incoming((_own_report(row, label),))
    return Incoming(reports, shown, checking.one_of(row, "review", ("", "confirmed"), "") == "confirmed")


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the row shows, as `record.agreeing` takes it; what it has no column for is left out."""
    date = checking.when(row, "date", "end")
    name, country = checking.text(row, "where"), checking.country(row)
    parties = [checking.participant(party) for party in checking.listed(row, "participants")]
    shown: dict[str, Any] = {
        "type": checking.type_(row),
        "status": checking.status(row),
        "salience": checking.salience(row),
        "mode": checking.text(row, "mode"),
    }
    shown = {field: value for field, value in shown.items() if field in row}
    if "date" in row:
        shown |= {"date_start": date.start, "date_end": date.end, "date_precision": date.precision}
    if "where" in row:
        shown["place"] = {"name": name, "country": country} if name else None
    if row.get("participants") is not None:
        shown["who"] = [{key: getattr(party, key) for key in _PARTY} for party in parties]
    return shown


def _report(source: Mapping[str, Any]) -> Report:
    extractor = checking.needed(source, "extractor")
    part_of = checking.text(source, "part_of")
    checking.needed(source, "sha256")
    origin = Origin(
        sha256=checking.shaped(source, "sha256", "[0-9a-f]{64}", "64 digits") or "",
        published=checking.day(source, "published"),
        published_basis=checking.text(source, "published_basis") or "unknown",
        retrieved=checking.shaped(source, "retrieved", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2023-07-26T10:00:00Z"),
        **{name: checking.text(source, name) for name in _OF_SOURCE},
    )
    date = source.get("date") or {}
    how = source.get("how") or {}
    if not all(isinstance(part, dict) for part in (date, how)) or not all(isinstance(v, str) for v in how.values()):
        raise ValueError("date and how must be objects, of texts")
    event = Event(
        type=checking.type_(source),
        status=checking.status(source),
        when=checking.when(date, "start", "end", checking.text(date, "basis") or "import", checking.text(date, "text")),
        participants=tuple(checking.participant(party) for party in checking.listed(source, "participants")),
        evidence=tuple(_passage(passage) for passage in checking.listed(source, "quotes")),
        place=checking.place(source.get("place")),
        salience=checking.salience(source),
        plover=checking.text(source, "plover"),
        mode=checking.text(source, "mode"),
        confidence=checking.confidence(source, 0.5),
        how=how,
    )
    imported = extractor if extractor.startswith("import ") else f"import tracker {extractor}"
    return Report(origin, event, checking.whole(source, "position"), imported, checking.text(source, "born"), part_of)


def _passage(row: Mapping[str, Any]) -> Evidence:
    return Evidence(checking.needed(row, "quote"), checking.whole(row, "start"), checking.whole(row, "end"))


def _own_report(row: Mapping[str, Any], label: str) -> Report:
    """A row that names no source: the file says so."""
    parties = tuple(checking.participant(party) for party in checking.listed(row, "participants"))
    if not parties:
        raise ValueError("participants is missing: without sources_of a row must say who took part")
    name = checking.text(row, "where")
    event = Event(
        type=checking.type_(row), status=checking.status(row), when=checking.when(row, "date", "end"), participants=parties,
        evidence=(), place=Place(name, checking.country(row), "import") if name else None, salience=checking.salience(row),
        plover=checking.text(row, "plover"), mode=checking.text(row, "mode"), confidence=checking.confidence(row, 0.5),
    )  # fmt: skip
    said = json.dumps(dict(row), sort_keys=True).encode("utf-8", "backslashreplace")
    position = int.from_bytes(hashlib.sha256(said).digest()[:6], "big")
    origin = Origin(file_sha256(label), label=label)
    return Report(origin, event, position, "import tracker file")


def file_sha256(label: str, what: str = "tracker") -> str:
    """What tells a file that is itself the source from other sources: its name."""
    return hashlib.sha256(f"import {what} {label}".encode("utf-8", "backslashreplace")).hexdigest()
