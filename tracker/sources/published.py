"""When an article was published, and how that is known: the order of the places to look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tracker.sources.dates import date_in_url, make_date, month_in_url
from tracker.sources.header import Header

_DATELINE_LAG = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Clues:
    """The dates that came with an article from outside its text; None where there is none."""

    option: date | None = None
    given: date | None = None
    metadata: date | None = None
    front_matter: date | None = None
    url: str | None = None


def publication_date(clues: Clues, header: Header) -> tuple[date | None, str]:
    """(date, basis) by the first known of option, record, metadata, header, dateline, front matter, URL.

    A dateline without a year ("MOSCOW, July 14") counts when a header line or the URL tells the year, and
    then before the day in the URL, which is often the day of filing.
    """
    known: tuple[tuple[date | None, str], ...] = (
        (clues.option, "option"),
        (clues.given, "given"),
        (clues.metadata, "metadata"),
        (header.published, header.basis or "header"),
        (clues.front_matter, "front matter"),
        (_complete(header, clues.url), "dateline"),
        (date_in_url(clues.url), "url"),
    )
    return next(((day, basis) for day, basis in known if day), (None, "unknown"))


def _complete(header: Header, url: str | None) -> date | None:
    """The dateline's day in the year that the URL or a header line gives; None if they do not agree."""
    if not header.month_day:
        return None
    month, day = header.month_day
    filed = date_in_url(url)
    if filed:
        near = (make_date(year, month, day) for year in (filed.year, filed.year - 1))
        return next((when for when in near if when and abs(filed - when) <= _DATELINE_LAG), None)
    months = [*header.years, *([found] if (found := month_in_url(url)) else [])]
    years = {year for year, its_month in months if its_month in (None, month)}
    return make_date(years.pop(), month, day) if len(years) == 1 and len(months) == 1 else None
