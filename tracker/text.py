"""From a raw text to the passages that can be read: blocks, sentences, and the way back to the raw offsets.

A page saved as text mixes the article with bylines, photo credits, share bars, polls and lists of other headlines.
`read_blocks` leaves those out and mends what a web page breaks (a linked name on a line of its own, a drop capital),
and every block remembers, character by character, where in the raw text it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

BlockKind = Literal["title", "body", "caption", "heading"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of cleaned text; `offsets[i]` is where its i-th character stands in the raw text."""

    text: str
    offsets: tuple[int, ...]

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span of the cleaned characters `start` to `end` (end exclusive, not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def cut(self, start: int, end: int) -> Passage:
        """The part from `start` to `end`."""
        return Passage(self.text[start:end], self.offsets[start:end])


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, headline or caption."""

    kind: BlockKind
    passage: Passage


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int
    blank_before: bool


# Characters that only differ in dress, one for one, so that the offsets stay true.
_DRESS = str.maketrans({
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "–": "-", "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2007": " ",
    "\u200b": " ", "\u200e": " ", "\u200f": " ", "\ufeff": " ", "\t": " ", "\r": " ", "\u00ad": " ",
})  # fmt: skip

# Headings that open a list of other articles or a form; what follows is not the article until prose resumes.
_LIST_HEADING = re.compile(
    r"(?:related(?: (?:articles?|stories|posts|news|topics?|content|links?))?|read (?:next|more|also|full story)|see also|"
    r"more (?:in|on|from|stories|news)\b.{0,40}|popular|most (?:read|viewed|popular|shared|recent)|trending(?: now)?|"
    r"the latest|latest(?: (?:news|stories))?|highlights?|featured stories|editors?' picks?|recommended(?: (?:for you|stories))?|"
    r"you (?:may|might) (?:also )?like|don't miss|top stories|in (?:this|other) (?:section|news)|what to read next|"
    r"readers also viewed.*|(?:[a-z]+ ){0,3}poll|keywords|tags?|topics|comments?|view comments|share(?: this.*)?|follow(?: us.*)?|"
    r"newsletters?|subscribe.*|sign up.*|up next|watch(?: also)?|advertisement|sponsored.*|contacts?|about the author.*)\s*:?",
    re.I,
)
_POINTER = re.compile(r"(?:read|read also|read more|see also|related|watch|also read|more)\s*:\s*(.*)", re.I)
_NOISE = re.compile(
    r"""(?ix)
    (?: article\ continues\ (?:after|below).* | (?:advertisement|ads\ powered\ by|sponsored|small|medium|large|play|pause|print|
        email|e-mail|facebook|twitter|x|linkedin|telegram|whats?app|copy\ link|log\ in|subscribe|sign\ (?:up|me\ up)|join|follow|
        listen\ to\ this\ article|view\ more|share|save|www|live|-->|no\ contract|terms\ of\ use|privacy\ policy|thank\ you)\s*
      | (?:\(?\s*(?:©|\(c\)|copyright)\s*.*) | .*\ball\ rights\ reserved\b.*
      | (?:by|written\ by|writer|reporting\ by|editing\ by|edited\ by|source|courtesy|photos?|images?|picture|credits?|
          file\ photo|video|video\ id|published|updated|first\ published|last\ updated|posted|newspaper\ section|section|
          category|tags|keywords|topics?|location)\s*:\s*\S.{0,90}
      | by\s+(?:[A-Z][\w.'-]+\s*){1,5}(?:\|.*|,.*|and\s.*)?
      | (?:your\ subscription|subscribe\ to|by\ providing|i\ agree|and\ acknowledge|already\ a\ subscriber|the\ collected\ data|
           by\ registering|do\ you\ like\ the\ content|sign\ up\ (?:for|to)|get\ (?:our|the)\ latest|
           subscriber-exclusive|billed\ at|thanks\ for\ sharing|for\ comprehensive\ coverage|
           view\ comments|click\ here|change\ text\ size|gift\ (?:full|premium)|
           share\ your|follow\ us|you\ can\ follow|for\ more\ (?:news|stories)|download\ (?:our|the)|
           access\ all\ subscriber).*
      | .*\b(?:is\ a\ (?:writer|reporter|correspondent|columnist|contributor)\ (?:for|at|with)|can\ be\ (?:reached|contacted)\ at|
              follow\ (?:him|her|them)\ on|terms\ of\ use|privacy\ policy|expand\ /\ collapse)\b.*
      | \(?\s*(?:the\ )?writer\ (?:is|teaches|was|has)\b.*
      | https?://\S+ | @\w+ | \#\w.* | (?=.*[\d|$%+])[\d\s.,:/|$%+()-]+ | [*_=~<>\s…-]+ | (?:on\ )?twitter
      | \(?(?:photos?|image|picture|credit|file\ photo|video)\s*(?::|by|courtesy|from)\b[^.]*\)?
    )\s*$""",
)
_CREDIT = re.compile(
    r"""\s*\((?:(?:file\s+)?(?:photos?|image|picture|video|pic)\b[^()]*|[^()]*(?:\bvia\s+(?:getty|ap|reuters|afp)|getty\s+images|handout|
        courtesy|/\s*(?:afp|ap|reuters|getty|epa|handout|tass|sputnik|xinhua|pool))[^()]*|(?:afp|ap|reuters|epa|getty|xinhua|jg\s+photo)[/\s][^()]*
        |(?:reuters|afp|ap|epa|xinhua))\)\s*\.?\s*$""",
    re.I | re.X,
)
_CREDIT_TAIL = re.compile(r"\s*(?:\|\s*)?(?:PHOTO|FILE PHOTO|Photo|Photograph|Image|Credit)\s*(?::|/|courtesy).*$")
_ENDED = re.compile(r"""[.!?…:;]["')\]]*\s*$|["']\s*$""")
# No line of prose or headline stops at one of these.
_HANGING = re.compile(
    r" (?:amid|the|a|an|of|in|to|with|and|or|for|by|on|at|from|that|its|their|his|her|as|than|into|over|after|before)$"
)
_CONTINUES = re.compile(r"""(?:[a-z(]|[,.;:)\]?!]|['"]s\b)""")


def _lines(text: str) -> Iterator[_Line]:
    position, blank = 0, False
    for raw in text.split("\n"):
        clean = raw.translate(_DRESS).replace("''", '" ')  # doubled single quotes, the wire agencies' own
        stripped = clean.strip()
        if stripped:
            yield _Line(stripped, position + clean.index(stripped[0]), blank)
            blank = False
        else:
            blank = True
        position += len(raw) + 1


def _is_prose(line: str) -> bool:
    return len(line) > 90 and bool(re.search(r"[a-z]{2}[.!?]", line) or _ENDED.search(line)) and " " in line


def _goes_on(line: str) -> bool:
    """Whether a line reads as the rest of the one before it, not as a lower-case label."""
    return bool(re.match(r"[,.;)]|'s\b|[a-z]+(?: \S+){2}", line))


def _article_lines(lines: list[_Line]) -> list[_Line]:
    """The lines that can belong to the article: no noise, no lists of other articles, no forms."""
    kept: list[_Line] = []
    in_list = pointer = False
    prose_seen = False
    for i, line in enumerate(lines):
        text = line.text
        followed = i + 1 < len(lines) and not lines[i + 1].blank_before and _goes_on(lines[i + 1].text)
        if pointer:  # the headline that "READ:" points to
            pointer = False
            if not _is_prose(text):
                continue
        match = _POINTER.fullmatch(text)
        if match and not _is_prose(text):
            pointer = not match.group(1).strip()
            continue
        if _LIST_HEADING.fullmatch(text) and not followed:
            in_list = prose_seen or in_list
            continue
        if in_list:
            if not _is_prose(text) and not (followed and len(text) > 60):
                continue
            in_list = False
        if _NOISE.match(text):
            continue
        prose_seen = prose_seen or _is_prose(text)
        kept.append(line)
    return kept


def _joins(left: _Line, right: _Line, after: _Line | None) -> bool:
    """Whether the line goes on in the next one: a page puts links and drop capitals on lines of their own."""
    if right.blank_before:
        return False
    if re.fullmatch(r"[A-Z]", left.text):
        return bool(re.match(r"[a-z' ]", right.text))
    if _ENDED.search(left.text):
        return bool(re.match(r"[,;)]", right.text))
    if _CONTINUES.match(right.text) or _HANGING.search(left.text):
        return True
    if after is None or after.blank_before or len(right.text) > 80 or _ENDED.search(right.text):
        return False
    if re.match(r"[,.;)]|'s\b", after.text):
        return left.text[-1].islower() or left.text[-1] in ",)"
    return bool(_CONTINUES.match(after.text)) and (
        left.text[-1] == "," or (left.text[-1].islower() and len(left.text) > 40)
    )


def _glue(lines: list[_Line]) -> Passage:
    text, offsets = "", []
    for line in lines:
        piece = re.sub(r" {2,}", lambda m: " " * len(m.group()), line.text)
        drop_capital = len(text) == 1 and text.isupper() and piece[:1].islower()
        if text and not drop_capital and not re.match(r"[,.;:)\]?!]", piece):
            text += " "
            offsets.append(line.start - 1)
        text += piece
        offsets.extend(range(line.start, line.start + len(piece)))
    return Passage(text, tuple(offsets))


def read_blocks(text: str) -> list[Block]:
    """The article's own blocks in reading order. `text` is the raw article; nothing is raised for odd input."""
    lines = _article_lines(list(_lines(text)))
    groups: list[list[_Line]] = []
    for i, line in enumerate(lines):
        after = lines[i + 1] if i + 1 < len(lines) else None
        if groups and _joins(groups[-1][-1], line, after):
            groups[-1].append(line)
        else:
            groups.append([line])
    blocks: list[Block] = []
    prose = False
    for group in groups:
        passage = _glue(group)
        credit = _CREDIT.search(passage.text) or _CREDIT_TAIL.search(passage.text)
        kind: BlockKind
        if credit and credit.start() > 0:
            kind, passage = "caption", passage.cut(0, credit.start())
        elif len(passage.text) > 250 or (
            _ENDED.search(passage.text) and (len(passage.text) > 60 or "." in passage.text)
        ):
            kind, prose = "body", True
        else:
            kind = "heading" if prose else "title"
        if passage.text.strip():
            blocks.append(Block(kind, passage))
    return blocks


_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|Hon|Rev|St|Jr|Sr|No|Nos|vs|Rs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|"
    r"Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Inc|Ltd|Co|Corp|Calif|Mass|Fla|a\.m|p\.m|i\.e|e\.g|approx|dept|govt|Brig|H\.E|[Rr]etd?|[Rr]td)"
    r"|(?:\b|\.)[A-Za-z])\.$"
)
_BREAK = re.compile(
    r"""(?<=[.!?…])["')\]]*\s+(?=["'(\[]*[A-Z0-9@#])|(?<=[a-z0-9)][.?!])(?=[A-Z][a-z])|(?<=[a-z][.?!]["'])(?=[A-Z][a-z])"""
)


def split_sentences(passage: Passage) -> list[Passage]:
    """The sentences of a block, by rules for news English: titles, initials and abbreviated months end nothing."""
    text, cuts = passage.text, [0]
    for match in _BREAK.finditer(text):
        head = text[cuts[-1] : match.start()].rstrip("\"')] ")
        following = text[match.end() : match.end() + 12]
        if _ABBREVIATION.search(head[-12:]) and not _closes(head, following):
            continue
        cuts.append(match.end())
    cuts.append(len(text))
    pieces = (passage.cut(a, b) for a, b in pairwise(cuts) if text[a:b].strip())
    return [_trim(piece) for piece in pieces]


def _closes(head: str, following: str) -> bool:
    """An abbreviation ends its sentence all the same ("... in the U.S. The talks ...") before a plain opening word."""
    if re.search(r"(?:U\.S|U\.N|U\.K|E\.U|D\.C|a\.m|p\.m|Jr|Sr)\.$", head):
        return bool(re.match(r"(?:The|He|She|It|They|But|In|On|At|A|An|This|That|We|Both|His|Her)\b", following))
    return False


def _trim(passage: Passage) -> Passage:
    text = passage.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return passage.cut(start, end)
