"""`tracker` as a whole process: in pipes, on terminals, in other locales, its outputs closed or full."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli_record import MEETING, fill

if sys.platform == "win32":
    pytest.skip("terminals and signals of POSIX", allow_module_level=True)

import fcntl
import pty
import struct
import termios

TRACKER = [sys.executable, "-m", "tracker"]
ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("record") / "events.db")


def environment(**changes: str) -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if not k.startswith(("LC_", "PYTHON", "TRACKER_", "COLUMNS", "NO_COLOR"))
    }
    return kept | {"LANG": "C.UTF-8", "TERM": "xterm-256color"} | changes


def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    options.setdefault("env", environment())
    return subprocess.run([*TRACKER, *arguments], capture_output=True, timeout=60, **options)


def on_terminal(*arguments: str, columns: int, typed: bytes = b"", **changes: str) -> tuple[int, str]:
    """The exit status, and what a terminal so many columns wide was sent."""
    child, terminal = pty.fork()
    if child == 0:
        try:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            silent = termios.tcgetattr(0)
            silent[3] &= ~termios.ECHO  # what is typed does not come back as output
            termios.tcsetattr(0, termios.TCSANOW, silent)
            # a shell's background job ignores Ctrl-C and hands that on; a program on a terminal of its own does not
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            signal.alarm(60)  # a program that waits for ever ends, and its test fails
            os.execve(sys.executable, [*TRACKER, *arguments], environment(**changes))
        finally:
            os._exit(99)
    output = b""
    while True:
        # Ctrl-C just before Python begins to wait for a line is lost on it until the next key: so it is typed again.
        asked = bool(typed) and output.rstrip().endswith(b"[y/N]:")
        if asked:
            os.write(terminal, typed)
        if asked and not select.select([terminal], [], [], 3)[0]:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:  # Linux says EIO at the end
            break
        if not part:
            break
        output += part
        if asked:
            typed = b""
    os.close(terminal)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), output.decode("utf-8")


def cells(text: str) -> list[str]:
    """The lines of a terminal's output, without colours."""
    return ESCAPE_SEQUENCE.sub("", text).replace("\r", "").split("\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_on_a_terminal_everything_stays_within_its_width(columns: int, filled: Path) -> None:
    status, output = on_terminal("timeline", "--db", str(filled), columns=columns)
    assert status == 0
    lines = cells(output)
    assert max(map(len, lines)) <= columns
    assert "…" not in output
    text = re.sub(r"\s+", " ", " ".join(lines))
    for word in ("Kang", "Sun-nam", "Pyongyang", "planned", "cancelled", "undated", "2023-07-26"):
        assert word in text


def test_help_and_wrong_usage_stay_within_a_narrow_terminal() -> None:
    for arguments, expected in ((["add", "--help"], 0), (["timeline", "--type", "x"], 2)):
        status, output = on_terminal(*arguments, columns=40)
        assert status == expected
        lines = [line for line in cells(output) if not line.startswith(("    ", "Error:"))]
        assert max(map(len, lines)) <= 40


def test_a_terminal_gets_no_escape_of_an_article_and_shows_the_page_of_an_event(filled: Path) -> None:
    listed = json.loads(run("timeline", "--type", "conference", "--json", "--db", str(filled)).stdout)
    status, output = on_terminal("show", listed[0]["id"], "--db", str(filled), columns=80)
    assert status == 0
    assert not {"\x1b", "\x9b", "\x07", "\u202e"} & set("".join(cells(output)))
    assert r"\x1b[2J\x9b31m\u202e" in "".join(cells(output))
    assert "[red]Talks[/red]" in output


def test_colour_goes_to_terminals_only_and_not_where_it_is_unwanted(filled: Path) -> None:
    assert "\x1b[33m" in on_terminal("timeline", "--db", str(filled), columns=80)[1]
    assert "\x1b[33m" not in on_terminal("timeline", "--db", str(filled), columns=80, NO_COLOR="1")[1]
    assert b"\x1b" not in run("timeline", "--db", str(filled), env=environment(FORCE_COLOR="1")).stdout


def test_an_ascii_locale_gets_ascii(tmp_path: Path) -> None:
    database = fill(tmp_path / "ñandú.db")
    plain = environment(LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    for arguments in (["timeline"], ["path"], ["sources", "--csv"], ["timeline", "--country", "Ñowhere"]):
        result = run(*arguments, "--db", str(database), env=plain)
        assert result.stdout.isascii()
        assert result.stderr.isascii()
        assert b"UnicodeEncodeError" not in result.stderr
        assert b"bug" not in result.stderr
    status, output = on_terminal(
        "timeline", "--db", str(database), columns=80, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )
    assert status == 0
    assert output.isascii()


@pytest.mark.parametrize("form", ["", "--json", "--jsonl", "--csv"])
def test_a_reader_that_closes_the_pipe_early_is_no_error(form: str, filled: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    arguments = ["timeline", *filter(None, [form]), "--db", str(filled)]
    process = subprocess.run(
        [*TRACKER, *arguments], stdout=writing, stderr=subprocess.PIPE, env=environment(), timeout=60
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (0, b"")


@pytest.mark.parametrize("arguments", [["--help"], ["timeline", "--help"], ["--version"]])
def test_help_into_a_closed_pipe_prints_no_traceback(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [*TRACKER, *arguments], stdout=writing, stderr=subprocess.PIPE, env=environment(), timeout=60
    )
    os.close(writing)
    assert process.stderr == b""


def test_without_standard_output_or_error_nothing_breaks(filled: Path) -> None:
    command = f'exec "{sys.executable}" -m tracker timeline --db "{filled}"'
    assert subprocess.run(["sh", "-c", command + " >&- 2>&-"], env=environment(), timeout=60).returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_one_line_and_status_1(filled: Path) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        process = subprocess.run(
            [*TRACKER, "timeline", "--db", str(filled)],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
        )
    assert process.returncode == 1
    assert re.fullmatch(rb"tracker: cannot write the output: .+\n", process.stderr)


def test_removing_asks_on_a_terminal_and_takes_no_for_an_answer(tmp_path: Path) -> None:
    database = fill(tmp_path / "events.db")
    source = json.loads(run("sources", "--json", "--db", str(database)).stdout)[0]["id"]
    status, output = on_terminal("remove", source, "--db", str(database), columns=80, typed=b"n\n")
    assert status == 1
    assert "Talks in Pyongyang" in output
    assert "3 events that only it tells of?" in re.sub(r"\s+", " ", output)
    assert "nothing removed" in output
    assert len(json.loads(run("sources", "--json", "--db", str(database)).stdout)) == 2
    status, output = on_terminal("remove", source, "--db", str(database), columns=80, typed=b"y\n")
    assert status == 0
    assert len(json.loads(run("sources", "--json", "--db", str(database)).stdout)) == 1


def test_a_question_left_without_an_answer_removes_nothing(tmp_path: Path) -> None:
    database = fill(tmp_path / "events.db")
    source = json.loads(run("sources", "--json", "--db", str(database)).stdout)[0]["id"]
    status, output = on_terminal("remove", source, "--db", str(database), columns=80, typed=b"\x03")
    assert status == 1
    assert "tracker: nothing removed" in cells(output)
    assert len(json.loads(run("sources", "--json", "--db", str(database)).stdout)) == 2


# Presses Ctrl-C when the program looks for a module.
PRESSING = """
import os, signal, sys
class Pressed:
    def find_spec(self, name, *_):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Pressed())
from tracker.__main__ import main
sys.argv = ["tracker", "timeline", "--db", {database!r}]
main()
"""


def pressed_at(module: str, database: Path, handler: Any) -> subprocess.CompletedProcess[bytes]:
    program = PRESSING.format(module=module, database=str(database))
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, env=environment(), timeout=60,
        preexec_fn=lambda: signal.signal(signal.SIGINT, handler),
    )  # fmt: skip


@pytest.mark.parametrize("module", ["tracker.cli", "typer", "tracker.cli.reading", "tracker.answers"])
def test_ctrl_c_ends_the_program_the_same_way_while_it_starts_and_while_it_runs(module: str, filled: Path) -> None:
    result = pressed_at(module, filled, signal.SIG_DFL)
    assert (result.returncode, result.stdout, result.stderr) == (130, b"", b"tracker: interrupted\n")


@pytest.mark.parametrize("module", ["typer", "tracker.answers"])
def test_ctrl_c_is_still_ignored_where_whoever_started_the_program_has_it_so(module: str, filled: Path) -> None:
    result = pressed_at(module, filled, signal.SIG_IGN)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"Kang" in result.stdout


def test_a_record_in_a_read_only_directory_can_be_read_and_is_left_as_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    database = fill(folder / "events.db")
    before = database.read_bytes()
    folder.chmod(0o555)
    try:
        result = run("timeline", "--json", "--db", str(database))
        assert result.returncode == 0
        assert any(event["quote"] == MEETING for event in json.loads(result.stdout))
        assert database.read_bytes() == before
        if os.geteuid() != 0:  # to whom nothing is read-only
            assert [path.name for path in folder.iterdir()] == ["events.db"]
    finally:
        folder.chmod(0o755)


def test_an_undecodable_path_is_named_as_an_escape() -> None:
    result = subprocess.run(
        [*TRACKER, "timeline", "--db", b"caf\xe9.db"],
        capture_output=True,
        env=environment(),
        timeout=60,
    )
    assert result.returncode == 1
    assert rb"caf\udce9.db" in result.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_the_commands_and_the_kinds_of_events(shell: str) -> None:
    def completed(words: str) -> str:
        asked = environment(
            _TRACKER_COMPLETE=f"complete_{shell}", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")),
            _TYPER_COMPLETE_ARGS=words, _TYPER_COMPLETE_FISH_ACTION="get-args",
        )  # fmt: skip
        return run(env=asked).stdout.decode()

    assert "timeline" in completed("tracker time")
    assert "mediation" in completed("tracker timeline --type me")
