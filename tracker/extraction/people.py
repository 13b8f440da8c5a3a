"""Who is who within one article: full names, the short forms that follow them, posts without a name, and their countries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tracker import knowledge
from tracker.extraction.mention import Mention
from tracker.extraction.names import leading
from tracker.extraction.reading import Reading
from tracker.model import Article

# Titles that fit one office in a country, so that "the Russian defence minister" is the one that the article names.
_GENERIC = {
    "leader": ("head_of_state", "head_of_government", "royal"), "minister": ("foreign_minister", "defence_minister", "minister"),
    "premier": ("head_of_government",), "head": ("head_of_state", "head_of_government", "org_head"),
    "chief": ("defence_minister", "military", "org_head"), "diplomat": ("foreign_minister", "envoy"),
}  # fmt: skip


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, dots and hyphens, in any script."""
    return tuple(knowledge.fold(name).split())


@dataclass(slots=True, eq=False)
class Person:
    """One person of the article; `seen` lists the sentences that mention them."""

    name: str
    words: frozenset[str]
    titles: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)
    countries: Counter[tuple[str | None, str | None, str]] = field(default_factory=Counter)
    seen: list[int] = field(default_factory=list)
    weak: bool = True
    country: str | None = None
    org: str | None = None
    basis: str | None = None
    female: bool | None = None

    @property
    def title(self) -> str | None:
        """The fullest title that the article gives."""
        return max(self.titles, key=len, default=None)


@dataclass(slots=True)
class People:
    """The persons of one article and how to find them from a mention."""

    persons: list[Person] = field(default_factory=list)
    home: str | None = None
    delegations: dict[str, Person] = field(default_factory=dict)

    def add(self, mention: Mention, sentence: int) -> Person | None:
        """Take in a mention with a full name or a title; None where a bare word is all there is."""
        words = frozenset(fold(mention.name))
        if not words:
            return None
        person = self._best(self._candidates(words, mention), sentence)
        if person is None:
            person = Person(mention.name, words)
            self.persons.append(person)
        elif len(words) > len(person.words) or (words == person.words and len(mention.name) > len(person.name)):
            person.name, person.words = mention.name, words
        self._describe(person, mention)
        person.seen.append(sentence)
        return person

    def _describe(self, person: Person, mention: Mention) -> None:
        if mention.title and not mention.counterpart:
            person.titles.append(mention.title)
        if mention.cls and mention.cls not in person.classes:
            person.classes.append(mention.cls)
        if mention.sided:
            person.countries[(mention.country, mention.org, mention.basis or "name")] += 1
        if mention.honorific:
            person.female = mention.honorific.lower().rstrip(".") in (
                "ms",
                "mrs",
                "madam",
                "madame",
                "miss",
                "lady",
                "queen",
            )
        person.weak = person.weak and mention.weak

    def _candidates(self, words: frozenset[str], mention: Mention) -> list[Person]:
        found = []
        for person in self.persons:
            short, long = sorted((words, person.words), key=len)
            if not short <= long and not _initials(short, long):
                continue
            if (
                mention.country
                and len(words) == 1
                and person.countries
                and not any(c == mention.country for c, _, _ in person.countries)
            ):
                continue
            found.append(person)
        return found

    def _best(self, found: list[Person], sentence: int) -> Person | None:
        """The one mentioned last before the sentence, else the first after it."""
        if not found:
            return None
        before = [(max((s for s in p.seen if s <= sentence), default=-1), i) for i, p in enumerate(found)]
        last, index = max(before)
        return found[index] if last >= 0 else min(found, key=lambda p: p.seen[0] if p.seen else 0)

    def find(self, mention: Mention, sentence: int) -> Person | None:
        """The person that a mention names."""
        words = frozenset(fold(mention.name))
        return self._best(self._candidates(words, mention), sentence) if words else None

    def holder(self, mention: Mention, sentence: int, like: frozenset[str] = frozenset()) -> Person | None:
        """The person whom a post without a name means: the same class and side, mentioned last (or, failing that, first after).

        `like` are the classes of post of those whose counterpart it may be."""
        word = (mention.title or "").lower().split()[-1:]
        if mention.plural or mention.cls == "spokesperson" or (mention.counterpart and not mention.sided):
            return None
        if mention.cls == "official" and not mention.generic:
            return None
        wanted = _GENERIC.get(word[0], ("none",)) if mention.generic and word and not mention.counterpart else ()
        found = []
        for person in self.persons:
            if person.weak and not person.classes:
                continue
            if wanted:
                if not set(wanted) & set(person.classes):
                    continue
            elif mention.counterpart:
                if not like & set(person.classes):
                    continue
            elif mention.cls not in person.classes:
                continue
            if mention.sided and (person.country, person.org) != (mention.country, mention.org):
                continue
            if not mention.sided and self.home and person.country != self.home and mention.cls == "minister":
                continue
            found.append(person)
        if not found and not mention.sided and word:
            # "the Secretary" is whom the text has called Secretary of State
            found = [p for p in self.persons if any(fold(t)[:1] == (word[0],) for t in p.titles)]
        if not mention.sided and self.home:
            # "the prime minister" without a nationality is one's own
            found = [p for p in found if p.country == self.home] or found
        return self._best(found, sentence)

    def protagonist(self, sides: set[str], sentence: int) -> Person | None:
        """Whom the passage is about: the person of another side than these who was named last, in the sentences just before."""
        near = [p for p in self.persons if (p.country or p.org) and (p.country or p.org) not in sides and p.classes
                and "spokesperson" not in p.classes and any(sentence - 4 <= s <= sentence for s in p.seen)]  # fmt: skip
        home = [p for p in near if p.country == self.home]
        return max(home or near, key=lambda p: (len(p.seen), max(s for s in p.seen if s <= sentence)), default=None)

    def of_side(self, country: str | None, org: str | None) -> list[Person]:
        """The persons who stand for a country or an organisation."""
        return [p for p in self.persons if (p.country, p.org) == (country, org) and (country or org)]


