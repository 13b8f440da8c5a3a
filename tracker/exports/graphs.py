"""GEXF 1.2 (https://gexf.net) and GraphML (http://graphml.graphdrawing.org) of who had to do with whom.

Written as plain XML, an element a line, rather than with a graph library: there is nothing to compute, and XML that a
library refuses to write (control characters in a name) is carried here as text.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from tracker.exports import Event, LeftOut
from tracker.exports.cleaning import xml
from tracker.exports.network import EDGE_COLUMNS, NODE_COLUMNS, Nodes, edge_values, network

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NUMBERS = {("node", "events"), ("edge", "weight")}


def write_gexf(events: Iterable[Event], out: TextIO, nodes: Nodes = "persons") -> LeftOut:
    """Write GEXF; an edge lasts from the first to the last event of the pair."""
    graph = network(events, nodes)
    out.write(_HEAD + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
    out.write('<graph mode="dynamic" timeformat="date" defaultedgetype="undirected">\n')
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS[1:])):  # an edge has a weight of its own
        out.write(f'<attributes class="{kind}" mode="static">\n')
        for column in columns:
            type_ = "integer" if (kind, column) in _NUMBERS else "string"
            out.write(f'<attribute id="{column}" title="{column}" type="{type_}"/>\n')
        out.write("</attributes>\n")
    out.write("<nodes>\n")
    for id_, node in graph.nodes.items():
        values = {column: getattr(node, column) for column in NODE_COLUMNS}
        out.write(f'<node id="{xml(id_)}" label="{xml(node.label)}">{_attvalues(values)}</node>\n')
    out.write("</nodes>\n<edges>\n")
    for number, ((one, other), edge) in enumerate(graph.edges.items()):
        lasts = f' start="{edge.first}" end="{edge.last}"' if edge.first else ""
        ends = f'source="{xml(one)}" target="{xml(other)}" weight="{edge.weight}"'
        values = {name: value for name, value in edge_values(edge).items() if name != "weight"}
        out.write(f'<edge id="{number}" {ends}{lasts}>{_attvalues(values)}</edge>\n')
    out.write("</edges>\n</graph>\n</gexf>\n")
    return graph.left_out


def _attvalues(values: dict[str, str | int]) -> str:
    inside = "".join(f'<attvalue for="{name}" value="{xml(value)}"/>' for name, value in values.items() if value != "")
    return f"<attvalues>{inside}</attvalues>"


def write_graphml(events: Iterable[Event], out: TextIO, nodes: Nodes = "persons") -> LeftOut:
    """Write GraphML."""
    graph = network(events, nodes)
    out.write(_HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for kind, columns in (("node", ("label", *NODE_COLUMNS)), ("edge", EDGE_COLUMNS)):
        for column in columns:
            type_ = "int" if (kind, column) in _NUMBERS else "string"
            out.write(f'<key id="{kind}-{column}" for="{kind}" attr.name="{column}" attr.type="{type_}"/>\n')
    out.write('<graph edgedefault="undirected">\n')
    for id_, node in graph.nodes.items():
        values = {column: getattr(node, column) for column in ("label", *NODE_COLUMNS)}
        out.write(f'<node id="{xml(id_)}">{_data("node", values)}</node>\n')
    for (one, other), edge in graph.edges.items():
        out.write(f'<edge source="{xml(one)}" target="{xml(other)}">{_data("edge", edge_values(edge))}</edge>\n')
    out.write("</graph>\n</graphml>\n")
    return graph.left_out


def _data(kind: str, values: dict[str, str | int]) -> str:
    return "".join(f'<data key="{kind}-{name}">{xml(value)}</data>' for name, value in values.items() if value != "")
