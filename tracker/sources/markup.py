"""What surrounds the words of a text or Markdown file: front matter, and Markdown's own marks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

# What the keys of front matter are called in the static site generators (Hugo, Jekyll, Pelican) and clipping
# tools.
_KEYS: Mapping[str, str] = {
    "title": "title", "headline": "title",
    "date": "published", "published": "published", "pubdate": "published", "publishdate": "published",
    "url": "url", "source": "url", "link": "url", "canonical_url": "url",
    "outlet": "outlet", "publisher": "outlet", "site": "outlet", "sitename": "outlet",
    "author": "author", "by": "author", "byline": "author",
    "language": "language", "lang": "language",
}  # fmt: skip
_MOST_LINES = 60
_ENTRY = re.compile(r"([A-Za-z][\w \-]{0,30}?)\s*:(?:\s+(.*))?")
_CONTINUED = re.compile(r"(?:\s+\S|- |#).*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The simple entries at the head of a file, as strings; None where there is none."""

    title: str | None = None
    published: str | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """(front matter, the text after it). Without front matter: (empty, `text` as it is).

    Only "key: value" lines between two lines of "---" are read, not YAML at large: lists and nested values
    are passed over, and a block with any other line in it is text between two rules.
    """
    lines = text.lstrip("\n ").split("\n", _MOST_LINES)
    if lines[0].rstrip() != "---":
        return FrontMatter(), text
    values: dict[str, str] = {}
    for number, line in enumerate(lines[1:_MOST_LINES], start=1):
        if line.rstrip() in ("---", "..."):
            if not values:
                break
            return FrontMatter(**values), "\n".join(lines[number + 1 :]).lstrip("\n")
        entry = _ENTRY.fullmatch(line.rstrip())
        if entry:
            name, value = _KEYS.get(entry[1].lower()), _unquoted(entry[2] or "")
            if name and value:
                values.setdefault(name, value)
        elif line.strip() and not _CONTINUED.fullmatch(line):
            break
    return FrontMatter(), text


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return "" if value[:1] in ("[", "{", "|", ">", "&", "*") else value


# Each pattern reads on from where it stands only as far as the next mark of its own kind: linear on any text.
_MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--(?:(?!<!--).)*?-->", re.S), ""),
    (re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)"), ""),  # pictures
    (re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"), r"\1"),  # links
    (re.compile(r"\[([^\[\]\n]+)\]\[[^\[\]\n]*\]"), r"\1"),
    (re.compile(r"^\[[^\[\]\n]+\]:\s*\S+.*\n?", re.M), ""),  # where the links of the line above lead
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"^(.+)\n(?:={3,}|-{3,})[ \t]*$", re.M), r"\1\n"),  # underlined headings
    (re.compile(r"^[ ]{0,3}(?:>[ \t]?)+", re.M), ""),
    (re.compile(r"^[ ]{0,3}(?:[-*_][ \t]*){3,}$", re.M), ""),  # rules
    (re.compile(r"^([ \t]*)[*+][ \t]+", re.M), r"\1- "),
    (re.compile(r"(?<![\w*])(\*{1,3})(?=\S)([^*\n]+?)(?<=\S)\1(?![\w*])"), r"\2"),
    (re.compile(r"(?<!\w)(_{1,3})(?=\S)([^_\n]+?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<!`)`([^`\n]+)`(?!`)"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|\-])"), r"\1"),
)
_HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+(.*)\n*", re.M)
_TITLE = re.compile(r"^#[ \t]+(.+)$|^(\S.*)\n=+[ \t]*$", re.M)


def markdown_title(text: str) -> str | None:
    """The first top-level heading of a Markdown text, without marks."""
    match = _TITLE.search(text)
    return strip_markdown(match[0]).strip() or None if match else None


def strip_markdown(text: str) -> str:
    """The words of a Markdown text, without the marks of headings, emphasis, quotation and links."""
    text = _HEADING.sub(_plain_heading, text)
    for pattern, plain in _MARKDOWN:
        text = pattern.sub(plain, text)
    return text


def _plain_heading(match: re.Match[str]) -> str:
    """A heading as a paragraph of its own, without closing marks: "## Talks ##" but "# C#"."""
    words = match[1].rstrip()
    open_end = words.rstrip("#")
    return (open_end.rstrip() if open_end.endswith((" ", "\t")) else words) + "\n\n"
