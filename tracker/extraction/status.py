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
# A noun alone ("the visit", "after the talks") says that something is spoken of, not that it has come about.
NAMED = Reality("held", "named as a fact", certain=False)

# What a verb says of the event that depends on it.
_PLANS = words("plans")
_WISHES = words("wishes")
_AGENDA = frozenset({"program", "programme", "schedule", "agenda", "itinerary", "plan"})
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


def of_verb(verb: Word) -> Reality:
    """What the sentence says of the event that a verb reports."""
    chain = [verb]
    current = verb
    while (
        current.head is not current
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
    elif verb.tag_ == "VBG" and any(g.lemma_ in ("be", "go") for g in governing[:1]):
        reality = HELD
    elif any(c.lower_ in _HABIT for c in verb.children if c.dep_ == "advmod") and verb.tag_ in ("VBP", "VBZ"):
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
    if _negated(above):
        return Reality(None, "not")
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
    owners = [c for c in noun.children if c.dep_ in ("poss", "compound")]
    for child in [*noun.children, *(g for c in owners for g in c.children if g.dep_ == "amod")]:
        if child.dep_ in ("amod", "compound", "advmod", "nmod", "det"):
            if child.lower_ in _NOUN_PLANNED and not (
                verb is not None and link == "object" and verb.lemma_ in _CALLED_OFF
            ):
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
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ in ("for", "about", "on", "of", "without", "than"):
        what = above.head
        if (
            what.lemma_
            in (
                "call",
                "appeal",
                "request",
                "proposal",
                "hope",
                "possibility",
                "prospect",
                "idea",
                "offer",
                "chance",
                "push",
                "readiness",
                "need",
                "condition",
                "demand",
                "desire",
                "ask",
                "wait",
                "press",
                "plan",
                "talk",
                "speculation",
                "preparation",
                "invitation",
                "willingness",
                "prepare",
            )
            and above.lower_ != "on"
        ):
            if what.lemma_ in ("prepare", "preparation", "plan"):
                return Reality("planned", what.lemma_, True)
            return Reality(None, f"{what.lemma_} {above.lower_}")
        if above.lower_ == "without":
            return Reality(None, "without")
    if noun.dep_ == "pobj" and above.lower_ in ("to", "for") and above.head.lower_ in ("open", "ready", "prepared"):
        return Reality(None, f"{above.head.lower_} {above.lower_}")
    if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lower_ == "ahead":
        return Reality("planned", "ahead of", True)
    if verb is None or link.startswith("noun"):
        return NAMED
    if link == "object" and verb.lemma_ in ("skip", "miss", "boycott", "forgo", "shun", "snub"):
        return Reality(None, verb.lemma_)
    if link in ("object", "subject"):
        if verb.lemma_ in _CALLED_OFF or (verb.lemma_ == "call" and any(c.lower_ == "off" for c in verb.children)):
            return Reality("cancelled", verb.lemma_) if of_verb(verb).status == "held" else Reality(None, verb.lemma_)
        if verb.lemma_ in ("break", "cut") and link == "object" and any(c.lower_ == "off" for c in verb.children):
            return Reality(None, f"{verb.lemma_} off")
        if verb.lemma_ in _PUT_OFF or (verb.lemma_ == "put" and any(c.lower_ == "off" for c in verb.children)):
            return Reality("postponed", verb.lemma_) if of_verb(verb).status == "held" else Reality(None, verb.lemma_)
        if verb.lemma_ in _DENY:
            return Reality("denied", verb.lemma_) if verb.lemma_ == "deny" else Reality(None, verb.lemma_)
        if (
            verb.lemma_ in ("schedule", "plan", "expect", "set", "arrange", "slate", "announce", "confirm", "agree")
            and link == "object"
        ):
            if _negated(verb):
                return Reality(None, "not")
            return Reality("planned", verb.lemma_, True)
        if verb.lemma_ in _WISHES and link == "object":
            return Reality(None, verb.lemma_)
    if link in ("object", "subject") or link.startswith("prep:"):
        reality = of_verb(verb)
        if link.startswith("prep:") and link[5:] in ("after", "following", "during", "since", "at"):
            # whatever the main verb wishes or will do, a thing that it comes after has happened
            return NAMED if reality.status is None or link[5:] in ("after", "following", "since") else reality
        if link.startswith("prep:") and reality.status == "held":
            return NAMED
        return reality
    return NAMED
