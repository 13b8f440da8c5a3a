"""The actors, places and dates of a sentence as spans of its tokens.

A small grammar over tokens and the lexicon: titles, honorifics, names, nationalities, posts without a name, governments,
delegations and organisations. It needs no parser, so it can read the whole article for the names before any sentence
is chosen for parsing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker import knowledge
from tracker.extraction.appositions import join_appositions
from tracker.extraction.dates import DateMention
from tracker.extraction.mention import Mention, MentionKind, Side, country_name, org_side, side_mention, text_of
from tracker.extraction.posts import PostReader
from tracker.extraction.spots import SpotReader
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

# Nouns after a nationality or a country's name that make it that country's government speaking or acting.
_GOVERNMENT = words("government")


class MentionReader(PostReader, SpotReader):
    """Reads one sentence after another."""

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
        return join_appositions(tokens, found)

    def _at(self, tokens: Sequence[Token], i: int) -> Mention | None:
        return (
            self._lookalike(tokens, i)
            or self._capital_of(tokens, i)
            or self._titled(tokens, i)
            or self._compound(tokens, i)
            or self._named_place(tokens, i)
            or self._organisation(tokens, i)
            or self._country(tokens, i)
            or self._unknown_place(tokens, i)
            or self._person(tokens, i)
            or self._city(tokens, i)
        )

    def _lookalike(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """What holds the name of a country or a city and means something else: "Bank of England", "Oslo Accords"."""
        entry = self.lex.at(tokens, i, "lookalike")
        if entry is None or self.lex.at(tokens, i, "org", "venue"):
            return None
        name = text_of(tokens, i, entry[1])
        if entry[0].value in ("city", "place", "region", "sea"):
            city = knowledge.cities().find(name) if entry[0].value == "city" else None
            country = city.country if city else knowledge.regions().get(knowledge.fold(name))
            return Mention("place", i, entry[1], name=name, country=country, basis="named")
        return Mention("other", i, entry[1], name=name)

    def _compound(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """US-China, Russia-NATO, Trump-Putin: both sides of a hyphen known; and the two Koreas."""
        word = tokens[i].text
        if word == "Koreas":
            both = tuple(
                Mention("country", i, i + 1, name=country_name(c), country=c, basis="name") for c in ("KP", "KR")
            )
            return Mention("compound", i, i + 1, name="Koreas", parts=both)
        if halves := self._halves(tokens, i, "country"):
            parts = [Mention("country", i, halves[1], name=country_name(c), country=c, basis="name") for c in halves[0]]
            return Mention("compound", i, halves[1], name="Koreas", parts=tuple(parts))
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
                    org_side(entry[0].value, "name") if entry[0].kind == "org" else Side(entry[0].value, None, "name")
                )
                parts.append(side_mention(side, i, i + 1))
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
        side = org_side(item.value, "name")
        # the short form in brackets belongs to the name: "the Shanghai Cooperation Organisation (SCO)"
        if j + 2 < len(tokens) and tokens[j].text == "(" and tokens[j + 2].text == ")":
            j += 3
        return self._with_noun(tokens, side_mention(side, i, j))

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
                end = self._trailing_country(tokens, j, item.value)
                return Mention("place", i, end, name=name, country=item.value, metonym=end == j, basis="city")
            return Mention(
                "country", i, j, name=country_name(item.value), country=item.value, basis="metonym", metonym=True
            )
        item, j = entry
        if item.kind == "adjective" and not self.lex.at(tokens, i, "country", "people"):
            base = Mention("adjective", i, j, name=country_name(item.value), country=item.value, basis="demonym")
        else:
            base = Mention("country", i, j, name=country_name(item.value), country=item.value, basis="name")
            if self.names.proper_after(tokens, j):
                return Mention("adjective", i, j, name=base.name, country=item.value, basis="name")
        return self._with_noun(tokens, base)

    def _with_noun(self, tokens: Sequence[Token], base: Mention) -> Mention:
        """ "Russian officials", "the Chinese side", "China's government", "the U.S. delegation"."""
        j = base.end
        possessive = j < len(tokens) and tokens[j].text in ("'s", "'")
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
            return replace(base, kind=kind, end=k + 1, delegation=noun.startswith("delegation"))
        return base

    def _person(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A name without a title: one that the article or the officials table knows, or that looks like one."""
        named = self.names.read(tokens, i, titled=False)
        if named is None:
            return None
        if named.void:
            return Mention("other", i, named.end, name=named.text)
        return Mention("person", i, named.end, name=named.text, weak=named.weak)
