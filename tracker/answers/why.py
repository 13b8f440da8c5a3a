"""Where each shown field of an event comes from: sentence, source, rule or table, version of the extraction, decision."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tracker.answers.connection import reading
from tracker.answers.context import Context
from tracker.answers.history import deciding
from tracker.answers.labels import described
from tracker.answers.posts import official, participation_of, post_of, row_of
from tracker.answers.profile import Mention, giving, mentions_of, show, values
from tracker.model import VERBAL_TYPES
from tracker.record import decisions
from tracker.record.decisions import Decision
from tracker.record.names import name_key

# Of several sources, which one gives a field (see `record.settle`).
_CHOICE = {
    "status": "of the latest publication",
    "date": "of a source with this status, the most exact",
    "confidence": "the highest of all sources",
    "salience": "main where any source reports it as such",
}
_RANKED = "of the first source that says one: by hand, then news before background, then the latest"
# The table that a country or organisation was looked up in, by the way in which it was found.
_TABLES = {"city": "cities.csv", "venue": "venues.csv", "title": "titles.csv", "officials": "officials.csv"}
# How the extraction reaches what it gives no reason for.
_UNSAID = {
    "salience": "whether the article reports it or recalls it",
    "mode": "by the rule of the type",
    "confidence": "worked out from how the other fields were reached",
}
_BY_NAME = ("name", "demonym", "possessive", "of", "delegation")


def why(connection: sqlite3.Connection, ref: str) -> dict[str, Any]:
    """An event as `show` gives it, with `why`: for each shown value where it comes from.

    Each has `field` ("type", "date", "who", "post" ...), `value`, and

    - `source` (id) and `extractor` (name and version, or "hand") of the report that gives it; `choice`, by which rule, if
      there are several reports;
    - `how`: the rule, wording or basis; `wording`: the words of the article that it was read from;
    - `table`: the data table that a rule or name was looked up in: `name`, and `row` (an official's term, with its own source);
    - `quotes`: the passages (quote, start, end) that hold the wording, else all that prove the report;
    - `decision`: of a person (decision, made, action, reason), if one set it; then there is no source.

    Raises NotFoundError or AmbiguousError.
    """
    with reading(connection):
        event = show(connection, ref)
        mentions = mentions_of(connection, event["id"])
        trace = _Trace(connection, event, mentions)
        return event | {"why": [*trace.fields(), *trace.participants()]}


class _Trace:
    def __init__(self, connection: sqlite3.Connection, event: Mapping[str, Any], mentions: Sequence[Mention]) -> None:
        self.connection = connection
        self.event = event
        self.mentions = mentions
        self.decided = deciding(connection, event["id"])

    def fields(self) -> Iterator[dict[str, Any]]:
        """A row for each field that has a value."""
        for field in self.event["fields"]:
            name, value = field["field"], field["value"]
            if value is None and name not in self.decided:
                continue
            if name in self.decided:
                yield self._row(name, value, None, field["how"], decision=self.decided[name])
                continue
            mention = giving(name, value, self.mentions, self.event["status"])
            wording = _wording(name, mention) if mention else None
            yield self._row(name, value, mention, field["how"], wording, self._table(name, mention))
        for name in ("plover", "part_of"):
            if self.event[name] is not None:
                mention = next((m for m in self.mentions if m[name] is not None), None)
                how = "by type and status" if name == "plover" else "told as a part of it"
                yield self._row(name, self.event[name], mention, how)

    def participants(self) -> Iterator[dict[str, Any]]:
        """A row for each participant, and one for the post of each."""
        said = [(m, p) for m in self.mentions for p in self._said(m)]
        for shown in participation_of(self.connection, self.event["id"]):
            value = f"{described(shown['name'], shown['country'], shown['org'], None)}, {shown['role']}"
            edit = self._edit_of(shown) if shown["basis"] == "by hand" else None
            if edit:
                yield self._row("who", value, None, "edited", decision=edit)
                yield from self._post(shown, None, shown["name"], edit)
                continue
            mention, one = next(((m, p) for m, p in said if _names(p, shown)), (None, None))
            if mention is None:
                mention, one = next(((m, p) for m, p in said if _is_one(p, shown)), (None, None))
            name = one["name"] if one else shown["name"]
            yield self._row(
                "who", value, mention, shown["basis"] or "written", name, self._looked_up(shown, mention), of=name
            )
            if shown["title"]:
                mention = next((m for m, p in said if p["title"] == shown["title"] and _is_one(p, shown)), mention)
            yield from self._post(shown, mention, name)

    def _post(
        self, shown: sqlite3.Row, mention: Mention | None, of: str, edit: Decision | None = None
    ) -> Iterator[dict[str, Any]]:
        """A row for the post on the day of the event, if it is known."""
        post = post_of(shown)
        value = f"{shown['name']}: {post.name}" if post else None
        if post and post.term:
            table = {"name": "officials.csv", "row": row_of(post.term)}
            yield self._row("post", value, None, f"in office on {self.event['date']}", table=table)
        elif post:
            how = "edited" if edit else "written"
            yield self._row("post", value, mention, how, post.name, of=of, decision=edit)

    def _row(
        self,
        field: str,
        value: Any,
        mention: Mention | None,
        how: str | None,
        wording: str | None = None,
        table: Mapping[str, Any] | None = None,
        *,
        of: str | None = None,
        decision: Decision | None = None,
    ) -> dict[str, Any]:
        """A row of the answer; `of` is the name of the participant that it is about."""
        if mention and mention["extractor"] == "hand":
            decision = decision or self._entered(mention)
        made = decision and {key: getattr(decision, key) for key in ("made", "action", "reason")}
        choice = _CHOICE.get(field, _RANKED) if mention and len(self.mentions) > 1 else None
        return {
            "field": field,
            "value": value,
            "how": how or _UNSAID.get(field),
            "wording": wording,
            "table": table,
            "source": mention["source_id"] if mention else None,
            "extractor": mention["extractor"] if mention else None,
            "choice": choice,
            "quotes": self._quotes(mention, wording, of) if mention else [],
            "decision": {"decision": decision.id, **made} if decision and made else None,
        }

    def _quotes(self, mention: Mention, wording: str | None, of: str | None) -> list[dict[str, Any]]:
        """The passages with the wording and the surname `of` a participant, else the sentence of the text, else all passages.

        The first sentence that names a participant will do; one with another wording must be the only one.
        """
        passages = [
            {"quote": row["quote"], "start": row["char_start"], "end": row["char_end"]}
            for row in self.connection.execute(
                "SELECT * FROM evidence WHERE mention_id = ? ORDER BY position", (mention["id"],)
            )
        ]
        words = [word for word in (wording, of and of.split()[-1]) if word]
        forms = [words, words[1:]] if of == wording else [words]  # the full name, or the surname alone
        for form in filter(None, forms):
            holding = [p for p in passages if all(word.casefold() in p["quote"].casefold() for word in form)]
            if holding:
                return holding
        text = self._text(mention["source_id"]) if words else None
        if text:
            found = Context(text).holding(*words)
            if found and (of or len(found) == 1):
                start, end = found[0]
                return [{"quote": text[start:end], "start": start, "end": end}]
        return passages

    def _text(self, source_id: str) -> str | None:
        row = self.connection.execute("SELECT text FROM source_text WHERE source_id = ?", (source_id,)).fetchone()
        return row["text"] if row else None

    def _said(self, mention: Mention) -> list[sqlite3.Row]:
        return self.connection.execute(
            "SELECT * FROM mention_participant WHERE mention_id = ? ORDER BY position", (mention["id"],)
        ).fetchall()

    def _edit_of(self, shown: sqlite3.Row) -> Decision | None:
        """The latest decision that put this participant in."""
        for decision in reversed(self._decisions()):
            for action, what in decision.data.get("who", ()) if decision.action == "edit" else ():
                names = [one["name"] for one in what] if action == "set" else [what["name"]] if action == "add" else []
                if shown["name"] in names:
                    return decision
        return None

    def _entered(self, mention: Mention) -> Decision | None:
        """The decision by which a person entered the report."""
        found = decisions.about(self.connection, [mention["born"]])
        return next((d for d in found if d.action == "add-event" and d.target == mention["born"]), None)

    def _decisions(self) -> list[Decision]:
        return decisions.of_event(self.connection, [mention["born"] for mention in self.mentions])

    def _table(self, field: str, mention: Mention | None) -> dict[str, Any] | None:
        """The table that gave the rule for the type, or the city of the place."""
        if mention and mention["extractor"].startswith("import "):
            return None
        if mention and field == "type" and mention["how"].get("type"):
            return {"name": "verbal.toml" if mention["type"] in VERBAL_TYPES else "triggers.toml", "row": None}
        if mention and field == "place" and mention["place_lat"] is not None:
            return {"name": "cities.csv", "row": None}
        return None

    def _looked_up(self, shown: sqlite3.Row, mention: Mention | None) -> dict[str, Any] | None:
        """The table that says for whom a participant stands; of an official the row as of the event's day."""
        if shown["basis"] == "officials":
            day = self.event["date"] or (mention["published"] if mention else None)
            term = official(shown, day)
            return {"name": "officials.csv", "row": row_of(term) if term else None}
        if shown["basis"] in _BY_NAME:
            return {"name": "countries.csv" if shown["country"] else "organisations.csv", "row": None}
        name = _TABLES.get(shown["basis"] or "")
        return {"name": name, "row": None} if name else None


def _wording(field: str, mention: Mention) -> str | None:
    """The words of the article that the field was read from, as far as they were kept."""
    if field == "type":
        return (mention["how"].get("type") or "").partition(": ")[2] or None
    return {
        "date": mention["date_text"],
        "place": values(mention, mention["place_name"])["place"] and mention["place_name"],
    }.get(field)


def _names(said: sqlite3.Row, shown: sqlite3.Row) -> bool:
    return _is_one(said, shown) and name_key(said["name"]) == name_key(shown["name"])


def _is_one(said: sqlite3.Row, shown: sqlite3.Row) -> bool:
    """Whether a source's participant is the one shown: the same person, or else of its name or side."""
    if shown["person_id"] is not None and said["person_id"] is not None:
        same: bool = said["person_id"] == shown["person_id"] or name_key(said["name"]) == name_key(shown["name"])
        return same
    side = (said["country"], said["country"] or said["org"]) == (shown["country"], shown["country"] or shown["org"])
    return name_key(said["name"]) == name_key(shown["name"]) or (side and said["kind"] == shown["kind"])
