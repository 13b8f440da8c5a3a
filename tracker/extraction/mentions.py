"""The actors, places and dates of a sentence as spans of its tokens.

A small grammar over tokens and the lexicon: titles, honorifics, names, nationalities, posts without a name, governments,
delegations and organisations. It needs no parser, so it can read the whole article for the names before any sentence
is chosen for parsing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tracker import knowledge
from tracker.extraction.dates import DateMention
from tracker.extraction.lexicon import Entry, Lexicon, lexicon
from tracker.extraction.names import NameReader
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

MentionKind = Literal["person", "office", "country", "org", "place", "date", "adjective", "compound", "other"]

# Nouns after a nationality or a country's name that make it that country's government speaking or acting.
_GOVERNMENT = words("government")
_MODIFIERS = words("modifiers")
# Generic nouns that say nobody in particular unless a side stands beside them ("the Russian leader", but "a leader").
_POSTS = frozenset({"head_of_state", "head_of_government", "deputy_head", "foreign_minister", "defence_minister", "security_adviser",
                    "minister", "deputy_minister", "envoy", "org_head"})  # fmt: skip
_NEEDS_SIDE = frozenset({"leader", "official", "member", "leadership", "adviser", "advisor", "aide", "head", "chief"})
# What stands after "in" or "at" with a capital and is no place.
_NO_PLACE = words("no_places")
_LINKERS = frozenset({"of", "for", "to", "from", "at", "in"})


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
    when: DateMention | None = None
    parts: tuple[Mention, ...] = ()

    @property
    def sided(self) -> bool:
        """Whether it is known whom the mention stands for."""
        return bool(self.country or self.org)


@dataclass(slots=True)
class _Side:
    """Whom a post or a person stands for, as far as the words beside it say."""

    country: str | None = None
    org: str | None = None
    basis: str | None = None


@dataclass(slots=True)
class MentionReader:
    """Reads one sentence after another; `names` carries what the article taught about its names."""

    names: NameReader
    lex: Lexicon = field(default_factory=lexicon)

    def read(self, tokens: Sequence[Token], dates: Sequence[DateMention] = ()) -> list[Mention]:
        """The mentions of a sentence in order, none overlapping."""
        found: list[Mention] = []
        i = 0
        by_start = {d.start: d for d in dates}
        while i < len(tokens):
            token = tokens[i]
            date = by_start.get(token.start)
            if date is None and dates:
                date = next((d for d in dates if d.start <= token.start < d.end), None)
            if date is not None:
                end = i
                while end < len(tokens) and tokens[end].start < date.end:
                    end += 1
                found.append(Mention("date", i, end, name=date.text, when=date))
                i = end
                continue
            mention = self._at(tokens, i)
            if mention is not None:
                found.append(mention)
                i = mention.end
            else:
                i += 1
        return self._join_appositions(tokens, found)

    # --- one position ---------------------------------------------------------------------------------------------

    def _at(self, tokens: Sequence[Token], i: int) -> Mention | None:
        return (
            self._capital_of(tokens, i)
            or self._titled(tokens, i)
            or self._compound(tokens, i)
            or self._named_place(tokens, i)
            or self._organisation(tokens, i)
            or self._country(tokens, i)
            or self._unknown_place(tokens, i)
            or self._person(tokens, i)
            or self._city(tokens, i)
        )

    def _side_before(self, tokens: Sequence[Token], i: int) -> tuple[list[_Side], int]:
        """Nationalities, countries and organisations before a post: "Russian", "China's", "the UN", "North Korean, Russian"."""
        sides: list[_Side] = []
        j = i
        while True:
            entry = self.lex.at(tokens, j, "adjective", "country", "org")
            metonym = None if entry else self.lex.at(tokens, j, "metonym", "capital")
            if metonym and not (metonym[1] < len(tokens) and tokens[metonym[1]].text in ("'s", "'S")):
                metonym = None
            entry = entry or metonym
            if not entry:
                break
            item, k = entry
            possessive = k < len(tokens) and tokens[k].text in ("'s", "'S", "'")
            basis = "demonym" if item.kind == "adjective" else "possessive" if possessive else "name"
            k += possessive
            sides.append(_org_side(item.value, basis) if item.kind == "org" else _Side(item.value, None, basis))
            j = k
            # "Russian and North Korean ministers": only a list of nationalities goes on
            if j < len(tokens) and tokens[j].text in (",", "and", "&") and item.kind == "adjective":
                following = self.lex.at(tokens, j + 1, "adjective")
                if following:
                    j += 1
                    continue
            break
        return sides, j

    def _titled(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A post with or without its holder: "Russian Defence Minister Sergei Shoigu", "the presidents of A and B"."""
        j = self._skip_modifiers(tokens, i)
        sides, j = self._side_before(tokens, j)
        j = self._skip_modifiers(tokens, j)
        if not sides:
            sides, j = self._side_before(tokens, j)
        title = self._title(tokens, j)
        if title is None:
            return self._honoured(tokens, i) if j == i else None
        if tokens[j].text in ("MP", "MEP", "MPs") and i and tokens[i - 1].capital and tokens[i - 1].word:
            return None  # "Tim Watts MP"
        text, cls, plural, role, j = title
        after, k = self._side_after(tokens, j, cls)
        accredited: tuple[str, ...] = ()
        if cls == "envoy" and j < len(tokens) and tokens[j].text == "to" and after:
            # an ambassador to B does not stand for B
            accredited, after, j = tuple(s.country for s in after if s.country), [], k
        if after:
            j = k
            # the post's own "of X" outranks a nationality before it only for what X is; "French Ambassador to Thailand" stays French
            sides = sides or after
        if not sides and (scope := self._scope(text)):
            sides = [_Side(scope, None, "title")]
        side = sides[0] if len(sides) == 1 else _Side()
        if role.endswith("delegation"):
            return self._delegation(tokens, i, j, sides)
        if plural:
            parts = tuple(
                Mention(
                    "office",
                    i,
                    j,
                    title=text,
                    cls=cls,
                    country=s.country,
                    org=s.org,
                    basis=s.basis,
                    generic=role not in ("", "counterpart", "leader"),
                )
                for s in sides
            )
            return Mention("office", i, j, name=_text(tokens, i, j), title=text, cls=cls, plural=True, parts=parts,
                           country=side.country, org=side.org, basis=side.basis, counterpart=role == "counterpart", generic=bool(role),
                           accredited=accredited)  # fmt: skip
        name_start = self._name_start(tokens, j)
        named = self.names.read(tokens, name_start, titled=True)
        if named:
            if not sides or sides[0].basis == "title":
                late, end = self._side_after(tokens, named.end, cls)
                if len(late) == 1 and tokens[named.end].text == "of":
                    side, named = late[0], replace(named, end=end)  # "President Barham Saleh of Iraq"
            return Mention("person", i, named.end, name=named.text, title=_title_text(tokens, i, j, text), cls=cls,
                           country=side.country, org=side.org, basis=side.basis, counterpart=role == "counterpart")  # fmt: skip
        if role in _NEEDS_SIDE and not side.country and not side.org:
            return None
        return Mention("office", i, j, name=_text(tokens, i, j), title=text, cls=cls, country=side.country, org=side.org,
                       basis=side.basis, counterpart=role == "counterpart", generic=bool(role), accredited=accredited)  # fmt: skip

    def _scope(self, title: str) -> str | None:
        """The only country that has such a title (the Pope's, the EAM's), if there is one."""
        known = knowledge.titles().get(title.lower())
        if known and len(known.scope) == 1 and len(known.scope[0]) == 2:
            return known.scope[0]
        return None

    def _delegation(self, tokens: Sequence[Token], i: int, j: int, sides: list[_Side]) -> Mention | None:
        """A delegation acts for its country or organisation."""
        if len(sides) != 1:
            return None
        side = sides[0]
        return Mention("org" if side.org and not side.country else "country", i, j, name=_side_name(side), country=side.country,
                       org=side.org, basis=side.basis, delegation=True)  # fmt: skip

    def _skip_modifiers(self, tokens: Sequence[Token], i: int) -> int:
        while i < len(tokens) and tokens[i].text.lower() in _MODIFIERS:
            i += 1
        return i

    def _title(self, tokens: Sequence[Token], i: int) -> tuple[str, str, bool, str, int] | None:
        """A title, or several joined ("State Councilor and Foreign Minister"): text, class, plural, role, index after."""
        first = self.lex.at(tokens, i, "title")
        if first is None:
            return None
        entry, j = first
        start, title, plural = i, entry.value, entry.plural
        j = self._title_tail(tokens, j)
        while j < len(tokens):
            k = j
            while k < len(tokens) and (
                tokens[k].text in ("and", "&", ",", "-", "/")
                or tokens[k].text.lower() in ("also", "union", "concurrently")
            ):
                k += 1
            joined = self.lex.at(tokens, k, "title")
            if (
                joined is None
                or (k == j and not tokens[k].capital)
                or (k > j and tokens[j].text == "," and k == j + 1 and not tokens[k].capital)
            ):
                break
            if k > j and not (tokens[k].capital == tokens[start].capital):
                break
            if joined[0].plural != plural:
                break
            if joined[0].value.level < title.level:
                title = joined[0].value
            j = self._title_tail(tokens, joined[1])
        role = title.title if title.kind == "role" else ""
        return _text(tokens, start, j), title.cls, plural, role, j

    def _title_tail(self, tokens: Sequence[Token], i: int) -> int:
        """The field that a title names ("Minister of Digital Economy and Society"), where it is no country or organisation."""
        if i + 1 >= len(tokens) or tokens[i].text not in ("of", "for"):
            return i
        j = i + 1
        if tokens[j].text == "the":
            j += 1
        if j >= len(tokens) or not tokens[j].capital or self.lex.at(tokens, j, "country", "org", "adjective"):
            return i
        if self.names.known_surname(tokens[j].text):
            return i
        end = j
        while end < len(tokens) and (
            tokens[end].capital
            or (
                tokens[end].text in ("and", "&", ",")
                and end + 1 < len(tokens)
                and tokens[end + 1].capital
                and not self.lex.at(tokens, end + 1, "title", "country", "adjective")
            )
        ):
            if self.lex.at(tokens, end, "title", "honorific") and end > j:
                break
            if tokens[end].text == "," and not (end + 1 < len(tokens) and self.names.is_field(tokens[end + 1].text)):
                break
            if tokens[end].capital and not self.names.is_field(tokens[end].text):
                break
            end += 1
        return end if end > j else i

    def _side_after(self, tokens: Sequence[Token], i: int, cls: str) -> tuple[list[_Side], int]:
        """Whom "of X", "of the Republic of X", "to X" or "from A, B and C" after a post name."""
        if i >= len(tokens) or tokens[i].text not in _LINKERS:
            return [], i
        if tokens[i].text == "to" and cls not in ("envoy",):
            return [], i
        if tokens[i].text == "at":
            return self._side_at(tokens, i)
        if tokens[i].text == "in":
            return self._side_in(tokens, i)
        sides: list[_Side] = []
        j = i + 1
        while j < len(tokens):
            k = j + (tokens[j].text.lower() in ("the", "both"))
            entry = self.lex.at(tokens, k, "country", "org", "metonym") or self._body_of(tokens, k)
            if entry is None:
                break
            item, k = entry
            if k < len(tokens) and tokens[k].text == "'s":
                k += 1
                while k < len(tokens) and self.lex.at(tokens, k, "org"):
                    k = self.lex.at(tokens, k, "org")[1]  # type: ignore[index]
            side = _org_side(item.value, "of") if item.kind == "org" else _Side(item.value, None, "of")
            sides.append(side)
            j = k
            gap = j
            while gap < len(tokens) and tokens[gap].text in (",", "and", "&"):
                gap += 1
            more = gap + (gap < len(tokens) and tokens[gap].text.lower() == "the")
            if gap == j or not self.lex.at(tokens, more, "country", "org"):
                break
            following = self.lex.at(tokens, more, "country", "org")
            # "the President of Russia and China's premier" is no list
            if following and following[1] < len(tokens) and tokens[following[1]].text == "'s":
                break
            if following and self.lex.at(tokens, following[1], "title"):
                break
            j = gap
        return sides, (j if sides else i)

    def _body_of(self, tokens: Sequence[Token], i: int) -> tuple[Entry, int] | None:
        """ "the Libyan Presidential Council": a body of a country, by its nationality and the capitals that follow."""
        entry = self.lex.at(tokens, i, "adjective")
        if entry is None:
            return None
        item, j = entry
        end = j
        while end < len(tokens) and tokens[end].capital and not self.lex.at(tokens, end, "title"):
            end += 1
        return (item, end) if end > j and any(self.names.institution(t.text) for t in tokens[j:end]) else None

    def _side_at(self, tokens: Sequence[Token], i: int) -> tuple[list[_Side], int]:
        """ "at the Danish Prime Minister's Office": whom a post in somebody's office stands for."""
        k = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text.lower() == "the")
        side, j = self._side_before(tokens, k)
        if len(side) != 1:
            return [], i
        while j < len(tokens) and (tokens[j].capital or tokens[j].text in ("of", "'s", "and", "for", "'")):
            j += 1
        return side, j

    def _side_in(self, tokens: Sequence[Token], i: int) -> tuple[list[_Side], int]:
        """ "in the interim Afghan administration": whom a post in a government stands for."""
        k = i + 1
        while k < len(tokens) and (tokens[k].text.lower() in ("the", "a") or tokens[k].text.lower() in _MODIFIERS):
            k += 1
        side, j = self._side_before(tokens, k)
        if (
            len(side) == 1
            and j < len(tokens)
            and tokens[j].text.lower() in ("administration", "government", "cabinet", "regime")
        ):
            return side, j + 1
        return [], i

    def _name_start(self, tokens: Sequence[Token], i: int) -> int:
        """Past the honorifics that may stand between a post and its holder's name."""
        j = i
        while j < len(tokens):
            honorific = self.lex.at(tokens, j, "honorific")
            if honorific is None:
                if tokens[j].text.lower() == "the" and j + 1 < len(tokens) and self.lex.at(tokens, j + 1, "honorific"):
                    j += 1
                    continue
                break
            j = honorific[1]
            if j < len(tokens) and tokens[j].text == ".":
                j += 1
        return j

    def _honoured(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """Mr Putin, Sheikh Mohammed, Lt. Gen. Smith."""
        honorific = self.lex.at(tokens, i, "honorific")
        if honorific is None:
            return None
        j = self._name_start(tokens, i)
        named = self.names.read(tokens, j, titled=True)
        if named is None:
            title = self._titled(tokens, j) if j > i else None
            return replace(title, start=i) if title else None
        word = honorific[0].value
        return Mention("person", i, named.end, name=named.text, cls=None, honorific=word.title,
                       title=None if word.cls in ("", "honorific") else _text(tokens, i, j))  # fmt: skip

    def _compound(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """US-China, Russia-NATO, Trump-Putin: both sides of a hyphen known; and the two Koreas."""
        word = tokens[i].text
        if word == "Koreas":
            both = tuple(
                Mention("country", i, i + 1, name=_country_name(c), country=c, basis="name") for c in ("KP", "KR")
            )
            return Mention("compound", i, i + 1, name="Koreas", parts=both)
        if "-" not in word or not tokens[i].capital:
            return None
        parts = []
        for piece in word.split("-"):
            token = [Token(piece, 0, len(piece))]
            entry = (
                self.lex.at(token, 0, "country") or self.lex.at(token, 0, "adjective") or self.lex.at(token, 0, "org")
            )
            if entry:
                side = (
                    _org_side(entry[0].value, "name") if entry[0].kind == "org" else _Side(entry[0].value, None, "name")
                )
                parts.append(
                    Mention(
                        "org" if side.org else "country",
                        i,
                        i + 1,
                        name=_side_name(side),
                        country=side.country,
                        org=side.org,
                        basis="name",
                    )
                )
            elif piece == "Sino":
                parts.append(Mention("country", i, i + 1, name="China", country="CN", basis="name"))
            elif self.names.known_surname(piece):
                parts.append(Mention("person", i, i + 1, name=piece))
            else:
                return None
        return Mention("compound", i, i + 1, name=word, parts=tuple(parts)) if len(parts) > 1 else None

    def _organisation(self, tokens: Sequence[Token], i: int) -> Mention | None:
        entry = self.lex.at(tokens, i, "org")
        country = self.lex.at(tokens, i, "country")
        if entry is None or (country and country[1] >= entry[1]):
            return None
        item, j = entry
        side = _org_side(item.value, "name")
        # the short form in brackets belongs to the name: "the Shanghai Cooperation Organisation (SCO)"
        if j + 2 < len(tokens) and tokens[j].text == "(" and tokens[j + 2].text == ")":
            j += 3
        return self._with_noun(
            tokens,
            Mention(
                "org" if side.org else "country",
                i,
                j,
                name=_side_name(side),
                country=side.country,
                org=side.org,
                basis="name",
            ),
        )

    def _country(self, tokens: Sequence[Token], i: int) -> Mention | None:
        entry = self.lex.at(tokens, i, "country", "people") or self.lex.at(tokens, i, "adjective")
        longer = self.lex.at(tokens, i, "adjective")
        if longer and entry and longer[1] > entry[1]:
            entry = longer
        if entry is None:
            entry = self.lex.at(tokens, i, "metonym", "capital")
            if entry is None:
                return None
            item, j = entry
            if item.kind == "capital":
                # a capital may be a place or a government: the sentence decides
                name = " ".join(item.words)
                j, country_end = j, self._trailing_country(tokens, j, item.value)
                return Mention(
                    "place", i, country_end, name=name, country=item.value, metonym=country_end == j, basis="city"
                )
            return Mention(
                "country", i, j, name=_country_name(item.value), country=item.value, basis="metonym", metonym=True
            )
        item, j = entry
        if item.kind == "adjective" and not self.lex.at(tokens, i, "country", "people"):
            base = Mention("adjective", i, j, name=_country_name(item.value), country=item.value, basis="demonym")
        else:
            base = Mention("country", i, j, name=_country_name(item.value), country=item.value, basis="name")
            if self.names.proper_after(tokens, j):
                return Mention("adjective", i, j, name=base.name, country=item.value, basis="name")
        return self._with_noun(tokens, base)

    def _with_noun(self, tokens: Sequence[Token], base: Mention) -> Mention:
        """ "Russian officials", "the Chinese side", "China's government", "the U.S. delegation"."""
        j = base.end
        possessive = j < len(tokens) and tokens[j].text == "'s"
        k = j + possessive
        while k < len(tokens) and tokens[k].text.lower() in (
            "top",
            "senior",
            "high-level",
            "military",
            "foreign",
            "security",
            "defence",
            "defense",
            "government",
            "official",
            "state",
        ):
            k += 1
        if k < len(tokens) and tokens[k].text.lower() in _GOVERNMENT:
            noun = tokens[k].text.lower()
            kind: MentionKind = "org" if base.org else "country"
            return replace(base, kind=kind, end=k + 1, delegation=noun.startswith("delegation"), plural=False)
        return base

    def _trailing_country(self, tokens: Sequence[Token], j: int, code: str | None) -> int:
        """The index past ", North Korea" or ", the Iranian capital," after a city of that country."""
        if j + 2 < len(tokens) and tokens[j].text == "," and tokens[j + 1].text == "the":
            side, k = self._side_before(tokens, j + 2)
            if not side and tokens[j + 2].text in ("country", "capital"):
                k = j + 2 + (tokens[j + 2].text == "country") * 2
            if k < len(tokens) and tokens[k].text == "capital" and (not side or code in (None, side[0].country)):
                return k + 2 if k + 1 < len(tokens) and tokens[k + 1].text == "," else k + 1
        if j + 1 < len(tokens) and tokens[j].text == ",":
            entry = self.lex.at(tokens, j + 1, "country")
            if entry and (code is None or entry[0].value == code):
                after = entry[1]
                return after + 1 if after < len(tokens) and tokens[after].text == "," else after
        return j

    def _country_between(self, tokens: Sequence[Token], start: int, end: int) -> str | None:
        """The country that is named between two tokens ("Bali, Indonesia"), if one is."""
        for j in range(start, end):
            entry = self.lex.at(tokens, j, "country")
            if entry:
                return str(entry[0].value)
        return None

    def _capital_of(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """ "the Qatari capital of Doha", "China's capital Beijing", "Thailand's northern city of Chiang Mai"."""
        sides, j = self._side_before(tokens, i)
        if len(sides) != 1 or not sides[0].country:
            return None
        while j < len(tokens) and tokens[j].text.lower() in (
            "northern",
            "southern",
            "eastern",
            "western",
            "central",
            "coastal",
            "port",
            "resort",
            "old",
            "commercial",
        ):
            j += 1
        if j >= len(tokens) or tokens[j].text.lower() not in ("capital", "city", "town", "resort", "port"):
            return None
        j += 1
        if j < len(tokens) and tokens[j].text.lower() == "city":
            j += 1
        if j < len(tokens) and tokens[j].text in ("of", ","):
            j += 1
        end = j
        while end < len(tokens) and tokens[end].capital and tokens[end].word and end - j < 3:
            end += 1
        if end == j:
            return None
        return Mention("place", i, end, name=_text(tokens, j, end), country=sides[0].country, basis="city")

    def _named_place(self, tokens: Sequence[Token], i: int) -> Mention | None:
        entry = self.lex.at(tokens, i, "venue")
        if entry is None:
            return None
        venue, j = entry[0].value, entry[1]
        other = self.lex.at(tokens, i, "metonym")
        return Mention(
            "place", i, j, name=_text(tokens, i, j), country=venue.country, basis="venue", metonym=bool(other)
        )

    def _city(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A city: one that the cities table knows, said as a place ("in Chiang Mai", "Chiang Mai, Thailand")."""
        if not tokens[i].capital:
            return None
        before = tokens[i - 1].text.lower() if i else ""
        placed = before in ("in", "at", "near", "to", "from", "of", "for", "outside", "via", "between", "through")
        for length in (4, 3, 2, 1):
            if i + length > len(tokens) or not tokens[i + length - 1].word:
                continue
            city = knowledge.cities().find(_text(tokens, i, i + length))
            if city is None:
                continue
            end = self._trailing_country(tokens, i + length, None)
            country = self._country_between(tokens, i + length, end) or city.country
            if placed or end > i + length:
                return Mention("place", i, end, name=_text(tokens, i, i + length), country=country, basis="city")
            if length > 1:
                break
        return None

    def _unknown_place(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A place that no table knows, by where it stands: "at Schloss Elmau in Germany", "in Neom"."""
        k = i - 1 - (i > 1 and tokens[i - 1].text.lower() == "the")
        if (
            k < 0
            or tokens[k].text.lower() not in ("in", "at", "near", "outside")
            or not tokens[i].capital
            or not tokens[i].word
        ):
            return None
        if self.names.known_surname(tokens[i].text) or not self.names.could_name(tokens[i].text):
            return None
        end = i
        while (
            end < len(tokens)
            and end - i < 5
            and tokens[end].word
            and (tokens[end].capital or tokens[end].text in ("of", "la", "de", "el", "al"))
        ):
            if end > i and not tokens[end].capital and not (end + 1 < len(tokens) and tokens[end + 1].capital):
                break
            if (
                self.lex.at(tokens, end, "title", "honorific")
                or tokens[end].text in _NO_PLACE
                or self.names.known_surname(tokens[end].text)
            ):
                return None
            end += 1
        text = _text(tokens, i, end)
        if end < len(tokens) and tokens[end].text == "'s":
            return None
        city = knowledge.cities().find(text)
        after = end + (end < len(tokens) and tokens[end].text in (",", "in"))
        country = city.country if city else None
        trailing = self.lex.at(tokens, after, "country", "capital") if after > end else None
        if trailing:
            country = str(trailing[0].value)
        elif (
            after > end
            and after < len(tokens)
            and tokens[after].capital
            and (near := knowledge.cities().find(tokens[after].text))
        ):
            country = near.country
        stop = trailing[1] if trailing and (trailing[0].kind == "country" or tokens[end].text == ",") else end
        if (
            city is None
            and end - i == 1
            and i + 1 < len(tokens)
            and tokens[i + 1].text[:1].islower()
            and text.isupper()
        ):
            return None  # an abbreviation: "at NPC level"
        return Mention("place", i, stop, name=text, country=country, basis="city" if city else "named")

    def _person(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A name without a title: one that the article or the officials table knows, or that looks like one."""
        named = self.names.read(tokens, i, titled=False)
        if named is None:
            return None
        if named.void:
            return Mention("other", i, named.end, name=named.text)
        return Mention("person", i, named.end, name=named.text, weak=named.weak)

    # --- what stands beside what ----------------------------------------------------------------------------------

    def _join_appositions(self, tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
        """One mention for a person and the post in apposition: "Sergei Shoigu, the Russian defence minister," and
        "his North Korean counterpart, Defence Minister Kang Sun-nam,"."""
        out: list[Mention] = []
        for mention in found:
            left = out[-1] if out else None
            if left is not None and self._apposed(tokens, left, mention):
                out[-1] = self._merged(tokens, left, mention)
            else:
                out.append(mention)
        return out

    def _apposed(self, tokens: Sequence[Token], left: Mention, right: Mention) -> bool:
        if left.plural or right.plural or {left.kind, right.kind} - {"person", "office", "country"}:
            return False
        gap = [t.text for t in tokens[left.end : right.start]]
        closing = (
            right.end >= len(tokens)
            or tokens[right.end].text in (",", ".", ")", ";", '"', "-", "and", "'s")
            or tokens[right.end].text[:1].islower()
        )
        if left.kind == "country":
            # "China's Wang Yi"
            after = tokens[right.end].text if right.end < len(tokens) else "."
            known = not right.weak or after in (
                ",",
                ".",
                ";",
                ")",
                "and",
                "said",
                "told",
                "met",
                "has",
                "is",
                "was",
                "will",
            )
            return right.kind == "person" and gap == ["'s"] and not right.sided and known
        if right.kind == "country":
            return False
        if left.kind == "person" and right.kind == "office":
            if gap[:1] in (["MP"], ["MEP"], ["QC"], ["OBE"]):
                gap = gap[1:]
            return (
                gap in ([","], [",", "the"], [",", "a"], [",", "then"], [",", "who", "is"])
                and not right.generic
                and closing
                and (not left.sided or not right.sided or left.country == right.country)
            )
        if left.kind == "office" and right.kind == "person":
            listed = (
                bool(right.title)
                and right.cls in _POSTS
                and not right.honorific
                and not left.counterpart
                and left.cls != right.cls
            )
            ends = right.end >= len(tokens) or tokens[right.end].text in (
                ",",
                ".",
                ";",
                ")",
                "-",
                "and",
                '"',
                "'s",
                ":",
            )
            return (
                (gap == [] or (gap == [","] and ends))
                and not listed
                and (not right.sided or not left.sided or left.country == right.country)
            )
        return False

    def _merged(self, tokens: Sequence[Token], left: Mention, right: Mention) -> Mention:
        person = left if left.kind == "person" else right
        other = right if person is left else left
        end = right.end
        opened = right is other or (left is other and left.kind == "office" and tokens[left.end].text == ",")
        # the comma that closes the apposition goes with it, save where a participle follows that needs it
        if opened and end + 1 < len(tokens) and tokens[end].text == "," and not tokens[end + 1].text.endswith("ing"):
            end += 1
        own = person.sided
        return replace(
            person, start=left.start, end=end, weak=False,
            title=person.title or (other.title if other.kind == "office" else None), cls=person.cls or other.cls,
            country=person.country if own else other.country, org=person.org if own else other.org,
            basis=person.basis if own else ("possessive" if other.kind == "country" else other.basis or "apposition"),
            counterpart=left.counterpart or right.counterpart,
        )  # fmt: skip


def _text(tokens: Sequence[Token], start: int, end: int) -> str:
    out = ""
    for previous, token in zip([None, *tokens[start:end]], tokens[start:end], strict=False):
        out += (" " if previous is not None and token.start > previous.end else "") + token.text
    return out


def _title_text(tokens: Sequence[Token], start: int, end: int, fallback: str) -> str:
    return re.sub(r"^(?:the|his|her|their)\s", "", _text(tokens, start, end)).strip(" ,") or fallback


def _org_side(key: str, basis: str) -> _Side:
    """An organisation's side: the EU counts as a country code, an authority stands under its own name."""
    organisation = knowledge.organisations()[key]
    if key == "EU":
        return _Side("EU", None, basis)
    if organisation.kind == "authority" and organisation.country:
        return _Side(organisation.country, key, basis)
    return _Side(None, key, basis)


def _country_name(code: str) -> str:
    return knowledge.countries().by_code[code].name


def _side_name(side: _Side) -> str:
    if side.org:
        return side.org
    return _country_name(side.country) if side.country else ""
