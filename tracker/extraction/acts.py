"""What the verb of a clause does in words: accuse, refuse, threaten, ask, support, promise, give way.

A verb means what the table says of it, unless another verb or an auxiliary makes a promise, a refusal, a threat or a demand of
it: "lifted the ban" gives way, "agreed to lift", "will lift" and "is ready to lift the ban" promise, "refused to lift" and
"will not lift" refuse, "must lift" demands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.extraction.language import Tree
from tracker.extraction.syntax import expand, is_passive, measured, patient, prepositions, subject
from tracker.extraction.verbal import Act, verbal

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_MIGHT = frozenset("could may might can ca".split())
_MUST = frozenset("must should ought".split())
_FUTURE = frozenset("will 'll shall wo".split())
_COMPLEMENTS = ("xcomp", "ccomp", "advcl")
# To the other's good, or to its harm.
_GOOD = frozenset({"good", "concede", "aid"})
_BAD = frozenset({"bad", "sanction"})
# Types that a verb with a particle reports only where the table names the particle.
_PLAIN = frozenset({"accuse", "reject", "request", "support", "threaten"})


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a clause tells it: what it is, the word that says so, the words for those who do it, and for those who say so."""

    act: Act
    word: Word
    doers: list[Word]
    sayers: list[Word]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause's verb and, where somebody says the clause, who does."""

    verb: Word
    sayers: list[Word]


def acts(tree: Tree) -> Iterator[tuple[Word, Told | None]]:
    """The verbs of a sentence, that of its main clause first, each with the act that it tells, if any."""
    for clause in _clauses(tree):
        yield clause.verb, _told(clause, tree)


def _clauses(tree: Tree) -> Iterator[Clause]:
    roots = [w for w in tree.doc if w.dep_ == "ROOT"]
    for root in roots:
        if _is_verb(root):
            yield from _from(root, [])
        else:  # "BOGOTA, March 8 (IANS) The president rejected ...": the clause hangs on what is no verb
            for word in root.subtree:
                if _is_verb(word) and word.dep_ in ("appos", "acl", "ccomp", "parataxis", "dep", "conj", "relcl"):
                    yield from _from(word, [])
                    break


def _is_verb(word: Word) -> bool:
    return word.pos_ in ("VERB", "AUX") or word.tag_.startswith("VB")


def _from(verb: Word, sayers: list[Word], depth: int = 0) -> Iterator[Clause]:
    """A verb's own clause, after what it says if it is a verb of saying, then the clauses beside and before it."""
    said = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis") and _is_verb(c)]
    says = verb.lemma_.lower() in verbal().saying
    if depth < 3 and says:
        own = subject(verb) or sayers
        for clause in said:
            yield from _from(clause, own, depth + 1)
    yield Clause(verb, sayers)
    if depth >= 3:
        return
    for child in verb.children:
        if child.dep_ == "conj" and _is_verb(child):
            yield from _from(child, sayers, depth + 1)
    if not says:
        for child in (c for c in said if c.tag_ != "VB"):
            yield from _from(child, [], depth + 1)
    for child in verb.children:
        if (
            child.dep_ == "advcl"
            and child.tag_ in ("VBD", "VBN", "VBZ")
            and _marked(child, ("after", "as", "when", "since"))
        ):
            yield from _from(child, sayers, depth + 1)


def _marked(verb: Word, marks: tuple[str, ...]) -> bool:
    return any(c.dep_ in ("mark", "advmod", "prep") and c.lower_ in marks for c in verb.children)


