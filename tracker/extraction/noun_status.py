"""Whether the event that a noun names happened, is planned, was called off, or is only talked about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.extraction.status import (
    DENY,
    EVE,
    NAMED,
    PREPARING,
    REPORTS,
    SAY,
    WISHES,
    Reality,
    calling_off,
    of_verb,
    overtaken,
    says_no,
    undone,
)
from tracker.extraction.syntax import is_predicate
from tracker.extraction.tense import MODALS, auxiliaries_of, in_present, negated
from tracker.extraction.words import words
from tracker.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_AGENDA = words("agenda")
_STOPPED = frozenset({"stop", "halt", "suspend", "cease", "discontinue", "pause", "end"})
# "there is no point in talks"
_POINT = frozenset({"point", "sense", "use", "interest", "value", "merit", "purpose", "harm"})
_STAYED_AWAY = words("stayed_away")
_DOUBTFUL = words("doubtful")
_TIMED = words("timed")
# "calls for a summit", "conditions for talks", "a return to dialogue": no talks as yet.
_UNREAL_HEADS = words("unreal_heads")
_UNREAL_TO = words("unreal_to")
_CALLING_OFF: dict[str, Status] = {
    "cancellation": "cancelled", "scrapping": "cancelled", "postponement": "postponed", "delay": "postponed",
}  # fmt: skip
_NOUN_PLANNED = words("planned")
_NOUN_UNREAL = words("unreal")


def of_noun(noun: Word, verb: Word | None, link: str) -> Reality:
    """What the sentence says of the event that a noun names, with the verb above it and how the noun hangs on it."""
    said = (
        _as_reported(noun, verb, link)
        or _called_off(noun, verb, link)
        or _by_its_own_words(noun, verb)
        or _by_what_it_hangs_on(noun)
    )
    if said is None and verb is not None and not link.startswith("noun"):
        said = _by_its_verb(verb, link)
    if said is not None and said.status == "planned" and verb is not None:
        return undone(verb, said)
    return said or NAMED


def _as_reported(noun: Word, verb: Word | None, link: str) -> Reality | None:
    """What a noun that only describes the event of its sentence takes from there.

    "will visit Oslo, officials said on Monday, the first visit since 2018"; "met him, in what would be their first encounter".
    """
    if is_predicate(noun) and "would" in auxiliaries_of(noun.head):
        return Reality(None, "would be")
    if verb is None or link != "object" or verb.lemma_ not in SAY:
        return None
    told = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i < noun.i), None)
    return of_verb(told) if told is not None and told.pos_ in ("VERB", "AUX") else None


def _called_off(noun: Word, verb: Word | None, link: str) -> Reality | None:
    """Called off or put off by the verb above: "cancelled the visit", "the talks will not take place"."""
    if verb is None:
        return None
    ahead = any(c.lower_ in ("ahead", "place") for c in verb.children) or verb.lemma_ in ("happen", "proceed")
    if ahead and link in ("subject", "prep:with") and negated(verb) and {"will", "wo"} & set(auxiliaries_of(verb)):
        return Reality("cancelled", "will not take place")
    if link == "prep:of" and verb.lemma_ in ("pull", "back", "drop") and any(c.lower_ == "out" for c in verb.children):
        # of a summit of two there is none left; of one of many, only one stays away
        with_one = any(c.dep_ == "prep" and c.lower_ in ("with", "between") for c in noun.children)
        called_off = with_one and of_verb(verb).status == "held"
        return Reality("cancelled" if called_off else None, f"{verb.lemma_} out of", called_off)
    if link not in ("object", "subject"):
        return None
    status = calling_off(verb)
    if status and overtaken(verb):
        return Reality(None, "after it had been called off")
    return status and (Reality(status, verb.lemma_) if of_verb(verb).status == "held" else Reality(None, verb.lemma_))


def _by_its_own_words(noun: Word, verb: Word | None) -> Reality | None:
    """What the words before a noun make of it: "the planned visit", "a possible meeting", "the cancelled talks"."""
    owners = [c for c in noun.children if c.dep_ in ("poss", "compound")]
    for child in [*noun.children, *(g for c in owners for g in c.children if g.dep_ == "amod")]:
        if child.dep_ in ("amod", "compound", "advmod", "nmod", "det"):
            if child.lower_ in _NOUN_PLANNED:
                return Reality("planned", child.lower_, True)
            if child.lower_ in _NOUN_UNREAL and not (
                child.lower_ == "next" and verb is not None and verb.lemma_ in ("hold", "host", "attend", "take")
            ):
                return Reality(None, child.lower_)
            if child.lower_ in ("cancelled", "canceled", "aborted", "scrapped"):
                return Reality("cancelled", child.lower_)
            if child.lower_ in ("postponed", "delayed"):
                return Reality("postponed", child.lower_)
            if child.lower_ in ("no", "any"):
                return Reality(None, child.lower_)
    return None


def _by_what_it_hangs_on(noun: Word) -> Reality | None:
    """What the noun or verb before its preposition makes of it: "calls for a summit", "preparations for the visit"."""
    if noun.dep_ != "pobj":
        return None
    above = noun.head
    before = [w for w in noun.doc[max(0, above.i - 2) : above.i] if not w.is_punct]
    # behind a quotation mark the parser loses the noun: "'conditions' for negotiations"
    holder = before[-1] if before and before[-1].lemma_.lower() in _UNREAL_HEADS | PREPARING else above.head
    if above.lower_ == "without" or (above.lower_ == "to" and before and before[-1].lower_ == "no"):
        return Reality(None, above.lower_)
    if above.lower_ == "of" and holder.lower_ == "ahead":
        return Reality("planned", "ahead of", True)
    if above.lower_ == "of" and holder.lower_ == "eve":
        return Reality("planned", EVE)
    if above.lower_ in ("of", "about") and holder.lemma_ in REPORTS and holder.head.lemma_ in DENY:
        return Reality("denied", holder.head.lemma_)
    if above.lower_ == "of" and holder.lemma_ in _CALLING_OFF:
        return Reality(_CALLING_OFF[holder.lemma_], holder.lemma_, True)
    if above.lower_ == "in" and holder.lemma_ in _POINT and says_no(holder):
        return Reality(None, f"no {holder.lemma_} in")
    if above.lower_ not in ("for", "about", "of", "than", "to"):
        return None
    if holder.pos_ == "ADJ" and holder.lemma_ in WISHES:
        return Reality(None, holder.lemma_)  # "ready for talks", "open to a meeting"
    readied = above.lower_ == "for" and any(
        c.dep_ == "nsubj" and c.lemma_.lower() in PREPARING for c in above.head.children
    )
    if readied or holder.lemma_.lower() in PREPARING:
        plan = Reality("planned", "preparation", True)
        status = calling_off(holder.head) if holder.dep_ in ("dobj", "nsubjpass") else None
        return Reality(status, holder.head.lemma_) if status else Reality(None, "no plans") if says_no(holder) else plan
    lemma = holder.lemma_.lower()
    if lemma in _UNREAL_HEADS and (above.lower_ != "to" or lemma in _UNREAL_TO):
        return Reality(None, f"{lemma} {above.lower_}")
    return None


def _in_doubt(verb: Word) -> str | None:
    """What is said of an event that leaves it open: "is possible", "would help", "fell through"."""
    if verb.lemma_ in ("be", "remain", "seem", "look", "appear"):
        if any(
            c.lower_ in ("out", "off") and {"question", "table"} & {w.lower_ for w in c.subtree} for c in verb.children
        ):
            return "out of the question"
        doubts = (c.lower_ for c in verb.children if c.dep_ in ("acomp", "attr", "oprd"))
        return next((str(d) for d in doubts if d in WISHES | _DOUBTFUL), None)
    if any(c.lower_ == "yet" for c in verb.children):
        return "yet to"
    if "would" in auxiliaries_of(verb) and verb.lemma_ not in _TIMED:
        return "would"
    return "fall through" if verb.lemma_ == "fall" and any(c.lower_ == "through" for c in verb.children) else None


def _what_follows(verb: Word) -> Word:
    """The infinitive that says what becomes of the subject: "was to take place", "is due to begin"; else the verb itself."""
    due = [c for c in verb.children if c.dep_ == "acomp"]
    found = (c for w in (verb, *due) for c in w.children if c.dep_ == "xcomp" and c.tag_ == "VB")
    return next(found, verb) if verb.lemma_ in ("be", "have") else verb


def _by_its_verb(verb: Word, link: str) -> Reality | None:
    """What the verb above a noun says of it."""
    broken_off = verb.lemma_ in ("break", "cut") and any(c.lower_ == "off" for c in verb.children)
    if link == "object" and (verb.lemma_ in _STAYED_AWAY or broken_off):
        return Reality(None, verb.lemma_)
    if link in ("object", "subject") and verb.lemma_ in DENY:
        return Reality("denied" if verb.lemma_ == "deny" else None, verb.lemma_)
    if verb.lemma_ == "agree" and link == "prep:to":
        return Reality(None, "not") if negated(verb) else Reality("planned", "agree to", True)
    if verb.lemma_ == "work" and link in ("prep:on", "prep:towards", "prep:toward"):
        return Reality(None, "work on")
    if link == "subject" and (doubt := _in_doubt(verb)):
        return Reality(None, doubt)
    if link == "object":
        if verb.lemma_ in ("schedule", "plan", "expect", "set", "arrange", "slate", "announce", "confirm", "agree"):
            return Reality(None, "not") if negated(verb) else Reality("planned", verb.lemma_, True)
        if verb.lemma_ in WISHES:
            return Reality(None, verb.lemma_)
        if verb.lemma_ in _STOPPED and of_verb(verb).status == "planned":
            return Reality(None, verb.lemma_)  # "would stop its exercises"
        if verb.lemma_ == "include" and in_present(verb) and any(c.lemma_.lower() in _AGENDA for c in verb.children):
            return Reality("planned", "the programme includes", True)  # "His schedule for Thursday includes a meeting"
    if link not in ("object", "subject") and not link.startswith("prep:"):
        return None
    reality = of_verb(_what_follows(verb) if link == "subject" else verb)
    if link in ("prep:at", "prep:during") and reality.cue in MODALS:
        return reality  # "could meet at the summit": it is no more certain than the meeting
    if link.startswith("prep:") and link[5:] in ("after", "following", "during", "since", "at"):
        # whatever the main verb wishes or will do, a thing that it comes after has happened
        return NAMED if reality.status is None or link[5:] in ("after", "following", "since") else reality
    return NAMED if link.startswith("prep:") and reality.status == "held" else reality
