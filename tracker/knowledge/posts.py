"""Titles of office: what the press writes before or after a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from tracker.knowledge.tables import load_table, several

PostClass = Literal[
    "head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "security_adviser",
    "minister", "deputy_minister", "envoy", "military", "legislature", "royal", "org_head", "party", "spokesperson",
    "official", "former",
]  # fmt: skip
TitleKind = Literal["post", "honorific", "role"]
_CLASSES = frozenset(get_args(PostClass))
_KINDS = frozenset(get_args(TitleKind))
_AFTER_POST = re.compile(r"\s*[,;(/]\s*|\s+(?:and|of|for|to|in|on|at|with|under)\s+")
_PAST = re.compile(r"\b(?:ex|former|late|then|ousted|deposed|retired)\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in lower case, as it stands in text.

    `cls` is the class of office; `level` runs from 1 (heads of state and government) to 5 (officials,
    spokespersons). `kind` is "post" (can stand before a name: "Foreign Minister X"), "honorific" (a form of
    address or a rank: "Mr", "Gen.") or "role" (a generic noun: "counterpart", "leader"). `plural` is "" where
    there is none. `scope` holds the ISO codes of the states that alone use it, or "org" for international
    organisations; none means that anybody may.
    """

    title: str
    cls: PostClass
    level: int
    kind: TitleKind
    plural: str
    scope: tuple[str, ...]


@cache
def titles() -> dict[str, Title]:
    """The table `titles.csv`: each title by its singular and by its plural, in lower case.

    Raises InputError for a fault in the user's own file of that name.
    """
    rows = load_table("titles.csv", ["title"], _title)
    index = {title.title: title for title in rows}
    for title in rows:
        if title.plural:
            index.setdefault(title.plural, title)
    return index


@cache
def rank_of(title: str) -> int | None:
    """How high a post stands, from 1: its place in `model.RANKS`; None of one that no table knows, and of former ones.

    Leaders are heads of state, of government and of the largest organisations (level 1 of the table); ministers those
    of level 2 and every minister; deputies the rest of level 3: deputy ministers, chiefs of staff, speakers; envoys are
    ambassadors, special envoys, consuls; officials all others, also generals and members of parliament. Of a post that
    the table does not have as it is written the beginning counts ("Minister for Fish"), then the end ("Acting Deputy
    Foreign Minister").
    """
    text = " ".join(title.casefold().split())
    known = next((known for form in _forms(text) if (known := titles().get(form))), None)
    if known is None or known.cls == "former":
        return None
    if known.cls in ("minister", "envoy"):
        return {"minister": 2, "envoy": 4}[known.cls]
    return known.level if known.level < 4 else 5


def _forms(text: str) -> Iterator[str]:
    """The title and what it may be without what follows or stands before it."""
    yield text
    head = _AFTER_POST.split(text, maxsplit=1)[0]
    if not _PAST.search(head):
        words = head.split()
        for first in range(len(words)):
            yield " ".join(words[first:])


def _title(cells: Sequence[str]) -> Title:
    title, cls, level, kind, plural, scope = cells
    if not title or title != title.lower():
        raise ValueError(f"the title {title!r} must be in lower case")
    check_class(cls)
    if level not in ("1", "2", "3", "4", "5"):
        raise ValueError(f"level is {level!r}; it must be 1 to 5")
    if kind not in _KINDS:
        raise ValueError(f"kind is {kind!r}; it must be one of {', '.join(get_args(TitleKind))}")
    return Title(title, cls, int(level), kind, plural, several(scope))  # type: ignore[arg-type]


def check_class(cls: str) -> None:
    """Raises ValueError unless `cls` is a class of office."""
    if cls not in _CLASSES:
        raise ValueError(f"class is {cls!r}; it must be one of {', '.join(get_args(PostClass))}")
