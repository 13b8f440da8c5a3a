"""The places around a verb or a noun where the actors of an event stand, by the names that data/triggers.toml gives them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tracker.extraction.syntax import (
    OBJECTS,
    RELATIVE,
    Positions,
    clause_of,
    expand,
    is_passive,
    measured,
    objects,
    patient,
    prepositions,
    subject,
)
from tracker.extraction.words import words as listed

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_INVOLVING = frozenset({"involve", "include", "bring"})
_MEASURES = listed("measures")
# Nouns that an event hangs on without standing apart from it: "on the sidelines of the summit".
_THROUGH = listed("through")


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
    for thing in [*objects(verb), *(c for c in verb.children if c.dep_ == "nsubjpass")]:
        for noun in expand(thing):
            for inner in measured(noun):
                for key, words in prepositions(inner).items():
                    out["object_" + key].extend(words)
            out["object_possessor"].extend(w for c in noun.children if c.dep_ == "poss" for w in expand(c))
            out["object_modifier"].extend(c for c in noun.children if c.dep_ in ("amod", "compound", "nmod"))
    if is_passive(verb):  # "was granted candidate status"
        out["retained"] = [w for c in verb.children if c.dep_ in OBJECTS for w in expand(c)]
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
        if current.dep_ in OBJECTS and head.lower_ == "following" and head.dep_ in ("prep", "advcl", "acl"):
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
    clause = clause_of(noun)
    return clause.head if clause is not None and clause.dep_ == "relcl" else None


def _company(verb: Word) -> list[Word]:
    """Those with whom the subject of a verb does it: "met Y", "held talks with Y"."""
    out = [*patient(verb), *prepositions(verb).get("with", [])]
    for thing in [c for c in verb.children if c.dep_ in OBJECTS]:
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
            relative = any(c.lower_ in RELATIVE and c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
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
