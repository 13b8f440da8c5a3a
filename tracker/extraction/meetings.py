"""Meetings and calls: who sat with whom, in one meeting or several, and when a summit is a conference instead."""

from __future__ import annotations

from tracker.extraction.actor import Actor
from tracker.extraction.frame import Frame
from tracker.extraction.parts import Parts, international, of_body, sided, sides
from tracker.model import Role


def meeting(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a meeting or a call, once for each meeting that the words tell of."""
    if _is_another_thing(frame):
        return []
    hosts, visitors = sided(frame.actors("host")), sided(frame.actors("visitor"))
    left, right = sided(frame.actors("a")), sided(frame.actors("b"))
    both = sided(frame.actors("ab"))
    weight = 0.75
    left, right = [*left, *hosts], [*right, *visitors]
    right += [a for a in sided(frame.actors("honoured")) if a.individual]
    if frame.verb is not None and frame.verb.lemma_ == "join" and frame.trigger.noun:
        right += sided(frame.actors("addressed"))  # "will join A and B for talks"
    clause = sided(frame.actors("clause"))
    if len(both) == 1 and both[0].kind == "country" and right and international([*left, *right, *clause]):
        left, both = left or [a for a in clause if a.individual], []  # "pulls out of Singapore summit with X"
    everyone = [*left, *right, *both]
    caption = sided(frame.actors("caption"))
    if not international(everyone) and international([*everyone, *caption]):
        left = [*left, *caption]
        everyone = [*left, *right, *both]
    if not international(everyone):
        if len(sides(clause)) == 1 and not right and frame.type == "call":
            right = [a for a in sided(frame.actors("addressed")) if a.side not in sides(clause)]
        if frame.link.startswith("prep:") and frame.link[5:] in (
            "at",
            "during",
            "after",
            "following",
            "in",
            "before",
            "on",
            "with",
            "from",
            "for",
            "to",
        ):
            added = [a for a in clause if a.individual] or [
                a for a in clause if a.kind == "country" and frame.link[5:] in ("at", "in", "during")
            ]
            left, weight = [*left, *added], 0.6
            everyone = [*left, *right, *both]
        elif frame.link == "object" and clause and (right or both):
            left, weight = [*left, *[a for a in clause if a.individual]], 0.5
            everyone = [*left, *right, *both]
    # Where persons stand for both sides, nationalities beside the noun add nothing.
    people = [a for a in everyone if a.individual]
    if international(people):
        modifiers = {a.key for a in frame.roles.get("ab", []) if a.kind == "country"}
        everyone = [a for a in everyone if a.key not in modifiers or a.side not in sides(people)]
    if (
        not everyone
        and not frame.roles.get("clause")
        and frame.type == "meeting"
        and frame.trigger.noun
        and (frame.place or frame.date)
    ):
        left, weight = frame.spoken_of, 0.45  # "The talks took place at the state guesthouse"
        everyone = list(left)
    if not international(everyone) and right and not left and frame.trigger.noun and frame.protagonist is not None:
        left, weight = [frame.protagonist], 0.5
        everyone = [*left, *right]
    if not international(everyone):
        return []
    if "echo" in frame.trigger.flags:
        weight = 0.45
        if sum(a.kind == "person" for a in everyone) < 2:
            return []
    if not people and frame.type == "meeting" and frame.trigger.id == "meeting.meet":
        weight = 0.6
    host_keys = {a.key for a in hosts}
    visitor_keys = {a.key for a in visitors}

    def role(actor: Actor) -> Role:
        return "host" if actor.key in host_keys else "visitor" if actor.key in visitor_keys else "principal"

    others = _named_first([a for a in everyone if a.key not in {b.key for b in left}])
    if frame.separate and len(left) >= 1 and len(others) >= 2 and len(sides(left)) == 1:
        return [([(a, role(a)) for a in [*left, other]], weight) for other in others if other.side not in sides(left)]
    if frame.separate and len(others) == 1 and len(left) >= 2:
        return [([(a, role(a)), (others[0], role(others[0]))], weight) for a in left if a.side != others[0].side]
    if frame.trigger.id == "meeting.meet" and len(others) >= 3 and len(left) == 1:
        return [([(a, role(a)) for a in [*left, other]], weight) for other in others if other.side not in sides(left)]
    return [([(a, role(a)) for a in everyone], weight)]


def _is_another_thing(frame: Frame) -> bool:
    """Whether the words tell of a conference, of a journey, or of no encounter at all."""
    match frame.trigger.id:
        case "meeting.summit":
            return _is_conference(frame)
        case "meeting.talks":
            return _multilateral(frame)
        case "meeting.press-conference":
            return not _is_joint(frame)
        case "meeting.meet":
            return is_gathering(frame) or meets_a_thing(frame)
        case "meeting.joint-visit":
            return _is_journey(frame)
        case "meeting.call-on":
            return _is_appeal(frame)
        case "meeting.receive":
            return _is_fixture(frame)
    return False


def meets_a_thing(frame: Frame) -> bool:
    """Whether what is "met" is no party at all: "met their targets", "met with criticism", "met students"."""
    things = [w for p in ("object", "with") for w in frame.positions.get(p, [])]
    return (
        bool(things)
        and not frame.actors("b")
        and all(w.pos_ == "NOUN" and w.i not in frame.tree.mention for w in things)
    )


def _is_appeal(frame: Frame) -> bool:
    """ "called on Israel to stop", and no call on somebody."""
    hosts = frame.actors("host")
    asked = [c for w in (frame.word, *frame.positions.get("on", [])) for c in w.children if c.tag_ == "VB"]
    return bool(asked) or not any(a.individual for a in hosts)


def _is_fixture(frame: Frame) -> bool:
    """ "Germany hosted Scotland": countries alone, and no word of talks."""
    actors = frame.actors("host", "visitor")
    return frame.word.lemma_ == "host" and all(a.kind == "country" and not a.delegation for a in actors)


def is_gathering(frame: Frame) -> bool:
    """Whether those who "met" are many and nobody's guests: "the leaders of A, B and C met", and not "A, B and C met D"."""
    positions = frame.positions
    alone = not any(positions.get(p) for p in ("object", "with", "agent"))
    return alone and not frame.separate and len(sides(sided(frame.actors("a", "member")))) >= 3


def is_hosted(frame: Frame) -> bool:
    """Whether somebody gives a summit for others: "A and B co-hosted an education summit"."""
    return frame.verb is not None and frame.verb.lemma_ in ("host", "co-host") and not frame.positions.get("with")


def _named_first(actors: list[Actor]) -> list[Actor]:
    """Actors without the posts whose holders are named beside them: "his counterparts from A and B, X and Y"."""
    named = sides([a for a in actors if a.kind == "person"])
    return [a for a in actors if a.kind != "office" or a.side not in named]


def _is_journey(frame: Frame) -> bool:
    """Whether two "visited" a country or a city, and not a school or a monument side by side."""
    mentions = [m for w in frame.positions.get("object", []) if (m := frame.tree.of(w))]
    return any(m.kind in ("country", "place") and m.basis != "venue" for m in mentions)


def _is_joint(frame: Frame) -> bool:
    """Whether two face the press: a joint press conference, or one with somebody in office."""
    joint = any(c.lower_ == "joint" for c in frame.word.children)
    return joint or any(a.individual and a.side for a in frame.actors("b"))


def _is_conference(frame: Frame) -> bool:
    """Whether a summit is a gathering of many: of an organisation, or of three and more."""
    if any(of_body(a) for role in ("ab", "a", "b") for a in frame.roles.get(role, [])):
        return True
    everyone = sided(frame.actors("a", "b", "ab", "addressed"))
    if len(sides(everyone)) >= 3 or is_hosted(frame):
        return True
    return len(sides(everyone)) < 2 and not sided(frame.actors("b"))


def _multilateral(frame: Frame) -> bool:
    """A "meeting" that is a conference: "the LMC foreign ministers' meeting", "a meeting of the G20 leaders"."""
    modifiers = [
        a
        for a in frame.actors("ab", "a")
        if (a.kind == "org" and not a.delegation) or (a.side == "EU" and a.kind == "country")
    ]
    named = frame.word.pos_ == "PROPN" or frame.word.text[:1].isupper()
    return (bool(modifiers) and (named or not sided(frame.actors("b")))) or of_members(frame)


def of_members(frame: Frame) -> bool:
    """Whether those who meet are the members of one organisation: "a meeting of EU foreign ministers", "NATO ministers ended two
    days of talks"."""
    if frame.positions.get("with") or frame.positions.get("between"):
        return False
    mentions = [
        m
        for p in ("of", "light", "possessor", "subject")
        for w in frame.positions.get(p, [])
        if (m := frame.tree.of(w))
    ]
    return any(m.kind == "office" and m.plural and len(m.parts) < 2 and (m.org or m.country == "EU") for m in mentions)
