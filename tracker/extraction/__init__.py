"""Extraction: from an article to the diplomatic events that it tells of. Pure: no database, no clock, no network.

The steps, in order: read (paragraphs, sentences, names, dates), gather (who is who), look (which sentences can hold an event),
parse (those only), frames (triggers with the actors in their slots), drafts (each type's rule), statements (what is done in words
alone), merge, build (dates, places, evidence).
"""

from __future__ import annotations

from tracker.extraction.version import EXTRACTOR_VERSION
from tracker.model import Article, Event

__all__ = ["EXTRACTOR_VERSION", "extract"]


def extract(article: Article, *, model: str | None = None) -> list[Event]:
    """The diplomatic events of an article, in the order in which it tells of them.

    `model` names an installed spaCy pipeline (default: `TRACKER_MODEL`, else the small English one that comes with tracker).
    The same article, model and version always give the same events. Raises InputError where the pipeline is not installed.
    """
    from tracker.extraction.pipeline import run

    return run(article, model)
