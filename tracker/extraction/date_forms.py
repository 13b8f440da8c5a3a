"""What each form of date means: one function a form of the grammar in `dates`, from its match and the anchor to the date."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tracker.extraction.days import (
    Anchor,
    coarse,
    count,
    day_number,
    make,
    month_after,
    month_number,
    near_day,
    near_feast,
    near_month_year,
    near_weekday,
    span,
    week,
    weekday_number,
)
from tracker.model import When

# What makes "in three months" the measure of something rare, and no date.
_NTH_OF = r"\b(?:first|second|third|fourth|fifth|sixth|\d+(?:st|nd|rd|th)|last|latest|only)\s(?:\w+\s){1,4}$"
_RARE = r"\b(?:first|second|third|time|only|since|ever|latest|highest|largest|biggest|most)\b"


def iso(m: re.Match[str], a: Anchor) -> When:
    """ "2023-07-26"."""
    return span(make(int(m["y"]), int(m["m"]), int(m["d"])), None, "explicit", m.group())


def _year_said(m: re.Match[str], a: Anchor) -> int | None:
    """The year beside a day or a month: "2015", "last year"."""
    if m["y"]:
        return int(m["y"])
    shift = {"last": -1, "this": 0, "next": 1}.get((m["ry"] or "").lower())
    return a.published.year + shift if a.published and shift is not None else None


def full(m: re.Match[str], a: Anchor) -> When:
    """A day of a month or a span of such days, with a year or the year that the tense means: "July 26", "25 to 27 July 2023"."""
    month, first = month_number(m["mon"]), day_number(m["d"])
    groups = m.groupdict()
    last = day_number(groups["d2"]) if groups.get("d2") else None
    last_month = month_number(groups["mon2"]) if groups.get("mon2") else month
    said = _year_said(m, a)
    start = make(said, month, first) if said else near_day(a, month, first)
    year = start.year if start else None
    end = make(year, last_month, last) if year and last else None
    if (
        start and end and end < start
    ):  # "December 30 to January 2" ends in the next year; a lone year is that of the end
        start, end = (
            (make(start.year - 1, month, first), end) if said else (start, make(start.year + 1, last_month, last or 1))
        )
    return span(start, end, "explicit", m.group())


def two_years(m: re.Match[str], a: Anchor) -> When:
    """ "30 December 2022 to 2 January 2023"."""
    start = make(int(m["y1"]), month_number(m["mon"]), day_number(m["d"]))
    return span(start, make(int(m["y"]), month_number(m["mon2"]), day_number(m["d2"])), "explicit", m.group())


def slashes(m: re.Match[str], a: Anchor) -> When:
    """ "26/7/2023": only where one order of day and month is possible; with dots the day comes first."""
    first, second, year = int(m["d"]), int(m["m"]), int(m["y"])
    if first > 12 >= second or "." in m.group():
        return span(make(year, second, first), None, "explicit", m.group())
    if second > 12 >= first or first == second:
        return span(make(year, first, second), None, "explicit", m.group())
    return coarse(year, None, "explicit", m.group())


def one_weekday(m: re.Match[str], a: Anchor) -> When:
    """ "On Wednesday", "next Tuesday", "Friday of last week"."""
    modifier, weekday = (m["mod"] or "").lower(), weekday_number(m["wd"])
    if m["week"] and a.published:
        monday = a.published - timedelta(days=a.published.weekday())
        weeks = {"last": -1, "this": 0, "next": 1}[m["week"].lower()]
        return span(monday + timedelta(days=7 * weeks + weekday), None, "weekday", m.group())
    if modifier == "next":
        a = Anchor(a.published, a.reference, True)
    elif modifier == "last":
        a = Anchor(a.published, a.reference, False)
    found = near_weekday(a, weekday)
    if found and found == a.published and modifier in ("next", "last"):
        found += timedelta(days=7 if modifier == "next" else -7)
    return span(found, None, "weekday", m.group())


def weekday_span(m: re.Match[str], a: Anchor) -> When:
    """ "From Monday to Wednesday"."""
    start = near_weekday(a, weekday_number(m["wd"]))
    if start is None:
        return When(text=m.group())
    end = start + timedelta(days=(weekday_number(m["wd2"]) - start.weekday()) % 7)
    return span(start, end, "weekday", m.group())


def today(m: re.Match[str], a: Anchor) -> When:
    """Today, yesterday, tomorrow, tonight."""
    if a.published is None:
        return When(text=m.group())
    word = m["rel"].lower()
    shift = -1 if "yesterday" in word or "last night" in word else 1 if "tomorrow" in word else 0
    return span(a.published + timedelta(days=shift), None, "relative", m.group())


def part_of_month(m: re.Match[str], a: Anchor) -> When:
    """A month, or a part of it: "July 2023", "late July", "last November"."""
    month = month_number(m["mon"])
    modifier = (m["mod"] or "").lower()
    if said := _year_said(m, a):
        return coarse(said, month, "explicit", m.group())
    if modifier == "next":
        a = Anchor(a.published, None, True)
    elif modifier in ("last", "since"):
        a = Anchor(a.published, None, False)
    year = near_month_year(a, month)
    if year and modifier == "last" and a.published and month == a.published.month:
        year -= 1
    return coarse(year, month, "relative", m.group()) if year else When(text=m.group())


def period(m: re.Match[str], a: Anchor) -> When:
    """Last week, this month, next year ..., with "earlier" or "later" before it; "the following year" is that after a year told."""
    which, unit = m["which"].lower(), m["unit"].lower()
    if which == "this" and re.search(_NTH_OF, m.string[: m.start()]):
        return When()  # "for the second time this year" counts, and dates nothing
    pub = a.reference if which == "the following" else a.published
    if pub is None:
        return When(text=m.group())
    shift = {"last": -1, "the previous": -1, "the past": -1, "next": 1, "the coming": 1, "the following": 1}.get(
        which, 0
    )
    if unit in ("week", "weekend"):
        return week(pub + timedelta(days=7 * shift), m.group(), a)
    if unit == "month":
        return coarse(*month_after(pub, shift), "relative", m.group())
    return coarse(pub.year + shift, None, "relative", m.group())


def within_period(m: re.Match[str], a: Anchor) -> When:
    """ "Over the weekend", "by the end of the month", "later in the year"."""
    if a.published is None:
        return When(text=m.group())
    day, text = a.published, m.group().lower()
    if "weekend" in text:
        day = near_weekday(a, weekday_number("saturday")) or day
    if text.endswith("week"):
        return week(day, m.group(), a)
    return coarse(day.year, None if text.endswith("year") else day.month, "relative", m.group())


def day_of_month(m: re.Match[str], a: Anchor) -> When:
    """ "The 26th of last month"."""
    if a.published is None:
        return When(text=m.group())
    year, month = month_after(a.published, {"last": -1, "next": 1}.get(m["which"].lower(), 0))
    return span(make(year, month, day_number(m["d"])), None, "relative", m.group())


def recent(m: re.Match[str], a: Anchor) -> When:
    """ "Recently", "in recent weeks": a date that nobody can tell."""
    return When(text=m.group())


def feast(m: re.Match[str], a: Anchor) -> When:
    """ "New Year's Day"."""
    return span(near_feast(a, m.group()), None, "explicit", m.group())


def in_days(m: re.Match[str], a: Anchor) -> When:
    """ "In three days": a time ahead where the verb looks ahead, else how long something took; and so it is in a count of rarities
    ("the first visit in three months")."""
    if not a.future or a.published is None or re.search(_RARE, m.string[: m.start()]):
        return When()
    number = count(m["n"])
    if not number:
        return When(text=m.group())
    return _shifted(a.published, m["unit"].lower().rstrip("s"), number, m.group())


def _shifted(base: date, unit: str, number: int, text: str) -> When:
    """So many days, weeks, months or years from a day, before it where the number is below nought."""
    if unit == "day":
        return span(base + timedelta(days=number), None, "relative", text)
    if unit in ("week", "fortnight"):
        return week(base + timedelta(days=7 * number * (2 if unit == "fortnight" else 1)), text, Anchor(None))
    if unit == "month":
        return coarse(*month_after(base, number), "relative", text)
    return coarse(base.year + number, None, "relative", text)


def ago(m: re.Match[str], a: Anchor) -> When:
    """ "Three days ago"; "a day later", counted from the day that the text was speaking of."""
    word, rest = m["dir"].lower(), m.string[m.end() : m.end() + 2]
    # What comes later comes later than something that the text has dated.
    base = a.published if word == "ago" else a.reference if word in ("later", "after") else (a.reference or a.published)
    number = count(m["n"])
    if base is None or not number:
        return When(text=m.group())
    back = -1 if word in ("ago", "earlier", "before") else 1
    if word in ("before", "after") and rest[1:].isalpha():
        back = -back  # "a day after the talks": the talks were the day before
    unit = m["unit"].lower().rstrip("s")
    if unit != "day" and unit.endswith("day"):  # "two Sundays ago"
        near = near_weekday(Anchor(base), weekday_number(unit))
        near = near - timedelta(days=7) if near == base else near
        return span(near and near - timedelta(days=7 * (number - 1)), None, "weekday", m.group())
    return _shifted(base, unit, back * number, m.group())


def neighbour_day(m: re.Match[str], a: Anchor) -> When:
    """ "The following day", "the day before", "the second day", counted from the day that the text was speaking of."""
    word = m["rel"].lower()
    shift = 0 if re.search("same|first|opening", word) else 1 if re.search("following|next|after|second", word) else -1
    base = a.reference or (a.published if "before" in word or "previous" in word or "same" in word else None)
    return span(base + timedelta(days=shift), None, "relative", m.group()) if base else When(text=m.group())


def same_day(m: re.Match[str], a: Anchor) -> When:
    """ "Earlier in the afternoon": the day that the text is speaking of."""
    base = a.reference or a.published
    return span(base, None, "relative", m.group()) if base else When(text=m.group())


def bare_day(m: re.Match[str], a: Anchor) -> When:
    """ "On the 26th"."""
    day = day_number(m["d"])
    if a.published is None or not 1 <= day <= 31:
        return When(text=m.group())
    pub = a.published
    found = [d for i in (-1, 0, 1) if (d := make(*month_after(pub, i), day))]
    chosen = (
        min((d for d in found if d >= pub), default=None)
        if a.future
        else max((d for d in found if d <= pub), default=None)
    )
    return span(chosen, None, "explicit", m.group())


def year(m: re.Match[str], a: Anchor) -> When:
    """ "2023"."""
    return coarse(int(m["y"]), None, "explicit", m.group())
