"""Several events under one verb, each with a day or a place of its own: "met A in Amman on Friday and B in Doha", "was in Riyadh on
20 May and in Jerusalem on 22 May"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor
from tracker.extraction.actors import Resolver
from tracker.extraction.frame import Frame
from tracker.extraction.mention import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_PACTS = frozenset({"agreement", "relations"})
_SPREADING = _PACTS | {"meeting", "call", "visit"}
# With whom a pact is made.
_PARTNERS = ("person", "office", "country", "org")
_BREAKS = frozenset({",", "and", "then", ";"})
_WITHIN = frozenset(
    "in at on to into with near from for the a both later next finally first by phone telephone".split()
)


@dataclass(slots=True)
class Leg:
    """One of the events: whom, where and when its own words name."""

    people: list[Mention] = field(default_factory=list)
    place: Word | None = None
    date: Mention | None = None
    later: bool = False

    @property
    def set_apart(self) -> bool:
        """Whether it has a place or a day of its own, or is said to come next."""
        return self.later or self.place is not None or self.date is not None


def spread(frame: Frame, resolver: Resolver) -> list[Frame]:
    """The frame once for each leg; the frame itself where its words tell of one event."""
    if frame.type not in _SPREADING or frame.reality.status is None:
        return [frame]
    legs = _legs(frame)
    if len(legs) < 2:
        return [frame]
    if frame.type == "visit":
        return [_stage(frame, leg) for leg in legs] if _are_stages(legs) else [frame]
    if all(leg.people and leg.set_apart for leg in legs):
        partners = [[a for m in leg.people for a in resolver.from_mention(m, frame.tree)] for leg in legs]
        return [_encounter(frame, i, legs, partners) for i in range(len(legs))]
    return [_set(frame, leg) for leg in legs] if _are_stages(legs) else [frame]


def _legs(frame: Frame) -> list[Leg]:
    """The stretch of names, places and dates after a trigger, cut where the next leg begins; it ends at any other word."""
    word, tree, pact = frame.word, frame.tree, frame.type in _PACTS
    partners = _PARTNERS if pact else ("person", "office")
    legs, broken, later = [Leg()], False, False
    for each in word.doc[word.i + 1 :]:
        mention = tree.of(each)
        if mention is None:
            if pact and not (legs[0].people or legs[0].set_apart):
                continue  # "made peace with Egypt": what they agreed on stands before with whom
            if each.lower_ not in _BREAKS | _WITHIN:
                break
            broken = broken or each.lower_ in _BREAKS
            later = later or each.lower_ in ("then", "later")
            continue
        leg = legs[-1]
        later = later or tree.sentence.tokens[mention.start].text.lower() == "then"
        if broken and leg.set_apart and not (mention.kind == "date" and leg.date is None):
            leg = Leg(later=later)
            legs.append(leg)
        broken = later = False
        if mention.kind in partners:
            leg.people.append(mention)
        elif mention.kind in ("place", "country") and leg.place is None:
            leg.place = each
        elif mention.kind == "date" and leg.date is None:
            leg.date = mention
        else:
            break
    return legs


def _are_stages(legs: Sequence[Leg]) -> bool:
    return all(leg.place is not None and leg.date is not None and not leg.people for leg in legs)


def _set(frame: Frame, leg: Leg) -> Frame:
    """The frame at a leg's place and time."""
    place = frame.tree.of(leg.place) if leg.place is not None else None
    return replace(frame, date=leg.date, date_far=False, place=place)


def _stage(frame: Frame, leg: Leg) -> Frame:
    """The visit to a leg's place alone."""
    slots = [position for position, role in frame.trigger.slots.items() if role == "destination"]
    positions = defaultdict(list, {k: v for k, v in frame.positions.items() if k not in (*slots, "verb_to", "verb_in")})
    if leg.place is not None and slots:
        positions[slots[0]] = [leg.place]
    roles = defaultdict(list, {k: v for k, v in frame.roles.items() if k != "destination"})
    return replace(_set(frame, leg), positions=positions, roles=roles)


def _encounter(frame: Frame, index: int, legs: Sequence[Leg], partners: Sequence[list[Actor]]) -> Frame:
    """The meeting with a leg's people alone; a leg without a day has that of the one before it, else of the one after."""
    others = {a.key for i, people in enumerate(partners) for a in people if i != index}
    roles = defaultdict(list, {k: [a for a in v if a.key not in others] for k, v in frame.roles.items()})
    role = frame.trigger.slots.get("object") or frame.trigger.slots.get("with", "b")
    told = {a.key for v in roles.values() for a in v}
    roles[role] += [a for a in partners[index] if a.key not in told]
    dates = [leg.date for leg in (*reversed(legs[: index + 1]), *legs[index + 1 :]) if leg.date is not None]
    out = _set(replace(frame, roles=roles), legs[index])
    if legs[index].later and out.place is None:
        out = replace(out, place=frame.place)
    return replace(out, date=dates[0]) if dates else out
