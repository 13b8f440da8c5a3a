"""From a word of a parsed sentence to the actors that it stands for: persons, offices, countries, organisations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor, from_person, of_country, once, vacant
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention, country_name, one_of
from tracker.extraction.pairs import meant
from tracker.extraction.people import RULERS
from tracker.extraction.references import HE, SHE, References
from tracker.extraction.syntax import expand, is_verb, subject
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# Nouns that speak of the two sides of what was told before.
_PAIR_NOUNS = words("pair_nouns")
_MEMBERS = words("acting_nouns")
_BODIES = words("bodies")
_SAY = words("say")
# What is called by the name of whoever rules a country: "Kim's regime".
_RULED = words("ruled")
_COUNTRY_NOUNS = words("country_nouns")
# "the two countries" are no persons, even where only their leaders have been named.
_COUNTRIES = words("countries_counted")
_TEAMS = words("teams")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_SOME = frozenset({"most", "many", "some", "few", "several", "all", "none", "any", "half"})
_THEY = frozenset({"they", "them", "their", "theirs", "both", "each"})
_FIRST = frozenset({"i", "me", "my", "we", "our", "us"})


def _some_of(word: Word) -> bool:
    """Whether nobody in particular is meant: "most of the ministers who greeted him"."""
    return word.dep_ == "pobj" and word.head.lower_ == "of" and word.head.head.lower_ in _SOME


@dataclass(slots=True)
class Resolver(References):
    """Finds the actors of words."""

    def actors(self, word: Word, tree: Tree) -> list[Actor]:
        """The actors that a word stands for; none where it stands for nobody who can act."""
        mention = tree.of(word)
        if mention is not None:
            found = self.from_mention(mention, tree)
            head = self.people.delegations.get(mention.country or mention.org or "") if mention.delegation else None
            if mention.kind == "office" and mention.plural and not mention.country and _some_of(word):
                return []
            if mention.kind == "office" and mention.plural and not mention.parts:
                # "representatives of the Sudanese government and the rebels", "ambassadors of countries including A and B"
                found = self._including(word, mention, tree) or self._noun(word, tree) or found
            return [from_person(head)] if head else found  # "the Chinese delegation led by Li Hongzhong" is its head
        text = word.lower_
        if word.pos_ == "PRON" or text in _THEY:
            return self._pronoun(word, tree)
        if word.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return []
        return self._noun(word, tree)

    def all(self, words: Iterable[Word], tree: Tree) -> list[Actor]:
        """The actors of several words, each once, in order."""
        return once(actor for word in words for actor in self.actors(word, tree))

    def from_mention(self, mention: Mention, tree: Tree) -> list[Actor]:
        """The actors of a mention in a sentence."""
        index = tree.sentence.index
        if mention.kind == "person":
            person = self.people.find(mention, index)
            if person:
                return [from_person(person)]
            return [
                Actor("person", mention.name, mention.country, mention.org, mention.title, mention.cls, mention.basis)
            ]
        if mention.kind == "office":
            return self._office(mention, tree)
        if mention.kind == "country" and mention.country:
            return [
                of_country(
                    mention.country,
                    mention.name,
                    "metonym" if mention.metonym else mention.basis,
                    delegation=mention.delegation,
                )
            ]
        if mention.kind == "adjective" and mention.country:
            return [of_country(mention.country, None, "demonym")]
        if mention.kind == "org" and mention.org:
            return [
                Actor(
                    "org",
                    mention.org,
                    mention.country,
                    mention.org if not mention.country else None,
                    basis="name",
                    delegation=mention.delegation,
                )
            ]
        if mention.kind == "place" and mention.metonym and mention.country:
            return [of_country(mention.country, None, "metonym")]
        if mention.kind == "compound":
            return [a for part in mention.parts for a in self.from_mention(part, tree)]
        return []

    def _office(self, mention: Mention, tree: Tree) -> list[Actor]:
        index = tree.sentence.index
        if mention.plural:
            if mention.accredited and not mention.parts:
                return [vacant(mention)]
            if len(mention.parts) == 1 and mention.parts[0].country == "EU":
                return [of_country("EU", None, mention.parts[0].basis)]  # "EU foreign ministers" are the Union's
            if mention.parts:
                return [a for part in mention.parts for a in self._of_many(part, tree)]
            return self._the_two(mention, tree)
        if mention.cls == "spokesperson":
            return []
        peers = self._peers(mention, tree) if mention.counterpart else frozenset[str]()
        person = self.people.holder(mention, index, peers, () if self._suffers(mention, tree) else self.topics(index))
        if person is not None:
            return [from_person(person)]
        if mention.sided or mention.accredited:
            return [vacant(mention)]
        if mention.counterpart:
            return []
        if (
            mention.cls in ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister")
            and self.people.home
        ):
            return [Actor("office", mention.name, self.people.home, None, mention.title, mention.cls, "home")]
        return []

    def _including(self, word: Word, mention: Mention, tree: Tree) -> list[Actor]:
        """The holders of a post in the countries that are named after "including"."""
        listed = [g for w in word.subtree if w.lower_ == "including" for g in w.children if g.dep_ == "pobj"]
        countries = [m.country for g in listed for each in expand(g) if (m := tree.of(each)) and m.kind == "country"]
        return [a for c in countries for a in self._of_many(replace(mention, plural=False, country=c), tree)]

    def _suffers(self, mention: Mention, tree: Tree) -> bool:
        """Whether a post stands where an object does: "thanked the president" seldom means the one who thanks."""
        word = tree.word_of(mention)
        return word is not None and word.dep_ in ("dobj", "pobj", "dative")

    def _peers(self, mention: Mention, tree: Tree) -> frozenset[str]:
        """The classes of post of those of other sides in the sentence, whose counterpart somebody may be."""
        found: set[str] = set()
        for other in tree.sentence.mentions:
            if other.individual and not other.counterpart:
                person = self._one(other, tree.sentence.index)
                if person is not None and (person.country, person.org) != (mention.country, mention.org):
                    found.update(person.classes)
        return frozenset(found)

    def _of_many(self, part: Mention, tree: Tree) -> list[Actor]:
        """One of "the foreign ministers of A and B": its holder, else the office; of an organisation, the organisation."""
        if part.org and not part.country:
            return [Actor("org", part.org, None, part.org, basis=part.basis)]
        if part.generic and part.country:
            return [of_country(part.country, None, part.basis)]  # "60 Russian diplomats": nobody in particular
        singular = one_of(part.title or "")
        found = self._office(replace(part, title=singular, generic=True) if singular == "leader" else part, tree)
        if found and found[0].kind == "office" and part.title:
            return [
                replace(
                    found[0],
                    name=f"{singular} of {country_name(part.country)}" if part.country else singular,
                    title=singular,
                )
            ]
        return found

    def _the_two(self, mention: Mention, tree: Tree) -> list[Actor]:
        before = [t.text.lower() for t in tree.sentence.tokens[max(0, mention.start - 3) : mention.start + 1]]
        if {"two", "both", "the", "'", "'s", "their"} & set(before) or mention.name.lower().split()[0] in (
            "both",
            "two",
        ):
            number = next((_COUNTS[w] for w in before if w in _COUNTS), None)
            return self._heads(list(self._pair(tree, number, one_of(mention.title or "").lower())), mention)
        return []

    def _heads(self, pair: list[Actor], mention: Mention) -> list[Actor]:
        """ "the countries' leaders": the persons whom the article names in such posts, for countries that were named alone."""
        if (mention.title or "").lower() not in ("leaders", "presidents", "premiers", "heads of state"):
            return pair
        out = []
        for actor in pair:
            heads = (
                [p for p in self.people.of_side(actor.country, actor.org) if RULERS & set(p.classes)]
                if actor.kind == "country"
                else []
            )
            out.append(from_person(heads[0]) if len(heads) == 1 else actor)
        return out

    def _pronoun(self, word: Word, tree: Tree) -> list[Actor]:
        text = word.lower_
        if text in HE | SHE:
            person = self._antecedent(word, tree, text in SHE)
            return [from_person(person)] if person else []
        if text in _THEY:
            named = self._just_named(word, tree)
            return list(self._pair(tree, 2 if text == "both" else None)) if named is None else named
        if text == "it":
            return self._teller(word, tree) or self._it(tree)
        if text in _FIRST:
            speaker = self._speaker(tree)
            return [from_person(speaker)] if speaker else []
        return []

    def _just_named(self, word: Word, tree: Tree) -> list[Actor] | None:
        """ "He and Kerry negotiated, and on the last day they announced": those whom the clause before is about, nobody if not
        all of them are known; None where it is not about several."""
        verb = word.head
        if word.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "conj" or not is_verb(verb.head):
            return None
        before = [w for w in subject(verb.head) if w.dep_ != "appos"]
        if len(before) < 2:
            return None
        known = [self.all([w], tree) for w in before]
        return [actor for actors in known for actor in actors] if all(known) else []

    def _teller(self, word: Word, tree: Tree) -> list[Actor]:
        """ "Russia said it had expelled ...": the country or organisation that says so."""
        verb = word.head
        if word.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp" or verb.head.lemma_ not in _SAY:
            return []
        return [a for a in self.all(subject(verb.head), tree) if a.kind in ("country", "org")]

    def _it(self, tree: Tree) -> list[Actor]:
        """ "It" at the head of a sentence: the delegation or organisation that the sentence before is about."""
        index = tree.sentence.index
        if index == 0 or tree.sentence.tokens[0].text != "It":
            return []
        for mention in self.reading.sentences[index - 1].mentions[:2]:
            if mention.delegation or mention.kind == "org":
                head = self.people.delegations.get(mention.country or mention.org or "")
                return [from_person(head)] if head else self.from_mention(mention, tree)
        return []

    def _pair(self, tree: Tree, count: int | None, noun: str = "") -> list[Actor]:
        """The sides that the text has been speaking of, `count` of them if it says how many and holding the post that `noun` names:
        of an event told before, else of the sentences before."""
        if pair := meant(self.told, tree.sentence.index, count, noun):
            return pair
        if count not in (None, 2):
            return []
        if count == 2 and len(named := self._persons(tree)) == 2:
            return named  # "where both attended the summit, A and B talked"
        found: list[Actor] = []
        for index in range(tree.sentence.index, max(-1, tree.sentence.index - 5), -1):
            for mention in self.reading.sentences[index].mentions:
                if mention.kind not in ("person", "country", "org"):
                    continue
                for actor in self.from_mention(mention, tree):
                    if actor.side and actor.side not in {a.side for a in found}:
                        found.append(actor)
            if len(found) >= 2:
                return found[:2] if len(found) == 2 else []
        return []

    def _persons(self, tree: Tree) -> list[Actor]:
        """The persons of a sentence, one for each side that they stand for."""
        mentions = [m for m in tree.sentence.mentions if m.kind == "person"]
        actors = {a.side: a for m in mentions for a in self.from_mention(m, tree) if a.side}
        return list(actors.values()) if len(actors) == len(mentions) else []

    def _noun(self, word: Word, tree: Tree) -> list[Actor]:
        lemma = word.lemma_.lower()
        children = list(word.children)
        number = next((_COUNTS[c.lower_] for c in children if c.lower_ in _COUNTS), None)
        if lemma in _PAIR_NOUNS and number:
            pair = list(self._pair(tree, number, lemma))
            return [of_country(a.country) if a.country and lemma in _COUNTRIES else a for a in pair]
        if word.lower_ in ("two", "three", "four") and word.dep_ in ("nsubj", "nsubjpass", "pobj"):
            return list(self._pair(tree, _COUNTS[word.lower_]))
        two = lemma in ("pair", "duo") and any(c.lower_ in ("the", "both", "two") for c in children)
        if two or word.lower_ == "sides":
            return list(self._pair(tree, 2))
        if lemma in _BODIES:
            # "the Russian-Turkish Cooperation Council": the two countries that it is of
            found = [
                a
                for c in children
                for each in expand(c)
                if (m := tree.of(each)) and m.kind in ("compound", "adjective", "country")
                for a in self.from_mention(m, tree)
            ]
            return found if len({a.side for a in found}) >= 2 else []
        if word.lower_ in _COUNTRY_NOUNS and not any(c.dep_ == "prep" for c in children):
            return self.country_meant(word, tree)
        if lemma not in _MEMBERS or word.text == "Group":  # "India's Adani Group"
            return []
        out: list[Actor] = []
        children += [g for c in children if c.dep_ == "prep" for g in c.children if g.lower_ == "of"]  # "of A and of B"
        for child in children:
            if child.dep_ in ("amod", "compound", "nmod", "poss"):
                for each in expand(child):
                    mention = tree.of(each)
                    if mention and mention.kind in ("adjective", "country", "org", "compound", "place"):
                        out += self.from_mention(mention, tree)
                    elif mention and mention.individual and child.dep_ != "amod" and lemma in _RULED:
                        # "Kim's regime", "the Trump administration" is the country that he rules
                        out += [
                            of_country(a.country, None, "possessive")
                            for a in self.from_mention(mention, tree)
                            if a.country
                        ]
            elif child.pos_ == "ADP" and child.lower_ in ("of", "from"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        for each in expand(pobj):
                            mention = tree.of(each)
                            if mention and mention.kind in ("country", "org", "place"):
                                out += self.from_mention(mention, tree)
                            elif mention is None and each.lemma_.lower() in _MEMBERS:
                                out += self._noun(each, tree)
        head = self.people.led.get(tree.sentence.index) if not out and lemma in _TEAMS else None
        return [from_person(head)] if head else out
