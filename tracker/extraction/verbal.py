"""The acts of data/verbal.toml: which words accuse, refuse, threaten, ask, support, promise or give way."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tracker.extraction.looking import Look
from tracker.extraction.triggers import Trigger
from tracker.knowledge import data_path

_LISTS = ("verb", "noun", "thing", "unless", "prep", "particle", "manner", "named", "by", "inner", "inside")
_FLAGS = ("object", "alone", "free", "infinitive", "said", "by_origin")
_PLOVER = {"concede": "CONCEDE"}


@dataclass(frozen=True, slots=True)
class Act:
    """One way to act in words; see the head of data/verbal.toml for what the fields mean."""

    id: str
    type: str
    trigger: Trigger
    verb: frozenset[str] = frozenset()
    noun: frozenset[str] = frozenset()
    thing: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    manner: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    object: bool = False
    alone: bool = False
    free: bool = False
    infinitive: bool = False
    said: bool = False
    by_origin: bool = False


@dataclass(frozen=True, slots=True)
class Verbal:
    """All acts by lemma, and the words that promise, refuse, threaten or ask for other acts."""

    verbs: Mapping[str, tuple[Act, ...]]
    nouns: Mapping[str, tuple[Act, ...]]
    derived: Mapping[str, Act]
    carriers: frozenset[str]
    saying: frozenset[str]
    stances: Mapping[str, str]
    adjectives: Mapping[str, str]
    silence: frozenset[str]
    bodies: frozenset[str]
    generic: frozenset[str]
    agencies: Mapping[str, tuple[str, ...]]
    organisations: tuple[str, ...]
    look: Look = field(compare=False)


def _act(row: dict[str, Any]) -> Act:
    type_ = row["type"]
    trigger = Trigger(
        row["id"], type_, row.get("plover") or _PLOVER.get(type_, type_.upper()), {}, mode=row.get("mode")
    )
    values: dict[str, Any] = {key: frozenset(row[key].split()) for key in _LISTS if key in row}
    values |= {key: row[key] for key in _FLAGS if key in row}
    return Act(row["id"], type_, trigger, **values)


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: stance for stance, listed in table.items() for word in listed.split()}


@cache
def verbal() -> Verbal:
    """The acts of the installed table."""
    with data_path("verbal.toml").open("rb") as file:
        table = tomllib.load(file)
    acts = [_act(row) for row in table["act"]]
    verbs: dict[str, list[Act]] = defaultdict(list)
    nouns: dict[str, list[Act]] = defaultdict(list)
    for act in acts:
        for lemma in act.verb:
            verbs[lemma].append(act)
        for lemma in act.noun:
            nouns[lemma].append(act)
    stances, adjectives = _by_word(table["stances"]), _by_word(table["adjectives"])
    looked = {
        w
        for a in acts
        if a.type not in ("good", "weak", "bad")
        for w in (a.thing or a.named or a.by or a.verb) | a.noun
    }
    looked |= {*stances, *adjectives, "will", "must", "should", "need"}
    return Verbal(
        {k: tuple(v) for k, v in verbs.items()},
        {k: tuple(v) for k, v in nouns.items()},
        {a.id: a for a in acts},
        frozenset(table["carriers"].split()),
        frozenset(table["saying"].split()),
        stances,
        adjectives,
        frozenset(table["silence"]["verbs"].split()),
        frozenset(table["bodies"]["nouns"].split()),
        frozenset(table["bodies"]["generic"].split()),
        {code: tuple(names) for code, names in table["bodies"]["agencies"].items()},
        tuple(table["bodies"]["organisations"]["names"]),
        Look(looked),
    )
