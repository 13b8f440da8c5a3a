"""One document or one record to an `Article`: what it says of itself, and what the caller knows better."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.errors import InputError
from tracker.model import Article
from tracker.sources.dates import parse_date
from tracker.sources.decoding import decode, one_line
from tracker.sources.header import Header, read_header
from tracker.sources.markup import FrontMatter, markdown_title, split_front_matter, strip_markdown
from tracker.sources.published import Clues, publication_date
from tracker.sources.records import Record
from tracker.sources.webpage import looks_like_html, read_webpage

DocumentKind = Literal["html", "markdown", "text"]

_LONGEST_HEADLINE = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller says of an article; it outranks what the article says of itself."""

    published: date | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None


def from_document(data: bytes, label: str, kind: DocumentKind, known: Known) -> Article:
    """The article in the bytes of a file; "text" that opens as an HTML page does is read as one."""
    text = decode(data, label)
    if kind == "html" or (kind == "text" and looks_like_html(text)):
        return _from_webpage(text, label, known)
    return _from_text(text, label, known, markdown=kind == "markdown")


def from_record(record: Record, known: Known) -> Article:
    """The article of a JSON Lines record; its text is not changed."""
    url = known.url or record.url
    header = read_header(record.text)
    published, basis = publication_date(Clues(option=known.published, given=record.published, url=url), header)
    return Article(
        text=record.text,
        id=record.id,
        title=known.title or record.title,
        published=published,
        published_basis=basis,
        url=url,
        outlet=known.outlet or record.outlet or header.agency,
        author=record.author,
        language=record.language,
    )


def _from_webpage(html: str, label: str, known: Known) -> Article:
    page = read_webpage(html, label)
    url = known.url or page.url
    header = read_header(page.text, page.above)
    published, basis = publication_date(Clues(option=known.published, metadata=page.published, url=url), header)
    return Article(
        text=headed(page.title, page.text),
        title=known.title or page.title,
        published=published,
        published_basis=basis,
        url=url,
        outlet=known.outlet or page.outlet or header.agency,
        author=page.author,
        language=page.language,
    )


def _from_text(text: str, label: str, known: Known, *, markdown: bool) -> Article:
    front, body = split_front_matter(text)
    title = one_line(front.title)
    if markdown:
        title = title or markdown_title(body)
        body = strip_markdown(body)
    if not body.strip():
        raise InputError(f"{label} is empty but for its front matter: there is no text to read")
    header = read_header(body)
    front_url, front_outlet = _address_and_outlet(front)
    url = known.url or front_url
    clues = Clues(option=known.published, front_matter=parse_date(front.published or ""), url=url)
    published, basis = publication_date(clues, header)
    return Article(
        text=headed(title, body),
        title=known.title or title or headline(body),
        published=published,
        published_basis=basis,
        url=url,
        outlet=known.outlet or front_outlet or header.agency,
        author=one_line(front.author),
        language=one_line(front.language),
    )


def headline(body: str) -> str | None:
    """The first line of a text if it stands by itself as a headline does, and is no header line or dateline."""
    first, _, rest = body.strip().partition("\n")
    first = first.rstrip()
    if not rest.startswith("\n") or len(first) > _LONGEST_HEADLINE or len(first.split()) < 3:
        return None
    if first.endswith((".", ":", ";", ",")) or read_header(first) != Header():
        return None
    return one_line(first)


def headed(title: str | None, body: str) -> str:
    """`body` with its headline on a line of its own before it, so that nobody glues it to the lead."""
    first_line = body.lstrip().split("\n", 1)[0].strip()
    return body if not title or first_line.casefold() == title.casefold() else f"{title}\n\n{body}"


def _address_and_outlet(front: FrontMatter) -> tuple[str | None, str | None]:
    """(url, outlet) of front matter, where "source:" may be either."""
    url, outlet = one_line(front.url), one_line(front.outlet)
    if url and not re.match(r"https?://|www\.", url, re.I):
        return None, outlet or url
    return url, outlet
