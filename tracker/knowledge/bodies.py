"""International organisations, forums, and authorities that act like states without being one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from tracker.knowledge.names import fold
from tracker.knowledge.states import year
from tracker.knowledge.tables import load_table, several

BodyKind = Literal["organisation", "bloc", "forum", "authority"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An actor that is no state. `key` is its usual short name, the one a record carries.

    `names` holds other names, abbreviations, and organs that stand for the whole ("UN Security Council").
    `country` is "EU" for the European Union and, for an "authority" (a de-facto government or an armed
    movement), the ISO code of the country it belongs to, else None. `members` are ISO codes, where the
    membership is kept; `since` and `until` are years.
    """

    key: str
    name: str
    names: tuple[str, ...]
    kind: BodyKind
    country: str | None
    seat: str | None
    members: tuple[str, ...]
    since: int | None
    until: int | None

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every form that names it, the key included, without repeats."""
        return tuple(dict.fromkeys((self.key, self.name, *self.names)))


@cache
def organisations() -> dict[str, Organisation]:
    """The table `organisations.csv` by key.

    Raises InputError for a fault in the user's own file of that name.
    """
    return {body.key: body for body in load_table("organisations.csv", ["key"], _organisation)}


def find_organisation(text: str) -> str | None:
    """Key of the organisation that `text` names in any case, with or without "the" and dots, or None."""
    return _by_name().get(fold(text))


@cache
def _by_name() -> dict[str, str]:
    """Folded name → key; a key goes before every other name."""
    index = {fold(key): key for key in organisations()}
    for body in organisations().values():
        for name in body.all_names:
            index.setdefault(fold(name), body.key)
    return index


def _organisation(cells: Sequence[str]) -> Organisation:
    key, name, names, kind, country, seat, members, since, until = cells
    if not key:
        raise ValueError("an organisation needs a key")
    if kind not in get_args(BodyKind):
        raise ValueError(f"kind is {kind!r}; it must be one of {', '.join(get_args(BodyKind))}")
    return Organisation(
        key, name or key, several(names), kind, country or None, seat or None,  # type: ignore[arg-type]
        several(members), year(since), year(until),
    )  # fmt: skip
