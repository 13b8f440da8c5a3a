"""What a person can decide about the record: each decision is one transaction and one entry of the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from tracker.errors import InputError, NotFoundError
from tracker.model import Evidence
from tracker.record import aliases, byhand, decisions
from tracker.record.decisions import GROUPING, Decision
from tracker.record.edits import edited_parties, named, read_changes
from tracker.record.grouping import Change, events_with
from tracker.record.identity import called_so, identify
from tracker.record.ids import SOURCE_PREFIX, find_event, find_source, issue_id, normalise_id
from tracker.record.likeness import forget
from tracker.record.unite import parties


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did: its number in the log, what was decided, and the events that it changed, as they are now."""

    number: int
    action: str
    event_ids: tuple[str, ...]


class Corrections:
    """The part of a record that takes decisions."""

    connection: sqlite3.Connection

    def transaction(self) -> AbstractContextManager[sqlite3.Connection]:
        """All or nothing."""
        raise NotImplementedError

    def edit(self, ref: str, changes: Iterable[tuple[str, str]], *, reason: str | None = None) -> Decided:
        """Set fields of an event, as `edits.read_changes` reads them; they outrank what any source says."""
        data = read_changes(changes)
        with self.transaction() as connection:
            event_id = _visible(connection, ref)
            _check_names(connection, event_id, data)
            return self._decide(connection, "edit", _about(connection, event_id), data=data, reason=reason)

    def reject(self, ref: str, *, reason: str | None = None) -> Decided:
        """Hide an event that is none; sources that tell of it later change nothing in that."""
        with self.transaction() as connection:
            return self._decide(connection, "reject", _about(connection, _visible(connection, ref)), reason=reason)

    def confirm(self, ref: str, *, reason: str | None = None) -> Decided:
        """Say that an event is right, or that a rejected one is after all."""
        with self.transaction() as connection:
            return self._decide(connection, "confirm", _about(connection, _visible(connection, ref)), reason=reason)

    def merge(self, ref: str, other: str, *, reason: str | None = None) -> Decided:
        """Make two events one. Raises InputError if they are one already."""
        with self.transaction() as connection:
            one, two = _visible(connection, ref), _visible(connection, other)
            if one == two:
                raise InputError(f"{ref} and {other} are one event already: {one}")
            about = [*_about(connection, one, "one"), *_about(connection, two, "other")]
            return self._decide(connection, "merge", about, reason=reason)

    def split(self, ref: str, sources: Sequence[str], *, reason: str | None = None) -> Decided:
        """Make what some of the sources of an event tell of an event of its own.

        `sources` are ids of articles or of the events that were merged into this one; or one other event, which then
        stays another. Raises InputError if these are none or all of its sources.
        """
        with self.transaction() as connection:
            event_id = _visible(connection, ref)
            parts = {born: "rest" for born, _ in _about(connection, event_id)}
            other = _other_event(connection, event_id, sources)
            off = [_told_by(connection, event_id, source) for source in sources] if other is None else [other]
            for reports in off:
                parts |= dict.fromkeys(reports, "off")
            if len(set(parts.values())) < 2:
                raise InputError(
                    f"name some, but not all, of the {len(parts)} reports of event {event_id} to split off"
                )
            return self._decide(connection, "split", list(parts.items()), reason=reason)

    def add_event(
        self,
        fields: Iterable[tuple[str, str]],
        *,
        source: str | None = None,
        quote: str | None = None,
        reason: str | None = None,
    ) -> Decided:
        """Enter an event by hand, from a source in the record or from none.

        `quote` is the passage of the source that says so, word for word.
        """
        changes = read_changes(fields)
        byhand.event_of(changes, None)
        with self.transaction() as connection:
            seed = f"by hand {connection.execute('SELECT count(*) FROM issued').fetchone()[0]}"
            born = issue_id(connection, seed)
            known = find_source(connection, source)["id"] if source else None
            passage = _passage(connection, known, quote) if quote else None
            data = {
                "event": changes,
                "mention": _next_mention(connection),
                "source": known or issue_id(connection, seed, prefix=SOURCE_PREFIX),
                "own_source": known is None,
                "quote": [passage.quote, passage.start, passage.end] if passage else None,
            }
            return self._decide(connection, "add-event", [(born, "")], data=data, reason=reason)

    def alias(self, name: str, alias: str, *, remove: bool = False, reason: str | None = None) -> Decided:
        """Say that a person goes by a further name, or with `remove` that a name is not that person's.

        `name` is a person of the record. Raises NotFoundError or AmbiguousError for it, InputError if nothing changes.
        """
        with self.transaction() as connection:
            data = aliases.read_alias(connection, name, alias, remove=remove)
            return self._decide(connection, "unalias" if remove else "alias", (), data=data, reason=reason)

    def undo(self, number: int | None = None, *, reason: str | None = None) -> Decided:
        """Take back a decision, by its number, or else the latest that has effect; to undo an undo brings it back.

        Raises NotFoundError if there is none, InputError if it is undone already or if a later one builds on it.
        """
        with self.transaction() as connection:
            decision = _to_undo(connection, number)
            root = _root(connection, decision)
            if root.action in GROUPING:
                _refuse_buried(connection, root)
            data = {"decision": root.id}
            return self._decide(connection, "undo", root.about, data=data, reason=reason, undoes=decision.id)

    def _decide(
        self,
        connection: sqlite3.Connection,
        action: str,
        about: Sequence[tuple[str, str]],
        *,
        data: Mapping[str, object] | None = None,
        reason: str | None = None,
        undoes: int | None = None,
    ) -> Decided:
        """Enter the decision and let it have its effect."""
        change = Change(connection)
        change.touches(_mentions(connection, about))
        before = decisions.undone(connection)
        number = decisions.append(
            connection, action, about[0][0] if about else None, about, data=data, reason=reason, undoes=undoes
        )
        _bring_about(connection, before, number, change)
        change.work_out()
        mentions = _mentions(connection, about) if about else change.mentions
        return Decided(number, action, tuple(events_with(connection, mentions)))