def _initials(short: frozenset[str], long: frozenset[str]) -> bool:
    """ "N P Saud" is "Narayan Prakash Saud": every word of the one begins a word of the other, one of them in full."""
    if len(short) < 2 or not short & long:
        return False
    rest = [w for w in short if w not in long]
    others = [w for w in long if w not in short]
    return bool(rest) and all(len(w) == 1 and any(o.startswith(w) for o in others) for w in rest)


def gather(reading: Reading, article: Article) -> People:
    """The persons of an article, full names first, then every short form, then whom each stands for."""
    people = People()
    mentions = [(s.index, m) for s in reading.sentences for m in _flat(s.mentions) if m.kind == "person"]
    full = [(i, m) for i, m in mentions if len(fold(m.name)) > 1]
    for index, mention in full:
        people.add(mention, index)
    for index, mention in mentions:
        if len(fold(mention.name)) == 1:
            known = people.find(mention, index)
            if known is not None:
                people._describe(known, mention)
                known.seen.append(index)
            elif mention.title or mention.honorific or mention.sided or leading(mention.name, article.published):
                people.add(mention, index)
    for person in people.persons:
        person.seen.sort()
    _find_delegations(reading, people)
    people.home = _home(reading, people, article.published)
    for person in people.persons:
        _place(person, people.home, article.published)
    _title_counterparts(reading, people)
    return people


def _title_counterparts(reading: Reading, people: People) -> None:
    """A counterpart without a title of his own has the post of the one whose counterpart he is."""
    for sentence in reading.sentences:
        for mention in sentence.mentions:
            person = people.find(mention, sentence.index) if mention.kind == "person" and mention.counterpart else None
            if person is None or person.titles:
                continue
            for other in (m for m in sentence.mentions if m.kind == "person" and m.end <= mention.start):
                model = people.find(other, sentence.index)
                if model is not None and model is not person and model.titles and model.country:
                    person.titles.append(model.title or "")
                    person.classes += [c for c in model.classes if c not in person.classes]
                    break


