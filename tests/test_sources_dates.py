"""When an article was published: header lines, datelines, addresses, and which of them counts."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.model import Article
from tracker.sources import read_article

MARCH_5 = date(2024, 3, 5)  # a Tuesday
BODY = "\n\nThe foreign ministers of Norway and Egypt met in Cairo on Monday.\n\nThey spoke about trade.\n"


def dated(text: str, **options: str) -> tuple[date | None, str]:
    article = read_article((text + BODY).encode(), **options)  # type: ignore[arg-type]
    return article.published, article.published_basis


@pytest.mark.parametrize(
    "line",
    [
        "5 March 2024",
        "05 Mar 2024",
        "5th of March, 2024",
        "March 5, 2024",
        "Mar. 5th, 2024",
        "MARCH 05 2024",
        "Tuesday, March 5, 2024",
        "TUESDAY, MARCH 05, 2024",
        "Tue, March 5, 2024",
        "March 5, 2024 (Tuesday)",
        "2024-03-05",
        "2024/03/05",
        "5-Mar-2024",
        "date 2024-03-05",
        "Date: Tue, 05 Mar 2024 10:00:00 GMT",
        "2024-03-05T10:00:00+02:00",
        "PUBLISHED : 5 Mar 2024 at 17:49",
        "Published: Mar 5, 2024 11:10 AM",
        "First Published: Mar 05 2024 | 10:28 PM IST",
        "Published on March 5, 2024 by Jane Roe in World",
        "Posted March 5, 2024, 2:56 p.m.",
        "Updated March 5, 2024",
        "Last updated on 5 March 2024 at 1749 GMT",
        "Issued on: 5 March 2024",
        "AFP 5 Mar, 2024",
        "By Jane Roe | March 5, 2024",
        "By Jane Roe Published March 5, 2024",
        "The Daily Example | 5 March 2024",
        "March 5, 2024 · 4 min read",
        "Oslo, 5 March 2024",
        "Washington, D.C., March 5, 2024",
        "FA45 5 March 2024",
        "(5 March 2024)",
        "Published:\n5 March 2024",
        "Published 5 March 2024 | Updated 7 March 2024",
        "Updated 7 March 2024\nPublished 5 March 2024",
        "5 March 2024\nUpdated: 7 March 2024",
    ],
)
def test_a_header_line_gives_the_day_of_publication(line: str) -> None:
    assert dated(f"Ministers meet in Cairo\n{line}") == (MARCH_5, "header")


@pytest.mark.parametrize(
    ("line", "day"),
    [("13/04/2021", date(2021, 4, 13)), ("04/13/2021", date(2021, 4, 13)), ("03.03.2021", date(2021, 3, 3))],
)
def test_a_date_in_figures_counts_if_it_can_mean_one_day_only(line: str, day: date) -> None:
    assert dated(line) == (day, "header")


def test_a_weekday_decides_which_day_figures_mean() -> None:
    assert dated("Saturday 03/04/2021") == (date(2021, 4, 3), "header")
    assert dated("Thursday 03/04/2021") == (date(2021, 3, 4), "header")


@pytest.mark.parametrize(
    "line",
    [
        "03/04/2021",
        "Published: 03/04/2021",
        "31 Feb 2024",
        "Published 31 Feb 2024",
        "2024-13-05",
        "Monday, March 5, 2024",  # it was a Tuesday
        "5 March",
        "March 2024",
        "05/03/24",
        "3-5 March 2024",
        "5 March 2024 – 7 March 2024",
        "5 March 2024\n6 March 2024",
        "Published 5 March 2024\nPublished 6 March 2024",
        "The ministers had met on 5 March 2024.",
        "On March 5, 2024, the ministers met",
        "Report published on 5 March 2024",
        "The report was published on 5 March 2024.",
        "Geneva Summit, 5 March 2024",
        "Oslo Talks | March 5, 2024",
        "The treaty of 5 March 2024",
        "Hostage released 5 March 2024",
        "Event date: 5 March 2024",
        "Deadline: 5 March 2024",
        "Born 5 March 1950",
        "Ministers meet in Cairo, March 5, 2024",
        "© Example, 5 March 2024",
        "File photo, 5 March 2024",
        "— Some One (@someone) March 5, 2024",
        "— Some One (@someone)\nMarch 5, 2024",
        "2024年3月5日",
        "Published 2 hours ago",
        "5 March – The first round",
    ],
)
def test_a_line_that_is_no_header_or_has_no_certain_day_gives_no_date(line: str) -> None:
    assert dated(f"Ministers meet in Cairo\n{line}") == (None, "unknown")


def test_a_date_deep_in_the_text_is_not_the_day_of_publication() -> None:
    lines = [f"Line {number} of the article says something." for number in range(60)]
    lines[30] = "5 March 2024"
    assert dated("\n".join(lines)) == (None, "unknown")


def test_at_the_end_of_a_text_only_a_line_that_says_published_counts() -> None:
    lines = "\n".join(f"Line {number} of the article says something." for number in range(40))
    end = "Published 5 March 2024"
    assert read_article(f"{lines}\n\n{end}\n".encode()).published == MARCH_5
    assert read_article(f"{lines}\n\n5 March 2024\n".encode()).published is None
    assert read_article(f"{lines}\n\n{end}\nPublished 6 March 2024".encode()).published is None


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("CAIRO, March 5, 2024 (Reuters) - ", "Reuters"),
        ("CAIRO, 5 March 2024 (Itar-Tass) — ", "Itar-Tass"),
        ("Cairo, (MENA - Example / Other News - 5th Mar, 2024 ) :", "MENA"),
        ("Sharm el-Sheikh, Egypt, Tuesday, March 5, 2024 (AP) _ ", "AP"),
        ("CAIRO, March 5, 2024 /Xinhua/ -- ", "Xinhua"),
        ("5 March 2024 – ", None),
        ("Cairo, March 5, 2024: ", None),
    ],
)
def test_a_dateline_with_a_year_gives_the_day_and_its_agency_the_outlet(opening: str, agency: str | None) -> None:
    article = read_article(f"{opening}The foreign ministers of Norway and Egypt met.{BODY}".encode())
    assert (article.published, article.published_basis, article.outlet) == (MARCH_5, "dateline", agency)


@pytest.mark.parametrize(
    "opening",
    [
        "On Tuesday, March 5, 2024 - the",
        "In Cairo, March 5, 2024 - the",
        "CAIRO, 31 Feb 2024 - The",
        "CAIRO, March 5-7, 2024 - The",
    ],
)
def test_prose_that_looks_like_a_dateline_is_none(opening: str) -> None:
    assert dated(opening) == (None, "unknown")


def test_the_entries_of_a_chronology_are_not_datelines() -> None:
    assert dated("Dates to know\n\nMarch 5, 2024 – Talks begin\nMarch 7, 2024 – Talks end") == (None, "unknown")


YEARLESS = "CAIRO, March 5 (AFP) - The foreign ministers of Norway and Egypt met."


def test_a_dateline_without_a_year_needs_one_from_elsewhere() -> None:
    assert dated(YEARLESS) == (None, "unknown")
    assert dated(YEARLESS, url="https://example.org/2024/03/06/talks") == (MARCH_5, "dateline")
    assert dated(YEARLESS, url="https://example.org/2024/03/talks") == (MARCH_5, "dateline")
    assert dated(f"March 2024\n{YEARLESS}") == (MARCH_5, "dateline")


def test_a_dateline_that_does_not_fit_the_address_is_left_for_the_address() -> None:
    assert dated(YEARLESS, url="https://example.org/2024/07/01/talks") == (date(2024, 7, 1), "url")
    assert dated(YEARLESS, url="https://example.org/2024/07/talks") == (None, "unknown")


def test_a_dateline_of_december_in_an_address_of_january_is_of_the_year_before() -> None:
    text = "CAIRO, December 31 (AFP) - The foreign ministers of Norway and Egypt met."
    assert dated(text, url="https://example.org/2024/01/01/talks") == (date(2023, 12, 31), "dateline")


def test_an_agency_in_a_dateline_without_a_date_is_the_outlet_unless_a_better_one_is_known() -> None:
    text = f"CAIRO, Egypt (AP) _ The foreign ministers of Norway and Egypt met.{BODY}"
    assert read_article(text.encode()).outlet == "AP"
    assert read_article(text.encode(), outlet="The Daily Example").outlet == "The Daily Example"
    assert read_article(f"The ministers (AP) met.{BODY}".encode()).outlet is None
    assert read_article(f"CAIRO (Some Friend) - The ministers met.{BODY}".encode()).outlet is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://example.org/world/2024/03/05/talks.html", MARCH_5),
        ("https://example.org/2024/mar/05/talks", MARCH_5),
        ("https://example.org/2024-03-05-talks", MARCH_5),
        ("https://example.org/english/20240305/abc/c.html", MARCH_5),
        ("https://example.org/2024/3/5/", MARCH_5),
        ("https://example.org/2024/31/02/talks", None),
        ("https://example.org/id/202403051234/talks", None),
        ("https://example.org/talks?next=/2024/03/05/", None),
        ("https://2024/03/05", None),
        ("https://[broken/2024/03/05", None),
    ],
)
def test_a_day_in_the_path_of_the_address_is_the_last_resort(url: str, day: date | None) -> None:
    assert dated("Ministers meet", url=url) == (day, "url" if day else "unknown")


def page(metadata: str, header: str = "") -> Article:
    html = (
        f"<html><head><title>Ministers meet in Cairo</title>{metadata}</head><body><article>"
        f"<h1>Ministers meet in Cairo</h1>{header}<p>The foreign ministers of Norway and Egypt met in Cairo on "
        "Monday, and spoke about trade.</p><p>They will meet again in Oslo in May.</p></article></body></html>"
    )
    return read_article(html.encode(), name="page.html")


def test_the_order_is_option_metadata_header_front_matter_address() -> None:
    url = "https://example.org/2024/01/05/talks"
    front = "---\ndate: 2024-02-05\n---\n"
    metadata = '<meta property="article:published_time" content="2024-04-05T10:00:00Z">'
    assert dated("Ministers meet", url=url) == (date(2024, 1, 5), "url")
    assert dated(f"{front}Ministers meet", url=url) == (date(2024, 2, 5), "front matter")
    assert dated(f"{front}Published 5 March 2024", url=url) == (MARCH_5, "header")
    header = "<p>Published 5 March 2024</p>"
    assert (page("", header).published, page("", header).published_basis) == (MARCH_5, "header")
    assert (page(metadata, header).published, page(metadata, header).published_basis) == (date(2024, 4, 5), "metadata")
    text = f"{front}Published 5 March 2024{BODY}".encode()
    article = read_article(text, published=date(2024, 5, 5), url=url)
    assert (article.published, article.published_basis) == (date(2024, 5, 5), "option")


@pytest.mark.parametrize(
    "metadata",
    [
        '<meta property="article:published_time" content="2024-03-05T10:00:00Z">',
        '<meta name="DC.date.issued" content="2024-03-05">',
        '<meta name="pubdate" content="20240305">',
        '<meta itemprop="datePublished" content="March 5, 2024">',
        '<meta name="parsely-pub-date" content="Tue, 05 Mar 2024 10:00:00 GMT">',
        '<meta name="date" content="2024-03-05 10:00">',
        '<meta name="date" content="2024-03-09"><meta name="publish-date" content="2024-03-05">',
        '<meta property="article:modified_time" content="2024-03-09"><meta name="publishdate" content="2024-03-05">',
        '<link rel="canonical" href="https://example.org/2024/03/09/x"><meta name="pubdate" content="2024-03-05">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "dateModified": "2024-03-09", '
        '"datePublished": "2024-03-05T10:00:00+02:00"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2024-03-01"}, '
        '{"@type": ["NewsArticle"], "datePublished": "2024-03-05"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta name="pubdate" content="2024-03-05">',
    ],
)
def test_the_metadata_of_a_page_gives_its_day_of_publication(metadata: str) -> None:
    article = page(metadata)
    assert (article.published, article.published_basis) == (MARCH_5, "metadata")


@pytest.mark.parametrize(
    "metadata",
    [
        '<meta property="article:modified_time" content="2024-03-05T10:00:00Z">',
        '<meta property="og:updated_time" content="2024-03-05">',
        '<meta name="pubdate" content="05/03/2024">',
        '<meta name="pubdate" content="soon">',
        '<meta name="copyright" content="2024-03-05"><meta name="expires" content="2024-03-05">',
        '<script type="application/ld+json">{"@type": "VideoObject", "datePublished": "2024-03-05"}</script>',
        '<script type="application/ld+json">[{"@type": "NewsArticle", "datePublished": "2024-03-05"}, '
        '{"@type": "NewsArticle", "datePublished": "2024-03-06"}]</script>',
    ],
)
def test_metadata_that_does_not_state_one_day_of_publication_is_no_date(metadata: str) -> None:
    assert page(metadata).published is None


@pytest.mark.parametrize(
    "header",
    [
        '<div class="meta"><time datetime="2024-03-05T10:00" pubdate>Tuesday</time></div>',
        '<time class="entry-date published" datetime="2024-03-05T10:00">Tuesday</time>',
        '<span itemprop="datePublished" content="2024-03-05">Tuesday</span>',
    ],
)
def test_a_date_that_the_page_marks_as_the_publication_counts_as_metadata(header: str) -> None:
    assert (page("", header).published, page("", header).published_basis) == (MARCH_5, "metadata")


@pytest.mark.parametrize(
    "header",
    [
        '<span class="date">March 5, 2024</span>',
        '<ul class="byline"><li>By Jane Roe</li><li>Published: March 5, 2024</li></ul>',
        "<time>5 March 2024, 10:00</time>",
    ],
)
def test_a_date_between_headline_and_text_is_a_header_line(header: str) -> None:
    assert (page("", header).published, page("", header).published_basis) == (MARCH_5, "header")
