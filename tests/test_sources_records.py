"""JSON Lines and JSON documents of articles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.model import Article
from tracker.sources import files, iter_articles

TEXT = "The foreign ministers of Norway and Egypt met in Cairo on Monday."


def read(path: Path) -> tuple[list[Article], list[str]]:
    errors: list[str] = []
    found = list(iter_articles([str(path)], on_error=lambda source, error: errors.append(str(error))))
    assert all(source == str(path) for source, _ in found)
    return [article for _, article in found], errors


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus.jsonl"


def only_error(corpus: Path, line: str) -> str:
    corpus.write_text(line)
    articles, errors = read(corpus)
    assert articles == []
    assert len(errors) == 1
    return errors[0].removeprefix(f"{corpus}, line 1: ")


def test_a_record_gives_all_that_it_says(corpus: Path) -> None:
    record = {"id": "a-1", "text": TEXT, "published": "2024-03-05", "title": "Talks\nin Cairo", "genre": "wire"}
    more = {"url": "https://example.org/1", "outlet": "The Daily", "author": "Jane Roe", "language": "en"}
    corpus.write_text(json.dumps(record | more) + "\n")
    articles, errors = read(corpus)
    assert errors == []
    assert articles == [
        Article(
            text=TEXT,
            id="a-1",
            title="Talks in Cairo",
            published=date(2024, 3, 5),
            published_basis="given",
            url="https://example.org/1",
            outlet="The Daily",
            author="Jane Roe",
            language="en",
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\r\n  Talks\r\nin Cairo.\t\r\n",
        "\x1b[31mTalks\x00 in Cairo\x85.",
        "\ufeffTalks \u2028 in Cairo. 🇳🇴",
        "---\ntitle: a\n---\nx",
    ],
)
def test_the_text_of_a_record_is_passed_on_unchanged(corpus: Path, text: str) -> None:
    corpus.write_text(json.dumps({"id": "1", "text": text}))
    assert [article.text for article in read(corpus)[0]] == [text]


def test_half_a_surrogate_pair_is_replaced_without_moving_an_offset(corpus: Path) -> None:
    corpus.write_text('{"id": "1", "text": "Talks \\ud83d in Cairo."}')
    text = read(corpus)[0][0].text
    assert text == "Talks \ufffd in Cairo."
    text.encode("utf-8")


def test_a_broken_line_is_named_with_its_number_and_the_lines_around_it_are_read(corpus: Path) -> None:
    good = json.dumps({"id": "x", "text": TEXT})
    corpus.write_text(f'{good}\n\n{{"id": "y", "text": \n{good}\n')
    articles, errors = read(corpus)
    assert len(articles) == 2
    assert errors == [f"{corpus}, line 3: not JSON (Expecting value, column 21)"]


def test_without_someone_to_report_to_a_broken_line_is_raised(corpus: Path) -> None:
    corpus.write_text("oops\n")
    with pytest.raises(InputError, match="line 1: not JSON"):
        list(iter_articles([str(corpus)]))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"id": "1"}', 'the record has no "text"'),
        ('{"id": "1", "text": null}', 'the record has no "text"'),
        ('{"id": "1", "text": 7}', '"text" is not a string'),
        ('{"id": "1", "text": ["a"]}', '"text" is not a string'),
        ('{"id": "1", "text": " \\n"}', '"text" is empty'),
        ('{"id": {}, "text": "a"}', '"id" is neither a string nor a whole number'),
        ('{"id": "1", "text": "a", "title": 5}', '"title" is not a string'),
        ('"just a string"', 'not a record; expected an object such as {"id": "1", "text": "..."}'),
        ("[1, 2]", 'not a record; expected an object such as {"id": "1", "text": "..."}'),
        ("NaN", 'not a record; expected an object such as {"id": "1", "text": "..."}'),
    ],
)
def test_a_line_that_is_no_record_says_what_is_wrong(corpus: Path, line: str, message: str) -> None:
    assert only_error(corpus, line) == message


@pytest.mark.parametrize("value", ["last Tuesday", "26/07/2023", "2023-02-31", "2023-07", "20230726", 20230726, True])
def test_a_publication_date_that_is_not_iso_is_an_error(corpus: Path, value: object) -> None:
    line = json.dumps({"id": "1", "text": TEXT, "published": value})
    assert only_error(corpus, line) == (f'"published" is {json.dumps(value)}, not an ISO date such as "2023-07-26"')


def test_a_publication_time_counts_for_its_day_and_null_for_nothing(corpus: Path) -> None:
    values = ["2023-07-26T23:59:00Z", "2023-07-26 08:00", None, ""]
    corpus.write_text("\n".join(json.dumps({"text": TEXT, "published": value}) for value in values))
    articles, errors = read(corpus)
    assert errors == []
    assert [article.published for article in articles] == [date(2023, 7, 26)] * 2 + [None] * 2
    assert [article.id for article in articles] == [None] * 4


def test_a_record_without_a_date_is_dated_by_its_own_header_line(corpus: Path) -> None:
    corpus.write_text(json.dumps({"id": 7, "text": f"Talks in Cairo\nPublished: 5 March 2024\n{TEXT}"}))
    article = read(corpus)[0][0]
    assert (article.id, article.published, article.published_basis) == ("7", date(2024, 3, 5), "header")


def test_a_line_that_is_not_utf_8_is_an_error_of_that_line(corpus: Path) -> None:
    good = json.dumps({"id": "1", "text": TEXT}).encode()
    corpus.write_bytes(good + b'\n{"text": "Caf\xe9"}\n' + good)
    articles, errors = read(corpus)
    assert len(articles) == 2
    assert errors == [f"{corpus}, line 2: not in UTF-8, which JSON requires"]


def test_a_byte_order_mark_before_the_first_line_is_passed_over(corpus: Path) -> None:
    corpus.write_bytes(b"\xef\xbb\xbf" + json.dumps({"id": "1", "text": TEXT}).encode())
    assert [article.id for article in read(corpus)[0]] == ["1"]


def test_a_line_longer_than_the_bound_is_skipped_and_the_next_one_read(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_ARTICLE_BYTES", 200)
    lines = [json.dumps({"id": number, "text": "x" * size}) for number, size in ((1, 10), (2, 5000), (3, 10))]
    corpus.write_text("\n".join(lines) + "\n")
    articles, errors = read(corpus)
    assert [article.id for article in articles] == ["1", "3"]
    assert errors == [f"{corpus}, line 2: longer than 200 bytes; one line must hold one article"]


def test_json_nested_without_end_is_an_error_not_a_crash(corpus: Path) -> None:
    assert "nested too deep" in only_error(corpus, '{"text": ' + "[" * 200_000)
    assert "number too long" in only_error(corpus, '{"text": ' + "9" * 10_000 + "}")


def test_an_empty_corpus_and_a_binary_one_are_errors(corpus: Path) -> None:
    for data, message in ((b"", "is empty"), (b"\n \n", "is empty"), (b"PK\x03\x04\n\n\n", "is not text")):
        corpus.write_bytes(data)
        articles, errors = read(corpus)
        assert articles == []
        assert len(errors) == 1
        assert message in errors[0]


def test_a_json_file_holds_a_record_a_list_or_lines(tmp_path: Path) -> None:
    one, two = ({"id": number, "text": TEXT} for number in ("1", "2"))
    contents = {
        "one.json": json.dumps(one, indent=1),
        "list.json": json.dumps([one, two], indent=1),
        "lines.json": f"{json.dumps(one)}\n{json.dumps(two)}\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
        articles, errors = read(tmp_path / name)
        assert errors == []
        assert [article.id for article in articles] == (["1"] if name == "one.json" else ["1", "2"])


def test_a_bad_record_in_a_json_list_is_named_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text(json.dumps([{"id": "1", "text": TEXT}, {"id": "2"}, {"id": "3", "text": TEXT}]))
    articles, errors = read(path)
    assert [article.id for article in articles] == ["1", "3"]
    assert errors == [f'{path}, record 2: the record has no "text"']


@pytest.mark.parametrize("content", ["[]", "", "{", '{"a": 1}', "7", "not json"])
def test_a_json_file_without_records_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.json").write_text(content)
    articles, errors = read(tmp_path / "a.json")
    assert articles == []
    assert len(errors) == 1


def test_memory_does_not_grow_with_the_corpus(corpus: Path) -> None:
    import tracemalloc

    line = json.dumps({"id": "1", "published": "2024-03-05", "text": TEXT * 50}) + "\n"
    with corpus.open("w") as file:
        file.writelines(line for _ in range(300))
    tracemalloc.start()
    count = sum(1 for _ in iter_articles([str(corpus)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 300
    assert peak < corpus.stat().st_size / 5
