"""The commands that make something for others to look at: report, chart, serve.

What they need is slow to import, so they import it when they run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.endings import many, say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, database, opened
from tracker.errors import InputError

if TYPE_CHECKING:
    from tracker.answers import Filters
    from tracker.pages import About

Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]


@grouped
def report(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The HTML file to write.", show_default=False)],
    *,
    filters: Filters,
    force: Force = False,
    db: Database = None,
) -> None:
    """Write a page with a timeline, relations, a network and a table.

    One HTML file that needs no network: every event down to its quoted sentences, to filter, sort and open by mouse or
    keyboard, to print, and as a plain table without JavaScript. Its events are chosen as those of the timeline.
    """
    from tracker.pages import check_free, report, write_file

    check_free(out, force=force)
    events = _events(filters, db)
    page = report(events, _about(events, filters)).encode("utf-8", "backslashreplace")
    write_file(out, page, force=force)
    say(f"{out}: {many(len(events), 'event')}, {len(page) / 1e6:.1f} MB")


def _events(filters: Filters, db: Path | None) -> list[dict[str, Any]]:
    from tracker import answers

    with opened(db) as connection:
        return list(answers.whole_events(connection, filters))


def _about(events: Iterable[Mapping[str, Any]], filters: Filters) -> About:
    from tracker import __version__
    from tracker.answers import country_name
    from tracker.pages import About

    codes = {code for event in events for code in (event["country"], *(p["country"] for p in event["participants"]))}
    return About(
        filters=tuple(_asked(filters)),
        made=datetime.now(UTC).strftime("%Y-%m-%d"),
        version=__version__,
        countries={code: country_name(code) or code for code in sorted(filter(None, codes))},
    )


def _asked(filters: Filters) -> Iterable[tuple[str, str]]:
    """The filters that were given, as the reader of a page is told them."""
    for field in fields(filters):
        value = getattr(filters, field.name)
        if value is None or value is False or value == ():
            continue
        name = field.name.rstrip("_").capitalize()
        yield name, "yes" if value is True else " or ".join(value) if isinstance(value, tuple) else str(value)


@grouped
def chart(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The file to write: .png or .svg.", show_default=False)],
    kind: Annotated[
        str, typer.Option("--kind", metavar="WORD", help="What to draw: timeline, relations, network.")
    ] = "timeline",
    *,
    filters: Filters,
    force: Force = False,
    db: Database = None,
) -> None:
    """Draw a timeline, relations or a network, for a document.

    As PNG or SVG, of events that are chosen as those of the timeline. Matplotlib is an extra: pip install
    'tracker[chart]'.
    """
    from tracker.pages import check_free, write_file
    from tracker.pages.charts import FORMS, KINDS, chart

    form = out.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise InputError(f"{out}: a chart is a .png or .svg file")
    drawn = next((one for one in KINDS if one == kind.strip().lower()), None)
    if drawn is None:
        raise typer.BadParameter(f"{kind!r} is none of {', '.join(KINDS)}.", param_hint="--kind")
    check_free(out, force=force)
    events = _events(filters, db)
    write_file(out, chart(events, _about(events, filters), drawn, form), force=force)
    say(f"{out}: {drawn} of {many(len(events), 'event')}")


def serve(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 takes one that is free.")
    ] = 8001,
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    db: Database = None,
) -> None:
    """Browse the database on this machine, in Datasette.

    Its views with facets, its tables, full-text search and SQL, read only, at an address that only this machine
    reaches. Ctrl-C ends it. Datasette is an extra: pip install 'tracker[serve]'.
    """
    from tracker.serving import serve

    path = database(db)
    with opened(path):  # which says in one line what is wrong with it, if anything is
        pass
    serve(path, port, ready=lambda address: say(f"{address} shows {path}; Ctrl-C ends it"), open_browser=open_browser)
