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
    """0 where the two cannot be one event, else up to 1."""
    types = {expected["type"], found["type"]}
    if len(types) > 1 and not types <= TALKS:
        return 0.0
    both, either = sides(expected) & sides(found), sides(expected) | sides(found)
    named = persons(expected) & persons(found)
    if not both or (persons(expected) and persons(found) and not named):
        return 0.0
    return len(both) / len(either) + len(named) + 0.1 * (expected["date"]["start"] == found["date"]["start"])


def differences(expected: list[Event], found: list[Event]) -> list[str]:
    """What is missing, what is too much, and the fields that differ, each in a line; none where all is right.

    Compared are type, status, day, and who takes part with whom they stand for. What is only said in words does not count here.
    """
    out: list[str] = []
    left = [event for event in found if event["type"] not in VERBAL_TYPES]
    for event in expected:
        best = max(left, key=lambda f: alike(event, f), default=None)
        if best is None or alike(event, best) == 0.0:
            out.append(f"missing: {event['type']} {sorted(sides(event))}")
            continue
        left.remove(best)
        if event["status"] != best["status"]:
            out.append(f"status {event['status']}, found {best['status']}")
        for field in ("start", "end", "precision"):
            if event["date"][field] != best["date"][field]:
                out.append(f"date {field} {event['date'][field]}, found {best['date'][field]}")
        if persons(event) != persons(best):
            out.append(f"persons {sorted(persons(event))}, found {sorted(persons(best))}")
        if sides(event) != sides(best):
            out.append(f"sides {sorted(sides(event))}, found {sorted(sides(best))}")
    return out + [f"too much: {f['type']}/{f['status']} {sorted(sides(f))}" for f in left]
