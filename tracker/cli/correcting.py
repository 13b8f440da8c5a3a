"""The commands by which a person corrects the record: edit, add-event, reject, confirm, merge, split, undo, history."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli.endings import say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, database, opened
from tracker.render import Format, write_rows

if TYPE_CHECKING:
    from tracker.record import Decided, Record

EventId = Annotated[str, typer.Argument(metavar="ID", help="The event's id, as in the timeline.", show_default=False)]
Fields = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE...",
        help="type, status, salience, mode; date (2023-07-26, 2023-07, a span 2023-07-25..2023-07-27); place "
        "('Pyongyang, KP'); who ('NAME (COUNTRY; post; role)|...'), who+ to add one, who- to take one out. "
        "An empty value is unknown.",
        show_default=False,
    ),
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; kept with the decision.")]


def edit(id_: EventId, fields: Fields, reason: Reason = None, db: Database = None) -> None:
    """Correct fields of an event.

    What you say outranks every source, also those that are added or read again later.
    """
    changes = _pairs(fields)
    decide(db, lambda record: record.edit(id_, changes, reason=reason), "edited {}")


def add_event(
    fields: Fields,
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="An article in the record that tells of it.")
    ] = None,
    quote: Annotated[
        str | None, typer.Option("--quote", metavar="TEXT", help="The passage of that article, word for word.")
    ] = None,
    reason: Reason = None,
    db: Database = None,
) -> None:
    """Add an event by hand.

    From an article in the record or from none. If other sources tell of the same event, it is joined with theirs.
    """
    changes = _pairs(fields)
    decide(
        db,
        lambda record: record.add_event(changes, source=source, quote=quote, reason=reason),
        "added {}",
        create=True,
    )


def reject(id_: EventId, reason: Reason = None, db: Database = None) -> None:
    """Hide an event that is none.

    It stays hidden when other articles tell of it; `tracker show` still shows it, `tracker confirm` or
    `tracker undo` brings it back.
    """
    decide(db, lambda record: record.reject(id_, reason=reason), "rejected {}")


def confirm(id_: EventId, reason: Reason = None, db: Database = None) -> None:
    """Say that an event is right.

    It is kept even if a later extraction does not find it any more.
    """
    decide(db, lambda record: record.confirm(id_, reason=reason), "confirmed {}")


def merge(
    id_: EventId,
    other: Annotated[str, typer.Argument(metavar="ID", help="The one that is the same.", show_default=False)],
    reason: Reason = None,
    db: Database = None,
) -> None:
    """Make two events one.

    The one that was entered first gives the id; the other id leads there too.
    """
    decide(db, lambda record: record.merge(id_, other, reason=reason), "merged into {}")


def split(
    id_: EventId,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Articles whose reports are of another event; or ids that were merged into this one; or another "
            "event, to keep the two apart.",
            show_default=False,
        ),
    ],
    reason: Reason = None,
    db: Database = None,
) -> None:
    """Make two events of one, or say that two are two.

    What the articles named tell becomes an event of its own, and stays one. Two events that may be one are kept apart.
    """
    decide(db, lambda record: record.split(id_, sources, reason=reason), "split into {}")


def undo(
    number: Annotated[
        int | None,
        typer.Argument(metavar="N", help="The decision's number. [default: the latest]", show_default=False),
    ] = None,
    reason: Reason = None,
    db: Database = None,
) -> None:
    """Take back a decision.

    The record is then as if it had not been made. To undo an undo brings the decision back.
    """
    decide(db, lambda record: record.undo(number, reason=reason), "undone; see {}")


@grouped
def history(
    id_: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="An event. [default: all decisions]", show_default=False),
    ] = None,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Show what was said and decided of an event, in order.

    Without an id: every decision, with its number.
    """
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.history(connection, id_)
    if not rows:
        say("no decisions")
    write_rows(rows, form, sys.stdout, keys=views.HISTORY_KEYS, columns=views.HISTORY)


def _pairs(fields: list[str]) -> list[tuple[str, str]]:
    """FIELD=VALUE as field and value; raises InputError."""
    from tracker.record import read_assignment

    return [read_assignment(text) for text in fields]


def decide(db: Path | None, decision: Callable[[Record], Decided], said: str, *, create: bool = False) -> None:
    """Have the decision take effect, and say its number and the events that it is about now."""
    from tracker.record import open_database

    with open_database(database(db), create=create) as record:
        done = decision(record)
    events = ", ".join(done.event_ids) or "no event"
    say(f"{said.replace('{}', events)} (decision {done.number}; `tracker undo {done.number}` takes it back)")
