"""PLOVER rows (https://github.com/openeventdata/PLOVER) in the columns of POLECAT (doi:10.7910/DVN/AJGVIT), tab-separated.

See `coded` for which rows there are. `Intensity` is the value of the CAMEO code (`data/cameo.csv`) on Goldstein's
scale, which PLOVER took over and refined by mode; contexts, numbers of the Correlates of War and of Wikipedia are not
known and stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from tracker import __version__
from tracker.exports import Event, LeftOut
from tracker.exports.cleaning import cell
from tracker.exports.coded import Act, acts, country_code, sector
from tracker.render.text import plain

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
_QUADS = {
    "AGREE": "VERBAL COOPERATION", "CONSULT": "VERBAL COOPERATION", "SUPPORT": "VERBAL COOPERATION",
    "CONCEDE": "VERBAL COOPERATION", "COOPERATE": "MATERIAL COOPERATION", "AID": "MATERIAL COOPERATION",
    "RETREAT": "MATERIAL COOPERATION", "REQUEST": "VERBAL CONFLICT", "ACCUSE": "VERBAL CONFLICT",
    "REJECT": "VERBAL CONFLICT", "THREATEN": "VERBAL CONFLICT", "SANCTION": "MATERIAL CONFLICT",
}  # fmt: skip
# Where an event names no mode, that of its type.
_MODES = {"call": "phone", "visit": "visit", "conference": "multilateral", "mediation": "third-party"}


def write(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write a heading and the rows."""
    left_out = LeftOut()
    out.write("\t".join(COLUMNS) + "\n")
    for act in acts(events, left_out):
        row = _row(act)
        out.write("\t".join(str(cell(plain(row.get(column)))) for column in COLUMNS) + "\n")
    return left_out


def _row(act: Act) -> dict[str, Any]:
    event, source = act.event, act.event["sources_of"][0]
    sides = [party["country"] or party["org"] for party in (act.actor, act.recipient) if party]
    parties = event["participants"]
    return {
        "Event ID": ":".join([event["id"], *sides]),
        "Event Date": event["date"],
        "Event Type": act.plover,
        "Event Mode": (event["mode"] or _MODES.get(event["type"])) if event["status"] == "held" else None,
        "Intensity": act.cameo.goldstein,
        "Quad Code": _QUADS.get(act.plover),
        **_party("Actor", act.actor),
        **_party("Recipient", act.recipient),
        "Placename": event["where"],
        "City": event["where"],
        "Country": country_code(event["country"]),
        "Latitude": event["latitude"],
        "Longitude": event["longitude"],
        "Raw Placename": event["where"],
        "Source": source["outlet"],
        "Publication Date": source["published"],
        "Story People": "; ".join(plain(p["name"]) for p in parties if p["kind"] == "person"),
        "Story Organizations": "; ".join(plain(p["name"]) for p in parties if p["kind"] == "org"),
        "Story Locations": event["where"],
        "Version": f"tracker {__version__}",
    }


def _party(which: str, party: Mapping[str, Any] | None) -> dict[str, Any]:
    if party is None:
        return {}
    return {
        f"{which} Name": party["name"],
        f"{which} Country": country_code(party["country"]),
        f"Primary {which} Sector": sector(party),
        f"{which} Sectors": sector(party),
        f"{which} Title": party["title"],
        f"{which} Name Raw": party["name"],
    }
