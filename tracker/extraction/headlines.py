"""Headlines as prose for the parser, which knows sentences: "Blinken, Xi meet" has "and" for the comma, "Blinken postpones trip" a
past tense and an article. Only what the parser is shown changes; mentions and tokens stay as the text has them."""

from __future__ import annotations

from collections.abc import Container, Mapping

from tracker.extraction.mention import Mention
from tracker.extraction.words import words

# What a small parser takes for nouns in the present tense, each with its past: "postpones/postponed".
_PAST = dict(pair.split("/") for pair in words("headline_verbs"))
_CALLING_OFF = words("headline_calling_off")
_CALLED_OFF = words("headline_called_off")
_THINGS = words("headline_things")
_DETERMINERS = frozenset("a an the his her its their this that all no".split())
_ACTING = ("person", "office", "country", "org")
# How far ahead of a verb the noun of its object may stand: "postpones three-day China visit".
_REACH = 5


def as_prose(shown: list[str], mentions: Mapping[int, Mention]) -> dict[int, str]:
    """What to show the parser in place of a headline's words, by their index; a word may become two ("postponed a")."""
    out: dict[int, str] = {}
    verb = _after_names(shown, mentions, out)
    if verb is not None:
        for i in range(verb + 1, len(shown) - 1):
            if shown[i] == "," and shown[i + 1] in _PAST:  # "visits Hanoi, meets To Lam"
                out[i], out[i + 1] = "and", _PAST[shown[i + 1]]
    if verb is None or shown[verb].lower() not in _PAST.keys() | _CALLING_OFF:
        return out
    said = _PAST.get(shown[verb].lower(), shown[verb])
    if said in _CALLED_OFF or shown[verb].lower() in _CALLING_OFF:
        last = verb + (verb + 1 < len(shown) and shown[verb + 1].lower() == "off")
        if _bare_object(shown, last + 1, mentions):
            out[verb] = said
            out[last] = f"{out.get(last, shown[last])} a"
            return out
        if shown[verb].lower() in _CALLING_OFF:
            return out
    out[verb] = said
    return out


def _after_names(shown: list[str], mentions: Mapping[int, Mention], out: dict[int, str]) -> int | None:
    """The index of the word after the names that open a headline ("A, B and C meet"), or after a label ("Kremlin: A meets B");
    the last comma of a bare list becomes "and"."""
    start = 2 if len(shown) > 2 and shown[1] == ":" else 0
    if not _acts(start, mentions):
        # a surname that nothing tells more about: "Trump cancels ..."
        stranger = len(shown) > start + 1 and start not in mentions and shown[start][:1].isupper()
        return start + 1 if stranger and start + 1 not in mentions else None
    comma, i = None, start
    while i + 2 < len(shown) and shown[i + 1] in (",", "and", "&") and _acts(i + 2, mentions):
        comma = i + 1 if shown[i + 1] == "," else None
        i += 2
    if i + 1 >= len(shown) or not shown[i + 1].isalpha():
        return None
    if comma is not None:
        out[comma] = "and"
    return i + 1


def _acts(index: int, mentions: Mapping[int, Mention]) -> bool:
    return index in mentions and mentions[index].kind in _ACTING


def _bare_object(shown: list[str], start: int, mentions: Container[int]) -> bool:
    """Whether a noun for a journey or for talks follows without an article: "trip to China", "three-day China visit"."""
    for i in range(start, min(start + _REACH, len(shown))):
        small = shown[i].lower()
        if small in _DETERMINERS or not (i in mentions or small.replace("-", "").isalpha() or small == "'s"):
            return False
        if small in _THINGS and i not in mentions:
            return True
    return False
