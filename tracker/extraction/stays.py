"""Visits of which the text names the guest and leaves the country to be understood: "visiting Foreign Minister X signed ...", "X,
whose visit ended on Monday"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.actors import Resolver
from tracker.extraction.dating import Context
from tracker.extraction.days import overlap
from tracker.extraction.draft import Draft
from tracker.extraction.language import Tree
from tracker.extraction.merge import Dated, Group
from tracker.extraction.parts import Parts, in_role
from tracker.extraction.triggers import Trigger

_VISITING = Trigger("visit.visiting", "visit", "CONSULT", {}, mode="visit")


def visiting(tree: Tree, drafts: Iterable[Draft], resolver: Resolver) -> list[Draft]:
    """The visits of those whom a sentence calls "visiting", to the one other side that they meet or sign with in it."""
    out: list[Draft] = []
    for mention in tree.mention.values():
        if not mention.visiting:
            continue
        for guest in resolver.from_mention(mention, tree):
            draft = next((d for d in drafts if d.type in ("meeting", "agreement") and _takes_part(guest, d)), None)
            others = [a for a, _ in draft.parts if a.side != guest.side] if draft else []
            if draft and draft.status == "held" and len({a.country for a in others}) == 1 and others[0].country:
                hosts = [a for a in others if a.individual] or [of_country(others[0].country, None, "")]
                parts: Parts = [(guest, "visitor"), *((h, "host") for h in hosts)]
                frame = replace(draft.frame, trigger=_VISITING)
                out.append(replace(draft, type="visit", parts=parts, frame=frame, weight=0.55))
    return out


def undate_departures(drafts: Iterable[Draft]) -> None:
    """Take the day of leaving from the visits of which the text tells more than that somebody left: they began before it."""
    visits = [d for d in drafts if d.type == "visit"]
    told = {_journey(d) for d in visits if not _is_parting(d)}
    for draft in visits:
        of_another_year = draft.date is not None and re.search(r"\d{4}", draft.date.name)
        if _is_parting(draft) and _journey(draft) in told and not of_another_year:
            draft.date = draft.place = None


def _is_parting(draft: Draft) -> bool:
    """Whether a visit is known by its end: "left Beijing", "returned from Beijing", "came home from Beijing"."""
    word = draft.frame.word
    if draft.frame.trigger.id not in ("visit.depart", "visit.travel", "visit.come"):
        return False
    back = word.lemma_ == "return" or any(c.lower_ in ("back", "home") for c in word.children)
    return draft.frame.trigger.id == "visit.depart" or back


def _journey(draft: Draft) -> tuple[frozenset[object], frozenset[object]]:
    """Who visits whom."""
    visitors = frozenset(a.key for a in in_role(draft.parts, "visitor"))
    return visitors, frozenset(a.side for a in in_role(draft.parts, "host"))


def _takes_part(actor: Actor, draft: Draft) -> bool:
    return any(a.key == actor.key for a, _ in draft.parts)


def is_open(draft: Draft) -> bool:
    """Whether a draft tells of a visit and not to whom."""
    return draft.type == "visit" and not in_role(draft.parts, "host")


def settle(left_open: Sequence[Dated], groups: Sequence[Group], context: Context) -> list[Group]:
    """The visits left open as visits to the country that the article writes from, where it also tells that the guest met
    somebody from there at the time; none for a guest whose journey it tells of in full."""
    out: list[Group] = []
    for dated in left_open:
        guests = {a.key for a in in_role(dated.draft.parts, "visitor")}
        home = context.home
        known = any(
            g.type == "visit" and guests & {a.key for a in in_role(g.parts, "visitor")} for g in (*groups, *out)
        )
        if known or home is None or home in dated.draft.sides():
            continue
        meetings = [
            g
            for g in groups
            if g.type in ("meeting", "agreement") and guests & g.persons() and home in g.sides()
            if g.status in ("held", "planned")
            and (not (g.when.start and dated.when.start) or overlap(g.when, dated.when))
        ]
        if not meetings:
            continue
        meeting = min(meetings, key=lambda g: g.status != "held")
        met = {a.key: a for g in meetings for a, _ in g.parts if a.side == home and a.individual}
        # a visit to whom the guest met, or to the country where that was several
        host = next(iter(met.values())) if len(met) == 1 else of_country(home, None, "met")
        parts: Parts = [*dated.draft.parts, (host, "host")]
        draft = replace(dated.draft, parts=parts, status=meeting.status)
        when = dated.when if dated.when.start else meeting.when
        out.append(Group("visit", [replace(dated, draft=draft, when=when)]))
    return out
