"""The review screen: what is doubtful beside the record, and keys to decide."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Label, Static

from tests.record_articles import KANG, LAVROV, SHOIGU, WANG, country, event, told
from tracker import answers
from tracker.model import Place
from tracker.record import Record
from tracker.review.queue import Queue, assignment
from tracker.review.screen import Review

HOSTILE = "[bold]Ann\x1b[2J\u202e Bell[/bold]"


@pytest.fixture
def doubtful(record: Record, path: Path) -> dict[str, str]:
    """Three doubts: two events that may be one, sources that disagree on a place, and one of low confidence."""
    pair = event(SHOIGU, country("North Korea", "KP"), confidence=0.9), event(SHOIGU, KANG, confidence=0.9)
    one, other = (told(record, e, text=f" {n}").event_ids[0] for n, e in enumerate(pair))
    seoul = Place("Seoul", "KR")
    low = told(record, event(WANG, LAVROV, day="2020-01-01", confidence=0.68, place=seoul), text=" low").event_ids[0]
    for n, place in enumerate((Place("Moscow", "RU"), Place("Sochi", "RU"))):
        where = told(record, event(WANG, SHOIGU, day="2021-01-01", place=place, confidence=0.9), text=f" at {n}")
    return {"one": one, "other": other, "low": low, "where": where.event_ids[0]}


def on_screen(path: Path, steps: Callable[[Pilot[None], Review], Awaitable[None]]) -> None:
    """Do the steps in front of a screen of 80 columns and 24 lines."""

    async def run() -> None:
        with Queue(path) as queue:
            screen = Review(queue)
            async with screen.run_test(size=(80, 24)) as pilot:
                await steps(pilot, screen)

    asyncio.run(run())


def text(screen: Review, name: str) -> str:
    return str(screen.query_one(f"#{name}", Static).render())


def show(path: Path, id_: str) -> dict[str, Any]:
    with closing(answers.connect(path)) as connection:
        return answers.show(connection, id_)


def kinds(path: Path) -> list[str]:
    with closing(answers.connect(path)) as connection:
        return [doubt["kind"] for doubt in answers.doubtful(connection)]


def test_the_greatest_doubt_comes_first_with_the_evidence_marked(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        assert text(screen, "doubt").startswith("1 of 3  doubt 0.")
        assert "may be one with" in text(screen, "doubt")
        assert ">> Sergei Shoigu and Kang Sun-nam had a meeting. <<" in text(screen, "passages-text")
        assert "It begins here" in text(screen, "passages-text")
        for id_ in (doubtful["one"], doubtful["other"]):
            assert id_ in text(screen, "record-text")
        await pilot.press("s")
        assert text(screen, "doubt").startswith("2 of 3")
        assert "but also" in text(screen, "record-text")
        await pilot.press("s", "s")
        assert text(screen, "doubt") == "The end: 3 left as they are."
        await pilot.press("c", "r", "m", "e")  # about nothing
        await pilot.press("b")
        assert text(screen, "doubt").startswith("3 of 3")

    on_screen(path, steps)
    assert len(kinds(path)) == 3


def test_merging_and_undoing_give_the_record_as_it_was(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        await pilot.press("m")
        assert text(screen, "said") == "merged (decision 1; u takes it back)"
        assert show(path, doubtful["one"])["id"] == show(path, doubtful["other"])["id"]
        assert text(screen, "doubt").startswith("1 of 2")
        await pilot.press("u")
        assert show(path, doubtful["one"])["id"] != show(path, doubtful["other"])["id"]
        assert text(screen, "doubt").startswith("1 of 3")
        await pilot.press("u")
        assert text(screen, "said") == "nothing was decided here yet"

    on_screen(path, steps)


def test_two_events_that_are_kept_apart_are_not_asked_of_again(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        await pilot.press("k")
        assert "kept apart" in text(screen, "said")

    on_screen(path, steps)
    assert kinds(path) == ["disagreement", "confidence"]


def test_of_two_events_the_other_can_be_rejected(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        second = screen.queue.events()[1]["id"]
        await pilot.press("x", "r")
        assert show(path, second)["review"] == "rejected"

    on_screen(path, steps)


def test_confirming_settles_a_low_confidence(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        while screen.queue.current and screen.queue.current["kind"] != "confidence":
            await pilot.press("right")
        await pilot.press("c")

    on_screen(path, steps)
    assert show(path, doubtful["low"])["review"] == "confirmed"
    assert "confidence" not in kinds(path)


def test_a_correction_is_proposed_typed_refused_and_mended(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        while screen.queue.current and screen.queue.current["kind"] != "disagreement":
            await pilot.press("s")
        await pilot.press("e")
        changes = screen.screen.query_one("#changes", Input)
        assert changes.value in ("place='Moscow, RU'", "place='Sochi, RU'")
        changes.value = "place='Kaesong, Atlantis'"
        await pilot.press("enter")
        assert "'Atlantis' is no country" in str(screen.screen.query_one("#refused", Label).render())
        changes.value = "place='"
        await pilot.press("enter")
        assert "No closing quotation" in str(screen.screen.query_one("#refused", Label).render())
        changes.value = "place='Kaesong, KP'"
        await pilot.press("tab", *"so", "enter")
        assert "edited" in text(screen, "said")

    on_screen(path, steps)
    event_ = show(path, doubtful["where"])
    assert (event_["where"], event_["decisions"][0]["reason"]) == ("Kaesong", "so")
    assert "disagreement" not in kinds(path)


def test_escape_leaves_a_correction_without_one(path: Path, doubtful: dict[str, str]) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        await pilot.press("e", *"date=2020", "escape", "q")

    on_screen(path, steps)
    assert not show(path, doubtful["one"])["decisions"]


def test_a_decision_of_somebody_else_meanwhile_is_said_and_nothing_is_lost(
    record: Record, path: Path, doubtful: dict[str, str]
) -> None:
    async def steps(pilot: Pilot[None], screen: Review) -> None:
        record.merge(doubtful["one"], doubtful["other"])
        await pilot.press("m")
        assert "one event already" in text(screen, "said") or "1 of 2" in text(screen, "doubt")

    on_screen(path, steps)
    assert "merge" not in kinds(path)


def test_the_words_of_an_article_are_shown_and_do_nothing(record: Record, path: Path) -> None:
    who = LAVROV, KANG
    told(record, event(*who, confidence=0.3), text=f" {HOSTILE}", title=HOSTILE, outlet="[link=x]y")

    async def steps(pilot: Pilot[None], screen: Review) -> None:
        assert r"[bold]Ann\x1b[2J\u202e Bell[/bold]" in text(screen, "passages-text")
        assert "[link=x]y" in text(screen, "passages-text")

    on_screen(path, steps)


def test_without_doubts_the_screen_says_so(record: Record, path: Path) -> None:
    told(record, event(LAVROV, KANG, confidence=0.9))

    async def steps(pilot: Pilot[None], screen: Review) -> None:
        assert text(screen, "doubt") == "Nothing is in doubt."

    on_screen(path, steps)


def test_a_span_of_days_is_proposed_as_edit_takes_it() -> None:
    assert assignment("date", "2023-07-25 to 2023-07-27") == "date=2023-07-25..2023-07-27"
    assert assignment("status", "held") == "status=held"


def test_without_a_terminal_the_queue_is_to_be_listed(path: Path, doubtful: dict[str, str]) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tracker", "review", "--db", str(path)], capture_output=True, text=True, timeout=60
    )
    assert result.returncode == 1
    assert result.stderr == "tracker: there is no terminal to show a screen on: say --list\n"


@pytest.mark.skipif(not shutil.which("tmux"), reason="needs tmux, a terminal to drive")
def test_in_a_terminal_of_80_by_24_everything_is_in_its_place(path: Path, doubtful: dict[str, str]) -> None:
    server = f"tracker-{os.getpid()}"

    def tmux(*words: str) -> str:
        return subprocess.run(["tmux", "-L", server, *words], capture_output=True, text=True, timeout=60).stdout

    def seen(words: str) -> list[str]:
        for _ in range(300):
            lines = tmux("capture-pane", "-p").splitlines()
            if any(words in line for line in lines):
                return lines
            time.sleep(0.1)
        raise AssertionError("\n".join(lines))

    command = f"'{sys.executable}' -m tracker review --db '{path}'; echo left $?; sleep 60"
    tmux(
        "-f",
        "/dev/null",
        "new-session",
        "-d",
        "-x",
        "80",
        "-y",
        "24",
        "env",
        "TERM=screen-256color",
        "sh",
        "-c",
        command,
    )
    try:
        lines = seen("Quit")
        assert max(map(len, lines)) <= 80
        assert lines[0].startswith(" 1 of 3  doubt 0.")
        assert "Merge" in next(line for line in lines if "Quit" in line)
        assert any("what is said" in line and "what is recorded" in line for line in lines)
        tmux("send-keys", "m")
        seen("merged (decision 1")
        tmux("send-keys", "q")
        seen("left 0")
    finally:
        tmux("kill-server")
    assert "merge" not in kinds(path)
