"""The persons of an article: gathered from its mentions, and whom each of them stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from tracker import knowledge
from tracker.extraction.mention import Mention, one_of
from tracker.extraction.names import leading
from tracker.extraction.people import People, Person, fold
from tracker.extraction.reading import Reading, Sentence
from tracker.extraction.rolls import roll_of
from tracker.extraction.words import words
from tracker.model import Article

_LED = re.compile(r"\b(?:led|headed) by\b|\bunder(?: the)?$")
_LEADS = re.compile(r"\b(?:leads?|led|leading|heads?|headed|heading)\b")
_IS = frozenset({"is", "was", "is the", "was the", "is a", "was a", "is also", "is now"})
_TEAMS = words("teams")
# Names that two countries share.
_SHARED = words("shared_names")
# Classes of post that say nothing of whose they are where no country is named: of companies, bodies, parties, other governments.
_ANYBODYS = frozenset({"envoy", "legislature", "org_head", "party", "former", "official"})


def gather(reading: Reading, article: Article) -> People:
    """The persons of an article, full names first, then every short form, then whom each stands for."""
    people = People()
    mentions = [(s.index, m) for s in reading.sentences for m in _flat(s.mentions) if m.kind == "person"]
    full = [(i, m) for i, m in mentions if len(fold(m.name)) > 1]
    for index, mention in full:
        people.add(mention, index)
    for person in people.persons:
        _add_classes(person, article.published)
    for index, mention in mentions:
        if len(fold(mention.name)) == 1:
            known = people.find(mention, index)
            if known is not None:
                people.describe(known, mention)
                known.seen.append(index)
            elif mention.title or mention.honorific or mention.sided or leading(mention.name, article.published):
                people.add(mention, index)
    for person in people.persons:
        person.seen.sort()
    _hear_statements(reading, people)
    _find_delegations(reading, people)
    _assign_lists(reading, people)
    for sentence in reading.sentences:
        for listed, side in roll_of(sentence):
            if (entry := people.find(listed, sentence.index)) is not None and not entry.countries:
                entry.countries[(side.country, None, "roll")] += 1
    people.home, people.at_home = _home(reading, people, article.published)
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


def _hear_statements(reading: Reading, people: People) -> None:
    """Whose official somebody is, where a sentence says so: "Petrovec is Croatia's trade minister"."""
    for sentence in reading.sentences:
        for mention, post in pairwise(sentence.mentions):
            said = post.kind == "office" and post.sided and not post.plural and not post.counterpart
            if said and mention.kind == "person" and _words(sentence, mention.end, post.start) in _IS:
                person = people.find(mention, sentence.index)
                if person is not None and not person.countries:
                    people.describe(person, post)
                    person.weak = False


def _find_delegations(reading: Reading, people: People) -> None:
    """Who heads which delegation: "the Chinese delegation led by X", "X, leading the Chinese delegation"."""
    for sentence in reading.sentences:
        for delegation in (m for m in sentence.mentions if m.delegation and m.sided):
            head = next((p for m in sentence.mentions if (p := _head_of(delegation, m, sentence, people))), None)
            if head is not None:
                people.delegations[delegation.country or delegation.org or ""] = head
                if not head.countries:
                    head.countries[(delegation.country, delegation.org, "delegation")] += 1
                    head.weak = False
        team = next((i for i, t in enumerate(sentence.tokens) if t.text.lower() in _TEAMS), None)
        for mention in (m for m in sentence.mentions if team is not None and m.kind == "person" and m.start > team):
            # "a delegation of African leaders headed by X": its head is all that is known of it
            if _LED.search(_words(sentence, team or 0, mention.start)) and (
                person := people.find(mention, sentence.index)
            ):
                people.led.setdefault(sentence.index, person)


def _head_of(delegation: Mention, mention: Mention, sentence: Sentence, people: People) -> Person | None:
    """The person that a mention names, where the words between say that he heads the delegation."""
    if mention.kind != "person":
        return None
    first, second = sorted((delegation, mention), key=lambda m: m.start)
    between = _words(sentence, first.end, second.start)
    after = _words(sentence, mention.end, mention.end + 3)
    heads = (
        (_LED.search(between) or after in ("at its head", "as its head"))
        if first is delegation
        else _LEADS.search(between)
    )
    return people.find(mention, sentence.index) if heads and len(between) < 90 else None


def _words(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(t.text.lower() for t in sentence.tokens[start:end])


def _assign_lists(reading: Reading, people: People) -> None:
    """Whose each is in "the prime ministers of A and B, X and Y," and "X and Y, the prime ministers of A and B": one after
    the other."""
    for sentence in reading.sentences:
        for place, group in enumerate(sentence.mentions):
            number = len(group.parts)
            if group.kind != "office" or not group.plural or number < 2:
                continue
            for listed in (
                sentence.mentions[place + 1 : place + 1 + number],
                sentence.mentions[max(0, place - number) : place],
            ):
                if len(listed) == number and _enumerated(listed, group, sentence):
                    for part, mention in zip(group.parts, listed, strict=True):
                        _assign(people.find(mention, sentence.index), part)


def _enumerated(listed: list[Mention], group: Mention, sentence: Sentence) -> bool:
    """Whether mentions are all persons, with nothing but commas and "and" between them, and a comma towards the group."""
    chain = sorted([*listed, group], key=lambda m: m.start)
    gaps = [_words(sentence, a.end, b.start) for a, b in pairwise(chain)]
    beside = gaps[0] if chain[0] is group else gaps[-1]
    return (
        all(m.kind == "person" for m in listed)
        and beside in (",", ", the")
        and set(gaps) <= {",", ", the", "and", ", and"}
    )


def _assign(person: Person | None, part: Mention) -> None:
    if person is None or person.countries:
        return
    person.countries[(part.country, part.org, part.basis or "of")] += 1
    person.weak = False
    if not person.titles:
        person.titles.append(one_of(part.title or ""))
    if part.cls and part.cls not in person.classes:
        person.classes.append(part.cls)


def _flat(mentions: Iterable[Mention]) -> Iterable[Mention]:
    for mention in mentions:
        yield mention
        yield from mention.parts


def _explicit(person: Person) -> tuple[str | None, str | None, str] | None:
    """The country, organisation and basis that the text gives a person most often; None where it gives none."""
    return person.countries.most_common(1)[0][0] if person.countries else None


def _terms(person: Person, day: date | None) -> list[knowledge.Term]:
    """The terms of office that the table gives a person: by full name, else by surname and class of post on the day."""
    officials = knowledge.officials()
    found = officials.named(person.name, day) if day else []
    if not found:
        found = officials.named(person.name)
    if found:
        return found
    words = [w for w in person.name.replace(",", " ").split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
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


def _foremost_term(terms: list[knowledge.Term]) -> knowledge.Term:
    """The term that says whom a person stands for: a state's before that of an organisation whose chair goes round."""
    return next((t for t in terms if t.country), terms[0])


