"""The report's pictures for a document, as PNG or SVG, drawn with Matplotlib.

Matplotlib and NetworkX, which lays out the network, are an extra of the package.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from tracker.errors import InputError
from tracker.pages.about import About
from tracker.pages.counts import Row
from tracker.render.text import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Kind = Literal["timeline", "relations", "network"]
KINDS: tuple[Kind, ...] = ("timeline", "relations", "network")
FORMS = ("png", "svg")

# Equal events make equal files; a dollar sign in a name is no formula; letters of an SVG look the same everywhere.
_SETTINGS = {
    "text.parse_math": False,
    "svg.hashsalt": "tracker",
    "svg.fonttype": "path",
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": "#8a857a",
    "text.color": "#1d1c19",
}


def chart(events: Sequence[Row], about: About, kind: Kind, form: str) -> bytes:
    """The picture of these events (`whole_events`), as a file of this form.

    Raises InputError if the extra is not installed or there is nothing to draw.
    """
    try:
        import matplotlib
        import networkx  # noqa: F401
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        raise InputError("`tracker chart` needs Matplotlib: pip install 'tracker[chart]'") from None
    draw: Callable[[Figure, Sequence[Row], About], None] = import_module(f"tracker.pages.charts.{kind}").draw
    out = io.BytesIO()
    with warnings.catch_warnings(), matplotlib.rc_context(_SETTINGS):
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # a box stands for a letter of a rare script
        figure = Figure(figsize=(10, 6), layout="constrained", facecolor="white")
        draw(figure, events, about)
        figure.text(0.01, -0.02, _caption(events, about), fontsize=7.5, color="#5d5a52", va="top")
        kept = {"Date": None, "Creator": f"tracker {about.version}"} if form == "svg" else {"Software": "tracker"}
        figure.savefig(out, format=form, dpi=160, bbox_inches="tight", pad_inches=0.15, metadata=kept)
    return out.getvalue()


def _caption(events: Sequence[Row], about: About) -> str:
    asked = [f"{plain(name)}: {plain(value)}" for name, value in about.filters]
    count = "1 event" if len(events) == 1 else f"{len(events):,} events"
    return " · ".join([*asked, count, f"made {about.made} by tracker {about.version}"])
