"""Who acts in words, and toward whom: the actors of an event, and the courts, police, parliaments and parties of a state."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker import knowledge
from tracker.extraction.actor import Actor, of_country, once
from tracker.extraction.actors import Resolver
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.syntax import expand, prepositions
from tracker.extraction.verbal import verbal

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_BESIDE = ("amod", "compound", "nmod", "poss", "appos")
_THEY = frozenset({"they", "both", "each"})
_PLACING = ("of", "in", "from", "for", "to", "at")


def doers(words: Sequence[Word], tree: Tree, resolver: Resolver, *, near: bool) -> list[Actor]:
    """Those who act: political actors only, each with its state where that is known; none where nobody can be named.

    `near` says that two sides were told of just before, so that "both" and "they" can mean them.
    """
    found: list[Actor] = []
    for word in words:
        if not near and word.lower_ in _THEY:
            continue
        actors = [_placed(a, word, tree) for a in resolver.actors(word, tree)]
        found += [a for a in actors if _political(a)] or _body(word, tree, resolver)
    return once(found)


def addressed(
    words: Iterable[Word], tree: Tree, resolver: Resolver, without: Collection[Actor], *, places: bool = False
) -> list[Actor]:
    """Toward whom the doers act: those whom the first of these words that names anybody names, with those beside it.

    With `places`, a city stands for its country ("delivered food to Aleppo").
    """
    sides, keys = {a.side for a in without if a.side}, {a.key for a in without}
    for word in words:
        mention = tree.of(word)
        if mention is not None and mention.kind == "person" and mention.weak and not mention.title:
            continue
        if mention is not None and mention.kind == "adjective":
            named = resolver.from_mention(mention, tree)
        elif places and mention is not None and mention.kind == "place" and mention.country:
            named = [of_country(mention.country, None, "city")]
        else:
            named = [_placed(a, w, tree) for w in expand(word) for a in resolver.actors(w, tree)]
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


def _placed(actor: Actor, word: Word, tree: Tree) -> Actor:
    """A person without a state, with that of the owner or nationality before the name: "Libya's renegade Gen. Khalifa Haftar"."""
    if actor.basis == "home":
        return replace(actor, country=None, basis=None)  # only guessed from what the text is about
    if actor.kind != "person" or actor.side:
        return actor
    beside = [m for c in word.children if c.i < word.i and c.dep_ in _BESIDE and (m := tree.of(c))]
    country = next((m.country for m in beside if m.kind in ("country", "adjective") and m.country), None)
    return replace(actor, country=country, basis="possessive") if country else actor


def _body(word: Word, tree: Tree, resolver: Resolver) -> list[Actor]:
    """ "a German court", "the police in Lagos", "the Madras High Court": its state, else the body itself by its name."""
    known = _by_name(word, tree)
    if known is not None:
        return [known]
    mention = tree.of(word)
    if not _is_body(word, mention, tree):
        return []
    between = prepositions(word).get("between", [])
    if between:  # "talks between the US and the Taliban failed to ..."
        return [a for w in between for a in resolver.actors(w, tree) if a.side]
    for each in _placing(word):
        beside = tree.of(each)
        if beside is not None and (actors := _state_of(beside, tree, resolver)):
            return actors
        if beside is None and each.pos_ == "PROPN" and (city := knowledge.cities().find(each.text)):
            return [of_country(city.country, None, "city")]
    if mention is not None and mention.country:
        return [of_country(mention.country, None, mention.basis)]
    if word.text.isupper() or word.text in verbal().generic:
        return []
    return [] if mention is not None and mention.cls == "spokesperson" else _unplaced(word, tree)


def _by_name(word: Word, tree: Tree) -> Actor | None:
    """The state whose agency a name is, or the organisation of no state."""
    name = f" {_full_name(word, tree)} "
    for code, names in verbal().agencies.items():
        if any(f" {n} " in name for n in names):
            return of_country(code, None, "agency")
    found = next((n for n in verbal().organisations if f" {n} " in name), None)
    return Actor("org", found, None, found, basis="name") if found else None


def _is_body(word: Word, mention: Mention | None, tree: Tree) -> bool:
    """Whether a noun is one of a state's bodies, or a mention is a post, a speaker or a name that ends in one."""
    if mention is None:
        if word.text.isupper() and 2 <= len(word.text) <= 6:
            return True  # "the Kurdish PKK"
        last = word.lemma_.lower()
    elif mention.kind == "office" or mention.cls == "spokesperson":
        return True
    elif mention.kind in ("other", "person"):
        last = tree.sentence.tokens[mention.end - 1].text.lower()
    else:
        return False
    return bool({last, last.removesuffix("s")} & verbal().bodies)


