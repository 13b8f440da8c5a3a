"""From frames to event drafts: each type's own rule of who takes which part, and what is no diplomatic event at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker import knowledge
from tracker.extraction.actors import Actor, of_country
from tracker.extraction.frames import Frame
from tracker.extraction.mention import Mention
from tracker.extraction.syntax import expand
from tracker.extraction.triggers import triggers
from tracker.extraction.words import words
from tracker.model import Role, Status

Parts = list[tuple[Actor, Role]]


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
        return {a.key for a, _ in self.parts if a.kind in ("person", "office")}


def drafts_of(frame: Frame) -> list[Draft]:
    """The drafts of one frame: none where it reports no diplomatic event."""
    if frame.reality.status is None:
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
            Draft(frame.type, frame.reality.status, kept, frame, frame.tree.sentence.index, frame.tree.sentence.block, frame.date,
                  frame.place, frame.reality.future, frame.reality.cue, weight)
        )  # fmt: skip
    return out


def _sporting(frame: Frame) -> bool:
    """Whether countries meet on a pitch: words of sport in the sentence and nobody in office."""
    words = {t.text.lower() for t in frame.tree.sentence.tokens}
    actors = [a for listed in frame.roles.values() for a in listed]
    return bool(words & triggers().sport) and not any(a.kind in ("person", "office") for a in actors)


def _proper(parts: Parts) -> Parts | None:
    """Parts without repeats: a country is not named beside a person who stands for it."""
    out: Parts = []
    seen: set[tuple[str, str]] = set()
    standing = {a.side for a, _ in parts if a.kind in ("person", "office") and a.side}
    for actor, role in parts:
        if actor.key in seen or (actor.kind in ("country", "org") and actor.party in standing):
            continue
        seen.add(actor.key)
        out.append((actor, role))
    return out or None


def _sided(actors: list[Actor]) -> list[Actor]:
    return [a for a in actors if a.side and a.cls != "spokesperson"]


def _sides(actors: list[Actor]) -> set[str]:
    return {a.side for a in actors if a.side}


def _international(actors: list[Actor]) -> bool:
    return len({a.party for a in actors if a.party}) >= 2


# --- meetings and calls -----------------------------------------------------------------------------------------------


def _meeting(frame: Frame) -> list[tuple[Parts, float]]:
    if frame.trigger.id == "meeting.summit" and _is_conference(frame):
        return []
    if frame.trigger.id == "meeting.talks" and _multilateral(frame):
        return []
    hosts, visitors = _sided(frame.actors("host")), _sided(frame.actors("visitor"))
    left, right = _sided(frame.actors("a")), _sided(frame.actors("b"))
    both = _sided(frame.actors("ab"))
    weight = 0.75
    left, right = [*left, *hosts], [*right, *visitors]
    if both and any(a.kind in ("person", "office") for a in both):
        pass
    everyone = [*left, *right, *both]
    caption = _sided(frame.actors("caption"))
    if not _international(everyone) and _international([*everyone, *caption]):
        left = [*left, *caption]
        everyone = [*left, *right, *both]
    if not _international(everyone):
        clause = _sided(frame.actors("clause"))
        if len(_sides(clause)) == 1 and not right and frame.type == "call":
            right = [a for a in _sided(frame.actors("addressed")) if a.side not in _sides(clause)]
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
            added = [a for a in clause if a.kind in ("person", "office")] or [
                a for a in clause if a.kind == "country" and frame.link[5:] in ("at", "in", "during")
            ]
            left, weight = [*left, *added], 0.6
            everyone = [*left, *right, *both]
        elif frame.link == "object" and clause and (right or both):
            left, weight = [*left, *[a for a in clause if a.kind in ("person", "office")]], 0.5
            everyone = [*left, *right, *both]
    # Where persons stand for both sides, nationalities beside the noun add nothing.
    people = [a for a in everyone if a.kind in ("person", "office")]
    if _international(people):
        modifiers = {a.key for a in frame.roles.get("ab", []) if a.kind == "country"}
        everyone = [a for a in everyone if a.key not in modifiers or a.side not in _sides(people)]
    if (
        not everyone
        and not frame.roles.get("clause")
        and frame.type == "meeting"
        and frame.trigger.noun
        and (frame.place or frame.date)
    ):
        left, weight = frame.spoken_of, 0.45  # "The talks took place at the state guesthouse"
        everyone = list(left)
    if not _international(everyone) and right and not left and frame.trigger.noun and frame.protagonist is not None:
        left, weight = [frame.protagonist], 0.5
        everyone = [*left, *right]
    if not _international(everyone):
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

    others = [a for a in everyone if a.key not in {b.key for b in left}]
    if frame.separate and len(left) >= 1 and len(others) >= 2 and len(_sides(left)) == 1:
        return [([(a, role(a)) for a in [*left, other]], weight) for other in others if other.side not in _sides(left)]
    if frame.separate and len(others) == 1 and len(_sides(left)) >= 2:
        return [([(a, role(a)), (others[0], role(others[0]))], weight) for a in left if a.side != others[0].side]
    if frame.trigger.id == "meeting.meet" and len(others) >= 3 and len(left) == 1:
        return [([(a, role(a)) for a in [*left, other]], weight) for other in others if other.side not in _sides(left)]
    return [([(a, role(a)) for a in everyone], weight)]


def _organisers(frame: Frame) -> list[Actor]:
    of = [a for a in frame.actors("member") if a.kind == "org" and not a.delegation]
    return [*(a for a in frame.actors("organiser", "ab") if a.kind == "org" or a.side == "EU"), *of]


def _is_conference(frame: Frame) -> bool:
    """Whether a summit is a gathering of many: of an organisation, or of three and more."""
    if any(a.kind == "org" or a.side == "EU" for role in ("ab", "a") for a in frame.roles.get(role, [])):
        return True
    everyone = _sided(frame.actors("a", "b", "ab"))
    if len(_sides(everyone)) >= 3:
        return True
    return len(_sides(everyone)) < 2 and not _sided(frame.actors("b"))


def _multilateral(frame: Frame) -> bool:
    """A "meeting" that is a conference: "the LMC foreign ministers' meeting", "a meeting of the G20 leaders"."""
    modifiers = [
        a
        for a in frame.actors("ab", "a")
        if (a.kind == "org" and not a.delegation) or (a.side == "EU" and a.kind == "country")
    ]
    named = frame.word.pos_ == "PROPN" or frame.word.text[:1].isupper()
    return bool(modifiers) and (named or not _sided(frame.actors("b")))


# --- visits -----------------------------------------------------------------------------------------------------------


def _visit(frame: Frame) -> list[tuple[Parts, float]]:
    goals = _goal_modifiers(frame)
    visitors = [
        a
        for a in _sided(frame.actors("visitor"))
        if a.kind in ("person", "office") or a.delegation or frame.trigger.noun
    ]
    if goals:
        visitors = [a for a in visitors if a.kind != "country" or a.country not in {m.country for m in goals}]
    if (
        not visitors
        and frame.roles.get("clause")
        and frame.trigger.noun
        and frame.link.startswith("prep:")
        and frame.link[5:] in ("during", "on", "in", "after", "from", "at", "of")
    ):
        visitors = [a for a in _sided(frame.actors("clause")) if a.kind in ("person", "office") or a.delegation]
    if not visitors:
        return []
    if frame.trigger.id == "visit.be":
        visitors = [v for v in visitors if v.kind in ("person", "office")]
    places = [*_destinations(frame), *goals]
    if (
        not places
        and frame.verb is not None
        and frame.verb.lemma_ in ("host", "welcome", "receive")
        and frame.trigger.noun
    ):
        received = [a for a in _sided(frame.actors("visitor")) if a.kind in ("person", "office")]
        guests = [a for a in visitors if a.key not in {r.key for r in received}] or visitors
        receiving = [a for a in received if a.side not in _sides(guests)]
        if receiving and guests != received:
            return [([*((g, "visitor") for g in guests), *((r, "host") for r in receiving)], 0.6)]
    hosts = [a for a in frame.actors("destination") if a.kind in ("person", "office") and a.side]
    out: list[tuple[Parts, float]] = []
    weight = 0.7 if frame.trigger.noun or frame.trigger.id in ("visit.visit", "visit.arrive") else 0.6
    own = _sides(visitors)
    if hosts:
        hosts = [h for h in hosts if h.side not in own]
        if hosts:
            return [([*((v, "visitor") for v in visitors), *((h, "host") for h in hosts)], weight)]
        return []
    for mention in places:
        if not mention.country or mention.country in own:
            continue
        guests = [v for v in visitors if v.side != mention.country]
        if guests:
            frame_place = mention
            parts: Parts = [(v, "visitor") for v in guests]
            parts.append((of_country(mention.country, None, frame_place.basis), "host"))
            out.append((parts, weight))
    return out


def _goal_modifiers(frame: Frame) -> list[Mention]:
    """Where a trip goes by the word before it: "his Beijing trip", "the Riyadh visit", but "the Russian visit" is Russia's."""
    if not frame.trigger.noun:
        return []
    owned = bool(frame.positions.get("possessor"))
    found = [m for w in frame.positions.get("modifier", []) if (m := frame.tree.of(w)) and m.country]
    return [m for m in found if m.kind in ("place", "country") or (m.kind == "adjective" and owned)]


