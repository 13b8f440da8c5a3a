"""Markdown notes with wiki links for Obsidian (https://help.obsidian.md): a folder with a note for each event, person
and side.

A note's name is made of letters, digits and a few marks only, so that no name becomes a path; whatever an article says
is written such that nothing of it is markup, a link or a tag. Properties at the head of a note are JSON strings, which
YAML reads.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tracker.exports import Event, LeftOut
from tracker.exports.wording import about, address, headline
from tracker.knowledge import countries
from tracker.record.names import fuller
from tracker.render.text import plain

Write = Callable[[str, str], None]
_MARKUP = re.compile(r"[\\`*_\[\]<>|~&$#^=%]|:(?=//)|^[-+]")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_LONGEST = 100  # bytes of a note's name, of 255 that file systems take


def write(events: Iterable[Event], out: Write) -> LeftOut:
    """Write the notes: `events/`, `persons/` and `sides/`."""
    names = _Names()
    told: dict[str, list[tuple[str, str]]] = defaultdict(list)
    titles: dict[str, str] = {}
    for event in events:
        note = names.of("events", event["id"], f"{event['date'] or 'undated'} {event['type']} {event['id']}")
        who = []
        for party in event["participants"]:
            links = list(_links(party, names))
            who.append(f"- {', '.join(links)}{_post(party)}")
            for page, title in _pages(party, names):
                titles[page] = fuller(titles.get(page, title), title)
                told[page].append((event["date"] or "", f"- [[{note}]] {literal(headline(event))}"))
        out(f"{note}.md", _event(event, who))
    for page, lines in told.items():
        listed = "\n".join(dict.fromkeys(line for _, line in sorted(lines)))
        out(f"{page}.md", f"# {literal(titles[page])}\n\n{listed}\n")
    return LeftOut()


class _Names:
    """The name of each note: safe as a file's, and no two alike even where capitals make no difference."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, object], str] = {}
        self._taken: set[str] = set()

    def of(self, folder: str, key: object, title: str) -> str:
        """The path of the note, without the ending."""
        if (folder, key) not in self._known:
            base = safe_name(title)
            name, number = base, 1
            while f"{folder}/{name.casefold()}" in self._taken:
                number += 1
                name = f"{base} {number}"
            self._taken.add(f"{folder}/{name.casefold()}")
            self._known[folder, key] = f"{folder}/{name}"
        return self._known[folder, key]


def safe_name(title: str) -> str:
    """A name for a file on any system: letters, digits, spaces, hyphens and apostrophes, at most 100 bytes."""
    text = unicodedata.normalize("NFC", plain(title))
    text = "".join(c if unicodedata.category(c)[0] in "LMN" or c in " -'" else " " for c in text)
    text = " ".join(text.split()).encode()[:_LONGEST].decode(errors="ignore").strip(" -'")
    reserved = re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", text)
    return f"{text} note" if reserved else text or "nameless"


def literal(text: object) -> str:
    """The text as Markdown that shows it literally."""
    return _NUMBERED.sub(r"\1\\\2", _MARKUP.sub(r"\\\g<0>", plain(text)))


def _event(event: Event, who: list[str]) -> str:
    properties = {
        "id": event["id"], "type": event["type"], "status": event["status"], "date": event["date"], "end": event["end"],
        "precision": event["precision"],         "place": plain(event["where"]) or None, "country": event["country"],
        "confidence": event["confidence"],
    }  # fmt: skip
    head = "".join(f"{name}: {_property(value)}\n" for name, value in properties.items())
    parts = [
        f"---\n{head}---\n",
        f"# {literal(headline(event))}\n",
        literal(about(event)) + "\n",
        "\n".join(who) + "\n",
    ]
    for source in event["sources_of"]:
        parts.append(_source(source))
    return "\n".join(parts)


def _property(value: object) -> str:
    """A value as JSON, which YAML reads; Obsidian would make links of double brackets here too."""
    return json.dumps(value).replace("<", "\\u003c").replace("[[", "[ [")


def _source(source: Mapping[str, Any]) -> str:
    said = [source["outlet"], source["title"], source["published"]]
    line = ", ".join(literal(part) for part in said if part) or literal(source["label"] or source["id"])
    url = address(source["url"])
    linked = f"[{line}](<{url.replace('<', '%3C').replace('>', '%3E').replace(chr(92), '%5C')}>)" if url else line
    quotes = "".join(f"> {literal(passage['quote'])}\n\n" for passage in source["quotes"])
    return f"{linked}\n\n{quotes}"


def _pages(party: Mapping[str, Any], names: _Names) -> Iterable[tuple[str, str]]:
    """The notes on the person and on whom it stands for, each with its title."""
    if party["person"] is not None:
        yield names.of("persons", party["person"], party["name"]), party["name"]
    side = party["country"] or party["org"]
    if side:
        known = countries().by_code.get(party["country"] or "")
        title = known.name if known else side
        yield names.of("sides", side, title), title


def _links(party: Mapping[str, Any], names: _Names) -> Iterable[str]:
    pages = list(_pages(party, names))
    if (party["person"] is None and party["kind"] == "office") or not pages:
        yield literal(party["name"])
    for page, _ in pages:
        yield f"[[{page}]]"


def _post(party: Mapping[str, Any]) -> str:
    about = "; ".join(literal(part) for part in (party["title"], party["role"]) if part and part != "principal")
    return f" ({about})" if about else ""
