"""Whether two sources tell of one event: a judgement of two mentions, pure and the same either way round.

*Who* took part decides first, then *where*, then *when* (see `timing`).

- Who: two named persons of two sides, one of whom may be given by the post that the other source says is that
  person's; of a visit the visitor and the host's side. At a meeting or call everybody's side must be there in both.
- Where: two countries are two events.

What fits but is not sure enough is "maybe": two events, and a merge is suggested.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tracker.record.names import may_be_one, name_key
from tracker.record.timing import compare_dates
from tracker.record.told import Told
from tracker.record.unite import Party

# Types that reports use for one another.
_GROUPS = {"meeting": "talks", "conference": "talks", "mediation": "talks"}
# At these, who else sat at the table makes another event: the leaders of two states, and then of three.
_EXACT_SIDES = frozenset({"meeting", "call"})
_OPPOSED = ({"sender", "recipient"}, {"visitor", "host"})
# A score is a sum of these, so that the weightier always counts more than all below.
_SAME_DATE, _SAME_PLACE, _SAME_TYPE, _SAME_PEOPLE = 8, 4, 2, 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """The judgement. `against`: not only too little is known, but something speaks against one event."""

    verdict: Literal["same", "maybe", "different"]
    score: int = 0
    against: bool = True
    reasons: tuple[str, ...] = ()


DIFFERENT = Likeness("different")


def group_of(type_: str) -> tuple[str, ...]:
    """The types whose events may be this one told otherwise."""
    group = _GROUPS.get(type_)
    return tuple(t for t, g in _GROUPS.items() if g == group) if group else (type_,)


def compare(one: Told, other: Told) -> Likeness:
    """Judge two mentions."""
    if one.source == other.source or other.type not in group_of(one.type) or not one.sides & other.sides:
        return DIFFERENT
    if other.key < one.key:
        one, other = other, one
    if None not in (one.country, other.country) and one.country != other.country:
        return DIFFERENT
    dates = compare_dates(one, other)
    if dates is None:
        return DIFFERENT
    who = _across_types(one, other) if one.type != other.type else _compare_people(one, other)
    if who is None or not (who.sure or dates.exact):
        return DIFFERENT
    same_place = one.place is not None and one.place == other.place
    score = (
        _SAME_DATE * dates.exact
        + _SAME_PLACE * same_place
        + _SAME_TYPE * (one.type == other.type)
        + _SAME_PEOPLE * (one.identities == other.identities)
    )
    reasons = (who.reason, dates.reason, *(("the same place",) if same_place else ()))
    sure = who.sure and dates.sure
    return Likeness("same" if sure else "maybe", score, not dates.sure or who.against, reasons)


@dataclass(frozen=True, slots=True)
class _People:
    sure: bool
    reason: str
    against: bool = False


def _compare_people(one: Told, other: Told) -> _People | None:
    if one.type in _EXACT_SIDES and _sides(one) != _sides(other):
        return None
    named, opposed = _shared_persons(one.parties, other.parties)
    if opposed and one.type not in ("meeting", "call", "conference"):
        return None
    if one.type == "visit":
        return _compare_visits(one, other, named)
    shared = named + _by_post(one.parties, other.parties) + _by_post(other.parties, one.parties)
    # Two of one delegation prove nothing: their ministers may meet several others in one day.
    sides = {a.side or b.side for a, b in shared} - {None}
    names = " and ".join(sorted({a.name for a, _ in shared}))
    if named and len(shared) >= 2 and len(sides) >= 2:
        return _People(True, f"{names} in both")
    if any(_tells_others(one, other, side) for side in one.sides & other.sides - sides):
        return None
    if named and (one.type in _EXACT_SIDES or one.place == other.place):
        return _People(False, f"{names} in both")
    if len(one.identities) >= 2 and one.identities == other.identities and len(one.sides) >= 2 and not opposed:
        return _People(False, "the same participants")
    if one.type == "conference" and one.place and one.place == other.place and len(one.sides & other.sides) >= 2:
        return _People(False, "countries and place the same")
    return None


def _compare_visits(one: Told, other: Told, named: list[tuple[Party, Party]]) -> _People | None:
    visitor = next((a.name for a, b in named if a.role == b.role == "visitor"), None)
    hosts, other_hosts = _hosts(one), _hosts(other)
    if hosts and other_hosts and not hosts & other_hosts:
        return None
    if visitor:
        return _People(bool(hosts & other_hosts), f"{visitor} visits")
    visiting, others = ({p.side for p in t.parties if p.role == "visitor"} - {None} for t in (one, other))
    nameless = not all(any(p.role == "visitor" and p.kind == "person" for p in t.parties) for t in (one, other))
    if nameless and visiting & others and hosts & other_hosts:
        return _People(False, "the same country visits")
    return None


def _across_types(one: Told, other: Told) -> _People | None:
    """What one source calls a meeting and another a conference: only the very same people, three sides of them."""
    named, _ = _shared_persons(one.parties, other.parties)
    persons = [sum(p.kind == "person" for p in t.parties) for t in (one, other)]
    if len(named) < 2 or persons != [len(named)] * 2 or one.sides != other.sides:
        return None
    reason = f"the same people, at a {one.type} and at a {other.type}"
    sides = {a.side for a, _ in named} - {None}
    if len(sides) < 2:
        return None
    return _People(len(sides) >= 3, reason, against=len(sides) < 3)


def _shared_persons(
    one: tuple[Party, ...], other: tuple[Party, ...]
) -> tuple[list[tuple[Party, Party]], list[tuple[Party, Party]]]:
    """Pairs of the same named person in both: those whose roles agree, and those whose contradict one another."""
    left, right = ([p for p in some if p.kind == "person"] for some in (one, other))
    agreeing: list[tuple[Party, Party]] = []
    opposed: list[tuple[Party, Party]] = []
    for alike in (_same_name, _same_person):  # the same names first, so that a bare surname gets who is left
        for party in list(left):
            match = next((p for p in right if alike(party, p)), None)
            if match is not None:
                left.remove(party)
                right.remove(match)
                (opposed if {party.role, match.role} in _OPPOSED else agreeing).append((party, match))
    return agreeing, opposed


def _same_name(one: Party, other: Party) -> bool:
    if one.person_id is not None and one.person_id == other.person_id:
        return True
    return one.side == other.side and name_key(one.name) == name_key(other.name)


def _same_person(one: Party, other: Party) -> bool:
    if one.side is None or other.side is None:
        return name_key(one.name) == name_key(other.name)
    return one.side == other.side and may_be_one(one.name, other.name)


def _by_post(one: tuple[Party, ...], other: tuple[Party, ...]) -> list[tuple[Party, Party]]:
    """Persons of the first who are in the second by the very post that the first gives them."""
    posts = {(p.side, name_key(p.title or p.name)): p for p in other if p.kind == "office" and p.side}
    persons = [p for p in one if p.kind == "person" and p.title]
    return [
        (p, posts[key])
        for p in persons
        if (key := (p.side, name_key(p.title or ""))) in posts and not any(_same_person(p, o) for o in other)
    ]


def _tells_others(one: Told, other: Told, side: str) -> bool:
    """Both name persons of that side, and not the same ones."""
    return all(any(p.kind == "person" and p.side == side for p in told.parties) for told in (one, other))


def _sides(told: Told) -> set[str | None]:
    return {p.side for p in told.parties if p.role not in ("mediator", "member")} - {None}


def _hosts(told: Told) -> set[str]:
    sides = {p.side for p in told.parties if p.role == "host"} | {told.country}
    return {side for side in sides if side}
