"""What the two sides of the review screen show: the passages that tell of an event, and the record of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from tracker.render import plain
from tracker.render.views import published

Event = Mapping[str, Any]
_MARK = "bold reverse"
# Fields of which it says little that they are empty.
_ALWAYS = ("date", "place")


def passages(events: Sequence[Event]) -> Text:
    """Every source's passages, the evidence marked between >> and <<, with a sentence before and after."""
    lines: list[Text] = []
    for name, event in _named(events):
        lines += [Text(f"{name}{event['id']}", "bold"), Text()] if name else []
        for source in event["sources"]:
            lines.append(Text(plain(source["title"] or source["label"] or source["id"]), "bold"))
            about = (source["id"], source["outlet"], published(source["published"], source["published_basis"]))
            lines.append(Text(", ".join(plain(part) for part in about if part), "dim"))
            for quote in source["quotes"]:
                lines.append(
                    Text.assemble(
                        _spaced(plain(quote["before"])),
                        (f">> {plain(quote['quote'])} <<", _MARK),
                        Text(" " + plain(quote["after"]) if quote["after"] else ""),
                    )
                )
            if not source["quotes"]:
                lines.append(Text("(entered without a passage)", "dim"))
            lines.append(Text())
    return Text("\n").join(lines)


def record(events: Sequence[Event], doubtful: str | None) -> Text:
    """Each event field by field, with how it was reached and what other sources say; the `doubtful` field is marked."""
    lines: list[Text] = []
    for name, event in _named(events):
        lines.append(Text(f"{name}{event['id']}", "bold"))
        if event["review"]:
            lines.append(Text(f"{event['review']} by a person"))
        for field in event["fields"]:
            lines += _field(field, marked=field["field"] == doubtful)
        lines += [Text(), Text("who", "bold")]
        for party in event["participants"]:
            about = (party["country"] or party["org"], party["post"], party["role"])
            known = ", ".join(plain(part) for part in about if part)
            lines.append(Text.assemble("  ", plain(party["name"]), (f" ({known})" if known else "", "dim")))
        if len({told["status"] for told in event["history"]}) > 1:
            lines += [Text(), Text("what was said of its status", "bold")]
            lines += [
                Text(f"  {told['published'] or 'undated'} {told['status']} ({told['source']})")
                for told in event["history"]
            ]
        if event["decisions"]:
            lines += [Text(), Text("what was decided", "bold")]
            lines += [
                Text(f"  {d['decision']} {d['action']} " + plain(d["detail"] or d["reason"]))
                for d in event["decisions"]
            ]
        lines.append(Text())
    return Text("\n").join(lines)


def _field(field: Mapping[str, Any], *, marked: bool) -> Iterator[Text]:
    if field["value"] is None and not field["others"] and field["field"] not in _ALWAYS:
        return
    value = "unknown" if field["value"] is None else plain(field["value"])
    how = ", ".join(plain(part) for part in (field["how"], field["source"]) if part)
    yield Text.assemble(
        (f"{field['field']:<11}", "bold"), (value, _MARK if marked else ""), (f"  {how}" if how else "", "dim")
    )
    for other in field["others"]:
        yield Text(f"  but also {plain(other['value'])} ({other['source']})")


def _named(events: Sequence[Event]) -> Iterator[tuple[str, Event]]:
    """The events with "A: " and "B: " before them, if they are two."""
    names = ("A: ", "B: ") if len(events) > 1 else ("",)
    return zip(names, events, strict=True)


def _spaced(text: str) -> str:
    return text + " " if text else ""
