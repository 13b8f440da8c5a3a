"""Questions to the record. Everything here only reads, with the sqlite3 module, and answers in plain rows."""

from tracker.answers.articles import source, sources
from tracker.answers.chains import chain
from tracker.answers.connection import connect
from tracker.answers.doubts import doubtful
from tracker.answers.events import timeline
from tracker.answers.filters import Filters
from tracker.answers.firsts import first
from tracker.answers.full import full_events
from tracker.answers.history import history
from tracker.answers.labels import country_name
from tracker.answers.meetings import who_met
from tracker.answers.people import people, person
from tracker.answers.profile import show
from tracker.answers.relations import relations, relations_by_year
from tracker.answers.search import search
from tracker.answers.states import country
from tracker.answers.stats import stats
from tracker.answers.suggestions import suggested_merges
from tracker.answers.ties import ties
from tracker.answers.whole import whole_events
from tracker.answers.why import why

__all__ = [
    "Filters",
    "chain",
    "connect",
    "country",
    "country_name",
    "doubtful",
    "first",
    "full_events",
    "history",
    "people",
    "person",
    "relations",
    "relations_by_year",
    "search",
    "show",
    "source",
    "sources",
    "stats",
    "suggested_merges",
    "ties",
    "timeline",
    "who_met",
    "whole_events",
    "why",
]
