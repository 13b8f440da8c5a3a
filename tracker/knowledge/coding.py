"""How other event data codes what tracker keeps: CAMEO's codes of acts and actors, FIPS codes of countries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.knowledge.tables import load_table, several

# PLOVER's type where an event names none, by the codebook (README, "What counts as an event").
PLOVER: Mapping[str, str] = {
    "meeting": "CONSULT", "call": "CONSULT", "visit": "CONSULT", "conference": "CONSULT", "mediation": "CONSULT",
    "message": "CONSULT", "agreement": "SUPPORT", "relations": "SUPPORT", "envoy": "COOPERATE", "sanction": "SANCTION",
    "aid": "AID", "exercise": "COOPERATE",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cameo:
    """A code of CAMEO, with its value on Goldstein's scale.

    `type`, `status`, `plover` and the roles of the two actors are what it is read as, `type` None if tracker has none for it;
    `written` are the events that it is written for ("visit held", "relations held SANCTION").
    """

    code: str
    name: str
    goldstein: float
    type: str | None
    status: str
    plover: str
    first: str
    second: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """What CAMEO and FIPS call a country or an organisation; empty where they have no code."""

    actor: str
    kind: str
    cameo: str
    fips: str


def plover_of(type_: str, plover: str | None) -> str:
    """PLOVER's type of an event: the one that it has, else that of its own type."""
    return plover or PLOVER.get(type_, type_.upper())


@cache
def cameo() -> dict[str, Cameo]:
    """The table `cameo.csv` by code. Raises InputError for a fault in the user's own file of that name."""
    return {row.code: row for row in load_table("cameo.csv", ["code"], _cameo)}


def cameo_for(type_: str, status: str, plover: str) -> Cameo | None:
    """The code that an event is written with, None if there is none."""
    return _written().get(f"{type_} {status} {plover}") or _written().get(f"{type_} {status}")


def cameo_read(code: str) -> Cameo | None:
    """What a code is read as: its own row, else that of the code above it; None if tracker has no type for it."""
    for length in range(len(code), 1, -1):
        row = cameo().get(code[:length]) or (cameo().get(code[:length] + "0") if length == 2 else None)
        if row:
            return row if row.type else None
    return None


@cache
def _written() -> dict[str, Cameo]:
    return {event: row for row in cameo().values() for event in row.written}


@cache
def event_codes() -> dict[str, Codes]:
    """The table `event_codes.csv` by ISO code or short name. Raises InputError for a fault in the user's own file."""
    rows = load_table("event_codes.csv", ["actor"], lambda cells: Codes(*cells))
    return {row.actor: row for row in rows}


@cache
def actor_by_cameo() -> dict[str, Codes]:
    """The same by CAMEO's code."""
    return {row.cameo: row for row in event_codes().values() if row.cameo}


@cache
def country_by_fips() -> dict[str, str]:
    """ISO code by FIPS code; where several share one, that of the living state."""
    gone = {"SU", "YU", "CS", "DD", "AN"}
    rows = sorted(event_codes().values(), key=lambda row: row.actor not in gone)
    return {row.fips: row.actor for row in rows if row.fips and row.kind == "country"} | {"GZ": "PS"}


def _cameo(cells: Sequence[str]) -> Cameo:
    code, name, goldstein, type_, status, plover, first, second, written = cells
    if not code.isdecimal():
        raise ValueError(f"{code!r} is no code of CAMEO")
    return Cameo(
        code, name, float(goldstein), type_ or None, status or "held", plover, first or "principal",
        second or "principal", several(written),
    )  # fmt: skip
