"""Scores as the database works them out: every edge, every code, fifths of random offices.

Random offices by the fixed bands are compared in `tests/services/facts`.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.database import Office
from desktop.models.equipment import Asset, System
from desktop.models.facts import CustomerFact, RfmEdge
from desktop.models.work import ServiceLine, Visit
from desktop.services import facts
from desktop.services.value.rfm_map import CODES, NAMES
from desktop.services.value.rfm_rules import MODES, QUINTILES
from tests import naive_value
from tests.services.facts import naive
from tests.services.facts.random_office import Maker
from tests.services.value.offices import TODAY, Person, by_fifths, fill, of_code, scored

DAYS = {0: 5, 90: 5, 91: 4, 180: 4, 181: 3, 365: 3, 366: 2, 730: 2, 731: 1, 5_000: 1}
VISITS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 4, 6: 5, 7: 5}
CENTS = {
    -50_000: 1, 0: 1, 19_999: 1, 20_000: 2, 49_999: 2, 50_000: 3, 99_999: 3, 100_000: 4,
    199_950: 4, 199_999: 4, 200_000: 5,
}  # fmt: skip


GROUPS = {
    "recency": [Person(days) for days in DAYS],
    "frequency": [Person(0, visits) for visits in VISITS],
    "money": [Person(0, cents=cents) for cents in CENTS],
    "codes": [of_code(code) for code in CODES],
    "outside the window": [Person(1_100)],
    "never served": [Person(None, cents=900_000)],
    "served tomorrow": [Person(-1)],
}


@pytest.fixture(scope="module")
def groups(shared_office: Office) -> dict[str, list[CustomerFact]]:
    """The facts of all groups, worked out in one pass from visits and invoices."""
    with shared_office.writing() as db:
        fill(db, [one for people in GROUPS.values() for one in people])
        found = iter(scored(db))
        made = {name: [next(found) for _ in people] for name, people in GROUPS.items()}
        db.expunge_all()
    return made


Groups = dict[str, list[CustomerFact]]


def test_recency_ends_on_each_day_of_the_table(groups: Groups) -> None:
    assert [one.rfm_r for one in groups["recency"]] == list(DAYS.values())


def test_frequency_counts_each_number_of_the_table(groups: Groups) -> None:
    assert [one.rfm_f for one in groups["frequency"]] == list(VISITS.values())


def test_no_visit_in_the_window_is_frequency_1(groups: Groups) -> None:
    assert [(one.visits_3y, one.rfm_f) for one in groups["outside the window"]] == [(0, 1)]


def test_money_begins_on_each_cent_of_the_table(groups: Groups) -> None:
    assert [one.rfm_m for one in groups["money"]] == list(CENTS.values())


@pytest.mark.parametrize("place", range(len(CODES)))
def test_each_of_125_codes_comes_out_of_visits_and_invoices(groups: Groups, place: int) -> None:
    one, (r, f, m) = groups["codes"][place], map(int, CODES[place])
    assert (one.rfm_r, one.rfm_f, one.rfm_m) == (r, f, m)
    assert (one.rfm_segment, one.value_tier) == (naive_value.name(r, f, m), naive_value.tier(f, m))


@pytest.mark.parametrize("group", ["never served", "served tomorrow"])
def test_who_was_not_served_yet_is_unscored_whatever_was_paid(groups: Groups, group: str) -> None:
    (one,) = groups[group]
    assert (one.rfm_r, one.rfm_f, one.rfm_m) == (None, None, None)
    assert (one.rfm_segment, one.value_tier, one.on_cycle) == ("unscored", "unrated", False)


def by_plain_fifths(office: naive.Office) -> dict[int, dict[str, object]]:
    """The labels of every customer by the plain evaluator."""
    stands = {one.id: naive.standing(office, one, office.done(one)) for one in office.customers}
    among = [
        stands[one.id]
        for one in office.customers
        if one.status == "active" and stands[one.id].last is not None
    ]
    found = {}
    for one in office.customers:
        mine = stands[one.id]
        score = naive_value.scores_by_fifths(mine, among) if among else None
        score = score or naive_value.scores(mine, office.as_of)
        due = office.care.facts(one, None)["due_status"]
        found[one.id] = naive_value.labels(score, due)
    return found


def stored(db: Session) -> dict[int, dict[str, object]]:
    names = ("rfm_r", "rfm_f", "rfm_m", "rfm_segment", "on_cycle", "value_tier")
    return {one.customer_id: {name: getattr(one, name) for name in names} for one in scored(db)}


@settings(deadline=None, max_examples=2)
@given(seed=st.integers(0, 2**32))
def test_random_offices_are_cut_into_fifths_as_the_plain_evaluator_does(
    shared_office: Office, seed: int
) -> None:
    with shared_office.writing() as db:
        Maker(seed, TODAY).fill(db)
        by_fifths(db)
        facts.refresh(db, TODAY)
        assert stored(db) == by_plain_fifths(naive.Office(db, TODAY))
        assert facts.check(db, TODAY) == []


def test_the_fifths_of_a_day_hold_until_the_next(db: Session) -> None:
    by_fifths(db)
    fill(db, [Person(day) for day in (10, 20, 30, 40, 50)])
    db.add(Visit(customer_id=5, property_id=1, status="completed", completed_date=TODAY))
    facts.refresh(db, TODAY, [5])
    assert [one.rfm_r for one in scored(db)] == [5, 4, 3, 2, 5]
    facts.refresh(db, TODAY + timedelta(days=1), ())
    assert [one.rfm_r for one in scored(db)] == [4, 3, 2, 1, 5]


def test_fixed_bands_keep_no_fifths(db: Session) -> None:
    fill(db, [Person(10)])
    assert db.scalars(select(RfmEdge)).all() == []


def test_a_day_seen_by_a_reader_has_fifths_of_its_own(office: Office) -> None:
    with office.writing.begin() as db:
        by_fifths(db)
        fill(db, [Person(10), Person(700)])
    with office.reading() as db:
        facts.for_day(db, TODAY - timedelta(days=300))
        assert [one.rfm_r for one in scored(db)] == [None, 5]
    with office.reading() as db:
        assert db.scalar(select(CustomerFact.rfm_r).where(CustomerFact.customer_id == 2)) == 3


def test_a_tank_pumped_two_and_a_half_years_ago_is_lost_by_score_but_on_cycle(db: Session) -> None:
    pumped = Visit(id=1, customer_id=1, property_id=1, status="completed")
    pumped.completed_date = date(2024, 5, 22)
    for records in (
        [Customer(id=1, display_name="Reyes"), Property(id=1)],
        [System(id=1, property_id=1, kind="conventional")],
        [Asset(id=1, system_id=1, kind="septic_tank")],
        [PropertyLink(customer_id=1, property_id=1), pumped],
    ):
        db.add_all(records)
        db.flush()
    db.add(ServiceLine(visit_id=1, service="PUMP", asset_id=1))
    facts.refresh(db, TODAY)
    (one,) = scored(db)
    assert (one.rfm_segment, one.due_status, one.on_cycle) == ("lost", "current", True)
    db.expire_all()
    facts.refresh(db, date(2027, 4, 25), ())
    (one,) = scored(db)
    assert (one.rfm_segment, one.due_status, one.on_cycle) == ("lost", "due", False)


@settings(deadline=None, max_examples=2)
@given(
    people=st.lists(st.sampled_from(CODES).map(of_code) | st.just(Person(None)), max_size=12),
    mode=st.sampled_from(MODES),
)
def test_everybody_served_gets_exactly_one_code_and_name_in_both_modes(
    shared_office: Office, people: list[Person], mode: str
) -> None:
    with shared_office.writing() as db:
        if mode == QUINTILES:
            by_fifths(db)
        fill(db, people)
        for person, one in zip(people, scored(db), strict=True):
            if person.days_ago is None:
                assert (one.rfm_r, one.rfm_f, one.rfm_m) == (None, None, None)
                assert (one.rfm_segment, one.value_tier) == ("unscored", "unrated")
            else:
                assert f"{one.rfm_r}{one.rfm_f}{one.rfm_m}" in CODES
                assert one.rfm_segment in NAMES
                assert one.value_tier != "unrated"
