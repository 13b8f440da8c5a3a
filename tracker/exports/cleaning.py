"""Text from articles, made fit for the formats: CSV that a spreadsheet does not compute, XML that parses."""

from __future__ import annotations

import re
from html import escape

# What XML 1.0 cannot carry at all (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_QUOTED_FORMULA = re.compile(r"''*[=+\-@\t\r]")


def cell(value: object) -> object:
    """A value as a cell of CSV: what a spreadsheet would compute gets an apostrophe in front, which `uncell` takes away."""
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value


def uncell(text: str) -> str:
    """The text of which `cell` made this cell."""
    return text[1:] if _QUOTED_FORMULA.match(text) else text


def xml(text: object) -> str:
    """The text for XML, content or attribute; characters that XML cannot carry become U+FFFD."""
    return escape(_NOT_XML.sub("\ufffd", str(text))).translate({9: "&#9;", 10: "&#10;", 13: "&#13;"})


def html(text: object) -> str:
    """The text as HTML that shows it literally."""
    return escape(_NOT_XML.sub("\ufffd", str(text)))
