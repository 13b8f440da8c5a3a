"""From groups of drafts to events: roles made plain, evidence quoted, confidence stated, meetings put into their visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker.extraction.actor import Actor
from tracker.extraction.dating import Context, find_when, resolve, salience
from tracker.extraction.days import overlap
from tracker.extraction.draft import Draft
from tracker.extraction.merge import Group, merge
from tracker.extraction.placing import find_place
from tracker.extraction.reading import Sentence
from tracker.extraction.stays import is_open, settle
from tracker.extraction.words import words
from tracker.model import Article, Event, Evidence, Participant, Place, Role, Status, When

MAX_EVIDENCE = 3
_TRUCES = words("truces")
_ASIDE = words("aside")
_PLACED_FIRST = {"conference": 0, "visit": 1}


def build(drafts: Sequence[Draft], context: Context) -> list[Event]:
    """The events of an article, in the order in which it tells of them."""
    dated = resolve(drafts, context)
    groups = merge([d for d in dated if not is_open(d.draft)])
    groups += settle([d for d in dated if is_open(d.draft)], groups, context)
    groups = [g for g in groups if not _said_in_person(g, groups)]
    for group in groups:
        _add_attendees(group, groups)
    whens = {id(g): find_when(g, groups, context) for g in groups}
    # gatherings and visits first: what happens there takes its place from them; then once more, for the visit of which only a
    # meeting tells the city
    in_order = sorted(groups, key=lambda g: _PLACED_FIRST.get(g.type, 2))
    for group in (*in_order, *in_order):
        group.place = find_place(group, groups, whens[id(group)], context)
    events = [_event(g, whens[id(g)], context) for g in groups if not _vague(g, whens[id(g)], context)]
    return [replace(e, part_of=_container(i, events)) for i, e in enumerate(events)]


def _said_in_person(group: Group, groups: Sequence[Group]) -> bool:
    """An invitation given face to face is part of the meeting (codebook, rulings)."""
    if group.type != "message" or not any(
        "invit" in w.lower_ for d in group.members for w in d.draft.frame.word.subtree
    ):
        return False
    people = {a.key for a, _ in group.parts if a.kind == "person"}
    return len(people) >= 2 and any(
        g.type in ("meeting", "call", "visit") and g.status == "held" and people <= g.persons() for g in groups
    )


def _vague(group: Group, when: When, context: Context) -> bool:
    """Whether it is a thing of the past without even a year, which the codebook leaves out ("was recently on a visit")."""
    in_person = group.type in ("meeting", "visit", "call", "conference")
    return (
        in_person and group.status == "held" and when.start is None and salience(group, when, context) == "background"
    )


def _add_attendees(group: Group, groups: Sequence[Group]) -> None:
    """Those who met "on the sidelines of the summit" were at the summit."""
    if group.type != "conference" or group.persons():
        return
    for other in groups:
        if other.type != "meeting":
            continue
        for dated in other.members:
            for mine in group.members:
                if (
                    dated.draft.sentence == mine.draft.sentence
                    and mine.draft.frame.verb is not None
                    and _aside(mine.draft)
                ):
                    mine.draft.parts += [
                        (a, "principal")
                        for a, _ in other.parts
                        if a.individual and a.key not in {b.key for b, _ in mine.draft.parts}
                    ]
                    return


def _aside(draft: Draft) -> bool:
    return any(w.lemma_.lower() in _ASIDE for w in draft.frame.word.ancestors) or draft.frame.link in (
        "prep:during",
        "prep:at",
    )


def _event(group: Group, when: When, context: Context) -> Event:
    status = group.status
    participants = _participants(group, group.place)
    lead = _lead(group)
    return Event(
        type=group.type,  # type: ignore[arg-type]
        status=status,
        when=when,
        place=group.place,
        participants=participants,
        evidence=_evidence(group, context),
        salience=salience(group, when, context),
        plover=_plover(group, status),
        mode=lead.frame.trigger.mode,
        confidence=_confidence(group, participants, when),
        how={"type": f"{lead.frame.trigger.id}: {lead.frame.word.text}", "status": _cue(group, status)},
    )


def _lead(group: Group) -> Draft:
    """The draft that says most: with persons, not only in a headline."""
    return max(group.members, key=lambda d: (len(d.draft.persons()), d.draft.weight, -d.draft.sentence)).draft


def _cue(group: Group, status: Status) -> str:
    return next((d.draft.cue for d in group.members if d.draft.status == status), "")


def _plover(group: Group, status: Status) -> str:
    frame = _lead(group).frame
    plover = frame.trigger.plover
    if group.type == "agreement" and plover == "SUPPORT" and _TRUCES & {w.lemma_.lower() for w in frame.word.subtree}:
        plover = "RETREAT"  # a ceasefire (codebook)
    if status == "planned" and group.type in ("agreement", "aid"):
        return "AGREE"
    return plover


def _participants(group: Group, place: Place | None) -> tuple[Participant, ...]:
    parts = group.parts
    if group.type == "meeting" and place and place.country:
        sides = {a.side for a, _ in parts}
        if place.country in sides and len(sides) > 1:
            parts = [(a, _role_at(a, r, place.country)) for a, r in parts]
    return tuple(_participant(a, r) for a, r in parts)


def _role_at(actor: Actor, role: Role, country: str) -> Role:
    if role != "principal" or not actor.side:
        return role
    return "host" if actor.side == country else "visitor"


def _participant(actor: Actor, role: Role) -> Participant:
    return Participant(
        actor.name, actor.kind, actor.country, None if actor.country else actor.org, actor.title, role, actor.basis
    )


def _evidence(group: Group, context: Context) -> tuple[Evidence, ...]:
    seen: list[int] = []
    for dated in sorted(
        group.members, key=lambda d: (context.reading.sentences[d.draft.sentence].kind != "body", d.draft.sentence)
    ):
        if dated.draft.sentence not in seen:
            seen.append(dated.draft.sentence)
    return tuple(_quote(context.reading.sentences[i], context.article) for i in sorted(seen[:MAX_EVIDENCE]))


def _quote(sentence: Sentence, article: Article) -> Evidence:
    start, end = sentence.passage.raw(0, len(sentence.text))
    return Evidence(article.text[start:end], start, end)


def _confidence(group: Group, participants: Sequence[Participant], when: When) -> float:
    value = max(d.draft.weight for d in group.members)
    value += 0.05 * min(3, len({d.draft.sentence for d in group.members}) - 1)
    if sum(p.kind == "person" for p in participants) >= 2:
        value += 0.1
    if any(p.basis in ("home", "officials") for p in participants):
        value -= 0.05
    if when.basis.startswith(("unknown", "publication")):
        value -= 0.05
    return round(max(0.05, min(0.98, value)), 2)


def _container(index: int, events: Sequence[Event]) -> int | None:
    """The visit that a meeting or an agreement belongs to: the same visitor, at the same time, in the same country."""
    event = events[index]
    if event.type not in ("meeting", "agreement"):
        return None
    names = {p.name for p in event.participants if p.kind == "person"}
    sides = {p.country or p.org for p in event.participants}
    for i, other in enumerate(events):
        if other.type != "visit" or i == index:
            continue
        visitors = {p.name for p in other.participants if p.role == "visitor"}
        hosts = {p.country for p in other.participants if p.role == "host"}
        if visitors & names and hosts & sides and overlap(event.when, other.when):
            return i
    return None
