"""Names in Cyrillic and in Hangul put into Latin letters, by the rules of these scripts."""

from __future__ import annotations

# Russian letters as the press renders them, and those that other languages add or read otherwise.
_RUSSIAN = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".split(),
        strict=True,
    )
)
_ADDED = {
    "і": "i",
    "ї": "i",
    "є": "ye",
    "ґ": "g",
    "ў": "u",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "ђ": "d",
    "џ": "dz",
}
_OTHERWISE = {"UA": {"г": "h", "и": "y"}, "BY": {"г": "h"}}

_INITIALS = "k kk n t tt r m p pp s ss _ j jj ch k t p h".split()
_VOWELS = "a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i".split()
_FINALS = "_ k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3


def in_latin(name: str, country: str | None = None) -> str:
    """The name with every Cyrillic letter and Hangul syllable in Latin letters; the rest as it is."""
    if name.isascii():
        return name
    other = _OTHERWISE.get(country or "", {})
    letters = []
    for letter in name.lower():
        if _HANGUL <= ord(letter) <= _LAST_HANGUL:
            letters.append(_syllable(letter))
        else:
            letters.append(other.get(letter) or _RUSSIAN.get(letter) or _ADDED.get(letter) or letter)
    return "".join(letters).replace("_", "")


def _syllable(letter: str) -> str:
    initial, rest = divmod(ord(letter) - _HANGUL, 21 * 28)
    vowel, final = divmod(rest, 28)
    # A syllable is a word of its own, the family name the first of them.
    return _INITIALS[initial] + _VOWELS[vowel] + _FINALS[final] + " "
