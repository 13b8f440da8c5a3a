"""Places in a parsed sentence where the actors of a verb or a noun stand.

Works on spaCy's English dependency labels (ClearNLP style, as in the `en_core_web` pipelines).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.extraction import words as lists

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

Positions = dict[str, list[Word]]

_SUBJECTS = ("nsubj", "csubj")
_OBJECTS = ("dobj", "obj")
_INVOLVING = frozenset({"involve", "include", "bring"})
# Verbs of going, which have no passive.
_MOTION = lists.words("motion")
_RELATIVE = ("who", "which", "that", "whom", "whose")
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


def subject(verb: Word, depth: int = 0) -> list[Word]:
    """Who does it: through relative clauses, conjunctions, infinitives and participles; nobody for a passive."""
    if depth > 6:
        return []
    own = [c for c in verb.children if c.dep_ in _SUBJECTS]
    # "having a delegation visit": who visits is the object of having
    own = [
        o
        for c in own
        for o in ([g for g in c.children if g.dep_ in _OBJECTS] if c.dep_ == "csubj" and c.lemma_ == "have" else [c])
    ]
    if own:
        return _antecedents(own, verb)
    if is_passive(verb):
        return []
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
                objects = [c for c in governor.children if c.dep_ in _OBJECTS]
                if objects and governor.lemma_ in (
                    "invite",
                    "ask",
                    "urge",
                    "send",
                    "order",
                    "tell",
                    "allow",
                    "instruct",
                    "persuade",
                    "see",
                    "let",
                    "help",
                ):
                    return _antecedents(objects, governor)
            if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
                return []
            return patient(governor) if is_passive(governor) else subject(governor, depth + 1)
        if governor.pos_ in ("NOUN", "PROPN") and verb.dep_ == "acl":
            # "accepted Xi's invitation to visit China": the host invites, the one who accepts visits
            owners = [c for c in governor.children if c.dep_ == "poss" and governor.lemma_ != "invitation"]
            if owners or governor.dep_ == "ROOT":
                return owners or list(expand(governor))  # "Ministers of A and B to meet"
            return subject(_clause(governor), depth + 1) if _clause(governor) is not None else []
        return []
    if verb.dep_ == "acl" and head.lemma_ in _BY_ITS_MAKER and head.dep_ in _OBJECTS:
        return subject(head.head, depth + 1)
    if verb.dep_ == "acl" and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return list(expand(head))
    if verb.dep_ == "relcl":
        return list(expand(head))
    return []


def _antecedents(words: list[Word], verb: Word) -> list[Word]:
    out: list[Word] = []
    for word in words:
        if word.lower_ in _RELATIVE and verb.dep_ == "relcl":
            out.extend(expand(verb.head))
        else:
            out.extend(expand(word))
    return out


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
    own = [c for c in verb.children if c.dep_ in _OBJECTS]
    if own:
        return _antecedents(own, verb)
    if verb.dep_ == "relcl" and not any(c.lower_ in _RELATIVE and c.dep_ in _SUBJECTS for c in verb.children):
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


def _clause(word: Word) -> Word | None:
    """The verb of the clause that a noun belongs to."""
    current = word
    for _ in range(12):
        if current.head == current:
            return None
        current = current.head
        if current.pos_ in ("VERB", "AUX"):
            return current
    return None


def verb_positions(verb: Word) -> Positions:
    """The places around a verb."""
    out: Positions = defaultdict(list)
    out["subject"] = subject(verb)
    out["object"] = patient(verb)
    for key, words in prepositions(verb).items():
        out[key].extend(words)
        if key in ("from", "to", "into", "of", "as"):
            for noun in words:
                for inner, nested in prepositions(noun).items():
                    out[f"{key}_{inner}"].extend(nested)
    for thing in [c for c in verb.children if c.dep_ in (*_OBJECTS, "nsubjpass")]:
        for noun in expand(thing):
            for inner in measured(noun):
                for key, words in prepositions(inner).items():
                    out["object_" + key].extend(words)
            out["object_possessor"].extend(w for c in noun.children if c.dep_ == "poss" for w in expand(c))
            out["object_modifier"].extend(c for c in noun.children if c.dep_ in ("amod", "compound", "nmod"))
    if is_passive(verb):  # "was granted candidate status"
        out["retained"] = [w for c in verb.children if c.dep_ in _OBJECTS for w in expand(c)]
    for due in [c for c in verb.children if c.dep_ == "acomp" and c.lower_ in ("due", "expected")]:
        for key, found in prepositions(due).items():
            out["due_" + key].extend(found)
    for away in [c for c in verb.children if c.lower_ in ("back", "home", "away", "on")]:
        for key, found in prepositions(away).items():  # "came back from Tunis"
            out[key].extend(found)
    for attribute in [c for c in verb.children if c.dep_ in ("attr", "oprd")]:
        out["attribute"].extend(expand(attribute))
        for key, words in prepositions(attribute).items():
            out["attribute_" + key].extend(words)
    if verb.dep_ == "acl" and is_passive(verb):
        for key, words in prepositions(verb.head).items():
            out["object_" + key].extend(w for w in words if w is not verb)
        out["object_possessor"].extend(w for c in verb.head.children if c.dep_ == "poss" for w in expand(c))
    out["dative"].extend(
        w for c in verb.children if c.dep_ in ("dative", "iobj") and c.pos_ != "ADP" for w in expand(c)
    )
    return out


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


_MEASURES = lists.words("measures")
# Nouns that an event hangs on without standing apart from it: "on the sidelines of the summit".
_THROUGH = lists.words("through")


def governor(noun: Word) -> tuple[Word | None, str]:
    """The verb above a noun and how the noun hangs on it: "object", "subject", "prep:in" ..., or (None, "")."""
    current, link = noun, ""
    for _ in range(10):
        head = current.head
        if head == current:
            return None, ""
        if current.dep_ == "conj" and head.pos_ == "VERB" and current.pos_ in ("NOUN", "PROPN"):
            return head, "object"  # "will attend the G7 summit and then a Quad summit"
        if current.dep_ == "conj" or current.dep_ == "appos":
            current = head
            continue
        if current.dep_ == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in _MEASURES:
            current = head.head  # "three days of talks" are talks
            continue
        if current.dep_ in _OBJECTS and head.lower_ == "following" and head.dep_ in ("prep", "advcl", "acl"):
            link, current = link or "prep:following", head  # "following a visit to the UK, the minister signed ..."
            continue
        if current.dep_ in ("pobj", "pcomp"):
            # a thing told of within another thing ("the results of the meeting") is not what the verb is about
            nested = head.head.pos_ in ("NOUN", "PROPN") and head.head.lemma_.lower() not in _THROUGH
            link = link or f"{'noun' if nested else 'prep'}:{head.lower_}"
        elif current.dep_ == "prep":
            pass
        elif current.dep_ in ("dobj", "obj", "attr", "oprd", "nsubjpass", "dative"):
            link = link or "object"
        elif current.dep_ == "nsubj":
            link = link or "subject"
        elif current.dep_ in ("npadvmod", "advmod", "acl", "relcl", "poss", "compound", "nmod", "amod", "agent"):
            link = link or current.dep_
        if head.pos_ in ("VERB", "AUX"):
            return head, link or current.dep_
        if current.dep_ not in ("prep", "pobj", "pcomp", "conj", "appos", "agent") and head.pos_ in ("NOUN", "PROPN"):
            link = link or "noun"
        current = head
    return None, ""


def _relative_head(noun: Word) -> Word | None:
    """The noun that "whose" stands for."""
    clause = _clause(noun)
    return clause.head if clause is not None and clause.dep_ == "relcl" else None


def _company(verb: Word) -> list[Word]:
    """Those with whom the subject of a verb does it: "met Y", "held talks with Y"."""
    out = [*patient(verb), *prepositions(verb).get("with", [])]
    for thing in [c for c in verb.children if c.dep_ in _OBJECTS]:
        inner = prepositions(thing)
        out += [*inner.get("with", []), *inner.get("between", [])]
    return out


def noun_positions(noun: Word, light: frozenset[str]) -> tuple[Positions, Word | None, str]:
    """The places around a noun, the verb that governs it, and how."""
    out: Positions = defaultdict(list)
    first = noun
    for key, words in prepositions(noun).items():
        out[key].extend(words)
    for child in noun.children:
        if child.dep_ == "poss":
            whose = child.lower_ == "whose" and _relative_head(noun)
            out["possessor"].extend(expand(whose) if whose else expand(child))
            out["modifier"].extend(w for w in child.subtree if w.dep_ in ("compound", "nmod") and not whose)
        elif child.dep_ in ("amod", "compound", "nmod", "npadvmod"):
            out["modifier"].extend(expand(child))
            out["modifier"].extend(w for w in child.subtree if w.dep_ in ("compound", "nmod") and w.i != child.i)
        elif child.dep_ in ("acl", "relcl") and child.pos_ == "VERB" and child.lemma_ in light | _INVOLVING | {"call"}:
            for key, words in prepositions(child).items():
                out[key].extend(words)
            if child.lemma_ in _INVOLVING:
                out["between"].extend(w for w in patient(child) if w.i != noun.i)
            relative = any(c.lower_ in _RELATIVE and c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
            if child.dep_ == "relcl" and not relative:
                out["light"].extend(w for w in subject(child) if w.i != noun.i)
        if child.dep_ == "relcl" and any(
            g.lower_ == "which" for c in child.children if c.lower_ == "in" for g in c.children
        ):
            # "a note in which X demanded that Y stop"
            out["author"] += subject(child)
            out["addressee"] += [*patient(child), *(w for c in child.children if c.dep_ == "ccomp" for w in subject(c))]
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        first = first.head
    verb, link = governor(first)
    if (
        first.dep_ == "pobj"
        and first.head.head.pos_ in ("NOUN", "PROPN")
        and first.head.lower_ in ("at", "during", "after", "before", "in")
    ):
        # a caption: "A and B at a joint press conference"
        holder = first.head.head
        while holder.dep_ in ("conj", "appos") and holder.head.pos_ in ("NOUN", "PROPN"):
            holder = holder.head
        out["caption"].extend(w for w in expand(holder) if w.i != noun.i)
    if verb is not None:
        carried = verb.lemma_ in light or any(c.dep_ == "prt" and c.lower_ == "off" for c in verb.children)
        if link.startswith("prep:"):
            if not out.get("with") and not out.get("between"):
                out["addressed"].extend(w for w in patient(verb) if not is_passive(verb))
            out["company"].extend(_company(verb))
        target = (
            "light"
            if carried
            and link
            in ("object", "prep:in", "prep:for", "prep:on", "prep:to", "prep:at", "prep:from", "prep:into", "prep:off")
            else "clause"
        )
        if link == "object" and carried:
            for key, words in prepositions(verb).items():
                out[key if key in ("with", "between", "agent", "among") else "verb_" + key].extend(words)
            out["guest"].extend(w for c in verb.children if c.dep_ == "dative" for w in expand(c))
        elif link == "subject":
            for key, words in prepositions(verb).items():
                out[key if key in ("between", "among") else "verb_" + key].extend(words)
            if verb.lemma_ in ("involve", "include", "bring", "gather", "feature", "draw"):
                out["between"].extend(patient(verb))
        if link != "subject":
            out[target].extend(
                w
                for w in (subject(verb) or (patient(verb) if is_passive(verb) else []))
                if w.i not in (noun.i, first.i)
            )
    return out, verb, link
