"""Participants: as one source names them, and as one list of those of several sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.record.names import fuller, may_be_one, name_key


@dataclass(frozen=True, slots=True)
class Party:
    """A participant with the person that the record takes it for."""

    kind: str
    name: str
    country: str | None
    org: str | None
    title: str | None
    role: str
    basis: str | None = None
    person_id: int | None = None

    @property
    def side(self) -> str | None:
        """The country or organisation that it is or stands for; None if unknown."""
        return self.country or ("org:" + name_key(self.org) if self.org else None)


def parties(rows: Iterable[sqlite3.Row]) -> list[Party]:
    """The rows of `participation` or `mention_participant` as values."""
    return [Party(**{field: row[field] for field in Party.__dataclass_fields__}) for row in rows]


def unite(told: Sequence[Sequence[Party]]) -> list[Party]:
    """One list of participants from those of each source, in the order of the sources.

    The participants of a single source stay as they are. Of several: a person is one under near spellings of
    the name and with one side; an office is the person of that side whose title it is; a country that another
    source leaves to its minister is not repeated.
    """
    if len(told) == 1:
        return [with_own_org(p) for p in told[0]]
    everyone = [(source, with_own_org(p)) for source, of_one in enumerate(told) for p in of_one]
    groups: list[list[tuple[int, Party]]] = []
    for kind in ("person", "office", "country", "org"):  # the best known first: the others may be them
        for source, party in everyone:
            if party.kind == kind:
                _put(groups, source, party)
    groups.sort(key=lambda group: min(map(everyone.index, group)))
    return [_one_of([party for _, party in group]) for group in groups]


def _put(groups: list[list[tuple[int, Party]]], source: int, party: Party) -> None:
    """Into the group of those who are the same, or a new one. What one source tells apart stays apart."""
    fitting = [
        group
        for group in groups
        if any(_are_one(known, party) for _, known in group)
        and (party.kind in ("country", "org") or all(other != source for other, _ in group))
    ]
    exact = [g for g in fitting if any(known.person_id == party.person_id for _, known in g)]
    if fitting:
        (exact or fitting)[0].append((source, party))
    else:
        groups.append([(source, party)])


def with_own_org(party: Party) -> Party:
    """An organisation stands for itself."""
    return replace(party, org=party.name) if party.kind == "org" and not party.org and not party.country else party


def _are_one(known: Party, party: Party) -> bool:
    if known.person_id is not None and known.person_id == party.person_id:
        return True
    same_name = name_key(known.name) == name_key(party.name)
    if known.side is None or party.side is None:
        return known.kind == party.kind and same_name
    if known.side != party.side:
        return False
    match (known.kind, party.kind):
        case ("person", "person"):
            return may_be_one(known.name, party.name)
        case ("person", "office"):
            return known.title is not None and name_key(known.title) in (
                name_key(party.name),
                name_key(party.title or party.name),
            )
        case ("office", "office"):
            return same_name
        case _:
            return party.kind in ("country", "org")


def _one_of(group: list[Party]) -> Party:
    """The fullest name, the first title and side, the most telling role."""
    best = group[0]
    for party in group[1:]:
        if party.kind == best.kind and party.name != best.name and fuller(party.name, best.name) == party.name:
            best = party
    roles = [party.role for party in group]
    telling = next((r for r in roles if r not in ("principal", "member")), None)
    return replace(
        best,
        title=next((p.title for p in group if p.title and p.kind == best.kind), None),
        country=best.country or next((p.country for p in group if p.country), None),
        org=best.org or next((p.org for p in group if p.org), None),
        role=telling or ("principal" if "principal" in roles else "member"),
    )