def _told(clause: Clause, tree: Tree) -> Told | None:
    verb = clause.verb
    found = meaning(verb, tree, said=bool(clause.sayers))
    origin = found is not None and "by_origin" in found[0].flags and is_passive(verb)
    doers = _doers(verb) or (prepositions(verb).get("from", []) if origin else [])  # "was expelled from Iran"
    doers = doers or ([] if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children) else clause.sayers)
    if found is None:
        return _owned(verb)
    act, word = found
    if act.id == "request.must":
        return Told(act, word, clause.sayers, []) if clause.sayers else None
    if "said" in act.flags or (act.id == "threaten.warn" and "said" in (_lexical(verb, tree, said=True) or act).flags):
        return Told(act, word, clause.sayers, [])
    pronoun = len(doers) == 1 and doers[0].lower_ in ("it", "he", "she", "they", "we", "i")
    return Told(act, word, clause.sayers if pronoun and clause.sayers else doers, clause.sayers)


def _doers(verb: Word) -> list[Word]:
    """Who does it: the subject, or the "by" of a passive."""
    if is_passive(verb):
        return prepositions(verb).get("agent", [])
    return subject(verb)


def _owned(verb: Word) -> Told | None:
    """ "Cuba's refusal to engage shows ...": the act that the subject names, by its owner."""
    for noun in verb.children:
        if noun.dep_ in ("nsubj", "nsubjpass") and (known := verbal().nouns.get(noun.lemma_.lower())):
            owners = [w for c in noun.children if c.dep_ == "poss" for w in expand(c)]
            owners += prepositions(noun).get("agent", [])
            for act in known:
                if owners and not act.manner:
                    return Told(act, noun, owners, [])
    return None


def meaning(verb: Word, tree: Tree, *, said: bool = False, depth: int = 0) -> tuple[Act, Word] | None:
    """What a verb does, with the verbs under it and the auxiliaries beside it; None where it is nothing that is told here."""
    if depth > 4:
        return None
    known = verbal()
    mood = _mood(verb, said)
    if mood == "might":
        return None
    stance, inner = _stance(verb)
    found: tuple[Act, Word] | None
    if stance and inner is not None:
        found = _under(stance, verb, inner, tree, depth)
    else:
        act = _lexical(verb, tree, said=said)
        found = (act, verb) if act else None
        if found is None and _ready_for(verb):
            found = known.derived["agree.promise"], verb
    if said and verb.lemma_ in ("need", "have") and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children):
        mood = "must"
    if mood == "plain":
        return found
    if mood == "must" and not said:
        return None
    return _in_mood(mood, verb, found, known.derived)


def _ready_for(verb: Word) -> bool:
    """ "is open to talks", "is ready for dialogue"."""
    return verb.lemma_ in ("be", "stand", "remain") and any(
        verbal().adjectives.get(c.lower_) == "promise"
        and any(g.dep_ == "prep" and g.lower_ in ("to", "for") for g in c.children)
        for c in verb.children
    )


def _stance(verb: Word) -> tuple[str | None, Word | None]:
    """What a verb or a predicate adjective makes of the infinitive under it."""
    known = verbal()
    lemma = verb.lemma_.lower()
    if lemma in ("be", "stand", "remain", "seem", "appear"):
        for adjective in verb.children:
            stance = known.adjectives.get(adjective.lower_)
            inner = next(
                (c for c in (*adjective.children, *verb.children) if c.dep_ in _COMPLEMENTS and c.tag_ == "VB"), None
            )
            if stance and inner is not None and not any(c.lower_ == "have" for c in inner.children):
                return stance, inner
        if any(c.dep_ in ("acomp", "attr", "expl") for c in verb.children):
            return None, None
        inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
        return ("intend", inner) if inner is not None else (None, None)
    stance = known.stances.get(lemma)
    if stance is None:
        return None, None
    for child in verb.children:
        if not _is_verb(child):
            continue
        if child.dep_ in ("xcomp", "ccomp") and (
            child.tag_ == "VB" or (child.tag_ == "VBG" and stance in ("act", "threaten"))
        ):
            return stance, child
        if child.dep_ == "advcl" and child.tag_ == "VB" and any(c.lower_ in ("to", "for") for c in child.children):
            return stance, child
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.lower_ == "to":
            inner = next((c for c in preposition.children if c.dep_ == "pcomp" and _is_verb(c)), None)
            if inner is not None:
                return stance, inner
    return None, None


