"""Dates of limited precision as whole days: "2023-07" runs from 1 to 31 July 2023."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")


def first_day(text: str) -> date:
    """The first day of an ISO date, month or year; raises ValueError for anything else."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day of an ISO date, month or year; raises ValueError for anything else."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def interval(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    """The first and last day, as ISO dates, of what `start` and `end` cover; (None, None) without a start.

    A span written backwards counts as its start alone. Raises ValueError for what is no date.
    """
    if not start:
        return None, None
    first = first_day(start)
    return first.isoformat(), max(last_day(start), last_day(end or start)).isoformat()


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _PARTIAL.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is no ISO date")
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        raise ValueError(f"{text!r} is no ISO date")
    return year, month, day
