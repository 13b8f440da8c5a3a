"""The parts that actors take in an event, and what makes a set of them international."""

from __future__ import annotations

from tracker.extraction.actor import Actor
from tracker.model import Role

Parts = list[tuple[Actor, Role]]


def sided(actors: list[Actor]) -> list[Actor]:
    """The actors of whom it is known whom they stand for; spokespersons take no part."""
    return [a for a in actors if a.side and a.cls != "spokesperson"]


def sides(actors: list[Actor]) -> set[str]:
    """The countries and organisations that actors stand for."""
    return {a.side for a in actors if a.side}


def international(actors: list[Actor]) -> bool:
    """Whether actors stand for two parties or more."""
    return len({a.party for a in actors if a.party}) >= 2
