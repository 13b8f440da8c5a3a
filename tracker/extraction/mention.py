"""A mention: one actor, place or date of a sentence, as a span of its tokens; and whom it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tracker import knowledge
from tracker.extraction.dates import DateMention
from tracker.extraction.tokens import Token

MentionKind = Literal["person", "office", "country", "org", "place", "date", "adjective", "compound", "other"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor, place or date: tokens `start` to `end` of its sentence.

    `country` and `org` say whom it stands for, `basis` how that is known. `parts` lists the members of a group ("the
    presidents of A and B") or of a compound ("US-China"). `cls` is the class of the title in the titles table.
    """

    kind: MentionKind
    start: int
    end: int
    name: str = ""
    title: str | None = None
    cls: str | None = None
    country: str | None = None
    org: str | None = None
    basis: str | None = None
    plural: bool = False
    delegation: bool = False
    metonym: bool = False
    counterpart: bool = False
    generic: bool = False
    weak: bool = False
    honorific: str | None = None
    accredited: tuple[str, ...] = ()
    visiting: bool = False
    when: DateMention | None = None
    parts: tuple[Mention, ...] = ()

    @property
    def individual(self) -> bool:
        """Whether it is of a person, by name or by post."""
        return self.kind in ("person", "office")

    @property
    def sided(self) -> bool:
        """Whether it is known whom the mention stands for."""
        return bool(self.country or self.org)


@dataclass(slots=True)
class Side:
    """Whom a post or a person stands for, as far as the words beside it say."""

    country: str | None = None
    org: str | None = None
    basis: str | None = None


def text_of(tokens: Sequence[Token], start: int, end: int) -> str:
    """The text of tokens `start` to `end`, spaced as in the sentence."""
    out = ""
    for previous, token in zip([None, *tokens[start:end]], tokens[start:end], strict=False):
        out += (" " if previous is not None and token.start > previous.end else "") + token.text
    return out


def title_text(tokens: Sequence[Token], start: int, end: int, fallback: str) -> str:
    """A title as the text writes it, without the article or pronoun before it."""
    return re.sub(r"^(?:the|his|her|their)\s", "", text_of(tokens, start, end)).strip(" ,") or fallback


def one_of(titles: str) -> str:
    """The title that each of several holds ("foreign ministers"), as the table of titles has it; any other as it is."""
    known = knowledge.titles().get(titles.lower())
    return known.title if known else titles


def org_side(key: str, basis: str) -> Side:
    """Whom an organisation stands for: the EU counts as a country, an authority or movement stands under its own name."""
    organisation = knowledge.organisations()[key]
    if key == "EU":
        return Side("EU", None, basis)
    if organisation.kind == "authority" and organisation.country:
        return Side(organisation.country, key, basis)
    return Side(None, key, basis)


def country_name(code: str) -> str:
    """The usual English name of a country, by its code."""
    return knowledge.countries().by_code[code].name


def side_name(side: Side) -> str:
    """The name of a side, "" where there is none."""
    if side.org:
        return side.org
    return country_name(side.country) if side.country else ""


def side_mention(side: Side, start: int, end: int) -> Mention:
    """The mention of a side by its own name: an organisation, or a country."""
    kind: MentionKind = "org" if side.org else "country"
    return Mention(kind, start, end, name=side_name(side), country=side.country, org=side.org, basis=side.basis)
