"""Envoys: appointed, accredited, recalled, summoned and expelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tracker.extraction.actor import Actor, of_country
from tracker.extraction.directed import sent
from tracker.extraction.frame import Frame
from tracker.extraction.parts import Parts, countries_among, international, sided, sides

# Who receives credentials, where the sentence does not hang them on the verb.
_ACCREDITING = frozenset({"head_of_state", "royal"})


def envoy(frame: Frame) -> list[tuple[Parts, float]]:
    """The parts of an envoy's appointment, accreditation, recall, summoning or expulsion."""
    return _KINDS.get(frame.trigger.id, _acted_upon)(frame)


def _presented(frame: Frame) -> list[tuple[Parts, float]]:
    """Credentials: one event, however many present them; those whom the article lists with their countries are the presenters."""
    presenters, receivers = sided(frame.actors("sender")), sided(frame.actors("recipient"))
    if frame.word.lemma_ in ("receive", "accept"):
        presenters, receivers = sided(frame.actors("from")), presenters
    receivers = receivers or [a for a in sided(frame.actors("near")) if a.cls in _ACCREDITING]
    receivers = [r for r in receivers if r.cls != "envoy"]
    own = sides(receivers)
    presenters = [p for p in [*presenters, *frame.actors("listed")] if p.side not in own]
    if not presenters or not receivers or not international([*presenters, *receivers]):
        return []
    return [(sent(presenters, receivers), 0.65)]


def _appointed(frame: Frame) -> list[tuple[Parts, float]]:
    """An appointment: by whom, who, and to which countries."""
    posts = [a for a in frame.actors("post", "as") if a.accredited]
    if frame.trigger.id == "envoy.next" and not any(w.lower_ == "next" for w in frame.word.subtree):
        return []  # who is ambassador already
    senders = (
        sided(frame.actors("sender"))
        or sided(frame.actors("owner"))
        or sided([replace(p, accredited=()) for p in posts])
    )
    if not senders:
        return []
    sender = senders[0]
    if sender.cls == "envoy" and sender.country:  # "was appointed British ambassador to France"
        sender = of_country(sender.country, None, sender.basis)
    named = [a for a in frame.actors("principal", "person") if a.kind == "person"]
    appointed = [a if a.side else replace(a, country=sender.country, org=sender.org, basis="appointed") for a in named]
    codes = {c: None for p in posts for c in p.accredited}
    codes |= {a.country: None for a in _also_accredited(frame) if a.country}
    to = [of_country(c, None, "accredited") for c in codes if c not in sides([sender])]
    parts: Parts = [(sender, "sender"), *((a, "principal") for a in appointed), *((c, "recipient") for c in to)]
    return [(parts, 0.55)] if len(sides([a for a, _ in parts])) >= 2 else []


def _also_accredited(frame: Frame) -> list[Actor]:
    """The other countries of an appointment: "with non-resident accreditation to Tunisia"."""
    words = [w for w in frame.word.subtree if any(a.lemma_ in ("accreditation", "accredit") for a in w.ancestors)]
    return countries_among(words, frame.tree, ("country", "place"), ())


def _recalled(frame: Frame) -> list[tuple[Parts, float]]:
    """A recall: by whom, the envoy, and the countries where the envoy was."""
    senders = sided(frame.actors("sender"))
    targets = sided(frame.actors("recipient", "principal"))
    posts = {c for a in frame.actors("recipient", "principal") for c in a.accredited}
    targets += [of_country(c, None, "accredited") for c in sorted(posts) if c not in sides(senders)]
    parts = sent(senders, [t for t in targets if t.side not in sides(senders)])
    return [(parts, 0.55)] if senders and len(sides([a for a, _ in parts])) >= 2 else []


def _acted_upon(frame: Frame) -> list[tuple[Parts, float]]:
    """A summons or an expulsion; each country that expels does so for itself."""
    told = sided(frame.actors("sender"))
    senders = told or _left(frame) or sided(frame.actors("teller"))
    targets = [t for t in sided(frame.actors("recipient", "principal")) if t.side not in sides(senders)]
    if told and not targets:  # "expelled diplomats from Poland and Sweden"
        targets = [t for t in _left(frame) if t.side not in sides(senders)]
    if not senders or not targets:
        return []
    if frame.trigger.id != "envoy.expel":
        return [(sent(senders, targets), 0.65)]
    apart = {s.party: [a for a in senders if a.party == s.party] for s in senders}
    return [(sent(own, targets), 0.65) for own in apart.values()]


def _left(frame: Frame) -> list[Actor]:
    """The country that those expelled have to leave."""
    return sided([a for a in frame.actors("from") if a.kind == "country"])


_KINDS: dict[str, Callable[[Frame], list[tuple[Parts, float]]]] = {
    "envoy.credentials": _presented, "envoy.appoint": _appointed,
    "envoy.appointment": _appointed, "envoy.next": _appointed, "envoy.recall": _recalled,
}  # fmt: skip
