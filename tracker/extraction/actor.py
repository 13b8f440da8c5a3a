"""An actor: one participant in the making."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tracker.extraction.mention import Mention, country_name
from tracker.extraction.people import Person
from tracker.model import Kind


@dataclass(frozen=True, slots=True)
class Actor:
    """One participant in the making. `side` is the country or organisation that it stands for."""

    kind: Kind
    name: str
    country: str | None = None
    org: str | None = None
    title: str | None = None
    cls: str | None = None
    basis: str | None = None
    person: Person | None = field(default=None, compare=False)
    delegation: bool = False
    accredited: tuple[str, ...] = ()

    @property
    def individual(self) -> bool:
        """Whether it is a person, by name or by post."""
        return self.kind in ("person", "office")

    @property
    def party(self) -> str | None:
        """What tells two parties apart: a movement is a party of its own beside its country's government."""
        return f"{self.country}:{self.name}" if self.kind == "org" and self.country else self.side

    @property
    def side(self) -> str | None:
        """The country code or the organisation's key."""
        return self.country or self.org

    @property
    def key(self) -> tuple[str, str]:
        """What makes two actors of one article the same."""
        if self.kind == "person":
            return "person", str(id(self.person)) if self.person else self.name
        if self.kind == "office":
            return "office", f"{self.cls}:{self.side or self.name}"
        return "side", self.party or self.name


def once(actors: Iterable[Actor]) -> list[Actor]:
    """Actors without repeats, the first of each."""
    out: dict[tuple[str, str], Actor] = {}
    for actor in actors:
        out.setdefault(actor.key, actor)
    return list(out.values())


def from_person(person: Person) -> Actor:
    """The actor that a person of the article is."""
    return Actor("person", person.name, person.country, person.org, person.title, person.classes[0] if person.classes else None,
                 person.basis, person)  # fmt: skip


def of_country(code: str, name: str | None = None, basis: str | None = "name", *, delegation: bool = False) -> Actor:
    """The actor that a country is."""
    return Actor("country", name or country_name(code), code, basis=basis, delegation=delegation)


def vacant(post: Mention) -> Actor:
    """The actor that a post is without its holder."""
    return Actor(
        "office", post.name, post.country, post.org, post.title, post.cls, post.basis, accredited=post.accredited
    )