def _destinations(frame: Frame) -> list[Mention]:
    """The countries and cities that a visit goes to, in order; the first city of a country stands for it."""
    found: list[Mention] = []
    slots = [p for p, r in frame.trigger.slots.items() if r == "destination"]
    if frame.trigger.id == "visit.travel" and frame.word.lemma_ == "return":
        slots = ["from"]
    for slot in (*slots, *(("verb_to", "verb_in") if frame.trigger.noun else ())):
        for word in frame.positions.get(slot, []):
            mention = frame.tree.of(word)
            if mention is None:
                # "the capital city of Laos", "the Qatari capital Doha"
                for inner in [*word.children, *(g for c in word.children if c.dep_ == "prep" for g in c.children)]:
                    for each in expand(inner):
                        deeper = frame.tree.of(each)
                        if (
                            deeper
                            and deeper.kind in ("place", "country", "adjective")
                            and word.lemma_.lower() in ("capital", "city", "country", "republic", "island", "kingdom")
                        ):
                            mention = deeper
            if (
                mention
                and mention.kind in ("place", "country", "adjective")
                and mention.country
                and not mention.delegation
            ):
                if mention.country not in {m.country for m in found}:
                    found.append(mention)
    told = any(frame.tree.of(w) for slot in slots for w in frame.positions.get(slot, []))
    if (
        not found
        and not told
        and frame.place is not None
        and frame.place.country
        and (frame.trigger.noun or frame.trigger.id in ("visit.visit", "visit.arrive", "visit.be"))
    ):
        found.append(frame.place)
    return found


