"""The command that takes articles out of the record again: remove."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from tracker.cli.endings import agreed, many, say
from tracker.cli.options import Database, database


def remove(
    ref: Annotated[
        str,
        typer.Argument(metavar="ID", help="The article's id, as in `tracker sources`.", show_default=False),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    db: Database = None,
) -> None:
    """Remove an article, and the events that only it tells of.

    Shows what would go and asks first.
    """
    from tracker import answers
    from tracker.record import open_database

    with open_database(database(db), create=False) as record:
        source = answers.source(record.connection, ref)
        alone = sum(event["sources"] == 1 for event in source["events"])
        question = f"Remove {_described(source)}, and {many(alone, 'event')} that only it tells of?"
        if not yes:
            agreed(question, refusal="nothing removed")
        removal = record.remove(source["id"])
    kept = f"; {many(len(removal.kept), 'event')} kept, told by other articles too" if removal.kept else ""
    say(f"removed {_described(source)}, and {many(len(removal.removed), 'event')}{kept}")


def _described(source: Mapping[str, Any]) -> str:
    about = ", ".join(filter(None, (source["title"] or source["label"], source["outlet"], source["published"])))
    return f"source {source['id']}" + (f" ({about})" if about else "")
