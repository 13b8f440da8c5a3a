"""Who is who within one article: full names, the short forms that follow them, posts without a name, and their countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker import knowledge
from tracker.extraction.mention import Mention
from tracker.extraction.words import words as listed

# Titles that fit one office in a country, so that "the Russian defence minister" is the one that the article names.
_GENERIC = {
    "leader": ("head_of_state", "head_of_government", "royal"), "minister": ("foreign_minister", "defence_minister", "minister"),
    "premier": ("head_of_government",), "head": ("head_of_state", "head_of_government", "org_head"),
    "chief": ("defence_minister", "military", "org_head"), "diplomat": ("foreign_minister", "envoy"),
}  # fmt: skip
_WOMEN = listed("women")
_OF_WOMEN, _OF_MEN = listed("honorifics_of_women"), listed("honorifics_of_men")
RULERS = frozenset({"head_of_state", "head_of_government", "royal"})


def fold(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, dots and hyphens, in any script; "Joe" as "joseph"."""
    return tuple(knowledge.one_spelling(word) for word in knowledge.fold(name).split())


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
        """The fullest title that the article gives, one of today before a former one."""
        return max(self.titles, key=lambda t: (not t.lower().startswith(("former", "ex-")), len(t)), default=None)


@dataclass(slots=True)
class People:
    """The persons of one article and how to find them from a mention.

    `home` is the country whose officials the text names without a nationality, `at_home` whether it does name one so;
    `delegations` are their heads by side, `led` those of delegations of no one side, by sentence.
    """

    persons: list[Person] = field(default_factory=list)
    home: str | None = None
    at_home: bool = False
    delegations: dict[str, Person] = field(default_factory=dict)
    led: dict[int, Person] = field(default_factory=dict)

    def add(self, mention: Mention, sentence: int) -> Person | None:
        """Take in a mention with a full name or a title; None where a bare word is all there is."""
        words = frozenset(fold(mention.name))
        if not words:
            return None
        person = self._best(self._candidates(words, mention), sentence)
        if person is None:
            person = Person(mention.name, words, female=True if _WOMEN & set(mention.name.split()[:2]) else None)
            self.persons.append(person)
        elif len(words) > len(person.words) or (words == person.words and len(mention.name) > len(person.name)):
            person.name, person.words = mention.name, words
        self.describe(person, mention)
        person.seen.append(sentence)
        return person

    def describe(self, person: Person, mention: Mention) -> None:
        """Note what a mention says of a person: title, class of post, country, sex."""
        if mention.title and not mention.counterpart:
            person.titles.append(mention.title)
        if mention.cls and mention.cls not in person.classes:
            person.classes.append(mention.cls)
        if mention.sided:
            person.countries[(mention.country, mention.org, mention.basis or "name")] += 1
        honorific = (mention.honorific or "").lower().rstrip(".")
        if honorific in _OF_WOMEN | _OF_MEN:  # "Dr" says nothing
            person.female = honorific in _OF_WOMEN
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
        found = self._candidates(words, mention) if words else []
        return self._best(self._foremost(found, mention, sentence) if len(words) == 1 else found, sentence)

    def _foremost(self, found: list[Person], mention: Mention, sentence: int) -> list[Person]:
        """Of those who share a surname, the one who has the post named with it; without a post, the one who rules, where the text
        has not spoken more of another ("Kim" is Kim Jong Un, and Kim Yong Chol is named in full)."""
        if len(found) < 2:
            return found
        if mention.cls:
            return [p for p in found if mention.cls in p.classes] or found
        often = {id(p): sum(s <= sentence for s in p.seen) for p in found}
        most = max(often.values())
        return [p for p in found if RULERS & set(p.classes) and often[id(p)] == most] or found

    def holder(
        self, mention: Mention, sentence: int, like: frozenset[str] = frozenset(), topic: Sequence[Person] = ()
    ) -> Person | None:
        """The person whom a post without a name means: the same class and side, mentioned last (or, failing that, first after).

        `like` are the classes of post of those whose counterpart it may be; `topic` those whom the text has been about, nearest
        first, who go before others where nothing says whose post it is."""
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
            if (
                not mention.sided
                and self.home
                and self.at_home
                and person.country != self.home
                and mention.cls == "minister"
            ):
                continue
            found.append(person)
        if not found and not mention.sided and word:
            # "the Secretary" is whom the text has called Secretary of State, or Foreign Secretary
            found = [p for p in self.persons if any(word[0] in (fold(t)[:1] + fold(t)[-1:]) for t in p.titles)]
        about = next((p for p in topic if p in found), None) if not mention.sided else None
        if about is not None and not self.at_home:
            return about
        if not mention.sided and self.home:
            # "the prime minister" without a nationality is one's own
            found = [p for p in found if p.country == self.home] or found
        # "the Attorney-General" is whom the text has called so, before any other minister
        called = fold(mention.title or "")
        found = [p for p in found if any(fold(t) == called for t in p.titles)] or found
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
