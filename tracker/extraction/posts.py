"""Posts with and without their holders: "Russian Defence Minister Sergei Shoigu", "the presidents of A and B", "Mr Putin"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tracker import knowledge
from tracker.extraction.mention import Mention, Side, side_name, text_of, title_text
from tracker.extraction.sides import SideReader
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

_COURTESIES = frozenset(word.replace("_", " ") for word in words("courtesies"))
_NEEDS_SIDE = frozenset({"leader", "official", "member", "leadership", "adviser", "advisor", "aide", "head", "chief"})

# Posts that are verbs as well, and what stands beside them then.
_VERBAL = frozenset({"host", "hosts", "chair", "chairs", "co-chair", "co-chairs", "head", "heads", "guard"})
_MODALS = frozenset({"will", "would", "to", "can", "could", "may", "might", "should", "shall", "must"})
_DETERMINERS = frozenset({"a", "an", "the", "his", "her", "its", "their", "talks", "meeting", "delegation"})


class PostReader(SideReader):
    """Reads posts, honorifics and the names that follow them."""

    def _titled(self, tokens: Sequence[Token], i: int) -> Mention | None:
        """A post with or without its holder: "Russian Defence Minister Sergei Shoigu", "the presidents of A and B"."""
        mention = self._post(tokens, i)
        if mention is not None and any(t.text.lower() == "visiting" for t in tokens[i : min(i + 3, mention.end)]):
            return replace(mention, visiting=not mention.plural)
        return mention

    def _post(self, tokens: Sequence[Token], i: int) -> Mention | None:
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
        if cls == "envoy" and j < len(tokens) and tokens[j].text in ("to", "for") and after:
            # an ambassador to B does not stand for B
            accredited, after, j = tuple(s.country for s in after if s.country), [], k
        elif cls == "envoy" and after and k < len(tokens) and tokens[k].text == "to":
            there, k = self._side_after(tokens, k, cls)  # "the Ambassador of Russia to the United States"
            accredited = tuple(s.country for s in there if s.country)
        if after:
            j = k
            # a nationality before the post outranks "of X" behind it
            sides = sides or after
        owned = i > 0 and tokens[i - 1].text in ("'s", "'")  # "the Communist Party's foreign policy chief"
        if not sides and not owned and (scope := self._scope(text) or self._scope(text.split(",")[0])):
            sides = [Side(scope, None, "title")]
        side = sides[0] if len(sides) == 1 else Side()
        if role.endswith("delegation"):
            return self._delegation(i, j, sides)
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
            return Mention("office", i, j, name=text_of(tokens, i, j), title=text, cls=cls, plural=True, parts=parts,
                           country=side.country, org=side.org, basis=side.basis, counterpart=role == "counterpart",
                           generic=bool(role), accredited=accredited)  # fmt: skip
        name_start = self._name_start(tokens, j)
        named = self.names.read(tokens, name_start, titled=True)
        if named:
            if not sides or sides[0].basis == "title":
                late, end = self._side_after(tokens, named.end, cls)
                if len(late) == 1 and tokens[named.end].text == "of":
                    side, named = late[0], replace(named, end=end)  # "President Barham Saleh of Iraq"
            return Mention("person", i, named.end, name=named.text, title=_full_title(tokens, i, j, text, cls, side), cls=cls,
                           country=side.country, org=side.org, basis=side.basis, counterpart=role == "counterpart")  # fmt: skip
        if role in _NEEDS_SIDE and not side.country and not side.org:
            return None
        return Mention("office", i, j, name=text_of(tokens, i, j), title=text, cls=cls, country=side.country, org=side.org,
                       basis=side.basis, counterpart=role == "counterpart", generic=bool(role), accredited=accredited)  # fmt: skip

    def _title(self, tokens: Sequence[Token], i: int) -> tuple[str, str, bool, str, int] | None:
        """A title, or several joined ("State Councilor and Foreign Minister"): text, class, plural, role, index after."""
        first = self.lex.at(tokens, i, "title")
        if first is None or self.names.given_title(tokens, i, titled=False):
            return None
        entry, j = first
        if self._is_verb(tokens, i):
            return None
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
            if k > j and tokens[k].capital != tokens[start].capital:
                break
            if joined[0].plural != plural or (title.cls != "royal" and self.names.given_title(tokens, k, titled=True)):
                break
            if joined[0].value.level < title.level:
                title = joined[0].value
            j = self._title_tail(tokens, joined[1])
        role = title.title if title.kind == "role" else ""
        return text_of(tokens, start, j), title.cls, plural, role, j

    def _is_verb(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a word that may be a post is what somebody does: "will chair the meeting", "Colonna hosts a visit"."""
        if tokens[i].text not in _VERBAL or i == 0:
            return False
        after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
        return tokens[i - 1].text.lower() in _MODALS or (after in _DETERMINERS and tokens[i - 1].capital)

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

    def _scope(self, title: str) -> str | None:
        """The only country that has such a title (the Pope's, the EAM's), if there is one."""
        known = knowledge.titles().get(title.lower())
        if known and len(known.scope) == 1 and len(known.scope[0]) == 2:
            return known.scope[0]
        return None

    def _delegation(self, i: int, j: int, sides: list[Side]) -> Mention | None:
        """A delegation acts for its country or organisation."""
        if len(sides) != 1:
            return None
        side = sides[0]
        return Mention("org" if side.org and not side.country else "country", i, j, name=side_name(side), country=side.country,
                       org=side.org, basis=side.basis, delegation=True)  # fmt: skip

    def _name_start(self, tokens: Sequence[Token], i: int) -> int:
        """Past the honorifics that may stand between a post and its holder's name."""
        j = i
        while j < len(tokens):
            honorific = self.lex.at(tokens, j, "honorific")
            if honorific is None or self.names.given_title(tokens, j, titled=False):
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
        if honorific is None or self.names.given_title(tokens, i, titled=False):
            return None
        j = self._name_start(tokens, i)
        named = self.names.read(tokens, j, titled=True)
        if named is None:
            title = self._titled(tokens, j) if j > i else None
            return replace(title, start=i) if title else None
        word = honorific[0].value
        courtesy = word.title.lower().rstrip(".") in _COURTESIES
        written = None if courtesy or word.cls in ("", "honorific") else text_of(tokens, i, j)
        return Mention("person", i, named.end, name=named.text, cls=None, honorific=word.title, title=written)


def _full_title(tokens: Sequence[Token], start: int, end: int, post: str, cls: str, side: Side) -> str:
    """The post alone where a country stands beside it in the record; with all its words where they say what it is a post of."""
    if side.country and side.country != "EU" and cls not in ("envoy", "org_head"):
        return post
    return title_text(tokens, start, end, post)