def _placing(word: Word) -> list[Word]:
    """The words beside a noun that say whose it is: "German", "of Nigeria", "loyal to Haftar"."""
    near = [w for c in word.children if c.dep_ in _BESIDE for w in expand(c)]
    near += [g for c in near for g in c.children if g.dep_ in _BESIDE]
    holders = [word, *(c for c in word.children if c.lower_ == "loyal")]
    for holder in holders:
        for key, goals in prepositions(holder).items():
            if key in _PLACING:
                near += [w for goal in goals for w in (goal, *(g for g in goal.children if g.dep_ in _BESIDE))]
    return near


def _state_of(mention: Mention, tree: Tree, resolver: Resolver) -> list[Actor]:
    if mention.kind in ("adjective", "country", "place") and mention.country:
        return [of_country(mention.country, None, "body")]
    if mention.kind == "org":
        return resolver.from_mention(mention, tree)
    if mention.individual:
        return [of_country(a.country, None, "body") for a in resolver.from_mention(mention, tree) if a.country]
    return []


def _full_name(word: Word, tree: Tree) -> str:
    """The text of a name of several words, of which one heads it in the tree."""
    inside = [
        w.i
        for w in word.subtree
        if w.i == word.i or w.dep_ in ("prep", "pobj", "conj", "cc", "compound", "nmod", "amod")
    ]
    first, last = min(inside), max(inside)
    mention = tree.mention.get(last)
    end = mention.end if mention is not None else tree.token[last] + 1
    return " ".join(t.text for t in tree.sentence.tokens[tree.token[first] : end])


def _unplaced(word: Word, tree: Tree) -> list[Actor]:
    """A body of no known state, by the name that the text gives it; "the court" alone is nobody."""
    before = [w for w in word.subtree if w.i <= word.i and w.lower_ not in ("the", "a", "an")]
    last = word
    for preposition in word.children:  # "the Ministry of Home Affairs", "authorities in Wyoming"
        for goal in preposition.children if preposition.lower_ in ("of", "in") else ():
            if preposition.i == last.i + 1 and goal.dep_ == "pobj" and (goal.pos_ == "PROPN" or tree.of(goal)):
                last = max(
                    (w for w in goal.subtree if w.i == goal.i or w.dep_ in ("conj", "cc", "compound")),
                    key=lambda w: w.i,
                )
    named = tree.of(word) is not None and word.pos_ == "PROPN"
    named = named or any(_capital(w) or (w is not word and tree.of(w) is not None) for w in before)
    if not before or not (named or last is not word):
        return []
    mention = tree.of(last)
    end = mention.end if mention is not None else tree.token[last.i] + 1
    tokens = tree.sentence.tokens[tree.token[before[0].i] : end]
    return [Actor("office", tree.sentence.text[tokens[0].start : tokens[-1].end], cls="body")]


def _capital(word: Word) -> bool:
    """Whether a capital makes a word a name; one that opens the sentence only if the parser takes it for one."""
    return bool(word.text[:1].isupper()) and (word.i > 0 or word.pos_ == "PROPN")
