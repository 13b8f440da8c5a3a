"""Which mentions are one event, from how like each pair is and from what people decided. Pure.

Levels of likeness are gone through from the highest. On each, groups that are surely alike become one, unless that
would put together what must stay apart: two mentions of one source, two that differ ("against"), or two that a person
split. A group that is equally like two others that cannot be one is in doubt and joins neither. The order in which
mentions were entered plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from tracker.record.pairs import Pair, pair
from tracker.record.told import Told


@dataclass(frozen=True, slots=True)
class Edge:
    """How like two mentions are; what is not at all alike has none."""

    same: bool
    against: bool
    score: int


def cluster(
    told: Mapping[int, Told], edges: Mapping[Pair, Edge], must: Iterable[Pair], cannot: Collection[Pair]
) -> list[list[int]]:
    """Groups of mentions, one for each event. `must` are to be one, the weightiest first, `cannot` must not be."""
    groups = _Groups(told, edges, cannot)
    for one, other in must:
        groups.join_decided(one, other)
    for score in sorted({edge.score for edge in edges.values() if edge.same}, reverse=True):
        groups.join_alike([p for p, edge in edges.items() if edge.same and edge.score == score])
    return [sorted(members) for members in groups.members.values()]


class _Groups:
    def __init__(self, told: Mapping[int, Told], edges: Mapping[Pair, Edge], cannot: Collection[Pair]) -> None:
        self.told, self.edges, self.cannot = told, edges, cannot
        self.of = {number: number for number in told}
        self.members: dict[int, list[int]] = {number: [number] for number in told}
        self.postponed = [number for number in told if told[number].status == "postponed"]

    def join_decided(self, one: int, other: int) -> None:
        """Make one what a person said is one, unless a later word forbids it."""
        left, right = self.of[one], self.of[other]
        if left != right and not any(pair(a, b) in self.cannot for a, b in self._across(left, right)):
            self._join(left, right)

    def join_alike(self, alike: list[Pair]) -> None:
        """Make one what is alike on one level."""
        between: dict[int, set[int]] = defaultdict(set)
        for one, other in alike:
            left, right = self.of[one], self.of[other]
            if left != right:
                between[left].add(right)
                between[right].add(left)
        torn = self._torn(between)
        sure = [(one, other) for one, other in alike if (self.of[one], self.of[other]) not in torn]
        for one, other in sorted(sure, key=self._in_order):
            left, right = self.of[one], self.of[other]
            if left != right and not self._conflict(left, right, twins=True):
                self._join(left, right)

    def _torn(self, between: Mapping[int, set[int]]) -> set[Pair]:
        """Both directions of the links of a group to two that cannot be one."""
        torn: set[Pair] = set()
        for left, right in combinations(sorted(between), 2):
            both = between[left] & between[right]
            if both and self._conflict(left, right, twins=False):
                for doubtful in both:
                    torn |= {(doubtful, left), (left, doubtful), (doubtful, right), (right, doubtful)}
        return torn

    def _conflict(self, left: int, right: int, *, twins: bool) -> bool:
        """Whether two groups cannot be one; `twins` says whether what one source tells twice counts."""
        return any(self._apart(a, b, left, right, twins) for a, b in self._across(left, right))

    def _apart(self, one: int, other: int, left: int, right: int, twins: bool) -> bool:
        if pair(one, other) in self.cannot:
            return True
        a, b = self.told[one], self.told[other]
        if a.source == b.source:
            return twins or a.profile != b.profile
        edge = self.edges.get(pair(one, other))
        if edge is not None and not edge.against:
            return False
        return not any(
            self._same(number, one) and self._same(number, other)
            for number in self.postponed
            if self.of[number] in (left, right)
        )

    def _same(self, one: int, other: int) -> bool:
        edge = self.edges.get(pair(one, other))
        return edge is not None and edge.same

    def _across(self, left: int, right: int) -> Iterable[Pair]:
        return product(self.members[left], self.members[right])

    def _join(self, left: int, right: int) -> None:
        for number in self.members[right]:
            self.of[number] = left
        self.members[left] += self.members.pop(right)

    def _in_order(self, both: Pair) -> tuple[tuple[str, str, int], tuple[str, str, int]]:
        first, second = sorted(self.told[number].key for number in both)
        return first, second
