"""From what a sentence says in words to event drafts: one for each sentence, the act of its main clause first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typing import TYPE_CHECKING, Any

from tracker.extraction.acts import Told, acts
from tracker.extraction.actors import Resolver
from tracker.extraction.draft import Draft
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.locating import locate
from tracker.extraction.parts import sides
from tracker.extraction.speakers import addressed, doers
from tracker.extraction.status import HELD
from tracker.extraction.syntax import verb_positions
from tracker.extraction.verbal import verbal
from tracker.model import VERBAL_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# Acts that are interactions: both sides must be known.
_BETWEEN = frozenset({"aid", "sanction"})


def statement(tree: Tree, resolver: Resolver, others: Sequence[Draft]) -> Draft | None:
    """What somebody does in words in a sentence, if anything; nothing where its clause tells one of `others`."""
    for verb, told in acts(tree):
        if _told_otherwise(verb, others):
            return None
        if told is None or told.act.type not in _BETWEEN | set(VERBAL_TYPES):
            continue
        senders = doers(told.doers, tree, resolver)
        if not senders and told.sayers and all(_of_theirs(w) for w in told.doers):
            senders = doers(told.sayers, tree, resolver)
        recipients = addressed(_whom(told), tree, resolver, senders)
        if senders and (told.act.type not in _BETWEEN or (sides(senders) and sides(recipients))):
            return _draft(told, senders, recipients, tree)
    return None


def _of_theirs(word: Word) -> bool:
    """ "his country", "the government", "our troops": whoever speaks speaks for them."""
    return word.lemma_.lower() in verbal().bodies and any(
        c.lower_ in ("the", "his", "her", "its", "their", "our", "my") for c in word.children
    )


def _told_otherwise(verb: Word, others: Sequence[Draft]) -> bool:
    """Whether a clause's verb is also that of a meeting, an agreement or another interaction."""
    words = {verb.i, *(w.i for w in verb.children if w.dep_ == "xcomp")}
    return any(d.frame.word.i in words or (d.frame.verb is not None and d.frame.verb.i in words) for d in others)


def _whom(told: Told) -> Iterator[Word]:
    """The words after the verb, in their order: its object first."""
    for child in told.word.children:
        if child.dep_ in ("dobj", "dative", "nsubjpass", "pobj"):
            yield from child.subtree
    for child in told.word.children:
        if child.dep_ in ("prep", "ccomp", "xcomp", "oprd", "advcl", "agent") and child.i > told.word.i:
            yield from child.subtree


def _draft(told: Told, senders: Sequence[Any], recipients: Sequence[Any], tree: Tree) -> Draft:
    frame = Frame(told.act.trigger, told.word, tree, told.word, HELD, verb_positions(told.word), "verb")
    locate(frame, told.word)
    parts = [*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)]
    sentence = tree.sentence
    return Draft(told.act.type, "held", parts, frame, sentence.index, sentence.block, frame.date, frame.place, False, HELD.cue, 0.55)  # type: ignore[arg-type]
