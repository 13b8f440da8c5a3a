"""The record: one SQLite file that holds events, what every source says of them, and what people decided."""

from tracker.record.corrections import Decided
from tracker.record.database import Outcome, Record, Removal, default_path, open_database

__all__ = ["Decided", "Outcome", "Record", "Removal", "default_path", "open_database"]
