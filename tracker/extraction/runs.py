"""Names in a row, as the words stand: "A, B and C signed", where a parser may lose one; and the parties at the head of a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.reading import Sentence
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_ACTORS = ("person", "office", "country", "org", "compound")
# Words that may stand among the parties at the head of a joint text: "We, the foreign ministers of A, B and C".
_AMONG_PARTIES = words("among_parties")


def run_before(verb: Word, tree: Tree) -> list[Word]:
    """The actors named in a row right before a verb ("A, B and, on Monday, C have signed"); none where one stands alone."""
    doc, out = verb.doc, []
    i = verb.i - 1
    while i >= 0 and (doc[i].pos_ in ("AUX", "ADV", "PART") or _is_when(doc[i], tree)):
        i -= 1
    joined = False
    while i >= 0:
        mention = tree.of(doc[i])
        if mention is None or mention.kind not in _ACTORS:
            break
        i = _head_of(i, tree)
        out.append(doc[i])
        i -= 1
        while i >= 0 and doc[i].lower_ in ("the", "both"):
            i -= 1
        if i < 0 or not (doc[i].lower_ in ("and", "&") or (joined and doc[i].text == ",")):
            break
        joined = True
        while i >= 0 and doc[i].text in (",", "and", "&"):
            i -= 1
    return out[::-1] if len(out) > 1 else []


def _head_of(i: int, tree: Tree) -> int:
    """Where the person stands of whom a country is only said: "Dmitry Medvedev of Russia"."""
    before = i - 1 - (i > 0 and tree.doc[i - 1].lower_ == "the")
    if before > 0 and tree.doc[before].lower_ in ("of", "from"):
        holder = tree.of(tree.doc[before - 1])
        if holder is not None and holder.individual:
            return before - 1
    return i


def run_after(noun: Word, tree: Tree) -> list[Word]:
    """The actors named in a row after a noun's first preposition ("Joint Statement of A, B and C"); none where one stands alone."""
    doc, out = noun.doc, []
    i = noun.i + 1
    if i >= len(doc) or doc[i].lower_ not in ("of", "by", "from", "between"):
        return []
    i += 1
    while i < len(doc):
        mention = tree.of(doc[i])
        if mention is not None and mention.kind in _ACTORS:
            out.append(doc[i])
        elif doc[i].lower_ not in _AMONG_PARTIES:
            break
        i += 1
    return out if len(out) > 1 else []


def _is_when(word: Word, tree: Tree) -> bool:
    """Whether a word belongs to a date between the subject and its verb: "on Monday", "today"."""
    mention = tree.of(word)
    if mention is not None:
        return mention.kind == "date"
    after = word.nbor() if word.i + 1 < len(word.doc) else None
    return (
        word.text in (",", "on", "in") and after is not None and (m := tree.of(after)) is not None and m.kind == "date"
    )


def opening_run(sentences: Sequence[Sentence]) -> list[Mention]:
    """The parties that open the body of a joint text: "The Governments of A, B and C ...", "A and B affirm ..."."""
    first = next((s for s in sentences if s.kind == "body"), None)
    if first is None:
        return []
    by_start = {m.start: m for m in first.mentions}
    out: list[Mention] = []
    i = 0
    while i < len(first.tokens):
        mention = by_start.get(i)
        if mention is not None and mention.kind in _ACTORS:
            out.append(mention)
            i = mention.end
        elif first.tokens[i].text.lower() in _AMONG_PARTIES:
            i += 1
        else:
            break
    return out
