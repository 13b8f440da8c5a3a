"""Names of persons: where one begins and ends, and whether a run of capitals is a person at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker import knowledge
from tracker.extraction.lexicon import Lexicon, lexicon
from tracker.extraction.mention import text_of
from tracker.extraction.tokens import Token
from tracker.extraction.words import words

_PARTICLES = words("particles")
# Words of the language that are names too: capitalised within a sentence and beside a name they belong to it ("Liu He", "To Lam").
_SYLLABLES = words("name_syllables")
# Titles and honorifics that are given names too ("Sultan al-Jaber", "Amir Khan Muttaqi").
_GIVEN_TITLES = words("given_titles")
# An Arabic article or a link written on to its name: "al-Assad", "ur-Rehman".
_ARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el|u[dlrsz]|bin|ibn)-[A-Z]")
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"})
# Capitals that are never part of a person's name.
_NOT_NAMES = words("not_names")
# Words that make a run of capitals an institution, a text, a place or a work, not a person.
_INSTITUTION = words("institutions")
_FIELDS = words("fields")


# Surnames that are everyday words or places as well: alone, they name nobody.
_COMMON = words("everyday_surnames")
_LEADING = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "security_adviser", "org_head"}
)

_HEADS = frozenset({"head_of_state", "head_of_government"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name that ends before token `end`; `weak` where nothing but its form speaks for a person, `void` where it names none."""

    text: str
    end: int
    weak: bool = False
    void: bool = False


