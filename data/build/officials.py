"""Builds data/officials.csv: dated facts from Wikidata, cleaned, under the hand-kept tables beside this script.

    python data/build/officials.py FOLDER

FOLDER holds `officeholders.csv` (country, position, person, wikidata, start, end), `heads_2022.csv` and
`foreign_ministers_2022.csv`, extracts of Wikidata (CC0) made by the every-politician-scrapers projects. What it
does:

1. keeps the posts of diplomacy and gives them our own names and classes (POSTS below), and leaves the rest out;
2. merges terms that repeat or overlap, and drops what has no start;
3. lays `officials_extra.csv` over it: where that has the same person in the same class of office, or somebody
   else in the same office at that time, it alone counts; the extract adds its Wikidata id and its spelling of the
   name (`officials_same.csv` says which spellings are one person);
4. ends an open term of an office that one person holds at a time where somebody else begins;
5. adds spellings and native script from `officials_names.csv`.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from tracker.knowledge import countries, fold

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "officials.csv"
COLUMNS = ["person", "wikidata", "post", "class", "country", "org", "start", "end", "aliases", "native", "source"]

# Position in the extract (whole, as a pattern) → our post and class. Posts that no pattern fits are left out.
POSTS: list[tuple[str, str, str]] = [
    (r"President|Acting President", "President", "head_of_state"),
    (r"King", "King", "head_of_state"),
    (r"emir", "Emir", "head_of_state"),
    (r"Supreme Leader", "Supreme Leader", "head_of_state"),
    (r"Prime Minister", "Prime Minister", "head_of_government"),
    (r"Premier( of the State Council)?", "Premier", "head_of_government"),
    (r"(Deputy Prime Minister|Vice President of the Council of Ministers)", "Deputy Prime Minister", "deputy_head"),
    (r"(First|Second|Third) Deputy Prime Minister", "Deputy Prime Minister", "deputy_head"),
    (r"Vice Premier( of the State Council)?", "Vice Premier", "deputy_head"),
    (r"(First )?Vice[ -]President", "Vice President", "deputy_head"),
    (r"Deputy President", "Deputy President", "deputy_head"),
    (r"(Federal )?Minister (of|for) (Foreign|External) Affairs.*", "Foreign Minister", "foreign_minister"),
    (r"Minister of (External Relations|Europe and Foreign Affairs)", "Foreign Minister", "foreign_minister"),
    (r"Secretary of (State|Foreign Affairs)", "Foreign Minister", "foreign_minister"),
    (r"Secretary of State for Foreign and Commonwealth Affairs", "Foreign Minister", "foreign_minister"),
    (r"(Federal )?Minister (of|for) (National )?Defence( and .*)?", "Defence Minister", "defence_minister"),
    (r"Minister of the (Revolutionary )?Armed Forces", "Defence Minister", "defence_minister"),
    (r"Secretary of (State for |National )?Def[ce]n[cs]e", "Defence Minister", "defence_minister"),
    (r"National Security Advisor", "National Security Adviser", "security_adviser"),
    (r"(Secretary of the .*Security.* Council)", r"\1", "security_adviser"),
    (r"(Director of the Foreign Intelligence Service)", r"\1", "security_adviser"),
    (r"(Chairman of the Joint Chiefs of Staff)", r"\1", "military"),
    (r"Chief of( the)? (National )?Defen[cs]e (Staff|Forces?)", "Chief of Defence Staff", "military"),
    (r"Commander of the National Armed Forces", "Commander of the National Armed Forces", "military"),
    (r"Deputy Minister (of|for) Foreign Affairs|Vice (Minister of Foreign Affairs|Foreign Minister)",
     "Deputy Foreign Minister", "deputy_minister"),
    (r"Secretary-General of the United Nations", "Secretary-General", "org_head"),
    (r"(President of the International Court of Justice)", "President", "org_head"),
]  # fmt: skip
ORGANISATIONS = {
    "Secretary-General of the United Nations": "UN",
    "President of the International Court of Justice": "ICJ",
}
# What the press calls these posts in these states.
NATIONAL = {
    ("US", "foreign_minister"): "Secretary of State", ("GB", "foreign_minister"): "Foreign Secretary",
    ("IN", "foreign_minister"): "External Affairs Minister", ("PH", "foreign_minister"): "Foreign Secretary",
    ("MX", "foreign_minister"): "Foreign Secretary", ("IE", "head_of_government"): "Taoiseach",
    ("ZA", "foreign_minister"): "Minister of International Relations and Cooperation",
    ("US", "defence_minister"): "Secretary of Defense", ("GB", "defence_minister"): "Defence Secretary",
    ("PH", "defence_minister"): "Defence Secretary", ("US", "security_adviser"): "National Security Advisor",
}  # fmt: skip
# Posts that one person holds at a time, so that a successor's first day ends a term left open.
SINGLE = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "security_adviser", "org_head"}
COLLEGIAL = {"AD", "BA", "CH", "SM"}
# Labels of the extracts that are no names in common use, and rows that are plainly wrong there.
SKIPPED_PEOPLE = {
    "", "Q27146606", "Fernando Vérgez Alzaga", "Rick Casson", "Jack Snelling", "Martin Hamilton-Smith",
    "Steven Marshall", "Fathi Bashagha", "Mohd Radzi Sheikh Ahmad",
}  # fmt: skip


@dataclass
class Term:
    """One row in the making."""

    person: str
    post: str
    cls: str
    country: str
    org: str
    start: str
    end: str
    source: str
    wikidata: str = ""
    aliases: list[str] = field(default_factory=list)

    @property
    def office(self) -> tuple[str, str, str, str]:
        """What one holder follows another in."""
        return self.country, self.org, self.cls, self.post


def main(folder: Path) -> None:
    """Writes data/officials.csv."""
    extract = merge([*officeholders(folder), *heads(folder), *foreign_ministers(folder)])
    terms = lay_over(extract, list(extra()))
    terms = close(terms)
    write(terms)
    print(f"{TARGET}: {len(terms)} terms of {len({t.person for t in terms})} people", file=sys.stderr)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a file as dictionaries, white space at the ends of cells taken off."""
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            yield {key: (value or "").strip() for key, value in row.items() if key}


