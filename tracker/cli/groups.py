"""Options that many commands share: a parameter of a command stands for a group of them.

`@grouped` replaces the parameters `filters` and `form` of a command by the options of these names below, and hands
the command what their values come to.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from functools import cache, wraps
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.options import one_of
from tracker.model import EVENT_TYPES, RANKS, STATUSES
from tracker.render import Format

if TYPE_CHECKING:
    from tracker.answers import Filters

Words = Annotated[
    bool, typer.Option("--words", help="Also what was only said, promised or conceded, not just interactions.")
]


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """The command with the options of each group in place of the parameter that is named after it."""
    parameters: list[inspect.Parameter] = []
    names: dict[str, list[str]] = {}
    for parameter in _parameters(command):
        group = _GROUPS.get(parameter.name)
        options = _options(group) if group else [parameter]
        if group:
            names[parameter.name] = [option.name for option in options]
        parameters += options

    @wraps(command)
    def run(**given: Any) -> None:
        for name, options in names.items():
            given[name] = _GROUPS[name](**{option: given.pop(option) for option in options})
        command(**given)

    run.__dict__["__signature__"] = inspect.Signature(parameters)
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


@cache
def _options(group: Callable[..., Any]) -> list[inspect.Parameter]:
    return _parameters(group)


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """The parameters of a function, with their types; those of the groups, which are slow to import, without."""
    types = typing.get_type_hints(function, localns={"Filters": object, "Format": str}, include_extras=True)
    return [
        parameter.replace(annotation=types[parameter.name], kind=inspect.Parameter.KEYWORD_ONLY)
        for parameter in inspect.signature(function).parameters.values()
    ]


def form(
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON array of objects.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one JSON object a line.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet; lists are joined by '; '.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
) -> Format:
    """The one format asked for; wrong usage if there are several."""
    asked: dict[Format, bool] = {"json": json_, "jsonl": jsonl, "csv": csv, "markdown": markdown}
    chosen = [name for name, wanted in asked.items() if wanted]
    if len(chosen) > 1:
        raise typer.BadParameter("--json, --jsonl, --csv and --markdown exclude one another.")
    return chosen[0] if chosen else "table"


def filters(
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
    words: Words = False,
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
    level: Annotated[
        list[str] | None,
        typer.Option(
            "--level",
            metavar="RANK",
            help=f"Somebody of this rank took part, with + of this or a higher one: {', '.join(RANKS)}.",
        ),
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="At most N rows.")] = None,
    reverse: Annotated[bool, typer.Option("--reverse", help="Latest first.")] = False,
) -> Filters:
    """Which events are meant. Different options narrow the choice; one option given twice widens it."""
    from tracker.answers import Filters

    return Filters(
        country=tuple(country or ()),
        with_=tuple(with_ or ()),
        person=tuple(person or ()),
        type=tuple(type_ or ()),
        status=tuple(status or ()),
        place=tuple(place or ()),
        since=since,
        until=until,
        outlet=tuple(outlet or ()),
        level=tuple(level or ()),
        words=words,
        limit=limit,
        reverse=reverse,
    )


_GROUPS: dict[str, Callable[..., Any]] = {"filters": filters, "form": form}
