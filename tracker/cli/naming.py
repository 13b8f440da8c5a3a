"""The commands about persons: alias add, alias remove, people, person."""

from __future__ import annotations

from typing import Annotated

import typer

from tracker.cli.correcting import Reason, decide
from tracker.cli.options import Database, examples

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


@alias.callback()
def alias_group() -> None:
    """Say which names are one person's.

    Whoever is written so, for the same country or organisation, is then that person, or is not.
    """


@alias.command("add", epilog=examples("tracker alias add 'Sergei Shoigu' 'Serge Choïgou'"))
def alias_add(name: Name, alias: Alias, reason: Reason = None, db: Database = None) -> None:
    """Say that a person goes by a further name."""
    decide(db, lambda record: record.alias(name, alias, reason=reason), f"{alias} is {name} now; see {{}}")


@alias.command("remove", epilog=examples("tracker alias remove 'Kim Song (KP)' 'Kim Song Nam'"))
def alias_remove(name: Name, alias: Alias, reason: Reason = None, db: Database = None) -> None:
    """Say that a name is not that person's, but somebody else's."""
    decide(db, lambda record: record.alias(name, alias, remove=True, reason=reason), f"{alias} is not {name}; see {{}}")
