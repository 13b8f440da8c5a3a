"""What a parsed sentence reports: each trigger with the actors in its slots, its reality, its date and its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import from_person
from tracker.extraction.actors import Resolver
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.locating import locate
from tracker.extraction.mention import Mention
from tracker.extraction.status import Reality, of_noun, of_verb
from tracker.extraction.syntax import (
    Positions,
    expand,
    measured,
    noun_positions,
    prepositions,
    verb_positions,
)
from tracker.extraction.triggers import Trigger, Triggers
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


# What follows "called him" where that is no telephone call, and the infinitives with which it is one.
_MORE = ("oprd", "xcomp", "ccomp", "prt", "acomp")
_PURPOSES = words("call_purposes")
_PHONE = frozenset({"phone", "telephone", "videolink", "video", "videoconference", "teleconference", "call"})


def find_frames(tree: Tree, known: Triggers, resolver: Resolver) -> Iterator[Frame]:
    """The frames of a sentence, in the order of its words."""
    for word in tree.doc:
        if word.i in tree.mention:
            continue
        lemma = word.lemma_.lower()
        if word.pos_ in ("VERB", "AUX") or (word.tag_.startswith("VB")):
            for trigger in known.verbs.get(lemma, ()):
                frame = _verb_frame(word, trigger, tree, resolver)
                if frame is not None:
                    yield frame
        elif word.pos_ in ("NOUN", "PROPN", "ADJ"):
            lemma = lemma if lemma in known.nouns else lemma.removesuffix("s")
            for trigger in known.nouns.get(lemma, ()):
                frame = _noun_frame(word, trigger, tree, resolver, known)
                if frame is not None:
                    yield frame


def _verb_frame(word: Word, trigger: Trigger, tree: Tree, resolver: Resolver) -> Frame | None:
    positions = verb_positions(word)
    if trigger.particle and not any(c.lower_ in trigger.particle for c in word.children):
        return None
    if trigger.needs and not _has_thing(word, trigger, positions):
        return None
    if "by_phone" in trigger.flags and not _by_phone(word, positions, tree):
        return None
    objects = positions.get("object", [])
    if (
        "joint" in trigger.flags
        and len({a.side for a in resolver.all(positions.get("subject", []), tree) if a.kind == "person" and a.side}) < 2
    ):
        return None
    if "bare_object" in trigger.flags and (
        any(c.dep_ in _MORE and c.lemma_ not in _PURPOSES for c in word.children)
        or sum(c.dep_ == "dobj" for c in word.children) > 1  # "called him a liar"
    ):
        return None
    if "due" in trigger.flags and not (positions.get("due_in") or positions.get("due_at")):
        return None
    if "bare_clause" in trigger.flags and any(c.dep_ in ("ccomp", "xcomp") for c in word.children):
        return None
    if "envoy_object" in trigger.flags and not _names_envoy(word, objects, positions, tree):
        return None
    if "envoy_target" in trigger.flags and not _targets_envoy(word, objects, tree):
        return None
    if "org_object" in trigger.flags and not any((m := tree.of(o)) and m.kind == "org" for o in objects):
        return None
    frame = Frame(trigger, word, tree, word, of_verb(word), positions, "verb")
    due = "due" in trigger.flags or (trigger.id == "visit.be" and any(w.lower_ == "due" for w in word.subtree))
    if due and frame.reality.status == "held":
        frame.reality = Reality("planned", "due", True)
    _fill(frame, resolver)
    if "actor_object" in trigger.flags and not any(
        a for role in (trigger.slots.get("object"),) if role for a in frame.roles[role]
    ):
        return None
    if "person_object" in trigger.flags and not any(
        a.kind in ("person", "office") or a.delegation for a in frame.roles[trigger.slots["object"]]
    ):
        return None
    if trigger.needs_slot and not any(tree.of(w) is not None for w in positions.get(trigger.needs_slot, [])):
        return None
    frame.separate = (
        any(c.lower_ in ("separately", "respectively", "individually") for c in word.children)
        or trigger.id == "meeting.call-on"
    )
    locate(frame, word)
    return frame


def _has_thing(verb: Word, trigger: Trigger, positions: Positions) -> bool:
    for place in trigger.needs_in:
        for thing in positions.get(place, []):
            words = [g for m in measured(thing) for g in (expand(m) if m is not thing else [m])]
            for each in words:
                lemma = each.lemma_.lower()
                if (
                    lemma in trigger.needs
                    or lemma.removesuffix("s") in trigger.needs
                    or ("money" in trigger.flags and _is_money(each))
                ):
                    if not trigger.needs_words:
                        return True
                    around = {each.lower_, lemma, *(c.lower_ for c in each.subtree)}
                    if around & trigger.needs_words:
                        return True
    return False


def _is_money(word: Word) -> bool:
    return word.lower_ in ("$", "million", "billion", "dollars", "euros", "pounds") or word.ent_type_ == "MONEY"


def _by_phone(verb: Word, positions: Positions, tree: Tree) -> bool:
    for key in ("by", "agent", "on", "over", "via", "through"):
        if any(
            w.lemma_.lower() in _PHONE or any(c.lower_ in _PHONE for c in w.children) for w in positions.get(key, [])
        ):
            return True
    # "The President spoke with Prime Minister X": in a readout, a conversation and no speech
    return verb.lemma_ == "speak" and any(
        (m := tree.of(w)) and m.kind in ("person", "office") for w in positions.get("with", [])
    )


_ENVOY_WORDS = frozenset(
    {"ambassador", "envoy", "representative", "consul", "attaché", "charge", "commissioner", "nuncio"}
)


def _is_envoy(mention: Mention | None, word: Word) -> bool:
    if mention is not None:
        return mention.cls == "envoy" or any(w in (mention.title or "").lower() for w in _ENVOY_WORDS)
    return word.lemma_.lower() in (*_ENVOY_WORDS, "diplomat")


def _names_envoy(verb: Word, objects: list[Word], positions: Positions, tree: Tree) -> bool:
    """ "appointed X as ambassador", "named X its special envoy"."""
    near = [
        *objects,
        *positions.get("as", []),
        *(c for c in verb.children if c.dep_ in ("oprd", "attr", "ccomp", "xcomp")),
    ]
    return any(_is_envoy(tree.of(w), w) for w in near)


def _targets_envoy(verb: Word, objects: list[Word], tree: Tree) -> bool:
    if verb.lemma_ == "declare":
        return any(w.lower_ in ("persona", "grata") for w in verb.subtree) and any(
            _is_envoy(tree.of(w), w) for w in objects
        )
    return any(_is_envoy(tree.of(w), w) or any(_is_envoy(tree.of(c), c) for c in w.children) for w in objects)


_CALL_WORDS = frozenset({"phone", "telephone", "video", "telephonic", "conference", "introductory", "tele"})


def _noun_frame(word: Word, trigger: Trigger, tree: Tree, resolver: Resolver, known: Triggers) -> Frame | None:
    if word.dep_ in ("compound", "amod", "nmod") and word.head.pos_ in ("NOUN", "PROPN"):
        return None
    modifiers = {c.lower_ for c in word.children if c.dep_ in ("amod", "compound", "nmod")}
    lemma = word.lemma_.lower()
    if trigger.modifiers and not trigger.modifiers & modifiers and "modifiers_or_pair" not in trigger.flags:
        return None
    if trigger.type == "call" and lemma == "call" and not (modifiers & _CALL_WORDS or _calls_someone(word, tree)):
        return None
    if trigger.type == "call" and lemma in ("phone", "telephone"):
        return None
    if trigger.id == "meeting.talks" and (modifiers & _CALL_WORDS and lemma in ("talk", "discussion", "conversation")):
        return None
    if trigger.id == "meeting.talks" and lemma == "contact" and word.tag_ != "NNS":
        return None
    if trigger.type == "conference" and lemma == "conference" and modifiers & {"news", "press", "joint"}:
        return None
    if trigger.of_nouns and not any(
        w.lemma_.lower() in trigger.of_nouns or w.lemma_.lower().removesuffix("s") in trigger.of_nouns
        for w in prepositions(word).get("of", [])
    ):
        return None
    positions, verb, link = noun_positions(word, known.light)
    if trigger.of_nouns:
        for thing in prepositions(word).get("of", []):
            for key, words in prepositions(thing).items():
                positions["of_" + key].extend(words)
    frame = Frame(trigger, word, tree, verb, of_noun(word, verb, link), positions, link)
    _fill(frame, resolver)
    if trigger.modifiers and not trigger.modifiers & modifiers and len({a.side for a in frame.actors("a", "ab")}) < 2:
        return None
    for extra in ("caption", "addressed"):
        frame.roles[extra] = [a for a in resolver.all(positions.get(extra, []), tree) if a.kind in ("person", "office")]
    frame.plural = (word.tag_ in ("NNS", "NNPS") and lemma != "talk") or (
        modifiers >= {"bilateral"} and word.tag_ == "NNS"
    )
    frame.separate = bool(modifiers & {"separate", "individual"}) or (
        frame.plural and lemma in ("meeting", "talk", "contact", "discussion", "consultation")
    )
    if trigger.type == "conference" and tree.sentence.kind == "caption":
        people = [m for m in tree.sentence.mentions if m.kind == "person"]
        frame.named = [a for m in people for a in resolver.from_mention(m, tree)]
    others = {a.side for a in frame.actors("b") if a.side}
    if frame.type in ("meeting", "call") and others and not frame.roles.get("a"):
        person = resolver.people.protagonist(others, tree.sentence.index)
        frame.protagonist = from_person(person) if person else None
    if any(c.lower_ in ("the", "this", "their") for c in word.children) and word.tag_ != "NNPS":
        frame.spoken_of = list(resolver.pair)
    locate(frame, word)
    return frame


def _calls_someone(word: Word, tree: Tree) -> bool:
    """ "a call with Xi", "the call between A and B", and no call for something."""
    if any(c.dep_ == "prep" and c.lower_ in ("for", "on") for c in word.children):
        return False
    return any(c.dep_ == "prep" and c.lower_ in ("with", "between", "to", "from") for c in word.children)


def _fill(frame: Frame, resolver: Resolver) -> None:
    """Put the actors of every slot into their roles."""
    for position, role in frame.trigger.slots.items():
        words = frame.positions.get(position, [])
        if words:
            for actor in resolver.all(words, frame.tree):
                if actor.key not in {a.key for a in frame.roles[role]}:
                    frame.roles[role if position != "clause" else "clause"].append(actor)
