"""One spelling for the many spellings of a name, so that two ways of writing it compare equal."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = {
    "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ə": "a", "ħ": "h",
}  # fmt: skip
_DROPPED = ".'’‘ʻʼʾʿ`´·"
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_DROPPED, ""), "&": " and "})
_BREAK = re.compile(r"[^\w+*]+|_")


def fold(text: str) -> str:
    """`text` in lower case without diacritics, dots, apostrophes, hyphens or a leading "the".

    "The Democratic People’s Republic of Korea" gives "democratic peoples republic of korea", "U.S." gives "us",
    "Kim Jong-un" gives "kim jong un", "St. Lucia" and "Saint Lucia" both give "saint lucia".
    """
    folded = text.casefold()
    if folded.isascii():
        if folded.isalpha():
            return folded
        # most names of several words need no more either
        if (
            folded.replace(" ", "").isalpha()
            and not folded.startswith("the ")
            and "st " not in folded
            and "  " not in folded
        ):
            return folded.strip()
    else:
        folded = unicodedata.normalize("NFKD", folded)
        folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = _BREAK.sub(" ", folded.translate(_TABLE)).split()
    while len(words) > 1 and words[0] == "the":
        del words[0]
    if len(words) > 1:
        words = ["saint" if word == "st" else word for word in words]
    return " ".join(words)