# --- conferences ------------------------------------------------------------------------------------------------------

_ATTEND = frozenset(
    "attend participate take join address host co-host chair co-chair open lead represent speak arrive travel fly visit hold gather meet "
    "convene kick begin start conclude end close run run wrap announce welcome deliver skip".split()
)


def _conference(frame: Frame) -> list[tuple[Parts, float]]:
    if frame.trigger.id == "conference.gather":
        members = _sided(frame.actors("member"))
        many = len(_sides(members)) >= 3 or any(a.kind == "org" and not a.delegation for a in members)
        return [([(a, "principal") for a in members], 0.65)] if many else []
    lemma = frame.word.lemma_.lower()
    orgs = _organisers(frame)
    members = [a for a in _sided(frame.actors("member")) if a.kind != "org" or a.key not in {o.key for o in orgs}]
    capital = frame.word.text[:1].isupper()
    countries = [a for a in frame.actors("organiser") if a.kind == "country"]
    if lemma in ("meeting", "dialogue", "council", "session", "gathering", "congress", "talk"):
        if not orgs or not (
            capital
            or not _sided([a for a in members if a.kind in ("person", "office")])
            or frame.link == "prep:of"
            or True
        ):
            return []
        if lemma == "meeting" and len(_sides([a for a in members if a.kind in ("person", "office")])) >= 2:
            return []
    elif lemma == "summit":
        if not _is_conference_noun(frame, orgs, members, countries):
            return []
    elif (
        not orgs
        and not capital
        and len(_sides(members)) < 2
        and not countries
        and "international" not in {c.lower_ for c in frame.word.children}
    ):
        return []
    clause = frame.roles.get("clause", [])
    if not members and frame.verb is not None and clause:
        members = [a for a in _sided(clause) if a.kind in ("person", "office")]
    parts: Parts = [(a, "principal") for a in members]
    parts += [(o, "principal") for o in orgs]
    if len(countries) >= 1 and not members:
        parts += [(c, "principal") for c in countries]
    if not parts:
        return []
    if not orgs and len(_sides([a for a, _ in parts])) < 2:
        place = frame.place
        if place is None or not place.country:
            return []
        if place.country not in _sides([a for a, _ in parts]):
            parts.append((of_country(place.country, None, "venue"), "host"))
        else:
            return [] if not capital else [(parts, 0.45)]
    return [(parts, 0.65 if orgs and members else 0.55)]


