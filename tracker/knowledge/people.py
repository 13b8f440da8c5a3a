"""Who held which office when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from tracker.knowledge.names import fold
from tracker.knowledge.posts import check_class
from tracker.knowledge.tables import load_table, several

# Where the press writes the family name first: "Kim" is the surname of Kim Jong-un.
_FAMILY_FIRST = {"CN", "HK", "KH", "KP", "KR", "MO", "TW", "VN", "SG", "VD"}
_ARTICLES = {"al", "el"}
_ORDINALS = {"jr", "sr", "i", "ii", "iii", "iv", "v", "vi", "x", "xiv", "xvi"}
# A monarch is found as head of state and as a royal.
_REIGNING = {"King", "Queen", "Emperor", "Sultan", "Emir", "Grand Duke", "Prince", "Pope"}
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Term(NamedTuple):
    """One person's time in one office.

    `person` is the full name; `wikidata` the person's Wikidata id, "" where unknown; `cls` a class of
    `titles()`. `country` is an ISO code and `org` a key of `organisations()`; one of them is None. `start` and
    `end` are ISO dates cut to what is known ("2012-11", "2012"), "" where unknown or still in office. `native`
    is the name in its own script. (Made by the thousand, and a tuple is made three times as fast as a frozen dataclass.)
    """

    person: str
    wikidata: str
    post: str
    cls: str
    country: str | None
    org: str | None
    start: str
    end: str
    aliases: tuple[str, ...]
    native: str
    source: str

    def covers(self, day: date | str) -> bool:
        """Whether `day` (a date, or an ISO date cut to what is known) falls into the term, both ends included."""
        when = day if isinstance(day, str) else day.isoformat()
        start, end = self.start, self.end
        return (not start or _cut(when, start) >= _cut(start, when)) and (not end or _cut(when, end) <= _cut(end, when))


class Officials:
    """All terms, and the ways to find some. Lists run from the latest start to the earliest."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = tuple(sorted(terms, key=_start, reverse=True))

    def holders(self, country_or_org: str, cls: str, day: date | str) -> list[Term]:
        """Who held an office of class `cls` for a country (ISO code) or organisation (key) on `day`."""
        return _on(day, self._by_office.get((country_or_org, cls), ()))

    def named(self, name: str, day: date | str | None = None) -> list[Term]:
        """Terms of those whose full name, alias or name in its own script is `name`.

        Case, accents, hyphens and the order of words do not count, nor do usual variants of given names
        ("Sergey" and "Sergei", "al-" or none); a middle initial that we do not know is passed over.
        """
        found = (
            self._by_name.get(_unordered(fold(name)))
            or self._by_name.get(_unordered(fold(_without_initials(name))))
            or ()
        )
        return _on(day, found)

    def surname(self, name: str, day: date | str | None = None) -> list[Term]:
        """Terms of those whom the press calls by `name` alone ("Lavrov", "López Obrador", "al-Assad", "Kim")."""
        return _on(day, self._by_surname.get(fold(name), ()))

    @cached_property
    def _by_office(self) -> dict[tuple[str, str], list[Term]]:
        index: dict[tuple[str, str], list[Term]] = {}
        for term in self.terms:
            side = term.country or term.org or ""
            for cls in ("head_of_state", "royal") if term.post in _REIGNING else (term.cls,):
                index.setdefault((side, cls), []).append(term)
        return index

    @cached_property
    def _spelled(self) -> list[tuple[list[str], list[Term]]]:
        """(the folded spellings of a name, the terms that bear exactly these), so that each name is folded once."""
        grouped: dict[tuple[str, ...], list[Term]] = {}
        for term in self.terms:
            grouped.setdefault((term.person, term.native, *term.aliases), []).append(term)
        return [([fold(name) for name in names if name], terms) for names, terms in grouped.items()]

    @cached_property
    def _by_name(self) -> dict[str, list[Term]]:
        index: dict[str, list[Term]] = {}
        for names, terms in self._spelled:
            for key in {_unordered(name) for name in names}:
                index.setdefault(key, []).extend(terms)
        return _latest_first(index)

    @cached_property
    def _by_surname(self) -> dict[str, list[Term]]:
        index: dict[str, list[Term]] = {}
        for names, terms in self._spelled:
            for key in _surnames(names, terms[0].country in _FAMILY_FIRST):
                index.setdefault(key, []).extend(terms)
        return _latest_first(index)