def _under(stance: str, verb: Word, inner: Word, tree: Tree, depth: int) -> tuple[Act, Word] | None:
    """What a verb with an infinitive does."""
    derived = verbal().derived
    below = meaning(inner, tree, depth=depth + 1)
    type_ = below[0].type if below else None
    if verb.lemma_ == "want" and not any(c.dep_ == "nsubj" for c in inner.children):
        return None
    if stance == "act":
        return below if type_ not in ("good", "bad", "weak") else None
    if stance == "fail":
        act = _lexical(verb, tree, inner)
        return (act, verb) if act else None
    if stance == "promise":
        return (derived["threaten.warn"], verb) if type_ in _BAD | {"threaten"} else (derived["agree.promise"], verb)
    if stance == "intend":
        return _in_mood("future", verb, below, derived)
    if stance == "refuse":
        return None if type_ in _BAD else (derived["reject.reject"], verb)
    if stance == "threaten":
        return derived["threaten.warn"], verb
    if inner.lemma_.lower() in verbal().saying:
        return None  # "called on the governor to say that ..."
    return (derived["request.demand"], verb) if _asks_another(verb, inner) else None


def _asks_another(verb: Word, inner: Word) -> bool:
    """Whether somebody is asked to act: the object of "urged", of "called on", or the subject of the inner clause."""
    if (patient(verb) and verb.lemma_ not in ("call", "appeal")) or any(
        c.dep_ in ("nsubj", "nsubjpass") for c in inner.children
    ):
        return True
    return any(c.dep_ in ("prep", "dative") and c.lower_ in ("on", "upon", "to", "for", "with") for c in verb.children)