def _from_table(person: Person, day: date | None) -> tuple[str | None, str | None] | None:
    terms = _terms(person, day)
    if not terms:
        return None
    term = _foremost_term(terms)
    return term.country or None, (None if term.country else term.org or None)


def _home(reading: Reading, people: People, day: date | None) -> tuple[str | None, bool]:
    """The country whose ministers the article names without saying whose they are; True where it names one so, first of all."""
    # Who is named first is one's own: a release on a journey names its hosts without their nationality too.
    titled = sorted((p for p in people.persons if p.titles), key=lambda p: p.seen[0] if p.seen else 0)
    for person in titled:
        if not person.countries and (side := _from_table(person, day)) and side[0]:
            return side[0], person is titled[0]
    # A country whose officials are named with their nationality is abroad.
    abroad = {c for p in people.persons if p.titles for c, _, _ in p.countries if c}
    if reading.dateline and reading.dateline.country and reading.dateline.country not in abroad:
        return reading.dateline.country, False
    named = Counter(m.country for s in reading.sentences[:40] for m in s.mentions
                    if m.country and m.country not in abroad and m.kind in ("country", "adjective", "office", "place"))  # fmt: skip
    if not named:
        return None, False
    (best, count), *rest = named.most_common(2)
    return (best if count >= 2 and (not rest or count > rest[0][1]) else None), False


def _add_classes(person: Person, day: date | None) -> list[knowledge.Term]:
    """A person's terms in the table of officials; the posts held on the day are noted."""
    terms = _terms(person, day)
    person.classes += [t.cls for t in terms if t.cls not in person.classes and (day is None or t.covers(day))]
    return terms


def _place(person: Person, home: str | None, day: date | None) -> None:
    terms = _add_classes(person, day)
    explicit = _explicit(person)
    if explicit:
        person.country, person.org, person.basis = explicit
        other = _foremost_term(terms).country if terms else None
        if person.country and other and other != person.country and _namesakes(person.country, other):
            person.country = other  # "Congo's president, Félix Tshisekedi"
        if person.org:
            person.country = None
        return
    if terms:
        term = _foremost_term(terms)
        person.country, person.org = term.country or None, None if term.country else term.org
        person.basis, person.weak = "officials", False
        return
    if home and not person.weak and set(person.classes) - _ANYBODYS and _could_be_of(person, home):
        person.country, person.basis = home, "home"


def _namesakes(code: str, other: str) -> bool:
    """Whether two countries go by one name, so that "Congo" or "Korea" can be either."""
    known = knowledge.countries().by_code
    names = [
        {word for form in (c.name, *c.names, *c.adjectives) for word in form.split()}
        for c in (known[code], known[other])
    ]
    return any(word in names[0] & names[1] for word in _SHARED)


def _could_be_of(person: Person, country: str) -> bool:
    """Whether a country has the post: a "chief executive" without a country is a company's, save in the few that have one."""
    known = knowledge.titles().get((person.title or "").lower())
    return known is None or len(known.scope) < 2 or country in known.scope
