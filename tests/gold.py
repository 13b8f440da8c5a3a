"""Where the gold annotations are, for the tests that need them: TRACKER_GOLD, else beside the checkout."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

PLACE = Path(os.environ.get("TRACKER_GOLD") or Path(__file__).resolve().parents[2] / "shared" / "gold")
FILE = PLACE / "dev.jsonl"

needs_gold = pytest.mark.skipif(not FILE.exists(), reason="the gold annotations are not here; TRACKER_GOLD names their folder")


def scorer() -> ModuleType:
    """The scorer that comes with the gold annotations."""
    spec = importlib.util.spec_from_file_location("gold_score", PLACE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module
