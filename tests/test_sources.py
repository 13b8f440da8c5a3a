"""Files, folders and standard input on their way to articles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from tracker.errors import InputError, TrackerError
from tracker.model import Article
from tracker.sources import files, iter_articles, read_article

TEXT = "The foreign ministers of Norway and Egypt met in Cairo on Monday.\n\nThey spoke about trade.\n"
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Ministers meet in Cairo</title></head><body><article>"
    "<h1>Ministers meet in Cairo</h1><p>The foreign ministers of Norway and Egypt met in Cairo on Monday, and spoke "
    "about trade and the war.</p><p>They will meet again in Oslo before the end of the year.</p></article></body></html>"
)


class Errors(list[str]):
    """What was reported, as "source: message"."""

    def __call__(self, source: str, error: TrackerError) -> None:
        assert isinstance(error, InputError)
        assert "\n" not in str(error)
        self.append(f"{source}: {error}")


Report = Callable[[str, TrackerError], None]


def sources(*paths: str | Path, on_error: Report | None = None) -> list[str]:
    return [source for source, _ in iter_articles(map(str, paths), on_error=on_error)]


def texts(*paths: str | Path, on_error: Report | None = None) -> list[str]:
    return [article.text for _, article in iter_articles(map(str, paths), on_error=on_error)]


def piped(data: str, on_error: Report | None = None) -> list[Article]:
    return [article for _, article in iter_articles(["-"], stdin=BytesIO(data.encode()), on_error=on_error)]


def test_a_text_file_is_one_article_whose_text_is_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    article = read_article(tmp_path / "a.txt")
    assert article.text == TEXT
    assert article.id is None
    assert (article.published, article.published_basis) == (None, "unknown")


def test_an_article_can_be_read_from_a_path_from_bytes_and_from_a_stream(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    by_path = read_article(str(tmp_path / "a.txt"))
    assert read_article(TEXT.encode()) == by_path
    assert read_article(BytesIO(TEXT.encode())) == by_path


def test_what_the_caller_says_outranks_what_the_article_says() -> None:
    text = "---\ntitle: Old\nurl: https://a.example/x\noutlet: Old Paper\ndate: 2020-01-01\n---\n" + TEXT
    article = read_article(
        text.encode(), published=date(2024, 3, 5), url="https://b.example/", title="New", outlet="New Paper"
    )
    assert (article.published, article.published_basis) == (date(2024, 3, 5), "option")
    assert (article.url, article.title, article.outlet) == ("https://b.example/", "New", "New Paper")


def test_a_title_from_the_caller_does_not_change_the_text() -> None:
    assert read_article(PAGE.encode(), title="Other").text == read_article(PAGE.encode()).text


def test_a_folder_is_read_with_all_below_it_by_name_and_hidden_files_stay_out(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "sub/c.HTML",
        "sub/deeper/d.markdown",
        ".hidden.txt",
        ".git/e.txt",
        "f.csv",
        "g.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PAGE if name.endswith("HTML") else TEXT)
    expected = ["a.md", "b.txt", "sub/c.HTML", "sub/deeper/d.markdown"]
    assert sources(tmp_path) == [str(tmp_path / name) for name in expected]


def test_a_hidden_file_or_one_with_another_suffix_is_read_when_it_is_named(tmp_path: Path) -> None:
    for name in (".hidden.txt", "article.news", "article"):
        (tmp_path / name).write_text(TEXT)
        assert texts(tmp_path / name) == [TEXT]


def test_the_source_is_the_path_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert sources("sub/a.txt", "./sub/a.txt", "sub") == ["sub/a.txt", "./sub/a.txt", "sub/a.txt"]


def test_a_folder_with_one_bad_file_gives_the_rest_and_names_the_bad_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"%PDF-1.7\n%\xe2\xe3")
    (tmp_path / "c.txt").write_text("   \n\n ")
    (tmp_path / "d.html").write_text(PAGE)
    errors = Errors()
    found = sources(tmp_path, on_error=errors)
    assert [Path(source).name for source in found] == ["a.txt", "d.html"]
    assert len(errors) == 2
    assert "b.txt is not text (looks like a PDF)" in errors[0]
    assert "c.txt is empty" in errors[1]


def test_without_someone_to_report_to_a_bad_file_raises_after_the_good_ones_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text("")
    reading = iter_articles([str(tmp_path)])
    assert next(reading)[1].text == TEXT
    with pytest.raises(InputError, match=r"b\.txt is empty"):
        next(reading)


def test_a_path_that_is_not_there_is_named_and_the_next_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    errors = Errors()
    assert texts(tmp_path / "none.txt", tmp_path / "a.txt" / "x", tmp_path / "a.txt", on_error=errors) == [TEXT]
    assert [error.split(": ")[1] for error in errors] == [
        f"{tmp_path}/none.txt does not exist; check the path",
        f"{tmp_path}/a.txt/x does not exist; check the path",
    ]


def test_a_folder_without_articles_says_what_it_looked_for(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("a,b")
    with pytest.raises(InputError, match=r"holds no articles \(looked for \*\.txt, \*\.md"):
        sources(tmp_path)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "a.txt").chmod(0)
    with pytest.raises(InputError, match="permission denied"):
        sources(tmp_path / "a.txt")


def test_permission_denied_is_put_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)

    def refuse(*_: object) -> BytesIO:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"a\.txt cannot be read: permission denied"):
        sources(tmp_path / "a.txt")


def test_a_broken_link_in_a_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    errors = Errors()
    assert len(sources(tmp_path, on_error=errors)) == 1
    assert "b.txt does not exist" in errors[0]


def test_a_folder_read_as_one_article_says_that_it_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_article(tmp_path)


@pytest.mark.parametrize("path", ["x" * 5000, "nul\0byte.txt"])
def test_text_passed_for_a_path_is_refused_in_plain_words(path: str) -> None:
    with pytest.raises(InputError, match="no path"):
        read_article(path)


def test_a_corpus_read_as_one_article_points_to_the_function_for_it(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "text": TEXT}))
    with pytest.raises(InputError, match="iter_articles"):
        read_article(tmp_path / "a.jsonl")


def test_a_file_larger_than_the_bound_is_refused_and_one_of_that_size_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_ARTICLE_BYTES", len(TEXT))
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT + ".")
    assert texts(tmp_path / "a.txt") == [TEXT]
    with pytest.raises(InputError, match=r"b\.txt is larger than .* bytes"):
        texts(tmp_path / "b.txt")
    with pytest.raises(InputError, match="larger than"):
        read_article(TEXT.encode() + b".")
    with pytest.raises(InputError, match="larger than"):
        piped(TEXT + ".")


def test_an_endless_stream_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            assert size is not None
            assert size >= 0
            self.taken += size
            return b"a" * size

        def readline(self, size: int | None = -1) -> bytes:
            return self.read(size)

    monkeypatch.setattr(files, "MAX_ARTICLE_BYTES", 1000)
    stream = Endless()
    with pytest.raises(InputError, match="larger than"):
        list(iter_articles(["-"], stdin=stream))
    assert stream.taken < 10_000


def test_standard_input_may_be_a_text_a_page_a_corpus_or_a_json_list() -> None:
    record = json.dumps({"id": "1", "text": TEXT})
    assert [article.text for article in piped(TEXT)] == [TEXT]
    assert [article.title for article in piped(PAGE)] == ["Ministers meet in Cairo"]
    assert [article.id for article in piped(f"\n\n{record}\n\n{record}\n")] == ["1", "1"]
    assert [article.id for article in piped(f"\n[{record},\n{record}]")] == ["1", "1"]
    assert [article.id for article in piped(json.dumps({"id": "1", "text": TEXT}, indent=2))] == ["1"]


@pytest.mark.parametrize("text", ["[AP] The ministers met.", "{Reuters} The ministers met.", "[ The ministers met."])
def test_a_text_that_begins_with_a_bracket_is_still_a_text(text: str) -> None:
    assert [article.text for article in piped(text)] == [text]


def test_standard_input_with_nothing_in_it_is_an_error() -> None:
    for nothing in ("", "\n\n", "  \t"):
        with pytest.raises(InputError, match="standard input is empty"):
            piped(nothing)


def test_a_corpus_on_standard_input_survives_a_broken_first_line() -> None:
    errors = Errors()
    articles = piped('{"id": "1", "text": \n{"id": "2", "text": "They met in Cairo."}\n', on_error=errors)
    assert [article.id for article in articles] == ["2"]
    assert errors[0].startswith("-: standard input, line 1: not JSON")


def test_a_broken_json_document_gives_one_error_not_one_a_line() -> None:
    errors = Errors()
    assert piped('{\n  "id": "1",\n  "text": "They met."\n', on_error=errors) == []
    assert len(errors) == 1
    assert "not JSON" in errors[0]


def test_a_corpus_is_handed_on_line_by_line_while_it_is_still_being_written() -> None:
    reader, writer = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
    with reader, writer:
        reading = iter_articles(["-"], stdin=reader)
        for number in ("1", "2"):
            writer.write(json.dumps({"id": number, "text": TEXT}).encode() + b"\n")
            writer.flush()
            got: list[str | None] = []
            taking = threading.Thread(target=lambda got=got: got.append(next(reading)[1].id), daemon=True)
            taking.start()
            taking.join(timeout=30)
            assert got == [number]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_read_when_named_and_left_alone_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    os.mkfifo(tmp_path / "pipe.txt")
    assert [Path(source).name for source in sources(tmp_path)] == ["a.txt"]
    writing = threading.Thread(target=(tmp_path / "pipe.txt").write_text, args=(TEXT,))
    writing.start()
    assert texts(tmp_path / "pipe.txt") == [TEXT]
    writing.join(timeout=30)


def test_reading_a_text_file_loads_neither_trafilatura_nor_the_encoding_detector(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = (
        "import sys; from tracker.sources import read_article; read_article(sys.argv[1]);"
        "print({'trafilatura', 'lxml', 'charset_normalizer', 'dateparser', 'spacy'} & set(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.txt")], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "set()"


def test_a_read_error_half_way_is_reported_with_the_name(tmp_path: Path) -> None:
    class Broken(BytesIO):
        def readline(self, size: int | None = -1) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(InputError, match="standard input cannot be read: Input/output error"):
        list(iter_articles(["-"], stdin=Broken()))


READERS: list[Callable[[bytes], object]] = [
    lambda data: read_article(data),
    lambda data: read_article(data, name="a.html"),
    lambda data: read_article(data, name="a.md"),
    lambda data: list(iter_articles(["-"], stdin=BytesIO(data), on_error=Errors())),
]


@pytest.mark.parametrize("reader", READERS)
def test_no_bytes_bring_about_anything_but_an_article_or_an_input_error(
    reader: Callable[[bytes], object],
) -> None:
    from hypothesis import given, settings
    from hypothesis import strategies as st

    pieces = st.sampled_from(
        [b"<html>", b"<p>", b"</p>", b"---\n", b"title: a\n", b"{", b'{"text": "', b'"}', b"[", b"\xef\xbb\xbf",
         b"\xff\xfe", b"\x00", b"\x1b[2J", b"\r\n", b"5 March 2024\n", b"PARIS, July 14 (AP) -", b"# ", b"**"]
    )  # fmt: skip

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(st.lists(st.one_of(pieces, st.binary(max_size=12), st.text(max_size=12).map(str.encode)), max_size=12))
    def check(parts: list[bytes]) -> None:
        try:
            result = reader(b"".join(parts))
        except InputError as error:
            assert str(error)  # noqa: PT017 - either this or an article
        else:
            assert isinstance(result, Article | list)

    check()
