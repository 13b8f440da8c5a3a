"""From groups of drafts to events: dates resolved, places found, roles made plain, evidence quoted, confidence stated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker import knowledge
from tracker.extraction.actors import Actor
from tracker.extraction.dates import Anchor
from tracker.extraction.draft import Draft
from tracker.extraction.merge import Dated, Group, merge
from tracker.extraction.reading import Reading, Sentence
from tracker.model import Article, Event, Evidence, Participant, Place, Role, Status, When

MAX_EVIDENCE = 3


@dataclass(slots=True)
class Context:
    """What an article gives to all its events."""

    article: Article
    reading: Reading

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.article.published


def resolve(drafts: Sequence[Draft], context: Context) -> list[Dated]:
    """Each draft with its date; the last day spoken of carries over to "a day earlier" in a later sentence."""
    out: list[Dated] = []
    reference: date | None = None
    latest: tuple[int, date] | None = None
    for draft in sorted(drafts, key=lambda d: d.sentence):
        if latest is not None and latest[0] < draft.sentence:
            reference = latest[1]
        when, own = When(), False
        if draft.date is not None and draft.date.when is not None:
            if draft.status == "held" and _present_with_weekday(draft, context):
                draft.status, draft.cue, draft.future = "planned", "present tense with a weekday", True
            when = draft.date.when.resolve(Anchor(context.published, reference, draft.future))
            when = _lasting(when, draft)
            own = when.start is not None and not draft.frame.date_far
        if when.precision == "day" and when.start:
            day = date.fromisoformat(when.start)
            latest = draft.sentence, day
            if context.published and day > context.published and draft.status == "held":
                draft.status, draft.cue = "planned", "date ahead of publication"
        if draft.frame.date_far and when.start is not None:
            when = replace(when, basis=f"{when.basis}, of the report")
        out.append(Dated(draft, when, own))
    return out


def _present_with_weekday(draft: Draft, context: Context) -> bool:
    """"They meet Monday": in running text (not in a headline or a caption) the present tense with a weekday looks ahead."""
    word, date_ = draft.frame.word, draft.date
    if context.reading.sentences[draft.sentence].kind != "body" or word.tag_ not in ("VBP", "VBZ") or date_ is None or draft.frame.date_far:
        return False
    return bool(re.search(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", date_.name)) and "last" not in date_.name.lower()


_DAYS_LONG = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5}
_ENDING = frozenset("end conclude close wrap cap finish complete leave depart culminate".split())


def _lasting(when: When, draft: Draft) -> When:
    """A "four-day visit" that ended on Monday began on Friday; one that begins on Monday lasts to Thursday."""
    if when.precision != "day" or when.end or not when.start or draft.type not in ("visit", "conference"):
        return when
    length = 0
    for child in draft.frame.word.children:
        match = re.fullmatch(r"(two|three|four|five|six|seven|[2-5])-day", child.lower_)
        if match:
            length = _DAYS_LONG[match[1]]
    if not length:
        return when
    verb = draft.frame.verb
    day = date.fromisoformat(when.start)
    if verb is not None and verb.lemma_ in _ENDING:
        return replace(when, start=(day - timedelta(days=length - 1)).isoformat(), end=day.isoformat())
    if verb is not None and verb.lemma_ in ("begin", "start", "open", "arrive", "kick", "embark", "land"):
        return replace(when, end=(day + timedelta(days=length - 1)).isoformat())
    return when


def build(drafts: Sequence[Draft], context: Context) -> list[Event]:
    """The events of an article, in the order in which it tells of them."""
    groups = merge(resolve(drafts, context))
    groups = [g for g in groups if not _said_in_person(g, groups)]
    for group in groups:
        _add_attendees(group, groups)
    events = [_event(g, groups, context) for g in groups]
    return [replace(e, part_of=_container(i, events)) for i, e in enumerate(events)]


def _said_in_person(group: Group, groups: Sequence[Group]) -> bool:
    """An invitation given face to face is part of the meeting (codebook, rulings)."""
    if group.type != "message" or not any("invit" in w.lower_ for d in group.members for w in d.draft.frame.word.subtree):
        return False
    people = {a.key for a, _ in group.parts if a.kind == "person"}
    return len(people) >= 2 and any(g.type in ("meeting", "call", "visit") and g.status == "held" and people <= g.persons() for g in groups)


def _add_attendees(group: Group, groups: Sequence[Group]) -> None:
    """Those who met "on the sidelines of the summit" were at the summit."""
    if group.type != "conference" or group.persons():
        return
    for other in groups:
        if other.type != "meeting":
            continue
        for dated in other.members:
            for mine in group.members:
                if dated.draft.sentence == mine.draft.sentence and mine.draft.frame.verb is not None and _aside(mine.draft):
                    mine.draft.parts += [(a, "principal") for a, _ in other.parts if a.kind in ("person", "office") and a.key not in {b.key for b, _ in mine.draft.parts}]
                    return


def _aside(draft: Draft) -> bool:
    return any(w.lemma_.lower() in ("sideline", "margin") for w in draft.frame.word.ancestors) or draft.frame.link in ("prep:during", "prep:at")


def _event(group: Group, groups: Sequence[Group], context: Context) -> Event:
    status = group.status
    when = _when(group, groups, status, context)
    place = _place(group, groups, when, context)
    participants = _participants(group, place)
    lead = _lead(group)
    return Event(
        type=group.type,  # type: ignore[arg-type]
        status=status,
        when=when,
        place=place,
        participants=participants,
        evidence=_evidence(group, context),
        salience=_salience(group, when, context),
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
    plover = _lead(group).frame.trigger.plover
    if status == "planned" and group.type in ("agreement", "aid"):
        return "AGREE"
    return plover


# --- dates ------------------------------------------------------------------------------------------------------------


def _when(group: Group, groups: Sequence[Group], status: Status, context: Context) -> When:
    """The group's own date; else that of the visit or conference around it; else that of what was told just before it; else,
    for the article's own news, the day of publication."""
    when = group.when
    if when.start is not None:
        return when
    around = next((g.when for g in groups if g is not group and g.when.precision == "day" and (_contains(g, group) or _beside(g, group))), None)
    if around is not None:
        return replace(around, text=around.text, basis="visit")
    published = context.published
    text = next((d.when.text for d in group.members if d.when.text), None)
    if text is not None:
        return replace(when, text=text)
    before = _just_before(group, groups, context)
    if before is not None:
        return replace(before, end=None, basis="same passage")
    if published is None or status != "held":
        return when
    if _in_news_lead(group, context):
        day = _article_day(groups, published)
        return When(day.isoformat(), None, "day", None, "publication" if day == published else "the article's day")
    return when


