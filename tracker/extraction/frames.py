"""What a parsed sentence reports: each trigger with the actors in its slots, its reality, its date and its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.extraction.actors import Actor, Resolver, from_person
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.status import Reality, of_noun, of_verb
from tracker.extraction.syntax import (
    Positions,
    expand,
    measured,
    noun_positions,
    prepositions,
    verb_positions,
)
from tracker.extraction.triggers import Trigger, Triggers, triggers
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


@dataclass(slots=True)
class Frame:
    """One trigger in one sentence; `roles` gives the actors by role, `clause` those whom only the clause around it names."""

    trigger: Trigger
    word: Word
    tree: Tree
    verb: Word | None
    reality: Reality
    positions: Positions
    link: str = ""
    roles: dict[str, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    date: Mention | None = None
    date_far: bool = False
    place: Mention | None = None
    plural: bool = False
    separate: bool = False
    protagonist: Actor | None = None
    spoken_of: list[Actor] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The event type of the trigger."""
        return self.trigger.type

    def actors(self, *roles: str) -> list[Actor]:
        """The actors in these roles, each once."""
        out: list[Actor] = []
        for role in roles:
            for actor in self.roles.get(role, ()):
                if actor.key not in {a.key for a in out}:
                    out.append(actor)
        return out


_PHONE = frozenset({"phone", "telephone", "videolink", "video", "videoconference", "teleconference", "call"})
_TALKING_VERB = frozenset({"speak", "talk", "confer", "converse"})


def find_frames(tree: Tree, known: Triggers, resolver: Resolver) -> Iterator[Frame]:
    """The frames of a sentence, in the order of its words."""
    for word in tree.doc:
        if word.i in tree.mention:
            continue
        lemma = word.lemma_.lower()
        if word.pos_ in ("VERB", "AUX") or (word.tag_.startswith("VB")):
            for trigger in known.verbs.get(lemma, ()):
                frame = _verb_frame(word, trigger, tree, resolver)
                if frame is not None:
                    yield frame
        elif word.pos_ in ("NOUN", "PROPN", "ADJ"):
            lemma = lemma if lemma in known.nouns else lemma.removesuffix("s")
            for trigger in known.nouns.get(lemma, ()):
                frame = _noun_frame(word, trigger, tree, resolver, known)
                if frame is not None:
                    yield frame


def _verb_frame(word: Word, trigger: Trigger, tree: Tree, resolver: Resolver) -> Frame | None:
    positions = verb_positions(word)
    if trigger.particle and not any(c.lower_ in trigger.particle for c in word.children):
        return None
    if trigger.needs and not _has_thing(word, trigger, positions):
        return None
    if "by_phone" in trigger.flags and not _by_phone(word, positions, tree):
        return None
    objects = positions.get("object", [])
    if (
        "joint" in trigger.flags
        and len({a.side for a in resolver.all(positions.get("subject", []), tree) if a.kind == "person" and a.side}) < 2
    ):
        return None
    if "bare_object" in trigger.flags and any(
        c.dep_ in ("oprd", "xcomp", "ccomp", "prt", "acomp") for c in word.children
    ):
        return None
    if "bare_clause" in trigger.flags and any(c.dep_ in ("ccomp", "xcomp") for c in word.children):
        return None
    if "envoy_object" in trigger.flags and not _names_envoy(word, objects, positions, tree):
        return None
    if "envoy_target" in trigger.flags and not _targets_envoy(word, objects, tree):
        return None
    if "org_object" in trigger.flags and not any((m := tree.of(o)) and m.kind == "org" for o in objects):
        return None
    frame = Frame(trigger, word, tree, word, of_verb(word), positions, "verb")
    _fill(frame, resolver)
    if "actor_object" in trigger.flags and not any(
        a for role in (trigger.slots.get("object"),) if role for a in frame.roles[role]
    ):
        return None
    if "person_object" in trigger.flags and not any(
        a.kind in ("person", "office") or a.delegation for a in frame.roles[trigger.slots["object"]]
    ):
        return None
    if trigger.needs_slot and not any(tree.of(w) is not None for w in positions.get(trigger.needs_slot, [])):
        return None
    frame.separate = (
        any(c.lower_ in ("separately", "respectively", "individually") for c in word.children)
        or trigger.id == "meeting.call-on"
    )
    _locate(frame, word)
    return frame


