"""Where and when in a sentence: the date and the place that stand nearest to what reports an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tracker.extraction.frame import Frame
from tracker.extraction.mention import Mention
from tracker.extraction.status import WISHES, Reality, auxiliaries_of, long_past, of_verb
from tracker.extraction.syntax import has_subject, is_passive, listed_under
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
_REGIONS = words("regions")
# What happens "on the sidelines of" a gathering happens where that is.
_ASIDE = words("aside")
_SET_FOR = frozenset(("for", verb) for verb in ("set", "schedule", "slate", "plan", "due"))
_TIMED = words("timed")
_ANNOUNCING = words("announcing")
_BYGONE = words("bygone")
# Dates that name a day, as against a week, a month or a year.
_DAILY = re.compile(r"day\b|today|tomorrow|night|morning|\b\d{1,2}(?:st|nd|rd|th)?\b")
_LOCATIVE = frozenset({"in", "at", "near", "outside", "aboard", "inside", "on"})


def _clause_verb(word: Word) -> Word | None:
    """The verb of the clause that a word stands in; a word under the subject belongs to the clause as well."""
    current = word
    for _ in range(15):
        if current.pos_ in ("VERB", "AUX") and current.dep_ not in ("aux", "auxpass", "amod", "compound"):
            return current
        if current.head == current:
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
        if verb.head == verb:
            break
        link, verb = verb.dep_, _clause_verb(verb.head)
    return out


def _cost(word: Word, trigger: Word) -> int:
    """How far a date or a place stands from a trigger."""
    if _opens(word, trigger):
        return _CLAUSE
    above: set[Word] = set()
    current = word
    for _ in range(15):
        if current.i == trigger.i:
            verbs = [w for w in above if w.pos_ in ("VERB", "AUX")]
            if any(_of_its_own(w, trigger) for w in verbs):
                return _NOWHERE
            clauses = [w for w in verbs if w.dep_ in ("relcl", "ccomp", "advcl")]
            if all(
                _of_the_thing(w) or (w.dep_ == "relcl" and w.head.i == trigger.i and w.lemma_ in _TIMED)
                for w in clauses
            ):
                return _CLAUSE if clauses else _PHRASE  # "the summit, which ended on Wednesday"
            return _NOWHERE
        if current.dep_ == "prep" and current.lower_ in ("since", "before", "after", "following"):
            return _PHRASE if _going_on_since(current, trigger) else _NOWHERE
        above.add(current)
        if current.head == current:
            break
        current = current.head
    if _is_where(word, trigger):
        return _PHRASE  # "16 March, when Kishida received Yoon"; "from Amman, where the king received him"
    own = _clause_verb(word)
    if own is None:
        return _BESIDE
    if word.dep_ == "poss" or (
        word.head.pos_ in ("NOUN", "PROPN") and word.dep_ in ("compound", "nmod", "amod", "npadvmod")
    ):
        # "Today's exchange builds on the meeting ...": the date of another thing; but "the February 23 accord signed by ..."
        return _CLAUSE if trigger.dep_ in ("acl", "relcl") and trigger.head.i == word.head.i else _NOWHERE
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
        holder = own.head.head if own.head.dep_ == "acomp" else own.head
        if own.dep_ == "xcomp" and holder.i == verb.i and i == 0 and trigger.pos_ == "NOUN":
            return _CLAUSE  # "the talks are due to begin on Friday"
        if own.head.i == verb.i and own.dep_ in ("conj", "advcl", "xcomp") and i == 0:
            apart = any(c.dep_ in ("mark", "prep") and c.lower_ in ("since", "before", "after") for c in own.children)
            return _NOWHERE if apart else _BESIDE
    return _NOWHERE


def _of_the_thing(verb: Word) -> bool:
    """Whether a relative clause says of its noun when and where it is held: "the summit that was planned for March in Kyoto"."""
    return verb.dep_ == "relcl" and verb.lemma_ in triggers().light and is_passive(verb)


def _is_where(word: Word, trigger: Word) -> bool:
    """Whether a clause tells what happened then or there: "16 March, when ...", "Amman, where ..."."""
    verb = _clause_verb(trigger)
    return verb is not None and verb.dep_ == "relcl" and verb.head.i == word.i


def _of_its_own(verb: Word, trigger: Word) -> bool:
    """Whether a verb below a trigger tells of something else: "invited him, and they agreed to meet", "invited him to visit"."""
    if verb.dep_ == "conj":
        return has_subject(verb)
    return verb.dep_ == "xcomp" and verb.head.i == trigger.i and trigger.lemma_ in WISHES


def _opens(word: Word, trigger: Word) -> bool:
    """Whether a date opens the sentence whose main verb is the trigger: "On Tuesday, a day after ..., he received ..."."""
    start = word.i == 0 or (word.i == 1 and word.nbor(-1).pos_ == "ADP")
    return bool(start and trigger.dep_ == "ROOT" and word.i + 1 < len(word.doc) and word.nbor().text == ",")


def _going_on_since(preposition: Word, trigger: Word) -> bool:
    """Whether "since Tuesday" says when it began ("has been visiting since Tuesday"), not what other things it comes after."""
    return (
        preposition.lower_ == "since"
        and preposition.head.i == trigger.i
        and trigger.tag_ == "VBG"
        and any(c.lower_ == "been" for c in trigger.children)
    )


def _of_the_announcement(date: Word, cost: int, frame: Frame) -> bool:
    """Whether a date says when a plan was spoken of or denied: "said on Tuesday he would visit", "agreed on Tuesday to meet"."""
    if frame.reality.status not in ("planned", "denied"):
        return False
    verb = _clause_verb(date)
    return (
        verb is not None
        and verb.i != frame.word.i
        and verb.tag_ in ("VBD", "VBN")
        and (verb.lemma_ in _ANNOUNCING or cost >= _BESIDE)
        and date.head.lower_ != "for"
        and not (
            frame.link == "object"
            and date.i > frame.word.i
            and not _DAILY.search(frame.tree.mention[date.i].name.lower())
        )
    )


def _called_off_date(frame: Frame, word: Word) -> Mention | None:
    """The day for which something called off was meant: said with the thing ("the talks on Friday", "a visit that was to begin on
    Sunday"), not with the calling off; else the one to which it was put off."""
    found = []
    earlier = frame.verb is not None and "had" in auxiliaries_of(
        frame.verb
    )  # "had called off the visit in May": called off in May
    for index, mention in frame.tree.mention.items():
        if mention.kind == "date":
            each = frame.tree.doc[index]
            inside = word in each.ancestors
            coarse = not _DAILY.search(mention.name.lower()) and not earlier
            if inside or coarse or each.head.lower_ in ("to", "until", "till"):
                found.append((not inside, abs(index - word.i), mention))
    return min(found, default=(0, 0, None), key=lambda f: f[:2])[2]


def _set_apart(trigger: Word) -> bool:
    """Whether a noun is told of as coming before or after what its clause reports."""
    current = listed_under(trigger, "conj", "appos", "compound")
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
            if (later and cost > _PHRASE) or _of_the_announcement(each, cost, frame):
                cost = _NOWHERE
            # "After talks in Paris on Monday, he flew to Belgrade on Tuesday": a day told before the verb stands back
            behind = _BEHIND if 2 < index < word.i else 0
            dates.append((cost, _DAILY.search(mention.name.lower()) is None, abs(index - word.i) + behind, mention))
        elif mention.kind in ("place", "country") and (
            _is_location(each, mention)
            or _is_goal(each, mention, word)
            or (_is_where(each, word) and any(c.lower_ == "where" for c in each.subtree))
            or (frame.type == "exercise" and each.dep_ == "pobj" and each.head.lower_ in ("off", "over"))
        ):
            places.append((_cost(each, word) + 5 * _of_something_else(each, frame), abs(index - word.i), mention))
    nearest = min(dates, default=None, key=lambda d: d[:3])
    if frame.reality.status in ("cancelled", "postponed"):
        frame.date = _called_off_date(frame, word)
        frame.reality = Reality(frame.reality.status, frame.reality.cue, True)
    elif nearest is not None and nearest[0] <= _REPORT:
        frame.date, frame.date_far = nearest[3], nearest[0] >= _BESIDE
    elif frame.verb is not None and frame.link in ("verb", "object", "subject"):
        frame.date_far = long_past(frame.verb)
    if frame.date is None and any(c.dep_ == "amod" and c.lower_ in _BYGONE for c in word.children):
        frame.date_far = True
    if frame.date is not None:
        frame.date_links = _links(frame)
    best = min(places, default=None, key=lambda p: p[:2])
    if best is not None and best[0] <= _BESIDE:
        frame.place = best[2]


def _links(frame: Frame) -> frozenset[str]:
    """The words by which the date hangs on what it dates: "till" of "a visit till Friday", "ended" of "which ended on Friday"."""
    index = next(i for i, m in frame.tree.mention.items() if m is frame.date)
    links: set[str] = set()
    for above in frame.tree.doc[index].ancestors:
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
