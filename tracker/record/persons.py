"""Which person a written name stands for: from the name, the side, the post and the day alone.

Nothing here looks at what else is recorded, so that the order of adding makes no difference. A full name, or a surname
with its post, that the table of officials knows for that side and day is that official; every other name is whoever
bears it, however the name is put into Latin letters. Names that are merely like one another are two persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tracker.knowledge import Term, officials, titles
from tracker.knowledge.names import fold
from tracker.knowledge.scripts import in_latin
from tracker.knowledge.spelling import keeps_order, spelling
from tracker.record.names import name_key

_OFFICIAL = "official:"


def same_person(
    one: str,
    other: str,
    country: str | None,
    day: str | None = None,
    *,
    org: str | None = None,
    post: str | None = None,
) -> bool:
    """Whether two written names of one side stand for the same person on that day (ISO, cut to what is known)."""
    return identity(one, country, org, post, day) == identity(other, country, org, post, day)


@lru_cache(maxsize=16_384)
def identity(name: str, country: str | None, org: str | None, post: str | None = None, day: str | None = None) -> str:
    """What all names of a person have in common; with the side it tells persons apart."""
    official = _official(name, country, org, post, day)
    if official is not None:
        return _OFFICIAL + official
    return spelling(name, country).replace(" ", "") or name_key(name)


def is_official(key: str) -> bool:
    """Whether that identity is one of the table of officials."""
    return key.startswith(_OFFICIAL)


def terms_of(key: str, country: str | None, org: str | None) -> list[Term]:
    """The terms of the official that has this identity, the latest first."""
    if not is_official(key):
        return []
    wanted = key.removeprefix(_OFFICIAL)
    return [
        term
        for term in officials().terms
        if _is_of(term, country, org) and wanted in (fold(term.person), term.wikidata)
    ]


def _official(name: str, country: str | None, org: str | None, post: str | None, day: str | None) -> str | None:
    if country is None and org is None:
        return None
    named = [t for t in officials().named(name) if _is_of(t, country, org)]
    if len(in_latin(name, country).split()) > 1:
        # Where the order of words tells people apart, the spelling keeps it and the table of names does not.
        alike = _by_spelling(country, org).get(spelling(name, country), [])
        return _only(alike if keeps_order(country) else named or alike, day)
    if named:
        return _only(named, day)
    called = [t for t in officials().surname(name, day) if _is_of(t, country, org)]
    known = titles().get(post.casefold()) if post else None
    # A post that the table does not give the official is somebody else's.
    return _only([t for t in called if not post or (known and t.cls == known.cls)], day)


@lru_cache(maxsize=512)
def _by_spelling(country: str | None, org: str | None) -> dict[str, list[Term]]:
    index: dict[str, list[Term]] = {}
    for term in officials().terms:
        if _is_of(term, country, org):
            for key in {spelling(form, country) for form in (term.person, term.native, *term.aliases) if " " in form}:
                index.setdefault(key, []).append(term)
    return index


def _only(terms: list[Term], day: str | None) -> str | None:
    """The one official of these, or of those of them who are in office on the day."""
    found = _persons(terms)
    if len(found) > 1 and day is not None:
        found = _persons(term for term in terms if term.covers(day))
    return found.pop() if len(found) == 1 else None


def _persons(terms: Iterable[Term]) -> set[str]:
    """By name; by number where several bear it."""
    by_name: dict[str, set[str]] = {}
    for term in terms:
        by_name.setdefault(fold(term.person), set()).add(term.wikidata)
    found: set[str] = set()
    for name, numbers in by_name.items():
        known = numbers - {""}
        found |= known if len(known) > 1 else {name}
    return found


def _is_of(term: Term, country: str | None, org: str | None) -> bool:
    return term.country == country if country is not None else term.org == org
