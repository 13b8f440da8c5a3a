"""Visits: who goes where, to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.mention import Mention
from tracker.extraction.parts import Parts, sided, sides
from tracker.extraction.syntax import expand

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


def visit(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a visit, once for each country visited: who comes, and to whom."""
    if frame.trigger.noun and _goes_back(frame):
        return []  # "on his trip back to China"
    goals = _goal_modifiers(frame)
    visitors = [a for a in sided(frame.actors("visitor")) if a.individual or a.delegation or frame.trigger.noun]
    if goals:
        visitors = [a for a in visitors if a.kind != "country" or a.country not in {m.country for m in goals}]
    together = (
        not visitors
        and frame.roles.get("clause")
        and frame.trigger.noun
        and (frame.link in _WHILE or (frame.link.startswith("prep:") and _is_last_stop(frame)) or _is_day_of(frame))
    )
    if together:
        visitors = [a for a in sided(frame.actors("clause")) if a.individual or a.delegation]
    if not visitors:
        return []
    if frame.trigger.id == "visit.be":
        visitors = [v for v in visitors if v.individual and not _is_posted(v)]
    if any(v.kind == "person" for v in visitors):
        visitors = [v for v in visitors if v.kind not in ("country", "org") or v.delegation]  # "Biden's Quad trip"
    hosts = [a for a in frame.actors("destination", "host") if a.individual and a.side]
    places = [*_destinations(frame, anywhere=not goals), *goals]
    out: list[tuple[Parts, float]] = []
    weight = 0.7 if frame.trigger.noun or frame.trigger.id in ("visit.visit", "visit.arrive") else 0.6
    own = sides(visitors)
    if hosts:
        hosts = [h for h in hosts if h.side not in own]
        if hosts:
            received: Parts = [(h, "host") for h in hosts]
            return [([*((v, "visitor") for v in party), *received], weight) for party in _parties(visitors)]
        return []
    for mention in places:
        if not mention.country or (mention.country in own and not together):
            continue
        guests = [v for v in visitors if v.side != mention.country]
        if guests:
            # "after a visit to London, the prime minister and his British counterpart signed ..."
            at_home = [v for v in visitors if v.side == mention.country]
            hosting: Parts = [(h, "host") for h in at_home or [of_country(mention.country, None, mention.basis)]]
            for party in _parties(guests):
                out.append(([*((v, "visitor") for v in party), *hosting], weight))
    if not out and _may_be_open(frame, visitors, places):
        out.append(([(v, "visitor") for v in visitors], 0.5))
    return out


# How the noun hangs on the verb of what somebody does on the visit.
_WHILE = frozenset(f"prep:{word}" for word in ("during", "on", "in", "after", "following", "from", "at", "of"))


def _is_day_of(frame: Frame) -> bool:
    """ "met X in Cairo on Sunday, the first day of a visit"."""
    word = frame.word
    return (
        word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lemma_ == "day" and frame.link == "npadvmod"
    )


def _is_last_stop(frame: Frame) -> bool:
    """ "met X in Cairo, the last stop of a journey"."""
    return frame.word.lemma_ in ("stop", "leg") and frame.word.dep_ == "appos"


def _parties(visitors: list[Actor]) -> list[list[Actor]]:
    """Visitors by whom they stand for: leaders who travel together have a visit each."""
    return [[v for v in visitors if v.side == side] for side in dict.fromkeys(v.side for v in visitors)]


def _goes_back(frame: Frame) -> bool:
    return any(c.lower_ in ("back", "home") for c in frame.word.children)


def _comes_from(frame: Frame) -> bool:
    """ "had come from Amman", without a word of where to: a visit to Amman."""
    return frame.word.lemma_ == "come" and not any(frame.tree.of(w) for w in frame.positions.get("to", []))


def _is_posted(actor: Actor) -> bool:
    """Whether somebody is an ambassador, who is at a post and on no visit."""
    title = (actor.title or "").lower()
    return any(word in title for word in ("ambassador", "consul", "attaché", "charg", "high commissioner", "nuncio"))


def _may_be_open(frame: Frame, visitors: list[Actor], places: list[Mention]) -> bool:
    """Whether it may be left to the article to say where somebody went: "his first visit", "arrived on Friday"."""
    named = all(v.kind == "person" for v in visitors)
    told = frame.reality.status == "held" and (frame.trigger.noun or frame.trigger.id == "visit.arrive")
    return bool(named and told and not places and len(sides(visitors)) == 1)


def _goal_modifiers(frame: Frame) -> list[Mention]:
    """Where a trip goes by the word before it: "his Beijing trip", "the Riyadh visit", but "the Russian visit" is Russia's."""
    if not frame.trigger.noun:
        return []
    owned = bool(frame.positions.get("possessor"))
    found = [m for w in frame.positions.get("modifier", []) if (m := frame.tree.of(w)) and m.country]
    return [m for m in found if m.kind in ("place", "country") or (m.kind == "adjective" and owned)]


def _destinations(frame: Frame, *, anywhere: bool) -> list[Mention]:
    """The countries and cities that a visit goes to, in order; the first city of a country stands for it. Where the visit's own
    words name none, the place of its clause is taken, if it may be `anywhere`."""
    found: list[Mention] = []
    slots = [p for p, r in frame.trigger.slots.items() if r == "destination"]
    if frame.trigger.id in ("visit.travel", "visit.come") and (
        frame.word.lemma_ == "return" or _goes_back(frame) or _comes_from(frame)
    ):
        slots = ["from"]
    for slot in (*slots, *(("verb_to", "verb_in") if frame.trigger.noun else ())):
        for word in frame.positions.get(slot, []):
            mention = frame.tree.of(word) or _described(word, frame)
            if mention is None or mention.delegation or not mention.country:
                continue
            if mention.kind in ("place", "country", "adjective") and mention.country not in {m.country for m in found}:
                found.append(mention)
    told = any(frame.tree.of(w) for slot in slots for w in frame.positions.get(slot, []))
    if (
        anywhere
        and not found
        and not told
        and frame.place is not None
        and frame.place.country
        and (frame.trigger.noun or frame.trigger.id in ("visit.visit", "visit.arrive", "visit.be"))
    ):
        found.append(frame.place)
    return found


def _described(word: Word, frame: Frame) -> Mention | None:
    """The place in a description: "the capital city of Laos", "the Gulf republic of ..."."""
    if word.lemma_.lower() not in ("capital", "city", "country", "republic", "island", "kingdom"):
        return None
    found = None
    for inner in [*word.children, *(g for c in word.children if c.dep_ == "prep" for g in c.children)]:
        for each in expand(inner):
            mention = frame.tree.of(each)
            if mention and mention.kind in ("place", "country", "adjective"):
                found = mention
    return found
