"""The triggers of data/triggers.toml: which words report an event, and the quick look that finds sentences worth parsing."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tracker.extraction.looking import Look
from tracker.knowledge import data_path


@dataclass(frozen=True, slots=True)
class Trigger:
    """One way to report an event; see the head of data/triggers.toml for what the fields mean."""

    id: str
    type: str
    plover: str
    slots: Mapping[str, str]
    verb: tuple[str, ...] = ()
    noun: tuple[str, ...] = ()
    mode: str | None = None
    needs: frozenset[str] = frozenset()
    needs_words: frozenset[str] = frozenset()
    needs_in: tuple[str, ...] = ("object",)
    of_nouns: frozenset[str] = frozenset()
    modifiers: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    needs_slot: str | None = None
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Triggers:
    """All triggers by lemma, and the verbs that only carry a noun."""

    verbs: Mapping[str, tuple[Trigger, ...]]
    nouns: Mapping[str, tuple[Trigger, ...]]
    light: frozenset[str]
    sport: frozenset[str]
    look: Look = field(compare=False)

    def worth_parsing(self, text: str) -> bool:
        """Whether a sentence holds a word that could report an event."""
        return self.look.finds(text)


def _trigger(row: dict[str, Any]) -> Trigger:
    values: dict[str, Any] = {
        key: row[key] for key in ("id", "type", "plover", "mode", "slots", "needs_slot") if key in row
    }
    values |= {key: tuple(row[key]) for key in ("verb", "noun", "needs_in") if key in row}
    sets = ("needs", "needs_words", "of_nouns", "modifiers", "particle")
    values |= {key: frozenset(row[key]) for key in sets if key in row}
    return Trigger(flags=frozenset(key for key, value in row.items() if value is True), **values)


@cache
def triggers() -> Triggers:
    """The triggers of the installed table."""
    with data_path("triggers.toml").open("rb") as file:
        table = tomllib.load(file)
    verbs: dict[str, list[Trigger]] = defaultdict(list)
    nouns: dict[str, list[Trigger]] = defaultdict(list)
    patterns: list[str] = []
    lemmas: set[str] = set()
    for row in table["trigger"]:
        trigger = _trigger(row)
        for lemma in trigger.verb:
            verbs[lemma].append(trigger)
        for lemma in trigger.noun:
            nouns[lemma].append(trigger)
        # A verb that needs an object of a certain kind is found by that object, which is the rarer word.
        if "look" in row:
            patterns.append(row["look"])
            continue
        lemmas.update(trigger.needs or trigger.of_nouns or (*trigger.verb, *trigger.noun))
    return Triggers(
        {k: tuple(v) for k, v in verbs.items()},
        {k: tuple(v) for k, v in nouns.items()},
        frozenset(table["light"]["verbs"]),
        frozenset(table["sport"]["words"]),
        Look(lemmas, patterns),
    )