def _article_day(groups: Sequence[Group], published: date) -> date:
    """The one day, shortly before publication, that the article dates all its news to; else the day of publication."""
    days = set()
    for group in groups:
        for dated in group.members:
            told = dated.own_date and dated.when.precision == "day" and dated.draft.status == "held" and not dated.when.end
            if told and not re.search(r"previous|earlier|before|after|ago", dated.when.text or ""):
                day = date.fromisoformat(dated.when.start or "")
                if 0 <= (published - day).days <= 3:
                    days.add(day)
    return days.pop() if len(days) == 1 else published


def _beside(outer: Group, inner: Group) -> bool:
    """Whether a meeting is told of right beside a conference: "on the sidelines of the summit ... He met ..."."""
    if outer.type != "conference" or inner.type != "meeting" or outer.status != inner.status:
        return False
    return any(0 <= i.draft.sentence - o.draft.sentence <= 1 and i.draft.block - o.draft.block <= 1 for i in inner.members for o in outer.members)


def _contains(outer: Group, inner: Group) -> bool:
    """Whether a visit holds a meeting: the visitor takes part, and so does the host's side."""
    if outer.type != "visit" or inner.type not in ("meeting", "agreement", "conference") or outer.status != inner.status and inner.status == "held":
        return False
    visitors = {a.key for a, r in outer.parts if r == "visitor"}
    hosts = {a.side for a, r in outer.parts if r == "host"}
    countries = {d.draft.place.country for d in inner.members if d.draft.place}
    return bool(visitors & {a.key for a, _ in inner.parts}) and bool(hosts & (inner.sides() | countries))


def _just_before(group: Group, groups: Sequence[Group], context: Context) -> When | None:
    """The day of the event told in the sentences just before, where the passage goes on ("He also met ...")."""
    first = group.members[0].draft
    words = {t.text.lower() for t in context.reading.sentences[first.sentence].tokens[:12]}
    if group.status == "planned" or words & _BACKGROUND:
        return None
    best: tuple[int, When] | None = None
    for other in groups:
        shared = other.persons() & group.persons() or {a.side for a, _ in other.parts if a.kind == "org"} & group.sides()
        if other is group or not shared or other.status != "held":
            continue
        for dated in other.members:
            gap = first.sentence - dated.draft.sentence
            if 0 <= gap <= 3 and dated.own_date and dated.when.precision == "day" and (best is None or gap < best[0]):
                best = gap, dated.when
    return best[1] if best else None


_BACKGROUND = frozenset("had previously earlier ago since former last recently once before".split())


def _in_news_lead(group: Group, context: Context) -> bool:
    """Whether the article reports the event as its news: told in the title, a caption or among the first sentences of the body,
    or told in the plain past later on without a word that sends it to the background."""
    for dated in group.members:
        sentence = context.reading.sentences[dated.draft.sentence]
        if dated.draft.frame.date_far:
            continue
        if sentence.kind in ("title", "caption"):
            return True
        words = {t.text.lower() for t in sentence.tokens}
        early = sentence.body_index is not None and sentence.body_index < 4
        if early or (group.type != "message" and not words & _BACKGROUND):
            return True
    return False


def _salience(group: Group, when: When, context: Context) -> str:  # type: ignore[return]
    if context.published is None or when.start is None:
        return "main" if _in_news_lead(group, context) else "background"
    if when.precision == "day":
        gap = (context.published - date.fromisoformat(when.start)).days
        return "main" if -40 <= gap <= 7 else "background"
    if when.precision == "month":
        return "main" if when.start == context.published.isoformat()[:7] else "background"
    return "background"


