"""Whether a present tense tells of a day to come."""

from __future__ import annotations

import re
from datetime import date

from tracker.extraction.days import Anchor
from tracker.extraction.draft import Draft
from tracker.extraction.lasting import BEGINNING
from tracker.extraction.tense import in_present
from tracker.extraction.words import words
from tracker.model import When

# What only captions tell in the present: "shakes hands".
_PICTURED = words("pictured")
_DAY_AHEAD = re.compile(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")


def looks_ahead(draft: Draft, written: date | None) -> bool:
    """Whether the present tense speaks of a day to come: "They meet Monday", "is meeting him Monday", "The talks begin on 3 May".

    Only in running text; headlines and captions tell in the present what has happened.
    """
    verb = draft.frame.verb if draft.frame.verb is not None else draft.frame.word
    if (
        draft.date is None
        or draft.date.when is None
        or draft.frame.date_far
        or written is None
        or draft.frame.tree.sentence.kind != "body"
        or not in_present(verb)
        or verb.lemma_ in _PICTURED
        or not (verb.i == draft.frame.word.i or verb.tag_ == "VBG" or verb.lemma_ in BEGINNING | {"take"})
    ):
        return False
    if draft.frame.link not in ("verb", "subject", "object"):
        return False
    ahead, back = (draft.date.when.resolve(Anchor(written, None, future)) for future in (True, False))
    today = written.isoformat()
    if not ahead.start or not back.start or "last" in draft.date.name.lower() or (back.end and back.end >= today):
        return False
    if _DAY_AHEAD.search(draft.date.name) and ahead.basis == "weekday":
        return verb.tag_ != "VBG" or ahead.start > today
    return ahead.start > today[: len(ahead.start)] and _nearer(ahead, back, written)


def _nearer(a: When, b: When, day: date) -> bool:
    """Whether the first date lies nearer to a day than the second, or is the same."""
    first, second = (date.fromisoformat(f"{w.start}-{'07-01' if w.precision == 'year' else '15'}"[:10]) for w in (a, b))
    return abs((first - day).days) <= abs((second - day).days)
