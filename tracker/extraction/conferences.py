"""Conferences: gatherings of an organisation, or of three and more."""

from __future__ import annotations

from tracker import knowledge
from tracker.extraction.actor import Actor, of_country
from tracker.extraction.frame import Frame
from tracker.extraction.meetings import is_gathering, is_hosted, meets_a_thing, of_members
from tracker.extraction.parts import Parts, of_body, sided, sides


def conference(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of a conference: who organises it and who takes part; none where the word names no gathering of many."""
    if frame.trigger.id == "conference.gather":
        members = sided(frame.actors("member"))
        alone = not frame.positions.get("object") and not frame.positions.get("with")
        bodies = [
            a for a in members if not a.delegation and (a.kind == "org" or (a.side == "EU" and of_members(frame)))
        ]
        many = is_gathering(frame) or (alone and bool(bodies))
        if not many or frame.separate or meets_a_thing(frame):
            return []
        return [([(a, "principal") for a in members], 0.65)]
    if frame.trigger.id == "conference.ceremony":
        return _ceremony(frame)
    if not _takes_place(frame):
        return []
    lemma = frame.word.lemma_.lower()
    orgs = _organisers(frame)
    taking_part = sided(frame.actors("member", "composed"))
    if frame.verb is not None and frame.verb.lemma_ == "join":
        taking_part += sided(frame.actors("addressed"))  # "will join the leaders of A and B for a summit"
    members = [a for a in taking_part if not _is_body(a) or a.key not in {o.key for o in orgs}]
    capital = frame.word.text[:1].isupper()
    countries = [a for a in frame.actors("organiser") if a.kind == "country"]
    with_region = _with_region(frame)
    if lemma == "talk" and not of_members(frame):
        return []
    if lemma in ("meeting", "dialogue", "council", "session", "gathering", "congress", "talk"):
        if not orgs:
            return []
        people = sides([a for a in members if a.individual])
        named = any(_is_body(a) for a in frame.actors("organiser", "ab"))
        # "the OIC delegation held a meeting with Macron" is one of two
        if (
            lemma == "meeting"
            and not of_members(frame)
            and (len(people) >= 2 or (not named and len(sides([*members, *orgs])) <= 2))
        ):
            return []
    elif lemma == "summit":
        if not _of_many(frame) and not _is_conference_noun(frame, orgs, members, countries):
            return []
    elif not orgs and not capital and len(sides(members)) < 2 and not countries and not _of_many(frame):
        return []
    if not members and frame.tree.sentence.kind == "caption":
        members = _pictured(frame)
    if frame.trigger.id == "conference.aside" or (not members and frame.verb is not None):
        clause = [*frame.roles.get("clause", []), *members, *frame.roles.get("company", [])]
        members = [a for a in sided(clause) if a.individual]
    if frame.trigger.id == "conference.aside" and not members:
        return []
    hosting = frame.verb is not None and frame.verb.lemma_ in ("host", "co-host")
    hosts = sides(members[:1]) if hosting else set()
    parts: Parts = [(a, "host" if a.side in hosts else "principal") for a in members]
    parts += [(o, "principal") for o in orgs]
    parts += [(c, "principal") for c in with_region]
    if countries and not members:
        parts += [(c, "principal") for c in countries]
    if not parts or all(_domestic(a) for a, _ in parts):
        return []
    if not orgs and len(sides([a for a, _ in parts])) < 2:
        place = frame.place
        if place is None or not place.country:
            return []
        if place.country not in sides([a for a, _ in parts]):
            parts.append((of_country(place.country, None, "venue"), "host"))
        else:
            return [(parts, 0.45)] if capital or _of_many(frame) else []
    return [(parts, 0.65 if orgs and members else 0.55)]


def _takes_place(frame: Frame) -> bool:
    """Whether the sentence speaks of a gathering as of something that happens, and not as of a body ("the progress made by the
    Council") or within another thing, without a day or a place ("the effectiveness of the Forum")."""
    body = frame.word.lemma_.lower() in ("council", "assembly", "congress")
    if body and (frame.link == "prep:by" or (frame.link == "noun:of" and not _organisers(frame))):
        return False
    return not frame.link.startswith("noun:") or frame.date is not None or frame.place is not None


def _is_body(actor: Actor) -> bool:
    """Whether an actor is an organisation: the EU counts as a country elsewhere."""
    return actor.kind == "org" or (actor.side == "EU" and actor.kind == "country")


def _domestic(actor: Actor) -> bool:
    """Whether an organisation is one country's or union's own: the board of a central bank is no gathering of states."""
    known = knowledge.organisations().get(actor.org or "") if actor.kind == "org" else None
    return known is not None and known.kind == "organisation" and bool(known.country)


def _organisers(frame: Frame) -> list[Actor]:
    of = [a for a in frame.actors("member", "composed") if _is_body(a) and not a.delegation]
    return [*(a for a in frame.actors("organiser", "ab") if of_body(a)), *of]


# What a conference is called that is more than one party's own.
_PURPOSES = frozenset("international peace donor donors pledging reconstruction ministerial climate".split())


def _of_many(frame: Frame) -> bool:
    if any("-" in w.text and _REGIONS & set(w.lower_.split("-")) for w in frame.positions.get("modifier", [])):
        return True
    return bool(_PURPOSES & {c.lower_ for c in frame.word.children})


# What a country holds a summit with, beside an organisation: "the Russia-Africa summit", "the China-Central Asia summit".
_REGIONS = frozenset("africa asia europe arab latin caribbean pacific gulf central".split())


def _with_region(frame: Frame) -> list[Actor]:
    """The country that a summit is of which bears its name and a region's."""
    out = []
    for word in frame.positions.get("modifier", []):
        if frame.tree.of(word) is None and "-" in word.text:
            first, last = word.text.split("-", 1)
            names = [n for n, other in ((first, last), (last, first)) if other.lower() in _REGIONS]
            out += [of_country(code, None, "name") for n in names if (code := knowledge.countries().find(n))]
    return out


def _ceremony(frame: Frame) -> list[tuple[Parts, float]]:
    """A funeral, a coronation or an inauguration with those from abroad who attended: who is crowned or sworn in takes part, who
    is buried is known by the country alone."""
    guests = sided(frame.actors("member"))
    celebrated = sided(frame.actors("celebrated"))
    named = [w for p in ("object", "at") for w in frame.positions.get(p, [])]
    alive = not any(w.lemma_ in ("funeral", "burial") for w in named)
    if celebrated and alive:
        hosts = celebrated
    else:
        home = frame.place.country if frame.place else next((a.country for a in celebrated if a.country), None)
        hosts = [of_country(home, None, "venue")] if home else []
    foreign = [a for a in guests if a.side not in sides(hosts)]
    if not foreign or (len(sides(foreign)) < 2 and not hosts):
        return []
    if len(sides(guests)) >= 2 and not (celebrated and alive):
        hosts = []  # enough take part without naming a country for the place
    parts: Parts = [(a, "principal") for a in guests]
    return [([*parts, *((h, "host") for h in hosts)], 0.6)]


def _is_conference_noun(frame: Frame, orgs: list[Actor], members: list[Actor], countries: list[Actor]) -> bool:
    if orgs:
        return True
    everyone = sides([*members, *countries])
    if len(everyone) >= 3 or (len(everyone) == 2 and ("EU" in everyone or is_hosted(frame))):
        return True
    return len(everyone) == 1 and frame.word.text[:1].isupper()


def _pictured(frame: Frame) -> list[Actor]:
    """Those in a group picture of a gathering: three and more in office, of as many sides."""
    shown = sided(frame.named)
    return shown if len(sides(shown)) >= 3 else []
