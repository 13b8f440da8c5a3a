"""The grammar of a parsed sentence: who does what to whom, what hangs on a word, what stands in one list with it.

Works on spaCy's English dependency labels (ClearNLP style, as in the `en_core_web` pipelines).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.extraction.words import words as listed

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

Positions = dict[str, list[Word]]

_SUBJECTS = ("nsubj", "csubj")
OBJECTS = ("dobj", "obj")
# What stands for a date in a tree (see `language`).
_DAYS = frozenset({"monday", "march", "yesterday"})
# Verbs of going, which have no passive.
_MOTION = listed("motion")
# Verbs whose object does what their infinitive says ("invited him to visit").
_BIDDING = listed("bidding")
RELATIVE = ("who", "which", "that", "whom", "whose")
# What says something on behalf of whoever makes it: "signed a law ratifying the treaty", "issued a decree imposing tariffs".
_BY_ITS_MAKER = frozenset({"law", "decree", "bill", "order", "act", "decision", "resolution", "proclamation"})


def expand(word: Word) -> Iterator[Word]:
    """A word and what is coordinated with it: "A, B and C"."""
    yield word
    for child in word.children:
        if child.dep_ in ("conj", "appos"):
            yield from expand(child)
        elif child.dep_ == "prep" and child.lower_ == "alongside":
            for pobj in child.children:
                if pobj.dep_ == "pobj":
                    yield from expand(pobj)


def is_verb(word: Word) -> bool:
    """Whether a word is a verb or an auxiliary."""
    return word.pos_ in ("VERB", "AUX") or word.tag_.startswith("VB")


def has_subject(verb: Word) -> bool:
    """Whether a verb has a subject of its own, not only one that it shares."""
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def listed_under(word: Word, *links: str) -> Word:
    """The word on which another hangs by these links, as in a list or an apposition; the word itself where it hangs by none."""
    while word.dep_ in links:
        word = word.head
    return word


def is_predicate(noun: Word) -> bool:
    """Whether a noun says what its clause's subject is or has become: "became the latest country"."""
    return bool(noun.dep_ in ("attr", "oprd") and noun.head.lemma_ in ("be", "become"))


def is_passive(verb: Word) -> bool:
    """Whether a verb is passive: "was received", "a meeting held by"."""
    if verb.lemma_ in _MOTION:
        return False
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    return bool(
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "amod", "advcl") and not any(c.dep_ == "aux" for c in verb.children)
    )


def _behind_day(verb: Word) -> list[Word]:
    """A subject that the parser has hung on the day before it: "On Friday Iran's A and Saudi Arabia's B signed ..."."""
    before = [c for c in verb.children if c.dep_ == "prep" and c.i < verb.i and c.lower_ == "on"]
    days = [d for c in before for d in c.children if d.dep_ == "pobj" and d.lower_ in _DAYS]
    return [w for day in days for c in day.children if c.dep_ in ("conj", "appos") for w in expand(c)]


