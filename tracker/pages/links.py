"""Which address may be a link."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tracker.render.text import HIDDEN

_UNFIT = re.compile(r"[\s\"<>\\^`{|}]")


def web_address(text: str | None) -> str | None:
    """The address if it leads to a web page and to nothing else; None for every other one, which is only text."""
    if not text or HIDDEN.search(text) or _UNFIT.search(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme.lower() in ("http", "https") and parts.hostname else None
