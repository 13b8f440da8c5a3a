"""The scene of an article: the cities and venues where it says that its people are, meet or gather, whether or not the same
sentence reports an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.extraction.days import Anchor
from tracker.extraction.language import Tree
from tracker.extraction.locating import is_brought
from tracker.extraction.mention import Mention
from tracker.extraction.syntax import listed_under
from tracker.extraction.triggers import triggers
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# A place told of together with a day further away than this is the scene of something else.
_DAYS_AWAY = 40
_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside"})
_STAYING = words("staying")
_GATHERINGS = words("gatherings")


@dataclass(frozen=True, slots=True)
class Sight:
    """A city or venue where a sentence, given by its index, puts somebody.

    `country` is an ISO code, `persons` the names in the sentence.
    """

    sentence: int
    name: str
    country: str | None
    persons: frozenset[str] = frozenset()


def sights(tree: Tree, published: date | None) -> list[Sight]:
    """The places of a parsed sentence at which somebody stays or gathers; none where it speaks of another time."""
    persons = frozenset(m.name for m in tree.mention.values() if m.kind == "person")
    found = [
        Sight(tree.sentence.index, mention.name, mention.country, persons)
        for index, mention in tree.mention.items()
        if mention.kind == "place" and mention.name and _is_stay(tree.doc[index], tree)
    ]
    return [] if found and _of_another_time(tree.mention.values(), published) else found


def _is_stay(word: Word, tree: Tree) -> bool:
    """Whether a place hangs on a verb of staying or gathering, or on a noun for a gathering: "is in Kyoto", "talks in Kyoto"."""
    current = listed_under(word, "conj", "appos", "npadvmod")
    if current.dep_ == "compound" and current.head.lemma_.lower() in ("summit", "conference"):
        return True
    if is_brought(current):
        return True
    if current.dep_ != "pobj" or current.head.lower_ not in _LOCATIVE:
        return False
    for _ in range(8):
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current.lemma_.lower() in _STAYING or current.lemma_.lower() in triggers().verbs
        if current.pos_ in ("NOUN", "PROPN") and current.i not in tree.mention:
            lemma = current.lemma_.lower()
            return lemma in _GATHERINGS or lemma in triggers().nouns
        if current.head == current:
            break
    return False


def _of_another_time(mentions: Iterable[Mention], published: date | None) -> bool:
    if published is None:
        return False
    for mention in mentions:
        if mention.kind != "date" or mention.when is None:
            continue
        when = mention.when.resolve(Anchor(published, None, False))
        if when.start is None:
            continue
        if when.precision == "day" and abs((date.fromisoformat(when.start[:10]) - published).days) > _DAYS_AWAY:
            return True
        if when.precision in ("month", "year") and not published.isoformat().startswith(when.start[:7]):
            return True
    return False


def one_scene(seen: Sequence[Sight], told: set[int]) -> Sight | None:
    """The place that the article gives to an event `told` in these sentences: the one in these or beside them, else the one
    that it speaks of throughout."""
    pools = [[s for s in seen if s.sentence + offset in told] for offset in (0, 1, -1, 2, 3)]
    for pool in (*pools, seen):
        counts = Counter(s.name for s in pool)
        if not counts:
            continue
        (name, count), rest = counts.most_common(1)[0], counts.total()
        if count == rest or (count >= 3 and count >= 0.75 * rest):
            return next(s for s in pool if s.name == name)
    return None
