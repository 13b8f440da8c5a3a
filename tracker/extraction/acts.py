"""What the verb of a clause does in words: accuse, refuse, threaten, ask, support, promise, give way.

A verb means what the table says of it, unless another verb or an auxiliary makes a promise, a refusal, a threat or a demand of
it: "lifted the ban" gives way, "agreed to lift", "will lift" and "is ready to lift the ban" promise, "refused to lift" and
"will not lift" refuse, "must lift" demands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.extraction.clauses import Clause, clauses
from tracker.extraction.language import Tree
from tracker.extraction.syntax import expand, has_subject, is_passive, is_verb, patient, prepositions, subject
from tracker.extraction.verbal import Act, verbal
from tracker.extraction.wording import ONLY_MEANT, reported

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_MIGHT = frozenset("could may might can ca".split())
_MUST = frozenset("must should ought".split())
_FUTURE = frozenset("will 'll shall wo".split())
_COMPLEMENTS = ("xcomp", "ccomp", "advcl")
_PRONOUNS = frozenset("it he she they we i".split())
# To the other's good, or to its harm.
_GOOD = frozenset({"good", "concede", "aid"})
_BAD = frozenset({"bad", "sanction"})


@dataclass(frozen=True, slots=True)
class Told:
    """An act as a clause tells it: what it is, the word that says so, the words for those who do it, and for those who say so."""

    act: Act
    word: Word
    doers: list[Word]
    sayers: list[Word]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a verb does; `by_sayer` where not its subject does it but whoever says the clause ("said that Iran must stop")."""

    act: Act
    word: Word
    by_sayer: bool = False


def acts(tree: Tree) -> Iterator[tuple[Word, Told | None]]:
    """The verbs of a sentence, that of its main clause first, each with the act that it tells, if any."""
    for clause in clauses(tree):
        yield clause.verb, _told(clause, tree)


def _told(clause: Clause, tree: Tree) -> Told | None:
    found = _meaning(clause.verb, tree, said=bool(clause.sayers))
    if found is None:
        return _owned(clause.verb)
    if found.by_sayer:
        return Told(found.act, found.word, clause.sayers, []) if clause.sayers else None
    doers = _doers(clause.verb, found.act)
    spoken_for = len(doers) == 1 and doers[0].lower_ in _PRONOUNS
    missing = not doers and not has_subject(clause.verb)
    if clause.sayers and (spoken_for or missing):
        doers = clause.sayers
    return Told(found.act, found.word, doers, clause.sayers)


def _doers(verb: Word, act: Act) -> list[Word]:
    """Who does it: the subject, or the "by" of a passive; the "from" of one that drives out ("was expelled from Iran")."""
    if not is_passive(verb):
        return subject(verb)
    after = prepositions(verb)
    if after.get("agent"):
        return after["agent"]
    if act.type == "aid" or verb.lemma_ in ("commit", "prepare", "determine"):
        return patient(verb)  # "Turkish rescuers were sent", "is committed to helping"
    return after.get("from", []) if act.by_origin else []


def _owned(verb: Word) -> Told | None:
    """ "Cuba's refusal to engage shows ...": the act that the subject names, by its owner."""
    for noun in verb.children:
        if noun.dep_ in ("nsubj", "nsubjpass") and (known := verbal().nouns.get(noun.lemma_.lower())):
            owners = [w for c in noun.children if c.dep_ == "poss" for w in expand(c)]
            owners += prepositions(noun).get("agent", [])
            act = next((a for a in reversed(known) if not a.manner), None)
            if owners and act is not None:
                return Told(act, noun, owners, [])
    return None


def _meaning(verb: Word, tree: Tree, *, said: bool = False, depth: int = 0) -> Meaning | None:
    """What a verb does, with the verbs under it and the auxiliaries beside it; None where it is nothing that is told here."""
    mood = _mood(verb, said)
    if depth > 4 or mood == "might" or (mood == "must" and not said):
        return None
    stance, inner = _stance(verb)
    if stance and inner is not None:
        found = _under(stance, verb, inner, tree, depth)
    else:
        act = reported(verb, tree, said=said) or (verbal().derived["agree.promise"] if _ready_for(verb) else None)
        found = Meaning(act, verb, act.said) if act else None
    return _in_mood(mood, verb, found)


def _stance(verb: Word) -> tuple[str | None, Word | None]:
    """What a verb or a predicate adjective makes of the infinitive under it."""
    if verb.lemma_ in ("be", "stand", "remain", "seem", "appear"):
        return _stance_of_adjective(verb)
    stance = verbal().stances.get(verb.lemma_.lower())
    if stance is None:
        return None, None
    for child in verb.children:
        infinitive = child.tag_ == "VB" or (child.tag_ == "VBG" and stance in ("act", "threaten"))
        if child.dep_ in ("xcomp", "ccomp") and is_verb(child) and infinitive:
            return stance, child
        if (
            stance != "act"
            and child.dep_ == "advcl"
            and child.tag_ == "VB"
            and any(c.lower_ in ("to", "for") for c in child.children)
        ):
            return stance, child
    for preposition in verb.children:
        if preposition.dep_ == "prep" and preposition.lower_ == "to":  # "committed themselves to cutting"
            inner = next((c for c in preposition.children if c.dep_ == "pcomp" and is_verb(c)), None)
            if inner is not None:
                return stance, inner
    return None, None


