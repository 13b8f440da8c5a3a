"""From a word of a parsed sentence to the actors it stands for: persons, offices, countries, organisations, and who "they" are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tracker import knowledge
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.people import People, Person
from tracker.extraction.reading import Reading, Sentence
from tracker.extraction.syntax import expand, subject
from tracker.extraction.words import words
from tracker.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


@dataclass(frozen=True, slots=True)
class Actor:
    """One participant in the making. `side` is the country or organisation that it stands for."""

    kind: Kind
    name: str
    country: str | None = None
    org: str | None = None
    title: str | None = None
    cls: str | None = None
    basis: str | None = None
    person: Person | None = field(default=None, compare=False)
    delegation: bool = False
    accredited: tuple[str, ...] = ()

    @property
    def party(self) -> str | None:
        """What tells two parties apart: a movement is a party of its own beside its country's government."""
        return f"{self.country}:{self.name}" if self.kind == "org" and self.country else self.side

    @property
    def side(self) -> str | None:
        """The country code or the organisation's key."""
        return self.country or self.org

    @property
    def key(self) -> tuple[str, str]:
        """What makes two actors of one article the same."""
        if self.kind == "person":
            return "person", str(id(self.person)) if self.person else self.name
        if self.kind == "office":
            return "office", f"{self.cls}:{self.side or self.name}"
        return "side", self.side or self.name


# Nouns that speak of the two sides of what was told before.
_PAIR_NOUNS = words("pair_nouns")
_MEMBERS = words("acting_nouns")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4}
_RULES = frozenset("government regime administration cabinet team".split())
_BODIES = words("bodies")
_FRONTED = frozenset(
    {"During", "In", "At", "On", "After", "Following", "Before", "Throughout", "While", "Since", "Upon"}
)
_OBLIQUE = words("oblique")
_FIRST = frozenset({"i", "me", "my", "we", "our", "us"})
_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "both", "each"})


def _singular(title: str) -> str:
    known = knowledge.titles().get(title.lower())
    return known.title if known else title


def from_person(person: Person) -> Actor:
    """The actor that a person of the article is."""
    return Actor("person", person.name, person.country, person.org, person.title, person.classes[0] if person.classes else None,
                 person.basis, person)  # fmt: skip


def of_country(code: str, name: str | None = None, basis: str | None = "name", *, delegation: bool = False) -> Actor:
    """The actor that a country is."""
    return Actor("country", name or knowledge.countries().by_code[code].name, code, basis=basis, delegation=delegation)


