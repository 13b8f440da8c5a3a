"""Whom pronouns mean: the person a passage is about, the speaker of a transcript, the author of a statement."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker import knowledge
from tracker.extraction.actor import Actor, of_country
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.people import People, Person
from tracker.extraction.reading import Reading, Sentence
from tracker.extraction.syntax import subject
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

_FRONTED = frozenset(
    {"During", "In", "At", "On", "After", "Following", "Before", "Throughout", "While", "Since", "Upon"}
)
_OBLIQUE = words("oblique")
# What opens a clause within a sentence: its subject is not whom the sentence is about.
_SUBORDINATE = words("subordinate")
HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})


# How a country is said to lie somewhere, and what the names of the regions there have in common.
_REGIONS = {
    "african": "africa", "european": "europe", "asian": "asia", "american": "america", "caribbean": "caribbean",
    "pacific": "oceania", "gulf": "middle east",
}  # fmt: skip


def _lies(code: str, said: set[str]) -> bool:
    """Whether a country can be meant by words such as "Pacific island" or "Central American"."""
    region = knowledge.countries().by_code[code].region.lower()
    return all(part in region for word, part in _REGIONS.items() if word in said)


@dataclass(slots=True)
class References:
    """Follows who is meant, sentence after sentence; `told` holds the sides of the events so far, with their sentences."""

    reading: Reading
    people: People
    told: list[tuple[int, list[Actor]]] = field(default_factory=list)
    labels: dict[int, Person] = field(default_factory=dict)
    author: Person | None = None
    subjects: list[Person | None] = field(default_factory=list)

    @property
    def pair(self) -> list[Actor]:
        """The sides of the event told last."""
        return self.told[-1][1] if self.told else []

    def __post_init__(self) -> None:
        self.labels = self._labels()
        self._follow_subjects()
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
        """Whose statement the text is: whoever's letterhead it bears, where it says "I" at all; the official named at its head,
        where it speaks in the first person throughout."""
        sentences = self.reading.sentences
        spoken = sum('"' not in s.text and any(t.text in ("I", "my") for t in s.tokens) for s in sentences)
        heads = [sentences[i] for i in sorted(self.reading.heads)]
        throughout = spoken >= 3 or spoken * 4 >= len(sentences)
        for sentence in [*(heads if spoken else []), *(sentences[:6] if throughout else [])]:
            for mention in sentence.mentions:
                if mention.kind == "person":
                    person = self.people.find(mention, sentence.index)
                    if person and person.classes and (person.country or person.org):
                        return person
        return None

    def _speaker(self, tree: Tree) -> Person | None:
        """Who says "I": whom the sentence names outside its quotation, whose label opens the block, or whose statement it is."""
        sentence = tree.sentence
        if '"' in sentence.text:
            quoted = False
            for i, token in enumerate(sentence.tokens):
                if token.text == '"':
                    quoted = not quoted
                elif not quoted:
                    mention = next((m for m in sentence.mentions if m.start == i and m.individual), None)
                    if mention and (person := self._one(mention, sentence.index)):
                        return person
            return None
        return self.labels.get(sentence.block) or self.author

    def _antecedent(self, word: Word, tree: Tree, female: bool) -> Person | None:
        """Whom "he" or "she" means: the person who is the subject of the sentence so far, else of the sentences before."""
        position, sentence = tree.token[word.i], tree.sentence
        if word.lower_ in ("him", "her") and word.dep_ in ("dobj", "pobj", "dative"):
            return self._object(word, tree, female)
        here = [m for m in sentence.mentions if m.end <= position and self._leads(m, sentence)]
        if not here and sentence.tokens[0].text in _FRONTED:
            # "During his visit to B, the minister will ...": the pronoun looks ahead to the subject
            comma = next(
                (i for i, t in enumerate(sentence.tokens) if t.text == "," and i > position), len(sentence.tokens)
            )
            here = [m for m in sentence.mentions if comma < m.start <= comma + 2 and m.individual]
        found = (self._one(m, sentence.index) for m in here)
        return next((p for p in found if p and p.female in (None, female)), None) or self._before(
            sentence.index, female, []
        )

    def _object(self, word: Word, tree: Tree, female: bool) -> Person | None:
        """Whom "him" means: the person named last before it who is not the one who does it, since nobody meets himself."""
        position, index = tree.token[word.i], tree.sentence.index
        doers: list[Person | None] = []
        verb = next((v for v in word.ancestors if v.pos_ == "VERB"), None)
        for doer in subject(verb) if verb is not None else []:
            mention = tree.of(doer)
            if mention is not None:
                doers.append(self._one(mention, index))
            elif doer.lower_ in HE | SHE and doer.i != word.i:
                doers.append(self._antecedent(doer, tree, doer.lower_ in SHE))
        for mention in reversed([m for m in tree.sentence.mentions if m.end <= position and m.individual]):
            person = self._one(mention, index)
            if person is not None and person not in doers and person.female in (None, female):
                return person
        return self._before(index, female, doers)

    def _before(self, index: int, female: bool, without: list[Person | None]) -> Person | None:
        """The person that the sentences just before were about, other than some; for "she", a woman named there goes first."""
        if female and (woman := self._woman(index, without)):
            return woman
        for i in range(index - 1, max(-1, index - 6), -1):
            person = self.subjects[i]
            if person is not None and person not in without and person.female in (None, female):
                return person
        return None

    def _woman(self, index: int, without: list[Person | None]) -> Person | None:
        """The woman named last in the sentences just before, the one that a sentence is about before the others of it."""
        for i in range(index - 1, max(-1, index - 4), -1):
            named = [self._one(m, i) for m in self.reading.sentences[i].mentions if m.kind == "person"]
            for person in (self.subjects[i], *reversed(named)):
                if person is not None and person.female and person not in without:
                    return person
        return None

    def _leads(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a person is named where a subject stands: early, and not after a preposition or as an owner."""
        if not mention.individual or mention.plural or mention.cls == "spokesperson":
            return False
        before = sentence.tokens[mention.start - 1].text.lower() if mention.start else ""
        if before == "the" and mention.start > 1:
            before = sentence.tokens[mention.start - 2].text.lower()
        after = sentence.tokens[mention.end].text if mention.end < len(sentence.tokens) else ""
        return before not in _OBLIQUE and after != "'s"

    def _follow_subjects(self) -> None:
        """The person whom each sentence is about; a sentence that opens with a pronoun goes on about the one before."""
        current: Person | None = None
        for sentence in self.reading.sentences:
            lead = next((m for m in sentence.mentions if m.start <= 16 and self._opens(m, sentence)), None)
            until = lead.start if lead else 12
            goes_on = any(t.text.lower() in HE | SHE for t in sentence.tokens[:until])
            # "Clinton met him in Geneva": he whom a pronoun carries on stays the one the text is about
            goes_on = goes_on or any(t.text.lower() == "him" for t in sentence.tokens)
            if lead is not None and not (goes_on and current is not None):
                current = self._one(lead, sentence.index) or current
            self.subjects.append(current)

    def _opens(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a person is the subject of the sentence, not only of a clause within it ("the first since Xi was there")."""
        if not self._leads(mention, sentence):
            return False
        before = [t.text.lower() for t in sentence.tokens[: mention.start]]
        comma = max((i for i, word in enumerate(before) if word == ","), default=0)
        return not _SUBORDINATE & set(before[comma + 1 :])  # the first word of all may: "When Putin arrived, ..."

    def body_spoken_of(self, tree: Tree) -> list[Actor]:
        """The organisation of states that the text has been speaking of, which a country joins "as a full member"."""
        index = tree.sentence.index
        for sentence in reversed(self.reading.sentences[max(0, index - 2) : index + 1]):
            for mention in reversed(sentence.mentions):
                if mention.kind == "org" and mention.org and knowledge.organisations()[mention.org].members:
                    return [Actor("org", mention.org, None, mention.org, basis="name")]
        return []

    def country_meant(self, word: Word, tree: Tree) -> list[Actor]:
        """The country that "his country" or "the island nation" means: the person's, else the only one named before that fits."""
        owner = next((c for c in word.children if c.dep_ == "poss"), None)
        position, sentence = tree.token[word.i], tree.sentence
        if owner is not None:
            if owner.lower_ not in HE | SHE:
                return []
            lead = next((m for m in sentence.mentions if m.end <= position and self._leads(m, sentence)), None)
            if lead is not None and lead.kind == "office" and lead.country:
                return [of_country(lead.country, None, "possessive")]
            person = self._antecedent(owner, tree, owner.lower_ in SHE)
            return [of_country(person.country, None, "possessive")] if person and person.country else []
        if not any(c.lower_ in ("the", "this") for c in word.children):
            return []
        said = {t.text.lower() for t in sentence.tokens[tree.token[word.left_edge.i] : position]}
        for index in range(sentence.index, max(-1, sentence.index - 2), -1):
            named = {
                m.country: m
                for m in self.reading.sentences[index].mentions
                if m.country and m.kind in ("country", "place") and (index < sentence.index or m.end <= position)
            }
            if named:
                fitting = [code for code in named if code and _lies(code, said)]  # of two countries it may be either
                return [of_country(code, None, "name") for code in fitting] if len(fitting) == 1 else []
        return []

    def _one(self, mention: Mention, index: int) -> Person | None:
        if mention.kind == "person":
            return self.people.find(mention, index)
        return self.people.holder(mention, index, topic=self.topics(index)) if not mention.plural else None

    def topics(self, index: int) -> list[Person]:
        """Whom the sentences just before were about, the nearest first."""
        near = self.subjects[max(0, index - 6) : index]
        return [p for p in reversed(near) if p is not None]
