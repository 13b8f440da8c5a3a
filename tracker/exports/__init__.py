"""Events as the files of other programs: one module a format.

Each takes the events of `answers.whole_events` (or `answers.full_events`, if it says so) as a stream and writes text to
`out`; it gives back how many events it left out, by the reason. Text from articles is carried as text: nothing of it
becomes markup, a formula or a path.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal

Event = Mapping[str, Any]
LeftOut = Counter[str]
Write = Callable[..., LeftOut]

UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Form:
    """A format: the module and the function that write it.

    `target` is what it is written to: a text stream, a binary one, or a function that takes the name and the text of each file of
    a folder. `full` says that it needs what each source says in full.
    """

    module: str
    function: str = "write"
    target: Literal["text", "binary", "folder"] = "text"
    full: bool = False

    @property
    def write(self) -> Write:
        """The function that writes it, loaded when it is needed."""
        function: Write = getattr(import_module(f"tracker.exports.{self.module}"), self.function)
        return function


FORMS: dict[str, Form] = {
    "csv": Form("own", "write_csv", full=True),
    "json": Form("own", "write_json", full=True),
    "jsonl": Form("own", "write_jsonl", full=True),
    "parquet": Form("parquet", target="binary", full=True),
    "timelinejs": Form("timelinejs"),
    "timelinejs-sheet": Form("timelinejs", "write_sheet"),
    "gexf": Form("graphs", "write_gexf"),
    "graphml": Form("graphs", "write_graphml"),
    "ical": Form("ical"),
    "ftm": Form("ftm"),
    "plover": Form("plover"),
    "gdelt": Form("gdelt"),
    "markdown": Form("notes", target="folder"),
}

# What is asked for by name; the rest are variants that an option chooses.
COMMON = {name: form for name, form in FORMS.items() if "-" not in name}
NODES = ("persons", "countries")
