"""The commands that read articles or change the record: add, extract, remove."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.endings import say
from tracker.cli.options import (
    Csv,
    Database,
    Json,
    Jsonl,
    Model,
    Paths,
    Published,
    database,
    iso_date,
    output_format,
    standard_input,
)
from tracker.errors import InputError, TrackerError
from tracker.render import plain, write_rows

if TYPE_CHECKING:
    from tracker.model import Article, Event
    from tracker.record import Outcome, Record

# A bar for fewer articles would be gone before it is read.
_WORTH_A_BAR = 3


def add(
    paths: Paths,
    date: Published = None,
    url: Annotated[str | None, typer.Option(help="Where the article was published.")] = None,
    title: Annotated[str | None, typer.Option(help="Its headline.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be stored; store nothing.")
    ] = False,
    model: Model = None,
    json_: Json = False,
    jsonl: Jsonl = False,
    csv: Csv = False,
    db: Database = None,
) -> None:
    """Read articles, store the events found in them, and show these.

    An article that is in the record already changes nothing. An input that cannot be used is named and left
    out, the others are added, and the exit status is 1.
    """
    form = output_format(json_, jsonl, csv)
    published = iso_date(date)
    from tracker.extraction import EXTRACTOR_VERSION
    from tracker.render import views
    from tracker.sources import iter_articles

    added = _Added()
    bad = _Bad()
    record: Record | None = None
    with ExitStack() as stack:
        try:
            articles = iter_articles(
                paths,
                published=published,
                url=url,
                title=title,
                outlet=outlet,
                stdin=standard_input(),
                on_error=bad.report,
            )
            for name, article in stack.enter_context(_progress(articles)):
                if not dry_run and record is None:
                    # Only now: a call with no usable input leaves no empty database behind.
                    from tracker.record import open_database

                    record = stack.enter_context(open_database(database(db)))
                events = bad.read(name, article, model)
                if events is None:
                    continue
                outcome = (
                    record.add(article, events, extractor=EXTRACTOR_VERSION, label=name) if record else None
                )
                added.count(name, article, events, outcome)
        finally:
            write_rows(added.rows, form, sys.stdout, keys=views.FOUND_KEYS, columns=views.FOUND)
            if added.articles or added.known_articles:
                say(added.summary(dry_run))
    bad.leave()


def extract(paths: Paths, date: Published = None, model: Model = None) -> None:
    """Print the events of articles as JSON, one line a document, without any database.

    A JSONL record has "id" and "text", and "published" and "title" where known. Each line printed is
    {"id": ..., "events": [...]}; the offsets of the evidence count characters: text[start:end] is the quote.
    """
    published = iso_date(date)
    from tracker.render.data import write_jsonl
    from tracker.sources import iter_articles

    bad = _Bad()

    def documents() -> Iterator[dict[str, Any]]:
        articles = iter_articles(paths, published=published, stdin=standard_input(), on_error=bad.report)
        for name, article in articles:
            events = bad.read(name, article, model)
            if events is not None:
                yield {"id": article.id or name, "events": [event.to_json() for event in events]}

    write_jsonl(documents(), sys.stdout)
    bad.leave()


def remove(
    ref: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A source's id, as in `tracker sources`, or an event's.", show_default=False
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    db: Database = None,
) -> None:
    """Remove an article and the events that only it tells of, or one event.

    Asks first, with what would go.
    """
    from tracker import answers
    from tracker.record import open_database
    from tracker.record.database import find_source

    with open_database(database(db), create=False) as record:
        source = find_source(record.connection, ref)
        told = next(row["events"] for row in answers.sources(record.connection) if row["id"] == source["id"])
        if not yes:
            _ask(f"Remove {_described(source)}, with its account of {_many(told, 'event')}?")
        removal = record.remove(source["id"])
    say(
        f"removed {_described(source)}: {_many(len(removal.removed), 'event')} gone, "
        f"{len(removal.kept)} kept because other articles tell of them"
    )


def _described(source: Any) -> str:
    about = ", ".join(filter(None, (source["title"], source["outlet"], source["published"])))
    return f"source {source['id']}" + (f" ({about})" if about else "")


def _ask(question: str) -> None:
    """Go on if the user says yes; without a terminal to ask on, or without a yes, raise."""
    if not sys.stdin.isatty():
        raise InputError(f"{question} There is no terminal to ask on; say --yes")
    if not typer.confirm(plain(question), err=True):
        raise InputError("nothing removed")


@dataclass
class _Bad:
    """The inputs that could not be used."""

    names: list[str] = field(default_factory=list)

    def report(self, name: str, reason: TrackerError) -> None:
        """Say why an input is left out; the reason names it."""
        self.names.append(name)
        say(f"tracker: {reason}")

    def read(self, name: str, article: Article, model: str | None) -> list[Event] | None:
        """The article's events; None, and a report, if extraction fails on this very article."""
        from tracker.extraction import extract as events_of

        try:
            return events_of(article, model=model)
        except TrackerError:
            raise  # a model that is not there fails on every article
        except Exception as error:
            self.report(name, TrackerError(f"{name}: this is a bug ({type(error).__name__}: {error})"))
            return None

    def leave(self) -> None:
        """End with status 1 if there were any."""
        if self.names:
            raise typer.Exit(1)


