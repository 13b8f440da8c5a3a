"""What a parsed sentence reports: each trigger with the actors in its slots, its reality, its date and its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import from_person
from tracker.extraction.actors import Resolver
from tracker.extraction.company import apart, headed_by
from tracker.extraction.conditions import names_gathering, noun_fits, verb_fits
from tracker.extraction.diplomats import displaced_envoys, fill_envoy
from tracker.extraction.frame import Frame
from tracker.extraction.language import Tree
from tracker.extraction.legs import spread
from tracker.extraction.locating import locate
from tracker.extraction.noun_status import of_noun
from tracker.extraction.parts import sides
from tracker.extraction.positions import noun_positions, verb_positions
from tracker.extraction.runs import opening_run, run_after, run_before
from tracker.extraction.speaking import ASIDE_NOUNS
from tracker.extraction.status import NAMED, Reality, of_verb
from tracker.extraction.syntax import is_predicate, is_verb, phrase, prepositions
from tracker.extraction.triggers import Trigger, Triggers

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


# "became the first country to recognise": what such a one is said to do has been done.
_DOERS = frozenset({"country", "nation", "state", "government", "leader", "power", "member", "president", "minister"})


def find_frames(tree: Tree, known: Triggers, resolver: Resolver) -> Iterator[Frame]:
    """The frames of a sentence, in the order of its words."""
    for word in tree.doc:
        if word.i in tree.mention:
            aside = _aside_frame(word, tree, resolver, known)
            if aside is not None:
                yield aside
            continue
        lemma = word.lemma_.lower()
        if is_verb(word) and not _is_thing(word):
            for trigger in known.verbs.get(lemma, ()):
                frame = _verb_frame(word, trigger, tree, resolver)
                if frame is not None:
                    yield from spread(frame, resolver)
        elif word.pos_ in ("NOUN", "PROPN", "ADJ") or _is_thing(word):
            lemma = lemma if lemma in known.nouns else lemma.removesuffix("s")
            for trigger in known.nouns.get(lemma, ()):
                frame = _noun_frame(word, trigger, tree, resolver, known)
                if frame is not None:
                    yield from spread(frame, resolver)


def _is_thing(word: Word) -> bool:
    """Whether what the tagger takes for a verb stands as a noun: "his first foreign leader call with ..."."""
    return word.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass") and any(
        c.dep_ in ("det", "poss", "compound", "nummod") for c in word.children
    )


def _verb_frame(word: Word, trigger: Trigger, tree: Tree, resolver: Resolver) -> Frame | None:
    positions = verb_positions(word)
    if "envoy_target" in trigger.flags and not positions["object"]:
        positions["object"] = displaced_envoys(word, tree)
    if not verb_fits(word, trigger, positions, tree, resolver):
        return None
    frame = Frame(trigger, word, tree, word, _reality(word, tree), positions, "verb")
    if "settled" in trigger.flags and frame.reality.cue == "will":
        frame.reality = Reality("held", "announced")  # "will be the next ambassador": the appointment is made
    due = "due" in trigger.flags or (trigger.id == "visit.be" and any(w.lower_ == "due" for w in word.subtree))
    if due and frame.reality.status == "held":
        frame.reality = Reality("planned", "due", True)
    _fill(frame, resolver)
    if trigger.type == "envoy":
        fill_envoy(frame, resolver)
    if trigger.type in ("agreement", "exercise", "relations", "message"):
        frame.roles["listed"] = resolver.all(run_before(word, tree), tree)
        if trigger.type == "agreement":
            frame.roles["about"] = resolver.all(_others_named(word, tree), tree)
        frame.spoken_of = list(resolver.pair)
    if "body" in trigger.flags and all(a.kind == "country" for a in frame.actors("a")):
        frame.roles["body"] = resolver.body_spoken_of(tree)
    if "actor_object" in trigger.flags and not frame.actors(trigger.slots.get("object", "")):
        return None
    if "person_object" in trigger.flags and not any(
        a.individual or a.delegation for a in frame.roles[trigger.slots["object"]]
    ):
        return None
    if trigger.needs_slot and not any(tree.of(w) is not None for w in positions.get(trigger.needs_slot, [])):
        return None
    frame.separate = trigger.id == "meeting.call-on" or apart(word)
    locate(frame)
    return frame


def _others_named(verb: Word, tree: Tree) -> list[Word]:
    """The actors named around a clause, but for those who tell of it ("Qatar said that ...") and those behind a "by"."""
    tellers = {w.i for above in verb.ancestors for c in above.children if c.dep_ == "nsubj" for w in c.subtree}
    named = [w for w in tree.doc if w.i in tree.mention and w.i not in tellers and w.head.lower_ != "by"]
    # "the Trump administration" is the administration
    return [w.head if w.dep_ in ("compound", "poss") and w.head.i not in tree.mention else w for w in named]


def _reality(verb: Word, tree: Tree) -> Reality:
    """What the sentence says of the event that a verb reports, through "became the latest country to ..." and headlines."""
    above = verb.head
    if (
        verb.dep_ == "xcomp"
        and above.lemma_ == "have"
        and any(c.lower_ == "yet" for c in (*above.children, *verb.children))
    ):
        return Reality(None, "have yet to")
    if (
        verb.dep_ == "acl"
        and above.lemma_ in ("intent", "intention")
        and above.head.lemma_ in ("announce", "declare", "confirm")
    ):
        return Reality("planned", "announced the intent", True)
    if verb.dep_ in ("relcl", "acl") and verb.tag_ == "VB":
        if is_predicate(above) and above.lemma_.lower() in _DOERS:
            return of_verb(above.head)
        if above.dep_ == "ROOT" and tree.sentence.kind in ("title", "heading") and tree.of(above) is not None:
            return Reality("planned", "to (headline)", True)
    return of_verb(verb)


_ASIDE = Trigger(
    "conference.aside",
    "conference",
    "CONSULT",
    {"clause": "member", "light": "member", "company": "company", "organiser": "organiser"},
    mode="multilateral",
)
_HOSTING = frozenset({"host", "welcome", "receive"})


def _noun_frame(word: Word, trigger: Trigger, tree: Tree, resolver: Resolver, known: Triggers) -> Frame | None:
    if word.dep_ in ("compound", "amod", "nmod") and word.head.pos_ in ("NOUN", "PROPN"):
        return None
    modifiers = {c.lower_ for c in word.children if c.dep_ in ("amod", "compound", "nmod")}
    if "text" in trigger.flags:
        modifiers = {w.lower_ for w in phrase(word)}  # "Joint Leaders' Statement"
    if not noun_fits(word, trigger, modifiers, tree):
        return None
    lemma = word.lemma_.lower()
    positions, verb, link = noun_positions(word, known.light)
    if not _meets(verb, known):
        positions.pop("company", None)
    for thing in [*positions.get("in", []), *positions.get("verb_in", [])]:
        if thing.lemma_ in ("honour", "honor"):  # "a dinner in honour of X"
            positions["honour"].extend(prepositions(thing).get("of", []))
    if trigger.of_nouns or "envoy_target" in trigger.flags:
        for thing in prepositions(word).get("of", []):
            positions["agent"].extend(prepositions(thing).get("agent", []))  # "the signing of the pact by A and B"
            for key, words in prepositions(thing).items():
                positions["of_" + key].extend(words)
            positions["of_possessor"].extend(c for c in thing.children if c.dep_ == "poss")
            positions["of_modifier"].extend(c for c in thing.children if c.dep_ in ("amod", "compound", "nmod"))
    telling = (
        "telling" in trigger.flags and verb is not None and link == "object" and verb.lemma_ in ("announce", "confirm")
    )
    reality = of_verb(verb) if telling and verb is not None else of_noun(word, verb, link)
    frame = Frame(trigger, word, tree, verb, reality, positions, link)
    _fill(frame, resolver)
    if trigger.modifiers and not trigger.modifiers & modifiers and len({a.side for a in frame.actors("a", "ab")}) < 2:
        return None
    for extra in ("caption", "addressed"):
        frame.roles[extra] = [a for a in resolver.all(positions.get(extra, []), tree) if a.individual]
    several = word.tag_ in ("NNS", "NNPS") and (lemma != "talk" or ("bilateral" in modifiers and word.tag_ == "NNS"))
    frame.separate = (
        bool(modifiers & {"separate", "individual"})
        or (several and lemma in ("meeting", "talk", "contact", "discussion", "consultation"))
        or apart(word)
        or (verb is not None and link == "object" and apart(verb))
    )
    if frame.reality.status == "held" and link == "subject" and _is_to_be(verb):
        frame.reality = Reality("planned", "be to", True)
    if frame.reality.cue == "no" and link == "subject" and not any(c.lower_ in ("no", "any") for c in word.children):
        frame.reality = NAMED  # "the talks brought no breakthrough"
    if verb is not None and verb.lemma_ in ("agree", "consent") and link in ("prep:to", "prep:on"):
        frame.reality = Reality("planned", verb.lemma_, True)
    if trigger.type == "conference" and tree.sentence.kind == "caption":
        people = [m for m in tree.sentence.mentions if m.kind == "person"]
        frame.named = [a for m in people for a in resolver.from_mention(m, tree)]
    others = sides(frame.actors("b"))
    if "protagonist" in trigger.flags:
        others = {m.country for w in positions.get("of_in", []) if (m := tree.of(w)) and m.country}
    wanted = frame.type in ("meeting", "call") or "protagonist" in trigger.flags
    if wanted and others and not frame.roles.get("a"):
        person = resolver.people.protagonist(others, tree.sentence.index)
        frame.protagonist = from_person(person) if person else None
    if any(c.lower_ in ("the", "this", "their") for c in word.children) and word.tag_ != "NNPS":
        frame.spoken_of = list(resolver.pair)
    if "text" in trigger.flags and tree.sentence.kind in ("title", "heading"):
        opening = opening_run(resolver.reading.sentences)
        named = resolver.all(run_after(word, tree), tree)
        frame.roles["listed"] = named or [a for m in opening for a in resolver.from_mention(m, tree)]
    locate(frame)
    return frame


def _aside_frame(word: Word, tree: Tree, resolver: Resolver, known: Triggers) -> Frame | None:
    """A gathering that is named by its organisation alone: "on the sidelines of the UN General Assembly", "at the Munich Security
    Conference"."""
    mention = tree.of(word)
    if mention is None or mention.kind != "org" or word.dep_ != "pobj":
        return None
    beside = word.head.lower_ == "of" and word.head.head.lemma_ in ASIDE_NOUNS
    if not beside and word.head.lower_ not in ("at", "during"):
        return None
    if not names_gathering(mention, tree):
        return None
    positions, verb, link = noun_positions(word, known.light)
    if not _meets(verb, known):
        if beside:
            return None
        positions.pop("company", None)  # who is spoken of at an assembly need not be there
    positions["organiser"] = [word]
    frame = Frame(_ASIDE, word, tree, verb, of_noun(word, verb, link), positions, link)
    _fill(frame, resolver)
    locate(frame)
    return frame


