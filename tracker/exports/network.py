"""Who had to do with whom: the events as one graph, an edge for each pair, with how often, how and when.

Nodes are persons (`persons`), or countries with the organisations beside them (`countries`). An edge joins two of
different sides who took part in one event that was held. Of persons, members of a delegation and those at a conference
are left out: being there is no meeting. The dates of an edge are those of the first and the last event, whole days or
as precise as they are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Literal

from tracker.exports import Event, LeftOut
from tracker.exports.wording import days
from tracker.knowledge import countries
from tracker.record.names import fuller
from tracker.render.text import plain

Nodes = Literal["persons", "countries"]


@dataclass
class Node:
    """One who took part."""

    id: str
    label: str
    kind: str
    country: str = ""
    org: str = ""
    post: str = ""
    events: int = 0


@dataclass
class Edge:
    """All events of one pair."""

    weight: int = 0
    types: Counter[str] = field(default_factory=Counter)
    events: list[str] = field(default_factory=list)
    first: str = ""
    last: str = ""

    def take(self, event: Event) -> None:
        """Count an event in."""
        self.weight += 1
        self.types[event["type"]] += 1
        self.events.append(event["id"])
        covered = days(event)
        if covered:
            first, last = (day.isoformat() for day in covered)
            self.first = min(self.first or first, first)
            self.last = max(self.last, last)


@dataclass
class Network:
    """The graph: nodes by id, edges by the ids of both ends in order."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: dict[tuple[str, str], Edge] = field(default_factory=dict)
    left_out: LeftOut = field(default_factory=LeftOut)


NODE_COLUMNS = ("kind", "country", "org", "post", "events")
EDGE_COLUMNS = ("weight", "types", "first", "last", "events")


def edge_values(edge: Edge) -> dict[str, str | int]:
    """The values of an edge: "meeting 3; call 1" for its types."""
    types = "; ".join(f"{name} {count}" for name, count in edge.types.most_common())
    return dict(zip(EDGE_COLUMNS, (edge.weight, types, edge.first, edge.last, "; ".join(edge.events)), strict=True))


def network(events: Iterable[Event], nodes: Nodes) -> Network:
    """The graph of these events."""
    graph = Network()
    for event in events:
        if event["status"] != "held":
            graph.left_out[f"{event['status']}, so no contact"] += 1
            continue
        if nodes == "persons" and event["type"] == "conference":
            graph.left_out["conference: to be there is not to meet"] += 1
            continue
        there = dict(_persons(event) if nodes == "persons" else _sides(event))
        for id_, (node, _) in there.items():
            known = graph.nodes.setdefault(id_, node)
            known.events += 1
            known.post = node.post or known.post
            known.label = fuller(known.label, node.label)
        for (one, (_, side)), (other, (_, other_side)) in combinations(sorted(there.items()), 2):
            if side != other_side:
                graph.edges.setdefault((one, other), Edge()).take(event)
    return graph


def _persons(event: Event) -> Iterator[tuple[str, tuple[Node, Any]]]:
    for party in event["participants"]:
        if party["person"] is not None and party["role"] != "member":
            side = party["country"] or party["org"]
            node = Node(f"person-{party['person']}", plain(party["name"]), "person", *_about(party))
            yield node.id, (node, side or node.id)


def _about(party: Mapping[str, Any]) -> tuple[str, str, str]:
    return party["country"] or "", plain(party["org"]), plain(party["title"])


def _sides(event: Event) -> Iterator[tuple[str, tuple[Node, Any]]]:
    for party in event["participants"]:
        code, org = party["country"], party["org"]
        if code:
            known = countries().by_code.get(code)
            node = Node(code, known.name if known else code, "country", code)
        elif org:
            node = Node(f"org-{org}", plain(org), "org", "", plain(org))
        else:
            continue
        yield node.id, (node, node.id)
