"""Event rows of GDELT 2.0: 61 columns, tab-separated, no heading (The GDELT Event Database Data Format Codebook V2.0,
2015).

See `coded` for which rows there are and `data/cameo.csv` for the codes. `GLOBALEVENTID` is a number made from the
event's id and the two sides, the same at every export. Countries of actors are CAMEO's codes, those of places FIPS 10-4
(`data/event_codes.csv`). Where the actors are and the tone of articles is not known and stays empty.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, TextIO

from tracker.exports import Event, LeftOut
from tracker.exports.cleaning import cell
from tracker.exports.coded import Act, acts, country_code, group_code, sector
from tracker.exports.wording import address, latest_retrieved
from tracker.knowledge import countries, event_codes
from tracker.render.text import plain

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type Fullname CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{name}" for number in (1, 2) for name in _ACTOR.split()),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{which}Geo_{name}" for which in ("Actor1", "Actor2", "Action") for name in _GEO.split()),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip


def write(events: Iterable[Event], out: TextIO) -> LeftOut:
    """Write the rows."""
    left_out = LeftOut()
    for act in acts(events, left_out):
        row = _row(act)
        out.write("\t".join(str(row.get(column, "")) for column in COLUMNS) + "\n")
    return left_out


def _row(act: Act) -> dict[str, Any]:
    event, code = act.event, act.cameo.code
    year, month, day = event["date"].split("-")
    url = next((url for url in (address(source["url"]) for source in event["sources_of"]) if url), "")
    return {
        "GLOBALEVENTID": _number(act),
        "SQLDATE": year + month + day,
        "MonthYear": year + month,
        "Year": year,
        "FractionDate": f"{int(year) + (int(month) * 30 + int(day)) / 365:.4f}",
        **_actor("Actor1", act.actor),
        **_actor("Actor2", act.recipient),
        "IsRootEvent": int(event["salience"] == "main"),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": _quad(code),
        "GoldsteinScale": act.cameo.goldstein,
        "NumMentions": len(event["sources_of"]),
        "NumSources": len(event["outlets"]) or 1,
        "NumArticles": event["sources"],
        "Actor1Geo_Type": 0,
        "Actor2Geo_Type": 0,
        **_place(event),
        "DATEADDED": re.sub("[^0-9]", "", latest_retrieved(event)),
        "SOURCEURL": cell(url),
    }


def _number(act: Act) -> int:
    sides = [party["country"] or party["org"] for party in (act.actor, act.recipient) if party]
    digest = hashlib.sha256(":".join([act.event["id"], *sides]).encode()).digest()
    return int.from_bytes(digest[:7], "big")


def _actor(which: str, party: Mapping[str, Any] | None) -> dict[str, Any]:
    if party is None:
        return {}
    state, group = country_code(party["country"]), group_code(party["org"])
    type_ = sector(party) if party["kind"] != "country" else ""
    return {
        f"{which}Code": (state or ("IGO" if party["org"] else "")) + (group or ("" if type_ == "IGO" else type_)),
        f"{which}Name": cell(plain(party["name"]).upper()),
        f"{which}CountryCode": state,
        f"{which}KnownGroupCode": group,
        f"{which}Type1Code": type_,
    }


def _quad(code: str) -> int:
    """Verbal cooperation, material cooperation, verbal conflict, material conflict."""
    root = int(code[:2])
    return 1 if root <= 5 else 2 if root <= 8 else 3 if root <= 13 else 4


def _place(event: Event) -> dict[str, Any]:
    """Where the act was; the types are GDELT's: 1 a country, 3 a city of the United States, 4 another city."""
    if not event["where"]:
        return {"ActionGeo_Type": 0}
    known = countries().by_code.get(event["country"] or "")
    codes = event_codes().get(event["country"] or "")
    fips = codes.fips if codes else ""
    name = plain(event["where"])
    if known and countries().find(name) == known.code:
        type_, full = 1, known.name
    else:
        type_ = 3 if event["country"] == "US" else 4
        full = f"{name}, {known.name}" if known else name
    degrees = {
        "ActionGeo_Lat": event["latitude"],
        "ActionGeo_Long": event["longitude"],
    } if event["latitude"] is not None else {}  # fmt: skip
    return {
        "ActionGeo_Type": type_,
        "ActionGeo_Fullname": cell(full),
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": fips,
        **degrees,
    }
