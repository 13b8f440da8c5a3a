"""The report in a browser: what a reader sees and does, and that nothing leaves the page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.pages_rows import BREAK, SCRIPT, hostile, many, usual
from tracker.pages import About, report
from tracker.pages.counts import country_pairs, meetings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator
    from playwright.sync_api import Page as Tab

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
NAMES = {"KP": "North Korea", "RU": "Russia", "CN": "China", "KR": "South Korea", "JP": "Japan", "FR": "France"}
ABOUT = About(made="2024-01-02", version="9.9", countries=NAMES)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser without a window; the tests are skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if not CHROMIUM:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


class Opened:
    """A report in a tab, with what the tab asked for and complained of."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.asked: list[str] = []
        self.said: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        self.tab: Tab = context.new_page()
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.url = file.as_uri()
        self.tab.goto(self.url)

    def quiet(self) -> bool:
        """Nothing was fetched but the page itself, and nothing failed."""
        return self.asked == [self.url] and self.said == []

    def rows(self) -> list[str]:
        return [str(row.get_attribute("data-id")) for row in self.tab.locator("#rows tr").all()]

    def panel(self) -> Locator:
        return self.tab.locator("#panel[open]")

    def focused(self) -> str:
        return str(self.tab.evaluate("document.activeElement.id || document.activeElement.tagName"))


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """The report of the usual events; whatever a test does there, nothing may be fetched and nothing may fail."""
    context, page = start(browser, tmp_path, usual())
    yield page
    assert page.quiet(), (page.asked, page.said)
    context.close()


def start(
    browser: Browser, folder: Path, rows: list[dict[str, object]], **more: object
) -> tuple[BrowserContext, Opened]:
    file = folder / "report.html"
    file.write_text(report(rows, ABOUT), encoding="utf-8")
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **more})  # type: ignore[arg-type]
    return context, Opened(context, file)


def test_the_pictures_and_the_table_show_the_events(opened: Opened) -> None:
    tab = opened.tab
    assert tab.locator("#count").inner_text() == "7 events"
    assert len(opened.rows()) == 7
    assert tab.locator("#timeline g.mark").count() == 6
    assert "1 undated event" in tab.locator("#timeline-undated").inner_text()
    assert tab.get_by_role("button", name="North Korea and Russia: 2 held").count() == 1
    names = tab.locator("#network text").all_text_contents()
    assert sorted(names) == ["Kang Sun-nam (KP)", "Sergei Lavrov (RU)", "Sergei Shoigu (RU)", "Wang Yi (CN)"]
    assert not tab.locator("#plain").count()


def test_what_did_not_take_place_is_told_in_words_and_by_another_mark(opened: Opened) -> None:
    tab = opened.tab
    assert tab.locator("#rows .status").all_inner_texts().count("held") == 4
    assert tab.get_by_role("button", name="China and South Korea: 0 held, 1 planned or called off").count() == 1
    marks = {tab.locator(f"#timeline .{status} path").first.get_attribute("d") for status in ("held", "denied")}
    assert len(marks) == 2
    assert tab.locator("#legend").inner_text().split() == ["held", "planned", "postponed", "cancelled", "denied"]


def test_the_page_counts_as_the_charts_do(browser: Browser, tmp_path: Path) -> None:
    rows = usual() + many(40)
    context, page = start(browser, tmp_path, rows)
    held, open_ = country_pairs(rows)
    labels = [str(button.get_attribute("aria-label")) for button in page.tab.locator("#matrix button").all()]
    named = {name: code for code, name in NAMES.items()}
    counted = set()
    for label in labels:
        names, _, told = label.partition(": ")
        one, other = sorted(named.get(name, name) for name in names.split(" and "))
        off = f", {open_[one, other]} planned or called off" if open_[one, other] else ""
        assert told == f"{held[one, other]} held{off}"
        counted.add((one, other))
    assert counted == set(held + open_)
    _, met = meetings(rows)
    titles = page.tab.locator("#network line title").all_text_contents()
    assert len(titles) == len(met)
    assert sum(int(title.rpartition(": ")[2].split()[0]) for title in titles) == met.total()
    context.close()


