"""What the help and the README tell of the commands is so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tracker.cli import app

README = Path(__file__).parents[1] / "README.md"
GROUP = typer.main.get_command(app)
COMMANDS: list[str] = list(GROUP.commands)  # type: ignore[attr-defined]


def help_of(*command: str) -> str:
    result = CliRunner().invoke(app, [*command, "--help"], prog_name="tracker", env={"COLUMNS": "80"})
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_each_option_and_gives_an_example(command: str) -> None:
    text = help_of(command)
    assert max(map(len, text.splitlines())) <= 80
    options = re.search(r"^Options:\n(.*?)^\n", text + "\n", re.S | re.M)
    assert options
    for entry in re.split(r"\n(?=  -)", options[1].rstrip()):
        assert re.search(r"(  |\n +)[A-Z]", entry), f"{entry!r} is not explained"
    assert f"    tracker {command}" in text


def test_every_command_has_a_short_description_that_is_not_cut() -> None:
    listed = help_of()
    assert "..." not in listed.partition("Commands:")[2]


def examples() -> Iterator[str]:
    """Every command line that the help gives as an example, and every one of the README's console blocks."""
    for command in [(), *((name,) for name in COMMANDS)]:
        yield from re.findall(r"^    ((?:.*\| )?tracker .*)$", help_of(*command), re.M)
    readme = README.read_text(encoding="utf-8") if README.exists() else ""
    for block in re.findall(r"^```(?:console|sh|shell|bash)\n(.*?)^```", readme, re.S | re.M):
        yield from re.findall(r"^(?:\$ )?(tracker .*)$", block, re.M)


@pytest.mark.parametrize("line", sorted(set(examples())))
def test_an_example_uses_a_command_and_options_that_exist(line: str) -> None:
    line = re.sub(r"^.*\| (?=tracker )| [|<>] .*$", "", line)
    _, command, *words = shlex.split(line, comments=True)
    if command.startswith("-"):
        assert command in help_of()
        return
    assert command in COMMANDS
    text = help_of(command)
    for word in words:
        if re.match("--?[a-z]", word):
            assert re.search(rf"(^|[ ,]){re.escape(word.partition('=')[0])}\b", text, re.M), word


def test_the_python_of_the_readme_is_python() -> None:
    if not README.exists():
        pytest.skip("there is no README beside an installed package")
    for block in re.findall(r"^```python\n(.*?)^```", README.read_text(encoding="utf-8"), re.S | re.M):
        compile(block, str(README), "exec")
