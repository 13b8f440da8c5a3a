"""Where each event took place: from its clause, from the visit or conference around it, or from the dateline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tracker import knowledge
from tracker.extraction.dating import Context, beside, in_news_lead
from tracker.extraction.days import overlap
from tracker.extraction.draft import Draft
from tracker.extraction.mention import Mention, country_name, text_of
from tracker.extraction.merge import Group
from tracker.extraction.parts import in_role, sides
from tracker.extraction.scene import Sight, one_scene
from tracker.extraction.words import words
from tracker.model import Place, When

# Types whose people come together in a place.
_IN_PERSON = ("meeting", "visit", "conference", "agreement", "envoy", "relations")
# An event is one of the article's own days, if it is at most so many days from its publication.
_THESE_DAYS = 10
_BUILDINGS = words("buildings")


def find_place(group: Group, groups: Sequence[Group], when: When, context: Context) -> Place | None:
    """Where an event took place, with the coordinates of the city where that is known."""
    found = _find(group, groups, when, context)
    spot = knowledge.coordinates(found.name, found.country) if found else None
    return replace(found, lat=spot[0], lon=spot[1]) if found and spot else found


def _find(group: Group, groups: Sequence[Group], when: When, context: Context) -> Place | None:
    """The clause's own place; for what happens at a visit or a conference, where that was; then where its people were told to
    be that day; then, for the lead of a report, the dateline."""
    if group.type in ("call", "message", "sanction"):
        return None
    if group.type in ("aid", "mediation"):
        return _best_place([d.draft for d in group.members if d.draft.place])
    found = _own_place(group)
    if found is None and group.type == "visit":
        host = next((a.country for a in in_role(group.parts, "host") if a.country), None)
        found = Place(country_name(host), host, "host") if host else None
    if found is None and group.type in ("meeting", "conference", "agreement", "envoy"):
        found = _place_around(group, groups, when, context)
    if found is None and group.type in ("meeting", "conference", "agreement", "envoy", "relations"):
        found = _dateline(group, context)
    if (
        found is not None
        and group.type in ("visit", "conference", "meeting")
        and found.basis in ("host", "clause")
        and _is_country(found)
    ):
        found = _finer(found, group, groups, when) or found
    if group.type in _IN_PERSON and (found is None or not found.country or _is_country(found)):
        found = _scene(group, groups, when, found, context) or found
    if found is not None and not found.country and (country := _host_country(found, group, context)):
        found = replace(found, country=country, basis=f"{found.basis}, at home")
    if found is not None and found.country and _is_country(found):
        found = replace(found, name=_usual_name(found.country, found.name, context))
    return found


def _host_country(place: Place, group: Group, context: Context) -> str | None:
    """The country of a place that no table knows: that of the one who hosts, or for a building that of the article's own side."""
    hosts = {a.country for a in in_role(group.parts, "host") if a.country}
    if len(hosts) == 1:
        return hosts.pop()
    return context.home if _BUILDINGS & set(place.name.split()) and context.home in group.sides() else None


def _usual_name(code: str, own: str, context: Context) -> str:
    """The name by which the article calls a country most often ("the UK", where it says "United Kingdom" but once); its `own` where
    no other is more frequent."""
    names = Counter(
        name
        for sentence in context.reading.sentences
        for m in sentence.mentions
        if m.kind == "country" and m.country == code and not m.metonym
        for name in [text_of(sentence.tokens, m.start, m.end).removeprefix("the ")]
        if knowledge.countries().find(name) == code
    )
    spelled = [n for n, _ in names.most_common() if not n.isupper() or n in ("UK", "US")]
    usual = next(iter([*spelled, *names]), own)
    return own if own in spelled and names[own] == names[usual] else usual


def _scene(group: Group, groups: Sequence[Group], when: When, found: Place | None, context: Context) -> Place | None:
    """Where the article puts its people, for what it reports of these days; within the country, where that is known."""
    if not _of_these_days(group, when, context):
        return None
    countries = {found.country} - {None} if found else {a.side for a in in_role(group.parts, "host") if a.country}
    told = {d.draft.sentence for d in group.members}
    fitting = [
        s
        for s in context.sights
        if s.country and s.country in (countries or {s.country}) and _may_hold(s, group, groups, when, told)
    ]
    sight = one_scene(fitting, told)
    return Place(sight.name, sight.country, "scene") if sight else None


