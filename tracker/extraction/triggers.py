"""The triggers of data/triggers.toml: which words report an event, and the quick look that finds sentences worth parsing."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

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
    look: re.Pattern[str] = field(compare=False)

    def worth_parsing(self, text: str) -> bool:
        """Whether a sentence holds a word that could report an event."""
        return self.look.search(text) is not None


# Past forms that a stem does not show.
_FORMS = {
    "meet": ("met",), "hold": ("held",), "sit": ("sat",), "come": ("came",), "get": ("got",), "go": ("went", "gone"),
    "speak": ("spoke", "spoken"), "fly": ("flew", "flown"), "leave": ("left",), "send": ("sent",), "write": ("wrote", "written"),
    "strike": ("struck",), "break": ("broke", "broken"), "cut": ("cut",), "give": ("gave", "given"), "lend": ("lent",),
    "withdraw": ("withdrew", "withdrawn"), "shut": ("shut",), "quit": ("quit",), "shake": ("shook", "shaken"),
    "ring": ("rang", "rung"), "drive": ("drove", "driven"),
    "tell": ("told",), "make": ("made",), "become": ("became",), "lead": ("led",), "bring": ("brought",), "find": ("found",),
    "swear": ("swore", "sworn"), "stand": ("stood",), "say": ("said",), "seek": ("sought",), "let": ("let",), "beg": ("begged",),
    "choose": ("chose", "chosen"), "hit": ("hit",), "lay": ("laid",), "forgive": ("forgave", "forgiven"),
    "throw": ("threw", "thrown"),
    "will": ("'ll", "won't", "would"), "set": ("set",), "pull": ("pulled",), "keep": ("kept",), "freeze": ("froze", "frozen"),
}  # fmt: skip


def stems(lemma: str) -> tuple[str, ...]:
    """Patterns for every form of a word, irregular ones too."""
    return (_stem(lemma), *_FORMS.get(lemma, ()))


def _stem(lemma: str) -> str:
    """A pattern for every form of a regular word: "visit" finds visits, visited, visiting; "negotiate" finds negotiating."""
    if lemma.endswith("e"):
        return re.escape(lemma[:-1]) + r"(?:e[sdr]?|ing|ion|ions)"
    if lemma.endswith("y"):
        return re.escape(lemma[:-1]) + r"(?:y|ies|ied|ying)"
    return re.escape(lemma) + re.escape(lemma[-1]) + r"?(?:s|es|ed|ing)?"


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
    patterns: set[str] = set()
    for row in table["trigger"]:
        trigger = _trigger(row)
        for lemma in trigger.verb:
            verbs[lemma].append(trigger)
        for lemma in trigger.noun:
            nouns[lemma].append(trigger)
        # A verb that needs an object of a certain kind is found by that object, which is the rarer word.
        if "look" in row:
            patterns.add(row["look"])
            continue
        for lemma in trigger.needs or trigger.of_nouns or (*trigger.verb, *trigger.noun):
            patterns.update(stems(lemma))
    return Triggers(
        {k: tuple(v) for k, v in verbs.items()},
        {k: tuple(v) for k, v in nouns.items()},
        frozenset(table["light"]["verbs"]),
        frozenset(table["sport"]["words"]),
        re.compile(r"(?i)\b(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + r")\b"),
    )
