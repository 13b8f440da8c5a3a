"""The review queue without its screen: which doubt is looked at, and decisions about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from tracker import answers
from tracker.record import Decided, Record, open_database, read_assignment

Doubt = dict[str, Any]
Key = tuple[str, str, str | None, str]


class Queue:
    """The doubts of a record, the greatest first, and the place of the one that is looked at.

    After each decision the doubts are worked out anew; those that it settled are gone, and the next one stands in their
    place. Every decision is the record's own (`tracker.record.Record`), entered at once. Raises NotFoundError or
    DatabaseError if the record cannot be read.
    """

    def __init__(self, path: Path, *, words: bool = False) -> None:
        self.path = path
        self._words = words
        self._connection = answers.connect(path)
        self._made: list[int] = []
        self.at = 0
        self.swapped = False
        self.doubts: list[Doubt] = []
        self.refresh()

    def __enter__(self) -> Queue:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    @property
    def current(self) -> Doubt | None:
        """The doubt that is looked at; None behind the last one."""
        return self.doubts[self.at] if self.at < len(self.doubts) else None

    @property
    def ids(self) -> list[str]:
        """The ids of the event in doubt and, where two may be one, of the other; `swapped` if so."""
        doubt = self.current
        ids = [id_ for id_ in (doubt["id"], doubt["other"]) if id_] if doubt else []
        return ids[::-1] if self.swapped else ids

    def events(self) -> list[dict[str, Any]]:
        """The events of `ids` as `answers.show` gives them."""
        return [answers.show(self._connection, id_) for id_ in self.ids]

    def refresh(self) -> None:
        """Work out the doubts anew, and stay at the same place."""
        self.doubts = answers.doubtful(self._connection, words=self._words)
        self.at = min(self.at, len(self.doubts))
        self.swapped = False

    def go(self, steps: int) -> None:
        """Look at a later doubt, or with a number below zero at an earlier one."""
        self.at = max(0, min(self.at + steps, len(self.doubts)))
        self.swapped = False

    def decide(self, decision: Callable[[Record], Decided]) -> Decided:
        """Have a decision take effect. Raises the TrackerErrors of `Record`, and then changes nothing."""
        looked_at = _key(self.current)
        with open_database(self.path, create=False) as record:
            done = decision(record)
        self._made.append(done.number)
        before = self.at
        self.refresh()
        keys = [_key(doubt) for doubt in self.doubts]
        # The doubts above may be fewer or more now; one that stands in spite of the decision is left behind.
        self.at = keys.index(looked_at) + 1 if looked_at in keys else min(before, len(keys))
        return done

    def undo(self) -> Decided | None:
        """Take back the latest decision that was made here, and look at its doubt again; None if there is none."""
        if not self._made:
            return None
        number = self._made[-1]
        known = {_key(doubt) for doubt in self.doubts}
        with open_database(self.path, create=False) as record:
            done = record.undo(number)
        self._made.pop()
        self.refresh()
        back = [at for at, doubt in enumerate(self.doubts) if _key(doubt) not in known]
        self.at = back[0] if back else self.at
        return done


def _key(doubt: Doubt | None) -> Key | None:
    return (doubt["kind"], doubt["id"], doubt["other"], doubt["detail"]) if doubt else None


def proposed(doubt: Doubt, event: dict[str, Any]) -> str:
    """The correction that a doubt suggests, as `tracker edit` takes it: what another source says; "" if none."""
    if doubt["kind"] == "disagreement":
        name = doubt["detail"].partition(":")[0]
        field = next(field for field in event["fields"] if field["field"] == name)
        return assignment(name, str(field["others"][0]["value"]))
    return ""


def assignment(field: str, value: str) -> str:
    """FIELD=VALUE, with quotes where a space needs them, a span of dates as `edit` takes it."""
    import shlex

    if field == "date":
        value = value.replace(" to ", "..")
    return f"{field}={shlex.quote(value) if value else ''}"


def read_line(line: str) -> list[tuple[str, str]]:
    """FIELD=VALUE, several with spaces between, as `Record.edit` takes them. Raises InputError."""
    import shlex

    from tracker.errors import InputError

    try:
        return [read_assignment(word) for word in shlex.split(line)]
    except ValueError as error:
        raise InputError(f"{line}: {error}") from None
