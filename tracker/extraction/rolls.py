"""Rolls of names, each with its country: "Lee Yun-ho - the Republic of Korea," line by line, or several in one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tracker.extraction.lexicon import lexicon
from tracker.extraction.mention import Mention
from tracker.extraction.tokens import Token

if TYPE_CHECKING:
    from tracker.extraction.reading import Sentence

_DASHES = frozenset({"-", "—", "–", "--"})


def roll_of(sentence: Sentence) -> list[tuple[Mention, Mention]]:
    """The persons of a sentence with the mention of the country or post that a dash or brackets put beside each."""
    pairs: list[tuple[Mention, Mention]] = []
    mentions = [m for m in sentence.mentions if m.kind in ("person", "country", "office")]
    for left, right in pairwise(mentions):
        gap = [t for t in sentence.tokens[left.end : right.start] if t.text.lower() != "the"]
        # "the Arab Republic Of Egypt": what of a country's full name stands before the part that is known
        joined = gap and gap[0].text in _DASHES and all(t.capital for t in gap[1:])
        if not joined and not ([t.text for t in gap] == ["("] and left.kind == "person"):
            continue
        person, other = (left, right) if left.kind == "person" else (right, left)
        if person.kind == "person" and other.kind != "person" and other.country and not person.sided:
            pairs.append((person, other))
    if not pairs:
        return []
    alone = mentions[0].start == 0 and mentions[-1].end >= len(sentence.tokens) - 1 and len(mentions) == 2
    return pairs if alone or len(pairs) > 2 else []


def is_entry(tokens: Sequence[Token]) -> bool:
    """Whether a line is one entry of a roll, its capitals a name's: "Lee Yun-ho - the Republic of Korea,"."""
    dash = next((i for i, t in enumerate(tokens) if t.text in _DASHES), 0)
    if not 2 <= dash <= 9:
        return False
    for start in range(dash + 1, len(tokens)):
        country = lexicon().at(tokens, start, "country")
        if country is not None:
            return all(t.text in ",;." for t in tokens[country[1] :])
    return False
