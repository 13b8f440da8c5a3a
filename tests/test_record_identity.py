"""When two articles tell of one event, and what is shown of it then."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from tests.record_articles import (
    GUTERRES,
    KANG,
    LAVROV,
    PYONGYANG,
    SHOIGU,
    WANG,
    country,
    event,
    office,
    opened,
    person,
    told,
)
from tracker.model import Event, Place
from tracker.record import Record, open_database
from tracker.record.names import answers_to, fold, fuller, may_be_one, name_key

PUTIN = person("Vladimir Putin", "RU", title="President")
XI = person("Xi Jinping", "CN", title="President")
KIM = person("Kim Jong Un", "KP")
BIDEN, KISHIDA, YOON = person("Joe Biden", "US"), person("Fumio Kishida", "JP"), person("Yoon Suk Yeol", "KR")
MOSCOW = Place("Moscow", "RU")
LI = person("Li Hongzhong", "CN", role="visitor")
TO_NORTH_KOREA = country("North Korea", "KP", role="host")


def merged(record: Record, one: Event, other: Event) -> bool:
    """Whether the record takes the two, from two articles, for one event; the order makes no difference."""
    told(record, one, text=" one")
    outcome = told(record, other, text=" other")
    assert outcome.new + outcome.merged == 1
    record.remove(outcome.source_id)
    record.remove(record.connection.execute("SELECT id FROM source").fetchone()[0])
    told(record, other, text=" again other")
    assert told(record, one, text=" again one").merged == outcome.merged
    return outcome.merged == 1


SAME = {
    "the very same": (event(SHOIGU, KANG), event(SHOIGU, KANG)),
    "names in capitals, without hyphen or accent": (
        event(person("Sergei Shoigu", "RU"), person("Kang Sun-nam", "KP")),
        event(person("SERGEI SHOIGU", "RU"), person("Kang Sun Nam", "KP")),
    ),
    "a surname alone": (event(SHOIGU, KANG), event(person("Shoigu", "RU"), KANG)),
    "a family name in front alone": (event(PUTIN, XI), event(PUTIN, person("Xi", "CN"))),
    "a first name in another romanisation": (
        event(person("Sergei Lavrov", "RU"), WANG),
        event(person("Sergey Lavrov", "RU"), WANG),
    ),
    "a patronymic, an initial": (
        event(person("Vladimir Vladimirovich Putin", "RU"), XI),
        event(person("V. Putin", "RU"), XI),
    ),
    "planned, then held": (event(SHOIGU, KANG, status="planned"), event(SHOIGU, KANG)),
    "planned, then cancelled": (event(PUTIN, XI, status="planned"), event(PUTIN, XI, status="cancelled")),
    "a place that only one knows": (event(SHOIGU, KANG), event(SHOIGU, KANG, place=None)),
    "a venue in the city": (event(SHOIGU, KANG), event(SHOIGU, KANG, place=Place("Mansudae Hall", "KP"))),
    "more of one delegation": (event(PUTIN, XI), event(PUTIN, LAVROV, XI, WANG)),
    "a country beside the persons": (event(PUTIN, XI), event(PUTIN, XI, country("Russia", "RU"))),
    "a visit by its visitor and host country": (
        event(LI, TO_NORTH_KOREA, type="visit"),
        event(person("Li Hongzhong", "CN", role="visitor"), type="visit", place=PYONGYANG),
    ),
    "a span and its first day": (
        event(LI, TO_NORTH_KOREA, type="visit", end="2023-07-28"),
        event(LI, TO_NORTH_KOREA, type="visit"),
    ),
    "one month and the same participants": (event(PUTIN, XI, day="2023-03"), event(PUTIN, XI, day="2023-03")),
    "a person for an organisation": (event(GUTERRES, LAVROV), event(GUTERRES, LAVROV)),
    "others at a conference": (
        event(PUTIN, XI, BIDEN, type="conference"),
        event(PUTIN, XI, KISHIDA, type="conference"),
    ),
}

DIFFERENT = {
    "another day": (event(SHOIGU, KANG), event(SHOIGU, KANG, day="2023-07-27")),
    "another type": (event(PUTIN, XI), event(PUTIN, XI, type="call")),
    "another counterpart": (event(SHOIGU, KANG), event(SHOIGU, KIM)),
    "another Kim": (
        event(SHOIGU, person("Kim Yong Chol", "KP")),
        event(SHOIGU, person("Kim Yong Chun", "KP")),
    ),
    "a namesake of another country": (
        event(PUTIN, person("Kim Song", "KP")),
        event(PUTIN, person("Kim Song", "KR")),
    ),
    "the same delegation with another host": (
        event(SHOIGU, LAVROV, KANG),
        event(SHOIGU, LAVROV, person("Choe Son Hui", "KP")),
    ),
    "only one shared name": (event(PUTIN, office("President", "CN")), event(PUTIN, office("President", "CN"))),
    "a third state at the table": (event(BIDEN, KISHIDA), event(BIDEN, KISHIDA, YOON)),
    "another country": (event(PUTIN, XI, place=MOSCOW), event(PUTIN, XI, place=Place("Beijing", "CN"))),
    "a visit to elsewhere": (
        event(LI, TO_NORTH_KOREA, type="visit", place=None),
        event(LI, country("Russia", "RU", role="host"), type="visit", place=None),
    ),
    "a letter and its answer": (
        event(person("Vladimir Putin", "RU", role="sender"), person("Kim Jong Un", "KP", role="recipient"),
              type="message", place=None),
        event(person("Kim Jong Un", "KP", role="sender"), person("Vladimir Putin", "RU", role="recipient"),
              type="message", place=None),
    ),
    "only countries": (
        event(country("US", "US"), country("Russia", "RU"), type="sanction"),
        event(country("US", "US"), country("Russia", "RU"), type="sanction"),
    ),
    "no date": (event(PUTIN, XI, day=None), event(PUTIN, XI, day=None)),
    "only a year": (event(PUTIN, XI, day="2019"), event(PUTIN, XI, day="2019")),
    "a day and its month": (event(PUTIN, XI, day="2023-03-20"), event(PUTIN, XI, day="2023-03")),
    "one month with others there": (event(PUTIN, XI, day="2023-03"), event(PUTIN, XI, WANG, day="2023-03")),
    "nobody known": (event(), event()),
    "persons of no known side": (
        event(person("Ivan Petrov"), person("John Smith")),
        event(person("Ivan Petrov"), person("John Smith")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_two_articles_tell_of_one_event(record: Record, case: str) -> None:
    assert merged(record, *SAME[case])


@pytest.mark.parametrize("case", DIFFERENT)
def test_when_unsure_there_are_two_events(record: Record, case: str) -> None:
    assert not merged(record, *DIFFERENT[case])


def test_the_events_of_one_article_are_never_taken_for_one(record: Record) -> None:
    outcome = told(record, event(PUTIN, XI), event(PUTIN, XI))
    assert len(set(outcome.event_ids)) == 2
    assert outcome.new == 2
    one = told(record, event(LAVROV, WANG), text=" one")
    two = told(record, event(LAVROV, WANG), event(LAVROV, WANG), text=" two")
    assert (two.merged, two.new) == (1, 1)
    assert two.event_ids[0] == one.event_ids[0]


def test_of_two_events_that_fit_the_one_at_the_same_place_is_meant(record: Record) -> None:
    hall, park = Place("Great Hall", "CN"), Place("Beihai Park", "CN")
    first = told(record, event(PUTIN, XI, place=hall), event(PUTIN, XI, place=park), text=" first")
    assert told(record, event(PUTIN, XI, place=park), text=" second").event_ids == first.event_ids[1:]
    unsure = told(record, event(PUTIN, XI, place=Place("Beijing", "CN")), text=" third")
    assert unsure.new == 1


def test_every_article_about_one_event_is_counted(record: Record) -> None:
    first = told(record, event(PUTIN, XI, status="planned"), event(SHOIGU, KANG), text=" 1")
    second = told(record, event(SHOIGU, KANG), event(LAVROV, WANG), text=" 2")
    assert (second.new, second.merged, second.known) == (1, 1, 0)
    assert second.event_ids[0] == first.event_ids[1]
    third = told(record, event(LAVROV, WANG), event(SHOIGU, KANG), event(PUTIN, XI), text=" 3")
    assert third.event_ids == (second.event_ids[1], first.event_ids[1], first.event_ids[0])


def shown(path: Path) -> tuple[dict[str, object], list[tuple[object, ...]]]:
    with opened(path) as connection:
        (row,) = connection.execute("SELECT e.*, p.name AS place FROM event e LEFT JOIN place p ON p.id = place_id")
        people = connection.execute("SELECT name, country, title, role FROM participation ORDER BY position")
        return dict(row), [tuple(person) for person in people]


TELLING = [
    (event(person("Putin", "RU"), XI, place=None, status="planned", confidence=0.5), "2023-03-17"),
    (event(PUTIN, person("Xi Jinping", "CN", role="visitor"), place=Place("Kremlin", "RU")), "2023-03-20"),
    (
        event(
            person("Vladimir Putin", "RU", title="Russian leader", role="host"),
            person("Xi", "CN"),
            person("Qin Gang", "CN", role="member"),
            country("China", "CN"),
            place=MOSCOW,
            end="2023-07-27",
            confidence=0.9,
        ),
        "2023-03-21",
    ),
    (event(PUTIN, XI, place=None, salience="background", status="held", mode="talks"), None),
]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_what_is_shown_does_not_depend_on_the_order_of_adding(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = tmp_path / "events.db"
    with open_database(path) as record:
        for number in order:
            said, published = TELLING[number]
            told(record, said, text=f" {number}", published=published)
    row, people = shown(path)
    assert (row["status"], row["salience"], row["confidence"]) == ("held", "main", 0.9)
    assert (row["place"], row["date_start"], row["date_end"], row["mode"]) == (
        "Moscow",
        "2023-07-26",
        "2023-07-27",
        "talks",
    )
    assert people == [
        ("Vladimir Putin", "RU", "Russian leader", "host"),
        ("Xi Jinping", "CN", "President", "visitor"),
        ("Qin Gang", "CN", None, "member"),
    ]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([("planned", "2023-07-20"), ("held", "2023-07-26")], "held"),
        ([("planned", "2023-07-20"), ("cancelled", "2023-07-22")], "cancelled"),
        ([("held", "2023-07-26"), ("denied", "2023-07-28")], "denied"),
        ([("planned", "2023-07-26"), ("held", "2023-07-26")], "held"),
        ([("planned", "2023-07-26"), ("cancelled", "2023-07-26")], "cancelled"),
        ([("cancelled", "2023-07-20"), ("planned", "2023-07-21")], "planned"),
        ([("held", "2023-07-26"), ("planned", None)], "held"),
    ],
)
def test_the_status_is_that_of_the_latest_report(
    tmp_path: Path, statuses: list[tuple[str, str | None]], expected: str
) -> None:
    for order in permutations(statuses):
        path = tmp_path / f"{order[0][0]}{order[0][1]}.db"
        with open_database(path) as record:
            for number, (status, published) in enumerate(order):
                told(record, event(PUTIN, XI, status=status), text=f" {number}", published=published)
        assert shown(path)[0]["status"] == expected
        with opened(path) as connection:
            assert sorted(row[0] for row in connection.execute("SELECT status FROM mention")) == sorted(
                status for status, _ in statuses
            )


def test_an_article_that_recalls_an_event_does_not_outrank_its_report(record: Record, path: Path) -> None:
    told(record, event(SHOIGU, KANG), text=" report", published="2023-07-26")
    former = person("Sergei Shoigu", "RU", title="former Defense Minister")
    told(record, event(former, KANG, salience="background"), text=" memory", published="2025-01-01")
    assert shown(path)[1][0] == ("Sergei Shoigu", "RU", "Defense Minister", "visitor")


def test_an_office_is_the_person_whose_post_it_is(record: Record, path: Path) -> None:
    told(record, event(SHOIGU, KANG, LAVROV, person("Choe Son Hui", "KP")), text=" names")
    second = event(LAVROV, person("Choe Son Hui", "KP"), office("defense minister", "RU"), office("envoy", "RU"))
    assert told(record, second, text=" posts").merged == 1
    names = {name for name, *_ in shown(path)[1]}
    assert names == {"Sergei Shoigu", "Kang Sun-nam", "Sergei Lavrov", "Choe Son Hui", "envoy"}


def test_two_that_one_source_tells_apart_stay_two(record: Record, path: Path) -> None:
    both = (person("George Bush", "US"), person("George W. Bush", "US"))
    told(record, event(*both, PUTIN, XI), text=" one")
    assert told(record, event(*both, PUTIN, XI), text=" two").merged == 1
    assert [name for name, *_ in shown(path)[1]] == ["George Bush", "George W. Bush", "Vladimir Putin", "Xi Jinping"]


def test_an_organisation_stands_for_itself(record: Record, path: Path) -> None:
    from tracker.model import Participant

    told(record, event(Participant("ASEAN", "org"), Participant("Lao PDR", "country", "LA"), PUTIN, XI))
    with opened(path) as connection:
        assert connection.execute("SELECT org FROM participation WHERE kind = 'org'").fetchone()[0] == "ASEAN"


@pytest.mark.parametrize(
    "forms",
    [
        ("Kang Sun-nam", "KANG SUN NAM", "Kang  Sunnam", "kang sun‐nam"),
        ("Recep Tayyip Erdoğan", "RECEP TAYYIP ERDOGAN"),
        ("Jens Stoltenberg", "JENS  STOLTENBERG\n"),
        ("Lech Wałęsa", "Lech Walesa"),
        ("Micheál O'Neill", "Micheal O’Neill", "Micheal ONeill"),
        ("İbrahim Kalın", "Ibrahim Kalin"),
        ("J.D. Vance", "JD Vance", "J. D. Vance"),
        ("Шойгу", "шойгу"),
        ("김정은", "김정은"),
    ],
)
def test_ways_of_writing_one_name_are_one(forms: tuple[str, ...]) -> None:
    assert len({name_key(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Yong Chol", "Kim Yong Chun"),
        ("Шойгу", "Лавров"),
        ("?", "!"),
        ("김정은", "김정일"),
        ("Li Bo", "Li Po"),
    ],
)
def test_different_names_are_different(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)
    assert not may_be_one(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Kim Jong Un", "Kim", True),
        ("Sergei Lavrov", "Lavrov", True),
        ("Mohammed bin Salman", "Salman", False),
        ("George W. Bush", "George Bush", True),
        ("George H. W. Bush", "George Bush", True),
        ("Jeb Bush", "George Bush", False),
        ("Vladimir Vladimirovich Putin", "Vladimir Putin", True),
        ("Dmitri Medvedev", "Dmitry Medvedev", True),
        ("Kim Jong Sung", "Kim Sung", False),
        ("Ri Yong Chol", "Kim Yong Chol", False),
        ("Kim Song Chol", "Kim Jong Chol", False),
        ("Mohammed al Sudani", "Mohammed Sudani", True),
        ("", "Putin", False),
    ],
)
def test_near_names_of_one_side_can_be_one_person(one: str, other: str, expected: bool) -> None:
    assert may_be_one(one, other) is expected
    assert may_be_one(other, one) is expected


@pytest.mark.parametrize("asked", ["Kang", "Sun-nam", "sun nam", "Sunnam", "KANG SUN-NAM", "kang sunnam", "Káng"])
def test_part_of_a_name_answers(asked: str) -> None:
    assert answers_to("Kang Sun-nam", asked)


@pytest.mark.parametrize("asked", ["Kan", "nam Kang", "Kang nam", "un-nam", "", " ", "?"])
def test_pieces_of_words_do_not_answer(asked: str) -> None:
    assert not answers_to("Kang Sun-nam", asked)


def test_the_fuller_form_does_not_depend_on_the_order() -> None:
    forms = ["KANG SUN NAM", "Kang Sunnam", "Kang Sun-nam", "kang sun nam"]
    for order in permutations(forms):
        best = order[0]
        for form in order[1:]:
            best = fuller(best, form)
        assert best == "Kang Sun-nam"


def test_folding_twice_is_folding_once() -> None:
    for name in ("Ærø Ødegård", "İı", "ﬁnance", "Ὀδυσσεύς", "मोदी", "\x1b[31mX", "ẞ"):
        assert fold(fold(name)) == fold(name)
