"""From frames to event drafts: by each type's own rule, and what is no diplomatic event at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tracker.extraction.conferences import conference
from tracker.extraction.directed import aid, message, sanction
from tracker.extraction.envoys import envoy
from tracker.extraction.frame import Frame
from tracker.extraction.meetings import meeting
from tracker.extraction.mention import Mention
from tracker.extraction.pacts import agreement, exercise, mediation, relations
from tracker.extraction.parts import Parts
from tracker.extraction.status import FORWARD, WHEN
from tracker.extraction.triggers import triggers
from tracker.extraction.visits import visit
from tracker.model import Status


@dataclass(slots=True)
class Draft:
    """An event as one sentence tells it, before dates are resolved and drafts of one event are joined."""

    type: str
    status: Status
    parts: Parts
    frame: Frame
    sentence: int
    block: int
    date: Mention | None
    place: Mention | None
    future: bool
    cue: str
    weight: float = 0.7

    @property
    def echo(self) -> bool:
        """Whether the trigger only echoes an event that is told elsewhere ("Xi told Putin")."""
        return "echo" in self.frame.trigger.flags

    def sides(self) -> set[str]:
        """The countries and organisations that take part."""
        return {a.side for a, _ in self.parts if a.side}

    def persons(self) -> set[tuple[str, str]]:
        """The keys of the persons and offices that take part."""
        return {a.key for a, _ in self.parts if a.individual}


_BUILDERS: dict[str, Callable[[Frame], list[tuple[Parts, float]]]] = {
    "meeting": meeting, "call": meeting, "visit": visit, "conference": conference, "mediation": mediation, "message": message,
    "agreement": agreement, "relations": relations, "envoy": envoy, "sanction": sanction, "aid": aid, "exercise": exercise,
}  # fmt: skip


def drafts_of(frame: Frame) -> list[Draft]:
    """The drafts of one frame: none where it reports no diplomatic event."""
    if frame.reality.status is None or (frame.reality.cue in (FORWARD, WHEN) and frame.date is None):
        return []
    if _sporting(frame):
        return []
    build = _BUILDERS.get(frame.type)
    out = []
    for parts, weight in build(frame) if build else []:
        kept = _proper(parts)
        if kept is None:
            continue
        out.append(
            Draft(frame.type, frame.reality.status, kept, frame, frame.tree.sentence.index, frame.tree.sentence.block, _date(frame),
                  frame.place, frame.reality.future, frame.reality.cue, weight)
        )  # fmt: skip
    return out


def _date(frame: Frame) -> Mention | None:
    """The date of what a frame reports: not the day on which somebody said what will be given or signed, nor the day for which
    somebody is invited."""
    if frame.date_far and frame.reality.future and frame.type in _TOLD_AHEAD:
        return None
    return None if frame.type == "message" and _of_another_clause(frame) else frame.date


# What is announced on one day and done on another.
_TOLD_AHEAD = frozenset({"agreement", "aid", "sanction", "envoy", "relations"})


def _of_another_clause(frame: Frame) -> bool:
    """Whether a message's date stands in another clause, or with what somebody is invited to ("to a ceremony on 12 March")."""
    date = frame.tree.word_of(frame.date)
    if date is None:
        return False
    clause = next((v for v in date.ancestors if v.pos_ in ("VERB", "AUX")), None)
    if clause is not None and clause.i != frame.word.i and (frame.verb is None or clause.i != frame.verb.i):
        return True
    ahead = frame.date is not None and frame.date.name.lower().startswith(("next", "tomorrow", "later"))
    if ahead and frame.reality.status == "held":
        return True  # what is sent already is sent for a day ahead
    invited = any(w.lower_.startswith("invit") for w in frame.word.subtree)
    return invited and any(w.lower_ == "to" and frame.word.i < w.i < date.i for w in frame.word.subtree)


def _sporting(frame: Frame) -> bool:
    """Whether countries meet on a pitch: words of sport in the sentence and nobody in office."""
    sentence = frame.tree.sentence
    named = {i for m in sentence.mentions for i in range(m.start, m.end)}  # the Arab League plays no match
    words = {t.text.lower() for i, t in enumerate(sentence.tokens) if i not in named}
    actors = [a for listed in frame.roles.values() for a in listed]
    return bool(words & triggers().sport) and not any(a.individual for a in actors)


def _proper(parts: Parts) -> Parts | None:
    """Parts without repeats: a country is not named beside a person who stands for it."""
    out: Parts = []
    seen: set[tuple[str, str]] = set()
    standing = {a.side for a, _ in parts if a.individual and a.side}
    for actor, role in parts:
        if actor.key in seen or (actor.kind in ("country", "org") and actor.party in standing):
            continue
        seen.add(actor.key)
        out.append((actor, role))
    return out or None
