"""Who is told of together: delegations and their heads, and those met one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_SEPARATELY = frozenset({"separately", "respectively", "individually"})
_NEXT = frozenset({"then", "later", "afterwards"})
_HEADING = frozenset({"lead", "head", "chair"})
_GROUPS = words("teams") | {"group"}


def headed_by(word: Word, known: bool) -> list[Word]:
    """Who leads a delegation of which nothing more is `known`: "a delegation of African leaders headed by X"; else the word."""
    if known or word.lemma_ not in _GROUPS:
        return [word]
    for leading in word.subtree:
        if leading.lemma_ in _HEADING and leading.dep_ == "acl":
            heads = [g for c in leading.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
            return heads or [word]
    return [word]


def apart(word: Word) -> bool:
    """Whether a verb or noun says of each other party that it was met alone: "met separately with A and B", "with A and with B",
    "met A and then B", "with each of his guests"."""
    for each in word.subtree:
        small = each.lower_
        alone = small in _SEPARATELY or (small == "each" and each.dep_ in ("pobj", "dobj"))
        if alone and _clause_of(each, word):
            return True
        if small in _NEXT and each.i and each.nbor(-1).lower_ in ("and", ",") and each.head.dep_ in ("conj", "appos"):
            return True
    withs = [c for c in word.children if c.dep_ == "prep" and c.lower_ == "with"]
    return any(g.dep_ == "conj" and g.lower_ == "with" for c in withs for g in c.children)


def _clause_of(adverb: Word, word: Word) -> bool:
    """Whether no other verb stands between an adverb and a word above it."""
    current = adverb.head
    while current.i != word.i and current.head != current:
        if current.pos_ == "VERB":
            return False
        current = current.head
    return True
