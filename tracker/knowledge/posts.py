"""Titles of office: what the press writes before or after a name."""

from __future__ import annotations

from collections.abc import Sequence
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
