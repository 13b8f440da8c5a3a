"""Rows and texts on a screen, in a pipe and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.render import Column, Groups, plain, write_rows, write_table
from tracker.render.views import EVENTS, WHO_MET, by_month_or_year, span

HOSTILE = "Putin [bold]x[/bold] \x1b[31m\x9b2J\u202egro\u200b.live\x07 :smile:"
COLUMNS = (
    Column("Id", lambda row: str(row["id"]), whole=True),
    Column("Who", lambda row: str(row["who"])),
    Column("Times", lambda row: str(row.get("times", "")), whole=True, right=True),
)


class Screen(io.StringIO):
    """A terminal of some width, as far as the layout is concerned."""

    def __init__(self, encoding: str = "utf-8") -> None:
        super().__init__()
        self._encoding = encoding

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._encoding

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _colourless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")


def on_screen(rows: list[dict[str, Any]], width: int, monkeypatch: pytest.MonkeyPatch, **options: Any) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LINES", "24")
    screen = Screen(options.pop("encoding", "utf-8"))
    write_table(rows, options.pop("columns", COLUMNS), screen, **options)
    return screen.getvalue()


def in_pipe(rows: list[dict[str, Any]], form: Any = "table", **options: Any) -> str:
    out = io.StringIO()
    write_rows(rows, form, out, keys=options.get("keys", ("id", "who")), columns=COLUMNS)
    return out.getvalue()


def test_plain_text_is_one_line_that_steers_no_terminal() -> None:
    assert plain("a\r\n\tb\u2028c\x0bd ") == "a b c d"
    assert plain("\x1b[31mred\x9b0m\x7f\x00") == r"\x1b[31mred\x9b0m\x7f\x00"
    assert plain("gro.live\u202e\u2066\ufeff\u200b") == r"gro.live\u202e\u2066\ufeff\u200b"
    assert plain(b"caf\xe9.txt".decode("utf-8", "surrogateescape")) == r"caf\udce9.txt"
    assert plain(None) == ""


def test_plain_text_keeps_what_names_are_spelt_with() -> None:
    for name in (
        "José Ñandú",
        "金正恩",
        "محمود عباس",
        "می\u200cخواهم",
        "O'Neill",
        "[bold]",
        ":smile:",
        "👩\u200d🚀",
    ):
        assert plain(name) == name


@given(st.text())
def test_no_text_whatever_reaches_a_terminal_with_a_control_character(text: str) -> None:
    shown = plain(text)
    assert not [c for c in shown if ord(c) < 32 or 0x7F <= ord(c) < 0xA0]
    shown.encode("utf-8")


@given(st.lists(st.dictionaries(st.sampled_from(["id", "who", "times"]), st.text() | st.integers() | st.none())))
def test_json_gives_back_every_character_without_one_that_a_terminal_obeys(
    rows: list[dict[str, Any]],
) -> None:
    written = in_pipe(rows, "json")
    assert json.loads(written) == rows
    assert [json.loads(line) for line in in_pipe(rows, "jsonl").splitlines()] == rows
    assert "\x1b" not in written
    assert "\x9b" not in written
    assert "\u202e" not in written


def test_json_of_nothing_is_an_empty_array_and_csv_its_heading() -> None:
    assert in_pipe([], "json") == "[]\n"
    assert in_pipe([], "jsonl") == ""
    assert in_pipe([], "csv") == "id,who\n"
    assert in_pipe([], "table") == ""


def test_json_to_an_ascii_output_is_ascii() -> None:
    screen = Screen("ascii")
    write_rows([{"who": "José 金"}], "json", screen, keys=(), columns=())
    assert screen.getvalue().isascii()
    assert json.loads(screen.getvalue()) == [{"who": "José 金"}]


def test_csv_is_flat_and_no_cell_is_a_formula() -> None:
    rows = [
        {"id": "=1+1", "who": ["@Kang", "Li\nHongzhong"]},
        {"id": "+7", "who": [{"name": "Shoigu", "country": "RU"}, {"name": "a,b"}]},
        {"id": " \t-2", "who": None},
        {"id": 3, "who": 'said "no"'},
    ]
    table = list(csv.reader(io.StringIO(in_pipe(rows, "csv"))))
    assert table == [
        ["id", "who"],
        ["'=1+1", "'@Kang; Li Hongzhong"],
        ["'+7", "Shoigu; a,b"],
        ["'-2", ""],
        ["3", 'said "no"'],
    ]


def test_a_pipe_gets_one_line_a_row_with_nothing_cut() -> None:
    long = "a very long name " * 40
    text = in_pipe([{"id": 1, "who": long, "times": 7}, {"id": 2, "who": "x\ny"}])
    heading, first, second = text.splitlines()
    assert heading.split() == ["Id", "Who", "Times"]
    assert first == f"1   {long}     7"
    assert second.split() == ["2", "x", "y", "-"]


def test_columns_in_a_pipe_stay_aligned_below_wide_characters() -> None:
    lines = in_pipe([{"id": 1, "who": "金正恩", "times": 1}, {"id": 2, "who": "abcdef", "times": 2}]).splitlines()
    assert lines[1] == "1   金正恩      1"
    assert lines[2] == "2   abcdef      2"


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_a_terminal_shows_every_word_within_its_width(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": f"id{n}", "who": " ".join(f"word{n}x{k}" for k in range(30)), "times": n} for n in range(5)]
    text = on_screen(rows, width, monkeypatch)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text
    for row in rows:
        assert all(word in text for word in str(row["who"]).split())


@pytest.mark.parametrize("width", [60, 80])
def test_whom_somebody_met_fits_with_post_and_who_gives_it(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {
        "name": "Kang Sun-nam", "post": "Secretary of the Security Council", "post_from": "officials table",
        "country_name": "United Arab Emirates", "times": 12, "first": "2023-07-30", "last": "2024-01-02",
        "places": ["Pyongyang", "Moscow"], "events": ["5123h", "8zz3"],
    }  # fmt: skip
    text = on_screen([row], width, monkeypatch, columns=WHO_MET)
    assert max(map(len, text.splitlines())) <= width
    for word in "Secretary of the Security Council (officials table) Kang Sun-nam Pyongyang 5123h".split():
        assert word in text


def test_a_terminal_folds_a_word_that_is_longer_than_its_width(monkeypatch: pytest.MonkeyPatch) -> None:
    text = on_screen([{"id": 1, "who": "x" * 500}], 40, monkeypatch)
    assert text.count("x") == 500
    assert max(map(len, text.splitlines())) <= 40


@pytest.mark.parametrize("width", [30, 40, 80])
def test_hostile_text_is_shown_literally_on_a_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = on_screen([{"id": "1", "who": HOSTILE}], width, monkeypatch)
    assert not {"\x1b", "\x9b", "\x07", "\u202e", "\u200b"} & set(text)
    squeezed = "".join(text.split())
    for part in ("[bold]x[/bold]", r"\x1b[31m\x9b2J\u202egro\u200b.live\x07", ":smile:"):
        assert part in squeezed


def test_an_ascii_terminal_gets_ascii_rules_and_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    text = on_screen([{"id": 1, "who": "José 金正恩"}], 80, monkeypatch, encoding="ascii")
    assert text.isascii()
    assert r"Jos\xe9 \u91d1\u6b63\u6069" in text


def test_a_narrow_terminal_gets_cards_with_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": 1, "who": "Kang", "times": 2}, {"id": 2, "who": "", "times": 3}]
    text = on_screen(rows, 20, monkeypatch, groups=Groups(0, lambda row: f"Group {row['id']}"))
    assert [line.rstrip() for line in text.splitlines()] == [
        *("Group 1", "Id    1", "Who   Kang", "Times 2", ""),
        *("Group 2", "Id    2", "Times 3"),
    ]


def event(date: str | None) -> dict[str, Any]:
    shown = dict.fromkeys(("end", "where", "country"))
    return shown | {"id": "7f3k", "date": date, "type": "visit", "status": "held", "participants": []}


def test_a_short_timeline_has_no_headings() -> None:
    assert by_month_or_year([event(f"2023-0{n}-01") for n in range(1, 8)]) is None
    assert by_month_or_year([event("2023-07-26")] * 50) is None
    assert by_month_or_year([]) is None


def headings(rows: list[dict[str, Any]], width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    text = on_screen(rows, width, monkeypatch, columns=EVENTS, groups=by_month_or_year(rows))
    lines = [line.strip() for line in text.splitlines()]
    return [line for line in lines if re.fullmatch(r"[A-Z][a-z]{2} \d{4}|\d{4}|Undated", line)]


@pytest.mark.parametrize("width", [40, 80])
def test_a_long_timeline_is_grouped_by_month(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [event(date) for date in ["2023-06-30", *["2023-07-26"] * 4, *["2023-09"] * 4, "2024", None]]
    assert headings(rows, width, monkeypatch) == ["Jun 2023", "Jul 2023", "Sep 2023", "2024", "Undated"]


@pytest.mark.parametrize("width", [40, 80])
def test_a_timeline_over_many_years_is_grouped_by_year(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [event(f"{year}-07-26") for year in range(2001, 2010)] + [event(None)]
    assert headings(rows, width, monkeypatch) == [*map(str, range(2001, 2010)), "Undated"]


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2023-07-25", "2023-07-27", "2023-07-25 to 27"),
        ("2023-07-30", "2023-08-02", "2023-07-30 to 08-02"),
        ("2023-12-30", "2024-01-02", "2023-12-30 to 2024-01-02"),
        ("2023-07", "2023-09", "2023-07 to 09"),
        ("2023", "2024", "2023 to 2024"),
        ("2023-07-26", "2023-07-26", "2023-07-26"),
        ("2023-07", None, "2023-07"),
        (None, None, "undated"),
    ],
)
def test_a_span_of_days_reads_well(first: str | None, last: str | None, shown: str) -> None:
    assert span(first, last) == shown
