"""The plain values that pass from an article to the record: Article, Event and their parts.

All are frozen; none knows a database, a clock or the network. The field names and the meaning of each value follow
the codebook (README, "What counts as an event"), and `Event.to_json` writes exactly its form.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

EventType = Literal[
    "meeting", "call", "visit", "conference", "mediation", "message",
    "agreement", "relations", "envoy", "sanction", "aid", "exercise",
    "accuse", "threaten", "request", "reject", "support", "agree", "concede",
]  # fmt: skip
Status = Literal["held", "planned", "cancelled", "postponed", "denied"]
Precision = Literal["day", "month", "year", "unknown"]
Salience = Literal["main", "background"]
Kind = Literal["person", "office", "country", "org"]
Role = Literal["principal", "visitor", "host", "sender", "recipient", "mediator", "member"]

EVENT_TYPES: tuple[str, ...] = EventType.__args__  # type: ignore[attr-defined]
# What one side does to another in words, promises or concessions: no interaction, and shown only where asked for.
VERBAL_TYPES: tuple[str, ...] = ("accuse", "threaten", "request", "reject", "support", "agree", "concede")
# How high somebody stands, the highest first; the number in the record is the place in this list, from 1.
RANKS: tuple[str, ...] = ("leader", "minister", "deputy", "envoy", "official")
STATUSES: tuple[str, ...] = Status.__args__  # type: ignore[attr-defined]
ROLES: tuple[str, ...] = Role.__args__  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Article:
    """One text to read, with what is known about it.

    `text` is kept as it came (line ends aside): every offset of every event counts characters in it.
    `published_basis` says where the date of publication was found: "option", "metadata", "header", "dateline",
    "front matter", "url" (the day that the address holds), "given" (by the JSONL record or the caller) or "unknown".
    """

    text: str
    id: str | None = None
    title: str | None = None
    published: date | None = None
    published_basis: str = "unknown"
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of the text: two copies that differ only in white space and Unicode form share it."""
        plain = re.sub(r"\s+", " ", unicodedata.normalize("NFC", self.text)).strip()
        return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class When:
    """When an event took place, and how that was found.

    `start` and `end` are ISO dates cut to the precision ("2023-07-26", "2023-07", "2023"); `end` is set for spans only.
    `text` is the wording that the date was read from; `basis` is the way from the wording to the date:

    - "explicit": a day, month or year as written, its year completed where there is none;
    - "weekday": the nearest weekday before publication, or after it where the verb looks ahead;
    - "relative": counted from publication ("yesterday", "last month") or from a day that the text gave before ("a day later");
    - any of these with ", of the report" where the sentence dates only the report of the event, with ", the day after" where it
      dates the eve of the event, with ", by its length" where one end of the span was counted from the other;
    - "visit", "conference": the date of the visit or conference that the event is part of, or travels to;
    - "same passage": the date of the event told just before;
    - "the article's day": the one day shortly before publication to which the article dates its news;
    - "dateline", "publication": the day on which the article was filed or published, for its own news without any date;
    - "unknown": there is none.
    """

    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    text: str | None = None
    basis: str = "unknown"

    def to_json(self) -> dict[str, Any]:
        """The codebook's `date` object."""
        return {"start": self.start, "end": self.end, "precision": self.precision,
                "text": self.text, "basis": self.basis}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event took place: the article's own wording, its ISO 3166 country, and how it was found.

    `lat` and `lon` are degrees (WGS 84) of the city that it is or lies in, where that is known.
    """

    name: str
    country: str | None = None
    basis: str = "clause"
    lat: float | None = None
    lon: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The codebook's `place` object, with the basis and the coordinates."""
        return {"name": self.name, "country": self.country, "basis": self.basis, "lat": self.lat, "lon": self.lon}


@dataclass(frozen=True, slots=True)
class Participant:
    """One who took part: a person, an office without a name, a country or an organisation.

    `country` is an ISO 3166 code and `org` an organisation's short name; a person has at most one of them.
    `basis` says how the country or organisation was found ("demonym", "possessive", "officials" ...).
    """

    name: str
    kind: Kind
    country: str | None = None
    org: str | None = None
    title: str | None = None
    role: Role = "principal"
    basis: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The codebook's participant object; `org` only where there is one."""
        row: dict[str, Any] = {"name": self.name, "kind": self.kind, "country": self.country}
        if self.org:
            row["org"] = self.org
        return row | {"title": self.title, "role": self.role, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of the article, word for word: `article.text[start:end] == quote`."""

    quote: str
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """The codebook's evidence object."""
        return {"quote": self.quote, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Event:
    """One diplomatic event as one article tells it.

    `plover` and `mode` are PLOVER's names for type and mode. `confidence` lies between 0 and 1. `how` gives, field by
    field, the rule or wording behind a value where the parts do not say so themselves ("type", "status", "confidence").
    `part_of` is the index, in the same list, of the visit or conference that this event belongs to.
    """

    type: EventType
    status: Status
    when: When
    participants: tuple[Participant, ...]
    evidence: tuple[Evidence, ...]
    place: Place | None = None
    salience: Salience = "main"
    plover: str | None = None
    mode: str | None = None
    confidence: float = 0.5
    part_of: int | None = None
    how: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The record in the codebook's form, ready for `json.dumps`."""
        return {
            "type": self.type, "status": self.status, "salience": self.salience,
            "date": self.when.to_json(), "place": self.place.to_json() if self.place else None,
            "participants": [p.to_json() for p in self.participants],
            "evidence": [e.to_json() for e in self.evidence],
            "plover": self.plover, "mode": self.mode, "confidence": round(self.confidence, 2),
            "part_of": self.part_of, "how": dict(self.how),
        }  # fmt: skip
