"""Values of a file checked, one by one: each function gives the value, or raises ValueError with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, cast, get_args

from tracker.model import (
    EVENT_TYPES,
    ROLES,
    STATUSES,
    EventType,
    Kind,
    Participant,
    Place,
    Precision,
    Role,
    Salience,
    Status,
    When,
)
from tracker.record.dates import interval

PRECISION: Mapping[int, Precision] = {4: "year", 7: "month", 10: "day"}


def text(row: Mapping[str, Any], name: str) -> str | None:
    """A text, None of an empty one."""
    value = row.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is no text: {value!r}")
    return value or None


def needed(row: Mapping[str, Any], name: str) -> str:
    """A text that must be there."""
    value = text(row, name)
    if value is None:
        raise ValueError(f"{name} is missing")
    return value


def shaped(row: Mapping[str, Any], name: str, shape: str, example: str) -> str | None:
    """A text of one shape, None of an empty one."""
    value = text(row, name)
    if value is not None and not re.fullmatch(shape, value, re.ASCII):
        raise ValueError(f"{name} must be such as {example}: {value!r}")
    return value


def country(row: Mapping[str, Any], name: str = "country") -> str | None:
    """The code of a country."""
    return shaped(row, name, "[A-Z]{2}", "KP")


def day(row: Mapping[str, Any], name: str) -> str | None:
    """A whole day."""
    value = shaped(row, name, r"\d{4}-\d\d-\d\d", "2023-07-26")
    interval(value, None)  # raises ValueError for a day that is none
    return value


def number(row: Mapping[str, Any], name: str) -> float | None:
    """A number."""
    value = row.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{name} is no number: {value!r}")
    try:
        found = float(value)
    except ValueError:
        raise ValueError(f"{name} is no number: {value!r}") from None
    if not abs(found) < 1e9:
        raise ValueError(f"{name} is no number of use: {value!r}")
    return found


def whole(row: Mapping[str, Any], name: str) -> int:
    """A whole number."""
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
        raise ValueError(f"{name} is no whole number: {value!r}")
    return value


def listed(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """A list of objects, empty if there is none."""
    value = row.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise ValueError(f"{name} is no list of objects")
    return value


def one_of(row: Mapping[str, Any], name: str, known: Sequence[str], default: str | None = None) -> str:
    """One of a few words."""
    value = text(row, name) or default
    if value is None or value not in known:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(known)}")
    return value


def type_(row: Mapping[str, Any]) -> EventType:
    """The type of an event."""
    return cast(EventType, one_of(row, "type", EVENT_TYPES))


def status(row: Mapping[str, Any]) -> Status:
    """The status of an event."""
    return cast(Status, one_of(row, "status", STATUSES, "held"))


def salience(row: Mapping[str, Any]) -> Salience:
    """Whether it is reported, or recalled."""
    return cast(Salience, one_of(row, "salience", get_args(Salience), "main"))


def confidence(row: Mapping[str, Any], default: float) -> float:
    """Between 0 and 1."""
    value = number(row, "confidence")
    if value is not None and not 0 <= value <= 1:
        raise ValueError(f"confidence is {value}; it must lie between 0 and 1")
    return default if value is None else value


def when(row: Mapping[str, Any], start: str, end: str, basis: str = "import", wording: str | None = None) -> When:
    """A date, as precise as it is written."""
    first, last = text(row, start), text(row, end)
    interval(first, last)  # raises ValueError for what is no date
    if first is None and last is not None:
        raise ValueError(f"{end} is {last!r}, but there is no {start}")
    if any(day is not None and len(day) not in PRECISION for day in (first, last)):
        raise ValueError(f"{start} must be written as 2023-07-26, 2023-07 or 2023: {first!r}")
    return When(first, last, PRECISION[len(first)] if first else "unknown", wording, basis)


def place(row: Mapping[str, Any] | None, basis: str = "import") -> Place | None:
    """A place, None if there is none."""
    if not row:
        return None
    if not isinstance(row, Mapping):
        raise ValueError("place is no object")
    name = needed(row, "name")
    degrees = number(row, "lat"), number(row, "lon")
    return Place(name, country(row), text(row, "basis") or basis, *degrees)


def participant(row: Mapping[str, Any]) -> Participant:
    """One who took part."""
    kind = one_of(row, "kind", get_args(Kind))
    role = one_of(row, "role", ROLES, "principal")
    org, title = text(row, "org"), text(row, "title")
    return Participant(
        needed(row, "name"), cast(Kind, kind), country(row), org, title, cast(Role, role), text(row, "basis")
    )  # fmt: skip
