"""What counts as a contact, and days between: shared by the answers that count."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from tracker.record.dates import interval

CONTACTS = ("meeting", "visit", "call")  # attending the same summit is none
# The types that have a column of their own, with its name; the rest are others.
COLUMNS: Mapping[str, str] = {
    "meeting": "meetings", "visit": "visits", "call": "calls", "agreement": "agreements", "conference": "conferences",
}  # fmt: skip


def cut(first: str | None, last: str | None) -> str | None:
    """The last day of an event, or the month or year if it is known no better."""
    if first is None or last is None or first == last:
        return last
    return next((text for text in (first[:4], first[:7]) if interval(text, None) == (first, last)), last)


def days_since(last: str | None, today: date) -> int | None:
    """Days from the last day of something to today; 0 before its end."""
    if last is None:
        return None
    return max(0, today.toordinal() - _ordinal(last))


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO date to another."""
    return _ordinal(later) - _ordinal(earlier)


@lru_cache(maxsize=16_384)  # the same days again and again, where many pairs are counted
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
