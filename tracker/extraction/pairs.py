"""Which of the pairs told of before "the two leaders", "the two ministers" or "they" mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tracker.extraction.actor import Actor
from tracker.extraction.people import RULERS

# The sides of an event told, with the sentence that tells it.
Told = tuple[int, list[Actor]]

_MINISTERS = frozenset({"foreign_minister", "defence_minister", "minister"})
# The classes of those whom a noun can mean; any other noun can mean anybody.
_POSTS = {
    "leader": RULERS, "statesman": RULERS, "head": RULERS, "president": frozenset({"head_of_state"}),
    "premier": frozenset({"head_of_government"}), "prime minister": frozenset({"head_of_government"}),
    "minister": _MINISTERS | {"deputy_minister", "deputy_head", "head_of_government"}, "secretary": _MINISTERS,
}  # fmt: skip


def meant(told: Sequence[Told], index: int, count: int | None, noun: str) -> list[Actor]:
    """The pair that a noun in sentence `index` means: of the event just told, else of the one told most often."""
    fitting = [(i, pair) for i, pair in told if _fits(pair, count, noun)]
    if not fitting:
        return []
    last, pair = fitting[-1]
    if last >= index - 1:
        return pair
    often = Counter(keys for _, keys in {(i, _keys(pair)) for i, pair in fitting})
    return max(fitting, key=lambda each: often[_keys(each[1])])[1]


def _keys(pair: list[Actor]) -> frozenset[tuple[str, str]]:
    return frozenset(actor.key for actor in pair)


def _fits(pair: list[Actor], count: int | None, noun: str) -> bool:
    """Whether a pair is as many as are counted, and nobody in it has only other posts than the noun names."""
    posts = _POSTS.get(noun)
    if count not in (None, len(pair)):
        return False
    return posts is None or all(a.person is None or not a.person.classes or posts & set(a.person.classes) for a in pair)