# --- places -----------------------------------------------------------------------------------------------------------


def _place(group: Group, groups: Sequence[Group], when: When, context: Context) -> Place | None:
    """The clause's own place; for what happens at a visit or a conference, where that was; then where its people were told to
    be that day; then, for the lead of a report, the dateline."""
    if group.type in ("call", "message", "sanction", "aid", "mediation"):
        return _best_place([d.draft for d in group.members if d.draft.place]) if group.type in ("aid", "mediation") else None
    found = _own_place(group)
    if found is None and group.type in ("meeting", "conference", "agreement", "envoy"):
        found = _place_around(group, groups, when)
    if found is None and group.type in ("meeting", "conference", "agreement", "envoy", "relations"):
        found = _dateline(group, context)
    if found is not None and group.type in ("visit", "conference", "meeting") and found.basis in ("host", "clause") and _is_country(found):
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
                return _told(dated.draft, actor.country) or (Place(actor.name, actor.country, "host") if actor.kind == "country" else None)
    return None


def _is_country(place: Place) -> bool:
    code = knowledge.countries().find(place.name)
    return code is not None and code == place.country


def _finer(found: Place, group: Group, groups: Sequence[Group], when: When) -> Place | None:
    """The city within the country, where another event of the same people on the same days tells it."""
    for other in groups:
        if other is group or not other.persons() & group.persons() or other.type == "call":
            continue
        if when.start and other.when.start and not _overlap(when, other.when):
            continue
        place = _own_place(other)
        if place and place.country == found.country and not _is_country(place):
            return replace(place, basis="same days")
    return None


def _place_around(group: Group, groups: Sequence[Group], when: When) -> Place | None:
    """Where the visit or conference was that the event belongs to, or any other event of its people on its day."""
    people = group.persons()
    for types in (("visit",), ("conference",), ("meeting", "agreement")):
        for other in groups:
            if other is group or other.type not in types or other.status == "planned" != group.status:
                continue
            if not other.persons() & people and not (other.type == "conference" and _beside(other, group)):
                continue
            if types == ("visit",):
                visitors = {a.key for a, r in other.parts if r == "visitor"}
                hosts = {a.side for a, r in other.parts if r == "host"}
                if not visitors & people or (not hosts & group.sides() and not _same_day(when, other.when)):
                    continue
                if when.start and other.when.start and not _overlap(when, other.when):
                    continue
            elif types == ("conference",):
                near = _beside(other, group)
                if not (_same_day(when, other.when) or (near and (not when.start or not other.when.start or _overlap(when, other.when)))):
                    continue
            elif not _same_day(when, other.when):
                continue
            place = _own_place(other)
            if place:
                return replace(place, basis=other.type if other.type in ("visit", "conference") else "same day")
    return None


def _same_day(a: When, b: When) -> bool:
    return a.precision == b.precision == "day" and _overlap(a, b)


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
    ranked = sorted((d for d in drafts if d.place), key=lambda d: (d.place.kind != "place" if d.place else True, d.sentence))
    for draft in ranked:
        if draft.place is not None:
            return Place(_place_name(draft), draft.place.country, "clause")
    return None


def _place_name(draft: Draft) -> str:
    mention = draft.place
    assert mention is not None
    tokens = draft.frame.tree.sentence.tokens
    text = draft.frame.tree.sentence.text
    written = text[tokens[mention.start].start : tokens[mention.end - 1].end].strip(" ,")
    return mention.name if mention.kind == "place" and mention.name else written


def _told(draft: Draft, country: str) -> Place | None:
    """The destination as the sentence words it: a city of the country, else the country's name."""
    for role_word, mention in draft.frame.tree.mention.items():
        del role_word
        if mention.kind == "place" and mention.country == country and mention.basis in ("city", "venue"):
            return Place(mention.name, country, "clause")
    return None


def _overlap(a: When, b: When) -> bool:
    first, second = a.start or "", b.start or ""
    short = min(len(first), len(second))
    if first[:short] == second[:short]:
        return True
    return bool(b.end and second <= first <= b.end) or bool(a.end and first <= second <= a.end)


# --- participants -----------------------------------------------------------------------------------------------------


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
    return Participant(actor.name, actor.kind, actor.country, None if actor.country else actor.org, actor.title, role, actor.basis)


# --- evidence and confidence ------------------------------------------------------------------------------------------


def _evidence(group: Group, context: Context) -> tuple[Evidence, ...]:
    seen: list[int] = []
    for dated in sorted(group.members, key=lambda d: (context.reading.sentences[d.draft.sentence].kind != "body", d.draft.sentence)):
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
    if when.basis in ("unknown", "publication"):
        value -= 0.05
    return max(0.05, min(0.98, value))


def _container(index: int, events: Sequence[Event]) -> int | None:
    """The visit that a meeting, an agreement or a conference belongs to: the same visitor, at the same time, in the same country."""
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
        if visitors & names and hosts & sides and (event.when.start is None or other.when.start is None or _overlap(event.when, other.when)):
            return i
    return None
