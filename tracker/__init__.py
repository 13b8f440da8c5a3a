"""Tracker of diplomatic events: articles in, an auditable record and answers out.

The names below load what they need when they are first used; `import tracker` itself costs next to nothing.

- `read_article(path, ...)` reads a file as an `Article`.
- `extract(article)` returns the list of every `Event` in it; pure, without a database.
- `open_database(path)` opens the record, which `add`s and `remove`s.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it; `typing` itself takes longer to load than all of this
if TYPE_CHECKING:
    from typing import Any

    from tracker.extraction import extract
    from tracker.model import Article, Event
    from tracker.record import open_database
    from tracker.sources import read_article

__version__ = "0.1.0"
__all__ = ["Article", "Event", "__version__", "extract", "open_database", "read_article"]

_HOMES = {
    "Article": "tracker.model",
    "Event": "tracker.model",
    "extract": "tracker.extraction",
    "open_database": "tracker.record",
    "read_article": "tracker.sources",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
