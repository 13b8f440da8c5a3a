"""What a page says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class About:
    """The title, what was asked for (name and value, to be read), when and by which version it was made.

    `countries` gives the usual name of each code that the events hold.
    """

    title: str = "Diplomatic events"
    filters: tuple[tuple[str, str], ...] = ()
    made: str = ""
    version: str = ""
    countries: Mapping[str, str] = field(default_factory=dict)
