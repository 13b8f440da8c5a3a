"""Ctrl-C before a command runs and after it has run: the process ends at once, with the status that it ends with meanwhile.

Loaded before everything else, so it imports next to nothing.
"""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130
MESSAGE = "interrupted"


def leave_at_once() -> None:
    """From now on Ctrl-C ends the process, unless whoever started the process had it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)


def _leave(*_: object) -> None:
    # Not by an exception: it would come up in whatever module is just being imported.
    try:
        os.write(2, f"tracker: {MESSAGE}\n".encode())
    finally:
        os._exit(INTERRUPTED)


class Interruptible:
    """A `with` block in which Ctrl-C raises KeyboardInterrupt, so that what was begun can be ended in order."""

    def __enter__(self) -> None:
        self._ours = signal.getsignal(signal.SIGINT) is _leave
        if self._ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def __exit__(self, *_: object) -> None:
        if self._ours:
            signal.signal(signal.SIGINT, _leave)
