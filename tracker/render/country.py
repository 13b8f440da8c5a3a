"""The page of a country, and what the record holds in numbers."""

from __future__ import annotations

from typing import Any, TextIO

from tracker.render.relations import RELATIONS
from tracker.render.sections import Section, write_page
from tracker.render.table import Column, Row
from tracker.render.text import flat
from tracker.render.ties import BY_TYPE, BY_YEAR
from tracker.render.views import EVENTS, key, span

_PARTNERS = (Column("Country", key("name_2")), *RELATIONS[1:])
_CONTACTS = (
    Column("Country", key("name_2")),
    Column("Last", key("last_contact"), whole=True),
    Column("What", key("last_type"), whole=True),
    Column("Days", key("days"), whole=True, right=True),
)
_PERSONS = (
    Column("Name", key("name")),
    Column("Posts", lambda row: flat([_post(post) for post in row["posts"]])),
    Column("Held", key("events"), whole=True, right=True),
    Column("First", key("first"), whole=True),
    Column("Last", key("last"), whole=True),
)
COUNTRY_KEYS = ("code", "name", "events", "first", "last", "partners", "types", "years", "persons", "ahead")

STATS = (
    Column("By", key("by"), whole=True),
    Column("Value", key("value")),
    Column("Events", key("events"), whole=True, right=True),
    Column("Articles", key("articles"), whole=True, right=True),
    Column("Persons", key("persons"), whole=True, right=True),
)
STATS_KEYS = ("by", "value", "events", "articles", "persons")


def write_country(found: Row, out: TextIO, *, as_markdown: bool) -> None:
    """Write the page, as `tracker.answers.country` gives it."""
    held = f"{found['events']} event{'' if found['events'] == 1 else 's'} held"
    lines = [f"{held}, the first {found['first']}, the last {found['last']}" if found["first"] else held]
    sections = [
        Section("Partners", found["partners"], _PARTNERS),
        Section("Last contacts", found["last_contacts"], _CONTACTS),
        Section("Leading persons", found["persons"], _PERSONS),
        Section("By type", found["by_type"], BY_TYPE),
        Section("By year", found["by_year"], BY_YEAR),
        Section("Planned ahead", found["ahead"], EVENTS),
    ]
    write_page(f"{found['name']} ({found['code']})", lines, sections, out, as_markdown=as_markdown)


def country_row(found: Row) -> dict[str, Any]:
    """The numbers as a row of plain values, for a spreadsheet."""
    return {
        **{key: found[key] for key in ("code", "name", "events", "first", "last")},
        "partners": [f"{row['name_2']} {row['events']}" for row in found["partners"]],
        "types": [f"{row['type']} {row['events']}" for row in found["by_type"]],
        "years": [f"{row['year']} {row['events']}" for row in found["by_year"]],
        "persons": [f"{flat(row['name'])} {row['events']}" for row in found["persons"]],
        "ahead": [row["id"] for row in found["ahead"]],
    }


def _post(post: Row) -> str:
    """ "Defence Minister 2012-11-06 to 2024-05-12": of articles the first and last day at which they give it."""
    return f"{post['post']} {span(post['from'], post['to'])}" if post["from"] else str(post["post"])
