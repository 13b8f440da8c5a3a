"""How long visits and conferences last: "a four-day visit", "the second day of the summit", "till Friday"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tracker.extraction.days import count
from tracker.extraction.draft import Draft
from tracker.extraction.merge import Group
from tracker.extraction.reading import Reading
from tracker.extraction.syntax import is_verb
from tracker.extraction.tense import in_present
from tracker.extraction.words import words
from tracker.model import When

_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
_NUMBER = r"(two|three|four|five|six|seven|[2-7])"
_LONG = re.compile(rf"\b{_NUMBER}[ -]days?\b(?: [\w'-]+){{0,3}}$")
_OF_DAYS = re.compile(rf"of {_NUMBER} days\b")
_STAYS = frozenset({"visit", "trip", "tour", "stay"})
_RETURNING = frozenset({"return", "come", "arrive", "fly"})
_LONG_THING = re.compile(rf"\b{_NUMBER}-day (\w+)(?: (\w+))?")
_ENDING = words("ending")
BEGINNING = words("beginning")
_UNTIL = frozenset({"till", "until"})


def length(draft: Draft) -> int:
    """How many days a visit or a conference lasts, where its noun says so; else 0.

    "a four-day visit", "arrived for a visit of three days", "returned from a two-day visit".
    """
    if draft.type not in ("visit", "conference"):
        return 0
    word = draft.frame.word
    stays = [w for w in word.subtree if w.lemma_ in _STAYS] if draft.type == "visit" and is_verb(word) else []
    for noun in (word, *stays):
        before = " ".join(w.lower_ for w in noun.doc[max(0, noun.i - 6) : noun.i])
        after = " ".join(w.lower_ for w in noun.doc[noun.i + 1 : noun.i + 4])
        if match := _LONG.search(before) or (_OF_DAYS.match(after) if noun.pos_ == "NOUN" else None):
            return count(match[1])
    return 0


def _nth_day(draft: Draft) -> int:
    """The number in "on the second day of the summit"; else 0."""
    word = draft.frame.word
    if word.dep_ != "pobj" or word.head.lower_ != "of" or word.head.head.lemma_ != "day":
        return 0
    return next((_NTH[c.lower_] for c in word.head.head.children if c.lower_ in _NTH), 0)


def lasts_till(draft: Draft) -> bool:
    """Whether the date is an end to come: "is on a visit till Friday"."""
    frame = draft.frame
    return bool(frame.date_links & _UNTIL) and frame.verb is not None and in_present(frame.verb)


def lasting(when: When, days: int, draft: Draft) -> When:
    """A "four-day visit" that ended on Monday began on Friday; one that begins on Monday lasts to Thursday; the summit whose second
    day was Monday began on Sunday."""
    if when.precision != "day" or when.end or not when.start or draft.type not in ("visit", "conference"):
        return when
    day = date.fromisoformat(when.start)
    about = draft.frame.date_links | ({draft.frame.verb.lemma_} if draft.frame.verb is not None else set())
    if about & _RETURNING and (draft.frame.link == "prep:from" or draft.frame.positions.get("from")):
        about |= _ENDING  # "returned on Friday from a two-day visit"
    if about & _UNTIL and not days:
        return replace(when, start=when.start[:7], precision="month")  # where it began is not said
    nth = _nth_day(draft)
    before = days - 1 if days and about & (_ENDING | _UNTIL) else nth - 1
    if before > 0:
        first = day - timedelta(days=before)
        return replace(when, start=first.isoformat(), end=day.isoformat(), basis=f"{when.basis}, by its length")
    if days and about & (BEGINNING | {"from"}):
        last = day + timedelta(days=days - 1)
        return replace(when, end=last.isoformat(), basis=f"{when.basis}, by its length")
    return when


def length_elsewhere(group: Group, groups: Sequence[Group], reading: Reading) -> int:
    """How many days the article's one visit or conference lasts by another sentence ("The two-day summit was the first")."""
    if group.type not in ("visit", "conference") or sum(g.type == group.type for g in groups) > 1:
        return 0
    nouns = {d.draft.frame.word.lemma_.lower() for d in group.members}
    said = {m[1] for s in reading.sentences for m in _LONG_THING.finditer(s.text.lower()) if nouns & {m[2], m[3]}}
    return count(said.pop()) if len(said) == 1 else 0
