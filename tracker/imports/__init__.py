"""Files of other programs as events: one module a format.

Each reads a file as a stream and gives what `record.import_events` or `record.import_coded` enters. A row that cannot
be used is named in `Faults` with its line and left out; a row that is none of tracker's events is counted there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any


@dataclass
class Faults:
    """What was left out: rows that cannot be used, each told to `tell` by its line, and others by the reason."""

    tell: Callable[[int, str], None]
    count: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, line: int, message: str) -> None:
        """Name a row that cannot be used."""
        self.count += 1
        self.tell(line, message)


@dataclass(frozen=True, slots=True)
class Form:
    """A format: the module and the function that read it. `coded` data is entered many at once and compared with nothing."""

    module: str
    function: str = "read"
    coded: bool = False

    @property
    def read(self) -> Callable[..., Any]:
        """The function that reads it, loaded when it is needed."""
        function: Callable[..., Any] = getattr(import_module(f"tracker.imports.{self.module}"), self.function)
        return function


FORMS: dict[str, Form] = {
    "jsonl": Form("own", "read_jsonl"),
    "csv": Form("own", "read_csv"),
    "polecat": Form("polecat", coded=True),
    "gdelt": Form("gdelt", coded=True),
    "visits": Form("visits"),
}
