"""Words of a sentence with their character spans, cut the way that names and titles need."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""
      (?:[A-Z]\.){2,}(?:[A-Z]\b)?                                  # U.S., U.A.E
    | [A-Z]\.(?=[\s-]?[A-Z])                                       # an initial: Timothy H. Nerozzi
    | (?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Adm|Sen|Rep|Gov|Hon|Rev|St|Jr|Sr|Brig|Sgt|
         Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.
    | [a-z]\.m\.                                                   # 5 p.m.
    | '[sS]\b                                                      # the possessive
    | \d+(?:[.,:]\d+)*(?:st|nd|rd|th|[a-z]{1,2}|[A-Z])?\b          # 20th, 1.5bn, 5G
    | [^\W\d_][^\W_]*(?:(?:'(?!s\b)|-)[^\W_]+)*                   # words, Sun-nam, O'Brien, don't, G20
    | \S
    """,
    re.X,
)
_CONTRACTION = re.compile(r"(?i)(.+?)(n't|'(?:ll|re|ve|d|m))$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark; `start` and `end` count characters in the sentence."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()

    @property
    def word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[:1].isalpha()


def tokenize(text: str) -> list[Token]:
    """The tokens of a sentence, in order; contractions give two ("did", "n't")."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        parts = _CONTRACTION.match(word) if "'" in word else None
        if parts:
            middle = start + len(parts.group(1))
            tokens += [Token(parts.group(1), start, middle), Token(parts.group(2), middle, end)]
        else:
            tokens.append(Token(word, start, end))
    return tokens
