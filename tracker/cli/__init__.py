"""The command line: parse, call, render. What each command does is in the modules beside this one."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from shutil import get_terminal_size
from typing import Annotated

import typer
from typer.main import get_command_name

from tracker.cli import (
    adding,
    correcting,
    exchanging,
    naming,
    publishing,
    reading,
    relating,
    removing,
    rereading,
    reviewing,
    searching,
    surveying,
)
from tracker.cli.endings import Commands, leave_quietly, open_outputs
from tracker.cli.options import examples

app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from tracker import __version__

        print(f"tracker {__version__}")
        raise typer.Exit


@app.callback(
    epilog=examples(
        "tracker add article.txt",
        "tracker who-met Shoigu",
        'tracker timeline --country "North Korea" --since 2023',
    )
)
def tracker(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Keep a record of diplomatic events: who met whom, when and where, and the sentence that says so."""


app.command(
    epilog=examples(
        "tracker add article.html",
        "tracker add --date 2023-07-26 article.txt",
        "tracker add --dry-run articles/",
        "tracker add --no-text articles/",
        "pbpaste | tracker add - --url https://example.org/news",
    )
)(adding.add)
app.command(
    epilog=examples(
        "tracker timeline",
        'tracker timeline --country "North Korea" --with Russia',
        "tracker timeline --type visit --status planned --since 'last month' --csv",
    )
)(reading.timeline)
app.command("who-met", epilog=examples("tracker who-met Shoigu", "tracker who-met 'Wang Yi' --calls --json"))(
    reading.who_met
)
app.command(epilog=examples("tracker people", "tracker people --csv > people.csv"))(naming.people)
app.command(epilog=examples("tracker person Shoigu", "tracker person 'Kim Song (KP)' --json"))(naming.person)
app.command(epilog=examples("tracker country DPRK", "tracker country China --since 2020 --markdown > china.md"))(
    surveying.country
)
app.command(epilog=examples("tracker stats", "tracker stats --since 2020 --csv"))(surveying.stats)
app.command(epilog=examples("tracker show 7f3k", "tracker show 7f3k --why"))(reading.show)
app.command(
    epilog=examples(
        "tracker search grain corridor",
        "tracker search '\"joint statement\"' --country Türkiye --since 2022",
        "tracker search 'telephon*' --json",
    )
)(searching.search)
app.command(
    epilog=examples(
        "tracker relations --since 2023 --limit 20",
        "tracker relations --country China --by year",
        "tracker relations --type agreement --csv > agreements.csv",
    )
)(relating.relations)
app.command(
    epilog=examples(
        "tracker ties China Russia",
        "tracker ties Lavrov 'Wang Yi' --type call --since 2022",
        "tracker ties DPRK Russia --limit 500 --json",
    )
)(relating.ties)
app.command(
    epilog=examples(
        "tracker first China Russia --type call",
        "tracker first Lavrov 'Wang Yi' --type call --since-last",
    )
)(relating.first)
app.command(epilog=examples("tracker sources", "tracker sources --csv > sources.csv"))(reading.sources)
app.command(epilog=examples("tracker review", "tracker review --list --limit 20", "tracker review --list --json"))(
    reviewing.review
)
app.command(
    epilog=examples(
        "tracker report events.html",
        "tracker report korea.html --country 'North Korea' --since 2023 --force",
    )
)(publishing.report)
app.command(
    epilog=examples("tracker chart timeline.png", "tracker chart korea.svg --kind network --country 'North Korea'")
)(publishing.chart)
app.command(epilog=examples("tracker serve", "tracker serve --port 8080 --open"))(publishing.serve)
app.command(epilog=examples("tracker remove s-4m2x", "tracker remove s-4m2x --yes"))(removing.remove)
app.command(
    epilog=examples(
        "tracker edit 7f3k date=2023-07-26 --reason 'as the ministry says'",
        "tracker edit 7f3k place='Pyongyang, KP' status=held",
        "tracker edit 7f3k who+='Sergei Lavrov (RU; visitor)' who-=Kang",
    )
)(correcting.edit)
app.command(
    "add-event",
    epilog=examples(
        "tracker add-event type=call date=2023-07 who='Wang Yi (CN)|Li (KP)'",
        "tracker add-event type=visit who='Wang Yi (CN)' --source s-4m2x",
    ),
)(correcting.add_event)
app.command(epilog=examples("tracker reject 7f3k --reason 'a film, not a visit'"))(correcting.reject)
app.command(epilog=examples("tracker confirm 7f3k"))(correcting.confirm)
app.command(epilog=examples("tracker merge 7f3k 9abc"))(correcting.merge)
app.command(epilog=examples("tracker split 7f3k s-4m2x"))(correcting.split)
app.command(epilog=examples("tracker undo", "tracker undo 12"))(correcting.undo)
app.command(epilog=examples("tracker history 7f3k", "tracker history"))(correcting.history)
app.add_typer(naming.alias, name="alias")
app.command(epilog=examples("tracker reextract", "tracker reextract --all --yes", "tracker reextract s-4m2x"))(
    rereading.reextract
)
app.command(
    epilog=examples(
        "tracker export csv events.csv",
        "tracker export jsonl - --country 'North Korea' > events.jsonl",
        "tracker export gexf countries.gexf --nodes countries",
        "tracker export markdown notes --force",
    )
)(exchanging.export)
app.command(
    "import",
    epilog=examples(
        "tracker import events.jsonl --format jsonl",
        "tracker import 20230726.export.CSV.zip --format gdelt",
        "tracker import visits.csv --format visits --columns map.toml",
    ),
)(exchanging.import_)
app.command(epilog=examples("tracker path Kang 'Wang Yi'", "tracker path", 'sqlite3 "$(tracker path)"'))(relating.path)
app.command(
    epilog=examples(
        "tracker extract article.txt",
        "tracker extract corpus.jsonl > events.jsonl",
        "tracker extract - < corpus.jsonl",
    )
)(adding.extract)


def _help_width() -> int:
    """The width of help and usage, which would otherwise be at least 50 columns, even on a narrower terminal."""
    return max(30, min(80, get_terminal_size().columns) - 2)


def _keep_what_is_asked(words: Sequence[str]) -> None:
    """Leave out all commands but the one that the first word names: to make each ready takes a while, and none is used.

    Where no command is named (`--help`, a misspelt one) or the shell asks for completions, all stay.
    """
    asked = next((word for word in words if not word.startswith("-")), None)
    named = [
        c for c in app.registered_commands if c.callback and (c.name or get_command_name(c.callback.__name__)) == asked
    ]
    if named and "_TRACKER_COMPLETE" not in os.environ:
        app.registered_commands = named
        app.registered_groups = []


def main() -> None:
    """Run the command line."""
    open_outputs()
    _keep_what_is_asked(sys.argv[1:])
    try:
        app(prog_name="tracker", terminal_width=_help_width())
    finally:
        leave_quietly()
