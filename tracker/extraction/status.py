"""Whether an event happened, is planned, was called off, or is only talked about (codebook, sections 1 and 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.extraction.tense import MODALS, auxiliaries_of, negated
from tracker.extraction.words import words
from tracker.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


@dataclass(frozen=True, slots=True)
class Reality:
    """`status` is None where nothing took place and nothing is planned; `cue` is the word that says so."""

    status: Status | None
    cue: str
    future: bool = False
    certain: bool = True


HELD = Reality("held", "past or present tense")
# "looks forward to welcoming her": a plan only where it is said for when.
FORWARD = "look forward to"
# "when he visits Paris in May": likewise.
WHEN = "when ..."
# "on the eve of her visit": the visit is a day ahead of what the sentence tells.
EVE = "eve of"
# A noun alone ("the visit", "after the talks") says that something is spoken of, not that it has come about.
NAMED = Reality("held", "named as a fact", certain=False)

# What a verb says of the event that depends on it.
_PLANS = words("plans")
WISHES = words("wishes")
PREPARING = words("preparing")
# Nouns that tell of a thing as said by others ("denied reports that ...").
REPORTS = words("reports")
# What is called off, said again: "but the trip was cancelled".
_UNDONE = words("undone")
# "had been due to meet": a plan that came to nothing, or that the text has told of before.
_LAPSED = words("lapsed")
# Forms whose lemma the small pipeline takes for another verb's ("hopes" for "hop").
_WISH_FORMS = frozenset("hopes hoped hoping".split())
_CALLED_OFF = words("called_off")
_PUT_OFF = words("put_off")
DENY = words("denying")
SAY = words("say")
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
# How a word hangs on one that can change what it says.
_GOVERNED = frozenset("xcomp ccomp advcl conj acl pcomp prep relcl csubj dobj pobj".split())
_HABIT = words("habit")
_TALKS = frozenset("talk negotiation dialogue discussion consultation conversation".split())
_GUESS = words("guess")
_SHORT_OF = words("short_of")


def of_verb(verb: Word) -> Reality:
    """What the sentence says of the event that a verb reports."""
    reality = _of_clause(verb)
    return undone(verb, reality) if reality.status == "planned" else reality


def _of_clause(verb: Word) -> Reality:
    if _inverted(verb):
        return Reality(None, "had")
    settled = _not_so(verb) or _after_preposition(verb) or _in_subclause(verb)
    if settled is not None:
        return settled
    governing = _governing(verb)
    reality = _by_tense(verb, governing)
    if reality.status is None:
        return reality
    return next((said for outer in governing if (said := _outer(outer, verb)) is not None), reality)


def _inverted(verb: Word) -> bool:
    """Whether a clause is a condition by its order alone: "Had Biden met Putin, ...", "Should they meet, ..."."""
    first = next((c for c in verb.children if c.dep_ == "aux"), None)
    doer = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return (
        first is not None
        and doer is not None
        and first.i < doer.i
        and first.lower_ in ("had", "should", "were")
        and verb.doc[len(verb.doc) - 1].lower_ != "?"
    )


def _governing(verb: Word) -> list[Word]:
    """The words above a verb that can change what it says, the nearest first."""
    chain: list[Word] = []
    current = verb
    while current.head != current and len(chain) < 7 and current.dep_ in _GOVERNED:
        if current.dep_ in ("relcl", "conj") and current.tag_ != "VB":
            break
        current = current.head
        chain.append(current)
    return chain


def _not_so(verb: Word) -> Reality | None:
    """A verb that is denied, made to depend on something, or guessed."""
    auxiliaries = auxiliaries_of(verb)
    adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod"}
    mark = next((c.lower_ for c in verb.children if c.dep_ == "mark" and c.lower_ in _CONDITIONS), None)
    if mark:
        return Reality(None, mark)
    if "will" in auxiliaries and "longer" in adverbs:
        return Reality("cancelled", "no longer", True)
    negation = negated(verb)
    if negation and verb.lemma_ != "say":
        dropped = any(c.dep_ == "advcl" and c.lower_ in ("planned", "scheduled", "expected") for c in verb.children)
        return Reality("cancelled", "not as planned", True) if dropped else Reality(None, negation)
    modal = next((a for a in auxiliaries if a in MODALS), None)
    if modal or adverbs & _GUESS:
        return Reality(None, modal or "likely")
    if {"have", "has", "had"} & set(auxiliaries) and "before" in adverbs:
        return Reality(None, "before")  # "has visited the country before": nobody knows when
    return None


def _after_preposition(verb: Word) -> Reality | None:
    """A participle after a preposition: "looks forward to meeting", "without meeting"."""
    if verb.dep_ != "pcomp":
        return None
    if verb.head.lower_ == "to" and any(c.lower_ == "forward" for c in verb.head.head.children):
        return Reality("planned", FORWARD, True, certain=False)
    avoided = _instead(verb.head)
    return Reality(None, avoided) if avoided else None


def _in_subclause(verb: Word) -> Reality | None:
    """A verb whose clause another one puts into a time to come, denies, or brings about."""
    above = verb.head
    if verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "advcl":
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
        if marks & {"until", "till", "before", "once"}:
            return Reality("planned", "until", True, certain=False)
        if "when" in marks:
            return Reality("planned", WHEN, True, certain=False)
        if marks & {"whenever", "if"}:
            return Reality(None, "whenever")
    if above.lemma_ in REPORTS and above.head.lemma_ in DENY and verb.dep_ in ("acl", "ccomp", "relcl"):
        return Reality("denied", above.head.lemma_)
    caused = verb.dep_ in ("ccomp", "xcomp") and above.lemma_ in ("have", "see", "let", "get") and above.tag_ == "VBG"
    having = verb.dep_ == "csubj" and any(c.lemma_ == "have" for c in verb.children)
    if verb.tag_ in ("VB", "VBP") and (caused or having):
        # "Having a delegation visit shows ...": said of a visit as such, not that it took place
        return Reality("planned", "having ...", True)
    return None


def _by_tense(verb: Word, governing: list[Word]) -> Reality:
    """What the form of a verb says: "will meet", "would meet", "to meet", "was going to Paris", "meets every year"."""
    auxiliaries = set(auxiliaries_of(verb))
    if auxiliaries & {"will", "'ll", "shall", "wo"}:
        return Reality("planned", "will", True)
    if "would" in auxiliaries or ("'d" in auxiliaries and verb.tag_ == "VB"):
        said = any(g.lemma_ in SAY for g in governing)
        return Reality("planned", "would", True) if said else Reality(None, "would")
    if verb.tag_ == "VBN" and {"to", "have"} <= auxiliaries:
        return Reality(None, "to have")  # "was to have met": it came to nothing
    if verb.tag_ == "VB" and ("to" in auxiliaries or verb.dep_ in ("xcomp", "acl", "advcl")):
        return _infinitive(verb, governing)
    if verb.tag_ == "VBG" and verb.lemma_ == "go" and auxiliaries & {"is", "are", "was", "were"}:
        return Reality("planned", "going to", True)
    if verb.tag_ in ("VBP", "VBZ") and any(c.dep_ == "advmod" and c.lower_ in _HABIT for c in verb.children):
        return Reality(None, "habit")
    return HELD


def _into_talks(verb: Word) -> bool:
    """Whether what is entered, or entered into, is talks, which take place later."""
    entered = [c for w in (verb, *verb.children) if w is verb or w.lower_ == "into" for c in w.children]
    return any(c.dep_ in ("dobj", "pobj") and c.lemma_ in _TALKS for c in entered)


def _infinitive(verb: Word, governing: list[Word]) -> Reality:
    if verb.dep_ == "ROOT" or not governing:
        return Reality("planned", "to (headline)", True)
    above = governing[0]
    if above.lemma_ in WISHES or any(c.lemma_ in WISHES for c in above.children if c.dep_ in ("acomp", "attr", "oprd")):
        return Reality(None, above.lemma_)
    if negated(above) or says_no(above) or above.lower_ == "used" or any(c.lower_ == "yet" for c in above.children):
        return Reality(None, above.lower_)
    if above.lemma_ == "be" and {*MODALS, "would"} & set(auxiliaries_of(above)):
        return Reality(None, "would be")  # "it would be good for him to visit"
    status = calling_off(above.head) if above.lemma_ in PREPARING and above.dep_ in ("dobj", "nsubjpass") else None
    if status:
        return Reality(status, above.head.lemma_, True)  # "cancelled plans to visit"
    if _lapsed(above):
        return undone(above, Reality(None, "had planned"))
    if above.lemma_ == "agree" and verb.lemma_ == "enter" and not _into_talks(verb):
        return _of_clause(above)  # "agreed to enter into an arrangement" is the agreement itself
    if (
        above.lemma_ in _PLANS
        or above.lemma_ in ("be", "have", "go")
        or any(c.lemma_ in _PLANS for c in above.children if c.dep_ in ("acomp", "attr"))
    ):
        return Reality("planned", f"{above.lemma_} to", True)
    if above.lower_ in _WISH_FORMS:
        return Reality(None, above.lower_)
    if verb.dep_ in ("advcl", "xcomp") and above.pos_ != "NOUN":
        # "flew to Beijing to meet Xi": the purpose of something that happened
        return Reality("planned", "to (purpose)", True)
    if above.pos_ == "NOUN":
        if above.lemma_ == "invitation" and above.head.lemma_ in ("accept", "welcome"):
            return Reality("planned", "accepted an invitation", True)
        if above.lemma_ in ("plan", "decision", "agreement", "intention", "arrangement", "schedule"):
            return Reality("planned", f"{above.lemma_} to", True)
        return Reality(None, above.lemma_)
    return Reality("planned", "to", True)


_BESIDE = frozenset({"before", "after", "while", "during", "since", "upon"})


def _instead(preposition: Word) -> str | None:
    """What makes a participle after a preposition a thing that was not done: "without meeting", "close to signing"."""
    above = preposition.head
    beside = preposition.doc[max(0, preposition.i - 1) : preposition.i]  # "instead of", "rather than"
    if preposition.lower_ in ("without", "against", "than") or any(w.lower_ == "instead" for w in beside):
        return str(preposition.lower_)
    if preposition.lower_ in ("of", "for", "to", "in", "about", "from") and above.lower_ in _SHORT_OF:
        return str(above.lower_)
    return None


def _lapsed(above: Word) -> bool:
    """Whether a plan is told of in the past perfect: "had planned to", "had been due to"."""
    verb = above.head if above.dep_ == "acomp" else above
    return above.lemma_ in _LAPSED and "had" in auxiliaries_of(verb)


def _outer(outer: Word, verb: Word) -> Reality | None:
    """What a verb further out does to it; None for nothing."""
    if outer.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    if outer.lemma_ in DENY and verb.dep_ in ("ccomp", "xcomp", "pcomp", "dobj"):
        return Reality("denied", outer.lemma_)
    # "called on X before chairing the talks": no call for them
    beside = verb.dep_ == "pcomp" and verb.head.lower_ in _BESIDE
    wished = (outer.lemma_ in WISHES or outer.lower_ in _WISH_FORMS) and not beside
    if wished and verb.dep_ in ("xcomp", "ccomp", "pcomp") and verb.tag_ in ("VB", "VBG", "VBP", "VBZ"):
        return Reality(None, outer.lemma_)
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in outer.children) and outer.dep_ in (
        "advcl",
        "ccomp",
    ):
        return Reality(None, "if")
    auxiliaries = auxiliaries_of(outer)
    if verb.dep_ in ("xcomp", "acl") and any(
        a in auxiliaries for a in ("could", "may", "might", "should", "must", "would")
    ):
        return Reality(None, "modal")
    return None


def calling_off(verb: Word) -> Status | None:
    """Whether a verb calls off or puts off what it is said of."""
    off = any(c.lower_ == "off" for c in verb.children)
    if verb.lemma_ in _CALLED_OFF or (verb.lemma_ == "call" and off):
        return "cancelled"
    if verb.lemma_ in _PUT_OFF or (verb.lemma_ == "put" and off):
        return "postponed"
    return None


def overtaken(verb: Word) -> bool:
    """Whether a verb tells of what came before the plan of its sentence: "will meet him, a week after he had cancelled"."""
    ahead = (w for w in verb.doc[: verb.i] if w.dep_ == "aux" and w.lower_ in ("will", "'ll"))
    return verb.dep_ in ("advcl", "ccomp") and "had" in auxiliaries_of(verb) and any(ahead)


def undone(verb: Word, plan: Reality) -> Reality:
    """A plan, unless the sentence goes on to say that it was called off: "had planned to visit, but the trip was cancelled"."""
    for later in verb.doc[verb.i + 1 :]:
        status = (
            calling_off(later)
            if later.pos_ == "VERB" and later.dep_ in ("conj", "advcl", "ccomp", "parataxis", "ROOT")
            else None
        )
        if status is None or of_verb(later).status != "held" or overtaken(later):
            continue
        things = [c for c in later.children if c.dep_ in ("dobj", "nsubjpass")]
        if any(c.lemma_.lower() in _UNDONE for c in things) or (not things and later.dep_ == "conj"):
            return Reality(status, later.lemma_, True)
    return plan


def says_no(noun: Word) -> bool:
    """Whether a noun is said not to be there: "no plans"."""
    return any(c.lower_ == "no" for c in noun.children)