def officeholders(folder: Path) -> Iterator[Term]:
    """The posts of diplomacy among those of 52 states."""
    for row in rows(folder / "officeholders.csv"):
        post, cls = our_post(row["position"])
        if (row["country"], row["position"]) == ("IN", "Minister of Foreign Affairs"):
            post, cls = "Foreign Secretary", "deputy_minister"  # India's foreign secretaries stand under that label
        if not cls or not row["start"] or row["person"] in SKIPPED_PEOPLE:
            continue
        org = ORGANISATIONS.get(row["position"], "")
        country = "" if row["country"] == "ORG" else row["country"]
        if not (country or org):
            continue
        post = NATIONAL.get((country, cls), post)
        yield Term(clean_name(row["person"]), post, cls, country, org, row["start"], row["end"], "wikidata",
                   row["wikidata"])  # fmt: skip


def our_post(position: str) -> tuple[str, str]:
    """Our name and class of a position, or two empty strings for one that we leave out."""
    for pattern, post, cls in POSTS:
        if match := re.fullmatch(pattern, position):
            return match.expand(post), cls
    return "", ""


def heads(folder: Path) -> Iterator[Term]:
    """Heads of state and government of all states in October 2022; only the year of their start is known."""
    for row in rows(folder / "heads_2022.csv"):
        country = countries().find(row["country"].removeprefix("Kingdom of ").removeprefix("The "))
        label = row["positionLabel"].lower()
        if not country or row["officeholderLabel"] in SKIPPED_PEOPLE or country in COLLEGIAL:
            continue
        if "monarch" in label or "governor" in label or (country, label) == ("GB", "sovereign"):
            continue  # one monarch of many realms: kept once, by hand
        for words, post, cls in (
            ("prime minister|premier|chancellor|taoiseach|minister of state|council of ministers|head of government",
             "Prime Minister", "head_of_government"),
            ("president", "President", "head_of_state"), ("king|queen", "King", "head_of_state"),
            ("sultan", "Sultan", "head_of_state"), ("emir", "Emir", "head_of_state"),
        ):  # fmt: skip
            if re.search(words, label):
                post = NATIONAL.get((country, cls), post)
                yield Term(clean_name(row["officeholderLabel"]), post, cls, country, "", row["start_year"],
                           row["end_year"], "wikidata", row["officeholder"])  # fmt: skip
                break


def foreign_ministers(folder: Path) -> Iterator[Term]:
    """Foreign ministers of all states in January 2023."""
    for row in rows(folder / "foreign_ministers_2022.csv"):
        country = countries().find(row["countryLabel"])
        if not country or not row["start"] or country == "EU" or row["name"] in SKIPPED_PEOPLE:
            continue
        post = NATIONAL.get((country, "foreign_minister"), "Foreign Minister")
        yield Term(clean_name(row["name"]), post, "foreign_minister", country, "", row["start"], "", "wikidata",
                   row["person"])  # fmt: skip


def clean_name(label: str) -> str:
    """A label of Wikidata as a name: without "of Belgium", styles and quotation marks."""
    name = re.sub(r",? (Prince|King|Queen)?( )?of (the )?[A-Z]\w+( Arabia)?$", "", label)
    name = re.sub(r"^(Dr\.?|Prof\.?|Sheikh|Prince|Archbishop|Sir|Pope) (?=\S+ \S)", "", name)
    return re.sub(r"\s+", " ", re.sub(r'["“”]\w+["“”]', "", name)).strip()


