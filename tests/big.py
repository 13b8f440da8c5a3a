"""A large made-up record, to measure commands on: `python -m tests.big OUT.db --events 1000000`. The same seed, the same record.

Written straight through SQL into the real schema; persons, countries, outlets and words are used as unevenly as in the news
(the n-th most common about 1/n as often as the first). Only the tables that are for joining reports of further articles
(`likeness`, fingerprints) stay empty.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any, TypeVar

from tracker.knowledge import countries, rank_of
from tracker.record import open_database
from tracker.record.names import name_key
from tracker.record.sides import write_sides

T = TypeVar("T")
FIRST, LAST = date(1995, 1, 1), date(2025, 6, 30)
TYPES = {
    "meeting": 40, "call": 12, "visit": 14, "conference": 6, "mediation": 1, "message": 4, "agreement": 7, "relations": 1,
    "envoy": 2, "sanction": 2, "aid": 3, "exercise": 2, "accuse": 2, "request": 2, "support": 2,
}  # fmt: skip
STATUSES = {"held": 88, "planned": 8, "cancelled": 2, "postponed": 1, "denied": 1}
POSTS = {
    "Foreign Minister": 30, "Defence Minister": 8, "President": 14, "Prime Minister": 12, "Deputy Foreign Minister": 12,
    "Ambassador": 10, "spokesman": 4, "Trade Minister": 6, "national security adviser": 4,
}  # fmt: skip
SYLLABLES = [a + b for a in "b d f g k l m n p r s t v z sh ch".split() for b in "a e i o u an el in or".split()]
SENTENCE = "{who} held a {type} on {topic}, and spoke of {words}."
BATCH = 20_000


class Uneven:
    """Chooses among items, the first most often."""

    def __init__(self, items: Sequence[T], weights: Sequence[float] | None = None) -> None:
        self.items = items
        self.sums = list(accumulate(weights or [1 / (n + 3) for n in range(len(items))]))

    def one(self, chance: random.Random) -> Any:
        return self.items[bisect(self.sums, chance.random() * self.sums[-1])]


def names(chance: random.Random, count: int, syllables: int) -> list[str]:
    """As many words, none twice."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choice(SYLLABLES) for _ in range(syllables)).capitalize()] = None
    return list(found)


