"""What is known of who held which office when."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.knowledge import countries, officials, organisations
from tracker.knowledge.people import Officials, Term


def term(person: str, start: str = "", end: str = "", **more: object) -> Term:
    given: dict[str, object] = {
        "wikidata": "", "post": "Minister", "cls": "minister", "country": "FR", "org": None, "aliases": (), "native": "",
        "source": "test", **more,
    }  # fmt: skip
    return Term(person=person, start=start, end=end, **given)  # type: ignore[arg-type]


def holders(side: str, cls: str, day: str | date) -> set[str]:
    return {found.person for found in officials().holders(side, cls, day)}


def people(terms: list[Term]) -> set[str]:
    return {found.person for found in terms}


@pytest.mark.parametrize(
    ("side", "cls", "day", "person"),
    [
        ("RU", "defence_minister", "2023-07-26", "Sergei Shoigu"),
        ("KP", "defence_minister", "2023-07-26", "Kang Sun-nam"),
        ("RU", "defence_minister", "2024-06-01", "Andrey Belousov"),
        ("US", "head_of_state", "1998-08-21", "Bill Clinton"),
        ("US", "foreign_minister", "1998-08-21", "Madeleine Albright"),
        ("US", "foreign_minister", "2025-03-01", "Marco Rubio"),
        ("RU", "head_of_state", "1999-06-01", "Boris Yeltsin"),
        ("DE", "head_of_government", "1996-01-01", "Helmut Kohl"),
        ("CN", "foreign_minister", "2023-06-01", "Qin Gang"), ("CN", "foreign_minister", "2023-09-01", "Wang Yi"),
        ("GB", "foreign_minister", "2024-01-15", "David Cameron"),
        ("IN", "foreign_minister", "2024-01-15", "S. Jaishankar"),
        ("KE", "head_of_state", "1998-08-21", "Daniel arap Moi"),
        ("PS", "head_of_state", "1998-10-23", "Yasser Arafat"),
        ("SU", "foreign_minister", "1989-06-01", "Eduard Shevardnadze"),
        ("EU", "foreign_minister", "2025-01-01", "Kaja Kallas"),
        ("UN", "org_head", "1998-02-20", "Kofi Annan"), ("NATO", "org_head", "2024-10-02", "Mark Rutte"),
        ("ASEAN", "org_head", "2024-01-26", "Kao Kim Hourn"), ("JO", "royal", "2020-01-01", "Abdullah II"),
        ("JO", "head_of_state", "2020-01-01", "Abdullah II"), ("VA", "head_of_state", "2025-06-01", "Leo XIV"),
        ("IL", "head_of_government", "1995-11-03", "Yitzhak Rabin"),
        ("EG", "foreign_minister", "1999-01-01", "Amr Moussa"),
    ],
)  # fmt: skip
def test_the_holder_of_an_office_on_a_day_is_known(side: str, cls: str, day: str, person: str) -> None:
    assert person in holders(side, cls, day)
    assert person in holders(side, cls, date.fromisoformat(day))


def test_who_came_later_or_left_before_is_not_the_holder() -> None:
    assert "Sergei Shoigu" not in holders("RU", "defence_minister", "2024-06-01")
    assert "Sergei Shoigu" in holders("RU", "security_adviser", "2024-06-01")
    assert holders("FR", "head_of_state", "2016-01-01") == {"François Hollande"}
    assert holders("XX", "head_of_state", "2016-01-01") == set()


@pytest.mark.parametrize(
    ("spelling", "person"),
    [
        ("Sergey Shoigu", "Sergei Shoigu"), ("Sergei Shoygu", "Sergei Shoigu"), ("SERGEI SHOIGU", "Sergei Shoigu"),
        ("Shoigu, Sergei", "Sergei Shoigu"), ("Сергей Шойгу", "Sergei Shoigu"),
        ("Vladimir Zelensky", "Volodymyr Zelenskyy"),
        ("Kim Jong Un", "Kim Jong-un"), ("习近平", "Xi Jinping"), ("Jinping Xi", "Xi Jinping"),
        ("Jokowi", "Joko Widodo"),
        ("Abdul Fattah al-Sisi", "Abdel Fattah el-Sisi"), ("Bashar Assad", "Bashar al-Assad"),
        ("H.R. McMaster", "H. R. McMaster"),
        ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"), ("Donald J. Trump", "Donald Trump"),
        ("Joseph R. Biden, Jr.", "Joe Biden"),
        ("Lula", "Luiz Inácio Lula da Silva"), ("S Jaishankar", "S. Jaishankar"),
        ("AMLO", "Andrés Manuel López Obrador"),
        ("Moammar Gadhafi", "Muammar Gaddafi"), ("Mohamed bin Salman", "Mohammed bin Salman"), ("김정은", "Kim Jong-un"),
        ("Pushpakamal Dahal", "Pushpa Kamal Dahal"), ("Retno LP Marsudi", "Retno Marsudi"),
        ("Madeleine K. Albright", "Madeleine Albright"),
    ],
)  # fmt: skip
def test_a_person_is_found_in_the_spellings_of_the_press(spelling: str, person: str) -> None:
    assert people(officials().named(spelling)) == {person}


def test_a_name_with_a_day_gives_the_office_of_that_day() -> None:
    (found,) = officials().named("Mark Rutte", "2017-02-24")
    assert (found.country, found.post) == ("NL", "Prime Minister")
    (found,) = officials().named("Mark Rutte", "2025-02-24")
    assert (found.org, found.country) == ("NATO", None)


@pytest.mark.parametrize(
    ("surname", "day", "person"),
    [
        ("Lavrov", "2023-07-26", "Sergey Lavrov"), ("Shoigu", "2023-07-26", "Sergei Shoigu"),
        ("al-Assad", "2015-01-01", "Bashar al-Assad"),
        ("Assad", "1995-01-01", "Hafez al-Assad"), ("López Obrador", "2020-01-01", "Andrés Manuel López Obrador"),
        ("Xi", "2020-01-01", "Xi Jinping"),
        ("Lula", "2024-01-01", "Luiz Inácio Lula da Silva"), ("Marcos", "2024-01-01", "Ferdinand Marcos Jr."),
        ("Arafat", "1998-01-01", "Yasser Arafat"),
        ("von der Leyen", "2024-01-01", "Ursula von der Leyen"), ("Chinh", "2024-01-01", "Pham Minh Chinh"),
        ("Zelensky", "2024-01-01", "Volodymyr Zelenskyy"),
    ],
)  # fmt: skip
def test_a_surname_is_enough_on_the_right_day(surname: str, day: str, person: str) -> None:
    assert person in people(officials().surname(surname, day))


def test_a_surname_of_several_gives_them_all() -> None:
    assert {"Bill Clinton", "Hillary Clinton"} <= people(officials().surname("Clinton", "1998-01-01")) | people(
        officials().surname("Clinton", "2010-01-01")
    )
    assert len(people(officials().surname("Kim", "2023-07-26"))) > 1


@pytest.mark.parametrize(
    "name", ["", " ", "Nobody Atall", "\x00", "Putin [bold]", "'; DROP TABLE person; --", "x" * 50_000]
)
def test_an_unknown_or_hostile_name_finds_nobody(name: str) -> None:
    assert officials().named(name) == []
    assert officials().surname(name, "2023-01-01") == []


@pytest.mark.parametrize(
    ("start", "end", "day", "covered"),
    [
        ("2012-11-06", "2024-05-12", "2012-11-06", True), ("2012-11-06", "2024-05-12", "2024-05-12", True),
        ("2012-11-06", "2024-05-12", "2012-11-05", False), ("2012-11-06", "2024-05-12", "2024-05-13", False),
        ("2012-11", "2024", "2012-11-01", True), ("2012-11", "2024", "2024-12-31", True),
        ("2012-11", "2024", "2025-01-01", False),
        ("2012", "", "2099-01-01", True), ("", "2012", "1950-01-01", True), ("2012-11-06", "", "2012", True),
        ("2012-11-06", "", "2012-10", False),
    ],
)  # fmt: skip
def test_a_term_covers_its_days_as_far_as_they_are_known(start: str, end: str, day: str, covered: bool) -> None:
    assert term("A B", start, end).covers(day) is covered


def test_terms_come_latest_first() -> None:
    known = Officials([term("Ann Bee", "2001"), term("Ann Bee", "2011", cls="envoy"), term("Bee Ann", "2005")])
    assert [found.start for found in known.named("Ann Bee")] == ["2011", "2005", "2001"]


def test_two_people_of_one_alias_are_both_found() -> None:
    known = Officials(
        [term("Abdullah One", aliases=("King Abdullah",)), term("Abdullah Two", aliases=("King Abdullah",))]
    )
    assert people(known.named("king abdullah")) == {"Abdullah One", "Abdullah Two"}


def test_every_term_is_of_a_known_state_or_organisation() -> None:
    terms = officials().terms
    assert len(terms) >= 2_000
    for found in terms:
        assert (found.country in countries()) != (found.org in organisations()), found
        assert found.person == found.person.strip()
        assert " " in found.person or len(found.person) > 2
        assert found.source in ("hand", "wikidata")
        assert not found.end or found.start <= found.end or found.end.startswith(found.start), found


def test_one_person_at_a_time_heads_a_state() -> None:
    """A day in the middle of each year, for states whose head nobody contests: two at once would be a wrong date."""
    for code in ("US", "FR", "RU", "CN", "IN", "BR", "KR", "PL", "MX", "TR", "ZA", "NG", "KE", "AR", "PH", "ID"):
        for year in range(1995, 2026):
            heads = [t for t in officials().holders(code, "head_of_state", f"{year}-09-15") if t.post == "President"]
            assert len({t.person for t in heads}) == 1, (code, year, heads)


def test_leading_posts_of_much_reported_states_have_no_gap() -> None:
    for code, cls in (("US", "foreign_minister"), ("RU", "foreign_minister"), ("CN", "foreign_minister"),
                      ("GB", "foreign_minister"), ("FR", "foreign_minister"), ("DE", "foreign_minister"),
                      ("JP", "head_of_government"), ("IN", "head_of_government"), ("GB", "head_of_government"),
                      ("IL", "head_of_government"), ("UN", "org_head"), ("NATO", "org_head")):  # fmt: skip
        for year in range(1996, 2026):
            assert holders(code, cls, f"{year}-04-20"), (code, cls, year)
