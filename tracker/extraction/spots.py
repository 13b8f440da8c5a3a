"""Places: cities, venues, capitals by description, and places that no table knows."""

from __future__ import annotations

from collections.abc import Sequence

from tracker import knowledge
from tracker.extraction.mention import Mention, text_of
from tracker.extraction.sides import SideReader
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

# What stands after "in" or "at" with a capital and is no place.
_NO_PLACE = words("no_places")
# How the name of a building ends.
_BUILDINGS = words("buildings")
# Prepositions, and verbs of journeys, after which a city is said as a place.
_BEFORE_CITIES = frozenset(
    "in at near to from of for outside via between through visit visits visited visiting tour tours toured touring reached".split()
)


class SpotReader(SideReader):
    """Reads places."""

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
        if tokens[j - 1].text == "," and self.lex.at(tokens, j, "adjective", "title", "honorific", "country"):
            end = j = j - 1  # "in the German capital, Ukrainian President X met"
        elif self.lex.at(tokens, j, "title", "honorific"):
            end = j  # "in the Russian capital President X signed"
        elif tokens[j - 1].text.lower() in ("capital", ",") and not self._begins_city(tokens, j, end):
            end = j = j - (tokens[j - 1].text == ",")  # "in the Russian capital, Sergei Lavrov met"
        if end == j:
            capitals = knowledge.countries().by_code[sides[0].country].capitals
            if tokens[j - 1].text.lower() != "capital" or not capitals:
                return None
            return Mention("place", i, j, name=capitals[0], country=sides[0].country, basis="city")
        return Mention("place", i, end, name=text_of(tokens, j, end), country=sides[0].country, basis="city")

    def _begins_city(self, tokens: Sequence[Token], i: int, end: int) -> bool:
        """Whether a city that the table knows is named at token `i`."""
        return any(knowledge.cities().find(text_of(tokens, i, stop)) for stop in range(i + 1, end + 1))

    def _named_place(self, tokens: Sequence[Token], i: int) -> Mention | None:
        entry = self.lex.at(tokens, i, "venue")
        if entry is None:
            return None
        venue, j = entry[0].value, self._in_city(tokens, entry[1])
        other = self.lex.at(tokens, i, "metonym")
        return Mention(
            "place", i, j, name=text_of(tokens, i, j), country=venue.country, basis="venue", metonym=bool(other)
        )

    def _city(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A city: one that the cities table knows, said as a place ("in Chiang Mai", "Chiang Mai, Thailand")."""
        if not tokens[i].capital:
            return None
        before = tokens[i - 1].text.lower() if i else ""
        placed = before in _BEFORE_CITIES
        for length in (4, 3, 2, 1):
            if i + length > len(tokens) or not tokens[i + length - 1].word:
                continue
            city = knowledge.cities().find(text_of(tokens, i, i + length))
            if city is None:
                continue
            end = self._trailing_country(tokens, i + length, None)
            country = self._country_between(tokens, i + length, end) or city.country
            if placed or end > i + length:
                return Mention("place", i, end, name=text_of(tokens, i, i + length), country=country, basis="city")
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
            if self.lex.at(tokens, end, "title", "honorific") or self.names.known_surname(tokens[end].text):
                return None
            end += 1
        building = end - i > 1 and tokens[end - 1].text in _BUILDINGS
        if not building and any(t.text in _NO_PLACE for t in tokens[i:end]):
            return None
        text = text_of(tokens, i, end)
        if end < len(tokens) and tokens[end].text == "'s":
            return None
        city = knowledge.cities().find(text)
        if city is None and (further := self._in_city(tokens, end)) > end:
            city = knowledge.cities().find(text_of(tokens, end + 1, further))
            text, end = text_of(tokens, i, further), further
        after = end + (end < len(tokens) and tokens[end].text in (",", "in"))
        if city is None and building:  # "Kunming Changshui International Airport"
            city = next((c for k in (2, 1) if (c := knowledge.cities().find(text_of(tokens, i, i + k)))), None)
        country = city.country if city else knowledge.regions().get(knowledge.fold(text))
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

    def _in_city(self, tokens: Sequence[Token], j: int) -> int:
        """The index past " in Jakarta" or ", Abuja" after a building; `j` itself where no city follows."""
        if j + 1 >= len(tokens) or tokens[j].text not in ("in", ","):
            return j
        for end in range(min(j + 4, len(tokens)), j + 1, -1):
            if tokens[end - 1].capital and knowledge.cities().find(text_of(tokens, j + 1, end)):
                return end
        return j

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
            owning = entry is not None and entry[1] < len(tokens) and tokens[entry[1]].text in ("'s", "'S")
            if entry and not owning and (code is None or entry[0].value == code):
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
