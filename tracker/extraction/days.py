"""The calendar behind the dates of news: what a day or a month without a year means, seen from the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.extraction.words import words
from tracker.model import Precision, When

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10}  # fmt: skip
# "new year's day" -> "01-01"
_FEASTS = {name.replace("_", " "): day for name, _, day in (row.partition("=") for row in words("feasts"))}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a date is resolved against.

    `published` is the day of publication, `reference` the last day that the text was speaking of (for "a day earlier"),
    `future` whether the verb looks ahead.
    """

    published: date | None
    reference: date | None = None
    future: bool = False


def month_number(text: str) -> int:
    """The number of a month written in full or cut short ("Sept.")."""
    key = text.lower().rstrip(".")[:3]
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(key))


def day_number(text: str) -> int:
    """The number in "26", "26th" or "the 26th"."""
    return int(re.sub(r"\D", "", text))


def weekday_number(text: str) -> int:
    """The number of a weekday written in full or cut short: 0 for Monday."""
    return next(i for i, name in enumerate(_DAYS) if name.startswith(text.lower()[:3]))


def count(text: str) -> int:
    """The number in words or figures; 0 where it is none ("several")."""
    return _NUMBERS.get(text.lower(), int(text) if text.isdigit() else 0)


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_after(day: date, months: int) -> tuple[int, int]:
    """Year and month so many months after a day's month, or before it."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def span(start: date | None, end: date | None, basis: str, text: str) -> When:
    """A day, or a span of days where the end lies after the start."""
    if start is None:
        return When(text=text)
    return When(start.isoformat(), end.isoformat() if end and end > start else None, "day", text, basis)


def coarse(year: int, month: int | None, basis: str, text: str) -> When:
    """A month, or a year where there is no month."""
    precision: Precision = "month" if month else "year"
    return When(f"{year}-{month:02}" if month else str(year), None, precision, text, basis)


def week(day: date, text: str, anchor: Anchor) -> When:
    """The week of a day. A week is no precision of the record: the month that it lies in is what can be said, or the two months."""
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=6)
    if anchor.published and first <= anchor.published <= last:  # of this week, what is past or what is left
        first, last = (anchor.published, last) if anchor.future else (first, anchor.published)
    start, end = f"{first:%Y-%m}", f"{last:%Y-%m}"
    return When(start, end if end > start else None, "month", text, "relative")


def near_day(anchor: Anchor, month: int, day: int) -> date | None:
    """The occurrence of a day and month that the tense means: the last one gone by, or the next to come."""
    if anchor.published is None:
        return None
    pub = anchor.published
    found = [d for y in (pub.year - 1, pub.year, pub.year + 1) if (d := make(y, month, day))]
    if anchor.future:
        return min((d for d in found if d >= pub), default=None)
    # News dates what is still to come without a future verb too ("the talks on May 3"): a fortnight ahead is meant as such.
    ahead = [d for d in found if pub < d <= pub + timedelta(days=14)]
    return ahead[0] if ahead else max((d for d in found if d <= pub), default=None)


def near_feast(anchor: Anchor, name: str) -> date | None:
    """The occurrence of a feast with a fixed day ("New Year's Day") that the tense means."""
    month, _, day = _FEASTS[name.lower()].partition("-")
    return near_day(anchor, int(month), int(day))


def feast_names() -> str:
    """A pattern for the feasts that have a fixed day."""
    return "|".join(re.escape(name) for name in sorted(_FEASTS, key=len, reverse=True))


def near_month_year(anchor: Anchor, month: int) -> int | None:
    """The year of the occurrence of a month that the tense means."""
    if anchor.published is None:
        return None
    pub = anchor.published
    if anchor.future:
        return pub.year if month >= pub.month else pub.year + 1
    return pub.year if month <= pub.month else pub.year - 1


def near_weekday(anchor: Anchor, weekday: int) -> date | None:
    """The weekday that the tense means; the day of publication counts both ways."""
    if anchor.published is None:
        return None
    gap = (anchor.published.weekday() - weekday) % 7
    return anchor.published + timedelta(days=(7 - gap) % 7) if anchor.future else anchor.published - timedelta(days=gap)


def overlap(a: When, b: When) -> bool:
    """Whether two dates can be of one time: the coarser holds the finer, or the spans meet; an unknown one can be any."""
    if a.start is None or b.start is None:
        return True
    # "~" sorts after every digit and hyphen: "2023-07~" comes after the last day of July
    return a.start <= f"{b.end or b.start}~" and b.start <= f"{a.end or a.start}~"
