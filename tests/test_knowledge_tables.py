"""The tables themselves, and a user's own rows over them."""

from __future__ import annotations

import csv
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import platformdirs
import pytest

from tracker import knowledge
from tracker.errors import InputError
from tracker.knowledge import bodies, data_path, people, user_data_path
from tracker.knowledge.names import fold

KEYS = {
    "countries.csv": ["code"], "organisations.csv": ["key"], "titles.csv": ["title"], "venues.csv": ["name"],
    "cities.csv": ["name", "country"], "officials.csv": ["person", "post", "country", "org", "start"],
    "name_variants.csv": ["name"], "lookalikes.csv": ["phrase"], "regions.csv": ["name"],
    "cameo.csv": ["code"], "event_codes.csv": ["actor"],
}  # fmt: skip
CACHED: list[Callable[[], object]] = [
    knowledge.countries, knowledge.organisations, knowledge.titles, knowledge.officials, knowledge.cities,
    knowledge.venues, knowledge.lookalikes, knowledge.regions, bodies._by_name, people._variants,
]  # fmt: skip


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The user's own data folder, empty; what is cached is forgotten before and after."""
    monkeypatch.setenv("TRACKER_DATA", str(tmp_path))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


def forget() -> None:
    for function in CACHED:
        function.cache_clear()  # type: ignore[attr-defined]


def read_all() -> None:
    for function in CACHED:
        function()


def table(name: str) -> tuple[list[str], list[dict[str, str]]]:
    with data_path(name).open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        rows = list(reader)
        return list(reader.fieldnames or ()), rows


@pytest.mark.parametrize("name", KEYS)
def test_a_table_is_clean(name: str) -> None:
    raw = data_path(name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    header, rows = table(name)
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows]
    assert len(set(keys)) == len(keys)
    for row in rows:
        assert None not in row
        for column in header:
            cell = row[column]
            assert cell == cell.strip(), row
            assert cell == unicodedata.normalize("NFC", cell), row
            assert cell.replace("\u200c", "").isprintable(), row  # Persian joins its letters with U+200C
            parts = cell.split("|") if cell else []
            assert all(parts), row
            assert len(set(parts)) == len(parts), row


@pytest.mark.parametrize(
    "name", ["countries.csv", "organisations.csv", "titles.csv", "venues.csv", "name_variants.csv"]
)
def test_a_table_kept_by_hand_is_sorted_by_its_key(name: str) -> None:
    _, rows = table(name)
    keys = [row[KEYS[name][0]] for row in rows]
    assert keys == sorted(keys)


def test_every_table_says_where_it_comes_from() -> None:
    sources = data_path("SOURCES.md").read_text(encoding="utf-8")
    for name in KEYS:
        assert f"`{name}`" in sources


def test_the_tables_stay_small_enough_to_ship() -> None:
    assert sum(data_path(name).stat().st_size for name in KEYS) < 1_500_000


def test_ones_own_row_takes_the_place_of_ours(own: Path) -> None:
    (own / "countries.csv").write_text("code,name,names\nKP,The Hermit Kingdom,Hermit Kingdom\n", encoding="utf-8")
    country = knowledge.countries()["KP"]
    assert country.name == "The Hermit Kingdom"
    assert knowledge.countries().find("hermit kingdom") == "KP"
    assert knowledge.countries().find("DPRK") is None
    assert knowledge.countries().find("South Korea") == "KR"


def test_a_row_of_a_new_key_is_added_whatever_the_order_of_columns(own: Path) -> None:
    (own / "organisations.csv").write_text(
        "kind,names,key,name\nforum,Friends|Friends' Club,FoF,Forum of Friends\n", encoding="utf-8"
    )
    assert knowledge.find_organisation("friends club") == "FoF"
    assert knowledge.find_organisation("NATO") == "NATO"


def test_ones_own_terms_replace_all_terms_of_that_person_in_that_class_of_office(own: Path) -> None:
    (own / "officials.csv").write_text(
        "person,post,class,country,start,end\n"
        "Sergei Shoigu,Defence Minister,defence_minister,RU,2012-11-07,2024-05-13\n"
        "Ada Example,Foreign Minister,foreign_minister,NZ,2031,\n",
        encoding="utf-8",
    )
    (shoigu,) = [t for t in knowledge.officials().named("Sergei Shoigu") if t.cls == "defence_minister"]
    assert (shoigu.start, shoigu.end) == ("2012-11-07", "2024-05-13")
    assert [t.country for t in knowledge.officials().named("Ada Example")] == ["NZ"]
    assert knowledge.officials().holders("US", "foreign_minister", "1998-01-01")