def subject(verb: Word, depth: int = 0) -> list[Word]:
    """Who does it: through relative clauses, conjunctions, infinitives and participles; nobody for a passive."""
    if depth > 6:
        return []
    own = [c for c in verb.children if c.dep_ in _SUBJECTS]
    # "having a delegation visit": who visits is the object of having
    own = [
        o
        for c in own
        for o in ([g for g in c.children if g.dep_ in OBJECTS] if c.dep_ == "csubj" and c.lemma_ == "have" else [c])
    ]
    if own:
        return _antecedents(own, verb)
    if is_passive(verb):
        return []
    if swallowed := _behind_day(verb):
        return swallowed
    head = verb.head
    if verb.dep_ in ("relcl", "acl") and verb.tag_ == "VB" and is_predicate(head):
        return subject(head.head, depth + 1)  # "became the latest country to expel"
    if verb.dep_ == "acl" and verb.lemma_ in _MOTION:
        return list(expand(head))  # "Modi, who chairs the G20, travelled to Kyiv", taken for "Modi ... travelled"
    if verb.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        if is_passive(head):
            return patient(head)
        return subject(head, depth + 1)
    if verb.dep_ in ("xcomp", "advcl", "pcomp", "ccomp") or (verb.dep_ == "acl" and verb.tag_ != "VBG"):
        governor = head
        while governor.dep_ in ("prep", "pcomp", "mark", "agent") and governor.head is not governor:
            governor = governor.head
        if governor.pos_ == "ADJ" and governor.dep_ == "acomp":  # "are due to meet"
            governor = governor.head
        if governor.pos_ in ("VERB", "AUX"):
            if verb.dep_ == "xcomp":
                objects = [c for c in governor.children if c.dep_ in OBJECTS]
                if objects and governor.lemma_ in _BIDDING:
                    return _antecedents(objects, governor)
            if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
                return []
            return patient(governor) if is_passive(governor) else subject(governor, depth + 1)
        if governor.pos_ in ("NOUN", "PROPN") and verb.dep_ == "acl":
            # "accepted Xi's invitation to visit China": the host invites, the one who accepts visits
            owners = [c for c in governor.children if c.dep_ == "poss" and governor.lemma_ != "invitation"]
            if owners or governor.dep_ == "ROOT":
                return owners or list(expand(governor))  # "Ministers of A and B to meet"
            return subject(clause_of(governor), depth + 1) if clause_of(governor) is not None else []
        return []
    if verb.dep_ == "acl" and head.lemma_ in _BY_ITS_MAKER and head.dep_ in OBJECTS:
        return subject(head.head, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return list(expand(head))
    if verb.dep_ == "relcl":
        return list(expand(head))
    return []


def _antecedents(words: list[Word], verb: Word) -> list[Word]:
    out: list[Word] = []
    for word in words:
        if word.lower_ in RELATIVE and verb.dep_ == "relcl":
            out.extend(expand(verb.head))
        else:
            out.extend(expand(word))
    return out


def objects(verb: Word) -> list[Word]:
    """The heads of a verb's objects.

    A second one behind a comma is none: "imposed sanctions on Friday, the anniversary of the invasion of Ukraine".
    """
    own = [c for c in verb.children if c.dep_ in OBJECTS]
    commas = [c.i for c in verb.children if c.text == ","]
    return [c for c in own if not any(own[0].i < comma < c.i for comma in commas)]


def patient(verb: Word) -> list[Word]:
    """Whom it is done to: the object, or the subject of a passive."""
    if is_passive(verb):
        own = [c for c in verb.children if c.dep_ == "nsubjpass"]
        if own:
            return _antecedents(own, verb)
        if verb.dep_ in ("acl", "relcl") and verb.head.pos_ in ("NOUN", "PROPN"):
            return list(expand(verb.head))
        if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            # "was met and received", "visited Paris and was received"
            return patient(verb.head) if is_passive(verb.head) else subject(verb.head)
        if verb.dep_ == "advcl" and verb.head.pos_ in ("VERB", "AUX"):
            return subject(verb.head)
        return []
    own = objects(verb)
    if own:
        return _antecedents(own, verb)
    if verb.dep_ == "relcl" and not any(c.lower_ in RELATIVE and c.dep_ in _SUBJECTS for c in verb.children):
        return list(expand(verb.head))
    return []


def prepositions(word: Word) -> Positions:
    """What follows each preposition of a word, coordinations opened; "agent" for the by of a passive."""
    out: Positions = defaultdict(list)
    heads = [c for c in word.children if c.dep_ in ("prep", "agent", "dative")]
    heads += [
        g for c in heads for g in c.children if g.dep_ == "conj" and g.pos_ == "ADP"
    ]  # "to Kyiv on Wednesday and to Moscow"
    for child in heads:
        key = "agent" if child.lower_ == "by" else child.lower_
        nested = False
        for inner in child.children:
            if inner.dep_ == "prep":  # "together with", "accompanied by"
                beside = "with" if child.lower_ == "accompanied" and inner.lower_ == "by" else inner.lower_
                for pobj in inner.children:
                    if pobj.dep_ == "pobj":
                        out[beside].extend(expand(pobj))
                        nested = True
            elif inner.dep_ in ("pobj", "pcomp"):
                out["on_behalf" if inner.lower_ == "behalf" else key].extend(_stood_for(inner))
                nested = True
        if child.dep_ == "dative" and not nested:
            out["dative"].extend(expand(child))
    return out


def _stood_for(noun: Word) -> Iterator[Word]:
    """What stands after a preposition; of "on behalf of X", X."""
    if noun.lower_ != "behalf":
        yield from expand(noun)
    for child in noun.children if noun.lower_ == "behalf" else ():
        for inner in child.children if child.lower_ == "of" else [child] if child.dep_ == "poss" else ():
            yield from expand(inner)


def clause_of(word: Word) -> Word | None:
    """The verb above a word."""
    current = word
    for _ in range(12):
        if current.head == current:
            return None
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return None


def measured(noun: Word, depth: int = 0) -> Iterator[Word]:
    """A noun and what it measures: "a gift of medical supplies", "$2 billion in assistance", "a series of agreements"."""
    yield noun
    if depth < 3:
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "in", "worth"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        yield from measured(pobj, depth + 1)


def phrase(noun: Word) -> Iterator[Word]:
    """The words of a noun's phrase, without the clauses that hang on it."""
    yield noun
    for child in noun.children:
        if child.dep_ not in ("relcl", "acl", "advcl", "ccomp", "xcomp", "csubj"):
            yield from phrase(child)
