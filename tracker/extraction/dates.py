"""Dates as news writes them: found in a sentence, and resolved against the day of publication.

The grammar is our own because the conventions of news are: "on Wednesday" in a report of Wednesday 26 July is that very
day and otherwise the nearest Wednesday before it, unless the verb looks ahead (codebook, rule 7).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker.extraction import date_forms as forms
from tracker.extraction.days import Anchor, feast_names
from tracker.model import When

_MON = (r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|"
        r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)")  # fmt: skip
_WD = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_Y = r"(?:19|20)\d\d"
_TO = r"\s?(?:-|to|through|until|till|and)\s?"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a sentence: characters `start` to `end`, and the way to its value."""

    start: int
    end: int
    text: str
    resolve: Callable[[Anchor], When]


_PART = r"(?:\s(?:morning|afternoon|evening|night))?(?:\slocal time)?"
_OF_YEAR = rf"(?:,?\s(?:of\s)?(?:(?P<y>{_Y})\b|(?P<ry>(?i:last|this|next))\syear\b))?"
_ON_WD = rf"(?:{_WD},?\s(?:the\s)?)?"
_MON1, _D1 = rf"(?P<mon>{_MON})", rf"(?P<d>{_D})"
_MON2, _D2 = rf"(?P<mon2>{_MON})", rf"(?P<d2>{_D})"
_WHICH = r"(?P<which>(?i:last|this|next|the previous|the past|the coming|the following))"
_UNIT = r"(?P<unit>(?i:week|weekend|month|year|spring|summer|autumn|fall|winter))"
_COUNT = r"(?P<n>(?i:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|few|\d{1,3}))"
_EDGE = r"(?P<mod>(?i:last|next|this|early|late|mid|end|since|(?:the )?(?:end|beginning|middle|start) of))?"
# What makes four digits a number of something and no year.
_COUNTED = r"people|troops|soldiers|million|billion|tonnes|tons|km|kilomet|dollars|euros|workers"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Anchor], When]], ...] = tuple(
    (re.compile(pattern), function)
    for pattern, function in (
        (rf"\b(?P<y>{_Y})[-/](?P<m>\d\d)[-/](?P<d>\d\d)\b", forms.iso),
        (rf"\b{_D1}\s{_MON1}\s(?P<y1>{_Y}){_TO}{_D2}\s{_MON2}\s(?P<y>{_Y})\b", forms.two_years),
        (rf"\b{_MON1}\s{_D1},?\s(?P<y1>{_Y}){_TO}{_MON2}\s{_D2},?\s(?P<y>{_Y})\b", forms.two_years),
        (r"\b(?P<d>\d{1,2})(?P<sep>[/.])(?P<m>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)\b", forms.slashes),
        (rf"\b(?i:{feast_names()})\b", forms.feast),
        (
            r"\b(?i:on\s)?the\s(?P<d>\d{1,2}(?:st|nd|rd|th))\sof\s(?P<which>last|this|next|the same)\smonth\b",
            forms.day_of_month,
        ),
        (rf"\b{_ON_WD}{_MON1}\s{_D1}{_TO}{_ON_WD}(?:{_MON2}\s)?{_D2}(?!\d|:){_OF_YEAR}", forms.full),
        (rf"\b{_ON_WD}(?:the\s)?{_D1}\s(?:of\s)?{_MON1}{_TO}{_ON_WD}{_D2}\s(?:of\s)?{_MON2}{_OF_YEAR}", forms.full),
        (rf"\b{_ON_WD}(?:the\s)?{_D1}{_TO}{_ON_WD}(?:the\s)?{_D2}\s(?:of\s)?{_MON1}\b{_OF_YEAR}", forms.full),
        (rf"\b{_ON_WD}{_MON1}\s{_D1}\b(?!\d|:|,\d){_OF_YEAR}", forms.full),
        (rf"\b{_ON_WD}{_D1}\s(?:of\s)?{_MON1}\b{_OF_YEAR}", forms.full),
        (
            rf"\b{_COUNT}\s(?P<unit>(?i:days?|weeks?|fortnights?|months?|years?|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?))\s(?P<dir>(?i:ago|earlier|later|before|after))\b",
            forms.ago,
        ),
        (rf"\b(?P<wd>{_WD})\s(?:to|through|until|and|-)\s(?P<wd2>{_WD})", forms.weekday_span),
        (rf"\b[Ii]n\s{_COUNT}\s(?P<unit>days?|weeks?|months?)(?:'\stime)?\b", forms.in_days),
        (
            rf"\b(?:(?P<mod>[Ll]ast|[Nn]ext|[Tt]his)\s)?(?P<wd>{_WD})(?:s?\b){_PART}(?:\s(?:of\s)?(?P<week>last|this|next)\sweek\b)?",
            forms.one_weekday,
        ),
        (
            r"\b(?P<rel>(?i:(?:earlier |later |late |early )?(?:today|yesterday|tomorrow|tonight|last night|"
            r"this (?:morning|afternoon|evening))))" + _PART,
            forms.today,
        ),
        (rf"\b{_EDGE}[\s-]?\b{_MON1}\b(?!\s\d{{1,2}}\b){_OF_YEAR}", forms.part_of_month),
        (rf"\b(?i:(?:earlier|later|early|late|in|during|over)\s)?{_WHICH}\s{_UNIT}\b", forms.period),
        (
            r"\b(?i:(?:over|at|on|during)\sthe\sweekend|the\s(?:end|beginning|start|middle)\sof\sthe\s(?:week|month|year)|"
            r"(?:later|earlier)\sin\sthe\s(?:week|month|year))\b",
            forms.within_period,
        ),
        (
            r"\b(?i:recently|in\s(?:recent|past|the\s(?:past|last)(?:\s\w+)?)\s(?:days|weeks|months|years))\b",
            forms.recent,
        ),
        (r"\b(?P<rel>(?i:just now|(?:earlier |later )?in the (?:morning|afternoon|evening)))\b", forms.same_day),
        (
            r"\b(?P<rel>(?i:the (?:previous|following|next|same) (?:day|evening|night|morning)|"
            r"the day (?:before|after)|the same day|on the (?:first|opening|second) day(?! of)))\b",
            forms.neighbour_day,
        ),
        (r"\b(?i:on\s)?the\s(?P<d>\d{1,2}(?:st|nd|rd|th))\b(?!\s[A-Za-z])", forms.bare_day),
        (
            r"\b[Oo]n\sthe\s(?P<d>\d{1,2}(?:st|nd|rd|th))(?=\s(?:he|she|they|and|in|at|with|to|for|before|when|where|by)\b)",
            forms.bare_day,
        ),
        (rf"(?<![\d$€£-])\b(?P<y>{_Y})\b(?![\d%]|[.,]\d|-\d|\s(?:{_COUNTED}))", forms.year),
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
            if function is forms.part_of_month and _doubtful(match, text):
                continue
            lead = len(match.group()) - len(match.group().lstrip(" -"))
            taken.append(_mention(match, start + lead, function))
    return sorted(taken, key=lambda d: d.start)


def _mention(match: re.Match[str], start: int, function: Callable[[re.Match[str], Anchor], When]) -> DateMention:
    text = match.group().strip(" -")
    return DateMention(start, match.end(), text, lambda anchor: _worded(function(match, anchor), text))


def _worded(when: When, text: str) -> When:
    """The date with its wording as it stands in the sentence; what proved to be none has no wording either."""
    return replace(when, text=text) if when.text is not None else when
