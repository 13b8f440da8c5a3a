"""The pictures for a document, and what they count."""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.cli_record import fill
from tests.pages_rows import KANG, LAVROV, SHOIGU, WANG, hostile, many, party, usual, whole
from tracker.cli import app
from tracker.errors import InputError
from tracker.pages import About
from tracker.pages.counts import country_pairs, meetings

ABOUT = About(made="2024-01-02", version="9.9", countries={"KP": "North Korea"}, filters=(("Country", "$x^{2}$ <b>"),))


def test_a_pair_of_countries_is_counted_once_an_event_and_apart_where_it_was_not_held() -> None:
    events = [whole("a", SHOIGU, LAVROV, KANG), whole("b", KANG, SHOIGU), whole("c", KANG, SHOIGU, status="planned")]
    held, open_ = country_pairs(events)
    assert (dict(held), dict(open_)) == ({("KP", "RU"): 2}, {("KP", "RU"): 1})


def test_those_have_met_who_were_of_two_sides_at_a_meeting_that_was_held() -> None:
    events = [
        whole("a", SHOIGU, LAVROV, KANG),
        whole("b", KANG, LAVROV, status="denied"),
        whole("c", KANG, WANG, type="conference"),
        whole("d", KANG, party("Aide", "CN", role="member"), party("Japan", "JP", kind="country")),
        whole("e", KANG | {"name": "Kang Sun Nam"}, SHOIGU),
    ]
    people, met = meetings(events)
    assert sorted(person["name"] for person in people.values()) == ["Kang Sun-nam", "Sergei Lavrov", "Sergei Shoigu"]
    assert sorted(met.values()) == [1, 2]


def chart(*arguments: object) -> bytes:
    pytest.importorskip("matplotlib", reason="Matplotlib is not installed")
    pytest.importorskip("networkx", reason="NetworkX is not installed")
    from tracker.pages.charts import chart

    return chart(*arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["timeline", "relations", "network"])
def test_each_picture_is_drawn_as_png_and_svg_and_always_the_same(kind: str) -> None:
    events = usual() + many(300)
    assert chart(events, ABOUT, kind, "png").startswith(b"\x89PNG")
    drawn = chart(events, ABOUT, kind, "svg")
    assert ET.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    assert chart(events, ABOUT, kind, "svg") == drawn


@pytest.mark.parametrize("kind", ["timeline", "relations", "network"])
def test_hostile_text_is_letters_in_a_picture(kind: str) -> None:
    events = [*hostile(), whole("m", party("$\\frac{1}{$ --> <script>x</script>", "RU"), KANG)]
    tree = ET.fromstring(chart(events, About(filters=(("$\\bad{", "-->"),)), kind, "svg"))
    assert "script" not in {str(element.tag).rpartition("}")[2] for element in tree.iter()}


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("timeline", "no dated event"),
        ("relations", "no event of two countries"),
        ("network", "no meeting of two sides"),
    ],
)
def test_where_there_is_nothing_to_draw_it_says_so(kind: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        chart([whole("a", KANG, day=None)], ABOUT, kind, "png")


def test_the_command_writes_the_picture_and_replaces_none_unasked(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="Matplotlib is not installed")
    database, out = fill(tmp_path / "events.db"), tmp_path / "out.svg"
    command = ["chart", str(out), "--kind", "relations", "--country", "RU", "--db", str(database)]
    done = CliRunner().invoke(app, command)
    assert (done.exit_code, done.stderr) == (0, f"{out}: relations of 4 events\n")
    assert "<svg" in out.read_text(encoding="utf-8")
    again = CliRunner().invoke(app, command)
    assert (again.exit_code, again.stderr) == (1, f"tracker: {out} exists: say --force to replace it\n")
    assert CliRunner().invoke(app, [*command, "--force"]).exit_code == 0


def test_another_kind_of_file_or_of_picture_is_refused(tmp_path: Path) -> None:
    database = fill(tmp_path / "events.db")
    done = CliRunner().invoke(app, ["chart", str(tmp_path / "out.bmp"), "--db", str(database)])
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "a chart is a .png or .svg file" in done.stderr
    done = CliRunner().invoke(app, ["chart", str(tmp_path / "out.png"), "--kind", "pie", "--db", str(database)])
    assert done.exit_code == 2
    assert "'pie' is none of timeline, relations, network" in " ".join(done.stderr.split())


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    database, out = fill(tmp_path / "events.db"), tmp_path / "out.png"
    done = CliRunner().invoke(app, ["chart", str(out), "--db", str(database)])
    assert done.exit_code == 1
    assert done.stderr == "tracker: `tracker chart` needs Matplotlib: pip install 'tracker[chart]'\n"
    assert not out.exists()
