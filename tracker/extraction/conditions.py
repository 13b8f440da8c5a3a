"""Whether a verb or a noun is used in the sense of its trigger: with the words and the actors that this asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.actors import Resolver
from tracker.extraction.diplomats import names_envoy, targets_envoy
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.parts import sides
from tracker.extraction.speaking import by_phone, in_person, on_line
from tracker.extraction.sums import is_sum
from tracker.extraction.syntax import Positions, expand, is_passive, measured, phrase, prepositions
from tracker.extraction.triggers import Trigger
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# What follows "called him" where that is no telephone call, and the infinitives with which it is one.
_MORE = ("oprd", "xcomp", "ccomp", "prt", "acomp")
_PURPOSES = words("call_purposes")
# How an organisation is called that is itself a gathering.
_GATHERINGS = ("Forum", "Summit", "Conference", "Dialogue", "Meeting", "Assembly")
_LINES = frozenset({"phone", "telephone", "video", "telephonic"})
_CALL_WORDS = _LINES | {"conference", "introductory", "tele"}


def verb_fits(word: Word, trigger: Trigger, positions: Positions, tree: Tree, resolver: Resolver) -> bool:
    """Whether a verb, with what stands in the places around it, is what the trigger means."""
    objects = positions["object"]
    # "brought them together in Cairo": the parser may hang the particle on what follows
    near = [*word.children, *(g for c in word.children if c.dep_ == "prep" for g in c.children)]
    if trigger.particle and not any(c.lower_ in trigger.particle for c in near):
        return False
    if trigger.needs and not _has_thing(trigger, positions):
        return False
    if "by_phone" in trigger.flags and not by_phone(word, positions, tree, resolver):
        return False
    if trigger.id == "meeting.meet" and on_line(positions):
        return False
    if "in_person" in trigger.flags and not in_person(word, positions, tree, resolver):
        return False
    if (
        "joint" in trigger.flags
        and len(sides([a for a in resolver.all(positions.get("subject", []), tree) if a.kind == "person"])) < 2
    ):
        return False
    if trigger.id == "visit.be" and word.i + 1 < len(word.doc) and word.nbor().lower_ == "to":
        return False  # "in Havana he is to hold talks" tells of the talks
    if (
        trigger.id == "visit.depart"
        and word.tag_ == "VBG"
        and word.head.lower_ not in ("before", "after", "upon", "on")
    ):
        return False  # "barred from leaving China"
    if "bare_object" in trigger.flags and (
        any(c.dep_ in _MORE and c.lemma_ not in _PURPOSES for c in word.children)
        or sum(c.dep_ == "dobj" for c in word.children) > 1  # "called him a liar"
    ):
        return False
    if trigger.id == "agreement.make-peace" and not positions.get("with") and len(positions["subject"]) < 2:
        return False  # "while others played politics he was making peace"
    if "due" in trigger.flags and not (positions.get("due_in") or positions.get("due_at")):
        return False
    if "bare_clause" in trigger.flags and any(c.dep_ in ("ccomp", "xcomp") for c in word.children):
        return False
    if "envoy_object" in trigger.flags and not names_envoy(word, objects, positions, tree):
        return False
    if "envoy_target" in trigger.flags and not targets_envoy(word, objects, tree):
        return False
    if "org_object" in trigger.flags and not any(
        (m := tree.of(o)) and (m.kind == "org" or m.country == "EU") for o in objects
    ):
        return False
    return "gathering" not in trigger.flags or any(
        (m := tree.of(w)) is not None and m.kind == "org" and names_gathering(m, tree)
        for place in ("object", "at", "in")
        for w in positions.get(place, [])
    )


def noun_fits(word: Word, trigger: Trigger, modifiers: set[str], tree: Tree) -> bool:
    """Whether a noun, with the words before it and what it is of, is what the trigger means."""
    lemma = word.lemma_.lower()
    if trigger.modifiers and not trigger.modifiers & modifiers and "modifiers_or_pair" not in trigger.flags:
        return False
    if "envoy_target" in trigger.flags and not targets_envoy(word, prepositions(word).get("of", []), tree):
        return False
    if trigger.type == "call" and lemma == "call" and not (modifiers & _CALL_WORDS or _calls_someone(word)):
        return False
    if trigger.type == "call" and lemma in ("phone", "telephone"):
        return False
    if trigger.id == "meeting.talks" and modifiers & _CALL_WORDS and lemma in ("talk", "discussion", "conversation"):
        return False
    if trigger.type in ("meeting", "conference") and modifiers & _LINES and lemma != "summit":
        return False
    if trigger.id == "meeting.talks" and lemma == "contact" and word.tag_ != "NNS":
        return False
    if lemma == "talk" and word.tag_ == "NN" and not {"with", "between"} & prepositions(word).keys():
        return False  # "the talk had been of war"
    if trigger.id == "agreement.joint-text" and word.head.lower_ == "in" and is_passive(word.head.head):
        return False  # "were thanked in the joint statement"
    if trigger.type == "conference" and lemma == "conference" and modifiers & {"news", "press", "joint"}:
        return False
    return not trigger.of_nouns or any(
        w.lemma_.lower() in trigger.of_nouns or w.lemma_.lower().removesuffix("s") in trigger.of_nouns
        for w in prepositions(word).get("of", [])
    )


def _has_thing(trigger: Trigger, positions: Positions) -> bool:
    """Whether what a verb is done to is one of the things that its trigger needs."""
    for place in trigger.needs_in:
        for thing in positions.get(place, []):
            words = [g for m in measured(thing) for g in (expand(m) if m is not thing else [m])]
            for each in words:
                lemma = each.lemma_.lower()
                named = lemma in trigger.needs or lemma.removesuffix("s") in trigger.needs
                if not (named or ("money" in trigger.flags and _is_money(each))):
                    continue
                if not trigger.needs_words or trigger.needs_words & {lemma, *(c.lower_ for c in phrase(each))}:
                    return True
    return False


def _is_money(word: Word) -> bool:
    return word.lower_ in ("$", "million", "billion", "dollars", "euros", "pounds") or is_sum(word.text)


def names_gathering(mention: Mention, tree: Tree) -> bool:
    """Whether an organisation is called like a gathering: "the Boao Forum", "the UN General Assembly"."""
    return tree.sentence.tokens[mention.end - 1].text.endswith(_GATHERINGS) or mention.name.endswith(_GATHERINGS)


def _calls_someone(word: Word) -> bool:
    """ "a call with Xi", "the call between A and B", "joined A and B for a call", and no call for something."""
    if word.dep_ == "pobj" and word.head.lower_ == "for" and word.head.head.lemma_ == "join":
        return True
    if any(c.dep_ == "prep" and c.lower_ in ("for", "on") for c in word.children):
        return False
    return any(c.dep_ == "prep" and c.lower_ in ("with", "between", "to", "from") for c in word.children)