def _has_thing(verb: Word, trigger: Trigger, positions: Positions) -> bool:
    for place in trigger.needs_in:
        for thing in positions.get(place, []):
            words = [g for m in measured(thing) for g in (expand(m) if m is not thing else [m])]
            for each in words:
                lemma = each.lemma_.lower()
                if (
                    lemma in trigger.needs
                    or lemma.removesuffix("s") in trigger.needs
                    or ("money" in trigger.flags and _is_money(each))
                ):
                    if not trigger.needs_words:
                        return True
                    around = {each.lower_, lemma, *(c.lower_ for c in each.subtree)}
                    if around & trigger.needs_words:
                        return True
    return False


def _is_money(word: Word) -> bool:
    return word.lower_ in ("$", "million", "billion", "dollars", "euros", "pounds") or word.ent_type_ == "MONEY"


def _by_phone(verb: Word, positions: Positions, tree: Tree) -> bool:
    for key in ("by", "agent", "on", "over", "via", "through"):
        if any(
            w.lemma_.lower() in _PHONE or any(c.lower_ in _PHONE for c in w.children) for w in positions.get(key, [])
        ):
            return True
    # "The President spoke with Prime Minister X": in a readout, a conversation and no speech
    return verb.lemma_ == "speak" and any(
        (m := tree.of(w)) and m.kind in ("person", "office") for w in positions.get("with", [])
    )


_ENVOY_WORDS = frozenset(
    {"ambassador", "envoy", "representative", "consul", "attaché", "charge", "commissioner", "nuncio"}
)


def _is_envoy(mention: Mention | None, word: Word) -> bool:
    if mention is not None:
        return mention.cls == "envoy" or any(w in (mention.title or "").lower() for w in _ENVOY_WORDS)
    return word.lemma_.lower() in (*_ENVOY_WORDS, "diplomat")


def _names_envoy(verb: Word, objects: list[Word], positions: Positions, tree: Tree) -> bool:
    """ "appointed X as ambassador", "named X its special envoy"."""
    near = [
        *objects,
        *positions.get("as", []),
        *(c for c in verb.children if c.dep_ in ("oprd", "attr", "ccomp", "xcomp")),
    ]
    return any(_is_envoy(tree.of(w), w) for w in near)


def _targets_envoy(verb: Word, objects: list[Word], tree: Tree) -> bool:
    if verb.lemma_ == "declare":
        return any(w.lower_ in ("persona", "grata") for w in verb.subtree) and any(
            _is_envoy(tree.of(w), w) for w in objects
        )
    return any(_is_envoy(tree.of(w), w) or any(_is_envoy(tree.of(c), c) for c in w.children) for w in objects)


_JUNK_MEETING = frozenset(
    {"news", "press", "cabinet", "board", "shareholder", "party", "town", "prayer", "family", "council"}
)
_CALL_WORDS = frozenset({"phone", "telephone", "video", "telephonic", "conference", "introductory", "tele"})


def _noun_frame(word: Word, trigger: Trigger, tree: Tree, resolver: Resolver, known: Triggers) -> Frame | None:
    if word.dep_ in ("compound", "amod", "nmod") and word.head.pos_ in ("NOUN", "PROPN"):
        return None
    modifiers = {c.lower_ for c in word.children if c.dep_ in ("amod", "compound", "nmod")}
    lemma = word.lemma_.lower()
    if trigger.modifiers and not trigger.modifiers & modifiers and "modifiers_or_pair" not in trigger.flags:
        return None
    if trigger.type == "call" and lemma == "call" and not (modifiers & _CALL_WORDS or _calls_someone(word, tree)):
        return None
    if trigger.type == "call" and lemma in ("phone", "telephone"):
        return None
    if trigger.id == "meeting.talks" and (modifiers & _CALL_WORDS and lemma in ("talk", "discussion", "conversation")):
        return None
    if trigger.id == "meeting.talks" and lemma == "contact" and word.tag_ != "NNS":
        return None
    if trigger.type == "conference" and lemma == "conference" and modifiers & {"news", "press", "joint"}:
        return None
    if trigger.of_nouns and not any(
        w.lemma_.lower() in trigger.of_nouns or w.lemma_.lower().removesuffix("s") in trigger.of_nouns
        for w in prepositions(word).get("of", [])
    ):
        return None
    positions, verb, link = noun_positions(word, known.light)
    if trigger.of_nouns:
        for thing in prepositions(word).get("of", []):
            for key, words in prepositions(thing).items():
                positions["of_" + key].extend(words)
    frame = Frame(trigger, word, tree, verb, of_noun(word, verb, link), positions, link)
    _fill(frame, resolver)
    if trigger.modifiers and not trigger.modifiers & modifiers and len({a.side for a in frame.actors("a", "ab")}) < 2:
        return None
    for extra in ("caption", "addressed"):
        frame.roles[extra] = [a for a in resolver.all(positions.get(extra, []), tree) if a.kind in ("person", "office")]
    frame.plural = (word.tag_ in ("NNS", "NNPS") and lemma != "talk") or (
        modifiers >= {"bilateral"} and word.tag_ == "NNS"
    )
    frame.separate = bool(modifiers & {"separate", "individual"}) or (
        frame.plural and lemma in ("meeting", "talk", "contact", "discussion", "consultation")
    )
    others = {a.side for a in frame.actors("b") if a.side}
    if frame.type in ("meeting", "call") and others and not frame.roles.get("a"):
        person = resolver.people.protagonist(others, tree.sentence.index)
        frame.protagonist = from_person(person) if person else None
    if any(c.lower_ in ("the", "this", "their") for c in word.children) and word.tag_ != "NNPS":
        frame.spoken_of = list(resolver.pair)
    _locate(frame, word)
    return frame