def _may_hold(sight: Sight, group: Group, groups: Sequence[Group], when: When, told: set[int]) -> bool:
    """Whether an event can have been at a place that the article tells of: it is no place of an event at another time, and it
    lies in the country of a side, is told of together with a participant, or was that of a gathering."""
    owners = [
        g
        for g in groups
        if any(
            d.draft.sentence == sight.sentence and d.draft.place and d.draft.place.name == sight.name for d in g.members
        )
    ]
    if owners and not any(g.status in ("held", group.status) and _at_once(when, g.when) for g in owners):
        return False
    if sight.sentence in told or any(
        g.persons() & group.persons() and g.type in ("visit", "conference") for g in owners
    ):
        return True
    if group.status == "planned" and not when.start:
        return False
    surnames = {a.name.rsplit(" ", 1)[-1] for a, _ in group.parts if a.kind == "person"}
    return (
        (sight.country in group.sides() and group.type != "visit")
        or group.type == "conference"
        or any(g.type == "conference" and group.type != "visit" for g in owners)
        or any(name.rsplit(" ", 1)[-1] in surnames for name in sight.persons)
    )


def _of_these_days(group: Group, when: When, context: Context) -> bool:
    """Whether an event belongs to the article's own days."""
    if not when.start:
        return in_news_lead(group, context)
    if context.published is None:
        return True
    if when.precision != "day":
        return when.precision == "month" and context.published.isoformat().startswith(when.start)
    return abs((date.fromisoformat(when.start) - context.published).days) <= _THESE_DAYS


def _own_place(group: Group) -> Place | None:
    own = [d.draft for d in group.members if d.draft.place is not None]
    if group.type != "visit":
        return _best_place(own)
    hosts = sides(in_role(group.parts, "host"))
    found = _best_place([d for d in own if d.place and d.place.country in hosts])
    if found:
        return found
    told = [
        _told(dated.draft, actor.country)
        or (Place(actor.name, actor.country, "host") if actor.kind == "country" else None)
        for dated in group.members
        for actor in in_role(dated.draft.parts, "host")
        if actor.country
    ]
    places = [p for p in told if p]
    return next((p for p in places if p.basis == "clause"), next(iter(places), None))


def _is_country(place: Place) -> bool:
    return knowledge.countries().names(place.name, place.country)


def _finer(found: Place, group: Group, groups: Sequence[Group], when: When) -> Place | None:
    """The city within the country, where another event of the same people on the same days tells it."""
    for other in groups:
        if other is group or not other.persons() & group.persons() or other.type == "call":
            continue
        if when.start and other.when.start and not overlap(when, other.when):
            continue
        place = other.place or _own_place(other)
        if place and place.country == found.country and not _is_country(place):
            return replace(place, basis="same days")
    return None


def _place_around(group: Group, groups: Sequence[Group], when: When, context: Context) -> Place | None:
    """Where the visit or conference was that the event belongs to, or any other event of its people on its day."""
    people = group.persons()
    for types in (("visit",), ("conference",), ("meeting", "agreement")):
        for other in groups:
            if other is group or other.type not in types or other.status == "planned" != group.status:
                continue
            if not other.persons() & people and not (other.type == "conference" and beside(other, group)):
                continue
            if types == ("visit",):
                visitors = {a.key for a in in_role(other.parts, "visitor")}
                hosts = sides(in_role(other.parts, "host"))
                if not visitors & people or (not hosts & group.sides() and not _same_day(when, other.when)):
                    continue
                if when.start and other.when.start and not overlap(when, other.when):
                    continue
            elif types == ("conference",):
                near = beside(other, group)
                if not (
                    _same_day(when, other.when)
                    or (near and (not when.start or not other.when.start or overlap(when, other.when)))
                ):
                    continue
            elif not _same_day(when, other.when):
                continue
            place = other.place or _own_place(other)
            if place and not _with_others(other, place, group):
                basis = other.type if other.type in ("visit", "conference") else "same day"
                return replace(place if basis != "same day" or people <= other.persons() else _town(place), basis=basis)
    return _only_place(group, groups, when, context)


