"""Names as written, made comparable: case, accents, hyphens and spaces do not tell people apart."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Apostrophes and full stops stand inside a word (O'Neill, U.S.), so they go without leaving a gap.
_INSIDE = dict.fromkeys(map(ord, "'’‘ʼʻʿʾ`´′."))
# Letters that Unicode does not take apart into a plain letter and a mark.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f]")  # Latin, Greek and Cyrillic accents, Arabic vowel signs

# The word after one of these is a father's name, never a family name: "bin Salman" is not King Salman.
_SON_OF = frozenset({"bin", "ibn", "bint", "ben"})
_PARTICLES = _SON_OF | frozenset({"al", "el", "de", "da", "di", "du", "von", "van", "der", "la"})


def fold(text: str) -> str:
    """The words of a name, lower-case, without accents, a space between them; "" if there is no letter."""
    plain = unicodedata.normalize("NFKD", text.translate(_INSIDE)).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFC", _MARKS.sub("", plain))
    return " ".join("".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in plain).split())


@lru_cache(maxsize=16_384)  # the same names are compared again and again
def name_key(text: str) -> str:
    """What two writings of one name share: "Kang Sun-nam", "KANG SUN NAM" and "Kang Sunnam" have one key."""
    return fold(text).replace(" ", "") or text.casefold().strip()


def answers_to(name: str, asked: str) -> bool:
    """Whether whole words of `name`, one after the other, make up `asked`: "Sunnam" is in "Kang Sun-nam"."""
    words, wanted = fold(name).split(), name_key(asked)
    for first in range(len(words)):
        joined = ""
        for word in words[first:]:
            joined += word
            if joined == wanted:
                return True
            if len(joined) >= len(wanted):
                break
    return False


def fuller(one: str, other: str) -> str:
    """Of two writings of one name the one that says more: in Latin letters, spelt out, mixed case, accents, hyphens."""
    return max(one, other, key=_fullness)


def _fullness(name: str) -> tuple[bool, bool, int, bool, int, int, str]:
    words = fold(name).split()
    mixed_case = not (name.isupper() or name.islower())
    accents = sum(not c.isascii() for c in name)
    joints = sum(c in "-'’" for c in name)
    return name.isprintable(), script_of(name) in ("Latin", None), len(words), mixed_case, accents, joints, name


def may_be_one(one: str, other: str) -> bool:
    """Whether two names can be one person of one side: same name, a bare surname, initials, a near spelling.

    Only asked within an event that other facts tie together; across articles it decides nothing.
    """
    if name_key(one) == name_key(other):
        return True
    short, long = sorted((fold(one).split(), fold(other).split()), key=len)
    if not short:
        return False
    if len(short) == 1:
        follows_son_of = len(long) > 1 and long[-2] in _SON_OF
        return short[0] == long[0] or (short[0] == long[-1] and not follows_son_of)
    if short[-1] != long[-1]:
        return False
    return _given_names_agree(short[:-1], long[:-1])


def _given_names_agree(short: list[str], long: list[str]) -> bool:
    """Every given name of the shorter has its like in the longer, in order, save words of no weight."""
    left = list(long)
    for name in short:
        while left and not _alike(name, left[0]):
            # "Vladimir Vladimirovich Putin", "Sergey V. Lavrov"; but "Kim Jong Sung" is not "Kim Sung".
            if not _may_be_left_out(left.pop(0)):
                return False
        if not left:
            return False
        left.pop(0)
    return all(map(_may_be_left_out, left))


def _may_be_left_out(word: str) -> bool:
    return len(word) == 1 or len(word) >= 6 or word in _PARTICLES


def _alike(one: str, other: str) -> bool:
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return True
    if one[0] != other[0] or min(len(one), len(other)) < 6:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.8  # Sergei and Sergey, Dmitri and Dmitry


def script_of(name: str) -> str | None:
    """The script of a name's first letter, as Unicode calls it: "Latin", "Cyrillic", "Hangul" ..."""
    letter = next((c for c in name if c.isalpha()), None)
    return unicodedata.name(letter, "").partition(" ")[0].capitalize() or None if letter else None