class World:
    """Who and what there is."""

    def __init__(self, chance: random.Random, persons: int) -> None:
        codes = [code for code, country in countries().by_code.items() if country.until is None]
        chance.shuffle(codes)
        self.codes = Uneven(codes)
        given, families = names(chance, 1000, 2), names(chance, max(100, persons // 3), 3)
        self.persons = []
        of_country: dict[str, list[int]] = {}
        for number in range(1, persons + 1):
            code = self.codes.one(chance) if number > len(codes) else codes[number - 1]
            name = f"{chance.choice(given)} {families[number % len(families)]}"
            self.persons.append((number, name, code, Uneven(list(POSTS), list(POSTS.values())).one(chance)))
            of_country.setdefault(code, []).append(number)
        self.of_country = {code: Uneven(some) for code, some in of_country.items()}
        self.words = Uneven(names(chance, 20_000, 3))
        self.outlets = Uneven([f"{word} News" for word in names(chance, 400, 2)])
        self.places = [(n + 1, name, chance.choice(codes)) for n, name in enumerate(names(chance, 2000, 2))]
        self.types = Uneven(list(TYPES), list(TYPES.values()))
        self.statuses = Uneven(list(STATUSES), list(STATUSES.values()))


def rows(world: World, chance: random.Random, events: int, sources: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Every row that an article brings, as the table's name and the row; articles one after the other."""
    each, mention = events / sources, 0
    for number in range(sources):
        source = f"s-{number + 1:x}"
        told = int((number + 1) * each) - int(number * each)
        published = FIRST + timedelta(chance.randrange((LAST - FIRST).days))
        text = ""
        title = " ".join(world.words.one(chance) for _ in range(6))
        digest = hashlib.sha256(source.encode()).hexdigest()
        yield "issued", (source,)
        yield "source", (source, digest, f"{source}.txt", title, world.outlets.one(chance), published.isoformat(), "header",
                         f"{published}T12:00:00Z", "big 1", source)  # fmt: skip
        yield "document", (number + 1, source)
        for position in range(told):
            mention += 1
            event = f"{mention:07x}"
            kind, status = world.types.one(chance), world.statuses.one(chance)
            day = (published - timedelta(chance.randrange(20))).isoformat()
            place = chance.choice(world.places)[0] if chance.random() < 0.6 else None
            one, other = world.codes.one(chance), world.codes.one(chance)
            sides = [one, other, *([world.codes.one(chance) for _ in range(3)] if kind == "conference" else [])]
            who = []
            for code in dict.fromkeys(sides):
                person = world.persons[world.of_country[code].one(chance) - 1] if chance.random() < 0.8 else None
                if person:
                    who.append(("person", person[1], person[0], code, person[3] if chance.random() < 0.9 else None))
                else:
                    who.append(("country", countries()[code].name, None, code, None))
            sentence = SENTENCE.format(
                who=" and ".join(name for _, name, *_ in who),
                type=kind,
                topic=world.words.one(chance),
                words=" ".join(world.words.one(chance) for _ in range(12)),
            )
            start = len(text)
            text += sentence + " "
            yield "issued", (event,)
            yield "event", (event, kind, status, day, day, day, place)
            yield "mention", (mention, event, event, source, position, kind, status, day, day, day, place)
            for at, (sort, name, person_id, code, post) in enumerate(who):
                told_of = (sort, name, person_id, code, post)
                yield "participation", (event, at, *told_of, rank_of(post) if post else None)
                yield "mention_participant", (mention, at, *told_of)
                if post:
                    yield "affiliation", (person_id, post, code, day, day, mention)
            yield "evidence", (mention, 0, sentence, start, start + len(sentence))
        yield "source_text", (source, text)


INSERTS = {
    "issued": "(id) VALUES (?)",
    "source": "(id, sha256, label, title, outlet, published, published_basis, retrieved, extractor, family) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "document": "(id, source_id) VALUES (?, ?)",
    "source_text": "VALUES (?, ?)",
    "event": "(id, type, status, salience, date_start, date_from, date_to, date_precision, place_id, confidence) "
    "VALUES (?, ?, ?, 'main', ?, ?, ?, 'day', ?, 0.8)",
    "mention": "(id, event_id, born, source_id, position, extractor, type, status, salience, date_start, date_from, date_to, "
    "date_precision, date_basis, place_id, confidence, how) "
    "VALUES (?, ?, ?, ?, ?, 'big 1', ?, ?, 'main', ?, ?, ?, 'day', 'explicit', ?, 0.8, '{}')",
    "participation": "(event_id, position, kind, name, person_id, country, title, role, rank) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'principal', ?)",
    "mention_participant": "(mention_id, position, kind, name, person_id, country, title, role) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'principal')",
    "affiliation": "(person_id, post, country, date_from, date_to, origin, mention_id) VALUES (?, ?, ?, ?, ?, 'article', ?)",
    "evidence": "VALUES (?, ?, ?, ?, ?)",
}


def fill(connection: sqlite3.Connection, world: World, chance: random.Random, events: int, sources: int) -> None:
    """Enter everything. Indexes and triggers are set aside meanwhile, and made again at the end."""
    aside = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type"
    ).fetchall()
    for kind, name, _ in aside:
        connection.execute(f"DROP {kind} {name}")
    connection.executemany(
        "INSERT INTO place (id, name, name_key, country) VALUES (?, ?, ?, ?)",
        [(number, name, name_key(name), code) for number, name, code in world.places],
    )
    keyed = [(number, name, name_key(name), code) for number, name, code, _ in world.persons]
    connection.executemany("INSERT INTO person (id, name, name_key, country) VALUES (?, ?, ?, ?)", keyed)
    connection.executemany(
        "INSERT INTO alias VALUES (?, ?, 'article', ?, 'Latin')",
        [(number, name, key) for number, name, key, _ in keyed],
    )
    waiting: dict[str, list[tuple[Any, ...]]] = {table: [] for table in INSERTS}

    def enter() -> None:
        for table, some in waiting.items():
            connection.executemany(f"INSERT INTO {table} {INSERTS[table]}", some)
            some.clear()

    for table, row in rows(world, chance, events, sources):
        waiting[table].append(row)
        if len(waiting["event"]) >= BATCH:
            enter()
    enter()
    for _, _, sql in aside:
        connection.execute(sql)
    for index in ("text_search", "quote_search"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    write_sides(connection)


def main() -> None:
    """Make the record and say how large it is."""
    options = argparse.ArgumentParser(prog="python -m tests.big", description=__doc__)
    options.add_argument("out", type=Path, help="the file to make")
    for name, count in (("events", 1_000_000), ("persons", 50_000), ("sources", 200_000), ("seed", 1)):
        options.add_argument(f"--{name}", type=int, default=count)
    asked = options.parse_args()
    if asked.out.exists():
        options.error(f"{asked.out} is there already")
    started = time.perf_counter()
    chance = random.Random(asked.seed)
    world = World(chance, asked.persons)
    with open_database(asked.out) as record:
        for setting in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -500000"):
            record.connection.execute(f"PRAGMA {setting}")
        with record.transaction() as connection:
            fill(connection, world, chance, asked.events, asked.sources)
        record.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = asked.out.stat().st_size / 1e6
    print(f"{asked.out}: {asked.events} events, {size:.0f} MB, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