@dataclass
class _Added:
    """What `add` has found so far."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    articles: int = 0
    known_articles: int = 0
    new: int = 0
    known: int = 0
    merged: int = 0

    def count(self, name: str, article: Article, events: list[Event], outcome: Outcome | None) -> None:
        """Take in one article, and say what is to be known of it as a whole."""
        name = f"{name} ({article.id})" if article.id else name
        if article.published:
            say(f"{name}: published {article.published}, from the {article.published_basis}")
        else:
            say(f"{name}: no publication date found, so relative dates stay unknown; give it with --date")
        ids = outcome.event_ids if outcome else [None] * len(events)
        self.rows += [_found(name, id_, event) for id_, event in zip(ids, events, strict=False)]
        if outcome and outcome.source_known:
            self.known_articles += 1
            say(f"{name}: already in the record as source {outcome.source_id}; nothing changed")
            return
        self.articles += 1
        if outcome:
            self.new += outcome.new
            self.known += outcome.known
            self.merged += outcome.merged

    def summary(self, dry_run: bool) -> str:
        """One line of counts."""
        if dry_run:
            return f"{_many(self.articles, 'article')}, {_many(len(self.rows), 'event')}; nothing stored"
        known = f", {self.known_articles} known" if self.known_articles else ""
        return (
            f"{_many(self.articles, 'article')} added{known}: "
            f"{_many(self.new, 'event')} new, {self.known} known, {self.merged} merged"
        )


def _found(name: str, id_: str | None, event: Event) -> dict[str, Any]:
    """The row of one event just found, with the keys that `timeline` gives to it."""
    return {
        "id": id_,
        "date": event.when.start,
        "end": event.when.end,
        "precision": event.when.precision,
        "type": event.type,
        "status": event.status,
        "salience": event.salience,
        "who": ", ".join(_participant(p) for p in event.participants),
        "where": event.place.name if event.place else None,
        "country": event.place.country if event.place else None,
        "participants": [p.to_json() for p in event.participants],
        "quote": " ".join(e.quote for e in event.evidence),
        "confidence": event.confidence,
        "article": name,
    }


def _participant(participant: Any) -> str:
    stands_for = participant.country or participant.org
    shown = stands_for and participant.kind in ("person", "office")
    return f"{participant.name} ({stands_for})" if shown else participant.name


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


@contextmanager
def _progress(articles: Iterable[tuple[str, Article]]) -> Iterator[Iterator[tuple[str, Article]]]:
    """Pass the articles on, and count them on a terminal's standard error once they are more than a few."""
    if not sys.stderr.isatty():
        yield iter(articles)
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    bar = Progress(
        SpinnerColumn("line"),
        TextColumn("{task.completed} articles read"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
    )

    def counted() -> Iterator[tuple[str, Article]]:
        task = bar.add_task("", total=None)
        for number, pair in enumerate(articles):
            if number == _WORTH_A_BAR:
                bar.start()
            yield pair
            bar.update(task, completed=number + 1)

    try:
        yield counted()
    finally:
        bar.stop()