def _calls_someone(word: Word, tree: Tree) -> bool:
    """ "a call with Xi", "the call between A and B", and no call for something."""
    if any(c.dep_ == "prep" and c.lower_ in ("for", "on") for c in word.children):
        return False
    return any(c.dep_ == "prep" and c.lower_ in ("with", "between", "to", "from") for c in word.children)


def _fill(frame: Frame, resolver: Resolver) -> None:
    """Put the actors of every slot into their roles."""
    for position, role in frame.trigger.slots.items():
        words = frame.positions.get(position, [])
        if words:
            for actor in resolver.all(words, frame.tree):
                if actor.key not in {a.key for a in frame.roles[role]}:
                    frame.roles[role if position != "clause" else "clause"].append(actor)


# --- where and when ---------------------------------------------------------------------------------------------------

# How far a date or a place may stand from the trigger: within its own phrase, in its clause, in a clause above or beside it.
_PHRASE, _CLAUSE, _ABOVE, _BESIDE, _REPORT, _NOWHERE = 0, 1, 2, 4, 5, 99


def _clause_verb(word: Word) -> Word | None:
    """The verb of the clause that a word stands in; a word under the subject belongs to the clause as well."""
    current = word
    for _ in range(15):
        if current.pos_ in ("VERB", "AUX") and current.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return current
        if current.head is current:
            return None
        current = current.head
    return None


def _chain(trigger: Word) -> list[tuple[Word, str]]:
    """The verbs from the trigger's clause upwards, each with the way in which the one below hangs on it."""
    out: list[tuple[Word, str]] = []
    verb, link = _clause_verb(trigger), "own"
    for _ in range(6):
        if verb is None:
            break
        out.append((verb, link))
        if verb.head is verb:
            break
        link, verb = verb.dep_, _clause_verb(verb.head)
    return out


def _cost(word: Word, trigger: Word) -> int:
    """How far a date or a place stands from a trigger."""
    above = set()
    current = word
    for _ in range(15):
        if current.i == trigger.i:
            inside = not any(w.pos_ == "VERB" and w.dep_ in ("relcl", "ccomp", "advcl") for w in above)
            return _PHRASE if inside else _NOWHERE
        if (
            current.dep_ == "prep"
            and current.lower_ in ("since", "before", "after", "following")
            and current is not word.head
        ):
            return _NOWHERE  # "their first conversation since the November summit": the summit's date
        above.add(current)
        if current.head is current:
            break
        current = current.head
    verb = _clause_verb(trigger)
    if verb is not None and verb.dep_ == "relcl" and verb.head.i == word.i:
        return _PHRASE  # "16 March, when Kishida received Yoon"
    own = _clause_verb(word)
    if own is None:
        return _BESIDE
    if word.dep_ == "poss" or (
        word.head.pos_ in ("NOUN", "PROPN") and word.dep_ in ("compound", "nmod", "amod", "npadvmod")
    ):
        return _BESIDE  # "Today's exchange builds on the meeting ...": the date of another thing
    if _set_apart(trigger):
        return _NOWHERE  # "arrived on Monday ahead of a visit": Monday is not the visit's day
    cost = _CLAUSE
    for i, (verb, link) in enumerate(_chain(trigger)):
        if i and link in ("ccomp", "parataxis"):
            cost = max(cost, _REPORT)
        elif i and link in ("relcl", "acl"):
            cost = max(cost, _BESIDE)
        elif i:
            cost = max(cost, _ABOVE)
        if own.i == verb.i:
            return cost
        if own.head.i == verb.i and own.dep_ in ("conj", "advcl", "xcomp") and i == 0:
            apart = any(c.dep_ in ("mark", "prep") and c.lower_ in ("since", "before", "after") for c in own.children)
            return _NOWHERE if apart else _BESIDE
    return _NOWHERE


