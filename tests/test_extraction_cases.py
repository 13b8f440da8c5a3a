"""The golden cases: each text with the events that an analyst would find in it (tests/cases/README.md)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.matching import differences
from tracker.extraction import extract
from tracker.model import Article
from tracker.sources import read_article

CASES = Path(__file__).parent / "cases"
# Cases that are not read rightly yet, by id. One that comes right must leave the list, so that it stays right.
MISSES = set((CASES / "misses.txt").read_text(encoding="utf-8").split())


def as_parameter(value: Any, case_id: str, shown: str) -> Any:
    """The case as pytest takes it, marked as one that must still fail if it is among the misses."""
    marks = [pytest.mark.xfail(strict=True, reason="not read rightly yet")] if case_id in MISSES else []
    return pytest.param(value, id=shown, marks=marks)


def sentences() -> list[Any]:
    cases = []
    for file in sorted((CASES / "sentences").glob("*.jsonl")):
        for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
            case = json.loads(line)
            cases.append(as_parameter(case, case["id"], f"{file.stem}-{case['id']}"))
    return cases


def articles() -> list[Any]:
    files = sorted((CASES / "articles").glob("*.json"))
    return [as_parameter(file, file.stem, file.stem) for file in files]


@pytest.mark.parametrize("case", sentences())
def test_a_sentence_gives_the_events_that_it_tells_of(case: dict[str, Any]) -> None:
    article = Article(case["text"], published=date.fromisoformat(case["published"]))
    found = [event.to_json() for event in extract(article)]
    assert differences(case["events"], found) == []


@pytest.mark.parametrize("file", articles())
def test_an_article_yields_nothing_that_it_does_not_tell(file: Path) -> None:
    """Precision before recall: of what is reported, at most one in four may differ from what an analyst wrote down."""
    case = json.loads(file.read_text(encoding="utf-8"))
    article = read_article(file.parent / case["article"], published=date.fromisoformat(case["published"]))
    found = [event.to_json() for event in extract(article)]
    wrong = [d for d in differences(case["events"], found) if d.startswith("too much")]
    assert len(wrong) <= len(found) / 4, wrong


def test_the_cases_cover_their_classes() -> None:
    files = list((CASES / "sentences").glob("*.jsonl"))
    assert len(files) >= 75
    assert sum(len(f.read_text(encoding="utf-8").splitlines()) for f in files) >= 380
    stems = [file.stem for file in (CASES / "articles").glob("*.json")]
    assert len(stems) >= 40
    ids = [json.loads(line)["id"] for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(ids + stems) == len(set(ids + stems))
    assert set(ids + stems) >= MISSES
