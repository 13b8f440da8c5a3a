"""What is known of cities and venues."""

from __future__ import annotations

import pytest

from tracker.knowledge import cities, coordinates, countries, venues


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Pyongyang", "KP"), ("Kyiv", "UA"), ("Kiev", "UA"), ("Kharkov", "UA"), ("Bombay", "IN"), ("Saigon", "VN"),
        ("Munich", "DE"),
        ("München", "DE"), ("Cologne", "DE"), ("Rome", "IT"), ("Geneva", "CH"), ("Davos", "CH"),
        ("Sharm el-Sheikh", "EG"), ("Sochi", "RU"),
        ("St. Petersburg", "RU"), ("Yalta", "UA"), ("Hiroshima", "JP"), ("Kuala Lumpur", "MY"),
        ("Luang Prabang", "LA"), ("Tripoli", "LY"),
        ("Alexandria", "EG"), ("HANOI", "VN"), ("Jeddah", "SA"), ("Erbil", "IQ"), ("Abuja", "NG"),
        ("New York", "US"), ("Bali", "ID"),
        ("Gaza City", "PS"), ("Prishtina", "XK"), ("Taipei", "TW"), ("Dayton", "US"), ("Rambouillet", "FR"),
        ("Astana", "KZ"), ("Nur-Sultan", "KZ"),
    ],
)  # fmt: skip
def test_a_city_is_found_by_the_names_of_the_press(name: str, country: str) -> None:
    city = cities().find(name)
    assert city is not None
    assert city.country == country


@pytest.mark.parametrize("name", ["", "Nowhereville", "\x1b[2J", "the", "x" * 50_000])
def test_what_is_no_city_gives_none(name: str) -> None:
    assert cities().find(name) is None
    assert cities().all(name) == []


def test_of_cities_that_share_a_name_the_most_populous_comes_first() -> None:
    found = cities().all("London")
    assert [city.country for city in found[:2]] == ["GB", "CA"]
    own = [city.population for city in cities().all("Georgetown") if city.name == "Georgetown"]
    assert own == sorted(own, reverse=True)


def test_every_capital_is_among_the_cities() -> None:
    missing = {
        (code, country.capitals[0])
        for code, country in countries().items()
        if country.capitals and country.until is None
        and not any(city.country == code for name in country.capitals for city in cities().all(name))
    }  # fmt: skip
    assert missing <= {("GS", "King Edward Point")}


def test_cities_lie_on_the_globe_in_a_known_country() -> None:
    for city in cities().rows:
        assert city.country in countries(), city
        assert -90 <= city.lat <= 90
        assert -180 <= city.lon <= 180
        assert city.population >= 0
        assert not any(character.isdigit() for character in city.name)
    assert len(cities().rows) > 4_000


def test_venues_are_known_with_city_and_country() -> None:
    assert len(venues()) >= 200
    assert venues()["Panmunjom"].country == "KR"
    assert venues()["Diaoyutai State Guesthouse"].city == "Beijing"
    assert venues()["Camp David"].country == "US"
    for venue in venues().values():
        assert venue.country in countries(), venue
        assert venue.kind


def test_no_two_venues_share_a_name() -> None:
    owner: dict[str, str] = {}
    for venue in venues().values():
        for name in (venue.name, *venue.names):
            assert owner.setdefault(name, venue.name) == venue.name, name


@pytest.mark.parametrize(
    ("name", "country", "city"),
    [
        ("Pyongyang", "KP", "Pyongyang"),
        ("Kremlin", "RU", "Moscow"),
        ("Villa La Grange in Geneva", "CH", "Geneva"),
        ("State House, Abuja", "NG", "Abuja"),
        ("Tripoli", "LB", "Tripoli"),
        ("Argentina", "AR", None),
        ("Nowhere", None, None),
    ],
)
def test_a_place_has_the_coordinates_of_its_city(name: str, country: str | None, city: str | None) -> None:
    found = coordinates(name, country)
    known = {(c.lat, c.lon) for c in cities().all(city or "") if c.country == country}
    assert found in known if city else found is None
