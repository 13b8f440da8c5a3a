"""POLECAT event files (doi:10.7910/DVN/AJGVIT): tab-separated, with a heading.

Rows between two states or organisations, of a PLOVER type that is one of tracker's, are taken; the others are counted.
POLECAT names the outlet and the day of a story, not its address: that is the source of a row. Columns are found by
their names, so that files with columns more or fewer are read too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import cast

from tracker.errors import InputError
from tracker.imports import Faults, checking
from tracker.imports.files import rows
from tracker.knowledge import countries, find_organisation
from tracker.model import Event, EventType, Participant, Place, Role, When
from tracker.record.incoming import Origin, Report

EXTRACTOR = "import polecat"
CONFIDENCE = 0.7  # as in `gdelt`
_NEEDED = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country")
# Types that tracker has under the same or another name, and what the mode makes of them.
_TYPES = {
    "CONSULT": "meeting", "AGREE": "agree", "SUPPORT": "support", "CONCEDE": "concede", "RETREAT": "concede", "AID": "aid",
    "REQUEST": "request", "ACCUSE": "accuse", "REJECT": "reject", "THREATEN": "threaten", "SANCTION": "sanction",
}  # fmt: skip
_MODES = {
    ("CONSULT", "visit"): "visit", ("CONSULT", "phone"): "call", ("CONSULT", "third-party"): "mediation",
    ("CONSULT", "multilateral"): "conference", ("SANCTION", "discontinue"): "relations",
    ("SANCTION", "withdraw"): "relations", ("SANCTION", "expel"): "envoy",
}  # fmt: skip
_ROLES = {"visit": ("visitor", "host"), "mediation": ("mediator", "principal")}
_MUTUAL = ("meeting", "call", "conference")


def read(file: Iterable[bytes], label: str, faults: Faults) -> Iterator[Report]:
    """The reports of a file. Raises InputError if columns are missing."""
    checked = False
    for number, row in rows(file, faults, "\t"):
        if not checked and (missing := [name for name in _NEEDED if name not in row]):
            raise InputError(f"{label} is no file of POLECAT: there is no column {missing[0]!r}")
        checked = True
        try:
            report = _report({name: "" if cell == "None" else cell for name, cell in row.items()}, label, faults)
        except ValueError as error:
            faults.add(number, str(error))
            continue
        if report:
            yield report


def _report(row: Mapping[str, str], label: str, faults: Faults) -> Report | None:
    plover, mode = row["Event Type"].strip().upper(), row.get("Event Mode", "").strip().lower()
    type_ = _MODES.get((plover, mode)) or _TYPES.get(plover)
    if plover == "COOPERATE" and "military" in row.get("Contexts", "").lower():
        type_ = "exercise"
    if type_ is None:
        faults.left_out["of a type that tracker does not keep"] += 1
        return None
    mutual = ("principal", "principal")
    roles = _ROLES.get(type_, mutual if type_ in (*_MUTUAL, "exercise") else ("sender", "recipient"))
    parties = [*_parties(row, "Actor", roles[0]), *_parties(row, "Recipient", roles[1])]
    parties = list({(party.country, party.org): party for party in reversed(parties)}.values())[::-1]
    if len(parties) < 2:
        faults.left_out["not between two states or organisations"] += 1
        return None
    date = checking.when(row, "Event Date", "")
    if date.precision != "day":
        raise ValueError(f"Event Date is no day: {row['Event Date']!r}")
    event = Event(
        type=cast(EventType, type_),
        status="held",
        when=When(date.start, None, "day", date.start, "import"),
        participants=tuple(parties),
        evidence=(),
        place=_place(row),
        plover=plover,
        mode=mode or None,
        confidence=CONFIDENCE,
        how={"type": f"PLOVER {plover} {mode}".rstrip(), "confidence": "not known: POLECAT gives none"},
    )
    key = checking.needed(row, "Event ID")
    position = int.from_bytes(hashlib.sha256(key.encode("utf-8", "backslashreplace")).digest()[:7], "big")
    return Report(_origin(row, label), event, position, EXTRACTOR)


def _parties(row: Mapping[str, str], which: str, role: str) -> Iterator[Participant]:
    """Those on one side of the row; several are separated by semicolons."""
    names, titles = _several(row, f"{which} Name"), _several(row, f"{which} Title")
    wikipedia = row.get(f"Wikipedia {which} ID", "")
    sides = _several(row, f"{which} Country") or [""] * len(names)
    for number, code in enumerate(sides):
        name = names[number] if len(names) == len(sides) else "; ".join(names)
        title = titles[number] if len(titles) == len(sides) else None
        country, org = _side(code, name)
        if not (country or org):
            continue
        basis = f"POLECAT: {code} {name}".strip()
        if country and title and wikipedia and len(name.split()) > 1 and not _side("", name)[0]:
            yield Participant(name, "person", country, None, title, cast(Role, role), basis)
        elif country:
            yield Participant(
                countries().by_code[country].name, "country", country, None, None, cast(Role, role), basis
            )
        else:
            yield Participant(org or name, "org", None, org, None, cast(Role, role), basis)


def _several(row: Mapping[str, str], name: str) -> list[str]:
    parts = (part.strip() for part in row.get(name, "").split(";"))
    return [part for part in parts if part and part != "None"]


@lru_cache(maxsize=50_000)
def _side(code: str, name: str) -> tuple[str | None, str | None]:
    """The country with that code, else the country or the organisation of that name."""
    country = countries().find(code) if code else None
    org = None if country else find_organisation(name)
    return country or (None if org else countries().find(name)), org


def _place(row: Mapping[str, str]) -> Place | None:
    country = countries().find(row.get("Country", "")) if row.get("Country") else None
    name = row.get("City") or row.get("Placename") or (countries().by_code[country].name if country else "")
    if not name:
        return None
    lat, lon = checking.number(row, "Latitude"), checking.number(row, "Longitude")
    return Place(name, country, "import", *((lat, lon) if lat is not None and lon is not None else (None, None)))


def _origin(row: Mapping[str, str], label: str) -> Origin:
    outlet, published = row.get("Source", ""), checking.day(row, "Publication Date") or ""
    key = f"polecat {outlet} {published}" if outlet or published else f"polecat {label}"
    return Origin(
        sha256=hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest(),
        label=label,
        outlet=outlet or None,
        published=published or None,
        published_basis="import" if published else "unknown",
    )
