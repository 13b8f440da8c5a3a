"""What is known of organisations and of titles of office."""

from __future__ import annotations

import pytest

from tracker.knowledge import countries, find_organisation, organisations, titles


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("United Nations", "UN"), ("U.N.", "UN"), ("the un", "UN"), ("UN Security Council", "UN"), ("UNGA", "UN"),
        ("European Commission", "EU"), ("Nato", "NATO"), ("North Atlantic Treaty Organisation", "NATO"),
        ("North Atlantic Council", "NATO"), ("Asean", "ASEAN"), ("African Union", "AU"),
        ("Shanghai Cooperation Organisation", "SCO"),
        ("International Atomic Energy Agency", "IAEA"), ("World Trade Organization", "WTO"), ("Opec+", "OPEC+"),
        ("OPEC", "OPEC"),
        ("Arab League", "Arab League"), ("Turkic Council", "OTS"), ("V4", "Visegrad Group"), ("P5+1", "P5+1"),
        ("Red Cross", "ICRC"), ("Taleban", "Taliban"), ("Hizbollah", "Hezbollah"), ("Ansar Allah", "Houthis"),
        ("KRG", "Kurdistan Regional Government"),
        ("QUAD", "Quad"), ("Mekong-Lancang Cooperation", "LMC"), ("Acmecs", "ACMECS"),
        ("Gulf Cooperation Council", "GCC"), ("Eastern Partnership", "Eastern Partnership"),
        ("GSF", "Gang Suppression Force"), ("Med9", "MED9"),
        ("Alliance of Small Island States", "AOSIS"), ("Southeast European Cooperation Process", "SEECP"),
        ("3+3 format", "3+3 Platform"), ("Heart of Asia Conference", "Heart of Asia"),
    ],
)  # fmt: skip
def test_an_organisation_is_found_by_what_the_press_calls_it(text: str, key: str) -> None:
    assert find_organisation(text) == key


@pytest.mark.parametrize("text", ["", "France", "the", "Rotary Club", "\n\n"])
def test_what_is_no_organisation_gives_none(text: str) -> None:
    assert find_organisation(text) is None


def test_every_name_leads_to_its_organisation_and_no_two_share_one() -> None:
    owner: dict[str, str] = {}
    for key, body in organisations().items():
        for name in body.all_names:
            assert owner.setdefault(name, key) == key, name
            assert find_organisation(name) is not None
    assert len(organisations()) >= 440


def test_members_and_countries_are_codes_and_years_run_forward() -> None:
    for body in organisations().values():
        assert set(body.members) <= set(countries()), body.key
        assert len(set(body.members)) == len(body.members), body.key
        assert body.country is None or body.country in countries(), body.key
        assert not (body.since and body.until) or body.since <= body.until, body.key


def test_an_authority_belongs_to_the_country_it_acts_in() -> None:
    for key, code in (("Taliban", "AF"), ("Hamas", "PS"), ("Hezbollah", "LB"), ("Houthis", "YE"), ("FARC", "CO"),
                      ("Polisario Front", "EH"), ("Kurdistan Regional Government", "IQ"), ("RSF", "SD")):  # fmt: skip
        assert organisations()[key].kind == "authority"
        assert organisations()[key].country == code


def test_the_membership_of_well_known_bodies_is_right() -> None:
    members = {key: set(body.members) for key, body in organisations().items()}
    assert len(members["EU"]) == 27
    assert len(members["NATO"]) == 32
    assert len(members["AU"]) == 55
    assert len(members["Arab League"]) == 22
    assert len(members["OIC"]) == 57
    assert len(members["ASEAN"]) == 11
    assert len(members["OSCE"]) == 57
    assert len(members["Council of Europe"]) == 46
    assert members["G7"] == {"US", "GB", "FR", "DE", "IT", "JP", "CA"}
    assert "FI" in members["NATO"]
    assert "GB" not in members["EU"]


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("ACS", 25), ("AOSIS", 39), ("ARF", 26), ("ASEM", 51), ("Australia Group", 42), ("CELAC", 33), ("CERN", 25),
        ("CICA", 28),
        ("COMESA", 21), ("Commonwealth", 56), ("East Asia Summit", 19),
        ("EPC", 47), ("ESA", 23), ("Eastern Partnership", 33), ("Eurogroup", 21), ("FOCAC", 54),
        ("G20", 19), ("IORA", 23), ("IPEF", 14), ("MTCR", 35), ("NAM", 121), ("NSG", 48), ("OECD", 38), ("OPEC", 11),
        ("PIF", 18), ("SADC", 16), ("Three Seas Initiative", 13), ("Union for the Mediterranean", 43),
        ("Wassenaar Arrangement", 42),
    ],
)  # fmt: skip
def test_a_body_has_the_right_number_of_member_states(key: str, count: int) -> None:
    assert len(organisations()[key].members) == count