@dataclass(slots=True)
class Resolver:
    """Finds the actors of words, sentence after sentence; `pair` holds the two sides last spoken of."""

    reading: Reading
    people: People
    pair: list[Actor] = field(default_factory=list)
    labels: dict[int, Person] = field(default_factory=dict)
    author: Person | None = None
    subjects: list[Person | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = self._labels()
        self.subjects = self._follow_subjects()
        self.author = None if self.labels else self._author()

    def _labels(self) -> dict[int, Person]:
        """The speakers of a transcript by block ("President of Russia Vladimir Putin: ..."), each until the next label."""
        out: dict[int, Person] = {}
        current: Person | None = None
        block = -1
        for sentence in self.reading.sentences:
            if sentence.block != block:
                block = sentence.block
                first = sentence.mentions[0] if sentence.mentions else None
                after = sentence.tokens[first.end].text if first and first.end < len(sentence.tokens) else ""
                if (
                    first
                    and first.start == 0
                    and first.kind == "person"
                    and (after == ":" or (after == "(" and ":" in sentence.text[:120]))
                ):
                    current = self.people.find(first, sentence.index)
            if current is not None:
                out[block] = current
        return out

    def _author(self) -> Person | None:
        """Whose statement the text is, where it speaks in the first person throughout: the official named at its head."""
        spoken = sum('"' not in s.text and any(t.text in ("I", "my") for t in s.tokens) for s in self.reading.sentences)
        if spoken < 3 and spoken * 4 < len(self.reading.sentences):
            return None
        for sentence in self.reading.sentences[:6]:
            for mention in sentence.mentions:
                if mention.kind == "person":
                    person = self.people.find(mention, sentence.index)
                    if person and person.classes and (person.country or person.org):
                        return person
        return None

    def actors(self, word: Word, tree: Tree) -> list[Actor]:
        """The actors that a word stands for; none where it stands for nobody who can act."""
        mention = tree.of(word)
        if mention is not None:
            found = self.from_mention(mention, tree)
            head = self.people.delegations.get(mention.country or mention.org or "") if mention.delegation else None
            return [from_person(head)] if head else found  # "the Chinese delegation led by Li Hongzhong" is its head
        text = word.lower_
        if word.pos_ == "PRON" or text in _THEY:
            return self._pronoun(word, tree)
        if word.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM"):
            return []
        return self._noun(word, tree)

    def all(self, words: Iterable[Word], tree: Tree) -> list[Actor]:
        """The actors of several words, each once, in order."""
        out: list[Actor] = []
        for word in words:
            for actor in self.actors(word, tree):
                if actor.key not in {a.key for a in out}:
                    out.append(actor)
        return out

    # --- mentions ---------------------------------------------------------------------------------------------------

    def from_mention(self, mention: Mention, tree: Tree) -> list[Actor]:
        """The actors of a mention in a sentence."""
        index = tree.sentence.index
        if mention.kind == "person":
            person = self.people.find(mention, index)
            return (
                [from_person(person)]
                if person
                else [
                    Actor(
                        "person", mention.name, mention.country, mention.org, mention.title, mention.cls, mention.basis
                    )
                ]
            )
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
                return [
                    Actor(
                        "office",
                        mention.name,
                        None,
                        None,
                        mention.title,
                        mention.cls,
                        None,
                        accredited=mention.accredited,
                    )
                ]
            if mention.parts:
                return [a for part in mention.parts for a in self._of_many(part, tree)]
            return self._the_two(mention, tree)
        if mention.cls == "spokesperson":
            return []
        person = self.people.holder(mention, index)
        if person is not None:
            return [from_person(person)]
        if mention.sided:
            return [
                Actor(
                    "office",
                    mention.name,
                    mention.country,
                    mention.org,
                    mention.title,
                    mention.cls,
                    mention.basis,
                    accredited=mention.accredited,
                )
            ]
        if mention.accredited:
            return [
                Actor(
                    "office", mention.name, None, None, mention.title, mention.cls, None, accredited=mention.accredited
                )
            ]
        if mention.counterpart:
            return []
        if (
            mention.cls in ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister")
            and self.people.home
        ):
            return [Actor("office", mention.name, self.people.home, None, mention.title, mention.cls, "home")]
        return []

    def _of_many(self, part: Mention, tree: Tree) -> list[Actor]:
        """One of "the foreign ministers of A and B": its holder, else the office; of an organisation, the organisation."""
        if part.org and not part.country:
            return [Actor("org", part.org, None, part.org, basis=part.basis)]
        if part.generic and part.country:
            return [of_country(part.country, None, part.basis)]  # "60 Russian diplomats": nobody in particular
        found = self._office(part, tree)
        if found and found[0].kind == "office" and part.title:
            singular = _singular(part.title)
            return [
                replace(
                    found[0],
                    name=f"{singular} of {knowledge.countries().by_code[part.country].name}"
                    if part.country
                    else singular,
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
            return self._heads(list(self._pair(tree, number)), mention)
        return []

    def _heads(self, pair: list[Actor], mention: Mention) -> list[Actor]:
        """ "the countries' leaders": the persons whom the article names in such posts, for countries that were named alone."""
        if (mention.title or "").lower() not in ("leaders", "presidents", "premiers", "heads of state"):
            return pair
        posts = {"head_of_state", "head_of_government", "royal"}
        out = []
        for actor in pair:
            heads = (
                [p for p in self.people.of_side(actor.country, actor.org) if posts & set(p.classes)]
                if actor.kind == "country"
                else []
            )
            out.append(from_person(heads[0]) if len(heads) == 1 else actor)
        return out

    # --- other words ------------------------------------------------------------------------------------------------

    def _pronoun(self, word: Word, tree: Tree) -> list[Actor]:
        text = word.lower_
        if text in _HE | _SHE:
            person = self._antecedent(word, tree, text in _SHE)
            return [from_person(person)] if person else []
        if text in _THEY:
            return list(self._pair(tree, 2 if text == "both" else None))
        if text in _FIRST:
            speaker = self._speaker(tree)
            return [from_person(speaker)] if speaker else []
        return []

    def _speaker(self, tree: Tree) -> Person | None:
        """Who says "I": whom the sentence names outside the quotation, whose label opens the paragraph, or whose statement it is."""
        sentence = tree.sentence
        if '"' in sentence.text:
            quoted = False
            for i, token in enumerate(sentence.tokens):
                if token.text == '"':
                    quoted = not quoted
                elif not quoted:
                    mention = next(
                        (m for m in sentence.mentions if m.start == i and m.kind in ("person", "office")), None
                    )
                    if mention and (person := self._one(mention, sentence.index)):
                        return person
            return None
        return self.labels.get(sentence.block) or self.author

    def _antecedent(self, word: Word, tree: Tree, female: bool) -> Person | None:
        """Whom "he" or "she" means: the person who is the subject of the sentence so far, else of the sentences before."""
        position = tree.token[word.i]
        sentence = tree.sentence
        here = [m for m in sentence.mentions if m.end <= position and self._leads(m, sentence)]
        if word.lower_ in ("him", "her") and word.dep_ in ("dobj", "pobj", "dative"):
            # nobody meets himself: the subject of the clause is not whom "him" means
            doers = {tree.token[w.i] for v in word.ancestors if v.pos_ == "VERB" for w in subject(v)}
            here = [m for m in here if m.start not in doers]
        if not here and sentence.tokens[0].text in _FRONTED:
            # "During his visit to B, the minister will ...": the pronoun looks ahead to the subject
            comma = next((i for i, t in enumerate(sentence.tokens) if t.text == "," and i > position), None)
            here = [
                m
                for m in sentence.mentions
                if comma is not None and comma < m.start <= comma + 2 and m.kind in ("person", "office")
            ]
        for mention in here:
            person = self._one(mention, sentence.index)
            if person and person.female in (None, female):
                return person
        for index in range(sentence.index - 1, max(-1, sentence.index - 6), -1):
            person = self.subjects[index]
            if person is not None and person.female in (None, female):
                return person
        return None

    def _leads(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a person is named where a subject stands: early, and not after a preposition or as an owner."""
        if mention.kind not in ("person", "office") or mention.plural or mention.cls == "spokesperson":
            return False
        before = sentence.tokens[mention.start - 1].text.lower() if mention.start else ""
        if before == "the" and mention.start > 1:
            before = sentence.tokens[mention.start - 2].text.lower()
        after = sentence.tokens[mention.end].text if mention.end < len(sentence.tokens) else ""
        return before not in _OBLIQUE and after != "'s"

    def _follow_subjects(self) -> list[Person | None]:
        """The person whom each sentence is about; a sentence that opens with a pronoun goes on about the one before."""
        out: list[Person | None] = []
        current: Person | None = None
        for sentence in self.reading.sentences:
            lead = next((m for m in sentence.mentions if m.start <= 16 and self._leads(m, sentence)), None)
            until = lead.start if lead else 12
            goes_on = any(t.text.lower() in _HE | _SHE for t in sentence.tokens[:until])
            # "Clinton met him in Geneva": he whom a pronoun carries on stays the one the text is about
            goes_on = goes_on or any(t.text.lower() == "him" for t in sentence.tokens)
            if lead is not None and not (goes_on and current is not None):
                current = self._one(lead, sentence.index) or current
            out.append(current)
        return out

    def _one(self, mention: Mention, index: int) -> Person | None:
        if mention.kind == "person":
            return self.people.find(mention, index)
        return self.people.holder(mention, index) if not mention.plural else None

    def _pair(self, tree: Tree, count: int | None) -> list[Actor]:
        """The sides that the text has been speaking of, `count` of them if it says how many: of the last event, else of the
        sentences before."""
        if self.pair and count in (None, len(self.pair)):
            return self.pair
        if count not in (None, 2):
            return []
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

    def _noun(self, word: Word, tree: Tree) -> list[Actor]:
        lemma = word.lemma_.lower()
        children = list(word.children)
        number = next((_COUNTS[c.lower_] for c in children if c.lower_ in _COUNTS), None)
        if lemma in _PAIR_NOUNS and number:
            return list(self._pair(tree, number))
        if word.lower_ in ("three", "four") and word.dep_ in ("nsubj", "nsubjpass", "pobj"):
            return list(self._pair(tree, _COUNTS[word.lower_]))
        if (
            lemma in ("pair", "duo", "side")
            and any(c.lower_ in ("the", "both", "two") for c in children)
            and lemma != "side"
        ) or word.lower_ == "sides":
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
        if lemma not in _MEMBERS:
            return []
        out: list[Actor] = []
        for child in children:
            if child.dep_ in ("amod", "compound", "nmod", "poss"):
                for each in expand(child):
                    mention = tree.of(each)
                    if mention and mention.kind in ("adjective", "country", "org", "compound", "place"):
                        out += self.from_mention(mention, tree)
                    elif mention and mention.kind in ("person", "office") and child.dep_ == "poss" and lemma in _RULES:
                        # "Kim's regime" is the country that he rules
                        out += [
                            of_country(a.country, None, "possessive")
                            for a in self.from_mention(mention, tree)
                            if a.country
                        ]
            elif child.dep_ == "prep" and child.lower_ in ("of", "from"):
                for pobj in child.children:
                    if pobj.dep_ == "pobj":
                        for each in expand(pobj):
                            mention = tree.of(each)
                            if mention and mention.kind in ("country", "org", "place"):
                                out += self.from_mention(mention, tree)
                            elif mention is None and each.lemma_.lower() in _MEMBERS:
                                out += self._noun(each, tree)
        return out
