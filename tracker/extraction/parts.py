"""The parts that actors take in an event, and what makes a set of them international."""

from __future__ import annotations

from tracker.extraction.actor import Actor
from tracker.model import Role

Parts = list[tuple[Actor, Role]]


def sided(actors: list[Actor]) -> list[Actor]:
    return [a for a in actors if a.side and a.cls != "spokesperson"]


def sides(actors: list[Actor]) -> set[str]:
    return {a.side for a in actors if a.side}


def international(actors: list[Actor]) -> bool:
    return len({a.party for a in actors if a.party}) >= 2
