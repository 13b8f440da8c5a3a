"""Cities and venues: where events take place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from tracker.knowledge.names import fold
from tracker.knowledge.tables import load_table, several


class City(NamedTuple):
    """A city: `country` is an ISO code, `lat` and `lon` are degrees (WGS 84), `names` other names it goes by."""

    name: str
    country: str
    population: int
    lat: float
    lon: float
    names: tuple[str, ...]


class Cities:
    """The cities, and how to find them by name."""

    def __init__(self, rows: list[City]) -> None:
        self.rows = tuple(rows)
        self._index: dict[str, list[City]] = {}
        biggest_first = sorted(rows, key=lambda city: -city.population)
        for city in biggest_first:
            self._index.setdefault(fold(city.name), []).append(city)
        # A city's own name goes before another's other name, unless that is far bigger: Tripoli is in Libya, but Odessa
        # in Ukraine and not in Texas.
        for city in biggest_first:
            for name in city.names:
                known = self._index.setdefault(fold(name), [])
                if any(other is city for other in known):
                    continue
                if known and city.population >= 5 * known[0].population:
                    known.insert(0, city)
                else:
                    known.append(city)

    def find(self, name: str) -> City | None:
        """The city of that name, the most populous where several share it; case and diacritics do not count."""
        return next(iter(self._index.get(fold(name), ())), None)

    def all(self, name: str) -> list[City]:
        """Every city of that name, the most populous first, those that bear it as an other name last."""
        return list(self._index.get(fold(name), ()))


@dataclass(frozen=True, slots=True)
class Venue:
    """A building or spot where diplomacy is done.

    `country` is an ISO code; `kind` says what it is ("palace", "hotel").
    """

    name: str
    names: tuple[str, ...]
    city: str | None
    country: str
    kind: str


@cache
def cities() -> Cities:
    """The table `cities.csv`. Raises InputError for a fault in the user's own file of that name."""
    return Cities(load_table("cities.csv", ["name", "country"], _city))


@cache
def venues() -> dict[str, Venue]:
    """The table `venues.csv` by name. Raises InputError for a fault in the user's own file of that name."""
    return {venue.name: venue for venue in load_table("venues.csv", ["name"], _venue)}


@cache
def regions() -> dict[str, str]:
    """Folded name of a state, province or region → ISO code of its country, from `regions.csv`. Raises InputError for a fault in
    the user's own file of that name."""
    rows = load_table("regions.csv", ["name"], lambda cells: (cells[0], cells[1]))
    return {fold(name): country for name, country in rows}


def coordinates(name: str, country: str | None) -> tuple[float, float] | None:
    """Latitude and longitude in degrees of a city, of the city that a venue stands in, or of that which ends the name of a place
    ("State House, Abuja", "Villa La Grange in Geneva"); None where the tables do not know."""
    for text in (name, *_ends(name)):
        venue = _venue_names().get(fold(text))
        found = cities().all(venue.city if venue and venue.city else text)
        code = venue.country if venue else country
        city = next((c for c in found if code is None or c.country == code), None)
        if city:
            return city.lat, city.lon
    return None


def _ends(name: str) -> Iterator[str]:
    for mark in (", ", " in "):
        if mark in name:
            yield name.rpartition(mark)[2]


@cache
def _venue_names() -> dict[str, Venue]:
    return {fold(text): venue for venue in venues().values() for text in (venue.name, *venue.names)}


def _city(cells: Sequence[str]) -> City:
    name, country, population, lat, lon, names = cells
    if not (name and country):
        raise ValueError("a city needs a name and a country")
    return City(name, country, int(population or 0), float(lat), float(lon), several(names))


def _venue(cells: Sequence[str]) -> Venue:
    name, names, city, country, kind = cells
    if not (name and country):
        raise ValueError("a venue needs a name and a country")
    return Venue(name, several(names), city or None, country, kind)
