"""One way of writing for the many in which a name of another script is put into Latin letters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from tracker.knowledge.names import fold
from tracker.knowledge.people import initials_joined, one_spelling
from tracker.knowledge.scripts import in_latin
from tracker.knowledge.tables import data_path

_ARTICLES = frozenset({"al", "el", "ul", "as", "ash", "an", "ar", "az", "ad", "at"})
_SON = "bin"
_SERVANT = frozenset({"abd", "abdel", "abdul", "abdal", "abdol", "abdoul"})


@dataclass(frozen=True, slots=True)
class _Rules:
    joined: bool
    ordered: bool
    words: dict[str, str]
    letters: tuple[tuple[str, str], ...]
    patronymic: re.Pattern[str] | None
    dynasties: tuple[str, ...]


@lru_cache(maxsize=16_384)
def spelling(name: str, country: str | None) -> str:
    """The words of a name in one spelling and order, as names of this side (ISO code) go.

    "Kim Yong Chol", "KIM YONG-CHOL" and "Gim Yeong-cheol" of KP give the same, "Kim Yong Chun" does not. What is
    folded is the romanisation, never a name into a like one.
    """
    rules = _rules_for(country)
    parts = [fold(part).split() for part in in_latin(name, country).split()]
    parts = [part for part in parts if part]
    return _joined(parts, rules) if rules.joined else _sorted([w for part in parts for w in _hyphens_off(part)], rules)


def keeps_order(country: str | None) -> bool:
    """Whether the same words in another order may be somebody else: "Ri Su Yong", "Hussein bin Abdullah"."""
    rules = _rules_for(country)
    return rules.joined or rules.ordered


def _joined(parts: list[list[str]], rules: _Rules) -> str:
    """Family name and given name, in either order, where the given name may be written as one word or as several."""
    if len(parts) > 1 and len(parts[0]) > 1 and len(parts[-1]) == 1:
        parts = [parts[-1], *parts[:-1]]  # "Jong-un Kim"
    words = [rules.words.get(word, word) for part in parts for word in part]
    if not words:
        return ""
    said = [_respelt(word, rules) for word in words]
    return " ".join(sorted([said[0], "".join(said[1:])])).strip()


def _sorted(words: list[str], rules: _Rules) -> str:
    words = _without_dynasty(_without_patronymic(_initials_off(words), rules), rules)
    if rules.dynasties:
        words = _servants_joined(words)
    plain = [word for word in words if word not in _ARTICLES] or words
    said = [_respelt(one_spelling(word), rules) for word in plain]
    return " ".join(said if rules.ordered else sorted(said))


def _hyphens_off(part: list[str]) -> list[str]:
    """ "Amir-Abdollahian" is one word, "al-Assad" two."""
    return part if part[0] in _ARTICLES or part[-1] in _ARTICLES or len(part) > 2 else ["".join(part)]


def _initials_off(words: list[str]) -> list[str]:
    """Without a single initial: "Thomas E. Donilon"; two or more tell people apart ("George H. W. Bush")."""
    words = initials_joined(words)
    kept = [word for word in words if len(word) > 1]
    return kept if len(kept) > 1 else words


def _without_patronymic(words: list[str], rules: _Rules) -> list[str]:
    if rules.patronymic is None or len(words) != 3:
        return words
    return [words[0], words[2]] if rules.patronymic.search(words[1]) else words


def _without_dynasty(words: list[str], rules: _Rules) -> list[str]:
    ending = " ".join(words[-2:])
    return words[:-2] if len(words) >= 5 and ending in rules.dynasties and _SON in words else words


def _servants_joined(words: list[str]) -> list[str]:
    """ "Abdel Fattah", "Abd al-Fattah" and "Abdelfattah" as one word."""
    joined: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in _SERVANT and len(rest) > 1:
            if rest[0] in _ARTICLES:
                rest.pop(0)
            word = "abdal" + rest.pop(0)
        joined.append(re.sub("^abd[aeou]+l(?=...)", "abdal", word))
    return joined


def _respelt(word: str, rules: _Rules) -> str:
    for old, new in rules.letters:
        word = word.replace(old, new)
    return word


@cache
def _tables() -> dict[str, _Rules]:
    with data_path("romanisations.toml").open("rb") as file:
        languages = tomllib.load(file)
    return {
        country: rules for table in languages.values() for rules in [_read(table)] for country in table["countries"]
    }


def _read(table: dict[str, object]) -> _Rules:
    words = table.get("words", {})
    letters = table["letters"]
    dynasties = table.get("dynasties", [])
    assert isinstance(words, dict)
    assert isinstance(letters, list)
    assert isinstance(dynasties, Iterable)
    patronymic = table.get("patronymic")
    return _Rules(
        joined=bool(table["joined"]),
        ordered=bool(table.get("ordered")),
        words={fold(form): one for one, forms in words.items() for form in forms},
        letters=tuple((old, new) for old, new in letters),
        patronymic=re.compile(f"{patronymic}$") if patronymic else None,
        dynasties=tuple(dynasties),
    )


_PLAIN = _Rules(joined=False, ordered=False, words={}, letters=(), patronymic=None, dynasties=())


def _rules_for(country: str | None) -> _Rules:
    return _tables().get(country or "", _PLAIN)
