"""Datelines: the place, day and agency that open a report, as in "MOSCOW, July 14 (Itar-Tass) —"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tracker.sources.dates import MONTH, WEEKDAY, find_dates, parse_day_of_month

# News agencies that sign their datelines, as they stand between the brackets.
_AGENCY_NAMES = """
AP; Associated Press; Reuters; AFP; UPI; dpa; EFE; ANSA; Bloomberg; PA; AAP; CP; Xinhua; CNA; CNS; Kyodo;
Kyodo News; Jiji; Jiji Press; Yonhap; KCNA; VNA; Bernama; Antara; PNA; TNA; TASS; Itar-Tass; Interfax;
RIA Novosti; Sputnik; BelTA; Ukrinform; Unian; Trend; APA; Azertac; Armenpress; Kabar; Kazinform; UzA;
TASR; SITA; CTK; PAP; MTI; Agerpres; Tanjug; Beta; Hina; FENA; BTA; ATA; STA; BNS; ELTA; LETA; ANA; AMNA;
Anadolu; AA; IRNA; ISNA; Mehr; Fars; SANA; MENA; WAM; SPA; KUNA; QNA; BNA; ONA; Petra; INA; NINA; PTI;
ANI; IANS; UNI; APP; BSS; UNB; RSS; IPS; Lusa; NAN; GNA; SUNA; ENA; Prensa Latina; Notimex; MercoPress
"""
AGENCIES = {name.lower(): name for name in " ".join(_AGENCY_NAMES.split()).split("; ")}

_LONGEST = 110
_NAME = r"[A-ZÀ-Þ][\w.'’\-]*"
_NO_PLACE = rf"(?i:in|on|at|by|from|the|this|last|next|since|until|{WEEKDAY})\b"
_PLACE = rf"(?!{_NO_PLACE}){_NAME}(?:[ ,/]+(?:(?:el-|al-|as-|ash-|an-)?{_NAME}|of|de|del|la|el|al|and))*"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?P<date>(?i:(?:{WEEKDAY}[.,]*\s+)?(?:{MONTH}\b\.?\s+{_DAY}|{_DAY}\s+{MONTH}\b\.?)(?:,?\s+\d{{4}})?))"
_SIGNATURE = r"(?:\((?P<signed>[^()]{2,60})\)|/(?P<slashed>[^/]{2,30})/)"
_BREAK = r"\s*(?:—|–|-{1,3}|_|:)(?=\s|$|[A-Z\"“'‘])(?!\s*\d)"

# MOSCOW, July 14 (Itar-Tass) —     Kathmandu, January 4:     GENEVA, 3 March 2024 –
_PLACE_AND_DATE = re.compile(rf"{_PLACE},?\s+{_DATE}(?:[,\s]*{_SIGNATURE})?{_BREAK}")
# PARIS (Reuters) -     Ankara, (APP - 23rd Oct, 2021) :
_PLACE_AND_AGENCY = re.compile(rf"{_PLACE},?\s*{_SIGNATURE}{_BREAK}")
# (Reuters) 3 March 2024 –     3 March 2024 –
_DATE_FIRST = re.compile(rf"(?:{_SIGNATURE}\s*)?{_DATE}{_BREAK}")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says: its day, or (month, day) where it has no year, and the agency that signs it."""

    day: date | None = None
    month_day: tuple[int, int] | None = None
    agency: str | None = None


def read_dateline(line: str, *, opens_article: bool) -> Dateline | None:
    """Read the dateline that `line` begins with; None if there is none.

    A date alone before a dash counts only where the line `opens_article`: further down it is an entry of a
    chronology.
    """
    opening = line[:_LONGEST]
    match = _PLACE_AND_DATE.match(opening) or _PLACE_AND_AGENCY.match(opening) or _DATE_FIRST.match(opening)
    if not match:
        return None
    groups = match.groupdict(default="")
    signature, written = groups["signed"] or groups["slashed"], groups.get("date", "")
    agency = _agency_in(signature)
    if match.re is _DATE_FIRST and not agency and not opens_article:
        return None
    dates = find_dates(written) or find_dates(signature)
    if dates:
        return Dateline(dates[0].day, agency=agency)
    if match.re is _PLACE_AND_DATE or agency:
        return Dateline(month_day=parse_day_of_month(written), agency=agency)
    return None


def _agency_in(signature: str) -> str | None:
    parts = re.split(r"\s*(?:/|,|\s[-–]\s)\s*", signature.strip())
    return next((AGENCIES[part.lower()] for part in parts if part.lower() in AGENCIES), None)
