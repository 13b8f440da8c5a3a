"""What sides do together: agreements, relations, mediation between them, joint exercises."""

from __future__ import annotations

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.parts import Parts, countries_among, international, sided, sides


def agreement(frame: Frame) -> list[tuple[Parts, float]]:
    """The parties to an agreement, at least two."""
    parties = sided(frame.actors("a", "b", "ab"))
    weight = 0.65
    if len(sides(parties)) == 1:
        parties, weight = [*parties, *_signed_in(frame, sides(parties))], 0.5
    if not international(parties):
        return []
    return [([(a, "principal") for a in parties], weight)]


def _signed_in(frame: Frame, own: set[str]) -> list[Actor]:
    """The other side of what somebody travels somewhere to sign: "was going to Armenia to sign ..."."""
    above = frame.word.head
    if frame.word.dep_ not in ("advcl", "xcomp") or above.lemma_ not in (
        "go",
        "travel",
        "fly",
        "visit",
        "arrive",
        "head",
        "come",
    ):
        return []
    goals = (word for word in above.subtree if word.dep_ in ("pobj", "dobj"))
    return countries_among(goals, frame.tree, ("country", "place"), own)[:1]


def relations(frame: Frame) -> list[tuple[Parts, float]]:
    """The sides whose relations change, at least two."""
    parties = sided(frame.actors("a", "b", "ab"))
    if any(r == "place_of" for r in frame.trigger.slots.values()):
        abroad = [
            m for p in ("in", "object_in") for w in frame.positions.get(p, []) if (m := frame.tree.of(w)) and m.country
        ]
        parties += [
            of_country(m.country, None, m.basis) for m in abroad if m.country and m.country not in sides(parties)
        ]
    if not international(parties):
        return []
    if "org_subject" in frame.trigger.flags and not any(a.kind == "org" for a in frame.actors("a")):
        return []
    if frame.trigger.id in ("relations.member", "relations.join") and not any(
        a.kind == "org" or a.side == "EU" for a in parties
    ):
        return []
    if frame.trigger.id == "relations.recognise" and not all(
        a.kind in ("country", "person", "office", "org") for a in parties
    ):
        return []
    if frame.trigger.id == "relations.recognise" and any(
        (m := frame.tree.of(w)) and m.kind == "place" for w in frame.positions.get("object", [])
    ):
        return []  # "recognised Jerusalem as Israel's capital"
    return [([(a, "principal") for a in parties], 0.6)]


def mediation(frame: Frame) -> list[tuple[Parts, float]]:
    """The mediators and the two sides that they bring together."""
    mediators = sided(frame.actors("mediator"))
    parties = [a for a in sided(frame.actors("ab")) if a.side not in sides(mediators)]
    if frame.trigger.id == "mediation.effort" and len(sides(parties)) < 2 and frame.verb is not None:
        # "launched a mediation effort to end the dispute between A and B"
        parties = countries_among(frame.verb.subtree, frame.tree, ("country", "place"), sides(mediators))[:2]
    if not mediators or len(sides(parties)) < 2:
        return []
    return [([*((a, "mediator") for a in mediators), *((a, "principal") for a in parties)], 0.6)]


def exercise(frame: Frame) -> list[tuple[Parts, float]]:
    """Those who exercise together, at least two."""
    parties = sided(frame.actors("a", "b", "ab", "clause"))
    return [([(a, "principal") for a in parties], 0.6)] if international(parties) else []