def _set_apart(trigger: Word) -> bool:
    """Whether a noun is told of as coming before or after what its clause reports."""
    current = trigger
    while current.dep_ in ("conj", "appos", "compound"):
        current = current.head
    if current.dep_ != "pobj":
        return False
    preposition = current.head
    return preposition.lower_ in ("before", "since") or (
        preposition.lower_ == "of" and preposition.head.lower_ == "ahead"
    )


def _called_off_date(frame: Frame, word: Word) -> Mention | None:
    """The day for which something called off was meant: said with the thing ("the talks on Friday", "a visit that was to begin on
    Sunday"), never with the calling off."""
    found = []
    for index, mention in frame.tree.mention.items():
        if mention.kind == "date":
            each = frame.tree.doc[index]
            inside = word in each.ancestors
            coarse = not re.search(r"day\b|today|tomorrow|night", mention.name.lower())
            if inside or coarse:
                found.append((not inside, abs(index - word.i), mention))
    return min(found, default=(0, 0, None), key=lambda f: f[:2])[2]


def _locate(frame: Frame, word: Word) -> None:
    """The date and the place that stand nearest to the trigger in the tree."""
    dates, places = [], []
    # "will fly on Wednesday following his trip": Wednesday is not the trip's day
    later = (
        frame.link in ("prep:after", "prep:following")
        and frame.verb is not None
        and of_verb(frame.verb).status == "planned"
    )
    for index, mention in frame.tree.mention.items():
        each = frame.tree.doc[index]
        if mention.kind == "date":
            cost = _cost(each, word)
            dates.append((_NOWHERE if later and cost > _PHRASE else cost, abs(index - word.i), mention))
        elif mention.kind in ("place", "country") and _is_location(each, mention):
            places.append((_cost(each, word) + 5 * _of_something_else(each, frame), abs(index - word.i), mention))
    best = min(dates, default=None, key=lambda d: d[:2])
    if frame.reality.status in ("cancelled", "postponed"):
        frame.date = _called_off_date(frame, word)
        frame.reality = Reality(frame.reality.status, frame.reality.cue, True)
    elif best is not None and best[0] <= _REPORT:
        frame.date, frame.date_far = best[2], best[0] >= _BESIDE
    best = min(places, default=None, key=lambda p: p[:2])
    if best is not None and best[0] <= _BESIDE:
        frame.place = best[2]


_VENUE_NOUNS = words("venue_nouns")


def _of_something_else(place: Word, frame: Frame) -> bool:
    """Whether a place belongs to a thing rather than to the event: "discussed the situation in Iraq"."""
    current = place
    while current.dep_ in ("conj", "appos", "compound", "npadvmod") and current.head is not current:
        current = current.head
    if current.dep_ != "pobj":
        return False
    holder, trigger = current.head.head, frame.word
    lemma = holder.lemma_.lower()
    if (
        holder.pos_ != "NOUN"
        or holder.i == trigger.i
        or holder.i in frame.tree.mention
        or lemma in _VENUE_NOUNS | frame.trigger.needs
    ):
        return False
    return trigger.i not in {w.i for w in holder.subtree} and lemma not in triggers().nouns


_LOCATIVE = frozenset({"in", "at", "near", "outside", "aboard", "inside", "on"})


def _is_location(word: Word, mention: Mention) -> bool:
    """Whether a place word is said as a place: after "in" or "at", or in a chain of places."""
    if mention.delegation or (mention.kind == "country" and mention.metonym):
        return False
    current = word
    for _ in range(4):
        if current.dep_ in ("conj", "appos", "npadvmod"):
            current = current.head
            continue
        break
    if current.dep_ == "pobj" and current.head.lower_ in _LOCATIVE:
        return not (current.head.lower_ == "on" and mention.kind == "country")
    if (
        current.dep_ == "pobj"
        and current.head.lower_ == "of"
        and current.head.head.lemma_.lower() in ("capital", "city", "town", "resort", "port")
    ):
        return True
    return mention.kind == "place" and mention.basis == "venue" and not mention.metonym
