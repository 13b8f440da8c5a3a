"""Dates as news writes them: found in a sentence, and resolved against the day of publication.

The grammar is our own because the conventions of news are: "on Wednesday" in a report of Wednesday 26 July is that very
day and otherwise the nearest Wednesday before it, unless the verb looks ahead (codebook, rule 7).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.model import Precision, When

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "several": 0, "a few": 0, "few": 0}  # fmt: skip

_MON = (r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
        r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)")  # fmt: skip
_WD = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d\d"
_TO = r"\s?(?:-|to|through|until|till|and)\s?"


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a date is resolved against.

    `published` is the day of publication, `reference` the last day that the text was speaking of (for "a day earlier"),
    `future` whether the verb looks ahead.
    """

    published: date | None
    reference: date | None = None
    future: bool = False


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a sentence: characters `start` to `end`, and the way to its value."""

    start: int
    end: int
    text: str
    resolve: Callable[[Anchor], When]


def _month(text: str) -> int:
    key = text.lower().rstrip(".")[:3]
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(key))


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _when(start: date | None, end: date | None, basis: str, text: str) -> When:
    if start is None:
        return When(text=text)
    return When(start.isoformat(), end.isoformat() if end and end > start else None, "day", text, basis)


def _coarse(year: int, month: int | None, basis: str, text: str) -> When:
    precision: Precision = "month" if month else "year"
    return When(f"{year}-{month:02}" if month else str(year), None, precision, text, basis)


def _near_day(anchor: Anchor, month: int, day: int) -> date | None:
    """The occurrence of a day and month that the tense means: the last one gone by, or the next to come."""
    if anchor.published is None:
        return None
    pub = anchor.published
    found = [d for y in (pub.year - 1, pub.year, pub.year + 1) if (d := _make(y, month, day))]
    if anchor.future:
        return min((d for d in found if d >= pub), default=None)
    # News dates what is still to come without a future verb too ("the talks on May 3"): a fortnight ahead is meant as such.
    ahead = [d for d in found if pub < d <= pub + timedelta(days=14)]
    return ahead[0] if ahead else max((d for d in found if d <= pub), default=None)


def _near_month(anchor: Anchor, month: int) -> int | None:
    if anchor.published is None:
        return None
    pub = anchor.published
    if anchor.future:
        return pub.year if month >= pub.month else pub.year + 1
    return pub.year if month <= pub.month else pub.year - 1


def _near_weekday(anchor: Anchor, weekday: int) -> date | None:
    if anchor.published is None:
        return None
    gap = (anchor.published.weekday() - weekday) % 7
    return anchor.published + timedelta(days=(7 - gap) % 7) if anchor.future else anchor.published - timedelta(days=gap)


def _weekday(text: str) -> int:
    return next(i for i, name in enumerate(_DAYS) if name.startswith(text.lower()[:3]))


# --- one function a form: (match, anchor) → When -------------------------------------------------------------------


def _iso(m: re.Match[str], a: Anchor) -> When:
    return _when(_make(int(m["y"]), int(m["m"]), int(m["d"])), None, "explicit", m.group())


def _full(m: re.Match[str], a: Anchor) -> When:
    month, first = _month(m["mon"]), _day_number(m["d"])
    groups = m.groupdict()
    last = _day_number(groups["d2"]) if groups.get("d2") else None
    last_month = _month(groups["mon2"]) if groups.get("mon2") else month
    if groups.get("y"):
        year: int | None = int(groups["y"])
        start = _make(int(groups["y"]), month, first)
    else:
        start = _near_day(a, month, first)
        year = start.year if start else None
    end = _make(year, last_month, last) if year and last else None
    if (
        start and end and end < start
    ):  # "December 30 to January 2" ends in the next year; a lone year is that of the end
        start, end = (
            (_make(start.year - 1, month, first), end)
            if groups.get("y")
            else (start, _make(start.year + 1, last_month, last or 1))
        )
    return _when(start, end, "explicit", m.group())


def _two_years(m: re.Match[str], a: Anchor) -> When:
    """ "30 December 2022 to 2 January 2023"."""
    start = _make(int(m["y1"]), _month(m["mon"]), _day_number(m["d"]))
    return _when(start, _make(int(m["y"]), _month(m["mon2"]), _day_number(m["d2"])), "explicit", m.group())


def _slashes(m: re.Match[str], a: Anchor) -> When:
    """ "26/7/2023": only where one order of day and month is possible."""
    first, second, year = int(m["d"]), int(m["m"]), int(m["y"])
    if first > 12 >= second:
        return _when(_make(year, second, first), None, "explicit", m.group())
    if second > 12 >= first or first == second:
        return _when(_make(year, first, second), None, "explicit", m.group())
    return _coarse(year, None, "explicit", m.group())


def _one_weekday(m: re.Match[str], a: Anchor) -> When:
    modifier, weekday = (m["mod"] or "").lower(), _weekday(m["wd"])
    if modifier == "next":
        a = Anchor(a.published, a.reference, True)
    elif modifier == "last":
        a = Anchor(a.published, a.reference, False)
    found = _near_weekday(a, weekday)
    if found and found == a.published and modifier in ("next", "last"):
        found += timedelta(days=7 if modifier == "next" else -7)
    return _when(found, None, "weekday", m.group())


def _weekday_span(m: re.Match[str], a: Anchor) -> When:
    start = _near_weekday(a, _weekday(m["wd"]))
    if start is None:
        return When(text=m.group())
    end = start + timedelta(days=(_weekday(m["wd2"]) - start.weekday()) % 7)
    return _when(start, end, "weekday", m.group())


def _today(m: re.Match[str], a: Anchor) -> When:
    if a.published is None:
        return When(text=m.group())
    word = m["rel"].lower()
    shift = -1 if "yesterday" in word or "last night" in word else 1 if "tomorrow" in word else 0
    return _when(a.published + timedelta(days=shift), None, "relative", m.group())


def _part_of_month(m: re.Match[str], a: Anchor) -> When:
    month = _month(m["mon"])
    modifier = (m["mod"] or "").lower()
    if m["y"]:
        return _coarse(int(m["y"]), month, "explicit", m.group())
    if modifier == "next":
        a = Anchor(a.published, None, True)
    elif modifier in ("last", "since"):
        a = Anchor(a.published, None, False)
    year = _near_month(a, month)
    if year and modifier == "last" and a.published and month == a.published.month:
        year -= 1
    return _coarse(year, month, "relative", m.group()) if year else When(text=m.group())


def _period(m: re.Match[str], a: Anchor) -> When:
    """Last week, this month, next year ..., with "earlier" or "later" before it."""
    if a.published is None:
        return When(text=m.group())
    which, unit, pub = m["which"].lower(), m["unit"].lower(), a.published
    shift = {"last": -1, "the previous": -1, "the past": -1, "next": 1, "the coming": 1, "the following": 1}.get(
        which, 0
    )
    if unit in ("week", "weekend"):
        # A week is no precision of the record: the month that it lies in is what can be said.
        day = pub + timedelta(days=7 * shift)
        return _coarse(day.year, day.month, "relative", m.group())
    if unit == "month":
        index = pub.year * 12 + pub.month - 1 + shift
        return _coarse(index // 12, index % 12 + 1, "relative", m.group())
    return _coarse(pub.year + shift, None, "relative", m.group())


def _ago(m: re.Match[str], a: Anchor) -> When:
    base = a.published if m["dir"].lower() == "ago" else (a.reference or a.published)
    number = m["n"].lower()
    count = _NUMBERS.get(number, int(number) if number.isdigit() else 0)
    if base is None or not count:
        return When(text=m.group())
    word, rest = m["dir"].lower(), m.string[m.end() : m.end() + 2]
    back = -1 if word in ("ago", "earlier", "before") else 1
    if word in ("before", "after") and rest[1:].isalpha():
        back = -back  # "a day after the talks": the talks were the day before
    unit = m["unit"].lower().rstrip("s")
    if unit != "day" and unit.endswith("day"):  # "two Sundays ago"
        near = _near_weekday(Anchor(base), _weekday(unit))
        near = near - timedelta(days=7) if near == base else near
        return _when(near and near - timedelta(days=7 * (count - 1)), None, "weekday", m.group())
    if unit == "day":
        return _when(base + timedelta(days=back * count), None, "relative", m.group())
    if unit == "week":
        day = base + timedelta(days=back * 7 * count)
        return _coarse(day.year, day.month, "relative", m.group())
    if unit == "month":
        index = base.year * 12 + base.month - 1 + back * count
        return _coarse(index // 12, index % 12 + 1, "relative", m.group())
    return _coarse(base.year + back * count, None, "relative", m.group())


def _neighbour_day(m: re.Match[str], a: Anchor) -> When:
    base = a.reference or a.published
    if base is None:
        return When(text=m.group())
    word = m["rel"].lower()
    shift = 0 if "same" in word else 1 if re.search(r"following|next|after|later", word) else -1
    return _when(base + timedelta(days=shift), None, "relative", m.group())


def _same_day(m: re.Match[str], a: Anchor) -> When:
    """ "Earlier in the afternoon": the day that the text is speaking of."""
    base = a.reference or a.published
    return _when(base, None, "relative", m.group()) if base else When(text=m.group())


def _bare_day(m: re.Match[str], a: Anchor) -> When:
    day = _day_number(m["d"])
    if a.published is None or not 1 <= day <= 31:
        return When(text=m.group())
    pub = a.published
    index = pub.year * 12 + pub.month - 1
    months = [index - 1, index, index + 1]
    found = [d for i in months if (d := _make(i // 12, i % 12 + 1, day))]
    chosen = (
        min((d for d in found if d >= pub), default=None)
        if a.future
        else max((d for d in found if d <= pub), default=None)
    )
    return _when(chosen, None, "explicit", m.group())


def _year(m: re.Match[str], a: Anchor) -> When:
    return _coarse(int(m["y"]), None, "explicit", m.group())


_PART = r"(?:\s(?:morning|afternoon|evening|night|local time))?"
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?P<y>{_Y})\b)?"
_ON_WD = rf"(?:{_WD},?\s(?:the\s)?)?"
_MON1, _D1 = rf"(?P<mon>{_MON})", rf"(?P<d>{_D})"
_MON2, _D2 = rf"(?P<mon2>{_MON})", rf"(?P<d2>{_D})"
_WHICH = r"(?P<which>(?i:last|this|next|the previous|the past|the coming|the following))"
_UNIT = r"(?P<unit>(?i:week|weekend|month|year|spring|summer|autumn|fall|winter))"
_COUNT = r"(?P<n>(?i:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|few|\d{1,3}))"
_EDGE = r"(?P<mod>(?i:last|next|this|early|late|mid|since|(?:the )?(?:end|beginning|middle|start) of))?"
# What makes four digits a number of something and no year.
_COUNTED = r"people|troops|soldiers|million|billion|tonnes|tons|km|kilomet|dollars|euros|workers"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], When]], ...] = tuple(
    (re.compile(pattern), function)
    for pattern, function in (
        (rf"\b(?P<y>{_Y})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
        (rf"\b{_D1}\s{_MON1}\s(?P<y1>{_Y}){_TO}{_D2}\s{_MON2}\s(?P<y>{_Y})\b", _two_years),
        (rf"\b{_MON1}\s{_D1},?\s(?P<y1>{_Y}){_TO}{_MON2}\s{_D2},?\s(?P<y>{_Y})\b", _two_years),
        (r"\b(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>(?:19|20)\d\d)\b", _slashes),
        (rf"\b{_ON_WD}{_MON1}\s{_D1}{_TO}(?:{_MON2}\s)?{_D2}(?!\d|:){_OF_YEAR}", _full),
        (rf"\b(?:the\s)?{_D1}\s(?:of\s)?{_MON1}{_TO}{_D2}\s(?:of\s)?{_MON2}{_OF_YEAR}", _full),
        (rf"\b(?:the\s)?{_D1}{_TO}(?:the\s)?{_D2}\s(?:of\s)?{_MON1}\b{_OF_YEAR}", _full),
        (rf"\b{_ON_WD}{_MON1}\s{_D1}\b(?!\d|:|,\d){_OF_YEAR}", _full),
        (rf"\b{_ON_WD}{_D1}\s(?:of\s)?{_MON1}\b{_OF_YEAR}", _full),
        (
            rf"\b{_COUNT}\s(?P<unit>(?i:days?|weeks?|months?|years?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?))\s(?P<dir>(?i:ago|earlier|later|before|after))\b",
            _ago,
        ),
        (rf"\b(?P<wd>{_WD})\s(?:to|through|until|and|-)\s(?P<wd2>{_WD})", _weekday_span),
        (rf"\b(?:(?P<mod>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<wd>{_WD})(?:s?\b){_PART}", _one_weekday),
        (
            r"\b(?P<rel>(?i:(?:earlier |later |late |early )?(?:today|yesterday|tomorrow|tonight|last night|"
            r"this (?:morning|afternoon|evening))))" + _PART,
            _today,
        ),
        (rf"\b{_EDGE}[\s-]?\b{_MON1}\b(?!\s\d{{1,2}}\b){_OF_YEAR}", _part_of_month),
        (rf"\b(?i:(?:earlier|later|early|late|in|during|over)\s)?{_WHICH}\s{_UNIT}\b", _period),
        (r"\b(?P<rel>(?i:just now|(?:earlier |later )?in the (?:morning|afternoon|evening)))\b", _same_day),
        (
            r"\b(?P<rel>(?i:the (?:previous|following|next|same) (?:day|evening|night|morning)|"
            r"the day (?:before|after)|the same day))\b",
            _neighbour_day,
        ),
        (r"\b(?i:on\s)?the\s(?P<d>\d{1,2}(?:st|nd|rd|th))\b(?!\s[A-Za-z])", _bare_day),
        (rf"(?<![\d$€£-])\b(?P<y>{_Y})\b(?![\d%]|[.,]\d|-\d|\s(?:{_COUNTED}))", _year),
    )
)
# "May" is a verb, "March" and the abbreviations are names as often as months, unless the company they keep says month.
_DOUBTFUL_MONTH = re.compile(r"(?:May|March|Mar|Jan|Dec|Sun|Sat|Sep|Jun|Apr|Aug|Feb|Oct|Nov|Jul)\.?$")
_MONTH_CUE = re.compile(
    r"(?:\b(?:in|of|since|until|by|during|for|from|last|next|this|early|late|mid|end|and|to|through|between)[\s-])$",
    re.I,
)


def _doubtful(match: re.Match[str], text: str) -> bool:
    """Whether what looks like a month alone may be none: "May" without "in" or the like before it."""
    if match["y"] or match["mod"] or not _DOUBTFUL_MONTH.fullmatch(match["mon"]):
        return False
    return not _MONTH_CUE.search(text[: match.start("mon")])


def find_dates(text: str) -> list[DateMention]:
    """The dates of a sentence, left to right, none overlapping: the form that comes first in the grammar wins."""
    taken: list[DateMention] = []
    for pattern, function in _FORMS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < t.end and t.start < end for t in taken):
                continue
            if function is _part_of_month and _doubtful(match, text):
                continue
            lead = len(match.group()) - len(match.group().lstrip(" -"))
            taken.append(_mention(match, start + lead, function))
    return sorted(taken, key=lambda d: d.start)


def _mention(match: re.Match[str], start: int, function: Callable[[re.Match[str], Anchor], When]) -> DateMention:
    text = match.group().strip(" -")
    return DateMention(start, match.end(), text, lambda anchor: replace(function(match, anchor), text=text))
