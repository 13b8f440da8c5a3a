"""The steps of the extraction, one after the other."""

from __future__ import annotations

from tracker.extraction.actor import Actor
from tracker.extraction.actors import Resolver
from tracker.extraction.dating import Context
from tracker.extraction.draft import Draft, drafts_of
from tracker.extraction.events import build
from tracker.extraction.frames import find_frames
from tracker.extraction.language import parse
from tracker.extraction.people import gather
from tracker.extraction.reading import Reading, Sentence, read
from tracker.extraction.statements import statement
from tracker.extraction.triggers import triggers
from tracker.extraction.verbal import verbal
from tracker.model import VERBAL_TYPES, Article, Event


def run(article: Article, model: str | None = None) -> list[Event]:
    """See `tracker.extraction.extract`."""
    reading = read(article)
    people = gather(reading, article)
    known = triggers()
    resolver = Resolver(reading, people)
    drafts: list[Draft] = []
    statements: list[Draft] = []
    block = told = -1
    for tree in parse(worth_parsing(reading), model):
        found: list[Draft] = []
        if known.worth_parsing(tree.sentence.text):
            if tree.sentence.index - told > 8 or (
                tree.sentence.kind in ("title", "heading") and tree.sentence.block != block
            ):
                resolver.pair = []  # "the two leaders" of another headline, or of a passage far above, are not meant
            block = tree.sentence.block
            for frame in find_frames(tree, known, resolver):
                each = drafts_of(frame)
                found += each
                for draft in each:
                    if pair := _pair(draft):
                        resolver.pair, told = pair, tree.sentence.index
        drafts += found
        said = statement(tree, resolver, found, near=tree.sentence.index - told <= 1)
        if said is not None:
            (statements if said.type in VERBAL_TYPES else drafts).append(said)
    context = Context(article, reading)
    return [*build(drafts, context), *build(statements, context)]


def _pair(draft: Draft) -> list[Actor]:
    """The actors of a draft, where they are of as many sides: they are "the two" from then on."""
    principal = [a for a, r in draft.parts if r != "member" and a.kind in ("person", "office", "country")]
    return principal if len({a.side for a in principal}) == len(principal) >= 2 else []


def worth_parsing(reading: Reading) -> list[Sentence]:
    """The sentences that hold a word that could report an event, and somebody or some place for it to happen to."""
    known, words = triggers(), verbal()
    return [
        s
        for s in reading.sentences
        if s.tokens and (known.worth_parsing(s.text) or (_names_somebody(s) and words.look.search(s.text)))
    ]


def _names_somebody(sentence: Sentence) -> bool:
    """Whether anybody is named in a sentence: who could accuse, refuse or promise."""
    return any(m.kind != "date" for m in sentence.mentions)
