"""Who may import whom, and what a reading command must not load."""

from __future__ import annotations

import ast
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import resolve_name
from pathlib import Path

import pytest

import tracker
from tests.cli_record import fill

PACKAGE = Path(tracker.__file__).parent
HEAVY = {"spacy", "thinc", "numpy", "dateparser", "trafilatura", "lxml", "sqlite_utils", "hypothesis", "textual"}

# Room -> the rooms that it may import, besides itself, errors and model; and the libraries kept out of it.
ROOMS: dict[str, tuple[set[str], set[str]]] = {
    "cli": (
        {
            "answers",
            "record",
            "sources",
            "render",
            "extraction",
            "review",
            "interrupts",
            "exports",
            "imports",
            "pages",
            "serving",
            "",
        },
        {"sqlite_utils", "spacy"},
    ),
    "review": ({"answers", "record", "render"}, {"sqlite3", "sqlite_utils", "spacy", "typer"}),
    "imports": ({"record", "knowledge", "exports", "render"}, {"spacy", "rich", "sqlite_utils", "typer", "sqlite3"}),
    "exports": ({"answers", "record", "knowledge", "render", ""}, {"spacy", "rich", "sqlite_utils", "typer"}),
    "render": (set(), {"sqlite3", "sqlite_utils", "spacy"}),
    "pages": ({"render"}, {"sqlite3", "sqlite_utils", "spacy", "typer", "rich"}),
    "serving": (set(), {"sqlite3", "sqlite_utils", "spacy", "typer", "rich"}),
    "answers": ({"record", "knowledge", "text"}, {"spacy", "rich", "sqlite_utils", "trafilatura"}),
    "record": ({"knowledge"}, {"spacy", "rich", "trafilatura"}),
    "sources": ({"text", "knowledge"}, {"spacy", "rich", "sqlite3", "sqlite_utils"}),
    "extraction": ({"knowledge", "text"}, {"sqlite3", "sqlite_utils", "rich", "typer"}),
    "knowledge": (set(), {"spacy", "rich", "sqlite3", "sqlite_utils", "typer"}),
    "text": (set(), {"spacy", "rich", "sqlite3", "sqlite_utils", "typer"}),
    "model": (set(), {"spacy", "rich", "sqlite3", "sqlite_utils", "typer"}),
    "errors": (set(), {"spacy", "rich", "sqlite3", "sqlite_utils", "typer"}),
    "interrupts": (set(), {"spacy", "rich", "sqlite3", "sqlite_utils", "typer"}),
}


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions and for type checking too, by its full name."""
    name = ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
    package = name if file.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            if module == "tracker":
                yield from (f"tracker.{alias.name}" for alias in node.names)
            else:
                yield module


def room(module: str) -> str:
    """The room of tracker that a module is in: "tracker.record.database" is in "record"."""
    names = {path.stem for path in PACKAGE.iterdir()}
    part = module.split(".")[1] if "." in module else ""
    return part if part in names else ""


@pytest.mark.parametrize("name", ROOMS)
def test_every_room_imports_only_what_the_architecture_allows(name: str) -> None:
    allowed, forbidden = ROOMS[name]
    files = [PACKAGE / f"{name}.py"] if (PACKAGE / f"{name}.py").exists() else sorted((PACKAGE / name).rglob("*.py"))
    assert files
    for file in files:
        for module in imports(file):
            if module.partition(".")[0] == "tracker":
                assert room(module) in allowed | {name, "errors", "model"}, f"{file} imports {module}"
            assert module.partition(".")[0] not in forbidden, f"{file} imports {module}"


def test_every_room_of_the_package_is_in_the_plan() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert rooms - {"__init__", "__main__", "py"} - set(ROOMS) == set()


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running the code."""
    program = f"import sys\n{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return set(output.stdout.splitlines()[-1].split())


def test_importing_the_package_is_light() -> None:
    loaded = loaded_by("import tracker; tracker.__version__, dir(tracker)")
    assert not loaded & (HEAVY | {"typer", "rich", "sqlite3"})


def test_the_public_names_are_there_and_no_others() -> None:
    for name in tracker.__all__:
        assert getattr(tracker, name) is not None
    assert set(tracker.__all__) <= set(dir(tracker))
    with pytest.raises(AttributeError, match="no attribute 'wizard'"):
        _ = tracker.wizard  # type: ignore[attr-defined]


READING = (
    ["timeline"],
    ["timeline", "--country", "North Korea", "--since", "2023", "--json"],
    ["who-met", "Shoigu"],
    ["people"],
    ["person", "Шойгу"],
    ["show", "ID"],
    ["show", "ID", "--why"],
    ["sources", "--csv"],
    ["review", "--list", "--json"],
    ["relations"],
    ["relations", "--country", "RU", "--by", "year", "--since", "2020"],
    ["ties", "Russia", "Kang"],
    ["search", "Pyongyang", "--country", "RU", "--level", "minister+"],
    ["first", "Russia", "Kang", "--since-last"],
    ["path", "Shoigu", "Kang"],
    ["country", "Russia"],
    ["stats", "--csv"],
    ["export", "csv", "-"],
    ["path"],
)


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_reading_command_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    database = fill(tmp_path / "events.db")
    with sqlite3.connect(database) as connection:
        (event,) = connection.execute("SELECT id FROM event LIMIT 1").fetchone()
    connection.close()
    words = [event if word == "ID" else word for word in arguments]
    code = f"from tracker.cli import app; app({[*words, '--db', str(database)]!r}, standalone_mode=False)"
    loaded = loaded_by(code)
    assert "typer" in loaded
    assert not loaded & HEAVY


def test_a_report_is_written_without_anything_heavy(tmp_path: Path) -> None:
    words = ["report", str(tmp_path / "out.html"), "--db", str(fill(tmp_path / "events.db"))]
    assert not loaded_by(f"from tracker.cli import app; app({words!r}, standalone_mode=False)") & HEAVY


def test_a_phrase_for_a_date_may_load_the_parser_of_phrases_and_no_more(tmp_path: Path) -> None:
    database = fill(tmp_path / "events.db")
    words = ["timeline", "--since", "three weeks ago", "--db", str(database)]
    loaded = loaded_by(f"from tracker.cli import app; app({words!r}, standalone_mode=False)")
    assert not loaded & (HEAVY - {"dateparser"})


@pytest.mark.parametrize("name", ["read_article", "Article", "Event", "open_database"])
def test_a_public_name_loads_no_language_model_unless_it_is_the_extraction(name: str) -> None:
    assert not loaded_by(f"import tracker; tracker.{name}") & {"spacy", "thinc", "typer", "rich"}
