"""How found events are held against expected ones: which is which, and where they differ."""

from __future__ import annotations

from typing import Any

from tracker.model import VERBAL_TYPES

Event = dict[str, Any]
# Where three and more talk, either name can be defended.
TALKS = {"meeting", "conference", "mediation"}


def sides(event: Event) -> set[str]:
    """The countries and organisations that take part."""
    return {str(p.get("country") or p.get("org") or p["name"]) for p in event["participants"]}


def persons(event: Event) -> set[str]:
    """The names of the persons that take part."""
    return {p["name"] for p in event["participants"] if p["kind"] == "person"}


def alike(expected: Event, found: Event) -> float:
    """0 where the two cannot be one event, else the more the more they share."""
    types = {expected["type"], found["type"]}
    if len(types) > 1 and not types <= TALKS:
        return 0.0
    both, either = sides(expected) & sides(found), sides(expected) | sides(found)
    named = persons(expected) & persons(found)
    same_day = expected["date"]["start"] == found["date"]["start"]
    if not both or (persons(expected) and persons(found) and not named):
        return 0.0
    # Another day with other sides is another event, as when one person visits one country after the other.
    if not same_day and both != either:
        return 0.0
    return len(both) / len(either) + len(named) + 0.1 * same_day + 0.1 * (len(types) == 1)


def pairs(expected: list[Event], found: list[Event]) -> list[tuple[int, int]]:
    """Which expected event is which found one, by their places in the lists: the likest first, each only once."""
    likeness = {(i, j): alike(e, f) for i, e in enumerate(expected) for j, f in enumerate(found)}
    out: dict[int, int] = {}
    for i, j in sorted(likeness, key=lambda pair: -likeness[pair]):
        if likeness[i, j] > 0 and i not in out and j not in out.values():
            out[i] = j
    return sorted(out.items())


def differences(expected: list[Event], found: list[Event]) -> list[str]:
    """What is missing, what is too much, and the fields that differ, each in a line; none where all is right.

    Compared are type, status, day, and who takes part with whom they stand for. What is only said in words does not count here.
    """
    out: list[str] = []
    found = [event for event in found if event["type"] not in VERBAL_TYPES]
    twins = dict(pairs(expected, found))
    for i, event in enumerate(expected):
        if i not in twins:
            out.append(f"missing: {event['type']} {sorted(sides(event))}")
            continue
        best = found[twins[i]]
        if event["status"] != best["status"]:
            out.append(f"status {event['status']}, found {best['status']}")
        for field in ("start", "end", "precision"):
            if event["date"][field] != best["date"][field]:
                out.append(f"date {field} {event['date'][field]}, found {best['date'][field]}")
        if persons(event) != persons(best):
            out.append(f"persons {sorted(persons(event))}, found {sorted(persons(best))}")
        if sides(event) != sides(best):
            out.append(f"sides {sorted(sides(event))}, found {sorted(sides(best))}")
    left = [f for j, f in enumerate(found) if j not in twins.values()]
    return out + [f"too much: {f['type']}/{f['status']} {sorted(sides(f))}" for f in left]