def test_a_filter_narrows_all_pictures_and_is_undone(opened: Opened) -> None:
    tab = opened.tab
    tab.select_option("#filter-country", "RU")
    tab.locator("#count", has_text="3 of 7 events").wait_for()
    assert opened.rows() == ["aaaa", "bbbb", "cccc"]
    assert tab.locator("#timeline g.mark").count() == 3
    tab.fill("#filter-text", "NORTH korean counterpart")
    tab.locator("#count", has_text="1 of 7 events").wait_for()
    assert tab.locator("#network g.knot").count() == 2
    tab.get_by_role("button", name="Reset").click()
    tab.locator("#count", has_text="7 events").wait_for()
    tab.fill("#filter-since", "2023-10-19")
    tab.fill("#filter-until", "2023-11-15")
    tab.locator("#count", has_text="2 of 7 events").wait_for()
    assert opened.rows() == ["cccc", "dddd"]
    tab.fill("#filter-text", "no such words")
    tab.locator("#count", has_text="0 of 7 events").wait_for()
    assert tab.get_by_text("No dated events fit.").is_visible()


def test_a_heading_sorts_the_table_and_says_so(opened: Opened) -> None:
    tab = opened.tab
    head = tab.locator("#table th", has_text="Where")
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert opened.rows() == ["bbbb", "cccc", "eeee", "ffff", "gggg", "aaaa", "dddd"]
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.rows()[0] == "dddd"
    assert tab.locator("#table th", has_text="Date").get_attribute("aria-sort") == "none"


def test_a_person_in_the_network_leads_to_the_sentences_and_their_sources(opened: Opened) -> None:
    opened.tab.locator("g.knot", has_text="Sergei Lavrov").click()
    panel = opened.panel()
    assert panel.locator("h2").inner_text() == "Sergei Lavrov (RU)"
    assert panel.locator("blockquote p").all_inner_texts() == ["Wang Yi met Sergei Lavrov.", "Lavrov met Kang."]
    source = panel.get_by_role("link", name="On cccc")
    assert source.get_attribute("href") == "https://example.org/cccc"
    assert source.get_attribute("rel") == "noopener noreferrer"


def test_a_person_can_be_dragged(opened: Opened) -> None:
    knot = opened.tab.locator("g.knot", has_text="Sergei Shoigu")
    knot.scroll_into_view_if_needed()
    before = knot.bounding_box()
    assert before
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    opened.tab.mouse.move(x, y)
    assert "lit" in str(opened.tab.locator("#network").get_attribute("class"))
    opened.tab.mouse.down()
    opened.tab.mouse.move(x + 60, y - 40, steps=5)
    opened.tab.wait_for_timeout(100)
    after = knot.bounding_box()
    opened.tab.mouse.up()
    assert after
    assert after["x"] - before["x"] > 40
    assert not opened.panel().count()


def test_a_mark_a_pair_of_countries_and_a_line_lead_to_the_evidence(opened: Opened) -> None:
    tab = opened.tab
    tab.locator("#timeline g.denied").click()
    assert "Seoul denied that Moon met Wang." in opened.panel().inner_text()
    assert "denied" in opened.panel().locator("h3").inner_text()
    tab.keyboard.press("Escape")
    tab.get_by_role("button", name="China and Russia: 1 held").click()
    assert opened.panel().locator("blockquote p").all_inner_texts() == ["Wang Yi met Sergei Lavrov."]
    tab.get_by_role("button", name="Only China in all pictures").click()
    tab.locator("#count", has_text="4 of 7 events").wait_for()
    assert not opened.panel().count()


def test_everything_can_be_done_by_keyboard(opened: Opened) -> None:
    tab = opened.tab
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")  # the link to the table
    tab.locator("#rows tr").first.focus()
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.dataset.id") == "bbbb"
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    tab.keyboard.press("Enter")
    assert "Shoigu met his North Korean counterpart." in opened.panel().inner_text()
    tab.keyboard.press("Escape")
    assert not opened.panel().count()
    assert tab.evaluate("document.activeElement.dataset.id") == "bbbb"
    for picture, inside in (("#timeline", "g.mark"), ("#network", "g.knot"), ("#matrix", "button")):
        stop = tab.locator(f'{picture} {inside}[tabindex="0"]')
        assert stop.count() == 1, picture
        stop.focus()
        tab.keyboard.press("End")
        tab.keyboard.press("Enter")
        assert opened.panel().locator("blockquote").count(), picture
        tab.keyboard.press("Escape")
        assert not opened.panel().count()


