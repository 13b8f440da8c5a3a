"""What is said, promised or conceded: the cases of tests/cases/words (tests/cases/README.md)."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.extraction import extract
from tracker.model import VERBAL_TYPES, Article, Event

FILES = sorted((Path(__file__).parent / "cases" / "words").glob("*.jsonl"))
CASES = [json.loads(line) for file in FILES for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def said_in(text: str) -> list[Event]:
    return [e for e in extract(Article(text, published=date(2024, 10, 1))) if e.type in VERBAL_TYPES]


def told(event: Event) -> dict[str, Any]:
    sides = {
        role: sorted(p.country or p.org or p.name for p in event.participants if p.role == role)
        for role in ("sender", "recipient")
    }
    return {"type": event.type, "plover": event.plover, "by": sides["sender"], "to": sides["recipient"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_sentence_gives_what_is_said_in_it_and_nothing_else(case: dict[str, Any]) -> None:
    assert [told(e) for e in said_in(case["text"])] == ([case["says"]] if case["says"] else [])


def test_the_cases_cover_every_type() -> None:
    types = Counter(case["says"]["type"] for case in CASES if case["says"])
    assert set(types) == set(VERBAL_TYPES)
    assert min(types.values()) >= 8
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_one_event_is_told_for_a_main_clause_that_is_an_interaction() -> None:
    events = extract(
        Article("Xi Jinping met Vladimir Putin in Moscow on Monday and praised him.", published=date(2023, 3, 22))
    )
    assert [e.type for e in events] == ["meeting"]


def test_an_interaction_in_the_background_does_not_hide_what_is_said() -> None:
    text = "Emmanuel Macron condemned the attack during a visit to Kyiv on Monday."
    assert {e.type for e in extract(Article(text, published=date(2023, 3, 22)))} == {"visit", "accuse"}


def test_words_are_said_by_one_side_to_another_in_that_order() -> None:
    text = "Iran condemned Israel on Monday. Israel condemned Iran on Monday."
    assert [told(e)["by"] for e in said_in(text)] == [["IR"], ["IL"]]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The FARC surrendered their weapons to the United Nations on Monday.", "disarm"),
        ("Ukraine surrendered its nuclear arsenal to Russia.", "disarm"),
        ("Hezbollah surrendered heavy arms to the Lebanese army on Monday.", "disarm"),
        ("Armenia surrendered control of four villages to Azerbaijan.", "resign"),
        ("The Taliban surrendered to the Afghan army on Monday.", "withdraw"),
    ],
)
def test_what_is_surrendered_says_in_which_way_somebody_gives_in(text: str, mode: str) -> None:
    assert [(e.type, e.plover, e.mode) for e in said_in(text)] == [("concede", "RETREAT", mode)]


def test_plover_names_an_interaction_as_the_codebook_does() -> None:
    def plover(text: str) -> list[str | None]:
        return [e.plover for e in extract(Article(text, published=date(2023, 3, 22)))]

    assert plover("Xi Jinping will meet Vladimir Putin in Moscow on Friday.") == ["CONSULT"]
    assert plover("China will provide Ukraine with 1,000 generators.") == ["AGREE"]
    assert plover("Sudan's army and the Rapid Support Forces signed a ceasefire in Jeddah on Monday.") == ["RETREAT"]
