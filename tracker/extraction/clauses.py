"""The clauses of a sentence in the order in which they can tell its news, and who says each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.extraction.language import Tree
from tracker.extraction.syntax import has_subject, is_verb, subject
from tracker.extraction.verbal import verbal

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_FINITE = ("VBD", "VBN", "VBZ")
_MARKS = frozenset({"after", "as", "when", "since"})
_DEEP = 3


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's verb and, where somebody says the clause, who does."""

    verb: Word
    sayers: list[Word]


def clauses(tree: Tree) -> Iterator[Clause]:
    """The clauses of a sentence: what is said before the saying of it, the main clause before those beside and after it."""
    for root in (w for w in tree.doc if w.dep_ == "ROOT"):
        if is_verb(root):
            yield from _from(root, [])
            continue
        # "BOGOTA, March 8 (IANS) The president rejected ...": the clause hangs on what is no verb
        hanging = ("appos", "acl", "ccomp", "parataxis", "dep", "conj", "relcl")
        verb = next((w for w in root.subtree if is_verb(w) and w.dep_ in hanging), None)
        if verb is not None:
            yield from _from(verb, [])


def _from(verb: Word, sayers: list[Word], depth: int = 0) -> Iterator[Clause]:
    embedded = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and is_verb(c)]
    says = verb.lemma_.lower() in verbal().saying
    if depth >= _DEEP:
        yield Clause(verb, sayers)
        return
    if says:
        own = subject(verb) or sayers
        for child in embedded:
            yield from _from(child, own, depth + 1)
    yield Clause(verb, sayers)
    for child in verb.children:
        if child.dep_ == "conj" and is_verb(child):
            yield from _from(child, sayers, depth + 1)
    if not says:
        for child in (c for c in embedded if c.tag_ != "VB"):
            yield from _from(child, [], depth + 1)
    for child in verb.children:
        # "The move came after Kabul freed ...", "The minister spoke, accusing ..."
        if child.dep_ == "advcl" and (child.tag_ == "VBG" or _follows(child)):
            yield from _from(child, sayers, depth + 1)


def _follows(verb: Word) -> bool:
    """Whether a clause tells what came before or along with the main one: "The move came after Kabul freed ..."."""
    marked = any(c.dep_ in ("mark", "advmod", "prep") and c.lower_ in _MARKS for c in verb.children)
    return has_subject(verb) and marked and verb.tag_ in _FINITE
