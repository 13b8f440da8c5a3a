"""The gold annotations, where present (TRACKER_GOLD, else beside the checkout), and how the extraction does on them."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PLACE = Path(os.environ.get("TRACKER_GOLD") or Path(__file__).resolve().parents[2] / "shared" / "gold")
FILE = PLACE / "dev.jsonl"

needs_gold = pytest.mark.skipif(
    not FILE.exists(), reason="the gold annotations are not here; TRACKER_GOLD names their folder"
)


def scorer() -> ModuleType:
    """The scorer that comes with the gold annotations."""
    spec = importlib.util.spec_from_file_location("gold_score", PLACE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module


def score() -> tuple[Any, list[str]]:
    """Extract every gold article and score the events: the scorer's tally and its lines on each error."""
    from tracker.extraction import extract
    from tracker.model import Article

    module = scorer()
    tally, errors = module.Tally(), []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        article = Article(gold["text"], gold["id"], gold["title"], date.fromisoformat(gold["published"]))
        module.score_document(gold, [e.to_json() for e in extract(article)], tally, errors)
    return tally, errors


def main() -> None:
    """Print every figure, then every error: `python -m tests.gold`."""
    tally, errors = score()
    scorer().show("gold", tally.report())
    print("\n".join(sorted(errors, key=lambda e: e.partition(": ")[2])))


if __name__ == "__main__":
    main()
