"""When each event took place: dates resolved for each draft, and found for the events whose sentences give none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.extraction.ahead import looks_ahead
from tracker.extraction.days import Anchor
from tracker.extraction.draft import Draft
from tracker.extraction.lasting import lasting, lasts_till, length, length_elsewhere
from tracker.extraction.merge import Dated, Group
from tracker.extraction.news_day import COUNTED, DAYS_TO_PRINT, article_day
from tracker.extraction.parts import in_role, sides
from tracker.extraction.reading import Reading
from tracker.extraction.scene import Sight
from tracker.extraction.status import EVE
from tracker.extraction.tense import in_past
from tracker.extraction.words import words
from tracker.model import EVENT_TYPES, Article, Salience, When


@dataclass(slots=True)
class Context:
    """What an article gives to all its events: `sights` are the places it tells of, `home` the country that it writes from."""

    article: Article
    reading: Reading
    sights: Sequence[Sight] = ()
    home: str | None = None

    @property
    def published(self) -> date | None:
        """The day of publication."""
        return self.article.published

    @property
    def written(self) -> date | None:
        """The day that "today" means: that of the dateline, where it lies just before publication, else publication."""
        published, filed = self.published, self.reading.filed
        if filed is None or published is None:
            return published
        start = filed.resolve(Anchor(published)).start
        day = date.fromisoformat(start) if start and len(start) == 10 else published
        return day if 0 <= (published - day).days <= DAYS_TO_PRINT else published


def resolve(drafts: Sequence[Draft], context: Context) -> list[Dated]:
    """Each draft with its date; the last day spoken of carries over to "a day earlier" in a later sentence."""
    out: list[Dated] = []
    reference: date | None = None
    latest: tuple[int, date] | None = None
    for draft in sorted(drafts, key=lambda d: d.sentence):
        if latest is not None and latest[0] < draft.sentence:
            reference = latest[1]
        when = _resolved(draft, reference, context)
        ahead = bool(when.start and context.written and when.start > context.written.isoformat()[: len(when.start)])
        if ahead and draft.status == "held" and draft.frame.verb is not None and in_past(draft.frame.verb):
            when, ahead = When(), False  # "signed a plan for 2030": what is done has another date
        if when.precision == "day" and when.start:
            latest = draft.sentence, date.fromisoformat(when.start)
        if ahead and draft.status == "held":
            draft.status, draft.cue = "planned", "date ahead of publication"
        elif draft.cue == EVE and when.start is not None and not ahead:
            draft.status = "held"
        own = when.start is not None and not draft.frame.date_far
        if draft.frame.date_far and when.start is not None:
            when = replace(when, basis=f"{when.basis}, of the report")
        out.append(Dated(draft, when, own, ahead, _is_lead(draft, when, context), _is_past(when, context)))
    return out


# What happened more days than this before publication is no news.
_LONG_AGO = 14


def _is_lead(draft: Draft, when: When, context: Context) -> bool:
    """Whether a draft without a date is told among the first sentences, as what happened now."""
    sentence = context.reading.sentences[draft.sentence]
    early = sentence.kind == "caption" or (sentence.body_index is not None and sentence.body_index < 4)
    return when.start is None and draft.status == "held" and early and not sentence.words & _BACKGROUND


def _is_past(when: When, context: Context) -> bool:
    """Whether a date lies well before the article's days."""
    if context.published is None or when.start is None:
        return False
    last = (context.published - timedelta(days=_LONG_AGO)).isoformat()
    return (when.end or when.start) < last[: len(when.end or when.start)]


def _resolved(draft: Draft, reference: date | None, context: Context) -> When:
    """The date that the draft's sentence gives; a present tense that looks ahead to it makes the draft a plan."""
    if draft.date is None or draft.date.when is None:
        return When()
    if draft.status == "held" and looks_ahead(draft, context.written):
        draft.status, draft.cue, draft.future = "planned", "present tense with a day ahead", True
    day = _beside_date(draft, context) or reference
    when = draft.date.when.resolve(Anchor(context.written, day, draft.future or lasts_till(draft)))
    return lasting(_day_after_eve(when, draft), length(draft), draft)


