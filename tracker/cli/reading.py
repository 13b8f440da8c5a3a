"""The commands that read the record: timeline, who-met, show, sources, doubts, path.

They import what they need when they run, and nothing that is slow to import.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.cli.endings import say
from tracker.cli.options import Csv, Database, Json, Jsonl, database, one_of, opened, output_format
from tracker.model import EVENT_TYPES, STATUSES
from tracker.render import write_rows


def timeline(
    country: Annotated[
        list[str] | None,
        typer.Option(
            "--country",
            metavar="COUNTRY",
            help="Name, demonym, ISO code or usual short form: 'North Korea', DPRK, kp.",
        ),
    ] = None,
    with_: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="WHO", help="A second country, or a person, who took part too."),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="NAME", help="A person who took part; a surname is enough."),
    ] = None,
    type_: Annotated[list[str] | None, one_of(EVENT_TYPES, "--type", "Kind of event")] = None,
    words: Annotated[
        bool, typer.Option("--words", help="Also what was only said, promised or conceded, not just interactions.")
    ] = False,
    status: Annotated[list[str] | None, one_of(STATUSES, "--status", "Whether it took place")] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", metavar="PLACE", help="City, venue or host country.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DATE",
            help="From this day, month or year on, or a phrase such as 'last month'.",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="Up to this day, month or year, with it, or a phrase."),
    ] = None,
    outlet: Annotated[
        list[str] | None, typer.Option("--outlet", metavar="OUTLET", help="Only what this outlet reports.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="At most N events.")] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
    json_: Json = False,
    jsonl: Jsonl = False,
    csv: Csv = False,
    db: Database = None,
) -> None:
    """Show the events in the order of their dates.

    Planned, cancelled, postponed and denied events are shown too, and say so. What was only said, promised or
    conceded is left out, unless --words or --type asks for it. Different options narrow the choice; one option
    given twice widens it.
    """
    form = output_format(json_, jsonl, csv)
    from tracker import answers
    from tracker.render import views

    filters = answers.Filters(
        country=tuple(country or ()),
        with_=tuple(with_ or ()),
        person=tuple(person or ()),
        type=tuple(type_ or ()),
        status=tuple(status or ()),
        place=tuple(place or ()),
        since=since,
        until=until,
        outlet=tuple(outlet or ()),
        words=words,
        limit=limit,
        reverse=reverse,
    )
    with opened(db) as connection:
        rows = answers.timeline(connection, filters)
    if not rows:
        say("no events" if filters == answers.Filters() else "no events fit")
    write_rows(
        rows,
        form,
        sys.stdout,
        keys=views.TIMELINE_KEYS,
        columns=views.EVENTS,
        groups=views.by_month_or_year(rows),
    )


def who_met(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME", help="A person; a surname is enough when it is one person's.", show_default=False
        ),
    ],
    calls: Annotated[bool, typer.Option("--calls", help="Count telephone and video calls too.")] = False,
    planned: Annotated[bool, typer.Option("--planned", help="Count meetings that are still planned too.")] = False,
    co_present: Annotated[
        bool,
        typer.Option("--co-present", help="Count people at the same event who are not said to have met."),
    ] = False,
    json_: Json = False,
    jsonl: Jsonl = False,
    csv: Csv = False,
    db: Database = None,
) -> None:
    """Show whom a person met, how often, when and where.

    One row a counterpart, with post and country on the day. Only meetings that an article states and that
    took place, unless asked for more.
    """
    form = output_format(json_, jsonl, csv)
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.who_met(connection, name, calls=calls, planned=planned, co_present=co_present)
    if not rows:
        say(f"no meetings of {name}")
    write_rows(rows, form, sys.stdout, keys=views.WHO_MET_KEYS, columns=views.WHO_MET)


def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The event's id, as in the timeline.", show_default=False)],
    why: Annotated[
        bool,
        typer.Option("--why", help="Trace each field: sentence, source, rule or table, extractor, decision."),
    ] = False,
    json_: Json = False,
    jsonl: Jsonl = False,
    csv: Csv = False,
    db: Database = None,
) -> None:
    """Show all that is known of one event, and how.

    How each field was reached, and the sentences of each source that say so. With --why one row a field, in the CSV too.
    """
    form = output_format(json_, jsonl, csv)
    from tracker import answers
    from tracker.render import page, reasons

    with opened(db) as connection:
        event = answers.why(connection, id_) if why else answers.show(connection, id_)
    if why and form == "table":
        reasons.write_why(event, sys.stdout)
    elif why and form == "csv":
        write_rows(reasons.why_rows(event["why"]), form, sys.stdout, keys=reasons.WHY_KEYS, columns=())
    elif form == "table":
        page.write_event(event, sys.stdout)
    else:
        write_rows([event], form, sys.stdout, keys=page.EVENT_KEYS, columns=())


def sources(json_: Json = False, jsonl: Jsonl = False, csv: Csv = False, db: Database = None) -> None:
    """Show the articles in the record."""
    form = output_format(json_, jsonl, csv)
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.sources(connection)
    if not rows:
        say("no articles")
    write_rows(rows, form, sys.stdout, keys=views.SOURCES_KEYS, columns=views.SOURCES)


def doubts(
    words: Annotated[
        bool, typer.Option("--words", help="Also what was only said, promised or conceded, not just interactions.")
    ] = False,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="At most N rows.")] = None,
    json_: Json = False,
    jsonl: Jsonl = False,
    csv: Csv = False,
    db: Database = None,
) -> None:
    """Show what a person should check, most doubtful first.

    Events of low confidence, events that may be one, and fields of which sources say contrary things. What a person
    has decided is left out.
    """
    form = output_format(json_, jsonl, csv)
    from tracker import answers
    from tracker.render import views

    with opened(db) as connection:
        rows = answers.doubtful(connection, words=words)[:limit]
    if not rows:
        say("no doubts")
    write_rows(rows, form, sys.stdout, keys=views.DOUBTS_KEYS, columns=views.DOUBTS)


def path(db: Database = None) -> None:
    """Show where the database is, or would be."""
    print(database(db))
