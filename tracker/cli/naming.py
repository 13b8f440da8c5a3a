"""The commands about persons: people, person, alias add, alias remove."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tracker.cli.correcting import Reason, decide
from tracker.cli.endings import say
from tracker.cli.groups import grouped
from tracker.cli.options import Database, examples, opened
from tracker.render import Format, write_rows

alias = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    epilog=examples(
        "tracker alias add 'Sergei Shoigu' 'Serge Choïgou'", "tracker alias remove 'Kim Song (KP)' 'Kim Song Nam'"
    ),
)
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A person of the record; 'NAME (COUNTRY)'.", show_default=False)
]
Alias = Annotated[str, typer.Argument(metavar="ALIAS", help="The other name, in any script.", show_default=False)]


@grouped
def people(form: Format, db: Database = None) -> None:
    """Show the persons in the record.

    With country and last post, the number of events, and the day on which each was last seen.
    """
    from tracker import answers
    from tracker.render import person as view

    with opened(db) as connection:
        rows = answers.people(connection)
    if not rows:
        say("no persons")
    write_rows(rows, form, sys.stdout, keys=view.PEOPLE_KEYS, columns=view.PEOPLE)


@grouped
def person(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A person, by any name in any script.", show_default=False)
    ],
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Show all that is known of one person.

    Posts with dates and where each is from, names, events, and whom the person met or spoke with.
    """
    from tracker import answers
    from tracker.render import person as view

    with opened(db) as connection:
        found = answers.person(connection, name)
    if form == "table":
        view.write_person(found, sys.stdout)
        return
    found["names"] = [alias["text"] for alias in found["aliases"]]
    write_rows([found], form, sys.stdout, keys=view.PERSON_KEYS, columns=())


@alias.callback()
def alias_group() -> None:
    """Say which names are one person's.

    Whoever is written so, for the same country or organisation, is then that person, or is not.
    """


@alias.command("add", epilog=examples("tracker alias add 'Sergei Shoigu' 'Serge Choïgou'"))
def alias_add(name: Name, alias: Alias, reason: Reason = None, db: Database = None) -> None:
    """Say that a person goes by a further name."""
    decide(db, lambda record: record.alias(name, alias, reason=reason), f"{alias} is {name} now: {{}}")


@alias.command("remove", epilog=examples("tracker alias remove 'Kim Song (KP)' 'Kim Song Nam'"))
def alias_remove(name: Name, alias: Alias, reason: Reason = None, db: Database = None) -> None:
    """Say that a name is not that person's, but somebody else's."""
    decide(db, lambda record: record.alias(name, alias, remove=True, reason=reason), f"{alias} is not {name}: {{}}")
