"""Events for the tests of pages, as `whole_events` gives them: some usual ones, some that mean harm, and many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]

SCRIPT = "<script>window.hacked = 1</script><img src=x onerror=window.hacked=1>"
BREAK = "</script><!--<script>\"onload='window.hacked=1' {{ 7 * 7 }} ${window.hacked=1}"
TURNED = "Pu\u202etin\x1b[2J\x00"
LINK = "javascript:window.hacked=1"


def party(name: str, country: str | None, **more: Any) -> Row:
    usual: Row = {"kind": "person", "org": None, "title": None, "role": "principal", "person": None, "basis": "name"}
    return {"name": name, "country": country, **usual, **more}


def whole(id_: str, *parties: Row, day: str | None = "2023-07-26", quote: str = "They met.", **more: Any) -> Row:
    """A meeting that was held, told by one source."""
    source: Row = {
        "id": f"s-{id_}", "outlet": "The Paper", "title": f"On {id_}", "url": f"https://example.org/{id_}", "author": None,
        "label": f"{id_}.txt", "published": "2023-07-27", "retrieved": "2023-07-28T00:00:00Z", "sha256": "0", "extractor": "1",
        "origin": "article", "status": more.get("status", "held"),
        "quotes": [{"start": 3, "end": 3 + len(quote), "quote": quote}],
    }  # fmt: skip
    source |= more.pop("source", {})
    event: Row = {
        "id": id_, "date": day, "end": None, "precision": "day", "type": "meeting", "status": "held", "salience": "main",
        "where": "Pyongyang", "country": "KP", "participants": list(parties), "confidence": 0.9, "part_of": None,
        "sources_of": [source],
    }  # fmt: skip
    return event | more


SHOIGU = party("Sergei Shoigu", "RU", person=1, title="Defence Minister", role="visitor")
KANG = party("Kang Sun-nam", "KP", person=2, title="Defence Minister", role="host")
LAVROV = party("Sergei Lavrov", "RU", person=3, title="Foreign Minister")
WANG = party("Wang Yi", "CN", person=4)
MOON = party("Moon Jae-in", "KR", person=5)


def usual() -> list[Row]:
    """Seven events: three meetings, a call, and plans that came to nothing or are to come."""
    return [
        whole("aaaa", LAVROV, WANG, day="2022-03-30", quote="Wang Yi met Sergei Lavrov.", where="Tunxi", country="CN"),
        whole("bbbb", SHOIGU, KANG, quote="Shoigu met his North Korean counterpart."),
        whole("cccc", KANG, LAVROV, day="2023-10-19", quote="Lavrov met Kang."),
        whole("dddd", KANG, WANG, day="2023-11", type="call", quote="Wang telephoned Kang.", where=None, country=None),
        whole("eeee", WANG, party("Japan", "JP", kind="country"), day="2024", type="visit", status="planned"),
        whole("ffff", MOON, KANG, day=None, status="cancelled", quote="Moon will not meet Kang."),
        whole("gggg", MOON, WANG, day="2023-12-01", status="denied", quote="Seoul denied that Moon met Wang."),
    ]


def hostile() -> list[Row]:
    """Every text of theirs is an attack."""
    bad = {"outlet": BREAK, "title": SCRIPT, "url": LINK, "label": TURNED}
    return [
        whole("hhhh", party(SCRIPT, "RU", person=6, title=BREAK), party(TURNED, "KP", person=7, org=None), quote=BREAK,
              where=SCRIPT, source=bad),
        whole("jjjj", party("A", "FR"), party("B", "DE"),
              source={"title": None, "url": 'https://e.org/"onload="x', "label": BREAK}),
        whole("kkkk", party("C", "FR"), party("D", "DE"), source={"url": "data:text/html,<script>window.hacked=1</script>"}),
    ]  # fmt: skip


def many(count: int) -> list[Row]:
    """As many events, of some length, over five years."""
    names = [party(f"Minister {n} of Somewhere", code, person=10 + n, title="Minister of Foreign Affairs")
             for n, code in enumerate(("RU", "CN", "KP", "US", "FR", "DE", "JP", "KR", "IN", "BR") * 12)]  # fmt: skip
    rows = []
    for number in range(count):
        one, other = names[number * 7 % len(names)], names[(number * 11 + 3) % len(names)]
        quote = (
            f"Minister {number} met his counterpart in the capital on Wednesday for talks on trade, security and aid. "
            * 2
        )
        day = (date(2019, 1, 1) + timedelta(days=number * 37 % 1900)).isoformat()
        address = {"url": f"https://news.example.org/2023/07/26/a-long-address-of-an-article-{number}"}
        rows.append(whole(f"e{number:04}", one, other, day=day, quote=quote, source=address))
    return rows
