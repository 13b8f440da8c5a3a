"""From what a sentence says in words to event drafts: one for each sentence, the act of its main clause first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor
from tracker.extraction.actors import Resolver
from tracker.extraction.acts import Told, acts
from tracker.extraction.draft import Draft
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.locating import locate
from tracker.extraction.parts import Parts, sides
from tracker.extraction.positions import verb_positions
from tracker.extraction.speakers import addressed, doers
from tracker.extraction.status import HELD
from tracker.extraction.syntax import is_passive, patient, subject
from tracker.extraction.verbal import Act, verbal
from tracker.model import VERBAL_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# Acts that are interactions: both sides must be known.
_BETWEEN = frozenset({"aid", "sanction", "envoy"})


def statement(tree: Tree, resolver: Resolver, others: Sequence[Draft], *, near: bool = True) -> Draft | None:
    """What somebody does in words in a sentence, if anything; nothing where its clause tells one of `others`.

    `near` says that "they" can be the sides of an event told just before.
    """
    for verb, told in acts(tree):
        if _told_otherwise(verb, others):
            return None
        if told is None or told.act.type not in _BETWEEN | set(VERBAL_TYPES):
            continue
        senders = doers(told.doers, tree, resolver, near=near)
        if not senders and told.doers and told.sayers and all(_of_theirs(w) for w in told.doers):
            senders = doers(told.sayers, tree, resolver, near=near)
        recipients = addressed(_whom(told), tree, resolver, senders, places=told.act.type == "aid")
        if told.act.type == "agree" and len(sides(senders)) > 1:
            recipients = []  # they agree with one another, on a matter of a third
        if told.act.id == "request.must" and not _asks_somebody(told, tree):
            continue
        if senders and told.act.type in _BETWEEN and not (sides(senders) and sides(recipients)):
            return None
        if senders:
            return _draft(told, senders, recipients, tree)
    return None


def _of_theirs(word: Word) -> bool:
    """ "his country", "the government", "our troops": whoever speaks speaks for them."""
    return word.lemma_.lower() in verbal().bodies and any(
        c.lower_ in ("the", "his", "her", "its", "their", "our", "my") for c in word.children
    )


def _asks_somebody(told: Told, tree: Tree) -> bool:
    """Whether what must be done is for somebody to do: not "it must not fail", "the decision should not lead to a deficit"."""
    words = [w for s in _must(told) if s.pos_ != "PRON" for w in s.subtree]
    return any(tree.of(w) is not None or w.lemma_.lower() in verbal().bodies for w in words)


def _must(told: Told) -> list[Word]:
    """Who must do something, or what must be done."""
    return patient(told.word) if is_passive(told.word) else subject(told.word)


def _told_otherwise(verb: Word, others: Sequence[Draft]) -> bool:
    """Whether a clause's verb is also that of a meeting, an agreement or another interaction."""
    words = {verb.i, *(w.i for w in verb.children if w.dep_ == "xcomp")}
    return any(d.frame.word.i in words or (_verb_of(d) in words) for d in others)


def _verb_of(draft: Draft) -> int:
    """The place of the verb that a draft's noun completes ("held talks"); none for one in the background ("during a visit")."""
    frame = draft.frame
    if frame.verb is not None and frame.verb.lemma_ == "welcome" and frame.link == "object":
        return -1  # who welcomes a thing of others says so in words
    return frame.verb.i if frame.verb is not None and frame.link in ("object", "subject", "verb") else -1


# Prepositions that lead on to whom an act is done; all others lead to when, where and what it is about.
_TOWARD = frozenset("of by from against to with toward towards upon into between".split())
_OTHERS = ("prep", "advcl", "ccomp", "xcomp", "oprd", "attr", "acomp")
_WITH_ON = frozenset("call press prevail impose place put levy slap".split())


@dataclass(frozen=True, slots=True)
class _Leading:
    """The prepositions that lead on to whom an act is done, after a verb and after a noun."""

    verb: frozenset[str]
    noun: frozenset[str]

    def follows(self, word: Word, child: Word) -> bool:
        """Whether what hangs on a word can name whom the act is done to."""
        if child.dep_ in ("punct", "relcl", "npadvmod"):
            return False
        if child.dep_ == "advcl":
            return bool(child.tag_ == "VB")
        if child.dep_ not in ("prep", "agent"):
            return True
        if word.pos_ != "VERB":
            return child.lower_ in self.noun
        return child.lower_ in self.verb or (child.lower_ == "on" and word.lemma_ in _WITH_ON)


def _leading(act: Act) -> _Leading:
    verb = _TOWARD | act.prep | ({"at"} if act.particle else set())
    verb |= {"in", "on"} if act.type in _BETWEEN else set()  # aid goes to where it is needed
    noun = verb | {"for", "on"}  # "support for Moldova", "the ban on Iran"
    return _Leading(
        verb, noun | ({"about", "over", "at"} if act.type == "accuse" else set())
    )  # "concern about the raids"


def _whom(told: Told) -> Iterator[Word]:
    """The words that can say toward whom it is done, in their order: the object first; of what is said of others, these."""
    verb, leading = told.word, _leading(told.act)
    own = _must(told) if told.act.id == "request.must" else subject(verb)
    if own and not {w.i for w in own} & {w.i for w in told.doers} and own[0].pos_ != "PRON":
        yield from (w for s in own for w in s.subtree)
        if told.act.id == "request.must":
            return
    for child in patient(verb) if is_passive(verb) else ():
        yield from _reached(child, leading)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative", "pobj")]
    others = [c for c in verb.children if c.dep_ in _OTHERS and c.i > verb.i]
    for child in [*objects, *others]:
        if leading.follows(verb, child):
            yield from _reached(child, leading)


def _reached(word: Word, leading: _Leading) -> Iterator[Word]:
    yield word
    for child in word.children:
        if leading.follows(word, child):
            yield from _reached(child, leading)


def _draft(told: Told, senders: Sequence[Actor], recipients: Sequence[Actor], tree: Tree) -> Draft:
    frame = Frame(told.act.trigger, told.word, tree, told.word, HELD, verb_positions(told.word), "verb")
    locate(frame)
    parts: Parts = [*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)]
    sentence = tree.sentence
    return Draft(told.act.type, "held", parts, frame, sentence.index, sentence.block, frame.date, frame.place, False,
                 HELD.cue, 0.55)  # fmt: skip
