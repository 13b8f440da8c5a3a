"""An HTML page to the article in it: trafilatura finds the text, the page's own metadata says the rest."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from tracker.errors import InputError
from tracker.sources.dates import parse_date
from tracker.sources.decoding import clean, one_line

# Names of <meta> that give the day of publication, reduced to their letters: Open Graph, Dublin Core,
# schema.org, Google Scholar, Parsely and others, after the list that htmldate keeps. The second kind is used
# where the first says nothing: it may be the day on which the page was made.
_PUBLISHED_NAME = re.compile(r"publish(?!er)|publication|pubdate|issued|dateposted|postdate|citationdate")
_NOT_PUBLISHED_NAME = re.compile(r"modif|updat|expir|unpublish|until")
_CREATED_NAME = re.compile(r"(?:dc|dcterms|og|sailthru)?(?:date|created|datecreated|displaydate|regdate)")

# schema.org types that are the article itself; a WebPage is the page around it.
_ARTICLE_TYPE = re.compile(r"(?:Article|Posting|Report|PressRelease|Statement)$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।][\"'”’»)\]]*$")
_SHORTEST_SENTENCE = 20
_LINES_ABOVE = 15
_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,8}));?", re.I)


@dataclass(frozen=True, slots=True)
class WebPage:
    """What an HTML page gives.

    `text` has a blank line between paragraphs; `above` are the lines of the page between its headline
    and its first sentence (byline, date).
    """

    text: str
    title: str | None
    published: date | None
    url: str | None
    outlet: str | None
    author: str | None
    language: str | None
    above: tuple[str, ...]


def read_webpage(html: str, label: str) -> WebPage:
    """The article in the page `html`; `label` names it in errors. Raises `InputError` if there is none."""
    import trafilatura

    for noisy in ("trafilatura", "htmldate", "courlan", "readability"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(_REFERENCE.sub(_without_control, html))
        found = None if tree is None else _extract(tree)
    except Exception as error:  # odd pages break parsers in odd ways; the page after it can still be read
        reason = type(error).__name__
        raise InputError(f"{label} has HTML that cannot be read ({reason}); save its text as .txt") from error
    paragraphs = _paragraphs(found.text) if found is not None else []
    if found is None or not any(map(_is_sentence, paragraphs)):
        raise InputError(f"{label} has no article text in its HTML; save the text as .txt and add that")
    title = one_line(found.title)
    return WebPage(
        text="\n\n".join(paragraphs),
        title=title,
        published=_published(tree),
        url=one_line(found.url),
        outlet=one_line(found.sitename),
        author=one_line(found.author),
        language=one_line(tree.get("lang") or tree.get("xml:lang")),
        above=tuple(_lines_above(tree, title, paragraphs)),
    )


def _without_control(reference: re.Match[str]) -> str:
    """A numeric reference as HTML 5 reads it where it stands for a control character: &#146; is an apostrophe, &#27; nothing.

    The parser beneath refuses the whole page for one of them.
    """
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return unescape(reference[0]) if code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 else reference[0]


def _extract(tree: Any) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        # Its date finder puts the URL first and may fall back on any date of the page: not used here.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )


def looks_like_html(text: str) -> bool:
    """Whether `text` opens as an HTML page does."""
    opening = re.sub(r"^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*", "", text[:4096], flags=re.S)
    return bool(re.match(r"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b[^>]*>", opening, re.I))


def _paragraphs(text: str | None) -> list[str]:
    return [line.strip() for line in clean(text or "").split("\n") if line.strip()]


def _is_sentence(paragraph: str) -> bool:
    return len(paragraph) >= _SHORTEST_SENTENCE and bool(_SENTENCE_END.search(paragraph))


def _published(tree: Any) -> date | None:
    """The day of publication by the page's own metadata; no guess from its wording, pictures or URL."""
    stated: list[str] = []
    created: list[str] = []
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        name = re.sub(r"[^a-z]", "", name.lower())
        if _PUBLISHED_NAME.search(name) and not _NOT_PUBLISHED_NAME.search(name):
            stated.append(element.get("content") or "")
        elif _CREATED_NAME.fullmatch(name):
            created.append(element.get("content") or "")
    candidates = (stated, _json_ld(tree), _marked_up(tree), created)
    return next((day for values in candidates for value in values if (day := parse_date(value))), None)


def _json_ld(tree: Any) -> list[str]:
    """The `datePublished` of the page's schema.org article, else of its WebPage; none if several differ."""
    articles: list[str] = []
    pages: list[str] = []
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json" or not script.text:
            continue
        try:
            data = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _objects(data):
            value, kinds = node.get("datePublished"), node.get("@type")
            if isinstance(value, str):
                kinds = kinds if isinstance(kinds, list) else [kinds]
                is_article = any(isinstance(kind, str) and _ARTICLE_TYPE.search(kind) for kind in kinds)
                (articles if is_article else pages if "WebPage" in kinds else []).append(value)
    values = articles or pages
    return values[:1] if len({value[:10] for value in values}) == 1 else []


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)


def _marked_up(tree: Any) -> list[str]:
    """The date that the body marks as the publication's, by microdata, `pubdate` or a microformat."""
    marked = tree.xpath(
        "//*[contains(concat(' ', @itemprop, ' '), ' datePublished ')] | //time[@pubdate]"
        " | //time[contains(concat(' ', @class, ' '), ' published ')]"
        " | //*[contains(concat(' ', @class, ' '), ' dt-published ')]"
    )
    values = [element.get("datetime") or element.get("content") or element.text_content() for element in marked]
    return values[:1] if len({value.strip()[:10] for value in values}) == 1 else []


def _lines_above(tree: Any, title: str | None, paragraphs: list[str]) -> list[str]:
    """The lines of the page after its headline and before the first sentence of the article."""
    first = next((paragraph for paragraph in paragraphs if _is_sentence(paragraph)), "")[:40]
    lines: list[str] | None = None
    for element in tree.iter("h1", "h2", "p", "div", "span", "time", "li", "td", "header"):
        line = " ".join(element.text_content().split())
        if title and line == title:
            lines = []
        elif lines is not None and line.startswith(first):
            return lines[-_LINES_ABOVE:]
        elif lines is not None and line and len(line) <= 120 and line not in lines:
            lines.append(line)
    return []
