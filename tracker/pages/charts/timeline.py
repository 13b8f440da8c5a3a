"""When: a lane for each type, a mark for each event, a bar with a number where there are too many for marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.errors import InputError
from tracker.model import EVENT_TYPES
from tracker.pages.about import About
from tracker.pages.counts import Row

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_BLUE, _AMBER, _RED = "#1f4f7a", "#8a4b00", "#9c1f1f"
# The mark, its filling and its edge: what did not take place is told by form, not by colour alone.
_MARKS = {
    "held": ("o", _BLUE, _BLUE),
    "planned": ("o", "white", _BLUE),
    "postponed": ("^", "white", _AMBER),
    "cancelled": ("X", _RED, _RED),
    "denied": ("s", "white", _RED),
}
_COLUMNS, _STACK = 100, 3


def draw(figure: Figure, events: Sequence[Row], about: About) -> None:
    """Draw the dated events; raises InputError if there is none."""
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num

    dated = [(_middle(event), event) for event in events if event["date"]]
    if not dated:
        raise InputError("there is no dated event to draw")
    lanes = sorted({event["type"] for _, event in dated}, key=EVENT_TYPES.index)
    days = [day for day, _ in dated]
    first, span = min(days), max((max(days) - min(days)).days, 30)
    columns: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for day, event in dated:
        columns[event["type"], round((day - first).days / span * _COLUMNS)].append(event)

    figure.set_size_inches(10, 1.3 + 0.42 * len(lanes))
    axes = figure.add_subplot()
    for (type_, column), some in columns.items():
        x = date2num(first) + column * span / _COLUMNS
        y = lanes.index(type_)
        if len(some) > _STACK:
            axes.bar(x, 0.7, width=span / _COLUMNS * 0.85, bottom=y - 0.35, color=_BLUE, zorder=2)
            axes.text(x, y, str(len(some)), color="white", fontsize=6, rotation=90, ha="center", va="center", zorder=3)
            continue
        for place, event in enumerate(some):
            mark, fill, edge = _MARKS[event["status"]]
            height = y + (place - (len(some) - 1) / 2) * 0.27
            axes.plot(x, height, mark, markersize=4.5, markerfacecolor=fill, markeredgecolor=edge, zorder=3)
    axes.set_yticks(range(len(lanes)), lanes)
    axes.set_ylim(len(lanes) - 0.4, -0.6)
    axes.set_xlim(date2num(first) - span * 0.02, date2num(first) + span * 1.02)
    locator = AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.grid(axis="y", color="#d9d4c7", zorder=0)
    axes.tick_params(length=0)
    axes.spines[["top", "left", "right"]].set_visible(False)
    for status in dict.fromkeys(event["status"] for _, event in dated):
        mark, fill, edge = _MARKS[status]
        axes.plot([], [], mark, markersize=5, markerfacecolor=fill, markeredgecolor=edge, label=status)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=5, frameon=False, fontsize=8, handletextpad=0.1)
    undated = len(events) - len(dated)
    axes.set_title(f"Timeline{f' (without {undated} undated)' if undated else ''}", loc="right", fontsize=11)


def _middle(event: Row) -> date:
    """The middle of the days that an event may have been on."""
    first, last = _days(event["date"]), _days(event["end"] or event["date"])
    return first[0] + (last[1] - first[0]) / 2


def _days(text: str) -> tuple[date, date]:
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    first = date(year, month or 1, day or 1)
    if day:
        return first, first
    after = date(year + 1, 1, 1) if not month or month == 12 else date(year, month + 1, 1)
    return first, after - timedelta(days=1)