@dataclass(slots=True)
class NameReader:
    """Reads names with what the article itself shows of its words.

    `small` are the words that the article writes in lower case, `inner` those that it capitalises within a sentence,
    `known` counts the words of the names that came with a title or an honorific.
    """

    small: set[str] = field(default_factory=set)
    inner: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    full: set[str] = field(default_factory=set)
    day: date | None = None
    lex: Lexicon = field(default_factory=lexicon)

    def learn_words(self, sentences: Iterable[Sequence[Token]]) -> None:
        """Count how the article writes its words; sentences in headline capitals should be left out."""
        for tokens in sentences:
            for i, token in enumerate(tokens):
                if not token.word:
                    continue
                if token.text.islower():
                    self.small.add(token.text)
                elif i and tokens[i - 1].text not in ('"', "'", ":", "("):
                    self.inner[token.text] += 1

    def learn_name(self, text: str) -> None:
        """A name that a title, an honorific or a table vouches for."""
        words = [w for w in re.split(r"[\s\"']+", text) if w and w[:1].isupper() and len(w) > 1 and w not in _SUFFIXES]
        self.known.update(words)
        self.full.add(text)

    def known_surname(self, word: str) -> bool:
        """Whether a word belongs to a name that the article has shown with a title, or to an official of the table."""
        return word in self.known and word not in _INSTITUTION and word not in _NOT_NAMES

    def known_full(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a full name of the article's, or a name as the table of officials has it first, begins at token `i`."""
        first = tokens[i].text
        texts = [text_of(tokens, i, i + n) for n in (2, 3, 4) if i + n <= len(tokens) and tokens[i + n - 1].word]
        known = knowledge.officials().named
        return any(text in self.full or any(t.person.startswith(first) for t in known(text)) for text in texts)

    def given_title(self, tokens: Sequence[Token], i: int, *, titled: bool) -> bool:
        """Whether a title at token `i` is a given name: of a known person, before a family's name, or after a post (`titled`)."""
        if i + 1 >= len(tokens) or tokens[i].text not in _GIVEN_TITLES or not tokens[i].capital:
            return False
        after = tokens[i + 1].text
        family = bool(_ARTICLE.match(after)) or (
            after in ("Al", "El") and i + 2 < len(tokens) and tokens[i + 2].capital
        )
        return self.known_full(tokens, i) or (
            tokens[i].text != "Sheikh" and (family or (titled and tokens[i + 1].capital))
        )

    def could_name(self, word: str) -> bool:
        """Whether a word with a capital can be part of a proper name: not a weekday, a month or the opening of a sentence."""
        return word not in _NOT_NAMES and word.lower() not in self.small

    def institution(self, word: str) -> bool:
        """Whether a word names a body rather than a person ("Council", "Party")."""
        return word in _INSTITUTION

    def is_field(self, word: str) -> bool:
        """Whether a word can belong to the field of a ministry ("Digital Economy and Society")."""
        return word in _FIELDS or word in ("and", "&", ",")

    def proper_after(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether a country's name runs on into a proper name ("China Daily", "Thailand Space Week")."""
        return (
            i < len(tokens)
            and tokens[i].capital
            and tokens[i].text in _INSTITUTION
            and tokens[i].text.lower() not in ("government", "delegation")
        )

    def read(self, tokens: Sequence[Token], i: int, *, titled: bool) -> Name | None:
        """The name that begins at token `i`; `titled` says that a title or an honorific stands before it."""
        if i >= len(tokens) or not self._begins(tokens, i, titled):
            return None
        j = i
        words: list[tuple[int, int]] = []
        while j < len(tokens) and len(words) < 7:
            step = self._step(tokens, i, j, titled)
            if step == j:
                break
            words.append((j, step))
            j = step
        while words and tokens[words[-1][0]].text.lower() in _PARTICLES:
            words.pop()
        if not words:
            return None
        end = words[-1][1]
        text = text_of(tokens, i, end)
        bare = [tokens[a].text for a, _ in words]
        if any(w in _INSTITUTION for w in bare) and not titled:
            return None
        if titled:
            return Name(text, end)
        return self._untitled(tokens, i, end, text, bare)

    def _untitled(self, tokens: Sequence[Token], i: int, end: int, text: str, bare: list[str]) -> Name | None:
        named_thing = i and tokens[i - 1].text.lower() == "the" and end < len(tokens) and tokens[end].text[:1].isalpha()
        if named_thing and len(bare) > 1 and tokens[end].text != "'s":
            return Name(text, end, void=True)  # "the Kim Il Sung monument"
        if all(self.known_surname(w) for w in bare if w[:1].isupper() and w not in _SUFFIXES):
            return Name(text, end)
        if len(bare) == 1:
            return Name(text, end) if self._in_office(bare[0]) else None
        if knowledge.officials().named(text):
            return Name(text, end)
        if knowledge.cities().find(text):
            return None
        if i and tokens[i - 1].text.lower() == "the":
            return Name(text, end, void=True)
        if i == 0 and bare[0].lower() in self.small:
            return None
        return Name(text, end, weak=True)

    def _in_office(self, word: str) -> bool:
        """Whether a surname alone means one leader or minister of the day, as in a headline ("Merkel phones Lukashenko")."""
        return word.lower() not in self.small and bool(leading(word, self.day))

    def _begins(self, tokens: Sequence[Token], i: int, titled: bool) -> bool:
        word = tokens[i].text
        if not tokens[i].word or (not tokens[i].capital and not _ARTICLE.match(word)):
            return False
        if (
            word in _SYLLABLES
            and i + 1 < len(tokens)
            and tokens[i + 1].capital
            and tokens[i + 1].text not in _NOT_NAMES
        ):
            return (titled and i > 0) or self.known_full(tokens, i)
        if (
            word in _NOT_NAMES
            or word.capitalize() in _NOT_NAMES
            or (word.isupper() and len(word) > 2 and not self.known_surname(word) and not titled)
        ):
            return False
        if titled and word in _INSTITUTION and not self.known_surname(word):
            after = tokens[i + 1] if i + 1 < len(tokens) else None  # "Foreign Minister Park Jin"
            if not (
                after
                and after.capital
                and after.word
                and after.text not in _INSTITUTION
                and after.text not in _NOT_NAMES
            ):
                return False
        if self.lex.at(tokens, i, "title") and not self.given_title(tokens, i, titled=titled):
            return False
        if not titled and i == 0 and word.lower() in self.small and not self.known_surname(word):
            return False
        known = self.lex.at(tokens, i, "country", "adjective", "org", "people", "venue")
        if known and known[1] - i == 1 and titled:
            # "Defence Minister Israel Katz": a country's name can be a given name, where another name follows it
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            return bool(following and following.capital and following.word and following.text not in _NOT_NAMES
                        and following.text not in _INSTITUTION and not self.lex.at(tokens, i + 1, "title"))  # fmt: skip
        if known and not self.known_surname(word):
            return False
        if not titled and self.lex.at(tokens, i, "capital", "metonym") and not self.known_surname(word):
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            return bool(following and self.known_surname(following.text))
        return True

    def _step(self, tokens: Sequence[Token], start: int, j: int, titled: bool) -> int:
        """The index after the next piece of the name that begins at `j`, or `j` where the name has ended."""
        token = tokens[j]
        word = token.text
        if (
            j > start
            and word in ("'", '"')
            and j + 2 < len(tokens)
            and tokens[j + 2].text in ("'", '"')
            and tokens[j + 1].capital
        ):
            # a nickname within the name: Joko "Jokowi" Widodo; at its end only if the quotes close at once
            return j + 3
        if word == "," and j > start and j + 1 < len(tokens) and tokens[j + 1].text in ("Jr.", "Jr", "Sr."):
            return j + 2
        if not token.word:
            return j
        if word in _SUFFIXES and j > start:
            return j + 1
        if j > start and word in _NOT_NAMES and not re.fullmatch(r"[A-Z]", word):
            return j + 1 if word in _SYLLABLES and j - start <= 2 else j
        if token.capital:
            if j > start:
                if self.lex.at(tokens, j, "title", "honorific") and word not in ("Sheikh", "Shah", "Khan", "Aung"):
                    return j
                known = self.lex.at(tokens, j, "country", "org", "venue")
                if known and not self.known_surname(word) and len(word) > 3:
                    return j
                if self.lex.at(tokens, j, "adjective") and not self.known_surname(word):
                    return j
                if word in _INSTITUTION:
                    return j
                if titled and word.isupper() and len(word) > 3 and not tokens[start].text.isupper():
                    return j
            if word.endswith("-") or (
                j + 1 < len(tokens)
                and tokens[j + 1].text == "-"
                and tokens[j + 1].start == token.end
                and j + 2 < len(tokens)
                and tokens[j + 2].capital
            ):
                return j + 3
            return j + 1
        if _ARTICLE.match(word):
            return j + 1
        if (
            j > start
            and word.lower() in _PARTICLES
            and word not in ("as", "la", "le", "den", "st.", "do")
            and self._capital_follows(tokens, j + 1)
        ):
            return j + 1
        if (
            j > start
            and word in ("la", "le", "do")
            and j + 1 < len(tokens)
            and tokens[j + 1].capital
            and tokens[j - 1].text.lower() in _PARTICLES
        ):
            return j + 1
        return j

    def _capital_follows(self, tokens: Sequence[Token], j: int) -> bool:
        while j < len(tokens) and tokens[j].text.lower() in _PARTICLES and not tokens[j].capital:
            j += 1
        return (
            j < len(tokens)
            and tokens[j].capital
            and tokens[j].text not in _NOT_NAMES
            and not self.lex.at(tokens, j, "country", "org")
        )


def leading(surname: str, day: date | None) -> list[knowledge.Term]:
    """The terms of the one leader or minister whom a surname alone can mean on a day.

    Of several, those of the head of state; none where that leaves no one or several.

    Where the day is not known, the surname must be that of a head of state or government and of no one else in the table.
    """
    if surname in _COMMON or len(surname) < 2:
        return []
    terms = [t for t in knowledge.officials().surname(surname, day) if day is None or t.cls in _LEADING]
    if day is not None and len({t.person for t in terms}) > 1:
        terms = [t for t in terms if t.cls == "head_of_state"]  # "Kim" is whoever rules, not a minister of that name
    if len({(t.person, t.country) for t in terms}) != 1:
        return []
    return terms if day or any(t.cls in _HEADS for t in terms) else []
