"""What one side sends or does to another: messages, sanctions, aid, and envoys sent, received, summoned or expelled."""

from __future__ import annotations

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.parts import Parts, countries_among, international, sided, sides
from tracker.extraction.words import words

_DEFINITE = words("definite_aid")
_GIVING = words("giving")
_ENDING = words("ending_aid")


def _directed(frame: Frame) -> tuple[list[Actor], list[Actor]]:
    senders, recipients = sided(frame.actors("sender")), sided(frame.actors("recipient"))
    if frame.type == "aid" and not recipients:
        recipients = _in_object(frame, sides(senders))
    if frame.verb is not None and frame.word.lemma_ == "receive":
        senders, recipients = sided(frame.actors("from")), [*senders, *recipients]
    own = sides(senders)
    recipients = [r for r in recipients if r.side not in own]
    return senders, recipients


def _sent(senders: list[Actor], recipients: list[Actor]) -> Parts:
    return [*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)]


def _in_object(frame: Frame, own: set[str]) -> list[Actor]:
    """The country that aid is for, named within what is given: "assistance for Ukraine's energy needs", "to help Kenya respond"."""
    for place in ("object", "object_for", "object_to", "to", "for"):
        for word in frame.positions.get(place, []):
            found = countries_among(word.subtree, frame.tree, ("country", "adjective"), own)
            if found:
                return found[:1]
    for child in frame.word.children:
        if child.dep_ in ("xcomp", "advcl") and child.lemma_ in ("help", "assist", "support"):
            found = countries_among(child.subtree, frame.tree, ("country", "adjective"), own)
            if found:
                return found[:1]
    return []


def _definite(frame: Frame) -> bool:
    """Whether aid is something given, not the readiness to give ("offered all appropriate assistance")."""
    things = [*frame.positions.get("object", []), *frame.positions.get("with", [])]
    if any(t.lemma_.lower() in _ENDING for t in things):
        return False  # "announced a suspension of aid"
    if frame.word.lemma_ in _GIVING:
        return True
    return any(w.lower_ in _DEFINITE or w.like_num for thing in things for w in thing.subtree)


def aid(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of aid: who gives, and who is given to."""
    if not _definite(frame):
        return []
    senders, recipients = _directed(frame)
    if not senders or not recipients:
        return []
    return [(_sent(senders, recipients), 0.65)]


def message(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a message: who sends it to whom."""
    if sides(frame.actors("sender")) & sides(frame.actors("recipient")):
        return []  # "congratulated both nations"
    if any(w.lower_ in ("credence", "credentials") for w in frame.word.subtree):
        return []
    senders, recipients = _directed(frame)
    senders = [s for s in senders if s.kind != "org" or s.org]
    if not senders or not recipients:
        return []
    return [(_sent(senders, recipients), 0.6)]


def sanction(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a sanction: who imposes or lifts it, on whom."""
    senders, recipients = _directed(frame)
    if not senders or not recipients:
        return []
    return [(_sent(senders, recipients), 0.65)]


def envoy(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of an envoy's appointment, accreditation, recall, summoning or expulsion."""
    senders = sided(frame.actors("sender"))
    if frame.trigger.id == "envoy.credentials":
        presenters, receivers = senders, sided(frame.actors("recipient"))
        if frame.word.lemma_ in ("receive", "accept"):
            presenters, receivers = sided(frame.actors("from")), senders
        if not presenters or not receivers or not international([*presenters, *receivers]):
            return []
        return [(_sent(presenters, receivers), 0.65)]
    targets = [a for a in sided(frame.actors("recipient", "principal")) if a.side]
    if frame.trigger.id == "envoy.appoint":
        if not senders or not targets:
            return []
        return [([(senders[0], "sender"), *((t, "principal") for t in targets)], 0.55)]
    if not senders:
        return []
    if frame.trigger.id == "envoy.recall":
        posts = {c for a in frame.actors("recipient", "principal") for c in a.accredited}
        targets += [of_country(c, None, "accredited") for c in sorted(posts) if c not in sides(senders)]
        parts = _sent(senders, [t for t in targets if t.side not in sides(senders)])
        return [(parts, 0.55)] if len(sides([a for a, _ in parts])) >= 2 else []
    targets = [t for t in targets if t.side not in sides(senders)]
    if not targets:
        return []
    return [(_sent(senders, targets), 0.65)]