def extra() -> Iterator[Term]:
    """The hand-kept rows."""
    for row in rows(HERE / "officials_extra.csv"):
        yield Term(
            row["person"], row["post"], row["class"], row["country"], row["org"], row["start"], row["end"], "hand"
        )


def merge(terms: Iterable[Term]) -> list[Term]:
    """Terms of the same person in the same class of office for the same state that touch or overlap, made one."""
    grouped: dict[tuple[str, ...], list[Term]] = defaultdict(list)
    for term in terms:
        if term.end and cut(term.end, term.start) < cut(term.start, term.end):
            continue
        grouped[(term.wikidata or fold(term.person), term.country, term.org, term.cls)].append(term)
    merged = []
    for group in grouped.values():
        group.sort(key=lambda term: (term.start[:4], -len(term.start), term.start))
        kept = [group[0]]
        for term in group[1:]:
            last = kept[-1]
            if not last.end or cut(term.start, last.end) <= cut(last.end, term.start):
                # An end is better known than none; of two, the later one counts.
                last.end = max(last.end, term.end) if last.end and term.end else last.end or term.end
            else:
                kept.append(term)
        merged += kept
    return merged


def lay_over(extract: list[Term], ours: list[Term]) -> list[Term]:
    """Our rows, with ids and spellings from the extract added, and what the extract has beyond them."""
    known = {(row["country"], row["extract"]): row["person"] for row in rows(HERE / "officials_same.csv")}
    by_side: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in ours:
        by_side[(term.country, term.org)].append(term)
    left: list[Term] = []
    for term in extract:
        side = by_side[(term.country, term.org)]
        name = fold(known.get((term.country, term.person), term.person))
        same = [other for other in side if fold(other.person) == name]
        for other in same:
            other.wikidata = other.wikidata or term.wikidata
            if fold(term.person) != fold(other.person) and term.person not in other.aliases:
                other.aliases.append(term.person)
        if any(other.cls == term.cls for other in same):
            continue
        if term.cls in SINGLE and any(o.cls == term.cls and o.post == term.post and within(term, o) for o in side):
            print(f"left out, ours has another holder: {term}", file=sys.stderr)
            continue
        left.append(replace(term, person=same[0].person, aliases=[*same[0].aliases]) if same else term)
    # The same person elsewhere in our rows (another office, another side) gets the id too.
    ids = {fold(term.person): term.wikidata for term in ours if term.wikidata}
    for term in ours:
        term.wikidata = term.wikidata or ids.get(fold(term.person), "")
    return ours + left


def within(term: Term, other: Term) -> bool:
    """Whether the middle of `term` lies within `other` (ends of terms touch often, so the ends alone say nothing)."""
    start, end = other.start, other.end or "9999"
    middle = term.start if not term.end else midpoint(term.start, term.end)
    return cut(start, middle) < cut(middle, start) and cut(middle, end) < cut(end, middle)


def midpoint(start: str, end: str) -> str:
    """The month half-way between two dates."""
    months = [int(day[:4]) * 12 + int(day[5:7] or 6) - 1 for day in (start, end)]
    middle = sum(months) // 2
    return f"{middle // 12:04}-{middle % 12 + 1:02}"


def close(terms: list[Term]) -> list[Term]:
    """Ends open terms where somebody else begins in an office that one person holds at a time."""
    offices: dict[tuple[str, ...], list[Term]] = defaultdict(list)
    for term in terms:
        if term.cls in SINGLE and term.country not in COLLEGIAL:
            offices[term.office].append(term)
    for held in offices.values():
        held.sort(key=lambda term: term.start)
        for term, following in pairwise(held):
            if (
                not term.end
                and following.person != term.person
                and cut(term.start, following.start) < cut(following.start, term.start)
            ):
                term.end = following.start
    return terms


def cut(day: str, other: str) -> str:
    """`day` cut to the precision of `other`."""
    return day[: len(other)]


def write(terms: list[Term]) -> None:
    """The table, with spellings from officials_names.csv, sorted by side, class, start and name."""
    names: dict[str, tuple[list[str], str]] = {}
    for row in rows(HERE / "officials_names.csv"):
        names[row["person"]] = ([a for a in row["aliases"].split("|") if a], row["native"])
    unused = set(names) - {term.person for term in terms}
    if unused:
        print(f"officials_names.csv names nobody: {sorted(unused)}", file=sys.stderr)
    terms.sort(key=lambda t: (t.country or "~", t.org, t.cls, t.start, t.person, t.post))
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        for term in terms:
            more, native = names.get(term.person, ([], ""))
            aliases = list(dict.fromkeys(a for a in [*term.aliases, *more] if a != term.person))
            writer.writerow([term.person, term.wikidata, term.post, term.cls, term.country, term.org,
                             term.start, term.end, "|".join(aliases), native, term.source])  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]))