def _town(place: Place) -> Place:
    """The city of a venue: where one receives somebody, others need not have met."""
    venue = knowledge.venues().get(place.name)
    return replace(place, name=venue.city) if venue and venue.city else place


def _who(group: Group) -> set[tuple[str, str]]:
    """The persons of an event and the organisations that travel as one."""
    taking_part = in_role(group.parts, "visitor", "host", "principal")
    return group.persons() | {a.key for a in taking_part if a.kind == "org"}


def _at_once(when: When, other: When) -> bool:
    """Whether two events can have been at one time: their dates meet, or one of them was not told and falls into the same month."""
    if not when.start or not other.start or overlap(when, other):
        return True
    inferred = {"publication", "the article's day", "same passage"}
    return bool({when.basis, other.basis} & inferred) and when.start[:7] == other.start[:7]


def _only_place(group: Group, groups: Sequence[Group], when: When, context: Context) -> Place | None:
    """Where all else was that the article tells of the same people at the same time, if that is one place."""
    if group.status != "held" or when.precision == "year" or (not when.start and not in_news_lead(group, context)):
        return None
    found: list[Place] = []
    for other in groups:
        if other is group or other.status != "held" or other.type == "call" or not _who(other) & _who(group):
            continue
        if not _at_once(when, other.when):
            continue
        place = _own_place(other)
        # an organisation's people are in several places at once
        alone = not other.persons() & group.persons() and place is not None and place.country not in group.sides()
        if place and not alone and not _with_others(other, place, group):
            found.append(place)
    cities = {p.name for p in found if not _is_country(p)}
    if len({p.country for p in found}) == 1 and len(cities) == 1:
        return replace(next(p for p in found if p.name in cities), basis="same people, same time")
    return None


def _with_others(other: Group, place: Place, group: Group) -> bool:
    """Whether a meeting was at the home of somebody who has no part in the event in question."""
    return other.type == "meeting" and place.country in other.sides() - group.sides()


def _same_day(a: When, b: When) -> bool:
    return a.precision == b.precision == "day" and overlap(a, b)


def _dateline(group: Group, context: Context) -> Place | None:
    """The city that the report comes from: for "here", and for what its first sentences report of that country's people."""
    for dated in group.members:
        sentence = context.reading.sentences[dated.draft.sentence]
        line = sentence.dateline or context.reading.dateline
        if line is None:
            continue
        here = any(t.text.lower() == "here" for t in sentence.tokens)
        early = sentence.dateline is not None or (sentence.body_index is not None and sentence.body_index < 2)
        lead = early and line.country in group.sides()
        if here or (lead and dated.draft.status == "held" and not dated.draft.frame.date_far):
            return Place(line.name, line.country, "dateline")
    return None


def _best_place(drafts: Sequence[Draft]) -> Place | None:
    """The place that the clauses of an event name: a city or a venue before a country, the one told first before others."""
    named = [(d, d.place) for d in drafts if d.place is not None]
    if not named:
        return None
    draft, mention = min(named, key=lambda each: (each[1].kind != "place", each[0].sentence))
    name = mention.name if mention.kind == "place" and mention.name else _written(draft, mention)
    return Place(name, mention.country, "clause")


def _written(draft: Draft, mention: Mention) -> str:
    """A country as the sentence writes it ("the UK", not "United Kingdom"), without a noun or a possessive after it."""
    tokens = draft.frame.tree.sentence.tokens[mention.start : mention.end]
    while len(tokens) > 1 and (tokens[-1].text in ("'s", ",") or tokens[-1].text.islower()):
        tokens = tokens[:-1]
    return draft.frame.tree.sentence.text[tokens[0].start : tokens[-1].end]


def _told(draft: Draft, country: str) -> Place | None:
    """The destination as the sentence words it: a city of the country, else the country's name; what the visit's own words name
    goes before what else the sentence names."""
    tree = draft.frame.tree
    own = [m for words in draft.frame.positions.values() for w in words if (m := tree.of(w)) and m.country == country]
    mentions = own or [m for m in tree.mention.values() if m.country == country]
    for mention in mentions:
        if mention.kind == "place" and mention.basis in ("city", "venue", "named"):
            return Place(mention.name, country, "clause")
    for mention in mentions:
        if mention.kind == "country" and not mention.metonym and not mention.delegation:
            return Place(_written(draft, mention), country, "host")
    return None
