"""Where envoys stand in a sentence: those appointed, expelled or summoned, their posts, and whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import from_person, vacant
from tracker.extraction.actors import Resolver
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.syntax import Positions, is_passive, subject

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_ENVOY_WORDS = frozenset(
    {"ambassador", "envoy", "representative", "consul", "attaché", "charge", "commissioner", "nuncio"}
)


def _is_envoy(mention: Mention | None, word: Word) -> bool:
    if mention is not None:
        return mention.cls == "envoy" or any(w in (mention.title or "").lower() for w in _ENVOY_WORDS)
    return word.lemma_.lower() in (*_ENVOY_WORDS, "diplomat")


def names_envoy(verb: Word, objects: list[Word], positions: Positions, tree: Tree) -> bool:
    """ "appointed X as ambassador", "named X its special envoy"."""
    posts = [
        *positions.get("as", []),
        *(c for c in verb.children if c.dep_ in ("oprd", "attr", "ccomp", "xcomp")),
        *_objects_of_be(verb),
    ]
    return any(_is_envoy(tree.of(w), w) for w in posts or objects)


def targets_envoy(verb: Word, objects: list[Word], tree: Tree) -> bool:
    """Whether a verb is done to envoys: expels them, summons them, declares them personae non gratae, orders them to leave."""
    if verb.lemma_ == "declare" and not any(w.lower_ in ("persona", "grata") for w in verb.subtree):
        return False
    if verb.lemma_ in _ORDERS and not any(c.lemma_ in ("leave", "depart", "quit") for c in verb.children):
        return False
    return any(_is_envoy(tree.of(w), w) or any(_is_envoy(tree.of(c), c) for c in w.children) for w in objects)


_ORDERS = frozenset({"order", "tell", "give", "ask", "instruct"})


def displaced_envoys(verb: Word, tree: Tree) -> list[Word]:
    """The envoys right after a verb where the parser hangs them on something else: "declared three diplomats persona non grata",
    "gave the ambassador two days to leave"."""
    after = [w for w in verb.subtree if w.i > verb.i and _is_envoy(tree.of(w), w)]
    return after[:1] if verb.lemma_ == "declare" or verb.lemma_ in _ORDERS else []


def fill_envoy(frame: Frame, resolver: Resolver) -> None:
    """What an envoy's appointment or expulsion may leave to the words around: the post, whose it is, who tells of it, the roll."""
    verb, tree = frame.word, frame.tree
    posts = [*frame.positions.get("as", []), *frame.positions.get("attribute", []), *_objects_of_be(verb)]
    frame.roles["post"] = [
        vacant(m) for w in posts or frame.positions.get("object", []) if (m := tree.of(w)) and m.accredited
    ]
    frame.roles["owner"] = resolver.all([c for p in posts for c in p.children if c.dep_ == "poss"], tree)
    beside = [
        c for p in frame.positions.get("object", []) for c in p.children if c.dep_ in ("compound", "nmod", "appos")
    ]
    frame.roles["person"] = [a for a in resolver.all(beside, tree) if a.kind == "person"]
    if is_passive(verb) and verb.dep_ == "ccomp":
        frame.roles["teller"] = resolver.all(subject(verb.head), tree)
    if frame.trigger.id == "envoy.credentials":
        frame.roles["near"] = resolver.all([w for w in verb.subtree if w.i in tree.mention], tree)
        frame.roles["listed"] = [from_person(p) for p in resolver.people.persons if p.basis == "roll"]


def _objects_of_be(verb: Word) -> list[Word]:
    """ "nominated X to be ambassador to Y", "to serve as ambassador to Y"."""
    below = [c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.lemma_ in ("be", "serve")]
    serving = [g for c in below for a in c.children if a.lower_ == "as" for g in a.children if g.dep_ == "pobj"]
    return [*serving, *(a for c in below for a in c.children if a.dep_ == "attr")]
