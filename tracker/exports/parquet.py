"""Parquet (https://parquet.apache.org): the events in typed columns, participants and sources nested within."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

from tracker.errors import InputError
from tracker.exports import Event, LeftOut

_AT_ONCE = 5000  # events in a row group


def write(events: Iterable[Event], out: BinaryIO) -> LeftOut:
    """Write one file, a group of rows at a time. Raises InputError if pyarrow is missing."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise InputError("Parquet needs a package more: pip install 'tracker[parquet]'") from None
    schema = _schema(pa)
    found = iter(events)
    with pq.ParquetWriter(_Counted(out), schema) as writer:
        while some := list(islice(found, _AT_ONCE)):
            writer.write_table(pa.Table.from_pylist([_row(event) for event in some], schema))
    return LeftOut()


class _Counted(io.RawIOBase):
    """A stream that knows how much has been written to it, which a pipe does not."""

    def __init__(self, out: BinaryIO) -> None:
        super().__init__()
        self._out = out
        self._written = 0

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, data: Any) -> int:
        """Pass the bytes on."""
        self._out.write(data)
        self._written += len(data)
        return len(data)

    def tell(self) -> int:
        """How many bytes have been passed on."""
        return self._written


def _row(event: Event) -> dict[str, Any]:
    reports = [{**source, "how": json.dumps(source["how"], ensure_ascii=False)} for source in event["sources_of"]]
    return {**event, "sources_of": reports}


def _schema(pa: Any) -> Any:
    def struct(texts: str, **others: Any) -> Any:
        return pa.struct([*((name, pa.string()) for name in texts.split()), *others.items()])

    party = struct("name kind country org title role basis")
    date = struct("start end precision text basis")
    place = struct("name country basis", lat=pa.float64(), lon=pa.float64())
    quote = struct("quote", start=pa.int64(), end=pa.int64())
    report = struct(
        "id outlet title url author label published retrieved sha256 extractor origin status born type salience plover mode "
        "article language published_basis family read_by part_of how",
        position=pa.int64(), confidence=pa.float64(), date=date, place=place,
        participants=pa.list_(party), quotes=pa.list_(quote),
    )  # fmt: skip
    shown = struct("name kind country org title role basis", person=pa.int64())
    texts = "id date end precision type status salience who where country plover mode review part_of quote"
    return pa.schema([
        *((name, pa.string()) for name in texts.split()),
        ("latitude", pa.float64()), ("longitude", pa.float64()), ("confidence", pa.float64()),
        ("sources", pa.int64()), ("independent", pa.int64()), ("outlets", pa.list_(pa.string())),
        ("participants", pa.list_(shown)), ("sources_of", pa.list_(report)),
    ])  # fmt: skip
