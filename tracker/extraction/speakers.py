"""Who acts in words, and toward whom: the actors of an event, and the courts, police, parliaments and parties of a state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker import knowledge
from tracker.extraction.actor import Actor, of_country
from tracker.extraction.actors import Resolver
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.syntax import expand
from tracker.extraction.verbal import verbal

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_BESIDE = ("amod", "compound", "nmod", "poss", "appos")
_PLACING = ("of", "in", "from", "for", "to", "at")


def doers(words: Sequence[Word], tree: Tree, resolver: Resolver) -> list[Actor]:
    """Those who act: political actors only, each with its state where that is known; none where nobody can be named."""
    found: list[Actor] = []
    for word in words:
        for actor in [a for a in resolver.actors(word, tree) if _political(a)] or _body(word, tree, resolver):
            if actor.key not in {a.key for a in found}:
                found.append(actor)
    return found


def addressed(words: Iterable[Word], tree: Tree, resolver: Resolver, without: Collection[Actor]) -> list[Actor]:
    """Toward whom the doers act: those whom the first of these words that names anybody names, with those beside it."""
    sides, keys = {a.side for a in without if a.side}, {a.key for a in without}
    for word in words:
        mention = tree.of(word)
        if mention is not None and mention.kind == "person" and mention.weak and not mention.title:
            continue
        if mention is not None and mention.kind == "adjective":
            named = resolver.from_mention(mention, tree)
        else:
            named = [a for w in expand(word) for a in resolver.actors(w, tree)]
        named = [a for a in named if a.key not in keys and (a.side not in sides or a.kind == "person")]
        named = [a for a in named if a.side or a.kind == "person"]
        if named:
            return list({a.key: a for a in named}.values())
    return []


def _political(actor: Actor) -> bool:
    """Whether somebody stands for a state or an organisation, or holds a post, though it is not said of which."""
    if actor.cls == "spokesperson":
        return False
    return bool(actor.side) or (actor.kind == "person" and bool(actor.cls or actor.title))


def _body(word: Word, tree: Tree, resolver: Resolver) -> list[Actor]:
    """ "a German court", "the police in Lagos", "the Madras High Court": its state, else the body itself by its name."""
    mention = tree.of(word)
    phrase = [w for w in word.subtree if w.i <= word.i or w.dep_ not in ("relcl", "acl", "advcl")]
    lemma = word.lemma_.lower()
    agency = _agency(word, tree)
    if agency:
        return [of_country(agency, None, "agency")]
    if mention is not None and mention.kind not in ("office", "other", "person"):
        return []
    if mention is None and lemma not in verbal().bodies and lemma.removesuffix("s") not in verbal().bodies:
        return []
    if mention is not None and mention.kind == "person":
        return []
    for child in _placing(word):
        for each in expand(child):
            beside = tree.of(each)
            if beside is not None and (actors := _state_of(beside, tree, resolver)):
                return actors
            if beside is None and each.pos_ == "PROPN" and (city := knowledge.cities().find(each.text)):
                return [of_country(city.country, None, "city")]
    if mention is not None and mention.sided:
        return [of_country(mention.country, None, mention.basis)] if mention.country else []
    return _unplaced(word, tree, phrase)


def _placing(word: Word) -> list[Word]:
    """The words beside a noun that say whose it is."""
    near = [c for c in word.children if c.dep_ in _BESIDE]
    near += [g for c in near for g in c.children if g.dep_ in _BESIDE]
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ in _PLACING:
            for goal in child.children:
                near += [goal, *(g for g in goal.children if g.dep_ in _BESIDE)]
    return near


def _state_of(mention: Mention, tree: Tree, resolver: Resolver) -> list[Actor]:
    if mention.kind in ("adjective", "country", "place") and mention.country:
        return [of_country(mention.country, None, "body")]
    if mention.kind == "org":
        return resolver.from_mention(mention, tree)
    if mention.kind in ("person", "office"):
        return [of_country(a.country, None, "body") for a in resolver.from_mention(mention, tree) if a.country]
    return []


def _agency(word: Word, tree: Tree) -> str | None:
    """The state whose agency a name is."""
    left = min(w.i for w in word.subtree)
    start, last = tree.token[left], max(w.i for w in word.subtree if w.i == word.i or w.dep_ in ("prep", "pobj", "conj", "cc", "compound"))
    end = tree.token[last] + 1
    text = " ".join(t.text for t in tree.sentence.tokens[start:end])
    for code, names in verbal().agencies.items():
        if any(f" {name} " in f" {text} " for name in names):
            return code
    return None


def _unplaced(word: Word, tree: Tree, phrase: Sequence[Word]) -> list[Actor]:
    """A body of no known state, by the name that the text gives it; "the court" alone is nobody."""
    if word.pos_ != "PROPN" and not any(w.pos_ == "PROPN" for w in phrase if w.i < word.i):
        return []
    start = next((w.i for w in phrase if w.lower_ not in ("the", "a", "an")), word.i)
    tokens = tree.sentence.tokens
    span = tokens[tree.token[start] : tree.token[word.i] + 1]
    if not span:
        return []
    name = tree.sentence.text[span[0].start : span[-1].end]
    return [Actor("office", name, None, None, None, "body")]


def without_guess(actors: Iterable[Actor]) -> list[Actor]:
    """Persons whose country was only guessed from what the text is about keep none: a wrong one costs more than a missing one."""
    return [replace(a, country=None, org=None) if a.basis == "home" else a for a in actors]