def _find_delegations(reading: Reading, people: People) -> None:
    """Who heads which delegation: "the Chinese delegation led by X", "X, leading the Chinese delegation"."""
    for sentence in reading.sentences:
        sent = [m for m in sentence.mentions if m.delegation and (m.country or m.org)]
        for delegation in sent:
            for mention in (m for m in sentence.mentions if m.kind == "person"):
                first, second = sorted((delegation, mention), key=lambda m: m.start)
                between = " ".join(t.text.lower() for t in sentence.tokens[first.end : second.start])
                led = (
                    re.search(r"\b(?:led|headed) by\b", between)
                    if first is delegation
                    else re.search(r"\b(?:leads?|led|leading|heads?|headed|heading)\b", between)
                )
                if led and len(between) < 90 and (person := people.find(mention, sentence.index)):
                    people.delegations[delegation.country or delegation.org or ""] = person
                    if not person.countries:
                        person.countries[(delegation.country, delegation.org, "delegation")] += 1
                        person.weak = False
                    break


def _flat(mentions: Iterable[Mention]) -> Iterable[Mention]:
    for mention in mentions:
        yield mention
        yield from mention.parts


def _explicit(person: Person) -> tuple[str | None, str | None, str] | None:
    if not person.countries:
        return None
    # a demonym or "of X" says more than an organisation's name that happens to stand before a title
    return person.countries.most_common(1)[0][0]


def _terms(person: Person, day: date | None) -> list[knowledge.Term]:
    """The terms of office that the table gives a person: by full name, else by surname and class of post on the day."""
    officials = knowledge.officials()
    found = officials.named(person.name, day) if day else []
    if not found:
        found = officials.named(person.name)
    if found:
        return found
    words = [w for w in person.name.replace(",", " ").split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III")]
    if not words:
        return []
    found = officials.surname(words[-1], day)
    given = fold(words[0])[:1]
    if len(words) > 1 and given:
        # titled, an initial is enough ("President Joseph R. Biden"); a bare name must begin alike ("Sergei", "Sergey")
        length = 1 if person.classes and not person.weak else 3
        found = [t for t in found if fold(t.person)[0][:length] == given[0][:length] and len(given[0]) >= length]
    if person.classes and not person.weak:
        found = [t for t in found if t.cls in person.classes]
    elif len(words) == 1:
        return leading(words[0], day)
    return found if len({t.person for t in found}) == 1 else []


def _from_table(person: Person, day: date | None) -> tuple[str | None, str | None] | None:
    terms = _terms(person, day)
    if not terms:
        return None
    term = terms[0]
    return term.country or None, (None if term.country else term.org or None)


def _home(reading: Reading, people: People, day: date | None) -> str | None:
    """The country whose ministers the article names without saying whose they are."""
    votes: Counter[str] = Counter()
    for person in people.persons:
        if person.classes and not person.countries and (side := _from_table(person, day)) and side[0]:
            votes[side[0]] += 2
    if votes:
        return votes.most_common(1)[0][0]
    # A country whose officials are named with their nationality is abroad.
    abroad = {c for p in people.persons if p.classes for c, _, _ in p.countries if c}
    if reading.dateline and reading.dateline.country and reading.dateline.country not in abroad:
        return reading.dateline.country
    named = Counter(m.country for s in reading.sentences[:40] for m in s.mentions
                    if m.country and m.country not in abroad and m.kind in ("country", "adjective", "office", "place"))  # fmt: skip
    if not named:
        return None
    (best, count), *rest = named.most_common(2)
    return best if count >= 2 and (not rest or count > rest[0][1]) else None


def _place(person: Person, home: str | None, day: date | None) -> None:
    terms = _terms(person, day)
    person.classes += [t.cls for t in terms if t.cls not in person.classes and (day is None or t.covers(day))]
    explicit = _explicit(person)
    if explicit:
        person.country, person.org, person.basis = explicit
        if person.org:
            person.country = None
        return
    if terms:
        person.country, person.org = terms[0].country or None, None if terms[0].country else terms[0].org
        person.basis, person.weak = "officials", False
        return
    if (
        person.classes
        and not person.weak
        and home
        and set(person.classes) - {"envoy", "legislature", "org_head", "party", "former"}
    ):
        person.country, person.basis = home, "home"
