"""Whom a post or a person stands for, by the words beside it: nationalities, countries, organisations, "of X"."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.extraction.lexicon import Entry, EntryKind
from tracker.extraction.mention import Side, org_side
from tracker.extraction.names import NameReader
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

_MODIFIERS = words("modifiers")
_STATE_BODIES = words("state_bodies")
_DIRECTIONS = frozenset({"North", "South", "East", "West"})
_LINKERS = frozenset({"of", "for", "to", "from", "at", "in"})

_OF_A_GROUP = frozenset({"countries", "nations", "states", "members"})


class SideReader:
    """Reads whom the words beside a position stand for; `names` carries what the article taught about its names."""

    def __init__(self, names: NameReader) -> None:
        self.names = names
        self.lex = names.lex

    def _skip_modifiers(self, tokens: Sequence[Token], i: int) -> int:
        while i < len(tokens) and tokens[i].text.lower() in _MODIFIERS and not self.lex.at(tokens, i, "title"):
            i += 1
        return i

    def _halves(self, tokens: Sequence[Token], i: int, kind: EntryKind) -> tuple[list[str], int] | None:
        """ "North and South Korea", "South and North Korean": two countries that share their last word."""
        if i + 2 >= len(tokens) or tokens[i].text not in _DIRECTIONS or tokens[i + 1].text not in ("and", "or", "&"):
            return None
        second = self.lex.at(tokens, i + 2, kind)
        if second is None or second[0].words[0] not in _DIRECTIONS:
            return None
        first = self.lex.at([tokens[i], *tokens[i + 3 : second[1]]], 0, kind)
        return ([first[0].value, second[0].value], second[1]) if first else None

    def _side_before(self, tokens: Sequence[Token], i: int) -> tuple[list[Side], int]:
        """Nationalities, countries and organisations before a post: "Russian", "China's", "the UN", "North Korean, Russian"."""
        sides: list[Side] = []
        j = i
        if halves := self._halves(tokens, i, "adjective"):
            return [Side(code, None, "demonym") for code in halves[0]], halves[1]
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
            if item.kind == "org" and (short := self.lex.at(tokens, k + 1, "org")) and short[0].value == item.value:
                inside = tokens[k].text == "(" and short[1] < len(tokens) and tokens[short[1]].text == ")"
                k = short[1] + 1 if inside else k  # "the Gulf Cooperation Council (GCC) ministers"
            sides.append(org_side(item.value, basis) if item.kind == "org" else Side(item.value, None, basis))
            j = k
            # "Russian and North Korean ministers": only a list of nationalities goes on
            if j < len(tokens) and tokens[j].text in (",", "and", "&") and item.kind == "adjective":
                following = self.lex.at(tokens, j + 1, "adjective")
                if following:
                    j += 1
                    continue
            elif j < len(tokens) and tokens[j].text in (",", "and", "&") and item.kind == "country" and not possessive:
                # "the US, Chinese and Japanese ministers": the list is one if it ends in several posts
                more, end = self._side_before(tokens, j + 1)
                post = self.lex.at(tokens, self._skip_modifiers(tokens, end), "title")
                if more and post and post[0].plural:
                    return [*sides, *more], end
            break
        return sides, j

    def _side_after(self, tokens: Sequence[Token], i: int, cls: str) -> tuple[list[Side], int]:
        """Whom "of X", "of the Republic of X", "to X" or "from A, B and C" after a post name."""
        if i >= len(tokens) or tokens[i].text not in _LINKERS:
            return [], i
        if tokens[i].text == "to" and cls != "envoy":
            return [], i
        if tokens[i].text == "at":
            return self._side_at(tokens, i)
        if tokens[i].text == "in":
            return self._side_in(tokens, i)
        sides: list[Side] = []
        j = i + 1
        if halves := self._halves(tokens, j, "country"):
            return [Side(code, None, "of") for code in halves[0]], halves[1]
        while j < len(tokens):
            k = j + (tokens[j].text.lower() in ("the", "both"))
            entry = self.lex.at(tokens, k, "country", "org", "metonym") or self._body_of(tokens, k)
            if entry is None:
                break
            item, k = entry
            if k < len(tokens) and tokens[k].text == "'s":
                k = self._body_end(tokens, k + 1)
                while k < len(tokens) and self.lex.at(tokens, k, "org"):
                    k = self.lex.at(tokens, k, "org")[1]  # type: ignore[index]
            side = org_side(item.value, "of") if item.kind == "org" else Side(item.value, None, "of")
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
        if sides and j < len(tokens) and tokens[j].text in _OF_A_GROUP:
            j += 1  # "his counterparts from ASEAN countries"
        return sides, (j if sides else i)

    def _body_of(self, tokens: Sequence[Token], i: int) -> tuple[Entry, int] | None:
        """ "the Libyan Presidential Council": a body of a country, by its nationality and the capitals that follow."""
        entry = self.lex.at(tokens, i, "adjective")
        if entry is None:
            return None
        item, j = entry
        end = self._body_end(tokens, j)
        return (item, end) if end > j else None

    def _body_end(self, tokens: Sequence[Token], i: int) -> int:
        """The index after a body's name ("Sovereignty Council", "National People's Congress", "parliament"), or `i` where none
        begins there."""
        if i < len(tokens) and tokens[i].text in _STATE_BODIES:
            return i + 1
        end = i
        while end < len(tokens) and (tokens[end].capital or (end > i and tokens[end].text == "'s")):
            if self.lex.at(tokens, end, "title"):
                break
            end += 1
        return end if any(self.names.institution(t.text) for t in tokens[i:end]) else i

    def _side_at(self, tokens: Sequence[Token], i: int) -> tuple[list[Side], int]:
        """ "at the Danish Prime Minister's Office": whom a post in somebody's office stands for."""
        k = i + 1 + (i + 1 < len(tokens) and tokens[i + 1].text.lower() == "the")
        side, j = self._side_before(tokens, k)
        if len(side) != 1:
            return [], i
        while j < len(tokens) and (tokens[j].capital or tokens[j].text in ("of", "'s", "and", "for", "'")):
            j += 1
        return side, j

    def _side_in(self, tokens: Sequence[Token], i: int) -> tuple[list[Side], int]:
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
