"""Who met whom: a knot for each person, a line for each two that are told to have met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tracker.errors import InputError
from tracker.pages.about import About
from tracker.pages.counts import Row, meetings, side
from tracker.render.text import plain

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_MOST = 50
_COLOURS = ("#1f77b4", "#c44e2b", "#3a8f4d", "#8455a8", "#b8860b", "#c2417c", "#2a8f94", "#7a5a3a")
_OTHER = "#8b8880"
_SIZE = 7  # of letters, in points
_DOTS = 100 / 72  # of Matplotlib's usual resolution in a point


def draw(figure: Figure, events: Sequence[Row], about: About) -> None:
    """Draw those with most meetings; raises InputError if nobody met anybody of another side."""
    import networkx
    from matplotlib.patheffects import withStroke

    people, met = meetings(events)
    if not people:
        raise InputError("there is no meeting of two sides to draw")
    times: Counter[Any] = Counter()
    for pair, count in met.items():
        times.update(dict.fromkeys(pair, count))
    shown = sorted(people, key=lambda key: (-times[key], people[key]["name"]))[:_MOST]
    graph = networkx.Graph()
    graph.add_nodes_from(shown)
    graph.add_weighted_edges_from(
        (*pair, count) for pair, count in sorted(met.items()) if pair[0] in graph and pair[1] in graph
    )
    graph.remove_nodes_from([key for key in shown if not graph.degree[key]])
    shown = [key for key in shown if key in graph]
    # Drawn towards the middle, or groups that never met would drift apart and leave no room for those within.
    places = networkx.forceatlas2_layout(
        graph, seed=7, max_iter=1500, strong_gravity=True, gravity=0.35, scaling_ratio=2.0, jitter_tolerance=0.4
    )

    figure.set_size_inches(11, 7.5)
    axes = figure.add_subplot()
    for one, other, count in graph.edges(data="weight"):
        x, y = zip(places[one], places[other], strict=True)
        axes.plot(x, y, color="#b5b0a3", linewidth=min(0.7 + 0.5 * count, 5), zorder=1)
    sides = Counter(side(people[key]) for key in shown)
    colours = dict(zip([code for code, _ in sides.most_common(len(_COLOURS))], _COLOURS, strict=False))
    for key in shown:
        person = people[key]
        x, y = places[key]
        colour = colours.get(side(person), _OTHER)
        axes.plot(x, y, "o", markersize=4 + 2 * times[key] ** 0.5, color=colour, markeredgecolor="white", zorder=2)
    axes.margins(0.1, 0.07)
    axes.set_axis_off()
    figure.draw_without_rendering()  # which says where the knots come to lie
    for key, anchor in _labels(shown, {key: axes.transData.transform(places[key]) for key in shown}, people):
        away = 4 + 1.2 * times[key] ** 0.5
        offset = {"left": (away, 0), "right": (-away, 0), "center": (0, away + 2)}[anchor]
        axes.annotate(
            _name(people[key]), places[key], offset, textcoords="offset points", fontsize=_SIZE, ha=anchor,
            va="bottom" if anchor == "center" else "center", zorder=3,
            path_effects=[withStroke(linewidth=2, foreground="white")],
        )  # fmt: skip
    left = (
        f"the {len(shown)} of {len(people)} people with most" if len(people) > len(shown) else "meetings that were held"
    )
    axes.set_title(f"Who met whom: {left}", loc="left", fontsize=11)


def _name(person: Row) -> str:
    return plain(f"{person['name']} ({side(person)})" if side(person) else person["name"])


def _labels(shown: Sequence[Any], points: Mapping[Any, Any], people: Mapping[Any, Row]) -> Iterator[tuple[Any, str]]:
    """For each knot on which side its name hides least: of other knots and of names that stand already."""
    letter, line = _SIZE * _DOTS * 0.6, _SIZE * _DOTS * 1.3
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in points.values()]
    for key in shown:
        x, y = points[key]
        long = len(_name(people[key])) * letter
        boxes = {
            "left": (x + 7, y - line / 2, x + 7 + long, y + line / 2),
            "right": (x - 7 - long, y - line / 2, x - 7, y + line / 2),
            "center": (x - long / 2, y + 7, x + long / 2, y + 7 + line),
        }
        anchor = min(boxes, key=lambda side: sum(_common(boxes[side], other) for other in taken))
        taken.append(boxes[anchor])
        yield key, anchor


def _common(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The area that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)
