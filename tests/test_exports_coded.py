"""`tracker export plover` and `gdelt`: rows as other event data has them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from tests.exporting import exported, fill_hostile, run
from tests.record_articles import country, event, person, told
from tracker import knowledge
from tracker.knowledge.coding import cameo
from tracker.model import EVENT_TYPES, Place
from tracker.record import open_database

# The columns in the order of "The GDELT Event Database Data Format Codebook V2.0" (2015).
GDELT = """
GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode
Actor1Religion1Code Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name
Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code
Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles
AvgTone Actor1Geo_Type Actor1Geo_Fullname Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat
Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_Fullname Actor2Geo_CountryCode Actor2Geo_ADM1Code
Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_Fullname ActionGeo_CountryCode
ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL
""".split()


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "events.db"))
    return tmp_path / "events.db"


def gdelt(*options: str) -> list[dict[str, str]]:
    lines = exported("gdelt", *options).splitlines()
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} <= {61}
    return [dict(zip(GDELT, row, strict=True)) for row in rows]


def plover(*options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported("plover", *options)), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_a_gdelt_row_has_61_columns_in_the_order_of_the_codebook(database: Path) -> None:
    fill_hostile(database)
    rows = gdelt()
    (visit,) = [row for row in rows if row["SQLDATE"] == "20230725"]
    assert (visit["Actor1Code"], visit["Actor1CountryCode"], visit["Actor1Name"]) == ("RUSGOV", "RUS", "SERGEI SHOIGU")
    assert (visit["Actor2Code"], visit["Actor2Type1Code"]) == ("PRK", "")
    assert (visit["EventCode"], visit["EventRootCode"], visit["QuadClass"], visit["GoldsteinScale"]) == (
        "042",
        "04",
        "1",
        "1.9",
    )
    assert (visit["MonthYear"], visit["Year"], visit["FractionDate"]) == ("202307", "2023", "2023.6438")
    assert (visit["ActionGeo_Type"], visit["ActionGeo_CountryCode"]) == ("4", "KN")
    assert visit["ActionGeo_Fullname"] == "Pyongyang, North Korea"
    assert (visit["DATEADDED"], visit["SOURCEURL"]) == ("20230728100000", "https://example.org/talks")
    (call,) = [row for row in rows if row["SQLDATE"] == "20230802"]
    assert call["EventCode"] == "041"
    (plan,) = [row for row in rows if row["SQLDATE"] == "20230727"]
    assert plan["EventCode"] == "036"
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch("[0-9]{8}", row["SQLDATE"])
        assert 0 < int(row["GLOBALEVENTID"]) < 2**63
        assert row["SOURCEURL"] in ("", "https://example.org/talks", "https://example.org/?a=1&b=<2>")


def test_what_has_no_day_or_did_not_take_place_is_no_row_and_is_counted(database: Path) -> None:
    fill_hostile(database)
    for name in ("gdelt", "plover"):
        said = run("export", name, "-").stderr
        assert "2 left out: without a day" in said
        assert "1 left out: postponed, so no act" in said
        assert "1 left out: cancelled, so no act" in said


def test_a_polecat_row_has_the_columns_of_the_data_set(database: Path) -> None:
    fill_hostile(database)
    rows = plover()
    assert len(rows[0]) == 40
    (visit,) = [row for row in rows if row["Event Date"] == "2023-07-25"]
    assert (visit["Event Type"], visit["Quad Code"], visit["Intensity"]) == ("CONSULT", "VERBAL COOPERATION", "1.9")
    assert (visit["Actor Name"], visit["Actor Country"], visit["Primary Actor Sector"]) == (
        "Sergei Shoigu",
        "RUS",
        "GOV",
    )
    assert (visit["Recipient Name"], visit["Recipient Country"]) == ("North Korea", "PRK")
    assert (visit["City"], visit["Country"]) == ("Pyongyang", "PRK")
    assert (visit["Source"], visit["Publication Date"]) == ("Example News", "2023-07-26")
    (plan,) = [row for row in rows if row["Event Date"] == "2023-07-27"]
    assert plan["Event Type"] == "AGREE"
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row.values())


def test_who_acts_upon_whom_follows_from_the_roles(database: Path) -> None:
    us, ir, ru, un = (
        person("Joe Biden", "US", role="sender", title="President"), country("Iran", "IR", role="recipient"),
        country("Russia", "RU"), person("António Guterres", None, org="UN", role="mediator"),
    )  # fmt: skip
    with open_database(database) as record:
        told(record, event(ir, us, day="2023-01-01", type="sanction", plover="SANCTION", place=None), text=" a")
        told(record, event(country("Iran", "IR"), un, ru, day="2023-01-02", type="mediation", place=None), text=" b")
        told(
            record, event(*(country(c, c) for c in ("FR", "DE", "IT")), day="2023-01-03", type="conference"), text=" c"
        )
        told(record, event(person("Wang Yi", "CN", role="visitor"), day="2023-01-04", type="visit",
                           place=Place("Paris", "FR")), text=" d")  # fmt: skip
        told(
            record,
            event(country("Israel", "IL", role="sender"), day="2023-01-05", type="threaten", place=None),
            text=" e",
        )
    pairs = [(row["SQLDATE"][-1], row["Actor1Code"], row["Actor2Code"], row["EventCode"]) for row in gdelt("--words")]
    assert sorted(pairs) == [
        ("1", "USAGOV", "IRN", "163"),
        ("2", "IGOUNO", "IRN", "045"),
        ("2", "IGOUNO", "RUS", "045"),
        ("3", "DEU", "ITA", "040"),
        ("3", "FRA", "DEU", "040"),
        ("3", "FRA", "ITA", "040"),
        ("4", "CHNGOV", "FRA", "042"),
        ("5", "ISR", "", "130"),
    ]


def test_every_type_that_is_held_has_a_code_and_every_code_is_read_as_a_type() -> None:
    for type_ in EVENT_TYPES:
        assert knowledge.cameo_for(type_, "held", knowledge.plover_of(type_, None)), type_
    for code in cameo().values():
        assert code.type is None or code.type in EVENT_TYPES
        assert -10 <= code.goldstein <= 10


def test_a_code_without_a_row_is_read_as_the_one_above_it() -> None:
    assert [knowledge.cameo_read(code) and knowledge.cameo_read(code).type for code in ("0254", "1124", "193", "061")] == [  # type: ignore[union-attr]
        "request", "accuse", None, None,
    ]  # fmt: skip
    drawn = knowledge.cameo_read("04")
    assert drawn is not None
    assert drawn.type == "meeting"


def test_countries_have_the_codes_of_cameo_and_fips() -> None:
    codes = knowledge.event_codes()
    assert (codes["RO"].cameo, codes["RO"].fips, codes["CH"].fips, codes["CN"].fips) == ("ROM", "RO", "SZ", "CH")
    assert knowledge.actor_by_cameo()["PRK"].actor == "KP"
    assert (knowledge.country_by_fips()["GZ"], knowledge.country_by_fips()["RS"]) == ("PS", "RU")
    known = {*knowledge.countries().by_code, *knowledge.organisations()}
    assert set(codes) <= known
