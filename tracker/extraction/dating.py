"""When each event took place: dates resolved for each draft, and found for the events whose sentences give none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.extraction.days import Anchor
from tracker.extraction.draft import Draft
from tracker.extraction.merge import Dated, Group
from tracker.extraction.reading import Reading
from tracker.extraction.words import words
from tracker.model import Article, Salience, Status, When


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
    """ "They meet Monday": in running text (not in a headline or a caption) the present tense with a weekday looks ahead."""
    word, date_ = draft.frame.word, draft.date
    if (
        context.reading.sentences[draft.sentence].kind != "body"
        or word.tag_ not in ("VBP", "VBZ")
        or date_ is None
        or draft.frame.date_far
    ):
        return False
    return (
        bool(re.search(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", date_.name))
        and "last" not in date_.name.lower()
    )


_DAYS_LONG = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "2": 2, "3": 3, "4": 4, "5": 5}
_ENDING = words("ending")


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


def find_when(group: Group, groups: Sequence[Group], status: Status, context: Context) -> When:
    """The group's own date; else that of the visit or conference around it; else that of what was told just before it; else,
    for the article's own news, the day of publication."""
    when = group.when
    if when.start is not None:
        return when
    around = next(
        (
            g.when
            for g in groups
            if g is not group and g.when.precision == "day" and (_contains(g, group) or beside(g, group))
        ),
        None,
    )
    if around is not None:
        return replace(around, basis="visit")
    published = context.published
    text = next((d.when.text for d in group.members if d.when.text), None)
    if text is not None:
        return replace(when, text=text)
    before = _just_before(group, groups, context)
    if before is not None:
        return replace(before, end=None, basis="same passage")
    if published is None or status != "held":
        return when
    if in_news_lead(group, context):
        day = _article_day(groups, published)
        return When(day.isoformat(), None, "day", None, "publication" if day == published else "the article's day")
    return when


def _article_day(groups: Sequence[Group], published: date) -> date:
    """The one day, shortly before publication, that the article dates all its news to; else the day of publication."""
    days = set()
    for group in groups:
        for dated in group.members:
            told = (
                dated.own_date and dated.when.precision == "day" and dated.draft.status == "held" and not dated.when.end
            )
            if told and not re.search(r"previous|earlier|before|after|ago", dated.when.text or ""):
                day = date.fromisoformat(dated.when.start or "")
                if 0 <= (published - day).days <= 3:
                    days.add(day)
    return days.pop() if len(days) == 1 else published


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
        shared = (
            other.persons() & group.persons() or {a.side for a, _ in other.parts if a.kind == "org"} & group.sides()
        )
        if other is group or not shared or other.status != "held":
            continue
        for dated in other.members:
            gap = first.sentence - dated.draft.sentence
            if 0 <= gap <= 3 and dated.own_date and dated.when.precision == "day" and (best is None or gap < best[0]):
                best = gap, dated.when
    return best[1] if best else None


_BACKGROUND = words("background")


def in_news_lead(group: Group, context: Context) -> bool:
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


def salience(group: Group, when: When, context: Context) -> Salience:
    """Whether an event is what the article reports, or background: by its distance from the day of publication."""
    if context.published is None or when.start is None:
        return "main" if in_news_lead(group, context) else "background"
    if when.precision == "day":
        gap = (context.published - date.fromisoformat(when.start)).days
        return "main" if -40 <= gap <= 7 else "background"
    if when.precision == "month":
        return "main" if when.start == context.published.isoformat()[:7] else "background"
    return "background"
