"""The command that reads recorded articles again with the extraction as it is now: reextract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.endings import agreed, many, say
from tracker.cli.options import Database, Model, database

if TYPE_CHECKING:
    from tracker.model import Article, Event
    from tracker.record import Record
    from tracker.record.reextract import Difference, Reread

_SIGNS = {"new": "+", "gone": "-", "changed": "~", "lost": "!"}


def reextract(
    sources: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SOURCE...",
            help="Articles, by id. [default: those that an older version has read]",
            show_default=False,
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Read all articles again.")] = False,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="VERSION", help="Those last read by a version before this one."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    model: Model = None,
    db: Database = None,
) -> None:
    """Read recorded articles again, with this version.

    Replaces what an older version found in them; shows what would change and asks first. Events that are found
    again keep their ids; what a person decided stays, and so do events that something was decided about.
    """
    if bool(sources) + all_ + (older_than is not None) > 1:
        raise typer.BadParameter("SOURCE, --all and --older-than exclude one another.")
    from tracker.extraction import EXTRACTOR_VERSION
    from tracker.record import open_database

    with open_database(database(db), create=False) as record:
        chosen = _chosen(record, sources or (), all_, older_than or EXTRACTOR_VERSION)
        again = list(_read(record, chosen, model))
        differences = record.replace(again, extractor=EXTRACTOR_VERSION, dry_run=True)
        for difference in differences:
            print(_line(difference))
        read = f"{many(len(again), 'article')} read again"
        if not differences:
            record.replace(again, extractor=EXTRACTOR_VERSION)
            say(f"{read}; no event changes")
            return
        counts = ", ".join(f"{sum(d.kind == kind for d in differences)} {kind}" for kind in _SIGNS)
        if not yes:
            agreed(f"{read}. Change these events ({counts})?", refusal="nothing changed")
        record.replace(again, extractor=EXTRACTOR_VERSION)
        say(f"{read}: {counts}")


def _chosen(record: Record, sources: Sequence[str], all_: bool, version: str) -> list[str]:
    from tracker.record.ids import find_source
    from tracker.record.reextract import all_sources, stale_sources

    if sources:
        return [find_source(record.connection, ref)["id"] for ref in sources]
    return all_sources(record.connection) if all_ else stale_sources(record.connection, version)


def _read(record: Record, sources: Sequence[str], model: str | None) -> Sequence[Reread]:
    """What is found in each source now; one whose text was not kept is named and left out."""
    from tracker.extraction import extract
    from tracker.record.reextract import read_again

    def events_of(article: Article) -> list[Event]:
        return extract(article, model=model)

    found = []
    for source in sources:
        again = read_again(record.connection, source, events_of)
        if again is None:
            say(f"source {source}: its text was not kept, so it cannot be read again; left as it is")
        else:
            found.append(again)
    return found


def _line(difference: Difference) -> str:
    """One event that changes, with what was and what will be shown."""
    from tracker.render import plain

    shown: dict[str, Any] = dict(difference.shown)
    what = f"{shown['type']}, {shown['status']}, {shown['date'] or 'undated'}: {shown['who']}"
    if difference.kind == "changed":
        what = "; ".join(f"{field}: {was or '-'} -> {now or '-'}" for field, (was, now) in difference.fields.items())
    if difference.kind == "lost":
        what = f"no longer found, kept because something was decided about it: {what}"
    return plain(f"{_SIGNS[difference.kind]} {difference.event_id} {what}")