def _beside_date(draft: Draft, context: Context) -> date | None:
    """For a date that is counted from another ("a day after the talks"): the other one of the same sentence."""
    if draft.date is None or not COUNTED.search(draft.date.name):
        return None
    for mention in draft.frame.tree.mention.values():
        if mention.when is not None and mention is not draft.date and not COUNTED.search(mention.name):
            when = mention.when.resolve(Anchor(context.written, None, draft.future))
            if when.precision == "day" and when.start:
                return date.fromisoformat(when.start)
    return None


def _day_after_eve(when: When, draft: Draft) -> When:
    """ "On Monday, on the eve of the summit": the summit is on Tuesday."""
    if draft.cue != EVE or when.precision != "day" or not when.start:
        return when
    day = date.fromisoformat(when.start) + timedelta(days=1)
    return replace(when, start=day.isoformat(), end=None, basis=f"{when.basis}, the day after")


def find_when(group: Group, groups: Sequence[Group], context: Context) -> When:
    """The group's own date; else that of the visit or conference around it; else that of what was told just before it; else,
    for the article's own news, the article's day. How long the event lasts is taken from any sentence that says so."""
    when = _find(group, groups, context)
    days = max(length(d.draft) for d in group.members) or length_elsewhere(group, groups, context.reading)
    tellers = [d for d in group.members if d.when.start == when.start] or group.members
    for dated in tellers:
        when = lasting(when, days, dated.draft)
    return when


def _find(group: Group, groups: Sequence[Group], context: Context) -> When:
    when = group.when
    if when.start is not None:
        return when
    around = _around(group, groups, context)
    if around is not None:
        return around
    text = next((d.when.text for d in group.members if d.when.text), None)
    if text is not None:
        return replace(when, text=text)
    before = _just_before(group, groups, context)
    if before is not None:
        return replace(before, end=None, basis="same passage")
    if context.written is None or group.status != "held":
        return when
    return _news_day(group, groups, context)


def _news_day(group: Group, groups: Sequence[Group], context: Context) -> When:
    """The day of what the article reports as its news; unknown for what it only mentions."""
    if context.written is None or context.published is None or not in_news_lead(group, context):
        return group.when
    day, basis = article_day(groups, context.reading, context.published, context.written), "the article's day"
    if day is None or day == context.written:
        day, basis = context.written, "publication" if context.written == context.published else "dateline"
    return When(day.isoformat(), None, "day", None, basis)


def _around(group: Group, groups: Sequence[Group], context: Context) -> When | None:
    """The date of the nearest visit or conference that holds an event; a plan in a visit under way is for what is left of it."""
    holding = [
        g for g in groups if g is not group and g.when.precision == "day" and (_contains(g, group) or beside(g, group))
    ]
    if holding:
        nearest = min(holding, key=lambda g: _distance(g, group))
        nearest = _told_within(nearest, group, groups) or nearest
        return _left_of(replace(nearest.when, basis=nearest.type), group, nearest, context)
    for other in groups:
        if _brings(other, group):
            when = find_when(other, groups, context)
            return replace(when, basis="conference") if when.precision == "day" else None
    return None


def _told_within(visit: Group, inner: Group, groups: Sequence[Group]) -> Group | None:
    """Of a visit that is known by its first day, what was told before of a later one: "met Choe on Thursday. They signed a plan. He
    had arrived on Wednesday"."""
    if visit.type != "visit" or visit.when.end or visit.when.start is None:
        return None
    first = inner.members[0].draft.sentence
    later = [
        g
        for g in groups
        if g is not inner and g.when.precision == "day" and (g.when.start or "") > visit.when.start
        if _contains(visit, g) and g.status == inner.status and g.members[0].draft.sentence < first
    ]
    return min(later, key=lambda g: _distance(g, inner), default=None)


def _distance(outer: Group, inner: Group) -> float:
    """How far an event is told from where what may hold it is dated; what comes before it is nearer."""
    first = inner.members[0].draft.sentence
    dated = [d.draft.sentence for d in outer.members if d.when.start is not None]
    return min((abs(first - at) + 0.5 * (at > first) for at in dated), default=99)


def _left_of(when: When, group: Group, outer: Group, context: Context) -> When | None:
    today = context.written.isoformat() if context.written else ""
    if group.status != "planned" or outer.status != "held" or not when.start or when.start >= today:
        return when
    if when.end and when.end < today:
        return None
    return replace(when, start=today, end=when.end if when.end and when.end > today else None)


