"""The list of persons, and the page of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TextIO

from tracker.render.page import section, write
from tracker.render.table import Column
from tracker.render.text import flat
from tracker.render.ties import BY_TYPE, BY_YEAR
from tracker.render.views import EVENTS, key, span

PEOPLE = (
    Column("Name", key("name")),
    Column("Country", lambda row: flat(row["country_name"])),
    Column("Post", key("post")),
    Column("Events", key("events"), whole=True, right=True),
    Column("Last seen", key("last_seen"), whole=True),
)
PEOPLE_KEYS = ("name", "country", "country_name", "post", "events", "last_seen")
PERSON_KEYS = (*PEOPLE_KEYS, "names", "event_ids")

_POSTS = (
    Column("Post", key("post")),
    Column("For", lambda row: flat(row["country"] or row["org"]), whole=True),
    Column("From", key("from"), whole=True),
    Column("To", key("to"), whole=True),
    Column("As said by", key("origin")),
)
_ALIASES = (
    Column("Name", key("text")),
    Column("Script", key("script"), whole=True),
    Column("From", lambda row: "you" if row["origin"] == "user" else "articles", whole=True),
)
_MET = (
    Column("Name", key("name")),
    Column("Country", lambda row: flat(row["country_name"])),
    Column("Times", key("times"), whole=True, right=True),
    Column("When", lambda row: span(row["first"], row["last"]), whole=True),
)


COUNTRIES = (
    Column("Country", key("name")),
    Column("Held", key("events"), whole=True, right=True),
    Column("Last", key("last"), whole=True),
)


def write_person(person: Mapping[str, Any], out: TextIO) -> None:
    """Write the page of one person, as `tracker.answers.person` gives it."""
    about = ", ".join(flat(part) for part in (person["country_name"], person["post"]) if part)
    write(out, [(person["name"], "bold"), (f"({about})" if about else "", "")])
    write(out, [(f"last seen {person['last_seen'] or 'on no known day'}", "")])
    section("Posts", person["posts"], _POSTS, out)
    section("Names", person["aliases"], _ALIASES, out)
    section("Met or spoke with", person["met"], _MET, out)
    section("Countries", person["countries"], COUNTRIES, out)
    section("By type", person["by_type"], BY_TYPE, out)
    section("By year", person["by_year"], BY_YEAR, out)
    section("Planned ahead", person["ahead"], EVENTS, out)
    section("Events", person["timeline"], EVENTS, out)
