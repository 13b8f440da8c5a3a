"""Where and when in a sentence: the date and the place that stand nearest to what reports an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracker.extraction.frame import Frame
from tracker.extraction.mention import Mention
from tracker.extraction.status import Reality, of_verb
from tracker.extraction.triggers import triggers
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# How far a date or a place may stand from the trigger: within its own phrase, in its clause, in a clause above or beside it.
_PHRASE, _CLAUSE, _ABOVE, _BESIDE, _REPORT, _NOWHERE = 0, 1, 2, 4, 5, 99
_BEHIND = 5
_VENUE_NOUNS = words("venue_nouns")
_BRINGING = words("bringing")
# What happens "on the sidelines of" a gathering happens where that is.
_ASIDE = frozenset({"sideline", "margin", "fringe"})
_SET_FOR = frozenset(("for", verb) for verb in ("set", "schedule", "slate", "plan", "due"))
_LOCATIVE = frozenset({"in", "at", "near", "outside", "aboard", "inside", "on"})


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
    above: set[Word] = set()
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


def locate(frame: Frame, word: Word) -> None:
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
            # "After talks in Paris on Monday, he flew to Belgrade on Tuesday": a day told before the verb stands back
            behind = _BEHIND if 2 < index < word.i else 0
            dates.append((_NOWHERE if later and cost > _PHRASE else cost, abs(index - word.i) + behind, mention))
        elif mention.kind in ("place", "country") and (_is_location(each, mention) or _is_goal(each, mention, word)):
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
        or _is_setting(holder)
    ):
        return False
    return trigger.i not in {w.i for w in holder.subtree} and lemma not in triggers().nouns


def _is_setting(noun: Word) -> bool:
    """Whether a noun itself says where: "at the statehouse in Abuja", "on the sidelines of the assembly in New York"."""
    current = noun
    while current.dep_ == "pobj" and current.head.lower_ == "of" and current.head.head.pos_ in ("NOUN", "PROPN"):
        current = current.head.head
    if current.lemma_.lower() in _ASIDE:
        return True
    return current.dep_ == "pobj" and current.head.lower_ in ("at", "inside", "near", "outside")


def _is_goal(word: Word, mention: Mention, trigger: Word) -> bool:
    """Whether a city or venue is where somebody is brought or goes: "welcomed him to the White House", "visiting Kyoto", or where
    something is to be: "a summit set for Washington", "Doha will host talks"."""
    if (
        word.dep_ == "nsubj"
        and word.head.lemma_ in ("host", "co-host")
        and trigger.head.i == word.head.i
        and (mention.kind == "place" or (mention.metonym and mention.basis == "capital"))
    ):
        return True
    if mention.kind != "place":
        return False
    verb = word.head.head
    if word.dep_ == "dobj":
        return word.head.i == trigger.i and trigger.lemma_.lower() in ("visit", "tour")
    if word.dep_ != "pobj":
        return False
    return (word.head.lower_, verb.lemma_.lower()) in _SET_FOR or is_brought(word)


def is_brought(word: Word) -> bool:
    """Whether a place follows "to" after a verb that brings somebody there."""
    return word.dep_ == "pobj" and word.head.lower_ == "to" and word.head.head.lemma_.lower() in _BRINGING


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
