"""Events as coded event data has them: who did what to whom, a row for each pair of sides, on a day.

Rows are for events that were held or are planned, on a known day. Of two roles that say who acts upon whom (a sender
and a recipient, a visitor and a host, a mediator and the others) the first is the actor; otherwise each pair of sides
is written once, in the order in which they are named. A side is written as the first of those who stand for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

from tracker.exports import Event, LeftOut
from tracker.knowledge import Cameo, cameo_for, countries, event_codes, plover_of, titles

Party = Mapping[str, Any]
_ACTING, _ACTED_UPON = ("sender", "visitor", "mediator"), ("recipient", "host")
# Sectors (https://github.com/openeventdata/PLOVER, CAMEO's codes of agents), by the class of the post.
_SECTORS = {"military": "MIL", "defence_minister": "GOV", "legislature": "LEG", "party": "PTY", "org_head": "IGO"}
# What is only planned is an agreement to do so in PLOVER, if it is friendly; else a threat.
_PLANNED = {"CONSULT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "SUPPORT": "AGREE", "CONCEDE": "AGREE",
            "RETREAT": "AGREE", "SANCTION": "THREATEN"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """A row: the event, who acts, upon whom (None if nobody is named), with the codes of the act."""

    event: Event
    actor: Party
    recipient: Party | None
    cameo: Cameo
    plover: str


def acts(events: Iterable[Event], left_out: LeftOut) -> Iterator[Act]:
    """The rows of these events; those that have none are counted in `left_out`."""
    for event in events:
        plover = plover_of(event["type"], event["plover"])
        code = cameo_for(event["type"], event["status"], plover)
        pairs = list(_pairs(event))
        reason = None
        if event["status"] not in ("held", "planned"):
            reason = f"{event['status']}, so no act"
        elif event["precision"] != "day":
            reason = "without a day"
        elif code is None:
            reason = f"no code for {event['type']}, {event['status']}"
        elif not pairs:
            reason = "without a second side"
        if reason or code is None:
            left_out[reason or ""] += 1
            continue
        if event["status"] == "planned":
            plover = _PLANNED.get(plover, plover)
        for actor, recipient in pairs:
            yield Act(event, actor, recipient, code, plover)


def _pairs(event: Event) -> Iterator[tuple[Party, Party | None]]:
    """Pairs of those who stand for different sides, one for each side."""
    parties = event["participants"]
    acting = _sides(p for p in parties if p["role"] in _ACTING)
    upon = _sides(p for p in parties if p["role"] in _ACTED_UPON)
    others = _sides(p for p in parties if p["role"] not in (*_ACTING, *_ACTED_UPON))
    if any(party["role"] == "mediator" for party in acting.values()) or not upon:
        upon, others = {**upon, **others}, {}
    if event["type"] == "visit" and not upon and event["country"]:
        upon = {event["country"]: _country(event["country"])}
    if not acting:
        pairs = list(combinations({**upon, **others}.items(), 2))
    elif upon:
        pairs = list(product(acting.items(), upon.items()))
    elif len(acting) == 1:
        yield next(iter(acting.values())), None
        return
    else:
        pairs = list(combinations(acting.items(), 2))
    yield from ((one, other) for (side, one), (other_side, other) in pairs if side != other_side)


def _country(code: str) -> Party:
    """A country as such, as a participant."""
    known = countries().by_code.get(code)
    named = {"name": known.name if known else code, "kind": "country", "country": code}
    return {**named, "org": None, "title": None, "role": "host", "person": None}


def _sides(parties: Iterable[Party]) -> dict[str, Party]:
    """The first of those who stand for each side, heads of delegations before members."""
    sides: dict[str, Party] = {}
    for party in sorted(parties, key=lambda p: p["role"] == "member"):
        side = party["country"] or party["org"]
        if side:
            sides.setdefault(side, party)
    return sides


def country_code(code: str | None) -> str:
    """CAMEO's code of a country, three letters."""
    codes = event_codes().get(code or "")
    return codes.cameo if codes else ""


def group_code(org: str | None) -> str:
    """CAMEO's code of an organisation, where it has one."""
    codes = event_codes().get(org or "")
    return codes.cameo if codes and codes.kind == "organisation" else ""


def sector(party: Party | None) -> str:
    """What part of its side somebody stands for: GOV, MIL, LEG, PTY, IGO; a country as such is its government's."""
    if party is None:
        return ""
    if party["org"] and not party["country"]:
        return "IGO"
    title = titles().get((party["title"] or (party["name"] if party["kind"] == "office" else "") or "").lower())
    return _SECTORS.get(title.cls, "GOV") if title else "GOV"