@cache
def officials() -> Officials:
    """The table `officials.csv`. Raises InputError for a fault in the user's own file of that name."""
    return Officials(load_table("officials.csv", ["person", "class", "country", "org"], _term))


def _surnames(names: Iterable[str], family_first: bool) -> set[str]:
    """The last one to three words of each folded name, less "Jr." and the like; a name of one word whole.

    Where the family name stands first, the first word too.
    """
    found = set()
    for name in names:
        words = name.split()
        found.add(" ".join(words[-2:]))
        while len(words) > 1 and words[-1] in _ORDINALS:
            words.pop()
        if family_first or len(words) == 1:
            found.add(words[0])
        found.update(" ".join(words[-count:]) for count in range(1, min(4, len(words))))
    return found


def _latest_first(index: dict[str, list[Term]]) -> dict[str, list[Term]]:
    """The index with the lists of names that several people share put in order again."""
    for terms in index.values():
        if len(terms) > 1:
            terms.sort(key=_start, reverse=True)
    return index


def _start(term: Term) -> str:
    return term.start


def _on(day: date | str | None, terms: Iterable[Term]) -> list[Term]:
    return list(terms) if day is None else [term for term in terms if term.covers(day)]


def _unordered(name: str) -> str:
    """The words of a folded name in one spelling and order: "bashar al assad" and "assad bashar" give the same."""
    words = initials_joined(name.split())
    plain = [word for word in words if word not in _ARTICLES] or words
    return " ".join(sorted(one_spelling(word) for word in plain))


def one_spelling(word: str) -> str:
    """The spelling that stands for all those of a folded given name: "joseph" for "joe", "mohammed" for "muhammad"."""
    return _variants().get(word, word)


def initials_joined(words: list[str]) -> list[str]:
    """["h", "r", "mcmaster"] as ["hr", "mcmaster"], which is what "H.R. McMaster" folds to."""
    joined: list[str] = []
    run = False
    for word in words:
        if run and len(word) == 1:
            joined[-1] += word
        else:
            joined.append(word)
        run = len(word) == 1
    return joined


def _without_initials(name: str) -> str:
    """ "Thomas E.

    Donilon" as "Thomas Donilon"; a name of which less than two words would be left stays as it is.
    """
    words = name.split()
    kept = [word for word in words if len(word.rstrip(".")) > 1]
    return " ".join(kept) if len(kept) > 1 else name


@cache
def _variants() -> dict[str, str]:
    """Folded variant of a given name → the form that stands for all, from `name_variants.csv`."""
    rows = load_table("name_variants.csv", ["name"], lambda cells: (cells[0], several(cells[1])))
    return {fold(variant): fold(name) for name, variants in rows for variant in variants}


def _cut(day: str, other: str) -> str:
    """`day` cut to the precision of `other`."""
    return day[: len(other)]


def _term(cells: Sequence[str]) -> Term:
    person, wikidata, post, cls, country, org, start, end, aliases, native, source = cells
    if not person or not (country or org):
        raise ValueError("a term needs a person and a country or an organisation")
    check_class(cls)
    for day in (start, end):
        if day and not _DAY.fullmatch(day):
            raise ValueError(f"{day!r} is not a date (2023-07-26, 2023-07 or 2023)")
    if start and end and _cut(end, start) < _cut(start, end):
        raise ValueError(f"the term ends ({end}) before it starts ({start})")
    return Term(
        person,
        wikidata,
        post,
        cls,
        country or None,
        org or None,
        start,
        end,
        several(aliases),
        native,
        source,
    )
