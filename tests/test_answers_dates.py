"""The dates and phrases that a reader may type."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from tracker.answers.spans import span
from tracker.errors import InputError
from tracker.record.dates import interval

TODAY = date(2023, 7, 26)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-07-26", "2023-07-26", "2023-07-26"),
        ("2023-7-6", "2023-07-06", "2023-07-06"),
        ("2023-07", "2023-07-01", "2023-07-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        (" 1945 ", "1945-01-01", "1945-12-31"),
        ("today", "2023-07-26", "2023-07-26"),
        ("yesterday", "2023-07-25", "2023-07-25"),
        ("3 weeks ago", "2023-07-05", "2023-07-05"),
        ("last week", "2023-07-17", "2023-07-23"),
        ("this week", "2023-07-24", "2023-07-30"),
        ("last month", "2023-06-01", "2023-06-30"),
        ("this month", "2023-07-01", "2023-07-31"),
        ("Last Month", "2023-06-01", "2023-06-30"),
        ("last year", "2022-01-01", "2022-12-31"),
        ("2 years ago", "2021-01-01", "2021-12-31"),
        ("July 2021", "2021-07-01", "2021-07-31"),
        ("March", "2023-03-01", "2023-03-31"),
        ("September", "2022-09-01", "2022-09-30"),
        ("26 July 2020", "2020-07-26", "2020-07-26"),
        ("July 4", "2023-07-04", "2023-07-04"),
        ("Monday", "2023-07-24", "2023-07-24"),
    ],
)
def test_a_date_covers_what_it_names(text: str, first: str, last: str) -> None:
    assert span(text, today=TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text",
    ["banana", "", "  ", "2023-13", "2023-00", "2023-02-30", "0000", "12", "07/08/2023", "1.2.2023", "\x1b[31m",
     "20230726",     "2023-07-26T10:00", "les vacances", "None", "٢٠٢٣", "last\x00month", "9" * 400],
)  # fmt: skip
def test_what_is_no_date_or_could_be_several_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="is no date: write 2023-07-26, 2023-07, 2023, or a phrase"):
        span(text, today=TODAY)


def test_dateparser_is_loaded_for_a_phrase_only() -> None:
    program = (
        "import sys; from tracker.answers.spans import span; span('2023-07'); "
        "assert 'dateparser' not in sys.modules; span('last month'); assert 'dateparser' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2023-07-26", None, ("2023-07-26", "2023-07-26")),
        ("2023-07-26", "2023-07-28", ("2023-07-26", "2023-07-28")),
        ("2023-07", None, ("2023-07-01", "2023-07-31")),
        ("2023-07", "2023-09", ("2023-07-01", "2023-09-30")),
        ("2019", "2021", ("2019-01-01", "2021-12-31")),
        ("2023-07-26", "2023-07-20", ("2023-07-26", "2023-07-26")),
        (None, None, (None, None)),
        (None, "2023", (None, None)),
    ],
)
def test_a_date_of_an_event_covers_its_days(
    start: str | None, end: str | None, expected: tuple[str | None, str | None]
) -> None:
    assert interval(start, end) == expected
