"""`tracker export`: files that are whole or not there, and tracker's own formats."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path

import pytest

from tests.exporting import CALC, HOSTILE, exported, fill_hostile, run
from tracker.exports import COMMON, writing
from tracker.exports.cleaning import cell, uncell

FILES = [name for name in COMMON if name != "markdown"]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill_hostile(tmp_path_factory.mktemp("record") / "events.db")


@pytest.fixture(autouse=True)
def _database(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DB", str(filled))


@pytest.mark.parametrize("name", FILES)
def test_a_file_and_standard_output_get_the_same(name: str, tmp_path: Path) -> None:
    run("export", name, str(tmp_path / "out"))
    assert (tmp_path / "out").read_bytes() == run("export", name, "-").stdout_bytes
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) & 0o400


@pytest.mark.parametrize("name", ["csv", "parquet", "markdown"])
def test_what_exists_is_replaced_only_when_told(name: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("export", name, str(out))
    before = out.stat().st_ino
    assert (
        run("export", name, str(out), code=1).stderr
        == f"tracker: {out} exists: say --force to replace it, or name another\n"
    )
    assert out.stat().st_ino == before
    run("export", name, str(out), "--force", "--type", "call")


def test_a_file_that_cannot_be_finished_is_not_there_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old", encoding="utf-8")
    assert "nobody in the record" in run("export", "csv", str(out), "--force", "--person", "Nobody", code=1).stderr
    assert out.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["out.csv"]  # noqa: PTH208
    run("export", "csv", str(tmp_path / "missing" / "out.csv"), code=1)
    assert run("export", "csv", str(tmp_path), "--force", code=1).stderr.endswith("is a folder; name a file\n")
    os.mkfifo(tmp_path / "pipe")
    assert "is no regular file" in run("export", "csv", str(tmp_path / "pipe"), "--force", code=1).stderr


def test_an_unknown_format_is_wrong_usage_and_names_the_known() -> None:
    assert "is none of csv, json, jsonl" in run("export", "word", "-", code=2).output
    assert "--sheet goes with timelinejs" in run("export", "csv", "-", "--sheet", code=2).output


def test_the_filters_of_the_timeline_choose_what_is_exported() -> None:
    (line,) = exported("jsonl", "--type", "call").splitlines()
    assert json.loads(line)["type"] == "call"
    assert run("export", "csv", "-", "--type", "call").stderr == "1 event written\n"


def test_json_and_jsonl_hold_the_same_and_nothing_that_a_terminal_obeys() -> None:
    lines, array = exported("jsonl"), exported("json")
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(array)
    assert not set("\x1b\x0b\u202e") & {*lines, *array}
    harmful = next(row for row in json.loads(array) if row["date"] == "2023-09-05")
    assert harmful["participants"][0]["name"] == HOSTILE
    report = harmful["sources_of"][0]
    assert report["title"] == HOSTILE
    assert report["participants"][0]["title"] == HOSTILE
    assert report["date"]["start"] == "2023-09-05"
    assert json.loads(exported("json", "--type", "exercise")) == []


def test_the_csv_is_one_record_an_event_and_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(exported("csv"), newline="")))
    assert len(rows) == len(exported("jsonl").splitlines())
    harmful = next(row for row in rows if row["date"] == "2023-09-05")
    assert harmful["outlets"] == "'" + CALC
    assert not any(value.startswith(("=", "+", "-", "@", "\t")) for row in rows for value in row.values())
    assert json.loads(harmful["reports"])[0]["outlet"] == CALC


@pytest.mark.parametrize("text", ["=1", "'=1", "''=1", "-", "+a", "@x", "a=1", "'", "", "\t=", "'a"])
def test_a_guarded_cell_is_taken_back_exactly(text: str) -> None:
    guarded = str(cell(text))
    assert not guarded.startswith(("=", "+", "-", "@", "\t"))
    assert uncell(guarded) == text


def test_parquet_is_read_by_pyarrow_with_types() -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(io.BytesIO(run("export", "parquet", "-").stdout_bytes))
    rows = json.loads(exported("json"))
    assert table.num_rows == len(rows)
    for got, row in zip(table.to_pylist(), rows, strict=True):
        assert got["id"] == row["id"]
        assert got["confidence"] == row["confidence"]
        assert [p["name"] for p in got["participants"]] == [p["name"] for p in row["participants"]]
        assert [s["quotes"] for s in got["sources_of"]] == [s["quotes"] for s in row["sources_of"]]
        assert [json.loads(s.pop("how")) for s in got["sources_of"]] == [s.pop("how") for s in row["sources_of"]]
        assert got["sources_of"] == row["sources_of"]


def test_a_missing_package_is_one_line_that_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    said = run("export", "parquet", str(tmp_path / "out"), code=1).stderr
    assert said == "tracker: Parquet needs a package more: pip install 'tracker[parquet]'\n"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_keeps_what_tracker_did_not_write(tmp_path: Path) -> None:
    out = tmp_path / "notes"
    run("export", "markdown", str(out))
    (out / "mine.md").write_text("my own note", encoding="utf-8")
    run("export", "markdown", str(out), "--force", "--type", "call")
    assert (out / "mine.md").read_text(encoding="utf-8") == "my own note"
    assert len(list((out / "events").glob("*.md"))) == 1
    (out / writing.LIST).unlink()
    assert "was not written by tracker" in run("export", "markdown", str(out), "--force", code=1).stderr


def test_a_list_of_files_that_was_tampered_with_takes_nothing_away_outside(tmp_path: Path) -> None:
    out, precious = tmp_path / "notes", tmp_path / "precious.md"
    precious.write_text("keep", encoding="utf-8")
    run("export", "markdown", str(out))
    with (out / writing.LIST).open("a", encoding="utf-8") as names:
        names.write("../precious.md\n")
    run("export", "markdown", str(out), "--force")
    assert precious.exists()
