"""Who held which office when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from tracker.knowledge.names import fold
from tracker.knowledge.posts import check_class
from tracker.knowledge.tables import load_table, several

# Where the press writes the family name first: "Kim" is the surname of Kim Jong-un.
_FAMILY_FIRST = {"CN", "HK", "KH", "KP", "KR", "MO", "TW", "VN", "SG", "VD"}
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office.

    `person` is the full name; `wikidata` the person's Wikidata id, "" where unknown; `cls` a class of `titles()`.
    `country` is an ISO code and `org` a key of `organisations()`; one of them is None. `start` and `end` are ISO dates
    cut to what is known ("2012-11", "2012"), "" where unknown or still in office. `native` is the name in its own script.
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
        """Whether `day` (a date, or an ISO date cut to what is known) falls into the term, its first and last day included."""
        when = day if isinstance(day, str) else day.isoformat()
        start, end = self.start, self.end
        return (not start or _cut(when, start) >= _cut(start, when)) and (
            not end or _cut(when, end) <= _cut(end, when)
        )


class Officials:
    """All terms, and the ways to find some. Lists run from the latest start to the earliest."""

    def __init__(self, terms: list[Term]) -> None:
        self.terms = tuple(sorted(terms, key=lambda term: term.start, reverse=True))

    def holders(self, country_or_org: str, cls: str, day: date | str) -> list[Term]:
        """Who held an office of class `cls` for a country (ISO code) or organisation (key) on `day`."""
        return _on(day, self._by_office.get((country_or_org, cls), ()))

    def named(self, name: str, day: date | str | None = None) -> list[Term]:
        """Terms of those whose full name or alias is `name`, whatever its case, accents, hyphens or order of words."""
        return _on(day, self._by_name.get(_unordered(name), ()))

    def surname(self, name: str, day: date | str | None = None) -> list[Term]:
        """Terms of those whom the press calls by `name` alone: "Lavrov", "López Obrador", "al-Assad", "Kim", "Lula"."""
        return _on(day, self._by_surname.get(fold(name), ()))

    @cached_property
    def _by_office(self) -> dict[tuple[str, str], list[Term]]:
        index: dict[tuple[str, str], list[Term]] = {}
        for term in self.terms:
            index.setdefault((term.country or term.org or "", term.cls), []).append(term)
        return index

    @cached_property
    def _by_name(self) -> dict[str, list[Term]]:
        index: dict[str, list[Term]] = {}
        for term in self.terms:
            for key in {_unordered(name) for name in (term.person, *term.aliases)}:
                index.setdefault(key, []).append(term)
        return index

    @cached_property
    def _by_surname(self) -> dict[str, list[Term]]:
        index: dict[str, list[Term]] = {}
        for term in self.terms:
            for key in _surnames(term):
                index.setdefault(key, []).append(term)
        return index


@cache
def officials() -> Officials:
    """The table `officials.csv`. Raises InputError for a fault in the user's own file of that name."""
    return Officials(load_table("officials.csv", ["person", "class", "country", "org"], _term))


def _surnames(term: Term) -> set[str]:
    """The last one to three words of each name, and the first where the family name stands there; single-word aliases whole."""
    found = set()
    for name in (term.person, *term.aliases):
        words = fold(name).split()
        if len(words) == 1:
            found.add(words[0])
            continue
        found.update(" ".join(words[-count:]) for count in range(1, min(4, len(words))))
        if term.country in _FAMILY_FIRST:
            found.add(words[0])
    return found


def _on(day: date | str | None, terms: Iterable[Term]) -> list[Term]:
    return list(terms) if day is None else [term for term in terms if term.covers(day)]


def _unordered(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


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
