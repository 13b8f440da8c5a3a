"""Where and when in a sentence: the date and the place that stand nearest to what reports an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracker.extraction.distance import BESIDE, NOWHERE, PHRASE, REPORT, clause_verb, distance, is_where
from tracker.extraction.frame import Frame
from tracker.extraction.mention import Mention
from tracker.extraction.status import Reality, of_verb
from tracker.extraction.syntax import listed_under
from tracker.extraction.tense import auxiliaries_of, long_past
from tracker.extraction.triggers import triggers
from tracker.extraction.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any

# By how much a day told before the verb stands back.
_BEHIND = 5
_VENUE_NOUNS = words("venue_nouns")
_BRINGING = words("bringing")
_REGIONS = words("regions")
# What happens "on the sidelines of" a gathering happens where that is.
_ASIDE = words("aside")
_SET_FOR = frozenset(("for", verb) for verb in ("set", "schedule", "slate", "plan", "due"))
_ANNOUNCING = words("announcing")
_BYGONE = words("bygone")
# Dates that name a day, as against a week, a month or a year.
_DAILY = re.compile(r"day\b|today|tomorrow|night|morning|\b\d{1,2}(?:st|nd|rd|th)?\b")
_LOCATIVE = frozenset({"in", "at", "near", "outside", "aboard", "inside", "on"})


def _is_day(date: Mention) -> bool:
    return _DAILY.search(date.name.lower()) is not None


def _of_the_announcement(date: Word, cost: int, frame: Frame) -> bool:
    """Whether a date says when a plan was spoken of or denied: "said on Tuesday he would visit", "agreed on Tuesday to meet"."""
    if frame.reality.status not in ("planned", "denied"):
        return False
    verb = clause_verb(date)
    return (
        verb is not None
        and verb.i != frame.word.i
        and verb.tag_ in ("VBD", "VBN")
        and (verb.lemma_ in _ANNOUNCING or cost >= BESIDE)
        and date.head.lower_ != "for"
        and not (frame.link == "object" and date.i > frame.word.i and not _is_day(frame.tree.mention[date.i]))
    )


def _called_off_date(frame: Frame) -> Mention | None:
    """The day for which something called off was meant: said with the thing ("the talks on Friday", "a visit that was to begin on
    Sunday"), not with the calling off; else the one to which it was put off."""
    found = []
    # "had called off the visit in May": called off in May
    earlier = frame.verb is not None and "had" in auxiliaries_of(frame.verb)
    for index, mention in frame.tree.mention.items():
        if mention.kind == "date":
            each = frame.tree.doc[index]
            inside = frame.word in each.ancestors
            coarse = not _is_day(mention) and not earlier
            if inside or coarse or each.head.lower_ in ("to", "until", "till"):
                found.append((not inside, abs(index - frame.word.i), mention))
    return min(found, default=(0, 0, None), key=lambda f: f[:2])[2]


def locate(frame: Frame) -> None:
    """Give a frame the date and the place that stand nearest to its trigger in the tree."""
    word = frame.word
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
            cost = distance(each, word)
            if (later and cost > PHRASE) or _of_the_announcement(each, cost, frame):
                cost = NOWHERE
            # "After talks in Paris on Monday, he flew to Belgrade on Tuesday": a day told before the verb stands back
            behind = _BEHIND if 2 < index < word.i else 0
            dates.append((cost, not _is_day(mention), abs(index - word.i) + behind, mention))
        elif mention.kind in ("place", "country") and (
            _is_location(each, mention)
            or _is_goal(each, mention, word)
            or (is_where(each, word) and any(c.lower_ == "where" for c in each.doc[each.i : word.i]))
            or (frame.type == "exercise" and each.dep_ == "pobj" and each.head.lower_ in ("off", "over"))
        ):
            places.append((distance(each, word) + 5 * _of_something_else(each, frame), abs(index - word.i), mention))
    nearest = min(dates, default=None, key=lambda d: d[:3])
    if frame.reality.status in ("cancelled", "postponed"):
        frame.date = _called_off_date(frame)
        frame.reality = Reality(frame.reality.status, frame.reality.cue, True)
    elif nearest is not None and nearest[0] <= REPORT:
        frame.date, frame.date_far = nearest[3], nearest[0] >= BESIDE
    elif frame.verb is not None and frame.link in ("verb", "object", "subject"):
        frame.date_far = long_past(frame.verb)
    if frame.date is None and any(c.dep_ == "amod" and c.lower_ in _BYGONE for c in word.children):
        frame.date_far = True
    if frame.date is not None:
        frame.date_links = _links(frame)
    best = min(places, default=None, key=lambda p: p[:2])
    if best is not None and best[0] <= BESIDE:
        frame.place = best[2]


def _links(frame: Frame) -> frozenset[str]:
    """The words by which the date hangs on what it dates: "till" of "a visit till Friday", "ended" of "which ended on Friday"."""
    date = frame.tree.word_of(frame.date)
    links: set[str] = set()
    for above in date.ancestors if date is not None else ():
        if above.i == frame.word.i or len(links) > 6:
            break
        links.add(above.lemma_.lower())
    return frozenset(links)


def _of_something_else(place: Word, frame: Frame) -> bool:
    """Whether a place belongs to a thing rather than to the event: "discussed the situation in Iraq"."""
    current = listed_under(place, "conj", "appos", "compound", "npadvmod")
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
    if current.dep_ in ("nmod", "compound") and any(w.lower_ == "," for w in word.doc[word.i : current.head.i]):
        current = current.head  # "signed in Doha, the SUNA agency reported": taken for "the Doha, SUNA agency"
    if current.dep_ == "poss" and mention.kind == "country" and current.head.lemma_.lower() in _REGIONS:
        current = current.head  # "in Russia's far east"
    if current.dep_ == "pobj" and current.head.lower_ in _LOCATIVE:
        return not (current.head.lower_ == "on" and mention.kind == "country")
    if (
        current.dep_ == "pobj"
        and current.head.lower_ == "of"
        and current.head.head.lemma_.lower() in ("capital", "city", "town", "resort", "port")
    ):
        return True
    return mention.kind == "place" and mention.basis == "venue" and not mention.metonym
