"""One event, one record: the drafts of an article that tell of the same event become one (codebook, rule 1)."""

from __future__ import annotations

from dataclasses import dataclass, field

from tracker.extraction.actor import Actor
from tracker.extraction.days import overlap
from tracker.extraction.directed import amounts
from tracker.extraction.draft import Draft
from tracker.extraction.parts import Parts, in_role
from tracker.model import VERBAL_TYPES, Place, Role, Status, When

_STRENGTH: dict[Role, int] = {
    "principal": 0,
    "member": 0,
    "visitor": 1,
    "host": 1,
    "sender": 1,
    "recipient": 1,
    "mediator": 1,
}


@dataclass(slots=True)
class Dated:
    """A draft with its date resolved.

    `own_date` says that the sentence itself gave it, `ahead` that it lies after the report, `lead` that the draft is told without a
    date among the first sentences, as news, `past` that its date lies well before the article's days.
    """

    draft: Draft
    when: When
    own_date: bool
    ahead: bool = False
    lead: bool = False
    past: bool = False


@dataclass(slots=True)
class Group:
    """The drafts of one event; `place` is where it was, once that is known."""

    type: str
    members: list[Dated] = field(default_factory=list)
    place: Place | None = None

    @property
    def parts(self) -> Parts:
        """All participants, persons before the countries that they stand for make those unnecessary."""
        best: dict[tuple[str, str], tuple[Actor, Role]] = {}
        for dated in self.members:
            for actor, role in dated.draft.parts:
                held = best.get(actor.key)
                if held is None or _STRENGTH[role] > _STRENGTH[held[1]]:
                    best[actor.key] = (actor, role)
        # A king who pardons a minister of his own does not stand for him, nor the minister for the king.
        apart = self.type in VERBAL_TYPES
        standing = {(a.side, apart and r) for a, r in best.values() if a.kind == "person"}
        offices = {(a.side, apart and r) for a, r in best.values() if a.kind == "office"}
        out = []
        for actor, role in best.values():
            party = actor.party, apart and role
            stands = actor.side, apart and role
            if actor.kind in ("country", "org") and party in standing | offices:
                continue
            if actor.kind == "office" and stands in standing:
                continue
            out.append((actor, role))
        return out

    @property
    def status(self) -> Status:
        """A plan that the same article reports as carried out is only held, and so is one that was called off before."""
        sure = [d.draft.status for d in self.members if d.draft.frame.reality.certain]
        said = sure or [d.draft.status for d in self.members]
        if any(d.own_date and d.draft.status == "held" and d.draft.frame.reality.certain for d in self.members):
            said = [s for s in said if s not in ("cancelled", "postponed")]
        for status in ("denied", "cancelled", "postponed", "held", "planned"):
            if status in said:
                return status
        return said[0]

    @property
    def when(self) -> When:
        """The most precise date that a sentence of its own gives."""
        rank = {"day": 0, "month": 1, "year": 2, "unknown": 3}
        return min(self.members, key=lambda d: (rank[d.when.precision], d.when.end is None, d.draft.sentence)).when

    def sides(self) -> set[str]:
        """The countries and organisations of its participants."""
        return {a.side for a, _ in self.parts if a.side}

    def persons(self) -> set[tuple[str, str]]:
        """The keys of its persons."""
        return {a.key for a, _ in self.parts if a.kind == "person"}


def _same(group: Group, dated: Dated) -> bool:
    draft = dated.draft
    if group.type != draft.type or not overlap(group.when, dated.when):
        return False
    if _plan_beside_fact(group, dated):
        return False
    if any(_news_and_history(m, dated) or _news_and_history(dated, m) for m in group.members):
        return False
    if draft.type in VERBAL_TYPES:
        return _same_words(group, draft)
    mine, theirs = group.sides(), draft.sides()
    persons, others = group.persons(), {k for k in draft.persons() if k[0] == "person"}
    if draft.type == "visit":
        return _same_visit(group, draft)
    if draft.type == "conference":
        return _same_conference(group, draft)
    if not (mine <= theirs or theirs <= mine):
        return False
    if draft.type == "aid" and _apart(group, draft):
        return False
    if persons and others and not (persons <= others or others <= persons):
        # the same two countries, other people
        return False
    if group.status == "held" and draft.status == "planned" and group.when.start is None and dated.when.start is None:
        return len(persons & others) >= 2
    background = group.members[0].draft.sentence, draft.sentence
    if (
        not (persons and others)
        and abs(background[0] - background[1]) > 12
        and draft.type not in ("agreement", "relations")
    ):
        return bool(group.when.start and dated.when.start and group.when.start == dated.when.start)
    return True


