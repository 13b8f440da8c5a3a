"""The record: one SQLite file that holds events, and for each what every source says of it."""

from tracker.record.database import Outcome, Record, Removal, default_path, open_database

__all__ = ["Outcome", "Record", "Removal", "default_path", "open_database"]
