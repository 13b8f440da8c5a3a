"""The forms of a verb: its auxiliaries, its tense, and whether it is denied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

MODALS = frozenset("could may might should must ought can cannot".split())


def negated(verb: Word) -> str | None:
    """The word that denies what a verb says; None where it is not denied."""
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


def auxiliaries_of(verb: Word) -> list[str]:
    """The auxiliaries of a verb, or of the one that it is coordinated with ("will meet X and visit Y")."""
    own = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if not own and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and verb.tag_ in ("VB", "VBN"):
        return auxiliaries_of(verb.head)
    return own


def in_present(verb: Word) -> bool:
    """Whether a verb is in the present tense: "meets", "is meeting"."""
    auxiliaries = auxiliaries_of(verb)
    if verb.tag_ == "VBG":
        return bool({"is", "are", "am", "'s", "'re"} & set(auxiliaries)) and "been" not in auxiliaries
    return verb.tag_ in ("VBP", "VBZ") and not auxiliaries


def in_past(verb: Word) -> bool:
    """Whether a verb says that something is done: "signed", "was signed", "has signed"."""
    done = {"was", "were", "has", "have", "had"} & set(auxiliaries_of(verb))
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(done))


def long_past(verb: Word) -> bool:
    """Whether a verb tells of what came before the news: "had met", outside reported speech; "has met five times since 2019"."""
    auxiliaries = set(auxiliaries_of(verb))
    if "had" in auxiliaries and any(c.lower_ == "just" for c in verb.children):
        return False  # "had just received": this very day
    if "had" in auxiliaries:
        return verb.dep_ not in ("ccomp", "acl", "xcomp")
    since = any(c.lower_ == "since" for c in verb.children) or any(
        c.dep_ == "advcl" and any(m.lower_ == "since" for m in c.children) for c in verb.children
    )
    return bool(auxiliaries & {"has", "have", "'ve"}) and since and verb.tag_ == "VBN"
