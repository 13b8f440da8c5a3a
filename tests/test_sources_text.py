"""Encodings, control characters, front matter and Markdown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.sources import read_article

FRENCH = "Président Macron met Chancellor Scholz in Paris on Monday – their first talks. “We agree,” he said…"


def text_of(data: bytes, name: str | None = None) -> str:
    return read_article(data, name=name).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "windows-1252"])
def test_a_text_is_read_in_the_encodings_that_people_save_in(encoding: str) -> None:
    assert text_of(FRENCH.encode(encoding)) == FRENCH


def test_latin_1_with_few_accents_is_read_as_western_european() -> None:
    text = "The Côte d'Ivoire delegation met José Ramos-Horta in São Tomé, and Zürich was not mentioned."
    assert text_of(text.encode("latin-1")) == text
    assert text_of("The president left the Cité".encode("latin-1")) == "The president left the Cité"


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r"])
def test_a_russian_text_in_an_old_encoding_is_told_by_its_letters(encoding: str) -> None:
    text = "Президент России встретился в Москве с президентом Казахстана. Стороны обсудили торговлю."
    assert text_of(text.encode(encoding)) == text


def test_bytes_that_are_no_text_in_any_encoding_are_refused() -> None:
    with pytest.raises(InputError, match="encoding that cannot be told"):
        text_of(bytes(range(1, 256)) * 3)


def test_a_text_cut_in_the_middle_of_a_character_loses_only_that_character() -> None:
    whole = "Le président est arrivé à Paris"
    cut = (whole + " – é").encode()[:-1]
    assert text_of(cut) == whole + " – "
    assert text_of(b"\xef\xbb\xbf" + "He said: “".encode()[:-1]) == "He said: "


def test_utf_16_that_breaks_off_is_refused_with_the_place() -> None:
    with pytest.raises(InputError, match=r"UTF-16 but is broken at byte \d+"):
        text_of("The ministers met.".encode("utf-16")[:-1])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4 ...", "a PDF"),
        (b"PK\x03\x04rest", "a zip, Word"),
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"GIF89a", "a GIF image"),
        (b"{\\rtf1\\ansi", "an RTF document"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"\x1f\x8b\x08", "a gzip archive"),
    ],
)
def test_a_file_of_another_kind_is_named_for_what_it_is(data: bytes, kind: str) -> None:
    with pytest.raises(InputError, match=rf"paper\.txt is not text \(looks like {kind}"):
        text_of(data, "paper.txt")


def test_nul_bytes_make_a_binary_file_wherever_they_stand() -> None:
    with pytest.raises(InputError, match="NUL bytes"):
        text_of(b"The ministers met in Cairo.\n" * 10_000 + b"\x00")


@pytest.mark.parametrize(
    "data", [b"", b" ", b"\n\n\t \r\n", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\u2003".encode(), b"\x1b\x07"]
)
def test_nothing_but_white_space_is_an_empty_article(data: bytes) -> None:
    with pytest.raises(InputError, match="is empty"):
        text_of(data)


def test_line_ends_of_every_kind_become_newlines() -> None:
    assert (
        text_of("One.\r\nTwo.\rThree.\u2028Four.\fFive.\x85Six.".encode()) == "One.\nTwo.\nThree.\nFour.\nFive.\nSix."
    )


def test_terminal_escapes_and_other_control_characters_become_spaces_one_for_one() -> None:
    raw = "Putin \x1b[31mred\x1b[0m met \x9b2J\x07Xi\x7f in\tMoscow.\x1b]0;owned\x07"
    text = text_of(raw.encode())
    assert len(text) == len(raw)
    assert text == "Putin  [31mred [0m met  2J Xi  in\tMoscow. ]0;owned "


def test_markup_in_a_plain_text_stays_as_it_is() -> None:
    text = "Putin [bold] met <b>Xi</b> & *others*; DROP TABLE event; ../../etc/passwd.\n"
    assert text_of(text.encode()) == text


FRONT = """---
title: "Ministers meet in Cairo"
date: 2024-03-05T10:00:00+02:00
url: https://example.org/cairo
publisher: The Daily Example
author: Jane Roe
lang: en
tags:
  - egypt
  - norway
---

