"""What is known of countries: each state and territory is found by everything that people call it."""

from __future__ import annotations

import pytest

from tracker.knowledge import Country, cities, countries, lookalikes

# ISO 3166-1, all officially assigned codes.
ISO = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
VN VU WF WS YE YT ZA ZM ZW
""".split()
GONE = ["AN", "CS", "DD", "RH", "SU", "VD", "YD", "YU"]
# Uninhabited, or without a demonym of its own: Congolese is first DR Congo's, Dominican the Dominican Republic's.
WITHOUT_ADJECTIVE = {"BV", "CG", "DM", "GG", "GS", "HM", "JE", "SJ", "TF", "UM"}
WITHOUT_CAPITAL = {"AQ", "BV", "EU", "HK", "HM", "IO", "MO", "TF", "TK", "UM"}
# The capital of one that is gone, or of a small territory, bears the name of another's.
CAPITAL_OF_ANOTHER = {"AN": "CW", "CS": "CZ", "NF": "JM", "RH": "ZW", "SU": "RU", "YD": "YE", "YU": "RS"}

ALL = [pytest.param(country, id=country.code) for country in countries().values()]


def test_every_code_of_iso_3166_is_there_with_kosovo_and_the_european_union() -> None:
    assert len(ISO) == 249
    assert set(countries()) == {*ISO, "XK", "EU", *GONE}


@pytest.mark.parametrize("country", ALL)
def test_a_country_is_found_by_its_names_and_codes(country: Country) -> None:
    find = countries().find
    for form in (*country.all_names, country.code, country.alpha3):
        assert find(form) == country.code, form
        assert find(form.upper()) == country.code, form
        assert find(f"  the {form.lower()} ") == country.code, form
    assert country.official
    assert country.region


@pytest.mark.parametrize("country", ALL)
def test_a_country_is_found_by_its_adjectives_and_people(country: Country) -> None:
    for form in (*country.adjectives, *country.people):
        assert countries().find(form) == country.code, form
    assert bool(country.adjectives) == (country.code not in WITHOUT_ADJECTIVE)


@pytest.mark.parametrize("country", ALL)
def test_a_capital_gives_its_country_and_is_no_name_of_it(country: Country) -> None:
    for capital in country.capitals:
        assert countries().capital_of(capital) == CAPITAL_OF_ANOTHER.get(country.code, country.code), capital
    assert bool(country.capitals) == (country.code not in WITHOUT_CAPITAL)


def test_a_capital_is_not_taken_for_a_country() -> None:
    assert countries().find("Moscow") is None
    assert countries().find("Beijing") is None
    assert countries().find("Singapore") == "SG"  # here the city is the country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("north korea", "KP"), ("DPRK", "KP"), ("D.P.R.K.", "KP"), ("kp", "KP"), ("N. Korea", "KP"),
        ("North Koreans", "KP"),
        ("ROK", "KR"), ("Republic of Korea", "KR"), ("Türkiye", "TR"), ("turkiye", "TR"), ("u.s.", "US"),
        ("USA", "US"),
        ("America", "US"), ("Russian", "RU"), ("Russian Federation", "RU"), ("uk", "GB"), ("Great Britain", "GB"),
        ("PRC", "CN"), ("People’s Republic of China", "CN"), ("Republic of China", "TW"), ("Cote d'Ivoire", "CI"),
        ("Côte d’Ivoire", "CI"), ("Ivory Coast", "CI"), ("Burma", "MM"), ("Holy See", "VA"), ("Congo-Kinshasa", "CD"),
        ("DRC", "CD"), ("Zaire", "CD"), ("Republic of the Congo", "CG"), ("St. Kitts and Nevis", "KN"),
        ("Swaziland", "SZ"),
        ("Macedonia", "MK"), ("Czechia", "CZ"), ("UAE", "AE"), ("Emirati", "AE"), ("Uzbekistani", "UZ"),
        ("Lao", "LA"),
        ("Filipino", "PH"), ("Dominican", "DO"), ("Congolese", "CD"), ("Holland", "NL"), ("Palestinian", "PS"),
        ("Upper Volta", "BF"), ("West Germany", "DE"), ("North Yemen", "YE"), ("FYROM", "MK"), ("E.U.", "EU"),
    ],
)  # fmt: skip
def test_what_the_press_says_is_understood(text: str, code: str) -> None:
    assert countries().find(text) == code


@pytest.mark.parametrize(
    ("text", "code", "successors"),
    [
        ("Soviet", "SU", {"RU", "UA", "KZ"}), ("USSR", "SU", {"RU"}), ("Czechoslovak", "CS", {"CZ", "SK"}),
        ("East German", "DD", {"DE"}), ("GDR", "DD", {"DE"}), ("Yugoslav", "YU", {"RS", "HR"}), ("FRY", "YU", {"ME"}),
        ("Serbia and Montenegro", "YU", {"RS", "ME"}), ("South Vietnamese", "VD", {"VN"}), ("PDRY", "YD", {"YE"}),
        ("Rhodesian", "RH", {"ZW"}), ("Netherlands Antilles", "AN", {"CW"}),
    ],
)  # fmt: skip
def test_states_that_are_gone_are_found_and_name_their_successors(text: str, code: str, successors: set[str]) -> None:
    assert countries().find(text) == code
    country = countries()[code]
    assert country.until
    assert successors <= set(country.successors)


@pytest.mark.parametrize("text", ["", " ", "Korea", "Atlantis", "Kore", "the", "\x1b[31m", "🇫🇷", "x" * 100_000])
def test_what_names_no_single_country_gives_none(text: str) -> None:
    assert countries().find(text) is None


@pytest.mark.parametrize(
    ("city", "code"),
    [("Kyiv", "UA"), ("KIEV", "UA"), ("Nur-Sultan", "KZ"), ("Washington, D.C.", "US"), ("Washington DC", "US"),
     ("The Hague", "NL"), ("Tel Aviv", "IL"), ("N’Djamena", "TD"), ("Rangoon", "MM"), ("Malé", "MV"), ("Sanaa", "YE")],
)  # fmt: skip
def test_capitals_are_found_in_their_variants(city: str, code: str) -> None:
    assert countries().capital_of(city) == code


def test_no_two_countries_share_a_name_or_an_adjective() -> None:
    owner: dict[str, str] = {}
    for country in countries().values():
        for form in {*country.all_names, *country.adjectives, *country.people}:
            assert owner.setdefault(form, country.code) == country.code, form


def test_a_building_stands_for_one_government() -> None:
    owner: dict[str, str] = {}
    for country in countries().values():
        for form in country.metonyms:
            assert owner.setdefault(form, country.code) == country.code, form
    for form, code in (("Kremlin", "RU"), ("White House", "US"), ("Downing Street", "GB"), ("Quai d'Orsay", "FR"),
                       ("Blue House", "KR"), ("Zhongnanhai", "CN"), ("Malacañang", "PH"), ("Berlaymont", "EU")):  # fmt: skip
        assert owner[form] == code


def test_lookalikes_hold_the_name_of_a_place_and_are_none() -> None:
    forms = {f for c in countries().values() for f in (*c.all_names, *c.adjectives, *c.people, *c.capitals)}
    assert lookalikes()["Latin America"] == "region"
    assert lookalikes()["Oslo Accords"] == "treaty"
    for phrase in lookalikes():
        assert countries().find(phrase) is None, phrase
        words = phrase.split()
        parts = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}
        assert any(f in phrase for f in (*forms, "Korea")) or any(map(cities().find, parts)), phrase
