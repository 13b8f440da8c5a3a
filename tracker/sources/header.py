"""The date of publication in the text: header lines ("Published: 5 March 2024, 10:15 GMT") and datelines.

Only lines that are a date and little else count, and only near the top and the end: a date in running prose,
in a headline or under a picture tells when something happened, not when the article appeared. Where two lines
of the same standing disagree nothing is taken, since a wrong date would shift every "on Wednesday" of the
article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from tracker.sources.dateline import AGENCIES, read_dateline
from tracker.sources.dates import MONTH, TIME, WEEKDAY, Found, find_dates, make_date

HEAD_LINES = 15
TAIL_LINES = 5
OPENING_LINES = 3

# What kind of line a date stands on, the most telling first. "bare": nothing else on the line; "beside": next
# to a city, an outlet or a byline.
Standing = Literal["published", "bare", "dateline", "beside", "updated"]
_STANDINGS: tuple[Standing, ...] = ("published", "bare", "dateline", "beside", "updated")

_LONGEST_LINE = 120
_MOST_WORDS = 6

_PUBLISHED = (
    r"(?:first\s+)?published|posted|publication\s+date|date\s+of\s+publication|^date"
    r"|(?:issued|released|filed)(?=(?:\s+on)?\s*:)"
)
_UPDATED = r"(?:last\s+)?(?:updated|modified|edited)"
_KEYWORD = rf"(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))(?:\s+(?:online|on|at))?\s*[:|–\-]?"
_KEYWORD_BEFORE = re.compile(rf"(?P<before>^|.*?(?<!\w)){_KEYWORD}\s*$", re.I)
_KEYWORD_LINE = re.compile(rf"{_KEYWORD}\s*", re.I)
_FURNITURE = re.compile(r"\b\d+\s*[-–]?\s*min(?:ute)?s?\s+read\b|\bexpand\s*/\s*collapse(?:\s+search)?\b", re.I)
_KNOWN = (TIME, re.compile(_KEYWORD, re.I), _FURNITURE, re.compile(rf"\b{WEEKDAY}\b", re.I))
_MARKS = " \t\xa0,;:|/•·–—_-()[]*"
_BAR = ("|", "•", "·", "—")

_NAME = r"[A-ZÀ-Þ][\w.'’\-]*"
_BYLINE = re.compile(rf"(?i:by)\s+{_NAME}(?:\s+(?:{_NAME}|and|de|van|von|bin|al)){{0,6}}")
_NUMBER = re.compile(r"[A-Z]{1,4}\s?\d{1,5}(?:/\d{1,4})?")  # of a press release
_CITY = re.compile(rf"{_NAME}(?: {_NAME})?(?:, {_NAME}(?: {_NAME})?)?")
_OUTLET = re.compile(rf"{_NAME}(?: (?:{_NAME}|of|the|and|&)){{0,4}}")
# Beside a date these name an occasion, or make it the day of something else than the article.
_OCCASION = re.compile(
    r"\b(?:summit|talks?|meetings?|visits?|conference|calls?|session|treaty|accords?|agreement|ceremony|elections?"
    r"|day|war|referendum|resolution|interview|speech|remarks|statement|coup|attacks?|crisis|born|died|signed"
    r"|adopted|effective|retrieved|accessed|valid|deadline|since|until|from|copyright|photo|file|image|picture"
    r"|archives?|getty|video)\b",
    re.I,
)
# A quoted post of a social network ends with its own date, on this line or the next: — Name (@account) May 5,
# 2021
_ACCOUNT = re.compile(r"\(@\w+\)")
_YEAR_LINE = re.compile(rf"(?:(?P<month>{MONTH})\.?,?\s+)?(?P<year>(?:19|20)\d\d)", re.I)


@dataclass(frozen=True, slots=True)
class Header:
    """What the text says of its own publication.

    `published` has its `basis`. Without it, `month_day` may be a dateline that lacks its year, and `years`
    the years that stand on a line of their own, as (year, month or None). `agency` signs the dateline.
    """

    published: date | None = None
    basis: Literal["header", "dateline"] | None = None
    month_day: tuple[int, int] | None = None
    years: tuple[tuple[int, int | None], ...] = ()
    agency: str | None = None


Stamp = tuple[Standing, date]


def read_header(text: str, above: Sequence[str] = ()) -> Header:
    """Read the header lines and the dateline of `text`.

    `above` are lines known to stand between the headline and the text (of a web page). Pure; never raises.
    """
    head = [*above[-HEAD_LINES:], *_lines(text, HEAD_LINES)]
    datelines = [
        dateline
        for number, line in enumerate(head)
        if (dateline := read_dateline(line, opens_article=number < OPENING_LINES))
    ]
    agencies = [dateline.agency for dateline in datelines] + [_agency_beside_date(line) for line in head]
    agency = next((name for name in agencies if name), None)

    stamps = _stamps(head)
    stamps += [("dateline", dateline.day) for dateline in datelines if dateline.day]
    if not stamps:
        # At the end of a text only a keyword tells its own date from that of the next article on the page.
        tail = _lines(text[-4000:], None)[-TAIL_LINES:]
        stamps = [stamp for stamp in _stamps(tail) if stamp[0] in ("published", "updated")]
    for standing in _STANDINGS:
        days = {day for its_standing, day in stamps if its_standing == standing}
        if days:
            basis: Literal["header", "dateline"] = "dateline" if standing == "dateline" else "header"
            return Header(days.pop(), basis, agency=agency) if len(days) == 1 else Header(agency=agency)

    partial = {dateline.month_day for dateline in datelines if dateline.month_day}
    month_day = partial.pop() if len(partial) == 1 else None
    return Header(month_day=month_day, years=tuple(_years(head)), agency=agency)


def _lines(text: str, count: int | None) -> list[str]:
    """The first `count` lines of `text` that are not blank."""
    lines = (match[0].strip() for match in re.finditer(r"[^\n]+", text))
    return list(islice((line for line in lines if line), count))


def _stamps(lines: Iterable[str]) -> list[Stamp]:
    """The standing and day of each date on those of `lines` that are header lines."""
    stamps: list[Stamp] = []
    label: Standing = "bare"  # or that of a line such as "Published:", for the line after it
    post_before = False
    for line in lines:
        post = bool(_ACCOUNT.search(line))
        if not post and not post_before:
            stamps += _read_line(line, label)
        keyword = _KEYWORD_LINE.fullmatch(line)
        label, post_before = _standing(keyword) if keyword else "bare", post
    return stamps


def _read_line(line: str, label: Standing) -> list[Stamp]:
    """The stamps of one line, none if it is no header line; `label` is its standing by the line before."""
    found = find_dates(line) if len(line) <= _LONGEST_LINE else []
    if not found:
        return []
    stamps: list[Stamp] = []
    end = 0
    for one in found:
        keyword = _KEYWORD_BEFORE.match(line[end : one.start].strip())
        if one.day is None or (stamps and not keyword):
            return []  # no day of the calendar; or a second date: a span, a list, a sentence
        if keyword and not _may_precede_keyword(keyword["before"]):
            return []
        stamps.append((_standing(keyword) if keyword else label, one.day))
        end = one.end
    rest = _rest(line, found)
    if not rest:
        return stamps
    if any(standing == "bare" for standing, _ in stamps):
        return [("beside", day) for _, day in stamps] if _may_stand_beside(rest, line, found[0]) else []
    return stamps if len(rest.split()) <= _MOST_WORDS and not re.search(r"[.!?](?:\s|$)", rest) else []


def _standing(keyword: re.Match[str]) -> Standing:
    return "published" if keyword["published"] else "updated"


def _may_precede_keyword(before: str) -> bool:
    """Whether "published" after `before` speaks of the article: not in "Report published 5 March 2024"."""
    before = before.strip()
    plain = before.strip(_MARKS)
    return not plain or before.endswith(_BAR) or plain.lower() in AGENCIES or bool(_BYLINE.fullmatch(plain))


def _rest(line: str, found: Sequence[Found]) -> str:
    """What a header line says besides dates, times, its keywords and its furniture."""
    end, parts = 0, []
    for one in found:
        parts.append(line[end : one.start])
        end = one.end
    rest = " ".join([*parts, line[end:]])
    for known in _KNOWN:
        rest = known.sub(" ", rest)
    return " ".join(part for part in rest.split() if part.strip(_MARKS)).strip(_MARKS)


def _may_stand_beside(rest: str, line: str, found: Found) -> bool:
    """Whether `rest` may stand beside a date: an agency, a byline, a number; a city or outlet set off."""
    if _OCCASION.search(rest):
        return False
    if rest.lower() in AGENCIES or _BYLINE.fullmatch(rest) or _NUMBER.fullmatch(rest):
        return True
    before, after = line[: found.start].strip(), TIME.sub("", line[found.end :]).strip()
    if before.endswith(",") and not after.strip(_MARKS):
        return bool(_CITY.fullmatch(rest))
    barred = before.endswith(_BAR) if before else after.startswith(_BAR)
    return barred and bool(_OUTLET.fullmatch(rest))


def _agency_beside_date(line: str) -> str | None:
    """The agency of "AFP 26 Jul, 2022"."""
    found = find_dates(line) if len(line) <= _LONGEST_LINE else []
    return AGENCIES.get(_rest(line, found).lower()) if len(found) == 1 else None


def _years(lines: Iterable[str]) -> Iterator[tuple[int, int | None]]:
    """Years on a line of their own: "July 2011", "2011"."""
    for line in lines:
        match = _YEAR_LINE.fullmatch(line)
        if match:
            first = make_date(match["year"], match["month"], 1) if match["month"] else None
            yield int(match["year"]), first.month if first else None
