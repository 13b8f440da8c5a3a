"""What is known of words before any sentence is read: countries, organisations, titles, venues, by their first word.

Built once from `tracker.knowledge`; looking up a position in a sentence is a dictionary access.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from tracker import knowledge
from tracker.extraction.tokens import Token, tokenize

EntryKind = Literal[
    "country", "adjective", "people", "capital", "metonym", "org", "title", "honorific", "venue", "lookalike"
]


class Entry(NamedTuple):
    """One known form: `value` is a country code, an organisation's key, a `Title` or a `Venue`."""

    kind: EntryKind
    value: Any
    words: tuple[str, ...]
    cased: bool
    plural: bool = False


class Lexicon:
    """All known forms, found by position."""

    def __init__(self, entries: Iterator[Entry]) -> None:
        self._by_first: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            self._by_first[entry.words[0].lower()].append(entry)
        for listed in self._by_first.values():
            listed.sort(key=lambda e: -len(e.words))

    def at(self, tokens: Sequence[Token], i: int, *kinds: EntryKind) -> tuple[Entry, int] | None:
        """The longest form of these kinds that begins at token `i`, and the index after it."""
        for entry in self._by_first.get(tokens[i].text.lower(), ()) if i < len(tokens) else ():
            if entry.kind not in kinds:
                continue
            end = i + len(entry.words)
            if end <= len(tokens) and all(
                (t.text == w) if entry.cased else (t.text.lower() == w)
                for t, w in zip(tokens[i:end], entry.words, strict=True)
            ):
                return entry, end
        return None


def _words(form: str) -> tuple[str, ...]:
    if form.replace(" ", "").isalpha():  # nearly all, and much faster
        return tuple(form.split())
    return tuple(t.text for t in tokenize(form))


def _entries() -> Iterator[Entry]:
    for code, country in knowledge.countries().by_code.items():
        forms: list[tuple[EntryKind, tuple[str, ...]]] = [
            ("country", (country.name, country.official, *country.names)), ("adjective", country.adjectives),
            ("people", country.people), ("capital", country.capitals), ("metonym", country.metonyms),
        ]  # fmt: skip
        for kind, texts in forms:
            for text in texts:
                # Prague is the Czech capital, and was another state's
                if text and (kind != "capital" or knowledge.countries().capital_of(text) == code):
                    yield Entry(kind, code, _words(text), True)
    for key, organisation in knowledge.organisations().items():
        for text in (key, organisation.name, *organisation.names):
            if text:
                yield Entry("org", key, _words(text), True)
    seen: set[int] = set()
    for title in knowledge.titles().values():
        if id(title) in seen:
            continue
        seen.add(id(title))
        of: EntryKind = "honorific" if title.kind == "honorific" else "title"
        if of == "honorific":  # with and without the full stop, which is part of the word
            bare = title.title.lower().rstrip(".")
            for form in (bare, bare + "."):
                yield Entry(of, title, tuple(form.split()), False)
        else:
            yield Entry(of, title, tuple(w.lower() for w in _words(title.title)), False)
        if title.plural:
            yield Entry(of, title, tuple(w.lower() for w in _words(title.plural)), False, plural=True)
    for phrase, meaning in knowledge.lookalikes().items():
        yield Entry("lookalike", meaning, _words(phrase), True)
    for venue in knowledge.venues().values():
        for text in (venue.name, *venue.names):
            yield Entry("venue", venue, _words(text), True)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the installed tables (and the user's own)."""
    return Lexicon(_entries())
