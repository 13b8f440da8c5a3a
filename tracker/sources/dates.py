"""Strict reading of calendar dates in headers, metadata, front matter and URLs.

Not a date search: a date is read only if year, month and day are all written and can mean one day.
"03/04/2021" is none (3 April or 4 March?), nor is "31 Feb 2024", nor a date whose weekday belongs to another
day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?"
    r"|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
_YEAR = r"(?:1[89]|2[01])\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_DATE = re.compile(
    rf"""(?<![\w/.\-–])
    (?:(?P<weekday>{WEEKDAY})\b[.,]*\s+)?
    (?:(?P<y_iso>{_YEAR})(?P<sep>[-/.])(?P<m_iso>\d{{1,2}})(?P=sep)(?P<d_iso>\d{{1,2}})(?=T\d|\b)
      |(?P<d_dmy>{_DAY})(?:\s+of)?(?:\s*[-/]\s*|\s+|(?<=\d)(?=[A-Z]))(?P<m_dmy>{MONTH})(?:\.?,?\s+|[-/.,])(?P<y_dmy>{_YEAR})\b
      |(?P<m_mdy>{MONTH})\b\.?\s*(?P<d_mdy>{_DAY})(?:\s*,\s*|\s+)(?P<y_mdy>{_YEAR})\b
      |(?P<a>\d{{1,2}})(?P<sep2>[-/.])(?P<b>\d{{1,2}})(?P=sep2)(?P<y_num>{_YEAR})\b
    )
    (?![-/–]\d)
    (?:,?\s*\(?(?P<weekday_after>{WEEKDAY})\b\)?)?
    """,
    re.I | re.X,
)
_DAY_OF_MONTH = re.compile(
    rf"(?:{WEEKDAY}\b[.,]*\s+)?"
    rf"(?:(?P<m1>{MONTH})\b\.?\s+(?P<d1>{_DAY})\b|(?P<d2>{_DAY})\s+(?P<m2>{MONTH})\b\.?)",
    re.I,
)

# What may follow or stand before a date of a header: the time of day, with its zone.
_ZONE = r"\(?(?:(?:GMT|UTC)?\s?[+\-−]\d{1,2}(?::?\d\d)?|UTC|Z|WIB|WITA|hrs|[A-Z]{1,4}T|local\s+time)\)?"
_AM_PM = r"\s?[ap]\.?m\b\.?"
TIME = re.compile(
    rf"(?:\bat\s+)?(?:T|\b)\d{{1,2}}"
    rf"(?:[:.h]\d\d(?::\d\d(?:[.,]\d+)?)?(?:{_AM_PM})?|{_AM_PM}|\d\d(?=\s?(?:GMT|UTC|hrs)))"
    rf"(?:\s*{_ZONE}(?!\w))?",
    re.I,
)

_URL_DATE = re.compile(
    rf"/(?P<y>{_YEAR})(?P<sep>[/\-]?)(?P<m>\d\d?|{'|'.join(_MONTHS)})(?P=sep)(?P<d>\d\d?)(?=[/\-_.]|$)", re.I
)
_URL_MONTH = re.compile(rf"/(?P<y>{_YEAR})/(?P<m>\d\d?)(?=/)")


@dataclass(frozen=True, slots=True)
class Found:
    """A date as written: where it stands, and the one day that it means (None if it means none, or two)."""

    start: int
    end: int
    day: date | None


def find_dates(line: str) -> list[Found]:
    """Every complete date in `line`, from left to right, the unusable ones included."""
    return [Found(m.start(), m.end(), _day(m)) for m in _DATE.finditer(line)]


def parse_date(value: str) -> date | None:
    """The day that `value` names if it is a date, with a time of day or without; else None."""
    value = value.strip()
    if re.fullmatch(rf"{_YEAR}\d{{4}}", value):
        return make_date(value[:4], value[4:6], value[6:])
    found = find_dates(value)
    if len(found) != 1:
        return None
    rest = TIME.sub(" ", value[: found[0].start] + " " + value[found[0].end :])
    return None if re.search(r"\w", rest) else found[0].day


def parse_day_of_month(value: str) -> tuple[int, int] | None:
    """(month, day) of a date without a year: "July 14", "14 July"."""
    match = _DAY_OF_MONTH.fullmatch(value.strip())
    if not match:
        return None
    month, day = _number(match["m1"] or match["m2"]), _number(match["d1"] or match["d2"])
    # 2000 is a leap year: 29 February passes here and meets its year later.
    return (month, day) if make_date(2000, month, day) else None


def date_in_url(url: str | None) -> date | None:
    """The day in the path of an address: /2024/03/05/, /2024/mar/05/, /2024-03-05-, /20240305/."""
    for match in _URL_DATE.finditer(_path(url)):
        if not match["sep"] and len(match["m"] + match["d"]) != 4:
            continue
        day = make_date(match["y"], match["m"], match["d"])
        if day:
            return day
    return None


def month_in_url(url: str | None) -> tuple[int, int] | None:
    """(year, month) in the path of an address: /2024/03/."""
    match = _URL_MONTH.search(_path(url))
    return (int(match["y"]), int(match["m"])) if match and 1 <= int(match["m"]) <= 12 else None


def make_date(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date of these parts (the month as a number or a name), or None if the calendar has no such day."""
    try:
        return date(_number(year), _number(month), _number(day))
    except ValueError:
        return None


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path
    except ValueError:
        return ""


def _number(part: str | int) -> int:
    if isinstance(part, int):
        return part
    if part[:3].lower() in _MONTHS:
        return _MONTHS.index(part[:3].lower()) + 1
    return int(re.sub(r"\D", "", part))


def _day(match: re.Match[str]) -> date | None:
    readings: list[date | None]
    if match["y_iso"]:
        readings = [make_date(match["y_iso"], match["m_iso"], match["d_iso"])]
    elif match["y_dmy"]:
        readings = [make_date(match["y_dmy"], match["m_dmy"], match["d_dmy"])]
    elif match["y_mdy"]:
        readings = [make_date(match["y_mdy"], match["m_mdy"], match["d_mdy"])]
    else:
        first, second, year = match["a"], match["b"], match["y_num"]
        readings = [make_date(year, second, first), make_date(year, first, second)]
    days = {day for day in readings if day and _fits(day, match["weekday"], match["weekday_after"])}
    return days.pop() if len(days) == 1 else None


def _fits(day: date, *names: str | None) -> bool:
    return all(not name or _WEEKDAYS[day.weekday()] == name[:3].lower() for name in names)
