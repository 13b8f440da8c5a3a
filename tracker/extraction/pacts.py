"""What sides do together: agreements, relations, mediation between them, joint exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker import knowledge
from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.parts import Parts, countries_among, international, of_body, sided, sides, takes_effect
from tracker.extraction.syntax import phrase
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_BETWEEN_SIDES = words("between_sides")
_COMMON = words("common_documents")
_ACTING = words("acting_nouns")
_ADOPTERS = words("adopters")
_TRUCES = words("truces")
_MILITARY = words("military")


def agreement(frame: Frame) -> list[tuple[Parts, float]]:
    """The parties to an agreement, at least two, or the organisation whose members adopt a text together."""
    if frame.trigger.id == "agreement.named" and not (_dated(frame.word, frame) or takes_effect(frame)):
        return []
    # a place in a treaty's name ("the Doha agreement") is no party to it
    named = [a for a in frame.actors("named") if a.basis != "metonym"]
    parties = sided([*frame.actors("a", "b", "ab"), *named])
    for weight, others in ((0.65, []), (0.6, _named_beside(frame)), (0.5, _sides_meant(frame, parties))):
        everyone = [*parties, *(o for o in others if o.party not in {p.party for p in parties})]
        if international(everyone):
            return [([(a, "principal") for a in everyone], weight)]
    bodies = parties or _gathered(frame)
    return [([(a, "principal") for a in bodies], 0.55)] if _adopted_together(frame, bodies) else []


def _gathered(frame: Frame) -> list[Actor]:
    """The organisation whose gathering adopts a text ("The summit adopted a declaration"); a few states would be named."""
    if not any(w.lemma_.lower() in _ADOPTERS for w in frame.positions.get("subject", [])):
        return []
    return [b for b in frame.actors("body") if len(knowledge.organisations()[b.name].members) > 6]


def _dated(noun: Word, frame: Frame) -> bool:
    """Whether an agreement is named with its date: "the 1994 treaty", "the accord of 1975"."""
    for child in noun.children:
        if (mention := frame.tree.of(child)) and mention.kind == "date":
            return True
        after = child.children if child.dep_ == "prep" and child.lower_ == "of" else ()
        if any((m := frame.tree.of(c)) and m.kind == "date" for c in after):
            return True
    return False


def _named_beside(frame: Frame) -> list[Actor]:
    """Parties that the parser did not hang on the verb: those named in a row before it, those on whose behalf it is signed."""
    behalf = [
        w
        for b in frame.word.subtree
        if b.lower_ == "behalf"
        for c in b.children
        if c.lower_ == "of"
        for w in c.children
    ]
    return [*sided(frame.actors("listed")), *countries_among(behalf, frame.tree, ("country", "org"), ())]


def _sides_meant(frame: Frame, parties: list[Actor]) -> list[Actor]:
    """Whom an agreement is with where its sentence does not say: whom somebody travels to sign it, or the sides told of before."""
    own = sides(parties)
    if len(own) == 1 and (there := _signed_in(frame, own)):
        return there
    if any(frame.positions.get(p) for p in ("with", "object_with", "between", "object_between", "agent")):
        return []
    if frame.word.lemma_ == "declare":
        return []  # a truce declared may be one side's alone
    if frame.word.dep_ in ("acl", "relcl") and not _dated_within(frame):
        return []  # "the agreements reached": somebody's, told of in passing
    if not own and any(not _acts(w, frame) for w in frame.positions.get("subject", [])):
        return []  # "the companies signed a deal during the visit"
    pair = sided(frame.spoken_of)
    told = len(sides(pair)) == 2
    pair = pair if told else _only_two(frame)
    truce = any(w.lemma_ in _TRUCES for w in frame.word.subtree)
    if truce and len(own) == 1 and frame.reality.status == "held":
        about = [a for a in sided(frame.actors("about")) if a.side not in own and a.kind != "office"]
        if len(sides(about)) == 1:
            return about  # "Iran has agreed to a truce as the Americans talk on"
    if len(sides(pair)) != 2 or (own and not own & sides(pair)):
        return []
    return pair if (truce and told) or any(w.lower_ in _BETWEEN_SIDES for w in frame.tree.doc) else []


def _acts(word: Word, frame: Frame) -> bool:
    """Whether a subject whose side is unknown acts for a state: "ministers", "officials"."""
    mention = frame.tree.of(word)
    return mention.kind == "office" if mention is not None else word.lemma_.lower() in _ACTING


def _only_two(frame: Frame) -> list[Actor]:
    """The countries of a sentence that names two and no more."""
    named = {m.country: m for m in frame.tree.sentence.mentions if m.kind == "country" and m.country}
    return [of_country(c, None, m.basis) for c, m in named.items() if c] if len(named) == 2 else []


def _dated_within(frame: Frame) -> bool:
    """Whether a participle says when: "the memorandum signed last year"."""
    return any((m := frame.tree.of(w)) is not None and m.kind == "date" for w in frame.word.subtree)


def _adopted_together(frame: Frame, parties: list[Actor]) -> bool:
    """Whether an organisation of states adopts a text: "the G20 leaders' declaration was adopted"."""
    bodies = [a for a in parties if a.kind == "org" and not a.country]
    if not bodies or any(knowledge.organisations()[a.name].kind not in ("forum", "bloc") for a in bodies):
        return False
    things = [frame.word, *frame.positions.get("object", [])]
    return any(_common(thing) for thing in things)


def _common(thing: Word) -> bool:
    lemma = thing.lemma_.lower()
    if lemma not in _COMMON or thing.pos_ not in ("NOUN", "PROPN"):
        return False
    return lemma != "statement" or any(w.lower_ in ("joint", "leaders", "ministers") for w in thing.subtree)


def _signed_in(frame: Frame, own: set[str]) -> list[Actor]:
    """The other side of what somebody travels somewhere to sign: "was going to Armenia to sign ..."."""
    above = frame.word.head
    if frame.word.dep_ not in ("advcl", "xcomp") or above.lemma_ not in (
        "go",
        "travel",
        "fly",
        "visit",
        "arrive",
        "head",
        "come",
    ):
        return []
    goals = (word for word in above.subtree if word.dep_ in ("pobj", "dobj"))
    return countries_among(goals, frame.tree, ("country", "place"), own)[:1]


def relations(frame: Frame) -> list[tuple[Parts, float]]:
    """The sides whose relations change, at least two."""
    parties = sided(frame.actors("a", "b", "ab"))
    between = sided(frame.actors("ab"))
    if frame.trigger.noun and international(between):
        parties = between  # who welcomes the resumption of ties between others has no part in it
    if frame.trigger.id in _OF_MEMBERS and not any(of_body(a) for a in parties):
        parties += frame.actors("body") if parties else []
    if not parties and frame.protagonist is not None and frame.protagonist.country:
        parties = [of_country(frame.protagonist.country, None, "protagonist")]
    if any(r == "place_of" for r in frame.trigger.slots.values()):
        parties += _abroad(frame, sides(parties))
        named = [w for p in ("subject", "object") for thing in frame.positions.get(p, []) for w in phrase(thing)]
        if not international(parties):
            parties += countries_among(named, frame.tree, ("country", "adjective"), sides(parties))
    if frame.trigger.id == "relations.status" and not international(parties):
        granted = [w for thing in frame.positions.get("retained", []) for w in phrase(thing)]
        parties += countries_among(granted, frame.tree, ("country", "adjective"), sides(parties))
    if not international(parties) or not _right_kinds(frame, parties):
        return []
    if frame.trigger.id == "relations.recognise" and any(
        (m := frame.tree.of(w)) and m.kind == "place" for w in frame.positions.get("object", [])
    ):
        return []  # "recognised Jerusalem as Israel's capital"
    return [([(a, "principal") for a in parties], 0.6)]


# Triggers by which a country becomes a member of an organisation.
_OF_MEMBERS = frozenset({"relations.member", "relations.join", "relations.join-as"})


def _abroad(frame: Frame, own: set[str]) -> list[Actor]:
    """The countries where an embassy is opened or closed, or a ship calls."""
    places = [
        m
        for p in ("in", "object_in", "of_in", "at", "to")
        for w in frame.positions.get(p, [])
        if (m := frame.tree.of(w)) and m.country
    ]
    return [of_country(m.country, None, m.basis) for m in places if m.country and m.country not in own]


def _right_kinds(frame: Frame, parties: list[Actor]) -> bool:
    """Whether those are there without whom a verb says something else: "joined the call", "recognised Jerusalem as the capital"."""
    if "org_subject" in frame.trigger.flags and not any(a.kind == "org" for a in frame.actors("a")):
        return False
    if frame.trigger.id in _OF_MEMBERS:
        return any(of_body(a) for a in parties)
    if frame.trigger.id in ("relations.leave", "relations.withdraw"):
        left = [a for a in frame.actors("b") if of_body(a)]
        return bool(left) and all(a.kind == "country" and not a.delegation for a in frame.actors("a"))
    if frame.trigger.id == "relations.switch":
        return bool(sided(frame.actors("a")))
    return frame.trigger.id != "relations.recognise" or not any(a.basis == "metonym" for a in frame.actors("b"))


def mediation(frame: Frame) -> list[tuple[Parts, float]]:
    """The mediators and the two sides that they bring together."""
    mediators = sided(frame.actors("mediator"))
    parties = [a for a in sided(frame.actors("ab")) if a.side not in sides(mediators)]
    if frame.trigger.id == "mediation.effort" and len(sides(parties)) < 2 and frame.verb is not None:
        # "launched a mediation effort to end the dispute between A and B"
        parties = countries_among(frame.verb.subtree, frame.tree, ("country", "place"), sides(mediators))[:2]
    if not mediators or len(sides(parties)) < 2:
        return []
    if frame.trigger.id == "mediation.bring-together" and len(sides(parties)) != 2:
        return []  # "the forum brought together Brazil, Russia, India, China and South Africa"
    return [([*((a, "mediator") for a in mediators), *((a, "principal") for a in parties)], 0.6)]


def _manned(frame: Frame, own: set[str]) -> list[Actor]:
    """The countries whose ships and troops are named with them: "the British carrier Invincible"."""
    things = [thing for p in ("subject", "with", "alongside") for thing in frame.positions.get(p, [])]
    before = [w for thing in things for w in phrase(thing) if w.i <= thing.i]
    return countries_among(before, frame.tree, ("country", "adjective"), own)


def exercise(frame: Frame) -> list[tuple[Parts, float]]:
    """Those who exercise together, at least two."""
    if "military" in frame.trigger.flags and not any(w.lower_ in _MILITARY for w in frame.tree.doc):
        return []
    parties = [a for a in sided(frame.actors("a", "b", "ab", "clause")) if a.kind != "person"]  # nor a ship's namesake
    if frame.trigger.id == "exercise.port-call":
        parties += _abroad(frame, sides(parties))
    if frame.trigger.id == "exercise.sail":
        parties += _manned(frame, sides(parties))
    return [([(a, "principal") for a in parties], 0.6)] if international(parties) else []