def _stance_of_adjective(verb: Word) -> tuple[str | None, Word | None]:
    """ "is willing to talk", "is unwilling to talk", "is to talk"."""
    for adjective in verb.children:
        stance = verbal().adjectives.get(adjective.lower_)
        below = [c for c in (*adjective.children, *verb.children) if c.dep_ in _COMPLEMENTS and c.tag_ == "VB"]
        inner = below[0] if below else None
        if stance and inner is not None and not any(c.lower_ == "have" for c in inner.children):
            return stance, inner
    if any(c.dep_ in ("acomp", "attr", "expl") for c in verb.children):
        return None, None
    inner = next((c for c in verb.children if c.dep_ == "xcomp" and c.tag_ == "VB"), None)
    return ("intend", inner) if inner is not None else (None, None)


def _ready_for(verb: Word) -> bool:
    """ "is open to talks", "is ready for dialogue"."""
    return verb.lemma_ in ("be", "stand", "remain") and any(
        verbal().adjectives.get(c.lower_) == "promise"
        and any(g.dep_ == "prep" and g.lower_ in ("to", "for") for g in c.children)
        for c in verb.children
    )


def _under(stance: str, verb: Word, inner: Word, tree: Tree, depth: int) -> Meaning | None:
    """What a verb with an infinitive does."""
    below = _meaning(inner, tree, depth=depth + 1)
    type_ = below.act.type if below else None
    if stance == "act":
        return below if type_ not in ONLY_MEANT else None
    if stance == "fail":
        act = reported(verb, tree, inner)
        return Meaning(act, verb) if act else None
    if stance == "promise":
        return _derived("threaten.warn" if type_ in _BAD | {"threaten"} else "agree.promise", verb)
    if stance == "intend":
        return _in_mood("future", verb, below)
    if stance == "refuse":
        silent = inner.lemma_.lower() in verbal().silence and not patient(verb)
        return None if silent or type_ in _BAD else _derived("reject.reject", verb)
    if stance == "threaten":
        return _derived("threaten.warn", verb)
    return _derived("request.demand", verb) if _asks_another(verb, inner) else None


def _derived(id_: str, verb: Word) -> Meaning:
    return Meaning(verbal().derived[id_], verb)


def _asks_another(verb: Word, inner: Word) -> bool:
    """Whether somebody is asked to act: the object of "urged", of "called on", or the subject of the inner clause."""
    if verb.lemma_ in ("call", "appeal") and inner.lemma_.lower() in verbal().saying:
        return False  # "called on the governor to say that ..."
    if has_subject(inner):
        return True
    if verb.lemma_ == "want":
        return False
    if patient(verb):
        return verb.lemma_ not in ("call", "appeal")  # "called his counterpart to assure him"
    return any(c.dep_ in ("prep", "dative") and c.lower_ in ("on", "upon", "to", "for", "with") for c in verb.children)


def _mood(verb: Word, said: bool) -> str:
    """plain, future, never (will not), negated, must or might."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if not auxiliaries and verb.dep_ == "conj" and verb.tag_ == "VB":
        auxiliaries = {c.lower_ for c in verb.head.children if c.dep_ in ("aux", "auxpass")}
    negated = any(c.dep_ == "neg" for c in verb.children)
    needs = verb.lemma_ in ("need", "have") and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children)
    if auxiliaries & _MUST or (said and needs):
        return "must"
    if {"would", "'d"} & auxiliaries and not said:
        return "might"
    if auxiliaries & (_FUTURE | {"would", "'d"}):
        return "never" if negated else "future"
    if auxiliaries & _MIGHT or any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children):
        return "might"
    return "negated" if negated else "plain"


def _in_mood(mood: str, verb: Word, found: Meaning | None) -> Meaning | None:
    """What becomes of an act that will, will not, did not or must be done."""
    if mood == "must":
        return replace(_derived("request.must", verb), by_sayer=True)
    if mood == "plain" or found is None:
        return found
    type_ = "bad" if found.act.trigger.plover == "SANCTION" else found.act.type
    if mood == "never":
        return None if type_ in _BAD | {"threaten", "request"} else _derived("reject.reject", verb)
    if mood == "negated":
        refused = type_ in ("concede", "agree", "support") or found.act.id == "good.accept"
        return _derived("reject.reject", verb) if refused else None
    if type_ in _GOOD | {"agree"}:
        return None if is_passive(verb) else _derived("agree.promise", verb)
    return replace(found, act=verbal().derived["threaten.warn"], word=verb) if type_ in _BAD else found
