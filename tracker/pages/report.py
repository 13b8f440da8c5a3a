"""The report: one HTML file that needs nothing else.

Jinja2 fills it in, since it escapes every value unless told not to; the page itself says, in a content security
policy, that only the scripts and the style that stand in it may run.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from tracker.model import EVENT_TYPES
from tracker.pages.about import About
from tracker.pages.rows import page_rows
from tracker.render.text import plain

_HERE = Path(__file__).parent
_LIBRARY = "vendor/d3.min.js"
# One scope, in which each part knows those before it.
_PARTS = ("elements", "data", "evidence", "filters", "table", "matrix", "timeline", "network", "start")


def report(events: Iterable[Mapping[str, Any]], about: About) -> str:
    """The page with these events (`whole_events`), as HTML."""
    rows, sources = page_rows(events)
    carried = {"events": rows, "sources": sources, "countries": dict(about.countries), "types": EVENT_TYPES}
    style = _text("templates/report.css")
    guard, library = _text("script/guard.js"), _text(_LIBRARY)
    script = "(() => {\n" + '"use strict";\n' + "\n".join(_text(f"script/{part}.js") for part in _PARTS) + "\n})();\n"
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("report.html").render(
        about=replace(about, filters=tuple((plain(name), plain(value)) for name, value in about.filters)),
        events=[_Lenient(row) for row in rows],
        sources=[_Lenient(source) for source in sources],
        policy=_policy((guard, library, script), style),
        style=_raw(style),
        guard=_raw(guard),
        library=_raw(library),
        script=_raw(script),
        data=htmlsafe_json_dumps(carried, ensure_ascii=False, separators=(",", ":")),
    )


class _Lenient(dict[str, Any]):
    """A row of which what is missing is nothing, not a slip of the template."""

    def __missing__(self, key: str) -> None:
        return None


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _raw(code: str) -> Markup:
    """Our own code as it is: it must not close the element that it stands in."""
    if "</" in code.lower() or "<!--" in code:
        raise ValueError("this code cannot stand in a page")
    return Markup(code)


def _policy(scripts: Iterable[str], style: str) -> str:
    """Nothing from anywhere, but these scripts and this style (https://www.w3.org/TR/CSP3/)."""
    allowed = " ".join(map(_hashed, scripts))
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hashed(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashed(code: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() + "'"