def _meets(verb: Word | None, known: Triggers) -> bool:
    """Whether a verb is one of meeting, or one that says no more than that something took place ("held talks")."""
    if verb is None:
        return False
    found = known.verbs.get(verb.lemma_, ())
    return verb.lemma_ in known.light or any(t.type == "meeting" and "echo" not in t.flags for t in found)


def _is_to_be(verb: Word | None) -> bool:
    """ "a summit is to be held", "the talks are to begin"."""
    return (
        verb is not None
        and verb.lemma_ == "be"
        and any(c.dep_ == "xcomp" and any(g.lower_ == "to" for g in c.children) for c in verb.children)
    )


def _describes(word: Word, tree: Tree) -> bool:
    """Whether a post says of the person before it who that is: "met Wang Yi, the party's foreign policy chief"."""
    mention, above = tree.of(word), tree.of(word.head)
    return (
        word.dep_ == "appos"
        and mention is not None
        and mention.kind == "office"
        and above is not None
        and above.kind == "person"
    )


def _fill(frame: Frame, resolver: Resolver) -> None:
    """Put the actors of every slot into their roles."""
    hosted = frame.type == "visit" and frame.verb is not None and frame.verb.lemma_ in _HOSTING
    for position, role in frame.trigger.slots.items():
        if hosted and position == "light":
            role = "host"  # "Macron hosted a visit by ..."
        words = frame.positions.get(position, [])
        if position not in ("modifier", "possessor"):
            words = [
                h for w in words for h in headed_by(w, frame.tree.of(w) is not None) if not _describes(h, frame.tree)
            ]
        if words:
            named = {a.key for a in frame.roles[role]}
            into = "clause" if position == "clause" else role
            frame.roles[into] += [a for a in resolver.all(words, frame.tree) if a.key not in named]
