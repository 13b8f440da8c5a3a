"""Which countries had to do with one another: a matrix of the events that both took part in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.errors import InputError
from tracker.pages.about import About
from tracker.pages.counts import Row, country_pairs

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 20


def draw(figure: Figure, events: Sequence[Row], about: About) -> None:
    """Draw the countries with most events; raises InputError if no two countries took part in any."""
    held, open_ = country_pairs(events)
    totals: Counter[str] = Counter()
    for pair, count in (held + open_).items():
        totals.update(dict.fromkeys(pair, count))
    if not totals:
        raise InputError("there is no event of two countries to draw")
    codes = sorted(totals, key=lambda code: (-totals[code], code))[:_MOST]
    size = len(codes)
    figure.set_size_inches(2.6 + 0.38 * size, 1.4 + 0.34 * size)
    axes = figure.add_subplot()
    both = held + open_
    shades = [[both[min(a, b), max(a, b)] ** 0.5 if a != b else 0.0 for b in codes] for a in codes]
    axes.imshow(shades, cmap="Blues", vmin=0, vmax=max(max(line) for line in shades) * 1.7 or 1, aspect="auto")
    for row, one in enumerate(codes):
        for column, other in enumerate(codes):
            pair = min(one, other), max(one, other)
            if one == other:
                axes.text(column, row, "╲", ha="center", va="center", color="#b5b0a3")
            elif both[pair]:
                text = str(held[pair]) + (f"+{open_[pair]}" if open_[pair] else "")
                axes.text(column, row, text, ha="center", va="center", fontsize=7.5)
    axes.set_xticks(range(size), codes)
    names = [about.countries.get(code, code) for code in codes]
    axes.set_yticks(range(size), [f"{name}  {code}" for name, code in zip(names, codes, strict=True)])
    axes.set_xticks([n - 0.5 for n in range(1, size)], minor=True)
    axes.set_yticks([n - 0.5 for n in range(1, size)], minor=True)
    axes.grid(which="minor", color="white", linewidth=1.5)
    axes.tick_params(which="both", length=0)
    axes.xaxis.tick_top()
    axes.spines[:].set_visible(False)
    left = f", the {size} of {len(totals)} countries with most" if len(totals) > size else ""
    axes.set_xlabel(f"Events that were held{left}; +n: planned, postponed, cancelled or denied", fontsize=8)
