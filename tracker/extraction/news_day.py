"""The day that an article's news is of, where the sentence that tells it gives none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from tracker.extraction.days import Anchor
from tracker.extraction.merge import Group
from tracker.extraction.reading import Reading

# A report is out a few days after it was written, or after what it tells of, at the latest.
DAYS_TO_PRINT = 3
# Dates that are counted from another date that the text has given.
COUNTED = re.compile(
    r"(?i)\b(?:later|earlier|before|after|previous|following|same|(?:next|first|opening|second) (?:day|morning|evening|night))\b"
)


def article_day(groups: Sequence[Group], reading: Reading, published: date, written: date) -> date | None:
    """The one day, shortly before publication, that the article dates all its news to, or that its first sentences name."""
    days = set()
    for group in groups:
        for dated in group.members:
            told = (
                dated.own_date and dated.when.precision == "day" and dated.draft.status == "held" and not dated.when.end
            )
            if told and not COUNTED.search(dated.when.text or ""):
                day = date.fromisoformat(dated.when.start or "")
                if 0 <= (published - day).days <= DAYS_TO_PRINT:
                    days.add(day)
    if len(days) == 1:
        return days.pop()
    return _lead_day(reading, published, written)


_AHEAD = frozenset("will would due set scheduled planned plans expected upcoming ahead eve next".split())
_NO_DAY_OF_NEWS = re.compile(r"(?i)\b(?:since|until|till|before|after|by|for|to)\s(?:the\s)?$")
# The day of the statement is the day of the news, whatever lies ahead in what is said: "said on Tuesday that he would ...".
_SAID_ON = re.compile(r"\b(?:said|told|announced|confirmed|declared|stated|reported)(?: \w+){0,2} (?:on )?$")


def _lead_day(reading: Reading, published: date, written: date) -> date | None:
    """The day, shortly before publication, that the title or the first sentences name in the past."""
    for sentence in reading.sentences:
        lead = sentence.kind == "title" or (sentence.body_index is not None and sentence.body_index < 3)
        if not lead:
            continue
        ahead = sentence.words & _AHEAD
        for mention in sentence.dates:
            before = sentence.text[: mention.start]
            if (
                COUNTED.search(mention.text)
                or _NO_DAY_OF_NEWS.search(before)
                or (ahead and not _SAID_ON.search(before))
            ):
                continue
            when = mention.resolve(Anchor(written))
            if when.precision == "day" and when.start and not when.end:
                day = date.fromisoformat(when.start)
                if 0 <= (published - day).days <= DAYS_TO_PRINT:
                    return day
    return None
