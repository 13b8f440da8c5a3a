"""Errors that a person can act on, each with the exit status that it ends the program with."""

from __future__ import annotations


class TrackerError(Exception):
    """Something is wrong that the user can mend; the message says what, and what to do.

    The command line prints the message as one line on standard error and leaves with `exit_code`;
    a caller from Python gets the exception itself.
    """

    exit_code = 1


class InputError(TrackerError):
    """An article, a folder or an option cannot be used as it is."""


class DatabaseError(TrackerError):
    """The database cannot be opened, read or written."""


class NotFoundError(TrackerError):
    """No event, person or source answers to what was asked for."""


class AmbiguousError(TrackerError):
    """What was asked for fits several things; the message lists them."""
