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


def sentences() -> list[Any]:
    cases = []
    for file in sorted((CASES / "sentences").glob("*.jsonl")):
        for line in filter(str.strip, file.read_text(encoding="utf-8").splitlines()):
            case = json.loads(line)
            marks = [pytest.mark.xfail(strict=True, reason="not read rightly yet")] if case["id"] in MISSES else []
            cases.append(pytest.param(case, id=f"{file.stem}-{case['id']}", marks=marks))
    return cases


@pytest.mark.parametrize("case", sentences())
def test_a_sentence_gives_the_events_that_it_tells_of(case: dict[str, Any]) -> None:
    article = Article(case["text"], published=date.fromisoformat(case["published"]))
    found = [event.to_json() for event in extract(article)]
    assert differences(case["events"], found) == []


@pytest.mark.parametrize("file", sorted((CASES / "articles").glob("*.json")), ids=lambda f: f.stem)
def test_an_article_yields_nothing_that_it_does_not_tell(file: Path) -> None:
    """Precision before recall: of what is reported, at most one in four may differ from what an analyst wrote down."""
    case = json.loads(file.read_text(encoding="utf-8"))
    article = read_article(file.parent / case["article"], published=date.fromisoformat(case["published"]))
    found = [event.to_json() for event in extract(article)]
    wrong = [d for d in differences(case["events"], found) if d.startswith("too much")]
    assert len(wrong) <= len(found) / 4, wrong


def test_the_cases_cover_their_classes() -> None:
    files = list((CASES / "sentences").glob("*.jsonl"))
    assert len(files) >= 45
    assert sum(len(f.read_text(encoding="utf-8").splitlines()) for f in files) >= 180
    ids = [json.loads(line)["id"] for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(ids) == len(set(ids))
    assert set(ids) >= MISSES