def test_the_tab_key_reaches_every_part_in_order(opened: Opened) -> None:
    tab = opened.tab
    parts: list[str] = []
    for _ in range(60):
        tab.keyboard.press("Tab")
        part = tab.evaluate("(document.activeElement.closest('header, form, section') || {}).id || "
                            "document.activeElement.closest('section')?.getAttribute('aria-labelledby')")  # fmt: skip
        if part and part not in parts:
            parts.append(part)
    assert parts == ["filters", "h-timeline", "h-relations", "h-network", "table"]


def test_the_page_is_dark_where_the_reader_wants_it_dark(browser: Browser, tmp_path: Path) -> None:
    context, page = start(browser, tmp_path, usual(), color_scheme="dark")
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.tab.evaluate(paper) == "rgb(21, 23, 26)"
    page.tab.get_by_role("button", name="Light page").click()
    assert page.tab.evaluate(paper) == "rgb(251, 250, 246)"
    page.tab.get_by_role("button", name="Dark page").click()
    assert page.tab.evaluate(paper) == "rgb(21, 23, 26)"
    assert page.quiet()
    context.close()


def test_on_paper_all_rows_stand_with_their_sources_and_no_controls(browser: Browser, tmp_path: Path) -> None:
    context, page = start(browser, tmp_path, many(120), color_scheme="dark")
    tab = page.tab
    assert len(page.rows()) == 50
    tab.emulate_media(media="print", color_scheme="dark")
    tab.locator("#rows tr").nth(119).wait_for()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert "https://news.example.org/2023/07/26/a-long-address" in tab.locator("#rows tr").first.inner_text()
    assert not tab.locator("#filters").is_visible()
    assert not tab.locator("#theme").is_visible()
    tab.emulate_media(media="screen")
    tab.locator("#rows tr").nth(119).wait_for(state="detached")
    assert page.quiet()
    context.close()


def test_hostile_text_is_shown_as_text_and_does_nothing(browser: Browser, tmp_path: Path) -> None:
    context, page = start(browser, tmp_path, hostile())
    tab = page.tab
    assert "<script>window.hacked" in tab.locator("#rows tr", has_text="onerror").first.inner_text()
    tab.locator("#rows tr", has_text="onerror").first.click()
    text = page.panel().inner_text()
    for shown in (SCRIPT, BREAK, "Pu\\u202etin\\x1b[2J\\x00", "javascript:window.hacked=1"):
        assert shown in text
    assert page.panel().locator("a, img, script").count() == 0
    tab.keyboard.press("Escape")
    tab.locator("g.knot").first.dispatch_event("click")
    tab.keyboard.press("Escape")
    assert tab.evaluate("window.hacked") is None
    assert page.quiet(), (page.asked, page.said)
    context.close()


def test_without_javascript_there_is_a_plain_table(browser: Browser, tmp_path: Path) -> None:
    context, page = start(browser, tmp_path, usual() + hostile(), java_script_enabled=False)
    table = page.tab.locator("#plain table")
    assert table.is_visible()
    assert table.locator("tbody tr").count() == 10
    assert table.get_by_text("Lavrov met Kang.").is_visible()
    assert table.get_by_role("link", name="On cccc").is_visible()
    assert not page.tab.locator("#filters").is_visible()
    assert page.asked == [page.url]
    context.close()


@pytest.mark.parametrize("scripted", [True, False], ids=["with JavaScript", "without"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_never_scrolls_sideways(browser: Browser, tmp_path: Path, width: int, scripted: bool) -> None:
    context, page = start(
        browser, tmp_path, usual() + hostile() + many(60), viewport={"width": width, "height": 800},
        java_script_enabled=scripted,
    )  # fmt: skip
    body = page.tab.locator("html").bounding_box()
    assert body
    assert body["width"] == width
    if scripted:
        assert page.tab.evaluate("document.documentElement.scrollWidth") == width
    assert page.said == []
    context.close()


def test_five_thousand_events_open_and_sort_while_the_reader_waits(browser: Browser, tmp_path: Path) -> None:
    context, page = start(browser, tmp_path, many(5000))
    page.tab.locator("html.ready").wait_for(timeout=20_000)
    assert len(page.rows()) == 50
    assert page.tab.locator("#timeline g.mark").count() < 3000
    sort = "(() => { const start = performance.now(); document.querySelector('[data-key=who] button').click(); " \
           "return performance.now() - start; })()"  # fmt: skip
    assert page.tab.evaluate(sort) < 2000
    assert page.quiet()
    context.close()