def _bring_about(connection: sqlite3.Connection, before: frozenset[int], number: int, change: Change) -> None:
    """Enter or take out the events by hand that the latest decision makes or unmakes."""
    changed = {number} | (before ^ decisions.undone(connection))
    for one in sorted(changed):
        decision = decisions.get(connection, one)
        if decision is not None and decision.action in aliases.ACTIONS:
            _name_anew(connection, decision, change)
        if decision is None or decision.action != "add-event":
            continue
        if decision.undone:
            change.touches(_mentions(connection, decision.about), around=True)
            byhand.take_out(connection, decision)
        else:
            change.touches(byhand.enter(connection, decision), around=True)


def _name_anew(connection: sqlite3.Connection, decision: Decision, change: Change) -> None:
    """Say anew who those are who are written so, and compare the events in which they take part."""
    names = aliases.names_through(connection, decision.data["alias"])
    mentions = sorted({number for name in names for number in called_so(connection, name)})
    change.touches(mentions, around=True)
    forget(connection, mentions)
    identify(connection, mentions)
    aliases.enter_user_aliases(connection)


def _about(connection: sqlite3.Connection, event_id: str, part: str = "") -> list[tuple[str, str]]:
    """The mentions of an event, the first one first, each with its part in a decision."""
    rows = connection.execute("SELECT born FROM mention WHERE event_id = ? ORDER BY id", (event_id,))
    return [(row["born"], part) for row in rows]


def _mentions(connection: sqlite3.Connection, about: Sequence[tuple[str, str]]) -> list[int]:
    """The numbers of those of these mentions that are there, or of that which stands for them."""
    borns = [born for born, _ in about]
    first = decisions.anchor(connection, borns)
    rows = connection.execute(
        "SELECT id FROM mention WHERE born IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps([*borns, first]),),
    )
    return [row["id"] for row in rows]


