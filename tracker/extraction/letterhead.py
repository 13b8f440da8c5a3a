"""Letterheads and headings: who issues a press release or makes a statement, as its first lines say."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction.lexicon import Lexicon
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

_POSTNOMINALS = words("postnominals")
_SMALL = frozenset({"FOR", "OF", "AND", "THE"})
# A line with one of these is a headline.
_HEADLINE = frozenset({"with", "between", "by", "to", "on", "in", "at", "from", "says", "meets", "visits"})
# What the line above a text calls it.
_UTTERANCES = words("utterances")
# Small words that such a heading may write with a capital ("On the Meeting"); a capital "To" can be a name.
_LINKS = words("oblique") - {"to"}
# The post of its author stands at the beginning.
_MAX_LEAD = 5
# Longer lines are text.
_MAX_WORDS = 30


def byline(tokens: Sequence[Token], lex: Lexicon) -> list[Token] | None:
    """The tokens of a heading such as "Statement by Foreign Minister Penny Wong of Australia", from the post on; None where the
    line names no author so."""
    for i in range(1, min(len(tokens), _MAX_LEAD)):
        if tokens[i].text.lower() not in ("by", "from", "of") or tokens[i - 1].text.lower() not in _UTTERANCES:
            continue
        start = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text.lower() == "the")
        if lex.at(tokens, start, "title", "honorific", "adjective", "country"):
            return [Token(t.text.lower(), t.start, t.end) if t.text.lower() in _LINKS else t for t in tokens[start:]]
    return None


def letterhead(tokens: Sequence[Token], lex: Lexicon) -> list[Token] | None:
    """The tokens of a line such as "THE HON STEPHEN SMITH MP MINISTER FOR FOREIGN AFFAIRS", written as running text writes them
    ("The Hon Stephen Smith, Minister for Foreign Affairs"); None where the line is no letterhead."""
    said = [t for t in tokens if t.word]
    if len(said) > _MAX_WORDS or not any(map(_shouted, said)) or any(t.text.lower() in _HEADLINE for t in said):
        return None
    plain = [Token(_plain(t.text), t.start, t.end) if _shouted(t) else t for t in tokens]
    if not any(lex.at(plain, i, "title") for i in range(len(plain))):
        return None
    if not all(t.capital or t.text.upper() in _SMALL for t in said):
        return None
    out: list[Token] = []
    for token in plain:
        if token.text in _POSTNOMINALS:
            out.append(Token(",", token.end, token.end))  # what follows is the post of the one before
        elif token.text.lower() == "the" and any(t.text == "," for t in out):
            out += [Token(";", token.start, token.start), token]  # and here the next begins
        else:
            out.append(token)
    return out


def _shouted(token: Token) -> bool:
    return token.word and token.text.isupper() and len(token.text) > 2 and token.text not in _POSTNOMINALS


def _plain(word: str) -> str:
    return word.lower() if word in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