def test_a_byte_order_mark_windows_line_ends_and_blank_lines_do_no_harm(own: Path) -> None:
    (own / "venues.csv").write_bytes("\ufeffname,country,kind\r\n\r\nHütte,CH,hut\r\n".encode())
    assert knowledge.venues()["Hütte"].country == "CH"


def test_a_missing_or_empty_folder_of_ones_own_changes_nothing(own: Path) -> None:
    assert knowledge.countries().find("kp") == "KP"
    (own / "titles.csv").write_text("title,class,level,kind,plural,scope\n", encoding="utf-8")
    assert "foreign minister" in knowledge.titles()


@pytest.mark.parametrize(
    ("name", "content", "line", "complaint"),
    [
        ("countries.csv", "code,nome\nKP,x\n", 1, "unknown column 'nome'"),
        ("countries.csv", "name\nKorea\n", 1, "'code' is missing"),
        ("countries.csv", "code,code\nKP,KP\n", 1, "twice"), ("countries.csv", "", 1, "'code' is missing"),
        ("countries.csv", "code,name\nKP\n", 2, "1 cells under 2 columns"),
        ("countries.csv", "code,name\n\nKP,\n", 3, "a name"),
        ("countries.csv", "code,name,until\nKP,Korea,soon\n", 2, "'soon' is not a year"),
        ("organisations.csv", "key,kind\nFoF,club\n", 2, "kind is 'club'"),
        ("titles.csv", "title,class,level,kind\nBoss,party,1,post\n", 2, "lower case"),
        ("titles.csv", "title,class,level,kind\nboss,chief,1,post\n", 2, "class is 'chief'"),
        ("titles.csv", "title,class,level,kind\nboss,party,9,post\n", 2, "level"),
        ("officials.csv", "person,class,country,start\nA B,envoy,FR,1.2.2003\n", 2, "not a date"),
        ("officials.csv", "person,class,country,start,end\nA B,envoy,FR,2004,2003\n", 2, "before it starts"),
        ("officials.csv", "person,class,country\nA B,envoy,FR\nC D,envoy,\n", 3, "a country or an organisation"),
        ("cities.csv", "name,country,lat,lon\nX,FR,north,2\n", 2, "north"),
        ("venues.csv", "name,country\nX,FR\n\"unclosed,FR\n", 3, ""),
    ],
)  # fmt: skip
def test_a_fault_in_ones_own_file_is_named_with_file_and_line(
    own: Path, name: str, content: str, line: int, complaint: str
) -> None:
    (own / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_all()
    assert str(own / name) in str(caught.value)
    assert f"line {line}" in str(caught.value)
    assert complaint in str(caught.value)


def test_a_file_in_another_encoding_is_refused_by_name(own: Path) -> None:
    (own / "venues.csv").write_bytes("name,country\nHütte,CH\n".encode("latin-1"))
    with pytest.raises(InputError, match=r"venues\.csv is not UTF-8"):
        knowledge.venues()


def test_a_folder_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="TRACKER_DATA"):
        user_data_path("countries.csv")


def test_without_the_variable_ones_own_folder_is_where_platformdirs_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRACKER_DATA", raising=False)
    for root in (None, "/tmp/elsewhere"):
        if root:
            monkeypatch.setenv("XDG_CONFIG_HOME", root)
        else:
            monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
        assert user_data_path() == Path(platformdirs.user_config_dir("tracker")) / "data"


def test_knowing_things_needs_no_heavy_library() -> None:
    code = (
        "import sys; from tracker import knowledge as k; k.countries(); k.titles(); k.organisations(); k.officials(); "
        "k.cities(); k.venues(); print([m for m in ('numpy', 'pandas', 'spacy', 'platformdirs') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The Democratic People’s Republic of Korea", "democratic peoples republic of korea"), ("U.S.", "us"),
        ("Kim Jong-un", "kim jong un"),
        ("St. Lucia", "saint lucia"), ("Đặng Thị Ngọc Thịnh", "dang thi ngoc thinh"), ("Łódź", "lodz"),
        ("ERDOĞAN", "erdogan"), ("İzmir", "izmir"),
        ("Trinidad & Tobago", "trinidad and tobago"), ("Nuku‘alofa", "nukualofa"),
        ("  two\n words\t", "two words"), ("", ""), ("the", "the"),
    ],
)  # fmt: skip
def test_spellings_of_a_name_fold_into_one(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded
