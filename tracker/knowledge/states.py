"""Countries: the states and territories of ISO 3166, a few more that act as states, and states that are gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from tracker.knowledge.names import fold
from tracker.knowledge.tables import load_table, several


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory. The surface forms are spelled as in running text, case included.

    `code` is its ISO 3166-1 alpha-2 code, or the ISO 3166-3 one of a state that is gone; `name` the press's
    usual English name; `names` all others in use; `adjectives` stand before a title ("North Korean"); `people`
    is the plural noun; `capitals` holds present and former ones and other seats of government; `metonyms` are
    buildings and bodies that stand for the government. `since` and `until` are years, kept for states that are
    gone or came to be after 1985; `successors` are codes.
    """

    code: str
    alpha3: str
    name: str
    official: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    metonyms: tuple[str, ...]
    region: str
    since: int | None
    until: int | None
    successors: tuple[str, ...]

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every form that names the country itself: usual, official and others, without repeats."""
        return tuple(dict.fromkeys((self.name, self.official, *self.names)))


class Countries(Mapping[str, Country]):
    """All countries by code, and the ways to find one."""

    def __init__(self, by_code: dict[str, Country]) -> None:
        self.by_code = by_code

    def __getitem__(self, code: str) -> Country:
        return self.by_code[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_code)

    def __len__(self) -> int:
        return len(self.by_code)

    def find(self, text: str) -> str | None:
        """Code of the country that `text` names, or None.

        Takes any name, official form, abbreviation, adjective, people or ISO code, in any case, with or without
        "the", dots and diacritics. A capital is no name of its country: see `capital_of`. Meant for what a
        person asks for, not for scanning a text: "in" is India's code.
        """
        return self._by_form.get(fold(text))

    def names(self, text: str, code: str | None) -> bool:
        """Whether `text` is the country of this code as a whole, and no place in it."""
        return code is not None and self.find(text) == code

    def capital_of(self, city: str) -> str | None:
        """Code of the country whose capital or seat of government, present or former, is `city`, or None."""
        return self._by_capital.get(fold(city))

    @cached_property
    def _by_form(self) -> dict[str, str]:
        """Folded form → code.

        Names go before adjectives, these before codes; states that are there before those gone.
        """
        index: dict[str, str] = {}
        for forms in (
            lambda country: country.all_names,
            lambda country: country.adjectives + country.people,
            lambda country: (country.code, country.alpha3),
        ):
            for country in self._living_first():
                for form in forms(country):
                    index.setdefault(fold(form), country.code)
        return index

    @cached_property
    def _by_capital(self) -> dict[str, str]:
        index: dict[str, str] = {}
        for country in self._living_first():
            for capital in country.capitals:
                index.setdefault(fold(capital), country.code)
        return index

    def _living_first(self) -> list[Country]:
        return sorted(self.by_code.values(), key=lambda country: country.until is not None)


@cache
def countries() -> Countries:
    """The table `countries.csv`. Raises InputError for a fault in the user's own file of that name."""
    return Countries({country.code: country for country in load_table("countries.csv", ["code"], _country)})


@cache
def lookalikes() -> dict[str, str]:
    """Phrases that hold the name of a country or city and mean something else ("Latin America", "Oslo
    Accords").

    Phrase as spelled in text → what it is ("region", "treaty", "media"), from `lookalikes.csv`. Raises
    InputError for a fault in the user's own file of that name.
    """
    return dict(load_table("lookalikes.csv", ["phrase"], lambda cells: (cells[0], cells[1])))


def _country(cells: Sequence[str]) -> Country:
    (
        code,
        alpha3,
        name,
        official,
        names,
        adjectives,
        people,
        capitals,
        metonyms,
        region,
        since,
        until,
        successors,
    ) = cells
    if not (code and name):
        raise ValueError("a country needs a code and a name")
    return Country(
        code, alpha3, name, official or name, several(names), several(adjectives), several(people),
        several(capitals), several(metonyms), region, year(since), year(until), several(successors),
    )  # fmt: skip


def year(cell: str) -> int | None:
    """The year in a cell, None of an empty one. Raises ValueError for anything else."""
    if not cell:
        return None
    if not cell.isdecimal() or not 1 <= int(cell) <= 9999:
        raise ValueError(f"{cell!r} is not a year")
    return int(cell)
