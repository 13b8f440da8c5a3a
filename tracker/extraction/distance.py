"""How far a date or a place stands from what reports an event, in the tree of its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.status import WISHES
from tracker.extraction.syntax import has_subject, is_passive, listed_under
from tracker.extraction.triggers import triggers
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# How far a date or a place may stand from the trigger: within its own phrase, in its clause, in a clause above or beside it.
PHRASE, _CLAUSE, _ABOVE, BESIDE, REPORT, NOWHERE = 0, 1, 2, 4, 5, 99
_TIMED = words("timed")


def clause_verb(word: Word) -> Word | None:
    """The verb of the clause that a word stands in; a word under the subject belongs to the clause as well."""
    current = word
    for _ in range(15):
        if current.pos_ in ("VERB", "AUX") and current.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def _chain(trigger: Word) -> list[tuple[Word, str]]:
    """The verbs from the trigger's clause upwards, each with the way in which the one below hangs on it."""
    out: list[tuple[Word, str]] = []
    verb, link = clause_verb(trigger), "own"
    for _ in range(6):
        if verb is None:
            break
        out.append((verb, link))
        if verb.head == verb:
            break
        link, verb = verb.dep_, clause_verb(verb.head)
    return out


def distance(word: Word, trigger: Word) -> int:
    """How far a date or a place stands from a trigger."""
    if _opens(word, trigger):
        return _CLAUSE
    above: set[Word] = set()
    current = word
    for _ in range(15):
        if current.i == trigger.i:
            verbs = [w for w in above if w.pos_ in ("VERB", "AUX")]
            if any(_of_its_own(w, trigger) for w in verbs):
                return NOWHERE
            clauses = [w for w in verbs if w.dep_ in ("relcl", "ccomp", "advcl")]
            if all(
                _of_the_thing(w) or (w.dep_ == "relcl" and w.head.i == trigger.i and w.lemma_ in _TIMED)
                for w in clauses
            ):
                return _CLAUSE if clauses else PHRASE  # "the summit, which ended on Wednesday"
            return NOWHERE
        if current.dep_ == "prep" and current.lower_ in ("since", "before", "after", "following"):
            return PHRASE if _going_on_since(current, trigger) else NOWHERE
        above.add(current)
        if current.head == current:
            break
        current = current.head
    if is_where(word, trigger):
        return PHRASE  # "16 March, when Kishida received Yoon"; "from Amman, where the king received him"
    own = clause_verb(word)
    if own is None:
        return BESIDE
    if word.dep_ == "poss" or (
        word.head.pos_ in ("NOUN", "PROPN") and word.dep_ in ("compound", "nmod", "amod", "npadvmod")
    ):
        # "Today's exchange builds on the meeting ...": the date of another thing; but "the February 23 accord signed by ..."
        return _CLAUSE if trigger.dep_ in ("acl", "relcl") and trigger.head.i == word.head.i else NOWHERE
    if _set_apart(trigger):
        return NOWHERE  # "arrived on Monday ahead of a visit": Monday is not the visit's day
    cost = _CLAUSE
    for i, (verb, link) in enumerate(_chain(trigger)):
        if i and link in ("ccomp", "parataxis"):
            cost = max(cost, REPORT)
        elif i and link in ("relcl", "acl"):
            cost = max(cost, BESIDE)
        elif i:
            cost = max(cost, _ABOVE)
        if own.i == verb.i:
            return cost
        holder = own.head.head if own.head.dep_ == "acomp" else own.head
        if own.dep_ == "xcomp" and holder.i == verb.i and i == 0 and trigger.pos_ == "NOUN":
            return _CLAUSE  # "the talks are due to begin on Friday"
        if own.head.i == verb.i and own.dep_ in ("conj", "advcl", "xcomp") and i == 0:
            apart = any(c.dep_ in ("mark", "prep") and c.lower_ in ("since", "before", "after") for c in own.children)
            return NOWHERE if apart else BESIDE
    return NOWHERE


def _of_the_thing(verb: Word) -> bool:
    """Whether a relative clause says of its noun when and where it is held: "the summit that was planned for March in Kyoto"."""
    return verb.dep_ == "relcl" and verb.lemma_ in triggers().light and is_passive(verb)


def is_where(word: Word, trigger: Word) -> bool:
    """Whether a clause tells what happened then or there: "16 March, when ...", "Amman, where ..."."""
    verb = clause_verb(trigger)
    if verb is None or verb.dep_ != "relcl":
        return False
    of = word.head if word.dep_ == "pobj" and word.head.lower_ == "of" else None  # "the lawn of the White House, where"
    return verb.head.i == word.i or (of is not None and of.head.i == verb.head.i)


def _of_its_own(verb: Word, trigger: Word) -> bool:
    """Whether a verb below a trigger tells of something else: "invited him, and they agreed to meet", "invited him to visit"."""
    if verb.dep_ == "conj":
        return has_subject(verb)
    return verb.dep_ == "xcomp" and verb.head.i == trigger.i and trigger.lemma_ in WISHES


def _opens(word: Word, trigger: Word) -> bool:
    """Whether a date opens the sentence whose main verb is the trigger: "On Tuesday, a day after ..., he received ..."."""
    start = word.i == 0 or (word.i == 1 and word.nbor(-1).pos_ == "ADP")
    return bool(start and trigger.dep_ == "ROOT" and word.i + 1 < len(word.doc) and word.nbor().text == ",")


def _going_on_since(preposition: Word, trigger: Word) -> bool:
    """Whether "since Tuesday" says when it began ("has been visiting since Tuesday"), not what other things it comes after."""
    return (
        preposition.lower_ == "since"
        and preposition.head.i == trigger.i
        and trigger.tag_ == "VBG"
        and any(c.lower_ == "been" for c in trigger.children)
    )


def _set_apart(trigger: Word) -> bool:
    """Whether a noun is told of as coming before or after what its clause reports."""
    current = listed_under(trigger, "conj", "appos", "compound")
    if current.dep_ != "pobj":
        return False
    preposition = current.head
    return preposition.lower_ in ("before", "since") or (
        preposition.lower_ == "of" and preposition.head.lower_ == "ahead"
    )