def _is_conference_noun(frame: Frame, orgs: list[Actor], members: list[Actor], countries: list[Actor]) -> bool:
    if orgs:
        return True
    everyone = _sides([*members, *countries])
    if len(everyone) >= 3:
        return True
    return len(everyone) == 1 and frame.word.text[:1].isupper()


# --- everything with a sender and a recipient -------------------------------------------------------------------------


def _directed(frame: Frame) -> tuple[list[Actor], list[Actor]]:
    senders, recipients = _sided(frame.actors("sender")), _sided(frame.actors("recipient"))
    if frame.type == "aid" and not recipients:
        recipients = _in_object(frame, _sides(senders))
    if frame.verb is not None and frame.word.lemma_ == "receive":
        senders, recipients = _sided(frame.actors("from")), [*senders, *recipients]
    own = _sides(senders)
    recipients = [r for r in recipients if r.side not in own]
    return senders, recipients


def _in_object(frame: Frame, own: set[str]) -> list[Actor]:
    """The country that aid is for, named within what is given: "assistance for Ukraine's energy needs", "to help Kenya respond"."""
    found: list[Actor] = []
    for place in ("object", "object_for", "object_to", "to", "for"):
        for word in frame.positions.get(place, []):
            for inner in word.subtree:
                mention = frame.tree.of(inner)
                if (
                    mention
                    and mention.kind in ("country", "adjective")
                    and mention.country
                    and mention.country not in own
                ):
                    found.append(of_country(mention.country, None, mention.basis))
            if found:
                return found[:1]
    for child in frame.word.children:
        if child.dep_ in ("xcomp", "advcl") and child.lemma_ in ("help", "assist", "support"):
            for inner in child.subtree:
                mention = frame.tree.of(inner)
                if (
                    mention
                    and mention.kind in ("country", "adjective")
                    and mention.country
                    and mention.country not in own
                ):
                    return [of_country(mention.country, None, mention.basis)]
    return found


_DEFINITE = words("definite_aid")
_GIVING = words("giving")


def _definite(frame: Frame) -> bool:
    """Whether aid is something given, not the readiness to give ("offered all appropriate assistance")."""
    if frame.word.lemma_ in _GIVING:
        return True
    things = [*frame.positions.get("object", []), *frame.positions.get("with", [])]
    return any(w.lower_ in _DEFINITE or w.like_num for thing in things for w in thing.subtree)


def _sent(frame: Frame) -> list[tuple[Parts, float]]:
    if not _definite(frame):
        return []
    senders, recipients = _directed(frame)
    if not senders or not recipients:
        return []
    return [([*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)], 0.65)]


def _message(frame: Frame) -> list[tuple[Parts, float]]:
    if _sides(frame.actors("sender")) & _sides(frame.actors("recipient")):
        return []  # "congratulated both nations"
    if any(w.lower_ in ("credence", "credentials") for w in frame.word.subtree):
        return []
    senders, recipients = _directed(frame)
    senders = [s for s in senders if s.kind != "org" or s.org]
    if not senders or not recipients:
        return []
    return [([*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)], 0.6)]


def _sanction(frame: Frame) -> list[tuple[Parts, float]]:
    senders, recipients = _directed(frame)
    if not senders or not recipients:
        return []
    return [([*((a, "sender") for a in senders), *((a, "recipient") for a in recipients)], 0.65)]


