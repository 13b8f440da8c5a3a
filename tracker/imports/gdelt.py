"""GDELT 2.0 event files: 61 columns, tab-separated, no heading.

Rows between two states or organisations that tracker knows, whose code stands for one of its types (`data/cameo.csv`),
are taken; the others are counted. A row's source is its article; what GDELT calls the actors is kept as the basis of
each participant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import cast
from urllib.parse import urlsplit

from tracker.imports import Faults
from tracker.imports.files import lines
from tracker.knowledge import Cameo, actor_by_cameo, cameo_read, countries, country_by_fips
from tracker.model import Event, EventType, Participant, Place, Role, Status, When
from tracker.record.incoming import Origin, Report

EXTRACTOR = "import gdelt"
COLUMNS = 61
CONFIDENCE = 0.7  # nobody says how sure a row is: not so low as to be put before a person to check, one by one
_ACTORS = (5, 15)  # the first column of each actor: Code, Name, CountryCode, KnownGroupCode
_ROOT, _CODE, _PLACE, _ADDED, _URL = 25, 26, 51, 59, 60


def read(file: Iterable[bytes], label: str, faults: Faults) -> Iterator[Report]:
    """The reports of a file."""
    for number, line in lines(file, faults):
        cells = line.split("\t")
        try:
            if len(cells) != COLUMNS:
                raise ValueError(f"{len(cells)} columns; GDELT 2.0 has {COLUMNS}")
            report = _report(cells, label, faults)
        except ValueError as error:
            faults.add(number, str(error))
            continue
        if report:
            yield report


def _report(cells: Sequence[str], label: str, faults: Faults) -> Report | None:
    code = _code(cells[_CODE])
    if code is None or code.type is None:
        faults.left_out["of a type that tracker does not keep"] += 1
        return None
    first, second = (
        _party(cells[at : at + 4], role) for at, role in zip(_ACTORS, (code.first, code.second), strict=True)
    )
    if first is None or second is None or (first.country, first.org) == (second.country, second.org):
        faults.left_out["not between two states or organisations"] += 1
        return None
    position = _whole(cells[0], "GLOBALEVENTID")
    event = Event(
        type=cast(EventType, code.type),
        status=cast(Status, code.status),
        when=When(_day(cells[1], "SQLDATE"), None, "day", cells[1], "import"),
        participants=(first, second),
        evidence=(),
        place=_place(cells[_PLACE : _PLACE + 7]),
        salience="main" if cells[_ROOT] == "1" else "background",
        plover=code.plover,
        confidence=CONFIDENCE,
        how={"type": f"CAMEO {cells[_CODE]}: {code.name}", "confidence": "not known: GDELT gives none"},
    )
    return Report(_origin(cells, label), event, position, EXTRACTOR)


@lru_cache(maxsize=2000)
def _code(code: str) -> Cameo | None:
    if not code.isdecimal() or not code.isascii() or len(code) > 4:
        raise ValueError(f"EventCode is no code of CAMEO: {code!r}")
    return cameo_read(code)


@lru_cache(maxsize=50_000)
def _side(country: str, group: str) -> tuple[str, str, str | None, str | None] | None:
    """Kind, name, country and organisation of the side with these codes; None if it is none that tracker knows."""
    for code in (country, group):
        found = actor_by_cameo().get(code) if code else None
        if found and found.kind == "country":
            known = countries().by_code.get(found.actor)
            return "country", known.name if known else found.actor, found.actor, None
        if found:
            return "org", found.actor, None, found.actor
    return None


def _party(actor: Sequence[str], role: str) -> Participant | None:
    code, name, country, group = actor
    side = _side(country, group)
    if side is None:
        return None
    kind, called, state, org = side
    basis = f"GDELT: {code} {name}".rstrip()
    return Participant(called, "country" if kind == "country" else "org", state, org, None, cast(Role, role), basis)


def _place(geo: Sequence[str]) -> Place | None:
    type_, full, fips, _, _, lat, lon = geo
    if type_ in ("", "0") or not full:
        return None
    country = country_by_fips().get(fips)
    known = countries().by_code.get(country or "")
    name = known.name if type_ == "1" and known else full.partition(",")[0].strip() or full
    return (
        Place(name, country, "import", _degrees(lat, 90), _degrees(lon, 180))
        if lat and lon
        else Place(name, country, "import")
    )


def _origin(cells: Sequence[str], label: str) -> Origin:
    url = cells[_URL]
    key = url or f"row {cells[0]}"
    return Origin(
        sha256=hashlib.sha256(f"gdelt {key}".encode("utf-8", "backslashreplace")).hexdigest(),
        label=label,
        url=url or None,
        outlet=_host(url),
        published=_day(cells[_ADDED][:8], "DATEADDED"),
        published_basis="import",
    )


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


@lru_cache(maxsize=5000)
def _day(text: str, name: str) -> str:
    from datetime import date

    try:
        if len(text) != 8 or not text.isascii():
            raise ValueError
        return date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat()
    except ValueError:
        raise ValueError(f"{name} is no day: {text!r}") from None


def _whole(text: str, name: str) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > 18:
        raise ValueError(f"{name} is no number: {text!r}")
    return int(text)


def _degrees(text: str, most: int) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise ValueError(f"a place lies at {text!r} degrees")
    return value
