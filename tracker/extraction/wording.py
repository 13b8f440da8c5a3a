"""Which act of data/verbal.toml a verb reports, with its object, its particle and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tracker.extraction.language import Tree
from tracker.extraction.syntax import measured, patient, prepositions, subject
from tracker.extraction.verbal import Act, verbal

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# Types that a verb with a particle reports only where the table names the particle ("will not back down" backs nobody).
_PLAIN = frozenset({"accuse", "reject", "request", "support", "threaten"})
# Types that are no events: what a promise, a threat or a refusal is about.
ONLY_MEANT = frozenset({"good", "weak", "bad"})
_PREDICATES = ("oprd", "attr", "acomp", "ccomp", "xcomp", "dobj", "advcl")
_OF_NOUNS = ("of", "in", "to", "on")


def reported(verb: Word, tree: Tree, inner: Word | None = None, *, said: bool = False) -> Act | None:
    """The act that a verb reports: one whose object the table names, else one that the object itself names ("issued an
    ultimatum"), else what the verb means by itself. `inner` is the infinitive under it; `said` says that somebody says the clause.
    """
    known = verbal()
    lemma = verb.lemma_.lower()
    things = [*patient(verb), *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "NOUN")]
    objects = [m for thing in things for m in measured(thing)]
    fitting = [a for a in known.verbs.get(lemma, ()) if (said or not a.said) and _fits(a, verb, objects, tree, inner)]
    if fitting and (fitting[0].thing or fitting[0].named) and fitting[0].type not in ONLY_MEANT:
        return fitting[0]
    if lemma in known.carriers:
        for noun in objects:
            for act in known.nouns.get(noun.lemma_.lower(), ()):
                if noun.i not in tree.mention and _named_by(act, noun):
                    return act
    return fitting[0] if fitting else None


def _named_by(act: Act, noun: Word) -> bool:
    """Whether a noun names an act: with what stands after it and before it."""
    if act.infinitive and not any(_leads_to_act(c) for c in noun.children):
        return False
    if act.thing:
        goals = [w for p in _OF_NOUNS for goal in prepositions(noun).get(p, []) for w in (goal, *goal.children)]
        if not act.thing & {w.lemma_.lower() for w in goals}:
            return False
    if act.inside and not any(w.lower_ in act.inside for w in noun.head.subtree):
        return False
    if act.manner:
        return any(c.lower_ in act.manner for c in noun.children)
    return not act.unless & {w.lemma_.lower() for w in noun.subtree}


def _leads_to_act(word: Word) -> bool:
    """ "its readiness to talk", "their willingness for talks"."""
    if word.dep_ == "prep":
        return bool(word.lower_ == "for")
    return word.dep_ in ("acl", "xcomp", "relcl") and bool(word.tag_ == "VB")


def _fits(act: Act, verb: Word, objects: Sequence[Word], tree: Tree, inner: Word | None) -> bool:
    if act.inner:
        return inner is not None and _fits_inner(act, inner)
    things = _lemmas(objects, tree)
    if act.prep:
        follow = prepositions(verb)
        reached = [w for p in act.prep for w in follow.get("agent" if p == "by" else p, [])]
        if not reached:
            return False
        things = _lemmas([m for w in reached for m in measured(w)], tree)
    if not _fits_particle(act, verb) or (act.thing and not act.thing & things):
        return False
    if act.unless & (
        things | {c.lemma_.lower() for o in objects for c in o.children if c.dep_ in ("compound", "amod")}
    ):
        return False
    if (act.alone and objects) or (act.object and not objects):
        return False
    return _fits_around(act, verb, objects, tree)


def _fits_inner(act: Act, inner: Word) -> bool:
    """ "failed to reach an agreement", "failed to agree"."""
    lemma = inner.lemma_.lower()
    if lemma not in act.inner:
        return False
    return (
        lemma == "agree"
        or not act.thing
        or bool(act.thing & {m.lemma_.lower() for o in patient(inner) for m in measured(o)})
    )


def _fits_particle(act: Act, verb: Word) -> bool:
    particles = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "prep", "advcl")}
    if act.particle:
        return bool(act.particle & particles)
    if act.free and not {"free", "go"} & {c.lower_ for c in verb.children}:
        return False
    return act.type not in _PLAIN or bool(act.thing) or not any(c.dep_ == "prt" for c in verb.children)


def _fits_around(act: Act, verb: Word, objects: Sequence[Word], tree: Tree) -> bool:
    """Whether who does it, and the words with and after the object, are those that the act asks for."""
    if act.by and not any(_headed(w, tree) in act.by for w in subject(verb)):
        return False
    if act.manner and not any(w.lower_ in act.manner for o in objects for w in o.subtree):
        return False
    if act.inside and not any(w.lower_ in act.inside for w in verb.subtree):
        return False
    if act.named:
        called = [c for c in verb.children if c.dep_ in _PREDICATES or c.lower_ in ("against", "behind")]
        called += [g for c in verb.children if c.lower_ == "as" for g in c.children]  # "described the raid as illegal"
        near = [w for c in called for w in (c, *(g for g in c.children if g.dep_ != "prep"))]
        return any(act.named & {w.lower_, w.lemma_.lower()} for w in near)
    return True


def _lemmas(objects: Sequence[Word], tree: Tree) -> set[str]:
    """What the objects are, by their lemmas, the words as they stand, and the nouns compounded with them."""
    out = {w.lemma_.lower() for o in objects for w in o.children if w.dep_ in ("compound", "nmod")}
    for each in objects:
        out |= {each.lemma_.lower(), each.lower_, _headed(each, tree)}
    return out


def _headed(word: Word, tree: Tree) -> str:
    """The lemma of a noun; for a mention ("American troops"), of its last word."""
    mention = tree.of(word)
    if mention is None:
        return str(word.lemma_.lower())
    return tree.sentence.tokens[mention.end - 1].text.lower().removesuffix("s")
