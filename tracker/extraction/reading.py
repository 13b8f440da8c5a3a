"""An article read into sentences: cleaned passages, tokens, dates and mentions, and the dateline apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from tracker import knowledge
from tracker.extraction.dates import DateMention, find_dates
from tracker.extraction.letterhead import byline, letterhead
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.mention import Mention
from tracker.extraction.mentions import MentionReader
from tracker.extraction.names import NameReader
from tracker.extraction.rolls import is_entry
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

    @property
    def words(self) -> set[str]:
        """Its words and marks in lower case."""
        return {t.text.lower() for t in self.tokens}


@dataclass(slots=True)
class Reading:
    """All sentences of an article, in order; `filed` is the date that stands in the dateline, `heads` are the indices of its
    letterhead's."""

    sentences: list[Sentence]
    names: NameReader
    dateline: Dateline | None = None
    filed: DateMention | None = None
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
    if is_entry(tokens):
        return False
    words = [t for t in tokens if t.word and len(t.text) > 1]
    capitals = sum(t.capital for t in words)
    return capitals >= 4 and not any(not t.capital and t.text.lower() not in _SMALL_WORDS for t in words)


def _lowered(tokens: Sequence[Token], names: NameReader, *, prose: bool) -> list[Token]:
    """A headline's tokens with the capitals taken from the words that are no names.

    Where the article has `prose`, that shows which words it capitalises within a sentence; else only small words go.
    """
    out = []
    titled = _after_titles(tokens, names)
    for i, token in enumerate(tokens):
        small = token.text.lower()
        keep = (
            not token.capital or token.text.isupper() or names.known_surname(token.text)
            or i in titled or token.text in ("Jr.", "Sr.")
            or names.lex.at(tokens, i, "country", "adjective", "org", "capital", "honorific", "venue") is not None
            or (token.text in names.inner if prose else small not in names.small)
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


def _is_slug(sentence: Sentence) -> bool:
    """Whether a headline comes from a page's address, without capitals and apostrophes: "chinas envoy in paris"."""
    return sentence.kind == "title" and sentence.text.islower() and sentence.text.count(" ") > 2


def _raised(tokens: Sequence[Token], names: NameReader) -> list[Token]:
    """The tokens of a headline without capitals, with those that the article gives its names; "chinas" is "China's"."""
    out: list[Token] = []
    for token in tokens:
        word, cut = token.text.capitalize(), token.end - 1
        if token.text in names.small:
            out.append(token)
        elif word in names.inner or _names_a_side(word, names):
            out.append(Token(word, token.start, token.end))
        elif word.endswith("s") and _names_a_side(word[:-1], names):
            out += [Token(word[:-1], token.start, cut), Token("'s", cut, token.end)]
        else:
            out.append(token)
    return out


def _names_a_side(word: str, names: NameReader) -> bool:
    return names.lex.at([Token(word, 0, len(word))], 0, "country", "adjective", "org", "capital") is not None


_POSITION = re.compile(
    r"""
    \s?\( (?:second|third|2nd|3rd|4th|fourth|fifth|far|top|bottom|front|back|from|in)? [ -]? (?:from\ )?
          (?:left|right|centre|center|l|r|c|middle|pictured|seated)\b [^()]{0,12} \)
    | ,\s (?:second|third|2nd|3rd|4th|far)? \s? (?:left|right|centre|center) ,
    """,
    re.I | re.X,
)


# Between a rank and its holder's name, or behind the name: "Lt. Gen. (ret.) Keith Kellogg".
_RETIRED = re.compile(r"\( (?:ret|retd|rtd|retired) \.? \)", re.I | re.X)


def _without_marks(tokens: list[Token], text: str) -> list[Token]:
    """Tokens without an editor's brackets ("[Sergei] Lavrov"), the "(ret.)" of a rank, and a caption's "(second right)" and
    ", left,", which say where somebody stands in the picture."""
    tokens = [t for t in tokens if t.text not in ("[", "]")]
    spans = [m.span() for marks in (_POSITION, _RETIRED) for m in marks.finditer(text)]
    return [t for t in tokens if not any(a <= t.start < b for a, b in spans)] if spans else tokens


def read(article: Article) -> Reading:
    """Read an article: every sentence with its tokens, dates and mentions. Pure; raises nothing for odd input."""
    names = NameReader(day=article.published)
    sentences: list[Sentence] = []
    dateline: Dateline | None = None
    filed: DateMention | None = None
    body = 0
    heads: set[int] = set()
    for number, block in enumerate(read_blocks(article.text)):
        passage = block.passage
        own: Dateline | None = None
        if block.kind in ("title", "heading") and re.match(r"[A-Z][A-Z .'-]{2,25}: ", passage.text):
            own, passage = _strip_dateline(passage)  # one of a day's briefs
        elif dateline is None and body == 0:
            if block.kind == "body":
                whole = passage.text
                dateline, passage = _strip_dateline(passage)
                filed = next(iter(find_dates(whole[: len(whole) - len(passage.text)])), None)
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
                len(sentences), number, block.kind, piece, _without_marks(tokenize(piece.text), piece.text)
            )
            sentence.dateline = own
            if body == 0 and (head := _head_of(sentence, names.lex)):
                sentence.tokens, sentence.kind, heads = head, "heading", {*heads, sentence.index}
            if block.kind == "body":
                sentence.body_index, body = body, body + 1
            sentences.append(sentence)
    plain = [s for s in sentences if s.index in heads or not (is_headline_case(s.tokens) or _is_slug(s))]
    names.learn_words(s.tokens for s in plain if s.index not in heads)
    for sentence in sentences:
        sentence.dates = find_dates(sentence.text)
    reader = MentionReader(names)
    _learn_names(plain, reader, names)
    prose = sum(s.kind == "body" for s in plain) >= 2
    for sentence in sentences:
        if sentence.index not in heads and is_headline_case(sentence.tokens):
            sentence.tokens = _lowered(sentence.tokens, names, prose=prose)
        elif _is_slug(sentence):
            sentence.tokens = _raised(sentence.tokens, names)
    for sentence in sentences:
        sentence.mentions = reader.read(sentence.tokens, sentence.dates)
    return Reading(sentences, names, dateline, filed, frozenset(heads))


