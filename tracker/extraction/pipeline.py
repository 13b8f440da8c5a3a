"""The steps of the extraction, one after the other."""

from __future__ import annotations

from tracker.extraction.actor import Actor
from tracker.extraction.actors import Resolver
from tracker.extraction.dating import Context
from tracker.extraction.draft import Draft, drafts_of
from tracker.extraction.events import build
from tracker.extraction.frames import find_frames
from tracker.extraction.gathering import gather
from tracker.extraction.language import parse
from tracker.extraction.parts import in_role
from tracker.extraction.reading import Reading, Sentence, read
from tracker.extraction.scene import Sight, sights
from tracker.extraction.statements import statement
from tracker.extraction.stays import undate_departures, visiting
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
    seen: list[Sight] = []
    block = -1
    for tree in parse(worth_parsing(reading), model):
        here: list[Draft] = []
        if known.worth_parsing(tree.sentence.text):
            far = resolver.told and tree.sentence.index - resolver.told[-1][0] > 8 and not resolver.author
            if far or (tree.sentence.kind in ("title", "heading") and tree.sentence.block != block):
                resolver.told = []  # "the two leaders" of another headline, or of a passage far above, are not meant
            block = tree.sentence.block
            seen += sights(tree, article.published)
            for frame in find_frames(tree, known, resolver):
                found = drafts_of(frame)
                here += found
                together = len(found) > 1 and frame.type == "visit"
                pairs = [_travellers(found)] if together else [_principals(draft) for draft in found]
                resolver.told += [(tree.sentence.index, pair) for pair in pairs if pair]
            drafts += [*here, *visiting(tree, here, resolver)]
        near = bool(resolver.told) and tree.sentence.index - resolver.told[-1][0] <= 1
        said = statement(tree, resolver, here, near=near)
        if said is not None:
            (statements if said.type in VERBAL_TYPES else drafts).append(said)
    undate_departures(drafts)
    context = Context(article, reading, seen, people.home)
    return [*build(drafts, context), *build(statements, context)]


def _principals(draft: Draft) -> list[Actor]:
    """Those of whom "the two" may speak next: who takes part, the first named of each side."""
    principal = [a for a, r in draft.parts if r != "member" and a.kind in ("person", "office", "country")]
    heads = list({a.side: a for a in reversed(principal)}.values())[::-1]  # the first named of each side
    return heads if len(heads) >= 2 else []


def _travellers(drafts: list[Draft]) -> list[Actor]:
    """Those who travel together, where each visit is a record of its own."""
    seen = {a.key: a for d in drafts for a in in_role(d.parts, "visitor")}
    return list(seen.values()) if len({a.side for a in seen.values()}) == len(seen) >= 2 else []


def worth_parsing(reading: Reading) -> list[Sentence]:
    """The sentences that hold a word that could report an event, and somebody or some place for it to happen to."""
    known, words = triggers(), verbal()
    return [
        s
        for s in reading.sentences
        if s.tokens and (known.worth_parsing(s.text) or (_names_somebody(s) and words.look.finds(s.text)))
    ]


def _names_somebody(sentence: Sentence) -> bool:
    """Whether anybody is named in a sentence: who could accuse, refuse or promise."""
    return any(m.kind != "date" for m in sentence.mentions)
