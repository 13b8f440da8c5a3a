"""Conferences: gatherings of an organisation, or of three and more."""

from __future__ import annotations

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.meetings import is_gathering
from tracker.extraction.parts import Parts, sided, sides


def conference(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a conference: who organises it and who takes part; none where the word names no gathering of many."""
    if frame.trigger.id == "conference.gather":
        members = sided(frame.actors("member"))
        alone = not frame.positions.get("object") and not frame.positions.get("with")
        many = is_gathering(frame) or (alone and any(a.kind == "org" and not a.delegation for a in members))
        return [([(a, "principal") for a in members], 0.65)] if many and not frame.separate else []
    if not _takes_place(frame):
        return []
    lemma = frame.word.lemma_.lower()
    orgs = _organisers(frame)
    members = [a for a in sided(frame.actors("member")) if a.kind != "org" or a.key not in {o.key for o in orgs}]
    capital = frame.word.text[:1].isupper()
    countries = [a for a in frame.actors("organiser") if a.kind == "country"]
    if lemma in ("meeting", "dialogue", "council", "session", "gathering", "congress", "talk"):
        if not orgs:
            return []
        people = sides([a for a in members if a.kind in ("person", "office")])
        named = any(a.kind == "org" or a.side == "EU" for a in frame.actors("organiser", "ab"))
        # "the OIC delegation held a meeting with Macron" is one of two
        if lemma == "meeting" and (len(people) >= 2 or (not named and len(sides([*members, *orgs])) <= 2)):
            return []
    elif lemma == "summit":
        if not _is_conference_noun(frame, orgs, members, countries):
            return []
    elif (
        not orgs
        and not capital
        and len(sides(members)) < 2
        and not countries
        and "international" not in {c.lower_ for c in frame.word.children}
    ):
        return []
    if not members and frame.tree.sentence.kind == "caption":
        members = _pictured(frame)
    clause = frame.roles.get("clause", [])
    if not members and frame.verb is not None and clause:
        members = [a for a in sided(clause) if a.kind in ("person", "office")]
    parts: Parts = [(a, "principal") for a in members]
    parts += [(o, "principal") for o in orgs]
    if len(countries) >= 1 and not members:
        parts += [(c, "principal") for c in countries]
    if not parts:
        return []
    if not orgs and len(sides([a for a, _ in parts])) < 2:
        place = frame.place
        if place is None or not place.country:
            return []
        if place.country not in sides([a for a, _ in parts]):
            parts.append((of_country(place.country, None, "venue"), "host"))
        else:
            return [] if not capital else [(parts, 0.45)]
    return [(parts, 0.65 if orgs and members else 0.55)]


def _takes_place(frame: Frame) -> bool:
    """Whether the sentence speaks of a gathering as of something that happens, and not as of a body ("the progress made by the
    Council") or within another thing, without a day or a place ("the effectiveness of the Forum")."""
    if frame.link == "prep:by" and frame.word.lemma_.lower() in ("council", "assembly", "congress"):
        return False
    return not frame.link.startswith("noun:") or frame.date is not None or frame.place is not None


def _organisers(frame: Frame) -> list[Actor]:
    of = [a for a in frame.actors("member") if a.kind == "org" and not a.delegation]
    return [*(a for a in frame.actors("organiser", "ab") if a.kind == "org" or a.side == "EU"), *of]


def _is_conference_noun(frame: Frame, orgs: list[Actor], members: list[Actor], countries: list[Actor]) -> bool:
    if orgs:
        return True
    everyone = sides([*members, *countries])
    if len(everyone) >= 3:
        return True
    return len(everyone) == 1 and frame.word.text[:1].isupper()


def _pictured(frame: Frame) -> list[Actor]:
    """Those in a group picture of a gathering: three and more in office, of as many sides."""
    shown = sided(frame.named)
    return shown if len(sides(shown)) >= 3 else []