The foreign ministers of Norway and Egypt met in Cairo on Monday.
"""


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_front_matter_is_taken_out_of_the_text_and_used(name: str) -> None:
    article = read_article(FRONT.encode(), name=name)
    assert article.text == (
        "Ministers meet in Cairo\n\nThe foreign ministers of Norway and Egypt met in Cairo on Monday.\n"
    )
    assert (article.published, article.published_basis) == (date(2024, 3, 5), "front matter")
    assert article.title == "Ministers meet in Cairo"
    assert article.url == "https://example.org/cairo"
    assert (article.outlet, article.author, article.language) == ("The Daily Example", "Jane Roe", "en")


def test_a_source_in_front_matter_may_be_an_outlet_or_an_address() -> None:
    body = "The ministers met in Cairo.\n"
    by_name = read_article(f"---\nsource: Example Wire\n---\n{body}".encode())
    by_address = read_article(f"---\nsource: https://example.org/a\n---\n{body}".encode())
    assert (by_name.outlet, by_name.url) == ("Example Wire", None)
    assert (by_address.outlet, by_address.url) == (None, "https://example.org/a")


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe ministers met.\n---\nThey parted.\n",
        "---\nParis: The ministers met.\n---\nThey parted.\n",
        "---\ntitle: never closed\nThe ministers met.\n",
        "--- The ministers met.\n",
    ],
)
def test_a_text_between_two_rules_is_not_front_matter(text: str) -> None:
    assert read_article(text.encode()).text == text


def test_front_matter_with_nothing_behind_it_is_an_empty_article() -> None:
    with pytest.raises(InputError, match="empty but for its front matter"):
        read_article(b"---\ntitle: A\n---\n\n")


def test_a_date_in_front_matter_that_is_none_is_left_out() -> None:
    for value in ("31 Feb 2024", "last week", "03/04/2024", "2024"):
        article = read_article(f"---\ndate: {value}\n---\nThe ministers met.\n".encode())
        assert (article.published, article.published_basis) == (None, "unknown"), value


def test_the_title_is_not_repeated_where_the_text_begins_with_it() -> None:
    article = read_article(b"---\ntitle: Talks in Cairo\n---\nTalks in Cairo\n\nThe ministers met.\n")
    assert article.text.count("Talks in Cairo") == 1


def test_a_title_that_the_lead_repeats_still_stands_on_a_line_of_its_own() -> None:
    article = read_article(b"---\ntitle: Ministers met\n---\nMinisters met in Cairo on Monday.\n")
    assert article.text == "Ministers met\n\nMinisters met in Cairo on Monday.\n"


MARKDOWN = """# Talks in *Cairo*

> The **foreign ministers** of [Norway](https://no.example/a_(b)) and Egypt met on Monday.

![The ministers](photo.jpg)

Second heading
--------------
* They spoke about _trade_ and `tariffs`.
+ Nothing was signed\\*.

***

snake_case_name and 2 * 3 * 4 stay. <!-- not this -->
"""


def test_the_marks_of_markdown_are_stripped_and_its_words_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(MARKDOWN)
    article = read_article(tmp_path / "a.md")
    lines = [line.strip() for line in article.text.splitlines() if line.strip()]
    assert lines == [
        "Talks in Cairo",
        "The foreign ministers of Norway and Egypt met on Monday.",
        "Second heading",
        "- They spoke about trade and tariffs.",
        "- Nothing was signed*.",
        "snake_case_name and 2 * 3 * 4 stay.",
    ]
    assert article.title == "Talks in Cairo"
    assert "Cairo\n\n" in article.text


def test_the_first_line_of_a_text_is_its_title_if_it_stands_by_itself_like_a_headline() -> None:
    body = "\n\nThe ministers met in Cairo.\n"
    assert read_article(f"Ministers meet in Cairo{body}".encode()).title == "Ministers meet in Cairo"
    for line in ("5 March 2024", "PARIS, March 5 (AFP) -", "The ministers met.", "Egypt", "x " * 200):
        assert read_article((line + body).encode()).title is None, line


def test_markdown_in_a_text_file_is_not_touched() -> None:
    assert read_article(MARKDOWN.encode(), name="a.txt").text == MARKDOWN
