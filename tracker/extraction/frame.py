"""A frame: one trigger in one sentence, with the actors in its slots."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.extraction.actor import Actor, once
from tracker.extraction.language import Tree
from tracker.extraction.mention import Mention
from tracker.extraction.status import Reality
from tracker.extraction.syntax import Positions
from tracker.extraction.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token as Word
else:
    Word = Any


@dataclass(slots=True)
class Frame:
    """One trigger in one sentence; `roles` gives the actors by role, `clause` those whom only the clause around it names.

    `date_far` says that the date belongs to another clause (as that of the report does), or that there is none and the verb puts
    the event before the news; `date_links` are the lemmas between date and trigger.
    """

    trigger: Trigger
    word: Word
    tree: Tree
    verb: Word | None
    reality: Reality
    positions: Positions
    link: str = ""
    roles: dict[str, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    date: Mention | None = None
    date_far: bool = False
    date_links: frozenset[str] = frozenset()
    place: Mention | None = None
    separate: bool = False
    protagonist: Actor | None = None
    spoken_of: list[Actor] = field(default_factory=list)
    named: list[Actor] = field(default_factory=list)

    @property
    def type(self) -> str:
        """The event type of the trigger."""
        return self.trigger.type

    def actors(self, *roles: str) -> list[Actor]:
        """The actors in these roles, each once."""
        return once(actor for role in roles for actor in self.roles.get(role, ()))
