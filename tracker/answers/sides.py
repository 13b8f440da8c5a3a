"""Countries and organisations by the names that a reader gives them."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.errors import InputError
from tracker.record.names import name_key
from tracker.record.sides import ORG


def sides_of(text: str) -> list[str]:
    """The country or organisation of that name as `event_side` has it; both, if there are both.

    Raises InputError if there is none, with suggestions.
    """
    sides = find_sides(text)
    if sides:
        return sides
    from tracker.knowledge import countries

    names = [country.name for country in countries().by_code.values()]
    raise InputError(f"{text!r} is no country or organisation{suggested(text, names)}")


def find_sides(text: str) -> list[str]:
    """The same, and nothing if there is none of that name."""
    from tracker.knowledge import countries, find_organisation

    code = countries().find(text)
    # The European Union is in both lists; the abbreviation AU is Australia's code first.
    organisation = find_organisation(countries().by_code[code].name if code else text)
    return [*([code] if code else []), *([ORG + organisation] if organisation else [])]


def suggested(text: str, known: Iterable[str]) -> str:
    """What to add to a message: ": did you mean A or B?", or nothing if none of the `known` is near."""
    from difflib import get_close_matches

    by_key: dict[str, str] = {name_key(name): name for name in known}
    close = get_close_matches(name_key(text), by_key, n=3, cutoff=0.6)
    return f": did you mean {' or '.join(by_key[key] for key in close)}?" if close else ""
