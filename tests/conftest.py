"""Fixtures that several tests share: a record of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.record import Record, open_database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a record can be made."""
    return tmp_path / "events.db"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    """An empty record, open for writing, at `path`."""
    with open_database(path) as record:
        yield record