def _head_of(sentence: Sentence, lex: Lexicon) -> list[Token] | None:
    """The tokens of a letterhead, or of a heading that names the author of what follows."""
    named = byline(sentence.tokens, lex) if sentence.kind in ("title", "heading") else None
    return named or letterhead(sentence.tokens, lex)


def _learn_names(sentences: Sequence[Sentence], reader: MentionReader, names: NameReader) -> None:
    """First pass: the names that come with a title, an honorific, or from the table of officials; and those whose surname
    alone is given a post ("Petrovec is Croatia's trade minister")."""
    unsure: dict[str, str] = {}
    posts: set[str] = set()
    for sentence in sentences:
        for mention in reader.read(sentence.tokens, sentence.dates):
            if mention.kind == "person" and mention.name:
                if mention.weak:
                    unsure.setdefault(mention.name.split()[-1], mention.name)
                else:
                    names.learn_name(mention.name)
            elif mention.kind == "office" and mention.sided and not mention.plural:
                posts.add(_described(sentence.tokens, mention.start))
    for surname in posts & set(unsure):
        names.learn_name(unsure[surname])


def _described(tokens: Sequence[Token], post: int) -> str:
    """The word before a post that it describes: "Petrovec, the Croatian trade minister", "Petrovec is the trade minister"."""
    i = post - 1
    if i >= 0 and tokens[i].text in ("the", "a"):
        i -= 1
    return tokens[i - 1].text if i > 0 and tokens[i].text in (",", "is", "was") else ""