def _mood(verb: Word, said: bool) -> str:
    """plain, future, never (will not), negated, must or might."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if not auxiliaries and verb.dep_ == "conj" and verb.tag_ == "VB":
        auxiliaries = {c.lower_ for c in verb.head.children if c.dep_ in ("aux", "auxpass")}
    negated = any(c.dep_ == "neg" for c in verb.children)
    if auxiliaries & _MUST:
        return "must"
    if "would" in auxiliaries or "'d" in auxiliaries:
        if not said:
            return "might"
        return "never" if negated else "future"
    if auxiliaries & _FUTURE:
        return "never" if negated else "future"
    if auxiliaries & _MIGHT or any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return "might"
    return "negated" if negated else "plain"


def _in_mood(mood: str, verb: Word, found: tuple[Act, Word] | None, derived: Any) -> tuple[Act, Word] | None:
    type_ = found[0].type if found else None
    if mood == "must":
        return derived["request.must"], verb
    if found is None:
        return None
    if mood == "never":
        return (derived["reject.reject"], verb) if type_ in _GOOD | {"weak", "agree", "support"} else None
    if mood == "negated":
        return (derived["reject.reject"], verb) if type_ in ("concede", "agree") else None
    if type_ in _GOOD:
        return None if is_passive(verb) else (derived["agree.promise"], verb)
    return (derived["threaten.warn"], verb) if type_ in _BAD else found


def _lexical(verb: Word, tree: Tree, inner: Word | None = None, *, said: bool = False) -> Act | None:
    """The first act of the table that a verb reports with its object."""
    known = verbal()
    lemma = verb.lemma_.lower()
    things = [*patient(verb), *(c for c in verb.children if c.dep_ == "conj" and c.pos_ == "NOUN")]
    objects = [m for o in things for m in measured(o)]
    fitting = [
        a
        for a in known.verbs.get(lemma, ())
        if ("said" not in a.flags or said) and _fits(a, verb, objects, tree, inner)
    ]
    if fitting and (fitting[0].thing or fitting[0].named):
        return fitting[0]
    if lemma in known.carriers:
        for noun in objects:
            for act in known.nouns.get(noun.lemma_.lower(), ()):
                if noun.i not in tree.mention and _fits_noun(act, noun):
                    return act
    return fitting[0] if fitting else None


def _fits_noun(act: Act, noun: Word) -> bool:
    if "infinitive" in act.flags and not any(
        (c.dep_ in ("acl", "xcomp", "relcl") and c.tag_ == "VB") or (c.dep_ == "prep" and c.lower_ == "for")
        for c in noun.children
    ):
        return False
    of = [w for p in ("of", "in", "to", "on") for o in prepositions(noun).get(p, []) for w in (o, *o.children)]
    if act.thing and not act.thing & {w.lemma_.lower() for w in of}:
        return False
    if act.manner:
        return any(c.lower_ in act.manner for c in noun.children)
    if act.unless & {c.lemma_.lower() for c in noun.subtree}:
        return False
    return True


def _fits(act: Act, verb: Word, objects: list[Word], tree: Tree, inner: Word | None) -> bool:
    lemmas = {w.lemma_.lower() for o in objects for w in (o, *o.children) if w is o or w.dep_ in ("compound", "nmod")}
    lemmas |= {form for o in objects for form in (_headed(o, tree), o.lower_)}
    if act.inner:
        if inner is None or inner.lemma_.lower() not in act.inner:
            return False
        lemmas = {m.lemma_.lower() for o in patient(inner) for m in measured(o)} or {inner.lemma_.lower()}
        return inner.lemma_ == "agree" or not act.thing or bool(act.thing & lemmas)
    if act.prep:
        follow = prepositions(verb)
        reached = [w for p in act.prep for w in follow.get("agent" if p == "by" else p, [])]
        if not reached:
            return False
        lemmas = {m.lemma_.lower() for w in reached for m in measured(w)}
    if act.particle and not any(
        c.lower_ in act.particle and c.dep_ in ("prt", "advmod", "prep", "advcl") for c in verb.children
    ):
        return False
    if act.type in _PLAIN and not act.particle and any(c.dep_ == "prt" for c in verb.children):
        return False  # "America will not back down"
    if act.thing and not act.thing & lemmas:
        return False
    if act.unless & (
        lemmas | {c.lemma_.lower() for w in objects for c in w.children if c.dep_ in ("compound", "amod")}
    ):
        return False
    if act.manner and not any(c.lower_ in act.manner for o in objects for c in o.subtree):
        return False
    if act.named and not any(
        w.lower_ in act.named or w.lemma_.lower() in act.named
        for c in verb.children
        if c.dep_ in ("oprd", "attr", "acomp", "ccomp", "xcomp", "dobj", "advcl")
        or (c.dep_ == "prep" and c.lower_ == "as")
        for w in c.subtree
    ):
        return False
    if act.by and not any(_headed(w, tree) in act.by for w in subject(verb)):
        return False
    if act.inside and not any(w.lower_ in act.inside for w in verb.subtree):
        return False
    return _flags(act, verb, objects, tree)


def _headed(word: Word, tree: Tree) -> str:
    """The lemma of a noun; for a mention ("American troops"), of its last word."""
    mention = tree.of(word)
    if mention is None:
        return str(word.lemma_.lower())
    return tree.sentence.tokens[mention.end - 1].text.lower().removesuffix("s")


def _flags(act: Act, verb: Word, objects: list[Word], tree: Tree) -> bool:
    flags = act.flags
    if "actor_after" in flags and not any(
        tree.of(w) or w.pos_ == "NOUN" for p in act.prep for w in prepositions(verb).get(p, [])
    ):
        return False
    if "free" in flags and not any(c.lower_ in ("free", "go") for c in verb.children):
        return False
    if "future_only" in flags and _mood(verb, True) != "future":
        return False
    return not ("alone" in flags and objects)
