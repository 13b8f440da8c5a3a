"""Whether the dates that two mentions give can be those of one event.

The same first day, or the same month of the same people, surely. Otherwise dates may differ where this is how news
goes: visits by two days, or whenever they overlap; a plan from what came of it by three days (visits by seven), or by
being vague; a day that was only taken from the date of publication by one; what was postponed by up to a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from tracker.record.told import Told

_CALLED_OFF = frozenset({"cancelled", "postponed", "denied"})
_DAY = timedelta(days=1)
FARTHEST = timedelta(days=62)  # between the first days, unless one was postponed
POSTPONED = timedelta(days=370)
ANNOUNCED = timedelta(days=60)  # how long before its day a plan is called off, if no day is given then
MONTH = timedelta(days=32)
NEAR = timedelta(days=7)  # between the end of one and the start of the other


@dataclass(frozen=True, slots=True)
class Dates:
    """`sure` or perhaps one event by its dates; `exact` if they are the same."""

    sure: bool
    exact: bool
    reason: str


def compare_dates(one: Told, other: Told) -> Dates | None:
    """What the dates say; None if they cannot be those of one event. `one.key` must not be after `other.key`."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return _called_off_without_date(one, other)
    if not {one.precision, other.precision} <= {"day", "month"}:
        return None
    if _postponed(one, other) or _postponed(other, one):
        return Dates(True, False, "postponed to another date")
    if abs(one.first - other.first) > FARTHEST:
        return None
    if one.precision != other.precision:
        return _day_and_month(one, other)
    if one.precision == "month":
        return _months(one, other)
    if one.first == other.first:
        return Dates(True, True, "the same day")
    return _days(one, other, max(one.first - other.last, other.first - one.last, timedelta(0)))


def _days(one: Told, other: Told, gap: timedelta) -> Dates | None:
    apart = f"{gap.days} days apart" if gap > _DAY else "a day apart" if gap else "overlapping dates"
    visit = one.type == "visit"
    if visit and gap <= 2 * _DAY:
        return Dates(True, False, apart)
    if gap <= (NEAR if visit else 3 * _DAY) and _plan_and_outcome(one, other):
        return Dates(True, False, f"planned, {apart}")
    if gap == _DAY and _taken_from_publication(one, other):
        return Dates(True, False, "a day apart, of which one is taken from the day of publication")
    return Dates(False, False, apart) if gap <= 2 * _DAY else None


def _months(one: Told, other: Told) -> Dates | None:
    if one.first != other.first:
        return None
    return Dates(one.identities == other.identities, True, "the same month")


def _day_and_month(one: Told, other: Told) -> Dates | None:
    vague, day = (one, other) if one.precision == "month" else (other, one)
    if not (vague.first and vague.last and day.first and vague.first <= day.first <= vague.last):
        return None
    refined = vague.status == day.status == "planned" and _published_before(vague, day)
    sure = vague.status == "planned" and (refined or _plan_and_outcome(vague, day))
    return Dates(sure, False, "a day of the month that was planned" if sure else "a day of the same month")


def _plan_and_outcome(one: Told, other: Told) -> bool:
    """One announces what the other, later, says took place or was called off."""
    if (one.status == "planned") == (other.status == "planned"):
        return False
    plan, outcome = (one, other) if one.status == "planned" else (other, one)
    if outcome.status in _CALLED_OFF:
        return _published_before(plan, outcome)
    return plan.published is not None and outcome.first is not None and plan.published < outcome.first


def _published_before(one: Told, other: Told) -> bool:
    return one.published is not None and other.published is not None and one.published <= other.published


def _taken_from_publication(one: Told, other: Told) -> bool:
    """The later day is only that on which the news came out."""
    if one.type not in ("meeting", "call") or one.status != other.status or one.first is None or other.first is None:
        return False
    later, earlier = (one, other) if one.first > other.first else (other, one)
    return later.basis == "publication" and earlier.basis != "publication"


def _postponed(put_off: Told, plan: Told) -> bool:
    """A plan, and the later news that it is put off to a day after."""
    if put_off.status != "postponed" or plan.status != "planned":
        return False
    if put_off.first is None or put_off.published is None or plan.first is None or plan.last is None:
        return False
    told_in_time = _published_before(plan, put_off) and put_off.published <= plan.last + NEAR
    return told_in_time and plan.last < put_off.first <= plan.first + POSTPONED


def _called_off_without_date(one: Told, other: Told) -> Dates | None:
    """A plan with a day, and the news without one that it is off."""
    plan, off = (one, other) if one.status == "planned" else (other, one)
    if plan.status != "planned" or off.status not in _CALLED_OFF or off.first is not None or plan.first is None:
        return None
    if plan.precision not in ("day", "month") or plan.last is None or off.published is None:
        return None
    in_time = _published_before(plan, off) and off.published <= min(plan.last + _DAY, plan.first + MONTH)
    if not in_time or plan.first - off.published > ANNOUNCED:
        return None
    return Dates(True, False, "planned, then called off")
