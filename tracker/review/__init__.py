"""The review queue on a full screen: what is doubtful, the passage beside the record, and keys to decide."""

from __future__ import annotations

from pathlib import Path

__all__ = ["review"]


def review(path: Path, *, words: bool = False) -> None:
    """Show the queue of the record at `path` until the user leaves. Raises NotFoundError or DatabaseError first."""
    from tracker.review.queue import Queue
    from tracker.review.screen import Review

    with Queue(path, words=words) as queue:
        Review(queue).run()
