"""A cheap look at a sentence: whether it holds one of thousands of word forms, so that most sentences are never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Past forms that a stem does not show.
_FORMS = {
    "meet": ("met",), "hold": ("held",), "sit": ("sat",), "come": ("came",), "get": ("got",), "go": ("went", "gone"),
    "speak": ("spoke", "spoken"), "fly": ("flew", "flown"), "leave": ("left",), "send": ("sent",), "write": ("wrote", "written"),
    "strike": ("struck",), "break": ("broke", "broken"), "cut": ("cut",), "give": ("gave", "given"), "lend": ("lent",),
    "withdraw": ("withdrew", "withdrawn"), "shut": ("shut",), "quit": ("quit",), "shake": ("shook", "shaken"),
    "ring": ("rang", "rung"), "drive": ("drove", "driven"),
    "tell": ("told",), "make": ("made",), "become": ("became",), "lead": ("led",), "bring": ("brought",), "find": ("found",),
    "swear": ("swore", "sworn"), "stand": ("stood",), "say": ("said",), "seek": ("sought",), "let": ("let",), "beg": ("begged",),
    "choose": ("chose", "chosen"), "hit": ("hit",), "lay": ("laid",), "forgive": ("forgave", "forgiven"),
    "throw": ("threw", "thrown"),
    "will": ("'ll", "won't", "would"), "set": ("set",), "pull": ("pulled",), "keep": ("kept",), "freeze": ("froze", "frozen"),
}  # fmt: skip
_WORD = re.compile(r"\w+")


class Look:
    """Words in all their forms, and patterns for what is no single word.

    Words are looked up one by one: an alternation of thousands takes longer to compile than an article to read.
    """

    def __init__(self, lemmas: Iterable[str], patterns: Iterable[str] = ()) -> None:
        forms = {form for lemma in lemmas for form in _forms(lemma)}
        self._words = frozenset(f for f in forms if _WORD.fullmatch(f))
        rest = [*patterns, *(re.escape(f) for f in sorted(forms - self._words, key=len, reverse=True))]
        self._pattern = re.compile(r"(?i)\b(?:" + "|".join(rest) + r")\b") if rest else None

    def finds(self, text: str) -> bool:
        """Whether the text holds one of them, in any case."""
        if not self._words.isdisjoint(_WORD.findall(text.lower())):
            return True
        return self._pattern is not None and self._pattern.search(text) is not None


def _forms(lemma: str) -> set[str]:
    """Every form of a word: "visit", visits, visited, visiting; "negotiate", negotiating, negotiations; and the irregular ones."""
    if lemma.endswith("e"):
        found = {lemma[:-1] + end for end in ("e", "es", "ed", "er", "ing", "ion", "ions")}
    elif lemma.endswith("y"):
        found = {lemma[:-1] + end for end in ("y", "ies", "ied", "ying")}
    else:
        found = {stem + end for stem in (lemma, lemma + lemma[-1]) for end in ("", "s", "es", "ed", "ing")}
    return found | set(_FORMS.get(lemma, ()))
