"""What holds of every extraction, whatever the text."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tracker
from tracker.errors import InputError
from tracker.extraction import extract
from tracker.model import EVENT_TYPES, ROLES, STATUSES, VERBAL_TYPES, Article, Event

ARTICLES = Path(__file__).parents[1] / "data" / "articles"
DAY = date(2023, 7, 26)


def sound(article: Article, events: list[Event]) -> None:
    """Every value is one that the codebook knows, and every quote stands in the text where it says."""
    for event in events:
        assert event.type in EVENT_TYPES
        assert event.status in STATUSES
        assert event.evidence
        for proof in event.evidence:
            assert article.text[proof.start : proof.end] == proof.quote != ""
        assert {p.role for p in event.participants} <= set(ROLES)
        assert all(p.name for p in event.participants)
        assert len({p.country or p.org or p.name for p in event.participants}) >= 1
        assert (event.when.start is None) == (event.when.precision == "unknown")
        assert 0 < event.confidence < 1
        assert event.part_of is None or 0 <= event.part_of < len(events)


@pytest.mark.parametrize("file", sorted(ARTICLES.glob("2*")), ids=lambda f: f.stem)
def test_the_samples_give_sound_events_and_the_same_ones_each_time(file: Path) -> None:
    article = tracker.read_article(file)
    events = tracker.extract(article)
    sound(article, events)
    assert tracker.extract(article) == events


def test_an_article_of_domestic_politics_gives_no_interaction() -> None:
    events = tracker.extract(tracker.read_article(ARTICLES / "2023-11-24-luxon-coalition.txt"))
    assert {e.type for e in events} <= set(VERBAL_TYPES)


def test_the_first_sample_tells_who_met_whom_and_what_is_only_planned() -> None:
    events = tracker.extract(tracker.read_article(ARTICLES / "2023-07-26-shoigu-pyongyang.txt"))
    met = [
        e
        for e in events
        if e.type == "meeting" and {"Sergei Shoigu", "Kang Sun-nam"} <= {p.name for p in e.participants}
    ]
    assert [(e.status, e.when.start, e.when.basis, e.place and e.place.name) for e in met] == [
        ("held", "2023-07-26", "weekday", "Pyongyang")
    ]


def test_events_and_their_parts_cannot_be_changed() -> None:
    (event, *_) = tracker.extract(tracker.read_article(ARTICLES / "2023-07-26-shoigu-pyongyang.txt"))
    with pytest.raises(FrozenInstanceError):
        event.status = "denied"  # type: ignore[misc]


@pytest.mark.parametrize(
    "text",
    [
        "", " \n\t ", "\x00\x1b[31m", "Министр обороны России встретился с министром обороны КНДР в Пхеньяне.",
        "国防相绍伊古在平壤会见了姜淳男。", "Le ministre russe a rencontré son homologue à Pyongyang mercredi.",
        "<b>Xi</b> met <script>alert(1)</script>.", "met met met met with with", "." * 5000, '"' * 999, "(" * 999,
        "President President President of of of the the", "X" * 200_000,
    ],
)  # fmt: skip
def test_odd_texts_are_read_without_harm(text: str) -> None:
    article = Article(text, published=DAY)
    sound(article, extract(article))


def test_markup_and_escapes_within_a_name_stay_text() -> None:
    text = "Russian President Vladimir Putin [bold] met Chinese President Xi Jinping \x1b[31m in Moscow on Tuesday."
    article = Article(text, published=DAY)
    events = extract(article)
    sound(article, events)
    assert [e.type for e in events] == ["meeting"]


def test_a_list_of_a_thousand_names_ends_in_time() -> None:
    text = "Russian President Vladimir Putin met " + ", ".join(f"Minister Ivan Petrov{i}" for i in range(1000)) + "."
    sound(Article(text), extract(Article(text)))


def test_without_a_publication_date_relative_days_stay_unknown() -> None:
    (event,) = extract(
        Article("French President Emmanuel Macron met German Chancellor Olaf Scholz in Berlin on Wednesday.")
    )
    assert (event.when.start, event.when.precision, event.when.text) == (None, "unknown", "Wednesday")
    assert event.place is not None
    assert event.place.name == "Berlin"


def test_a_model_that_is_not_installed_is_named_in_the_error() -> None:
    article = Article("Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow.")
    with pytest.raises(InputError, match="en_core_web_nowhere"):
        extract(article, model="en_core_web_nowhere")


WORDS = st.sampled_from(
    "President Minister Foreign the of and , . met visited with in Moscow Beijing on Monday will talks Xi Jinping Vladimir Putin "
    "Russian Chinese 's counterpart his who signed agreement to \" ( ) July 26 2023 - UN Secretary-General Sheikh al-Sudani Mr".split()  # noqa: E501
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_no_order_of_the_words_of_diplomacy_breaks_the_reading(text: str) -> None:
    article = Article(text, published=DAY)
    sound(article, extract(article))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    article = Article(text + " met with President X.", published=DAY)
    sound(article, extract(article))


def test_reading_without_a_word_of_diplomacy_needs_no_model() -> None:
    code = (
        "import sys; from tracker.extraction import extract; from tracker.model import Article; "
        "extract(Article('The cat sat on the mat.')); sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