def _visible(connection: sqlite3.Connection, ref: str) -> str:
    event_id: str = find_event(connection, ref)["id"]
    return event_id


def _check_names(connection: sqlite3.Connection, event_id: str, data: Mapping[str, Any]) -> None:
    """Refuse to take out who takes no part."""
    shown = parties(connection.execute("SELECT * FROM participation WHERE event_id = ? ORDER BY position", (event_id,)))
    for action, what in data["who"]:
        if action == "drop" and named(shown, what) == len(shown):
            names = ", ".join(party.name for party in shown)
            raise InputError(f"who-={what}: nobody, or not only one, of event {event_id} is called that ({names})")
        shown = edited_parties(shown, [{"who": [[action, what]]}])


def _other_event(connection: sqlite3.Connection, event_id: str, refs: Sequence[str]) -> list[str] | None:
    """The mentions of the event that is meant by the only one of `refs`, if it is another one than this."""
    if len(refs) != 1 or normalise_id(refs[0]).startswith(SOURCE_PREFIX):
        return None
    try:
        other = _visible(connection, refs[0])
    except NotFoundError:
        return None  # perhaps a source, written without its prefix
    return None if other == event_id else [born for born, _ in _about(connection, other)]


def _told_by(connection: sqlite3.Connection, event_id: str, ref: str) -> list[str]:
    """The mentions in the event that a source, or an event that was merged into it, stands for."""
    mentions = connection.execute(
        "SELECT born, source_id FROM mention WHERE event_id = ? ORDER BY id", (event_id,)
    ).fetchall()
    wanted = normalise_id(ref)
    own = [m["born"] for m in mentions if m["born"] == wanted]
    if own:
        return own
    source = find_source(connection, ref)["id"]
    told = [m["born"] for m in mentions if m["source_id"] == source]
    if not told:
        raise InputError(f"source {source} does not tell of event {event_id}")
    return told


def _next_mention(connection: sqlite3.Connection) -> int:
    """A number that no mention has had."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mention'").fetchone()
    return (row["seq"] if row else 0) + 1


def _passage(connection: sqlite3.Connection, source_id: str | None, quote: str) -> Evidence:
    """Where the source says so."""
    row = connection.execute("SELECT text FROM source_text WHERE source_id = ?", (source_id,)).fetchone()
    if source_id is None:
        raise InputError("a quote needs the source that it is from")
    if row is None:
        raise InputError(f"the text of source {source_id} was not kept, so no quote can be looked up in it")
    start = row["text"].find(quote)
    if not quote or start < 0:
        raise InputError(f"source {source_id} does not say, word for word: {quote}")
    return Evidence(quote, start, start + len(quote))


def _to_undo(connection: sqlite3.Connection, number: int | None) -> Decision:
    if number is None:
        latest = [d for d in decisions.log(connection) if not d.undone and d.action != "undo"]
        if not latest:
            raise NotFoundError("there is no decision to undo")
        return latest[-1]
    decision = decisions.get(connection, number)
    if decision is None:
        raise NotFoundError(f"there is no decision {number}: `tracker history` lists them")
    if decision.undone:
        raise InputError(f"decision {number} is undone already")
    return decision


def _root(connection: sqlite3.Connection, decision: Decision) -> Decision:
    """What an undo, or an undo of an undo, is about in the end."""
    while decision.undoes is not None:
        below = decisions.get(connection, decision.undoes)
        assert below is not None
        decision = below
    return decision


def _refuse_buried(connection: sqlite3.Connection, root: Decision) -> None:
    """Which mentions are one event is decided in layers, of which the upper ones were made in view of the lower."""
    for later in decisions.standing(connection, root.borns):
        if later.id > root.id and later.action in GROUPING:
            raise InputError(
                f"decision {later.id} ({later.action}) builds on decision {root.id} ({root.action}): undo {later.id} first"
            )
