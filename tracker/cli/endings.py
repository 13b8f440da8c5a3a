"""How a command ends: the one place where an error becomes a line on standard error and an exit status.

0 done; 1 an error that the user can mend, or some inputs that could not be used; 2 wrong usage; 70 a bug
(EX_SOFTWARE of sysexits.h); 130 interrupted. A reader that closes the pipe early (`| head -1`) has got what
it wanted: 0.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from tracker.errors import InputError, TrackerError
from tracker.interrupts import INTERRUPTED, MESSAGE, Interruptible

BUG = 70


class Commands(TyperGroup):
    """The group of all commands, whose errors end as this module says."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            with Interruptible():
                result = super().invoke(ctx)
                sys.stdout.flush()
                return result
        except BrokenPipeError:
            leave_quietly()
            raise typer.Exit(0) from None
        except (KeyboardInterrupt, Exception) as error:
            if hasattr(error, "exit_code") and not isinstance(error, TrackerError):
                raise  # Typer's own: wrong usage, --help, Exit
            if ctx.params["debug"]:
                traceback.print_exc()
            status, message = _ending(error)
            say(f"tracker: {message}")
            raise typer.Exit(status) from None


def _ending(error: BaseException) -> tuple[int, str]:
    """The exit status and the message for an error."""
    match error:
        case TrackerError():
            return error.exit_code, str(error)
        case KeyboardInterrupt():
            return INTERRUPTED, MESSAGE
        case OSError():
            return 1, f"{error.filename or 'cannot write the output'}: {error.strerror}"
        case _:
            return BUG, f"this is a bug ({type(error).__name__}: {error}); `tracker --debug ...` shows where"


def say(message: str) -> None:
    """Print a message to standard error, literally, whatever an article or a file name put into it."""
    from tracker.render import plain

    for line in message.split("\n"):
        print(plain(line), file=sys.stderr)


def many(count: int, noun: str) -> str:
    """The count with its noun: "1 event", "2 events"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def agreed(question: str, *, refusal: str) -> None:
    """Go on if the user says yes; raise InputError if not, with `refusal`, or if there is no terminal to ask on."""
    from tracker.render import plain

    if not sys.stdin or not sys.stdin.isatty():
        raise InputError(f"{question} There is no terminal to ask on: say --yes")
    try:
        yes = typer.confirm(plain(question), err=True)
    except typer.Abort:  # the end of input, or an interruption
        yes = False
        say("")  # the answer that did not come leaves the cursor behind the question
    if not yes:
        raise InputError(refusal)


def open_outputs() -> None:
    """Make the standard outputs such that any text can be written to them.

    Whatever the locale, a name that it cannot spell becomes an escape. An output that is closed (`>&-`) takes
    everything and keeps nothing.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
        else:
            stream.reconfigure(errors="backslashreplace")


def leave_quietly() -> None:
    """See to it that Python's last flush of a standard output that nobody reads any more says nothing."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