# --- agreements, relations, mediation, exercises ----------------------------------------------------------------------


def _agreement(frame: Frame) -> list[tuple[Parts, float]]:
    parties = _sided(frame.actors("a", "b", "ab"))
    weight = 0.65
    if len(_sides(parties)) == 1:
        parties, weight = [*parties, *_signed_in(frame, _sides(parties))], 0.5
    if not _international(parties):
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
    for word in above.subtree:
        mention = frame.tree.of(word)
        if (
            mention
            and mention.kind in ("country", "place")
            and mention.country
            and mention.country not in own
            and word.dep_ in ("pobj", "dobj")
        ):
            return [of_country(mention.country, None, mention.basis)]
    return []


def _relations(frame: Frame) -> list[tuple[Parts, float]]:
    parties = _sided(frame.actors("a", "b", "ab"))
    if any(r == "place_of" for r in frame.trigger.slots.values()):
        abroad = [
            m for p in ("in", "object_in") for w in frame.positions.get(p, []) if (m := frame.tree.of(w)) and m.country
        ]
        parties += [
            of_country(m.country, None, m.basis) for m in abroad if m.country and m.country not in _sides(parties)
        ]
    if not _international(parties):
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
    return [([(a, "principal") for a in parties], 0.6)]


def _mediation(frame: Frame) -> list[tuple[Parts, float]]:
    mediators = _sided(frame.actors("mediator"))
    parties = [a for a in _sided(frame.actors("ab")) if a.side not in _sides(mediators)]
    if not mediators or len(_sides(parties)) < 2:
        return []
    return [([*((a, "mediator") for a in mediators), *((a, "principal") for a in parties)], 0.6)]


def _exercise(frame: Frame) -> list[tuple[Parts, float]]:
    parties = _sided(frame.actors("a", "b", "ab", "clause"))
    return [([(a, "principal") for a in parties], 0.6)] if _international(parties) else []


# --- envoys -----------------------------------------------------------------------------------------------------------


def _envoy(frame: Frame) -> list[tuple[Parts, float]]:
    senders = _sided(frame.actors("sender"))
    if frame.trigger.id == "envoy.credentials":
        presenters, receivers = senders, _sided(frame.actors("recipient"))
        if frame.word.lemma_ in ("receive", "accept"):
            presenters, receivers = _sided(frame.actors("from")), senders
        if not presenters or not receivers or not _international([*presenters, *receivers]):
            return []
        return [([*((a, "sender") for a in presenters), *((a, "recipient") for a in receivers)], 0.65)]
    targets = [a for a in _sided(frame.actors("recipient", "principal")) if a.side]
    if frame.trigger.id == "envoy.appoint":
        if not senders or not targets:
            return []
        return [([(senders[0], "sender"), *((t, "principal") for t in targets)], 0.55)]
    extra: Parts = []
    if not senders:
        return []
    if frame.trigger.id == "envoy.recall":
        posts = {c for a in frame.actors("recipient", "principal") for c in a.accredited}
        targets += [of_country(c, None, "accredited") for c in sorted(posts) if c not in _sides(senders)]
        parts: Parts = [(s, "sender") for s in senders]
        parts += [(t, "recipient") for t in targets if t.side not in _sides(senders)]
        return [(parts, 0.55)] if len(_sides([a for a, _ in parts])) >= 2 else []
    targets = [t for t in targets if t.side not in _sides(senders)]
    if not targets:
        return []
    return [([*((s, "sender") for s in senders), *((replace(t), "recipient") for t in targets), *extra], 0.65)]


_BUILDERS: dict[str, Callable[[Frame], list[tuple[Parts, float]]]] = {
    "meeting": _meeting, "call": _meeting, "visit": _visit, "conference": _conference, "mediation": _mediation, "message": _message,
    "agreement": _agreement, "relations": _relations, "envoy": _envoy, "sanction": _sanction, "aid": _sent, "exercise": _exercise,
}  # fmt: skip


def capital_country(name: str) -> str | None:
    """The country of a capital, for places told by name alone."""
    return knowledge.countries().capital_of(name)
