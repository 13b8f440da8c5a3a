"""The dates that a reader types: ISO dates, months, years, or phrases such as "last month"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from tracker.errors import InputError
from tracker.record.dates import first_day, last_day

_ISO = re.compile(r"[0-9]{4}(?:-[0-9]{1,2}){0,2}")


def span(text: str, *, today: date | None = None) -> tuple[date, date]:
    """The first and the last day that `text` covers: "2023-07" the whole month, "yesterday" one day.

    Phrases are English and count from `today`; one that names a week, month or year covers all of it, save
    that "3 weeks ago" is a day. Raises InputError for what is no date.
    """
    text = text.strip()
    try:
        if _ISO.fullmatch(text):
            return first_day(text), last_day(text)
    except ValueError:
        raise _no_date(text) from None
    # Figures alone ("07/08/2023", "12") can be read in several ways.
    if not re.search("[A-Za-z]{3}", text) or not text.isprintable():
        raise _no_date(text)
    return _phrase(text, today or date.today())


def _phrase(text: str, today: date) -> tuple[date, date]:
    from dateparser.date import DateDataParser

    noon = datetime(today.year, today.month, today.day, 12)
    settings = {"PREFER_DATES_FROM": "past", "RELATIVE_BASE": noon}
    found = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if found.date_obj is None:
        raise _no_date(text)
    day = found.date_obj.date()
    if found.period == "year":
        return first_day(f"{day.year:04}"), last_day(f"{day.year:04}")
    if found.period == "month":
        return first_day(f"{day:%Y-%m}"), last_day(f"{day:%Y-%m}")
    if found.period == "week" and "ago" not in text.lower().split():
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day, day


def _no_date(text: str) -> InputError:
    return InputError(f'{text!r} is no date: write 2023-07-26, 2023-07, 2023, or a phrase such as "last month"')
