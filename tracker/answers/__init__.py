"""Questions to the record. Everything here only reads, with the sqlite3 module, and answers in plain rows."""

from tracker.answers.articles import source, sources
from tracker.answers.connection import connect
from tracker.answers.doubts import doubtful
from tracker.answers.events import timeline
from tracker.answers.filters import Filters
from tracker.answers.history import history
from tracker.answers.labels import country_name
from tracker.answers.meetings import who_met
from tracker.answers.people import people, person
from tracker.answers.profile import show
from tracker.answers.suggestions import suggested_merges
from tracker.answers.whole import whole_events
from tracker.answers.why import why

__all__ = [
    "Filters",
    "connect",
    "country_name",
    "doubtful",
    "history",
    "people",
    "person",
    "show",
    "source",
    "sources",
    "suggested_merges",
    "timeline",
    "who_met",
    "whole_events",
    "why",
]
