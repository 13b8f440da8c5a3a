"""Events whole, with each source's quotes."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from tests.record_articles import KANG, SHOIGU, event, told
from tracker import answers
from tracker.record import open_database


def test_each_event_carries_every_source_that_tells_of_it_with_its_quotes(tmp_path: Path) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        told(record, event(SHOIGU, KANG), text=" first", outlet="One", url="https://example.org/1")
        told(record, event(SHOIGU, KANG), text=" later", outlet="Two", published="2023-07-27")
        told(record, event(SHOIGU, type="visit", status="planned", day=None), text=" plan")
    with closing(answers.connect(path)) as connection:
        meeting, plan = answers.whole_events(connection)
        assert [m["id"] for m in answers.whole_events(connection, answers.Filters(type=("visit",)))] == [plan["id"]]
    assert [source["outlet"] for source in meeting["sources_of"]] == ["Two", "One"]
    assert meeting["sources_of"][1]["url"] == "https://example.org/1"
    for source in meeting["sources_of"]:
        (quote,) = source["quotes"]
        assert quote["quote"] == "Sergei Shoigu and Kang Sun-nam had a meeting."
        assert quote["end"] - quote["start"] == len(quote["quote"])
    one, other = meeting["participants"]
    assert one["person"] != other["person"]
    assert one["person"] == plan["participants"][0]["person"]
    assert (meeting["review"], plan["status"], meeting["sources_of"][0]["origin"]) == (None, "planned", "article")
