"""The events as a page carries them: every text fit to be shown, each source once, nothing that is empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.pages.links import web_address
from tracker.render import views
from tracker.render.text import plain

Row = dict[str, Any]

_OF_EVENT = ("id", "date", "end", "type", "status", "where", "country", "salience", "confidence", "part_of")
_OF_PARTY = ("name", "kind", "country", "org", "title", "role", "person")
_OF_SOURCE = ("id", "outlet", "title", "url", "label", "published")


def page_rows(events: Iterable[Mapping[str, Any]]) -> tuple[list[Row], list[Row]]:
    """The events and the sources that they rest on.

    An event has `when` and `who` as they are read, `participants`, and `told`: the number of a source, the status
    if that source tells another, and its quotes. A source has `href` if its address may be a link.
    """
    sources: dict[str, int] = {}
    described: list[Row] = []
    rows = []
    for event in events:
        told = []
        for source in event["sources_of"]:
            if source["id"] not in sources:
                sources[source["id"]] = len(described)
                described.append(_kept(source, _OF_SOURCE) | _kept({"href": web_address(source["url"])}, ("href",)))
            differs = source["status"] != event["status"]
            told.append(
                {"source": sources[source["id"]]}
                | ({"status": source["status"]} if differs else {})
                | {"quotes": [_kept(quote, ("quote", "start", "end")) for quote in source["quotes"]]}
            )
        rows.append(
            _kept(event, _OF_EVENT)
            | {"when": plain(views.when(event)), "who": plain(views.who(event))}
            | {"participants": [_kept(party, _OF_PARTY) for party in event["participants"]], "told": told}
        )
    return rows, described


def _kept(row: Mapping[str, Any], keys: Iterable[str]) -> Row:
    """What a row has under these keys, texts in one line without characters that hide or turn what follows."""
    found = ((key, row[key]) for key in keys)
    return {key: plain(value) if isinstance(value, str) else value for key, value in found if value is not None}