def _brings(conference: Group, visit: Group) -> bool:
    """Whether a visit is the journey to a conference in that country: the visitor is among those who take part."""
    if conference.type != "conference" or visit.type != "visit" or conference.status != visit.status:
        return False
    hosts = sides(in_role(visit.parts, "host"))
    places = {d.draft.place.country for d in conference.members if d.draft.place}
    return bool(hosts & places) and bool(visit.persons() & conference.persons())


def beside(outer: Group, inner: Group) -> bool:
    """Whether a meeting is told of right beside a conference: "on the sidelines of the summit ... He met ..."."""
    if outer.type != "conference" or inner.type != "meeting" or outer.status != inner.status:
        return False
    return any(
        0 <= i.draft.sentence - o.draft.sentence <= 1 and i.draft.block - o.draft.block <= 1
        for i in inner.members
        for o in outer.members
    )


def _contains(outer: Group, inner: Group) -> bool:
    """Whether a visit holds a meeting: the visitor takes part, and so does the host's side."""
    if (
        outer.type != "visit"
        or inner.type not in ("meeting", "agreement", "conference")
        or (outer.status != inner.status and inner.status == "held")
    ):
        return False
    visitors = {a.key for a in in_role(outer.parts, "visitor")}
    hosts = sides(in_role(outer.parts, "host"))
    countries = {d.draft.place.country for d in inner.members if d.draft.place}
    return bool(visitors & {a.key for a, _ in inner.parts}) and bool(hosts & (inner.sides() | countries))


def _just_before(group: Group, groups: Sequence[Group], context: Context) -> When | None:
    """The day of the event told in the sentences just before, where the passage goes on ("He also met ..."); for what is planned,
    that of the planned visit that it belongs to ("will fly to Riyadh on Monday. There he is to attend ...")."""
    first = group.members[0].draft
    words = {t.text.lower() for t in context.reading.sentences[first.sentence].tokens[:12]}
    planned = group.status == "planned"
    if words & _BACKGROUND or (planned and group.type not in ("meeting", "conference", "agreement")):
        return None
    status, types = ("planned", {"visit"}) if planned else ("held", set(EVENT_TYPES))
    told = [
        dated
        for other in groups
        if other is not group and other.status == status and other.type in types and _share_someone(other, group)
        for dated in other.members
        if dated.own_date and _carries_over(dated, first, bool(words & _GOING_ON), planned)
    ]
    nearest = min(told, default=None, key=lambda d: first.sentence - d.draft.sentence)
    return nearest.when if nearest else None


def _share_someone(one: Group, other: Group) -> bool:
    """Whether a person takes part in both, or an organisation."""
    organisations = {a.side for a, _ in one.parts if a.kind == "org"}
    return bool(one.persons() & other.persons() or organisations & other.sides())


def _carries_over(dated: Dated, later: Draft, going_on: bool, planned: bool) -> bool:
    """Whether a date holds for what is told a sentence or a few later: a month or a year does only within its paragraph, where the
    later sentence goes on from it."""
    gap = later.sentence - dated.draft.sentence
    if dated.when.precision == "day":
        return 0 <= gap <= (1 if planned else 3)
    return 1 <= gap <= (1 if planned else 2) and going_on and dated.draft.block == later.block


_BACKGROUND = words("background")
_GOING_ON = frozenset("he she they also then there both".split())


def in_news_lead(group: Group, context: Context) -> bool:
    """Whether the article reports the event as its news: told in the title, a caption or among the first sentences of the body,
    or told in the plain past later on without a word that sends it to the background."""
    for dated in group.members:
        sentence = context.reading.sentences[dated.draft.sentence]
        if dated.draft.frame.date_far:
            continue
        if sentence.kind in ("title", "caption"):
            return True
        early = sentence.body_index is not None and sentence.body_index < 4
        if early or (group.type != "message" and not sentence.words & _BACKGROUND):
            return True
    return False


def salience(group: Group, when: When, context: Context) -> Salience:
    """Whether an event is what the article reports, or background: by its distance from the day of publication."""
    if context.published is None or when.start is None:
        return "main" if in_news_lead(group, context) else "background"
    if when.precision == "day":
        gap = (context.published - date.fromisoformat(when.start)).days
        return "main" if -40 <= gap <= 7 else "background"
    if when.precision == "month":
        month = context.published.isoformat()[:7]
        return "main" if when.start <= month <= (when.end or when.start) else "background"
    return "background"
