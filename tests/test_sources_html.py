"""HTML pages: the article out of its surroundings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.sources import read_article

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Norway and Egypt sign a pact | The Daily Example</title>
<link rel="canonical" href="https://example.org/world/norway-egypt">
<meta property="og:site_name" content="The Daily Example"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>
<body><header><nav><a href="/">Home</a> <a href="/world">World</a></nav><span>Sunday, November 24, 2024</span></header>
<main><article><h1>Norway and Egypt sign a pact</h1>
<div class="share"><a href="#">Share on Facebook</a> <a href="#">Tweet this</a></div>
<p>The foreign ministers of Norway and Egypt signed a pact on trade in Cairo on Monday, the first of its kind.</p>
<p>Espen Barth Eide said that the talks with <a href="/x">Sameh Shoukry</a> had been long &amp; useful, and that both
governments would open their ports in May.</p>
<div class="newsletter"><p>Sign up for our newsletter and get the best stories every morning.</p></div>
<p>They will meet again in Oslo. A date has not been set.</p>
<script>var x = "<p>The president of Nowhere met the king of Elsewhere.</p>";</script>
<div class="related"><h2>Related</h2><ul><li><a href="/a">Putin meets Xi in Moscow</a></li></ul></div>
</article></main>
<aside><h3>Most read</h3><a href="/b">Trump calls Kim</a></aside>
<div id="comments"><p>A reader: this pact is worth nothing at all.</p></div>
<footer>© 2024 The Daily Example. All rights reserved.</footer></body></html>
"""


def test_a_page_gives_its_article_in_paragraphs_below_the_headline() -> None:
    paragraphs = read_article(PAGE.encode()).text.split("\n\n")
    assert paragraphs[0] == "Norway and Egypt sign a pact"
    assert paragraphs[1].startswith("The foreign ministers of Norway and Egypt signed")
    assert "Sameh Shoukry had been long & useful" in paragraphs[2]
    assert "They will meet again in Oslo. A date has not been set." in paragraphs


@pytest.mark.parametrize(
    "foreign",
    ["Home", "Share on Facebook", "Tweet", "Putin meets Xi", "Most read", "Trump calls", "A reader", "All rights",
     "November 24", "Elsewhere", "<p>", "&amp;"],
)  # fmt: skip
def test_what_surrounds_the_article_on_its_page_stays_out(foreign: str) -> None:
    assert foreign not in read_article(PAGE.encode()).text


def test_a_page_says_its_title_author_outlet_address_language_and_day() -> None:
    article = read_article(PAGE.encode())
    assert article.title == "Norway and Egypt sign a pact"
    assert (article.author, article.outlet) == ("Jane Roe", "The Daily Example")
    assert (article.url, article.language) == ("https://example.org/world/norway-egypt", "en-GB")
    assert (article.published, article.published_basis) == (date(2024, 3, 5), "metadata")


def test_a_page_saved_as_txt_is_still_read_as_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    assert read_article(tmp_path / "a.txt").text == read_article(PAGE.encode()).text


def test_a_short_notice_is_an_article_too() -> None:
    html = "<html><head><title>Call</title></head><body><p>The two presidents spoke by telephone.</p></body></html>"
    assert "The two presidents spoke by telephone." in read_article(html.encode()).text


def test_a_page_in_xhtml_with_its_own_declaration_is_read() -> None:
    html = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        'xml:lang="fr"><head><title>Rencontre à Paris</title></head><body><h1>Rencontre à Paris</h1>'
        "<p>Les présidents se sont rencontrés à Paris lundi, et ont parlé du commerce.</p></body></html>"
    )
    article = read_article(html.encode("latin-1"), name="a.xhtml")
    assert "Les présidents se sont rencontrés à Paris" in article.text
    assert article.language == "fr"


def test_a_page_is_read_in_the_encoding_that_it_declares() -> None:
    html = (
        "<html><head><meta charset='windows-1251'><title>Встреча в Москве</title></head><body><h1>Встреча в Москве</h1>"
        "<p>Президенты России и Казахстана встретились в Москве в понедельник.</p></body></html>"
    )
    assert "встретились в Москве" in read_article(html.encode("windows-1251"), name="a.html").text


def test_an_encoding_that_a_page_declares_in_error_does_no_harm() -> None:
    for declared in ("utf-16", "no-such-encoding", "rot13", "us-ascii"):
        html = PAGE.replace('charset="utf-8"', f'charset="{declared}"').replace("Jane Roe", "José Roe")
        assert read_article(html.encode()).author == "José Roe"


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        "<html><body></body></html>",
        "<html><body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav></body></html>",
        "<html><head><title>Please enable JavaScript</title></head><body><script>load()</script></body></html>",
        "<!DOCTYPE html><html><body>" + "<div>" * 20_000,
    ],
)
def test_a_page_without_an_article_says_so_and_what_to_do(html: str) -> None:
    with pytest.raises(InputError, match=r"page\.html has no article text in its HTML; save the text as \.txt"):
        read_article(html.encode(), name="page.html")


def test_whatever_breaks_inside_the_parser_is_an_error_of_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise AttributeError("something odd")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    with pytest.raises(InputError, match=r"page\.html has HTML that cannot be read \(AttributeError\)"):
        read_article(PAGE.encode(), name="page.html")


def test_terminal_escapes_in_a_page_do_not_reach_its_text_or_title() -> None:
    html = PAGE.replace("a pact on trade", "a \x1b[31mpact\x9b2J &#27;[0m on trade").replace("Jane", "Ja\x1bne")
    article = read_article(html.encode())
    assert all(char.isprintable() or char == "\n" for char in article.text + (article.author or ""))
    assert "on trade in Cairo" in article.text


def test_the_quotation_marks_of_old_pages_are_read_as_browsers_read_them() -> None:
    html = PAGE.replace("a pact on trade", "&#147;Norway&#146;s pact&#x94;")
    assert "signed “Norway’s pact” in Cairo" in read_article(html.encode()).text


def test_nothing_is_written_to_the_terminal_about_a_broken_page(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError):
        read_article(b"<html><body>\xff<p", name="page.html")
    assert capfd.readouterr() == ("", "")
