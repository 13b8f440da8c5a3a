"""What one side sends or does to another: messages, sanctions and aid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor
from tracker.extraction.frame import Frame
from tracker.extraction.mention import MentionKind
from tracker.extraction.parts import Parts, countries_among, sided, sides, takes_effect
from tracker.extraction.sums import is_sum
from tracker.extraction.syntax import expand, is_passive, phrase
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_DEFINITE = words("definite_aid")
_GIVING = words("giving")
_RECEIVING = words("receiving")
_HELPING = words("helping")
_IMPOSING = frozenset({"impose", "place", "levy"})  # "lifted the sanctions imposed on Iraq"
_STOPPING = words("stopping")
_SELLING = words("selling")
_NEW_SANCTIONS = words("new_sanctions")
_COUNTRIES: tuple[MentionKind, ...] = ("country", "adjective")


def directed(frame: Frame) -> tuple[list[Actor], list[Actor]]:
    """Who does it, and to whom."""
    senders, recipients = sided(frame.actors("sender")), sided(frame.actors("recipient"))
    if frame.verb is not None and frame.word.lemma_ in _RECEIVING and "from" in frame.trigger.slots.values():
        senders, recipients = sided(frame.actors("from")) or _given_by(frame), [*senders, *recipients]
    if frame.type == "message" and (writers := sided(frame.actors("from"))):
        senders = writers  # "gave him a letter from X": whoever brings it does not write it
    if frame.type in ("aid", "sanction") and not recipients:
        recipients = _in_object(frame, sides(senders))
    if not senders:
        senders = _behind(frame, sides(recipients))
    own = sides(senders)
    return senders, [r for r in recipients if r.side not in own]


def sent(senders: list[Actor], recipients: list[Actor]) -> Parts:
    """Senders and recipients with their roles."""
    return [*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)]


def _in_object(frame: Frame, own: set[str]) -> list[Actor]:
    """The country that a thing is for or against, named within what is given or hit: "assistance for Ukraine's energy needs",
    "to help Kenya respond", "tariffs on goods from China"."""
    places = ("on", "against", "object_on", "object_against", "from") if frame.type == "sanction" else ()
    for place in (*places, "object", "object_for", "object_to", "to", "for"):
        for word in frame.positions.get(place, []):
            if found := _first_named(phrase(word), frame, own):
                return found
    things = [frame.word, *frame.positions.get("object", [])]
    for child in (c for thing in things for c in thing.children):
        purpose = child.lemma_ in (_HELPING if frame.type == "aid" else _IMPOSING) or (
            frame.trigger.id == "aid.money" and child.tag_ == "VB"
        )
        hangs = child.dep_ in ("xcomp", "advcl", "acl", "relcl")
        if hangs and purpose and (found := _first_named(child.subtree, frame, own)):
            return found
    return []


def _first_named(among: Iterable[Word], frame: Frame, own: set[str]) -> list[Actor]:
    """The country named first, with those listed with it; a nationality ("Syrian refugees in Jordan") only where no country is."""
    listed = list(among)
    for kind in _COUNTRIES:
        first = next((w for w in listed if countries_among([w], frame.tree, {kind}, own)), None)
        if first is not None:
            return countries_among(expand(first), frame.tree, _COUNTRIES, own)
    return []


def _given_by(frame: Frame) -> list[Actor]:
    """Who gives what is received, said within it: "received 20 million dollars in assistance from Norway"."""
    inner = [w for w in frame.word.subtree if w.head.lower_ == "from"]
    return countries_among(inner, frame.tree, {"country"}, ())[:1]


def _behind(frame: Frame, others: set[str]) -> list[Actor]:
    """Who is behind a thing that nobody is said to do: whose it is ("China's tariffs, imposed in 2020"), whose programme it comes
    from ("As part of Australia's program, Kenya will receive ...")."""
    if frame.trigger.noun:
        return []
    if is_passive(frame.word):
        return [a for a in sided(frame.actors("owner")) if a.side not in others]
    if frame.word.lemma_ not in _RECEIVING:
        return []
    programmes = [c for c in frame.word.children if c.dep_ == "prep" and c.lower_ in ("as", "under", "through", "from")]
    found = [a for p in programmes for a in countries_among(p.subtree, frame.tree, _COUNTRIES, others)]
    return found[:1]


def _given(frame: Frame) -> list[Word]:
    """What is given, as the object or after "with" ("provided Mali with ...")."""
    return [*frame.positions.get("object", []), *frame.positions.get("with", [])]


def amounts(frame: Frame) -> frozenset[str]:
    """The numbers in what is given ("$4 million", "fourteen scholarships"), which tell one gift from another."""
    return frozenset(
        w.lower_.replace(",", "")
        for t in _given(frame)
        for w in t.subtree
        if (w.like_num or is_sum(w.text)) and w.i not in frame.tree.mention and w.lower_ not in ("million", "billion")
    )


def _definite(frame: Frame) -> bool:
    """Whether aid is something given, not the readiness to give ("offered all appropriate assistance")."""
    if any(w.lemma_ in _SELLING for w in frame.word.subtree):
        return False
    if any(w.lemma_ in _STOPPING for w in frame.positions.get("object", [])):
        return False  # "announced a suspension of aid"
    if frame.word.lemma_ in _GIVING or frame.trigger.id == "aid.vehicles":
        return True
    return any(w.lower_ in _DEFINITE or w.like_num or is_sum(w.text) for t in _given(frame) for w in t.subtree)


def aid(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of aid: who gives, and who is given to."""
    if not _definite(frame):
        return []
    senders, recipients = directed(frame)
    if not senders or not recipients:
        return []
    return [(sent(senders, recipients), 0.65)]


def message(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a message: who sends it to whom."""
    if frame.trigger.id == "message.exchange":
        both = sided(frame.actors("sender", "listed"))
        of_intent = any(w.lemma_ == "intent" for w in frame.word.subtree)  # an agreement
        return [([(a, "principal") for a in both], 0.6)] if len(sides(both)) > 1 and not of_intent else []
    if sides(frame.actors("sender")) & sides(frame.actors("recipient")):
        return []  # "congratulated both nations"
    if any(w.lower_ in ("credence", "credentials") for w in frame.word.subtree):
        return []
    senders, recipients = directed(frame)
    if frame.trigger.noun and not senders and frame.link.startswith(("prep:in", "prep:with")):
        senders = [w for w in sided(frame.actors("clause")) if w.side not in sides(recipients)]
    senders = [s for s in senders if s.kind != "org" or s.org]
    if not senders or not recipients:
        return []
    return [(sent(senders, recipients), 0.6)]


def sanction(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a sanction: who imposes or lifts it, on whom."""
    new = any(c.lower_ in _NEW_SANCTIONS for c in frame.word.children)
    if frame.trigger.noun and not new and not takes_effect(frame):
        return []  # a state of affairs
    if "entry" in frame.trigger.flags and not any(w.lemma_ in ("enter", "entry", "travel") for w in frame.word.subtree):
        return []
    senders, recipients = directed(frame)
    named = [a for a in frame.actors("recipient") if a.kind == "person" and not a.side]
    if named and len(recipients) == 1 and recipients[0].kind == "country":
        # "placed Russian tycoon Roman Abramovich under sanctions"
        recipients = [replace(a, country=recipients[0].country, basis="demonym") for a in named]
    if not senders or not recipients:
        return []
    return [(sent(senders, recipients), 0.65)]
