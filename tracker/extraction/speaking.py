"""Who "spoke" with whom: by telephone or in one place, and no speech."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.actors import Resolver
from tracker.extraction.language import Tree
from tracker.extraction.parts import sides
from tracker.extraction.syntax import Positions
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# What is beside a gathering: "on the margins of".
ASIDE_NOUNS = words("aside")
_PHONE = frozenset({"phone", "telephone", "videolink", "video", "videoconference", "teleconference", "call"})


def by_phone(verb: Word, positions: Positions, tree: Tree, resolver: Resolver) -> bool:
    """Whether somebody "spoke" with another from afar: by the words, or because nothing says where."""
    if on_line(positions):
        return True
    # "The President spoke to Prime Minister X", "A and B spoke for an hour": in a readout, a conversation and no speech
    return verb.lemma_ == "speak" and _converses(positions, tree, resolver) and not _in_one_place(verb, tree)


def in_person(verb: Word, positions: Positions, tree: Tree, resolver: Resolver) -> bool:
    """Whether two "spoke" or "talked" where both were: "spoke for ten minutes on the margins of the summit"."""
    return not on_line(positions) and _converses(positions, tree, resolver) and _in_one_place(verb, tree)


def on_line(positions: Positions) -> bool:
    """Whether words beside a verb say that it was done by telephone or video."""
    return any(
        w.lemma_.lower() in _PHONE or any(c.lower_ in _PHONE for c in w.children)
        for key in ("by", "agent", "on", "over", "via", "through")
        for w in positions.get(key, [])
    )


def _converses(positions: Positions, tree: Tree, resolver: Resolver) -> bool:
    """Whether one speaks with or to another, or two of them for a time."""
    partners = [m for key in ("with", "to") for w in positions.get(key, []) if (m := tree.of(w))]
    if any(m.individual for m in partners):
        return True
    lasting = any(w.lemma_ in ("minute", "hour") for w in positions.get("for", []))
    named = [w for w in positions.get("subject", []) if (m := tree.of(w)) and not m.plural]
    return lasting and len(sides(resolver.all(named, tree))) >= 2


def _in_one_place(verb: Word, tree: Tree) -> bool:
    """Whether a verb says of itself where it happened: in a city, or beside a gathering."""
    for word in verb.subtree:
        if word.lemma_ in ASIDE_NOUNS and word.dep_ == "pobj":
            return True
        mention = tree.of(word)
        if mention and mention.kind == "place" and word.dep_ == "pobj" and word.head.lower_ in ("in", "at"):
            holder = word.head.head
            if holder.i == verb.i or holder.i in tree.mention or holder.lemma_ in ("minute", "hour"):
                return True
    return False
