"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line.

Event, Person, Organization (states are organisations too), Position and Occupancy (a post as of the day of an event),
Article and Mention (a name as an article writes it). What is no property of these in FollowTheMoney stands in
`keywords` (type and status) and `notes`. Entities that many events share are written last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TextIO

from tracker.exports import Event, LeftOut
from tracker.exports.wording import address, headline
from tracker.knowledge import countries
from tracker.record.names import name_key
from tracker.render.data import json_line
from tracker.render.text import plain

# States that are gone, as FollowTheMoney writes them; it knows no code for Rhodesia, South Yemen and the Netherlands Antilles.
_CODES = {"SU": "suhh", "YU": "yucs", "CS": "cshh", "VD": "vn", "RH": None, "YD": None, "AN": None}

Entity = dict[str, Any]


def write(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write the entities."""
    shared = _Shared()
    for event in events:
        for entity in _event(event, shared):
            out.write(json_line(entity, out) + "\n")
    for entity in shared.entities.values():
        out.write(json_line(_finished(entity), out) + "\n")
    return LeftOut()


class _Shared:
    """The entities that several events share, by id: what each event says is added to them."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self._persons: dict[int, str] = {}

    def add(self, id_: str, schema: str, **values: str | None) -> str:
        """Enter the entity, or what is new of it; its id."""
        known = self.entities.setdefault(id_, {"id": id_, "schema": schema, "properties": {}})
        for name, value in values.items():
            if value and value not in known["properties"].setdefault(name, []):
                known["properties"][name].append(value)
        return id_

    def person(self, party: Mapping[str, Any]) -> str:
        """The person; the same for all names of one."""
        number, side = party["person"], party["country"] or party["org"]
        id_ = self._persons.get(number)
        if id_ is None:
            id_ = _id("person", name_key(party["name"]), side)
            if id_ in self._persons.values():  # another of that name and side, whom a user told apart
                id_ = _id("person", name_key(party["name"]), side, number)
            self._persons[number] = id_
        return self.add(id_, "Person", name=plain(party["name"]), country=_code(party["country"]))


def _event(event: Event, shared: _Shared) -> Iterator[Entity]:
    involved = []
    for party in event["participants"]:
        if party["person"] is not None:
            person = shared.person(party)
            involved.append(person)
            yield from _occupancy(event, party, person, shared)
        else:
            involved.append(_side(party, shared))
    proof = [_article(source, shared) for source in event["sources_of"] if source["origin"] != "hand"]
    yield _finished(
        {
            "id": _id("event", event["id"]),
            "schema": "Event",
            "properties": {
                "name": [headline(event)],
                "startDate": [event["date"]],
                "endDate": [event["end"] or (event["date"] if event["precision"] == "day" else None)],
                "location": [plain(event["where"])],
                "country": [_code(event["country"])],
                "involved": involved,
                "summary": [plain(event["quote"])],
                "keywords": [event["type"], event["status"]],
                "recordId": [event["id"]],
                "notes": [_offices(event)],
                "proof": proof,
            },
        }
    )
    for source, document in zip((s for s in event["sources_of"] if s["origin"] != "hand"), proof, strict=True):
        yield from _mentions(event, source["id"], document, involved)


def _mentions(event: Event, source: str, document: str, involved: list[str]) -> Iterator[Entity]:
    for party, resolved in zip(event["participants"], involved, strict=True):
        yield _finished(
            {
                "id": _id("mention", event["id"], source, party["name"], party["role"]),
                "schema": "Mention",
                "properties": {
                    "document": [document],
                    "name": [plain(party["name"])],
                    "resolved": [resolved],
                    "contextCountry": [_code(party["country"])],
                },
            }
        )


def _occupancy(event: Event, party: Mapping[str, Any], person: str, shared: _Shared) -> Iterator[Entity]:
    """The post that the person holds, as of the event."""
    title, side = plain(party["title"]), party["country"] or party["org"]
    if not title:
        return
    body = _side(party, shared) if side else None
    post = shared.add(
        _id("position", name_key(title), side),
        "Position",
        name=title,
        country=_code(party["country"]),
        organization=body,
    )
    shared.add(person, "Person", position=title)
    yield _finished(
        {
            "id": _id("occupancy", person, post, event["id"]),
            "schema": "Occupancy",
            "properties": {"holder": [person], "post": [post], "date": [event["date"]]},
        }
    )


def _side(party: Mapping[str, Any], shared: _Shared) -> str:
    """The state or the organisation that somebody stands for, else the participant as it is called."""
    code = party["country"]
    if code:
        known = countries().by_code.get(code)
        name = known.name if known else code
        return shared.add(
            _id("state", code), "Organization", name=name, country=_code(code), classification="state"
        )  # fmt: skip
    name = party["org"] or party["name"]
    return shared.add(_id("organisation", name_key(name)), "Organization", name=plain(name))


def _offices(event: Event) -> str:
    """Who took part by post alone, whom FollowTheMoney has no entity for."""
    offices = [party for party in event["participants"] if party["kind"] == "office"]
    return "; ".join(f"{plain(party['name'])} ({party['country'] or party['org'] or 'unknown'})" for party in offices)


def _article(source: Mapping[str, Any], shared: _Shared) -> str:
    return shared.add(
        _id("article", source["sha256"]),
        "Article",
        title=plain(source["title"] or source["label"] or source["id"]),
        author=plain(source["author"]),
        publisher=plain(source["outlet"]),
        sourceUrl=address(source["url"]),
        publishedAt=source["published"],
        retrievedAt=source["retrieved"].removesuffix("Z"),
    )


def _code(code: str | None) -> str | None:
    return _CODES.get(code, code.lower()) if code else None


def _id(*parts: object) -> str:
    return "tracker-" + hashlib.sha1("\0".join(map(str, parts)).encode(), usedforsecurity=False).hexdigest()


def _finished(entity: Entity) -> Entity:
    """The entity without empty values and repeats."""
    kept = {name: list(dict.fromkeys(filter(None, values))) for name, values in entity["properties"].items()}
    return {**entity, "properties": {name: values for name, values in kept.items() if values}}
