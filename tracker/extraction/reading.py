"""An article read into sentences: cleaned passages, tokens, dates and mentions, and the dateline apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker import knowledge
from tracker.extraction.dates import DateMention, find_dates
from tracker.extraction.letterhead import letterhead
from tracker.extraction.mention import Mention
from tracker.extraction.mentions import MentionReader
from tracker.extraction.names import NameReader
from tracker.extraction.tokens import Token, tokenize
from tracker.extraction.words import words
from tracker.model import Article
from tracker.text import BlockKind, Passage, read_blocks, split_sentences

# Wire reports are a few hundred sentences at most; a book is read to here and no further.
MAX_SENTENCES = 20_000


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where the report was filed ("PYONGYANG, July 26 (Xinhua) --"), as far as it can be placed."""

    name: str
    country: str | None


@dataclass(slots=True)
class Sentence:
    """One sentence; `kind` is that of its block, `first` whether it opens the article's body."""

    index: int
    block: int
    kind: BlockKind
    passage: Passage
    tokens: list[Token]
    dates: list[DateMention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    body_index: int | None = None
    dateline: Dateline | None = None

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.passage.text


@dataclass(slots=True)
class Reading:
    """All sentences of an article, in order; `heads` are the indices of its letterhead's."""

    sentences: list[Sentence]
    names: NameReader
    dateline: Dateline | None = None
    heads: frozenset[int] = frozenset()


_DATELINE = re.compile(
    r"""^(?P<place>[A-Z][\w.'’-]*(?:[ /-][A-Z][\w.'’-]*){0,3})
        (?:,\s(?P<more>[A-Z][\w.' -]{2,30}?))?
        (?:,?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?)?
        \s?(?:,?\s?\((?P<agency>[^()]{2,60})\)\s?)?
        (?:--|—|-|:|_|\s-|(?<=[a-z])\.(?=\s))\s*(?:\((?P<agency2>[^()]{2,60})\)\s?[:-]?\s*)?(?=[A-Z"']|$)""",
    re.X,
)
_ALONE = re.compile(r"^(?P<place>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,2})(?:, (?P<more>[A-Z][\w' -]+))?\.?$")


def _place_of(name: str, more: str | None) -> Dateline | None:
    shown = name.title() if name.isupper() and len(name) > 3 else name
    countries = knowledge.countries()
    if more:
        code = countries.find(more)
        if code:
            return Dateline(shown, code)
    venue = knowledge.venues().get(shown)
    if venue:
        return Dateline(shown, venue.country)
    city = knowledge.cities().find(shown)
    if city:
        return Dateline(shown, city.country)
    code = countries.capital_of(shown)
    return Dateline(shown, code) if code else None


def _strip_dateline(passage: Passage) -> tuple[Dateline | None, Passage]:
    match = _DATELINE.match(passage.text)
    if match is None:
        return None, passage
    dateline = _place_of(match["place"], match["more"])
    if dateline is None and not (match["place"].isupper() and len(match["place"]) > 3):
        return None, passage
    return dateline, passage.cut(match.end(), len(passage.text))


# Words that headlines in capitals leave small.
_SMALL_WORDS = words("headline_small")


def is_headline_case(tokens: Sequence[Token]) -> bool:
    """Whether A Sentence Is Written Like This, so that its capitals say nothing about names."""
    words = [t for t in tokens if t.word and len(t.text) > 1]
    capitals = sum(t.capital for t in words)
    return capitals >= 4 and not any(not t.capital and t.text.lower() not in _SMALL_WORDS for t in words)


def _lowered(tokens: Sequence[Token], names: NameReader, *, body: bool) -> list[Token]:
    """A headline's tokens with the capitals taken from the words that are no names.

    Where the article has a `body`, that shows which words it capitalises within a sentence; else only small words go.
    """
    out = []
    titled = _after_titles(tokens, names)
    for i, token in enumerate(tokens):
        small = token.text.lower()
        keep = (
            not token.capital or token.text.isupper() or names.known_surname(token.text)
            or i in titled or token.text in ("Jr.", "Sr.")
            or names.lex.at(tokens, i, "country", "adjective", "org", "capital", "honorific", "venue") is not None
            or (token.text in names.inner if body else small not in names.small)
        )  # fmt: skip
        out.append(token if keep else Token(small, token.start, token.end))
    return out


def _after_titles(tokens: Sequence[Token], names: NameReader) -> set[int]:
    """The words between a title and the surname that ends a known name: "President Joseph R. Biden", "President of Egypt Abdel
    Fattah El-Sisi"."""
    found: set[int] = set()
    i = 0
    while i < len(tokens):
        title = names.lex.at(tokens, i, "title")
        if title is None:
            i += 1
            continue
        i = title[1]
        if i < len(tokens) and tokens[i].text.lower() == "of" and (side := names.lex.at(tokens, i + 1, "country")):
            i = side[1]
        run = i
        while run < min(i + 4, len(tokens)) and tokens[run].word and tokens[run].capital:
            if names.known_surname(tokens[run].text) or tokens[run].text in names.inner:
                found.update(range(i, run))
                break
            run += 1
    return found


# "Power move: Paetongtarn Shinawatra and ..." under a picture
_LABEL = re.compile(r"[A-Z][a-z]+(?: [a-z]+){0,3}: (?=[A-Z])")
_POSITION = re.compile(
    r"""
    \s?\( (?:second|third|2nd|3rd|4th|fourth|fifth|far|top|bottom|front|back|from|in)? [ -]? (?:from\ )?
          (?:left|right|centre|center|l|r|c|middle|pictured|seated)\b [^()]{0,12} \)
    | ,\s (?:second|third|2nd|3rd|4th|far)? \s? (?:left|right|centre|center) ,
    """,
    re.I | re.X,
)


def _without_positions(tokens: list[Token], text: str) -> list[Token]:
    """A caption's tokens without "(second right)" and ", left,": they say where somebody stands in the picture."""
    spans = [m.span() for m in _POSITION.finditer(text)]
    return [t for t in tokens if not any(a <= t.start < b for a, b in spans)] if spans else tokens


def read(article: Article) -> Reading:
    """Read an article: every sentence with its tokens, dates and mentions. Pure; raises nothing for odd input."""
    names = NameReader(day=article.published)
    sentences: list[Sentence] = []
    dateline: Dateline | None = None
    body = 0
    heads: set[int] = set()
    for number, block in enumerate(read_blocks(article.text)):
        passage = block.passage
        own: Dateline | None = None
        if block.kind in ("title", "heading") and re.match(r"[A-Z][A-Z .'-]{2,25}: ", passage.text):
            own, passage = _strip_dateline(passage)  # one of a day's briefs
        elif dateline is None and body == 0:
            if block.kind == "body":
                dateline, passage = _strip_dateline(passage)
            elif match := _ALONE.match(passage.text) or _DATELINE.fullmatch(passage.text):
                dateline = _place_of(match["place"], match["more"])
                if dateline and len(passage.text) < 40:
                    continue
        if block.kind == "caption" and (label := _LABEL.match(passage.text)):
            passage = passage.cut(label.end(), len(passage.text))
        for piece in split_sentences(passage):
            if len(sentences) >= MAX_SENTENCES:
                break
            sentence = Sentence(
                len(sentences), number, block.kind, piece, _without_positions(tokenize(piece.text), piece.text)
            )
            sentence.dateline = own
            if body == 0 and (head := letterhead(sentence.tokens, names.lex)):
                sentence.tokens, sentence.kind, heads = head, "heading", {*heads, sentence.index}
            if block.kind == "body":
                sentence.body_index, body = body, body + 1
            sentences.append(sentence)
    plain = [s for s in sentences if s.index in heads or not is_headline_case(s.tokens)]
    names.learn_words(s.tokens for s in plain if s.index not in heads)
    for sentence in sentences:
        sentence.dates = find_dates(sentence.text)
    reader = MentionReader(names)
    _learn_names(plain, reader, names)
    body = sum(s.kind == "body" for s in plain) >= 2
    for sentence in sentences:
        if sentence.index not in heads and is_headline_case(sentence.tokens):
            sentence.tokens = _lowered(sentence.tokens, names, body=body)
    for sentence in sentences:
        sentence.mentions = reader.read(sentence.tokens, sentence.dates)
    return Reading(sentences, names, dateline, frozenset(heads))


def _learn_names(sentences: Sequence[Sentence], reader: MentionReader, names: NameReader) -> None:
    """First pass: the names that come with a title, an honorific, or from the table of officials."""
    for sentence in sentences:
        for mention in reader.read(sentence.tokens, sentence.dates):
            if mention.kind == "person" and not mention.weak and mention.name:
                names.learn_name(mention.name)
