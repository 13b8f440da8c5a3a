"""The parts that actors take in an event, and what makes a set of them international."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.mention import MentionKind
from tracker.extraction.words import words
from tracker.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# Nouns with which verbs say that something comes into force.
_IN_FORCE = words("taking_effect")

Parts = list[tuple[Actor, Role]]


def in_role(parts: Parts, *roles: Role) -> list[Actor]:
    """The actors that have one of these roles."""
    return [a for a, r in parts if r in roles]


def sided(actors: list[Actor]) -> list[Actor]:
    """The actors of whom it is known whom they stand for; spokespersons take no part."""
    return [a for a in actors if a.side and a.cls != "spokesperson"]


def sides(actors: list[Actor]) -> set[str]:
    """The countries and organisations that actors stand for."""
    return {a.side for a in actors if a.side}


def international(actors: list[Actor]) -> bool:
    """Whether actors stand for two parties or more."""
    return len({a.party for a in actors if a.party}) >= 2


def countries_among(
    among: Iterable[Word], tree: Tree, kinds: Collection[MentionKind], without: Collection[str]
) -> list[Actor]:
    """The countries that words of these kinds of mention stand for, other than some, in the order of the words."""
    mentions = [m for word in among if (m := tree.of(word)) and m.kind in kinds]
    return [of_country(m.country, None, m.basis) for m in mentions if m.country and m.country not in without]


def of_body(actor: Actor) -> bool:
    """Whether an actor is an organisation, or stands for the EU, which counts as a country elsewhere."""
    return actor.kind == "org" or actor.side == "EU"


def takes_effect(frame: Frame) -> bool:
    """Whether what a noun names comes into force: "the treaty entered into force", "the tariffs took effect"."""
    if frame.verb is None or frame.link != "subject" or frame.verb.lemma_ not in ("enter", "come", "go", "take"):
        return False
    return any(w.lower_ in _IN_FORCE for w in frame.verb.subtree if w.head.i > frame.word.i)
