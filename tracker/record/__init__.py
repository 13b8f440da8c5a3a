"""The record: one SQLite file that holds events, what every source says of them, and what people decided.

The names below are loaded when they are first used, so that a command that only reads need not load what writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tracker.record.corrections import Decided
    from tracker.record.database import Outcome, Record, Removal, open_database
    from tracker.record.edits import read_assignment
    from tracker.record.file import default_path

__all__ = ["Decided", "Outcome", "Record", "Removal", "default_path", "open_database", "read_assignment"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = {"Decided": "corrections", "default_path": "file", "read_assignment": "edits"}.get(name, "database")
    return getattr(import_module(f"tracker.record.{home}"), name)
