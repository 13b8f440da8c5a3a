"""The report as a file: whole in itself, safe, and small enough to send."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.cli_record import HOSTILE_NAME, fill
from tests.pages_rows import BREAK, LINK, TURNED, hostile, many, usual
from tracker.cli import app
from tracker.errors import InputError
from tracker.pages import About, report, write_file
from tracker.pages.links import web_address

ABOUT = About(
    filters=(("Country", "North Korea <or> DPRK"),), made="2024-01-02", version="9.9", countries={"KP": "North Korea"}
)
VENDOR = Path(report.__code__.co_filename).parent / "vendor"


class Page(HTMLParser):
    """What a page is made of: each element with its attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, attributes, text = self.raw[-1]
            self.raw[-1] = (tag, attributes, text + data)
        else:
            self.text += data

    def carried(self) -> Any:
        """The data that the page's script reads."""
        (data,) = (text for _, attributes, text in self.raw if attributes.get("type") == "application/json")
        return json.loads(data)

    def policy(self) -> str:
        (content,) = (
            a["content"] for _, a in self.elements if a.get("http-equiv") == "Content-Security-Policy" and a["content"]
        )
        return content


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_reader_without_javascript_finds_every_event_with_quote_and_link() -> None:
    page = Page(report(usual(), ABOUT))
    rows = [a["id"] for tag, a in page.elements if tag == "tr" and (a.get("id") or "").startswith("event-")]
    assert rows == [f"event-{event['id']}" for event in usual()]
    for event in usual():
        assert event["sources_of"][0]["quotes"][0]["quote"] in page.text
    links = [a for tag, a in page.elements if tag == "a" and not (a["href"] or "").startswith("#")]
    assert [a["href"] for a in links] == [f"https://example.org/{event['id']}" for event in usual()]
    assert {a["rel"] for a in links} == {"noopener noreferrer"}


def test_the_head_of_the_page_says_what_was_asked_for_when_by_which_version_and_how_many() -> None:
    text = " ".join(Page(report(usual(), ABOUT)).text.split())
    for told in ("Country North Korea <or> DPRK", "Events 7", "Made 2024-01-02", "By tracker 9.9"):
        assert told in text
    assert "Filters none" in " ".join(Page(report([], About())).text.split())


def test_the_policy_of_the_page_allows_its_own_scripts_and_style_and_nothing_else() -> None:
    page = Page(report(usual(), ABOUT))
    policy = dict(part.strip().split(" ", 1) for part in page.policy().split(";"))
    scripts = [text for tag, a, text in page.raw if tag == "script" and "type" not in a]
    (style,) = (text for tag, _, text in page.raw if tag == "style")
    assert policy == {
        "default-src": "'none'",
        "script-src": " ".join(map(hashed, scripts)),
        "style-src": hashed(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    tags = [tag for tag, _ in page.elements]
    assert tags.index("meta") < tags.index("style") < tags.index("script")
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "nonce")]


def test_nothing_in_the_page_is_fetched_from_elsewhere() -> None:
    html = report(usual() + hostile(), ABOUT)
    page = Page(html)
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "data", "action", "poster", "background", "xlink:href"} & set(attributes), tag
        href = attributes.get("href")
        assert href is None or href.startswith("#") or (tag == "a" and href.startswith("https://example.org/")), href
    assert not {"link", "iframe", "object", "embed", "base", "img"} & {tag for tag, _ in page.elements}
    (style,) = (text for tag, _, text in page.raw if tag == "style")
    assert "url(" not in style
    assert "@import" not in style


def test_hostile_text_stays_text() -> None:
    html = report(hostile(), About(title=BREAK, filters=((BREAK, BREAK + TURNED),), countries={"RU": BREAK}))
    page = Page(html)
    assert [tag for tag, _ in page.elements].count("script") == 4
    assert not [a for _, a in page.elements if LINK in str(a.get("href"))]
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "\\u202e" in page.text
    assert LINK in page.text
    first = page.carried()["events"][0]
    assert first["participants"][0]["title"] == BREAK
    assert first["participants"][1]["name"] == "Pu\\u202etin\\x1b[2J\\x00"
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)
    assert "<" not in data


@pytest.mark.parametrize(
    "address",
    [None, "", LINK, " javascript:x", "JaVaScRiPt:x", "data:text/html,x", "file:///etc/passwd", "//e.org/x", "https:", "http://[",
     'https://e.org/"x', "https://e.org/a b", "https://e.org/\u202ex", "java\nscript:x", "https://e.org/\x00", "ftp://e.org/"],
)  # fmt: skip
def test_an_address_that_is_no_plain_web_address_is_no_link(address: str | None) -> None:
    assert web_address(address) is None


def test_a_web_address_is_a_link() -> None:
    for address in ("https://example.org/a?b=c&d=é#e", "HTTP://example.org"):
        assert web_address(address) == address


def test_a_thousand_events_are_less_than_three_megabytes() -> None:
    assert len(report(many(1000), ABOUT).encode()) < 3_000_000


def test_the_vendored_library_is_the_one_that_its_note_names() -> None:
    note = (VENDOR / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256((VENDOR / "d3.min.js").read_bytes()).hexdigest() in note
    assert "Permission to use, copy, modify" in (VENDOR / "d3.LICENSE").read_text(encoding="utf-8")


def test_the_command_writes_a_page_of_the_events_that_were_asked_for(tmp_path: Path) -> None:
    database, out = fill(tmp_path / "events.db"), tmp_path / "out.html"
    done = CliRunner().invoke(app, ["report", str(out), "--type", "meeting", "--type", "call", "--db", str(database)])
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 events" in done.stderr
    page = Page(out.read_text(encoding="utf-8"))
    assert [event["type"] for event in page.carried()["events"]] == ["meeting", "call"]
    assert "Type meeting or call" in " ".join(page.text.split())
    assert page.carried()["countries"] == {"KP": "North Korea", "RU": "Russia"}


def test_a_name_with_controls_from_the_record_is_shown_with_escapes(tmp_path: Path) -> None:
    database, out = fill(tmp_path / "events.db"), tmp_path / "out.html"
    CliRunner().invoke(app, ["report", str(out), "--db", str(database)])
    html = out.read_text(encoding="utf-8")
    assert HOSTILE_NAME not in html
    assert "Putin [bold] \\x1b[2J\\x9b31m\\u202e =cmd" in html


def test_an_existing_file_is_replaced_only_when_told_to(tmp_path: Path) -> None:
    database, out = fill(tmp_path / "events.db"), tmp_path / "out.html"
    out.write_text("mine")
    refused = CliRunner().invoke(app, ["report", str(out), "--db", str(database)])
    assert (refused.exit_code, refused.stderr) == (1, f"tracker: {out} exists: say --force to replace it\n")
    assert out.read_text() == "mine"
    assert CliRunner().invoke(app, ["report", str(out), "--force", "--db", str(database)]).exit_code == 0
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix in (".part", ".html")) == ["out.html"]


@pytest.mark.parametrize(("name", "message"), [(".", "is a folder"), ("no/such/out.html", "there is no folder")])
def test_a_file_that_cannot_be_written_is_one_clear_line(tmp_path: Path, name: str, message: str) -> None:
    database = fill(tmp_path / "events.db")
    done = CliRunner().invoke(app, ["report", str(tmp_path / name), "--db", str(database)])
    assert done.exit_code == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "out.html"
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_file(out, b"page")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    write_file(out, b"page")
    with pytest.raises(InputError, match="exists"):
        write_file(out, b"other")
    assert out.read_bytes() == b"page"
