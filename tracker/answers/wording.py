"""The words that a reader looks for, as a question to the full-text indexes in which none of them is a command."""

from __future__ import annotations

import re
import secrets
import unicodedata

from tracker.errors import InputError

_TERMS = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')


def match_of(words: str) -> str:
    """The expression for FTS5 (https://www.sqlite.org/fts5.html#full_text_query_syntax) that all these words be there.

    Words in double quotes are a phrase; a word or phrase with * behind it is the beginning of one. Everything else, AND,
    NEAR, hyphens, brackets and a quote without its pair too, is taken literally. Raises InputError if there is no word.
    """
    terms = []
    for phrase, starred, word in _TERMS.findall(words.replace("\0", " ")):
        text = phrase or word
        begins = starred or (word.endswith("*") and "*")
        if any(unicodedata.category(character)[0] in "LNM" for character in text):
            terms.append(f'"{text.rstrip("*")}"{begins or ""}')
    if not terms:
        raise InputError(f"{words!r} has no word to look for")
    return " AND ".join(terms)


class Marks:
    """Two marks that no text can hold, since they are made anew each time: put around words, and taken out again."""

    def __init__(self) -> None:
        token = secrets.token_hex(6)
        self.begin, self.end = f"\ufdd0{token}\ufdd1", f"\ufdd2{token}\ufdd3"
        self._any = re.compile(f"({self.begin}|{self.end})")

    def read(self, text: str) -> tuple[str, list[list[int]]]:
        """The text on one line without marks, and from where to where words were marked, in characters."""
        plain, spans = "", []
        for part in self._any.split(" ".join(text.split())):
            if part == self.begin:
                spans.append([len(plain), len(plain)])
            elif part == self.end:
                spans[-1][1] = len(plain)
            else:
                plain += part
        return plain, spans
