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
SENTENCES = PLACE / "sentences_train.jsonl"

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


def score(calibration: dict[int, list[bool]] | None = None, file: Path = FILE) -> tuple[Any, list[str]]:
    """Extract every gold article and score the events: the scorer's tally and its lines on each error.

    `calibration`, where given, is filled with whether each event is right, by tenth of its confidence.
    """
    from tracker.extraction import extract
    from tracker.model import Article

    module = scorer()
    tally, errors = module.Tally(), []
    for line in file.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        article = Article(gold["text"], gold["id"], gold["title"], date.fromisoformat(gold["published"]))
        found = [e.to_json() for e in extract(article)]
        module.score_document(gold, found, tally, errors)
        if calibration is not None:
            scored = [e for e in found if e["type"] in module.SCORED]
            right = {j for _, j in module.align(gold["events"], scored)}
            for j, event in enumerate(scored):
                calibration.setdefault(int(event["confidence"] * 10 + 1e-9), []).append(j in right)
    return tally, errors


def sentences() -> tuple[float, float, float, int]:
    """How often the one PLOVER type of a single sentence is found, every event reported in a sentence counting: precision, recall,
    F1 and how many sentences there are."""
    from tracker.extraction import extract
    from tracker.model import Article

    yielding = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
    right = said = gold = 0
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["diplomatic"]:
            continue
        found = [yielding.get(e.plover or "", e.plover) for e in extract(Article(row["text"], row["id"]))]
        right, said, gold = right + (row["plover"] in found), said + len(found), gold + 1
    return right / said, right / gold, 2 * right / (said + gold), gold


def main() -> None:
    """Print every figure, how often each tenth of confidence is right, then every error by kind: `python -m tests.gold [FILE]`."""
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    calibration: dict[int, list[bool]] = {}
    tally, errors = score(calibration, file)
    scorer().show("gold", tally.report())
    for tenth, right in sorted(calibration.items()):
        print(
            f"confidence {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}  {sum(right) / len(right):.2f} right of {len(right)}"
        )
    if SENTENCES.exists() and file == FILE:
        precision, recall, f1, gold = sentences()
        print(f"sentences      P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  (gold {gold})")
    print("\n".join(sorted(errors, key=lambda e: e.partition(": ")[2])))


if __name__ == "__main__":
    main()
