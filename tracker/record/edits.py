"""Corrections of an event's fields: read from what a person writes, and put over what sources say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.errors import InputError
from tracker.model import EVENT_TYPES, ROLES, STATUSES
from tracker.record.dates import interval
from tracker.record.names import answers_to, name_key
from tracker.record.unite import Party

FIELDS = ("type", "status", "salience", "mode", "date", "place", "who", "who+", "who-")
_WORDS = {"type": EVENT_TYPES, "status": STATUSES, "salience": ("main", "background")}
_SPAN = re.compile(r"\s*(?:\.\.|/|\bto\b)\s*")
_QUALIFIED = re.compile(r"(.*?)\s*\(([^()]*)\)\s*", re.S)
_PRECISION = {4: "year", 7: "month", 10: "day"}


def read_changes(given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Fields and their new values, as a decision keeps them.

    Besides the words for `type`, `status`, `salience` and `mode`: `date` is a date, month, year or span
    ("2023-07-25..2023-07-27"), `place` "NAME, COUNTRY"; empty is unknown. `who` lists participants,
    "NAME (COUNTRY; post; role)", with "|" between them; "who+" adds one, or replaces the one of that name, and "who-"
    takes out the one of that name. Raises InputError.
    """
    values: dict[str, Any] = {}
    who: list[list[Any]] = []
    for field, text in given:
        text = text.strip()
        if field in _WORDS:
            if text.lower() not in _WORDS[field]:
                raise InputError(f"{field}={text}: must be one of {', '.join(_WORDS[field])}")
            values[field] = text.lower()
        elif field == "mode":
            values["mode"] = text or None
        elif field == "date":
            values |= _date(text)
        elif field == "place":
            values["place"] = _place(text)
        elif field == "who":
            who.append(["set", [_participant(one) for one in text.split("|") if one.strip()]])
        elif field == "who+":
            who.append(["add", _participant(text)])
        elif field == "who-":
            who.append(["drop", text])
        else:
            raise InputError(f"{field!r} is no field that can be edited (one of {', '.join(FIELDS)})")
    if not values and not who:
        raise InputError("nothing to change: give a field and its new value, such as date=2023-07-26")
    return {"set": values, "who": who}


def read_assignment(text: str) -> tuple[str, str]:
    """FIELD=VALUE as field and value; raises InputError."""
    field, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"{text!r} is no field and value: write it as date=2023-07-26")
    return field.strip().lower(), value


def edited_values(edits: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields that these decisions set, the latest word on each."""
    values: dict[str, Any] = {}
    for edit in edits:
        values |= edit.get("set", {})
    return values


def edited_parties(told: Sequence[Party], edits: Iterable[Mapping[str, Any]]) -> list[Party]:
    """The participants after these decisions, in the order in which they were made."""
    known = list(told)
    for edit in edits:
        for action, what in edit.get("who", ()):
            if action == "set":
                known = [_party(one) for one in what]
                continue
            at = named(known, what) if action == "drop" else _position(known, what["name"])
            known[at : at + 1] = [] if action == "drop" else [_party(what)]
    return known


def named(known: Sequence[Party], name: str) -> int:
    """Where the participant of that name stands, or the only one who answers to it; the end if there is none."""
    at = _position(known, name)
    answering = [n for n, party in enumerate(known) if answers_to(party.name, name)]
    return answering[0] if at == len(known) and len(answering) == 1 else at


def _position(known: Sequence[Party], name: str) -> int:
    key = name_key(name)
    return next((n for n, party in enumerate(known) if name_key(party.name) == key), len(known))


def _party(said: Mapping[str, Any]) -> Party:
    return Party(said["kind"], said["name"], said["country"], said["org"], said["title"], said["role"], "by hand")


def _date(text: str) -> dict[str, Any]:
    if text.lower() in ("", "unknown"):
        return {"date_start": None, "date_end": None, "date_precision": "unknown"}
    start, *rest = _SPAN.split(text)
    end = rest[0] if rest else None
    if len(rest) > 1 or len(start) not in _PRECISION or (end and len(end) not in _PRECISION):
        raise InputError(
            f"date={text}: write a date as 2023-07-26, 2023-07 or 2023, and a span as 2023-07-25..2023-07-27"
        )
    try:
        first, last = interval(start, end)
    except ValueError as error:
        raise InputError(f"date={text}: {error}") from None
    if end and end < start:
        raise InputError(f"date={text}: the span ends before it starts")
    del first, last
    return {"date_start": start, "date_end": end, "date_precision": _PRECISION[len(start)]}


def _place(text: str) -> dict[str, Any] | None:
    """ "Pyongyang, North Korea"; a country alone is a place too."""
    from tracker.knowledge import countries

    if text.lower() in ("", "unknown"):
        return None
    name, _, country = (part.strip() for part in text.rpartition(","))
    code = countries().find(country)
    if name and code:
        return {"name": name, "country": code}
    if name:
        raise InputError(f"place={text}: {country!r} is no country; write it as Pyongyang, KP")
    return {"name": country, "country": code}


def _participant(text: str) -> dict[str, Any]:
    """ "Sergei Shoigu (Russia; Defense Minister; visitor)", "office: defence minister (KP)", "Russia", "UN"."""
    from tracker.knowledge import countries, find_organisation

    qualified = _QUALIFIED.fullmatch(text)
    name, about = (qualified[1], qualified[2]) if qualified else (text, "")
    kind, _, rest = name.partition(":")
    kind = kind.strip().lower() if rest and kind.strip().lower() in ("person", "office", "country", "org") else ""
    name = (rest if kind else name).strip()
    if not name:
        raise InputError(f"{text!r} names nobody: write a participant as Sergei Shoigu (RU; Defense Minister; visitor)")
    said: dict[str, Any] = {"country": None, "org": None, "title": None, "role": "principal"}
    for part in filter(None, map(str.strip, re.split("[;,]", about))):
        side = _side(part)
        if part.lower() in ROLES:
            said["role"] = part.lower()
        elif side and said["country"] is None and said["org"] is None:
            said |= side
        else:
            said["title"] = f"{said['title']}, {part}" if said["title"] else part
    if not kind and not (said["country"] or said["org"] or said["title"]):
        code, organisation = countries().find(name), find_organisation(name)
        kind = "country" if code else "org" if organisation else "person"
        said |= {"country": code} if code else {"org": organisation} if organisation else {}
    return {"name": name, "kind": kind or "person", **said}


def _side(text: str) -> dict[str, str] | None:
    from tracker.knowledge import countries, find_organisation

    code = countries().find(text)
    if code:
        return {"country": code}
    organisation = find_organisation(text)
    return {"org": organisation} if organisation else None
