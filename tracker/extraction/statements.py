"""From what a sentence says in words to event drafts: one for each sentence, the act of its main clause first."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor
from tracker.extraction.actors import Resolver
from tracker.extraction.acts import Told, acts
from tracker.extraction.draft import Draft
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.locating import locate
from tracker.extraction.parts import Parts, sides
from tracker.extraction.speakers import addressed, doers
from tracker.extraction.status import HELD
from tracker.extraction.syntax import is_passive, patient, subject, verb_positions
from tracker.extraction.verbal import verbal
from tracker.model import VERBAL_TYPES

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# Acts that are interactions: both sides must be known.
_BETWEEN = frozenset({"aid", "sanction"})


def statement(tree: Tree, resolver: Resolver, others: Sequence[Draft]) -> Draft | None:
    """What somebody does in words in a sentence, if anything; nothing where its clause tells one of `others`."""
    for verb, told in acts(tree):
        if _told_otherwise(verb, others):
            return None
        if told is None or told.act.type not in _BETWEEN | set(VERBAL_TYPES):
            continue
        senders = doers(told.doers, tree, resolver)
        if not senders and told.doers and told.sayers and all(_of_theirs(w) for w in told.doers):
            senders = doers(told.sayers, tree, resolver)
        recipients = addressed(_whom(told), tree, resolver, senders, places=told.act.type == "aid")
        if told.act.type == "agree" and len(sides(senders)) > 1:
            recipients = []  # they agree with one another, on a matter of a third
        if told.act.id == "request.must" and not recipients and not any(_acting(w, tree) for w in _whom(told)):
            continue  # "the decision should not lead to a deficit": nobody is asked
        if senders and (told.act.type not in _BETWEEN or (sides(senders) and sides(recipients))):
            return _draft(told, senders, recipients, tree)
    return None


def _of_theirs(word: Word) -> bool:
    """ "his country", "the government", "our troops": whoever speaks speaks for them."""
    return word.lemma_.lower() in verbal().bodies and any(
        c.lower_ in ("the", "his", "her", "its", "their", "our", "my") for c in word.children
    )


def _acting(word: Word, tree: Tree) -> bool:
    """Whether a word can stand for somebody who is asked to act."""
    return tree.of(word) is not None or word.lemma_.lower() in verbal().bodies


def _told_otherwise(verb: Word, others: Sequence[Draft]) -> bool:
    """Whether a clause's verb is also that of a meeting, an agreement or another interaction."""
    words = {verb.i, *(w.i for w in verb.children if w.dep_ == "xcomp")}
    return any(d.frame.word.i in words or (_verb_of(d) in words) for d in others)


def _verb_of(draft: Draft) -> int:
    """The place of the verb that a draft's noun completes ("held talks"); none for one in the background ("during a visit")."""
    frame = draft.frame
    return frame.verb.i if frame.verb is not None and frame.link in ("object", "subject", "verb") else -1


# Prepositions that lead on to whom an act is done; all others lead to when, where and what it is about. "for" and "on" do so
# after a noun ("support for Moldova", "the ban on Iran"), after a verb only where the act is of that make.
_TOWARD = frozenset("of by from against to with toward towards upon into between".split())
_AFTER_NOUNS = frozenset({"for", "on"})
_WITH_ON = frozenset("call press prevail impose place put levy slap".split())


def _whom(told: Told) -> Iterator[Word]:
    """The words that can say toward whom it is done, in their order: the object first; of what is said of others, these."""
    verb = told.word
    own = patient(verb) if is_passive(verb) and told.act.id == "request.must" else subject(verb)
    if own and not {w.i for w in own} & {w.i for w in told.doers} and own[0].pos_ != "PRON":
        yield from (w for s in own for w in s.subtree)
        if told.act.id == "request.must":
            return
    leading = _TOWARD | told.act.prep | ({"at"} if told.act.particle else set())
    leading |= {"in", "on"} if told.act.type in _BETWEEN else set()  # aid goes to where it is needed
    for child in patient(verb) if is_passive(verb) else ():
        yield from _reached(child, leading)
    objects = [c for c in verb.children if c.dep_ in ("dobj", "dative", "pobj")]
    others = [
        c
        for c in verb.children
        if c.dep_ in ("prep", "advcl", "ccomp", "xcomp", "oprd", "attr", "acomp") and c.i > verb.i
    ]
    for child in [*objects, *others]:
        if _leads_on(verb, child, leading):
            yield from _reached(child, leading)


def _leads_on(word: Word, child: Word, leading: Collection[str]) -> bool:
    if child.dep_ in ("punct", "relcl", "npadvmod"):
        return False
    if child.dep_ == "advcl":
        return bool(child.tag_ == "VB")
    if child.dep_ not in ("prep", "agent") or child.lower_ in leading:
        return True
    return child.lower_ in _AFTER_NOUNS and (word.pos_ != "VERB" or (child.lower_ == "on" and word.lemma_ in _WITH_ON))


def _reached(word: Word, leading: Collection[str]) -> Iterator[Word]:
    yield word
    for child in word.children:
        if _leads_on(word, child, leading):
            yield from _reached(child, leading)


def _draft(told: Told, senders: Sequence[Actor], recipients: Sequence[Actor], tree: Tree) -> Draft:
    frame = Frame(told.act.trigger, told.word, tree, told.word, HELD, verb_positions(told.word), "verb")
    locate(frame, told.word)
    parts: Parts = [*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)]
    sentence = tree.sentence
    return Draft(told.act.type, "held", parts, frame, sentence.index, sentence.block, frame.date, frame.place, False,
                 HELD.cue, 0.55)  # fmt: skip
