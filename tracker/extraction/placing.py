"""Where each event took place: from its clause, from the visit or conference around it, or from the dateline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker import knowledge
from tracker.extraction.dating import Context, beside, in_news_lead
from tracker.extraction.days import overlap
from tracker.extraction.draft import Draft
from tracker.extraction.mention import Mention
from tracker.extraction.merge import Group
from tracker.model import Place, When


def find_place(group: Group, groups: Sequence[Group], when: When, context: Context) -> Place | None:
    """The clause's own place; for what happens at a visit or a conference, where that was; then where its people were told to
    be that day; then, for the lead of a report, the dateline."""
    if group.type in ("call", "message", "sanction", "aid", "mediation"):
        return (
            _best_place([d.draft for d in group.members if d.draft.place])
            if group.type in ("aid", "mediation")
            else None
        )
    found = _own_place(group)
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
    return found


def _own_place(group: Group) -> Place | None:
    own = [d.draft for d in group.members if d.draft.place is not None]
    if group.type != "visit":
        return _best_place(own)
    hosts = {a.side for a, r in group.parts if r == "host"}
    found = _best_place([d for d in own if d.place and d.place.country in hosts])
    if found:
        return found
    for dated in group.members:
        for actor, role in dated.draft.parts:
            if role == "host" and actor.country:
                return _told(dated.draft, actor.country) or (
                    Place(actor.name, actor.country, "host") if actor.kind == "country" else None
                )
    return None


def _is_country(place: Place) -> bool:
    code = knowledge.countries().find(place.name)
    return code is not None and code == place.country


def _finer(found: Place, group: Group, groups: Sequence[Group], when: When) -> Place | None:
    """The city within the country, where another event of the same people on the same days tells it."""
    for other in groups:
        if other is group or not other.persons() & group.persons() or other.type == "call":
            continue
        if when.start and other.when.start and not overlap(when, other.when):
            continue
        place = _own_place(other)
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
                visitors = {a.key for a, r in other.parts if r == "visitor"}
                hosts = {a.side for a, r in other.parts if r == "host"}
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
            place = _own_place(other)
            if place:
                return replace(place, basis=other.type if other.type in ("visit", "conference") else "same day")
    return _only_place(group, groups, when, context)


def _who(group: Group) -> set[tuple[str, str]]:
    """The persons of an event and the organisations that travel as one."""
    return group.persons() | {
        a.key for a, r in group.parts if a.kind == "org" and r in ("visitor", "host", "principal")
    }


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
        if place:
            found.append(place)
    cities = {p.name for p in found if not _is_country(p)}
    if len({p.country for p in found}) == 1 and len(cities) == 1:
        return replace(next(p for p in found if p.name in cities), basis="same people, same time")
    return None


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
    ranked = sorted(
        (d for d in drafts if d.place), key=lambda d: (d.place.kind != "place" if d.place else True, d.sentence)
    )
    for draft in ranked:
        if draft.place is not None:
            return Place(_place_name(draft), draft.place.country, "clause")
    return None


def _place_name(draft: Draft) -> str:
    mention = draft.place
    assert mention is not None
    return mention.name if mention.kind == "place" and mention.name else _written(draft, mention)


def _written(draft: Draft, mention: Mention) -> str:
    """A country as the sentence writes it ("the UK", not "United Kingdom"), without a noun or a possessive after it."""
    tokens = draft.frame.tree.sentence.tokens[mention.start : mention.end]
    while len(tokens) > 1 and (tokens[-1].text in ("'s", ",") or tokens[-1].text.islower()):
        tokens = tokens[:-1]
    return draft.frame.tree.sentence.text[tokens[0].start : tokens[-1].end]


def _told(draft: Draft, country: str) -> Place | None:
    """The destination as the sentence words it: a city of the country, else the country's name."""
    mentions = [m for m in draft.frame.tree.mention.values() if m.country == country]
    for mention in mentions:
        if mention.kind == "place" and mention.basis in ("city", "venue", "named"):
            return Place(mention.name, country, "clause")
    for mention in mentions:
        if mention.kind == "country" and not mention.metonym and not mention.delegation:
            return Place(_written(draft, mention), country, "host")
    return None
