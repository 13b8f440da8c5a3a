"""Near copies of one text: an agency's report that several outlets print counts as one independent source.

A text is the set of its runs of five words. Of their hashes the lowest are kept, which are a fair sample of the set, so
that two texts can be compared without either (Broder 1997, "On the resemblance and containment of documents"). Near
copies are those of which the shorter is for the most part in the longer. A family is all that are near copies of one
another, directly or over others.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from tracker.record.names import fold

_RUN = 5  # words
_KEPT = 64  # of the lowest hashes
_FINDING = 8  # of these, by which others are found
_SHARE = 0.7  # of the shorter text
_LONG_QUOTE = 12  # words; the same sentence as evidence is a copy, "They met." is not


def fingerprint(text: str) -> tuple[int, Sequence[int]]:
    """How many different runs of words the text has, and the lowest of their hashes."""
    words = fold(text).split()
    runs = {" ".join(words[n : n + _RUN]) for n in range(max(1, len(words) - _RUN + 1))} if words else set()
    hashes = {int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big") >> 1 for run in runs}
    return len(hashes), sorted(hashes)[:_KEPT]


def near_copies(one: tuple[int, Sequence[int]], other: tuple[int, Sequence[int]]) -> bool:
    """Whether the shorter of two texts is for the most part in the longer, going by their fingerprints."""
    (size, lowest), (other_size, other_lowest) = one, other
    if not set(lowest[:_FINDING]) & set(other_lowest[:_FINDING]):
        return False
    sample = sorted({*lowest, *other_lowest})[:_KEPT]
    both = set(lowest) & set(other_lowest)
    resemblance = sum(number in both for number in sample) / len(sample)
    shared = resemblance * (size + other_size) / (1 + resemblance)
    return shared >= _SHARE * min(size, other_size)


def enter_text(connection: sqlite3.Connection, source_id: str, text: str) -> set[str]:
    """Keep the fingerprint of a new source's text and give it its family; the sources whose family is another now."""
    size, lowest = fingerprint(text)
    connection.execute(
        "INSERT INTO fingerprint (source_id, size, lowest) VALUES (?, ?, ?)",
        (source_id, size, array("q", lowest).tobytes()),
    )
    connection.executemany(
        "INSERT INTO fingerprint_hash (hash, source_id) VALUES (?, ?)", [(h, source_id) for h in lowest[:_FINDING]]
    )
    # The families that it touches become one with it; what is in them need not be compared again.
    near = json.dumps([source_id, *_near(connection, source_id)])
    rows = connection.execute(
        "SELECT id FROM source WHERE family IN "
        "(SELECT family FROM source WHERE id IN (SELECT value FROM json_each(?)))",
        (near,),
    )
    return _name(connection, {source_id, *(row["id"] for row in rows), *json.loads(near)})


def gather(connection: sqlite3.Connection, sources: Iterable[str]) -> set[str]:
    """Work out the families of these sources anew; the sources whose family is another now.

    Those whose text never was here, since they were imported, keep theirs.
    """
    changed: set[str] = set()
    rows = connection.execute(
        "SELECT source_id FROM fingerprint WHERE source_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(sources)),),
    )
    left = {row["source_id"] for row in rows}
    while left:
        family: set[str] = set()
        border = {left.pop()}
        while border:
            one = border.pop()
            family.add(one)
            border |= _near(connection, one) - family
        left -= family
        changed |= _name(connection, family)
    return changed


def relatives(connection: sqlite3.Connection, source_id: str) -> list[str]:
    """The other sources of its family."""
    rows = connection.execute(
        "SELECT id FROM source WHERE family = (SELECT family FROM source WHERE id = ?1) AND id <> ?1", (source_id,)
    )
    return [row["id"] for row in rows]


def independent(connection: sqlite3.Connection, mentions: Sequence[sqlite3.Row]) -> int:
    """Of how many independent sources these mentions are: near copies, and those of one long sentence, count once."""
    if len(mentions) == 1:
        return 1
    marks: dict[int, set[str]] = {m["id"]: {m["family"] or m["source_id"], m["source_id"]} for m in mentions}
    for row in connection.execute(
        "SELECT mention_id, quote FROM evidence WHERE mention_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(marks)),),
    ):
        words = fold(row["quote"]).split()
        if len(words) >= _LONG_QUOTE:
            marks[row["mention_id"]].add(" ".join(words))
    groups: list[set[str]] = []
    for some in marks.values():
        touching = [group for group in groups if group & some]
        groups = [group for group in groups if not group & some] + [some.union(*touching)]
    return len(groups)


def _near(connection: sqlite3.Connection, source_id: str) -> set[str]:
    rows = connection.execute(
        "SELECT DISTINCT f.* FROM fingerprint_hash a JOIN fingerprint_hash b ON b.hash = a.hash "
        "JOIN fingerprint f ON f.source_id = b.source_id WHERE a.source_id = ?",
        (source_id,),
    ).fetchall()
    prints = {row["source_id"]: (row["size"], array("q", row["lowest"])) for row in rows}
    own = prints.pop(source_id, None)
    return {other for other, print_ in prints.items() if own and near_copies(own, print_)}


def _name(connection: sqlite3.Connection, family: set[str]) -> set[str]:
    """Name a family after its source of the lowest fingerprint of the text; the sources that had another name."""
    rows = connection.execute(
        "SELECT id, family FROM source WHERE id IN (SELECT value FROM json_each(?)) ORDER BY sha256",
        (json.dumps(sorted(family)),),
    ).fetchall()
    changed = [row["id"] for row in rows if row["family"] != rows[0]["id"]]
    connection.executemany("UPDATE source SET family = ? WHERE id = ?", [(rows[0]["id"], id_) for id_ in changed])
    return set(changed)
