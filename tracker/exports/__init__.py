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

    about: str
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
    "csv": Form("a line an event, for spreadsheets and `import`", "own", "write_csv", full=True),
    "json": Form("one array", "own", "write_json", full=True),
    "jsonl": Form("one object a line, for `import`", "own", "write_jsonl", full=True),
    "parquet": Form("typed columns, participants and sources nested", "parquet", target="binary", full=True),
    "timelinejs": Form("TimelineJS", "timelinejs"),
    "timelinejs-sheet": Form("TimelineJS's spreadsheet", "timelinejs", "write_sheet"),
    "gexf": Form("a graph for Gephi", "graphs", "write_gexf"),
    "graphml": Form("a graph for Cytoscape, yEd, igraph", "graphs", "write_graphml"),
    "ical": Form("a calendar", "ical"),
    "ftm": Form("FollowTheMoney entities", "ftm"),
    "plover": Form("coded rows in the columns of POLECAT", "plover"),
    "gdelt": Form("coded rows in the columns of GDELT 2.0", "gdelt"),
    "markdown": Form("a folder of notes for Obsidian", "notes", target="folder"),
}

# What is asked for by name; the rest are variants that an option chooses.
COMMON = {name: form for name, form in FORMS.items() if "-" not in name}
NODES = ("persons", "countries")
