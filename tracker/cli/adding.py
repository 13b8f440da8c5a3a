"""The commands that read articles: add, into the record, and extract, without one."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli.endings import many, say
from tracker.cli.groups import grouped
from tracker.cli.options import (
    Database,
    Model,
    Paths,
    Published,
    collect_seldom,
    database,
    iso_date,
    standard_input,
)
from tracker.errors import InputError, TrackerError
from tracker.model import VERBAL_TYPES
from tracker.render import Format, write_rows

if TYPE_CHECKING:
    from tracker.model import Article, Event
    from tracker.record import Outcome, Record

# A bar for fewer articles would be gone before it is read.
_WORTH_A_BAR = 3


@grouped
def add(
    paths: Paths,
    date: Published = None,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help="Where it was published.")] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TITLE", help="Its headline.")] = None,
    outlet: Annotated[str | None, typer.Option("--outlet", metavar="OUTLET", help="Who published it.")] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Keep the quotes that prove events, but not the texts.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be stored; store nothing.")] = False,
    model: Model = None,
    *,
    form: Format,
    db: Database = None,
) -> None:
    """Read articles, and store and show the events in them.

    An article that is in the record already changes nothing. An input that cannot be used is named and left
    out, the others are added, and the exit status is 1.
    """
    published = iso_date(date)
    collect_seldom()
    from tracker.extraction import EXTRACTOR_VERSION
    from tracker.render import views
    from tracker.sources import iter_articles

    bad = _Bad()
    articles = iter_articles(
        paths,
        published=published,
        url=url,
        title=title,
        outlet=outlet,
        stdin=standard_input(),
        on_error=bad.report,
    )
    added = _Added(dry_run)
    record: Record | None = None
    with ExitStack() as stack:
        try:
            with _progress(articles) as counted:
                for name, article in counted:
                    if not dry_run and record is None:
                        # Only now: a call without usable input leaves no empty database behind.
                        from tracker.record import open_database

                        record = stack.enter_context(open_database(database(db)))
                    if record is not None and (outcome := record.known(article)):
                        added.recall(name, outcome, record)
                        continue
                    events = bad.read(name, article, model)
                    if events is None:
                        continue
                    if record is None:
                        added.show(name, article, events)
                        continue
                    try:
                        outcome = record.add(
                            article, events, extractor=EXTRACTOR_VERSION, label=name, keep_text=not no_text
                        )
                    except InputError as error:
                        bad.report(name, InputError(f"{name}: {error}"))
                        continue
                    added.count(name, article, events, outcome, record)
        finally:
            # What is in the record is shown even if the rest is not reached.
            write_rows(added.rows, form, sys.stdout, keys=views.FOUND_KEYS, columns=views.EVENTS)
            added.summarise()
    bad.leave()


def extract(paths: Paths, date: Published = None, model: Model = None) -> None:
    """Print the events of articles as JSON; no database.

    One line a document: {"id": ..., "events": [...]}. A JSONL record has "id" and "text", and "published" and
    "title" where known. The offsets of the evidence count characters: text[start:end] is the quote.
    """
    published = iso_date(date)
    collect_seldom()
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


@dataclass
class _Bad:
    """The inputs that could not be used."""

    names: list[str] = field(default_factory=list)

    def report(self, name: str, reason: TrackerError) -> None:
        """Say why an input is left out; the reason names it."""
        self.names.append(name)
        say(f"tracker: {reason}")

    def read(self, name: str, article: Article, model: str | None) -> list[Event] | None:
        """The article's events; None, and a report, if the extraction fails on this very article."""
        from tracker.extraction import extract as events_of

        try:
            return events_of(article, model=model)
        except TrackerError:
            raise  # a model that is not installed fails on every article
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

    dry_run: bool
    rows: list[dict[str, Any]] = field(default_factory=list)
    articles: int = 0
    known_articles: int = 0
    new: int = 0
    known: int = 0
    merged: int = 0
    words: int = 0

    def show(self, name: str, article: Article, events: list[Event]) -> None:
        """Take in an article that is not to be stored."""
        self._say_date(name, article)
        self.articles += 1
        for event in events:
            self._take(_found(name, None, event))

    def count(self, name: str, article: Article, events: list[Event], outcome: Outcome, record: Record) -> None:
        """Take in an article that was stored just now."""
        if outcome.source_known:  # another process was faster
            self.recall(name, outcome, record)
            return
        self.new += outcome.new
        self.merged += outcome.merged
        self._say_date(name, article)
        self.articles += 1
        for id_, event in zip(outcome.event_ids, events, strict=True):
            self._take(_found(name, id_, event))

    def recall(self, name: str, outcome: Outcome, record: Record) -> None:
        """Take in an article that was in the record before."""
        from tracker.answers import source
        from tracker.render.views import FOUND_KEYS

        say(f"{name}: already in the record as source {outcome.source_id}; nothing changed")
        self.known_articles += 1
        self.known += outcome.known
        for event in source(record.connection, outcome.source_id)["events"]:
            row = event | {"article": name}
            self._take({key: row[key] for key in FOUND_KEYS})

    def _take(self, row: dict[str, Any]) -> None:
        """Keep an event to be shown; of what was only said, promised or conceded, the number."""
        if row["type"] in VERBAL_TYPES:
            self.words += 1
        else:
            self.rows.append(row)

    def summarise(self) -> None:
        """Say the counts in one line."""
        if self.dry_run and self.articles:
            found = many(len(self.rows) + self.words, "event")
            say(f"{many(self.articles, 'article')}, {found}{self._in_words()}; nothing stored")
        elif self.articles or self.known_articles:
            known = f", {self.known_articles} known" if self.known_articles else ""
            say(
                f"{many(self.articles, 'article')} added{known}: "
                f"{many(self.new, 'event')} new, {self.known} known, {self.merged} merged{self._in_words()}"
            )

    def _in_words(self) -> str:
        return f" ({self.words} in words only: see `timeline --words`)" if self.words else ""

    def _say_date(self, name: str, article: Article) -> None:
        name = f"{name} ({article.id})" if article.id else name
        if article.published:
            from tracker.render.views import published

            coming = ", a day still to come" if article.published > _latest_today() else ""
            say(f"{name}: {published(article.published, article.published_basis)}{coming}")
        else:
            say(f"{name}: no publication date found, so relative dates stay unknown; give it with --date")


def _latest_today() -> dt.date:
    """The day that has begun somewhere on Earth: clocks are at most 14 hours ahead of UTC."""
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=14)).date()


def _found(name: str, id_: str | None, event: Event) -> dict[str, Any]:
    """The row of one event just found, with the keys that `timeline` gives to it."""
    from tracker.answers.labels import who

    keys = ("name", "kind", "country", "org", "title", "role")
    participants = [{key: getattr(participant, key) for key in keys} for participant in event.participants]
    return {
        "id": id_,
        "date": event.when.start,
        "end": event.when.end,
        "precision": event.when.precision,
        "type": event.type,
        "status": event.status,
        "salience": event.salience,
        "who": who(participants),
        "where": event.place.name if event.place else None,
        "country": event.place.country if event.place else None,
        "participants": participants,
        "quote": event.evidence[0].quote if event.evidence else None,
        "confidence": event.confidence,
        "article": name,
    }


@contextmanager
def _progress(articles: Iterable[tuple[str, Article]]) -> Iterator[Iterator[tuple[str, Article]]]:
    """Pass the articles on, and count them on a terminal's standard error once they are more than a few."""
    if not sys.stderr or not sys.stderr.isatty():
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