@pytest.mark.parametrize(
    ("key", "joined", "left"),
    [
        ("ASEAN", {"TL"}, set()), ("BRICS", {"ID", "ET", "IR"}, {"AR"}), ("Eurogroup", {"BG", "HR"}, {"DK", "SE"}),
        ("EAC", {"CD", "SO"}, set()), ("ECOWAS", {"SN", "TG"}, {"BF", "ML", "NE"}), ("ECCAS", {"CD"}, {"RW"}),
        ("IGAD", {"SS"}, {"ER"}), ("Mercosur", {"BO"}, set()), ("OAS", {"US"}, {"NI"}),
        ("OPEC", {"CG", "GA", "GQ"}, {"AE", "AO", "EC", "QA"}), ("OPEC+", {"RU", "KZ"}, {"AE", "AO"}),
        ("OAPEC", {"SA"}, {"AE"}), ("CBSS", {"IS"}, {"RU"}), ("China-CEEC", {"CN"}, {"EE", "LT", "LV"}),
        ("CPTPP", {"GB"}, {"US"}), ("SCO", {"BY", "IR"}, {"TM"}), ("Warsaw Pact", {"DD", "SU"}, {"AL"}),
        ("Council of Europe", {"TR", "UA"}, {"RU", "BY"}),
    ],
)  # fmt: skip
def test_who_joined_is_a_member_and_who_left_is_none(key: str, joined: set[str], left: set[str]) -> None:
    members = set(organisations()[key].members)
    assert joined <= members
    assert not left & members


def test_membership_and_founding_are_known_of_the_bodies_that_matter() -> None:
    known = [body for body in organisations().values() if body.members and body.since]
    assert len(known) >= 180
    assert all("EU" not in body.members for body in known)
    assert all(body.since for body in organisations().values() if body.members)


@pytest.mark.parametrize(
    ("text", "cls"),
    [
        ("foreign minister", "foreign_minister"), ("minister of foreign affairs", "foreign_minister"),
        ("external affairs minister", "foreign_minister"), ("secretary of state", "foreign_minister"),
        ("eam", "foreign_minister"),
        ("defense secretary", "defence_minister"), ("defence minister", "defence_minister"),
        ("president", "head_of_state"),
        ("prime minister", "head_of_government"), ("premier", "head_of_government"),
        ("chancellor", "head_of_government"),
        ("king", "royal"), ("crown prince", "royal"), ("supreme leader", "head_of_state"),
        ("vice president", "deputy_head"),
        ("national security advisor", "security_adviser"), ("ambassador", "envoy"), ("chargé d'affaires", "envoy"),
        ("special envoy", "envoy"), ("chief of the general staff", "military"), ("state councilor", "minister"),
        ("director of the office of the central foreign affairs commission", "foreign_minister"),
        ("speaker", "legislature"),
        ("secretary-general", "org_head"), ("high representative", "foreign_minister"), ("party secretary", "party"),
        ("trade minister", "minister"), ("treasury secretary", "minister"),
        ("vice foreign minister", "deputy_minister"),
        ("spokesperson", "spokesperson"), ("former president", "former"), ("opposition leader", "party"),
    ],
)  # fmt: skip
def test_a_title_has_its_class_of_office(text: str, cls: str) -> None:
    assert titles()[text].cls == cls


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("foreign ministers", "foreign minister"), ("defence chiefs", "defence chief"), ("leaders", "leader"),
     ("secretaries of state", "secretary of state"), ("attorneys general", "attorney general"),
     ("spokesmen", "spokesman"),
     ("ministers of foreign affairs", "minister of foreign affairs"), ("chargés d'affaires", "chargé d'affaires")],
)  # fmt: skip
def test_a_title_is_found_by_its_plural(plural: str, singular: str) -> None:
    assert titles()[plural].title == singular


def test_forms_of_address_generic_nouns_and_posts_are_told_apart() -> None:
    kinds = {
        name: titles()[name].kind
        for name in ("mr", "lt. gen.", "h.e.", "shri", "counterpart", "official", "ambassador")
    }
    assert kinds == {"mr": "honorific", "lt. gen.": "honorific", "h.e.": "honorific", "shri": "honorific",
                     "counterpart": "role", "official": "role", "ambassador": "post"}  # fmt: skip


def test_a_title_peculiar_to_states_says_whose_it_is() -> None:
    assert titles()["external affairs minister"].scope == ("IN", "LK")
    assert titles()["treasury secretary"].scope == ("US",)
    assert titles()["president"].scope == ()
    for title in titles().values():
        assert set(title.scope) <= {*countries(), "org"}, title.title
    assert len({title.title for title in titles().values()}) >= 200