def _news_and_history(news: Dated, history: Dated) -> bool:
    """Whether one is the article's news and the other an earlier event of the same people: "held talks in Baku. They last met in
    Moscow in April", "will meet ... They met in 2019"."""
    if not history.past:
        return False
    if news.lead and news.draft.sentence < history.draft.sentence:
        return True
    return news.draft.status == "planned" and history.draft.status == "held" and news.when.start is None


def _plan_beside_fact(group: Group, dated: Dated) -> bool:
    """Whether one tells of a day to come and the other, without a day, of what has happened: "met ... agreed to meet in May"."""
    pairs = [(m, dated) for m in group.members] + [(dated, m) for m in group.members]
    return any(
        plan.ahead and plan.draft.status == "planned" and not fact.ahead and _reported(fact.draft)
        for plan, fact in pairs
    )


def _reported(draft: Draft) -> bool:
    """Whether running text reports a thing as having happened; a headline's present tense may mean a plan."""
    return draft.status == "held" and draft.frame.reality.certain and draft.frame.tree.sentence.kind == "body"


def _apart(group: Group, draft: Draft) -> bool:
    """Whether aid is another gift than the group's: of another amount, and not in the paragraph that may break a sum down."""
    given = amounts(draft.frame)
    return bool(given) and all(
        amounts(m.draft.frame) and not amounts(m.draft.frame) & given and m.draft.block != draft.block
        for m in group.members
    )


def _same_words(group: Group, draft: Draft) -> bool:
    """The same side toward the same other: toward nobody named is toward any."""
    said, heard = ({a.side or a.name for a in in_role(group.parts, r)} for r in ("sender", "recipient"))
    mine, theirs = ({a.side or a.name for a in in_role(draft.parts, r)} for r in ("sender", "recipient"))
    return said == mine and (heard == theirs or not heard or not theirs)


def _same_visit(group: Group, draft: Draft) -> bool:
    visitors, others = in_role(group.parts, "visitor"), in_role(draft.parts, "visitor")
    hosts, theirs = {a.side for a in in_role(group.parts, "host")}, {a.side for a in in_role(draft.parts, "host")}
    if hosts != theirs:
        return False
    named = {a.key for a in visitors if a.kind == "person"}, {a.key for a in others if a.kind == "person"}
    if named[0] and named[1]:
        return bool(named[0] & named[1])
    return bool({a.side for a in visitors} & {a.side for a in others})


def _same_conference(group: Group, draft: Draft) -> bool:
    orgs = {a.side for a, _ in group.parts if a.kind == "org"}
    others = {a.side for a, _ in draft.parts if a.kind == "org"}
    if orgs and others:
        return bool(orgs & others)
    return bool(group.sides() & draft.sides())


def merge(drafts: list[Dated]) -> list[Group]:
    """Groups of drafts, in the order in which the article first tells of each event."""
    groups: list[Group] = []
    told = [d for d in drafts if not d.draft.echo]
    # Drafts with persons and dates first, so that vaguer ones find the event that they repeat.
    for dated in sorted(told, key=lambda d: (-len(d.draft.persons()), d.when.start is None, d.draft.sentence)):
        home = next((g for g in groups if _same(g, dated)), None)
        if home is None:
            groups.append(Group(dated.draft.type, [dated]))
        else:
            home.members.append(dated)
    for dated in sorted((d for d in drafts if d.draft.echo), key=lambda d: d.draft.sentence):
        _echo(dated, groups)
    for group in groups:
        group.members.sort(key=lambda d: d.draft.sentence)
    return sorted(groups, key=lambda g: g.members[0].draft.sentence)


def _echo(dated: Dated, groups: list[Group]) -> None:
    """ "Xi told Putin" belongs to the talks that the article tells of; it stands alone only where it says where they met."""
    persons = {k for k in dated.draft.persons() if k[0] == "person"}
    for group in groups:
        if _plan_beside_fact(group, dated):
            continue
        if group.type in ("meeting", "call", "conference", "visit") and len(persons & group.persons()) >= 2:
            if persons - group.persons():
                return  # "he told them" after they have travelled on to somebody else: who "they" are is not sure
            if group.type in ("meeting", "call") and overlap(group.when, dated.when):
                group.members.append(dated)
            return
    if dated.draft.place is not None and dated.draft.status == "held":
        groups.append(Group(dated.draft.type, [dated]))
