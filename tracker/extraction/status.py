"""Whether an event happened, is planned, was called off, or is only talked about (codebook, sections 1 and 3.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
# "on the eve of her visit": the visit is a day ahead of what the sentence tells.
EVE = "eve of"
# A noun alone ("the visit", "after the talks") says that something is spoken of, not that it has come about.
NAMED = Reality("held", "named as a fact", certain=False)

# What a verb says of the event that depends on it.
_PLANS = words("plans")
_WISHES = words("wishes")
_AGENDA = words("agenda")
_PREPARING = words("preparing")
# Nouns that tell of a thing as said by others ("denied reports that ...").
_REPORTS = words("reports")
# "calls for a summit", "conditions for talks", "a return to dialogue": no talks as yet.
_UNREAL_HEADS = words("unreal_heads")
_UNREAL_TO = words("unreal_to")
# What is called off, said again: "but the trip was cancelled".
_UNDONE = words("undone")
# "had been due to meet": a plan that came to nothing, or that the text has told of before.
_LAPSED = frozenset("plan schedule expect set slate due intend arrange".split())
# Forms whose lemma the small pipeline takes for another verb's ("hopes" for "hop").
_WISH_FORMS = frozenset("hopes hoped hoping".split())
_CALLED_OFF = frozenset("cancel scrap scuttle abandon nix shelve axe".split())
_PUT_OFF = frozenset("postpone delay reschedule defer".split())
_NOUN_PLANNED = words("planned")
_NOUN_UNREAL = words("unreal")
_DENY = frozenset("deny dismiss refute reject".split())
_SAY = words("say")
_MODALS = frozenset("could may might should must ought can cannot".split())
_HABIT = words("habit")


def _negated(verb: Word) -> str | None:
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "not", "n't"):
            if child.i + 1 < len(child.doc) and child.nbor().lower_ in ("only", "just", "merely"):
                continue
            return str(child.lower_)
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            c.lower_ in ("no", "neither", "none") for c in child.children
        ):
            return "no"
        if child.lower_ in ("no", "nobody", "none", "neither") and child.dep_ in ("nsubj", "nsubjpass", "dobj"):
            return str(child.lower_)
    return None


def _auxiliaries(verb: Word) -> list[str]:
    own = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VB", "VBN"):
        return _auxiliaries(verb.head)
    return own


def in_present(verb: Word) -> bool:
    """Whether a verb is in the present tense: "meets", "is meeting"."""
    auxiliaries = _auxiliaries(verb)
    if verb.tag_ == "VBG":
        return bool({"is", "are", "am", "'s", "'re"} & set(auxiliaries)) and "been" not in auxiliaries
    return verb.tag_ in ("VBP", "VBZ") and not auxiliaries


def of_verb(verb: Word) -> Reality:
    """What the sentence says of the event that a verb reports."""
    reality = _of_clause(verb)
    return _undone(verb, reality) if reality.status == "planned" else reality


def _of_clause(verb: Word) -> Reality:
    chain = [verb]
    current = verb
    while (
        current.head != current
        and len(chain) < 8
        and current.dep_
        in ("xcomp", "ccomp", "advcl", "conj", "acl", "pcomp", "prep", "relcl", "csubj", "dobj", "pobj")
    ):
        if current.dep_ in ("relcl", "conj") and current.tag_ != "VB":
            break
        current = current.head
        chain.append(current)
    auxiliaries = _auxiliaries(verb)
    for child in verb.children:
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"):
            return Reality(None, child.lower_)
    negation = _negated(verb)
    governing = chain[1:]
    if "will" in auxiliaries and any(c.lower_ == "longer" for c in verb.children):
        return Reality("cancelled", "no longer", True)
    if negation and verb.lemma_ != "say":
        return Reality(None, negation)
    modal = next((a for a in auxiliaries if a in _MODALS), None)
    if modal:
        return Reality(None, modal)
    if (
        verb.dep_ == "pcomp"
        and verb.head.lower_ == "to"
        and any(c.lower_ == "forward" for c in verb.head.head.children)
    ):
        return Reality("planned", FORWARD, True, certain=False)
    if verb.tag_ in ("VBZ", "VBP") and verb.dep_ == "advcl":
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
        if marks & {"until", "till", "before", "once"}:
            return Reality("planned", "until", True, certain=False)
        if marks & {"when", "whenever", "if"}:
            return Reality(None, "when")
    adverbs = {c.lower_ for c in verb.children if c.dep_ == "advmod"}
    if {"have", "has", "had"} & set(auxiliaries) and "before" in adverbs:
        return Reality(None, "before")  # "has visited the country before": nobody knows when
    if verb.head.lemma_ in _REPORTS and verb.head.head.lemma_ in _DENY and verb.dep_ in ("acl", "ccomp", "relcl"):
        return Reality("denied", verb.head.head.lemma_)
    reality = HELD
    above = verb.head
    caused = verb.dep_ in ("ccomp", "xcomp") and above.lemma_ in ("have", "see", "let", "get") and above.tag_ == "VBG"
    if verb.tag_ in ("VB", "VBP") and (
        caused or (verb.dep_ == "csubj" and any(c.lemma_ == "have" for c in verb.children))
    ):
        # "Having a delegation visit shows ...": said of a visit as such, not that it took place
        return Reality("planned", "having ...", True)
    if "will" in auxiliaries or "'ll" in auxiliaries or "shall" in auxiliaries or "wo" in auxiliaries:
        reality = Reality("planned", "will", True)
    elif "would" in auxiliaries or ("'d" in auxiliaries and verb.tag_ == "VB"):
        said = any(g.lemma_ in _SAY for g in governing)
        reality = Reality("planned", "would", True) if said else Reality(None, "would")
    elif verb.tag_ == "VB" and ("to" in auxiliaries or verb.dep_ in ("xcomp", "acl", "advcl")):
        reality = _infinitive(verb, governing)
    elif verb.tag_ == "VBG" and verb.lemma_ == "go" and {"is", "are", "was", "were"} & set(auxiliaries):
        reality = Reality("planned", "going to", True)
    elif verb.tag_ == "VBG" and any(g.lemma_ in ("be", "go") for g in governing[:1]):
        reality = HELD
    elif adverbs & _HABIT and verb.tag_ in ("VBP", "VBZ"):
        return Reality(None, "habit")
    if reality.status is None:
        return reality
    for outer in governing:
        changed = _outer(outer, verb, reality)
        if changed is not None:
            return changed
    return reality


def _infinitive(verb: Word, governing: list[Word]) -> Reality:
    if verb.dep_ == "ROOT" or not governing:
        return Reality("planned", "to (headline)", True)
    above = governing[0]
    if above.lemma_ in _WISHES or any(
        c.lemma_ in _WISHES for c in above.children if c.dep_ in ("acomp", "attr", "oprd")
    ):
        return Reality(None, above.lemma_)
    if _negated(above) or _no(above) or above.lower_ == "used":
        return Reality(None, above.lower_)
    status = _calling_off(above.head) if above.lemma_ in _PREPARING and above.dep_ in ("dobj", "nsubjpass") else None
    if status:
        return Reality(status, above.head.lemma_, True)  # "cancelled plans to visit"
    if _lapsed(above):
        return _undone(above, Reality(None, "had planned"))
    if (
        above.lemma_ in _PLANS
        or above.lemma_ in ("be", "have", "go")
        or any(c.lemma_ in _PLANS for c in above.children if c.dep_ in ("acomp", "attr"))
    ):
        return Reality("planned", f"{above.lemma_} to", True)
    if above.lower_ in _WISH_FORMS:
        return Reality(None, above.lower_)
    if verb.dep_ in ("advcl", "xcomp"):
        # "flew to Beijing to meet Xi": the purpose of something that happened
        return Reality("planned", "to (purpose)", True)
    if above.pos_ == "NOUN":
        if above.lemma_ == "invitation" and above.head.lemma_ in ("accept", "welcome"):
            return Reality("planned", "accepted an invitation", True)
        if above.lemma_ in ("plan", "decision", "agreement", "intention", "arrangement", "schedule"):
            return Reality("planned", f"{above.lemma_} to", True)
        return Reality(None, above.lemma_)
    return Reality("planned", "to", True)


def _lapsed(above: Word) -> bool:
    """Whether a plan is told of in the past perfect: "had planned to", "had been due to"."""
    verb = above.head if above.dep_ == "acomp" else above
    return above.lemma_ in _LAPSED and "had" in _auxiliaries(verb)


def _outer(outer: Word, verb: Word, reality: Reality) -> Reality | None:
    """What a verb further out does to it; None for nothing."""
    if outer.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    if outer.lemma_ in _DENY and verb.dep_ in ("ccomp", "xcomp", "pcomp", "dobj"):
        return Reality("denied", outer.lemma_)
    if outer.lemma_ in _WISHES and verb.dep_ in ("xcomp", "ccomp", "pcomp") and verb.tag_ in ("VB", "VBG"):
        return Reality(None, outer.lemma_)
    if any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in outer.children) and outer.dep_ in (
        "advcl",
        "ccomp",
    ):
        return Reality(None, "if")
    auxiliaries = _auxiliaries(outer)
    if verb.dep_ in ("xcomp", "acl") and any(
        a in auxiliaries for a in ("could", "may", "might", "should", "must", "would")
    ):
        return Reality(None, "modal")
    return None


def of_noun(noun: Word, verb: Word | None, link: str) -> Reality:
    """What the sentence says of the event that a noun names, with the verb above it and how the noun hangs on it."""
    said = _called_off(verb, link) or _by_its_own_words(noun, verb) or _by_what_it_hangs_on(noun, verb)
    if said is None and verb is not None and not link.startswith("noun"):
        said = _by_its_verb(verb, link)
    if said is not None and said.status == "planned" and verb is not None:
        return _undone(verb, said)
    return said or NAMED


def _called_off(verb: Word | None, link: str) -> Reality | None:
    """Called off or put off by the verb above: "cancelled the visit", "the talks will not take place"."""
    if verb is None:
        return None
    ahead = any(c.lower_ in ("ahead", "place") for c in verb.children) or verb.lemma_ in ("happen", "proceed")
    if ahead and link in ("subject", "prep:with") and _negated(verb) and {"will", "wo"} & set(_auxiliaries(verb)):
        return Reality("cancelled", f"not {verb.lemma_} ahead")
    if link not in ("object", "subject"):
        return None
    status = _calling_off(verb)
    return status and (Reality(status, verb.lemma_) if of_verb(verb).status == "held" else Reality(None, verb.lemma_))


def _calling_off(verb: Word) -> Status | None:
    """Whether a verb calls off or puts off what it is said of."""
    off = any(c.lower_ == "off" for c in verb.children)
    if verb.lemma_ in _CALLED_OFF or (verb.lemma_ == "call" and off):
        return "cancelled"
    if verb.lemma_ in _PUT_OFF or (verb.lemma_ == "put" and off):
        return "postponed"
    return None


def _undone(verb: Word, plan: Reality) -> Reality:
    """A plan, unless the sentence goes on to say that it was called off: "had planned to visit, but the trip was cancelled"."""
    for later in verb.doc[verb.i + 1 :]:
        status = (
            _calling_off(later)
            if later.pos_ == "VERB" and later.dep_ in ("conj", "advcl", "ccomp", "parataxis", "ROOT")
            else None
        )
        if status is None or of_verb(later).status != "held":
            continue
        things = [c for c in later.children if c.dep_ in ("dobj", "nsubjpass")]
        if any(c.lemma_.lower() in _UNDONE for c in things) or (not things and later.dep_ == "conj"):
            return Reality(status, later.lemma_, True)
    return plan


def _by_its_own_words(noun: Word, verb: Word | None) -> Reality | None:
    """What the words before a noun make of it: "the planned visit", "a possible meeting", "the cancelled talks"."""
    owners = [c for c in noun.children if c.dep_ in ("poss", "compound")]
    for child in [*noun.children, *(g for c in owners for g in c.children if g.dep_ == "amod")]:
        if child.dep_ in ("amod", "compound", "advmod", "nmod", "det"):
            if child.lower_ in _NOUN_PLANNED:
                return Reality("planned", child.lower_, True)
            if child.lower_ in _NOUN_UNREAL and not (
                child.lower_ == "next" and verb is not None and verb.lemma_ in ("hold", "host", "attend")
            ):
                return Reality(None, child.lower_)
            if child.lower_ in ("cancelled", "canceled", "aborted", "scrapped"):
                return Reality("cancelled", child.lower_)
            if child.lower_ in ("postponed", "delayed"):
                return Reality("postponed", child.lower_)
            if child.lower_ in ("no", "any"):
                return Reality(None, child.lower_)
    return None


def _by_what_it_hangs_on(noun: Word, verb: Word | None) -> Reality | None:
    """What the noun or verb before its preposition makes of it: "calls for a summit", "preparations for the visit"."""
    if noun.dep_ != "pobj":
        return None
    above = noun.head
    before = [w for w in noun.doc[max(0, above.i - 2) : above.i] if not w.is_punct]
    # behind a quotation mark the parser loses the noun: "'conditions' for negotiations"
    holder = before[-1] if before and before[-1].lemma_.lower() in _UNREAL_HEADS | _PREPARING else above.head
    if above.lower_ == "without" or (above.lower_ == "to" and before and before[-1].lower_ == "no"):
        return Reality(None, above.lower_)
    if above.lower_ == "of" and holder.lower_ == "ahead":
        return Reality("planned", "ahead of", True)
    if above.lower_ == "of" and holder.lower_ == "eve":
        return Reality("planned", EVE)
    if above.lower_ in ("of", "about") and holder.lemma_ in _REPORTS and holder.head.lemma_ in _DENY:
        return Reality("denied", holder.head.lemma_)
    if above.lower_ not in ("for", "about", "of", "than", "to"):
        return None
    readied = above.lower_ == "for" and any(
        c.dep_ == "nsubj" and c.lemma_.lower() in _PREPARING for c in above.head.children
    )
    if readied or holder.lemma_.lower() in _PREPARING:
        plan = Reality("planned", "preparation", True)
        status = _calling_off(holder.head) if holder.dep_ in ("dobj", "nsubjpass") else None
        return Reality(status, holder.head.lemma_) if status else Reality(None, "no plans") if _no(holder) else plan
    lemma = holder.lemma_.lower()
    if lemma in _UNREAL_HEADS and (above.lower_ != "to" or lemma in _UNREAL_TO):
        return Reality(None, f"{lemma} {above.lower_}")
    return None


def _no(noun: Word) -> bool:
    return any(c.lower_ == "no" for c in noun.children)


def _by_its_verb(verb: Word, link: str) -> Reality | None:
    """What the verb above a noun says of it."""
    if link == "object" and verb.lemma_ in ("skip", "miss", "boycott", "forgo", "shun", "snub"):
        return Reality(None, verb.lemma_)
    if link in ("object", "subject") and verb.lemma_ in _DENY:
        return Reality("denied" if verb.lemma_ == "deny" else None, verb.lemma_)
    if link == "object":
        if verb.lemma_ in ("schedule", "plan", "expect", "set", "arrange", "slate", "announce", "confirm", "agree"):
            return Reality(None, "not") if _negated(verb) else Reality("planned", verb.lemma_, True)
        if verb.lemma_ in _WISHES:
            return Reality(None, verb.lemma_)
        if verb.lemma_ == "include" and in_present(verb) and any(c.lemma_.lower() in _AGENDA for c in verb.children):
            return Reality("planned", "the programme includes", True)  # "His schedule for Thursday includes a meeting"
    if link not in ("object", "subject") and not link.startswith("prep:"):
        return None
    reality = of_verb(verb)
    if link.startswith("prep:") and link[5:] in ("after", "following", "during", "since", "at"):
        # whatever the main verb wishes or will do, a thing that it comes after has happened
        return NAMED if reality.status is None or link[5:] in ("after", "following", "since") else reality
    return NAMED if link.startswith("prep:") and reality.status == "held" else reality
