"""Due items and labels agree with the judge; they keep so after any sequence of edits."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.base import Base
from desktop.models.care import InspectionReport, Postponement
from desktop.models.customers import Customer, Property, PropertyLink
from desktop.models.database import Office, open_office
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.facts import CustomerFact, DueItem, PropertyZone
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Payment, ServiceLine, Visit
from desktop.services import facts
from desktop.services.facts.lifecycle import CODES
from tests.naive_care import Care
from tests.naive_territory import zone_of
from tests.services.facts import naive, random_care
from tests.services.facts.random_office import Maker

TODAY = date(2026, 11, 22)
DAYS = st.sampled_from([TODAY, date(2024, 2, 29), date(2027, 2, 28), date(2026, 3, 31)])
SEEDS = st.integers(0, 2**32)
MANY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SOME = settings(MANY, max_examples=6)
LABELS = {
    "lifecycle": c.LIFECYCLE,
    "service_tier": c.SERVICE_TIER,
    "system_type": c.SYSTEM_TYPE,
    "due_status": c.DUE_STATUS,
    "relationship": c.RELATIONSHIP,
    "value_tier": c.VALUE_TIER,
    "contract_status": c.CONTRACT_STATUS,
    "zone_by": c.ZONE_BY,
    "reach_by": c.REACH_BY,
}


@pytest.fixture(scope="module")
def shared_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One office for many examples, each of which is rolled back."""
    opened = open_office(tmp_path_factory.mktemp("care") / "office.db")
    yield opened
    opened.close()


def stored(db: Session, model: type[Base]) -> list[dict[str, Any]]:
    table: Any = model.__table__
    keys = list(table.primary_key)
    return [dict(row._mapping) for row in db.execute(select(table).order_by(*keys))]


def judged_items(db: Session, as_of: date) -> list[dict[str, Any]]:
    care = Care(db, as_of)
    items = [item for one in care.customers.values() for item in care.items(one)]
    key = ("customer_id", "system_id", "asset_id", "service")
    return sorted(items, key=lambda item: [item[name] for name in key])


def fill(db: Session, seed: int, as_of: date) -> Maker:
    """A random office, with some of its items postponed, and its facts."""
    maker = Maker(seed, as_of)
    maker.fill(db)
    random_care.postpone(maker, db, judged_items(db, as_of))
    facts.refresh(db, as_of)
    return maker


def compare_with_the_judge(db: Session, seed: int, as_of: date) -> None:
    fill(db, seed, as_of)
    assert stored(db, DueItem) == judged_items(db, as_of)
    office = naive.Office(db, as_of)
    expected = [naive.customer_facts(office, one) for one in office.customers]
    assert stored(db, CustomerFact) == sorted(expected, key=lambda row: row["customer_id"])
    for row in stored(db, PropertyZone):
        judged = zone_of(office.properties[row["property_id"]], office.zones)
        assert (row["zone_id"], row["by"], row["detail"]) == judged


@MANY
@given(seed=SEEDS, as_of=DAYS)
def test_due_items_and_labels_equal_the_judge(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        compare_with_the_judge(db, seed, as_of)


@pytest.mark.long
@settings(MANY, max_examples=3_000)
@given(seed=SEEDS, as_of=DAYS)
def test_due_items_and_labels_equal_the_judge_in_thousands_of_offices(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        compare_with_the_judge(db, seed, as_of)


def everything(db: Session) -> list[list[dict[str, Any]]]:
    linked = set(db.scalars(select(PropertyLink.property_id)))
    zones = [row for row in stored(db, PropertyZone) if row["property_id"] in linked]
    return [stored(db, DueItem), stored(db, CustomerFact), zones]


def afresh(db: Session, as_of: date) -> list[list[dict[str, Any]]]:
    facts.mark_stale(db)
    facts.refresh(db, as_of)
    return everything(db)


@SOME
@given(seed=SEEDS, edits=st.lists(st.sampled_from((*random_care.EDITS, None)), max_size=4))
def test_facts_kept_up_to_date_equal_facts_from_nothing_after_any_edits(
    shared_office: Office, seed: int, edits: list[Any]
) -> None:
    as_of, random = TODAY, Random(seed)
    with shared_office.writing() as db:
        maker = fill(db, seed, as_of)
        people = list(db.scalars(select(Customer.id)))
        places = list(db.scalars(select(Property.id)))
        for edit in edits if people else ():
            if edit is None:
                as_of += timedelta(random.choice((1, 30, 400)))
                facts.refresh(db, as_of, [])
            else:
                touched = edit(maker, db, random.choice(people), random.choice(places))
                if touched is None:
                    facts.mark_stale(db)
                facts.refresh(db, as_of, touched)
        assert facts.check(db, as_of) == []
        kept = everything(db)
        assert kept == afresh(db, as_of)


@SOME
@given(seed=SEEDS, as_of=DAYS)
def test_everybody_has_exactly_one_value_of_each_label_and_totals_add_up(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        fill(db, seed, as_of)
        people = sorted(db.scalars(select(Customer.id)))
        rows = stored(db, CustomerFact)
        assert [row["customer_id"] for row in rows] == people
        for label, choices in LABELS.items():
            counts = Counter(row[label] for row in rows)
            assert set(counts) <= set(choices)
            assert counts.total() == len(people)
        assert {row["lifecycle_code"] for row in rows} <= set(CODES)


@SOME
@given(seed=SEEDS, as_of=DAYS)
def test_working_out_again_changes_nothing(shared_office: Office, seed: int, as_of: date) -> None:
    with shared_office.writing() as db:
        fill(db, seed, as_of)
        assert everything(db) == afresh(db, as_of)


# What no other record names by its number.
REORDERED = (
    ServiceLine, PropertyLink, ContractLine, Task, Estimate, InspectionReport, Postponement,
    Payment,
)  # fmt: skip


@SOME
@given(seed=SEEDS, as_of=DAYS)
def test_the_order_of_records_does_not_matter(
    shared_office: Office, seed: int, as_of: date
) -> None:
    with shared_office.writing() as db:
        fill(db, seed, as_of)
        before = everything(db)
        for model in REORDERED:
            table: Any = model.__table__
            rows = [dict(row._mapping) for row in db.execute(select(table))]
            db.execute(table.delete())
            numbers = [row["id"] for row in rows]
            Random(seed).shuffle(numbers)
            rows = [{**row, "id": n} for row, n in zip(rows, numbers, strict=True)]
            if rows:
                db.execute(insert(table), rows)
        assert before == afresh(db, as_of)


def _shared_house(db: Session) -> None:
    db.add_all(Customer(id=n, display_name="Reyes") for n in (1, 2))
    db.add(Property(id=1, use="residential"))
    db.flush()
    db.add(System(id=1, property_id=1, kind="conventional"))
    db.add_all(PropertyLink(customer_id=n, property_id=1) for n in (1, 2))
    db.flush()
    db.add(Asset(id=1, system_id=1, kind="septic_tank"))
    db.flush()
    facts.refresh(db, TODAY)


def test_a_tank_emptied_for_one_customer_is_emptied_for_the_other_of_that_property(
    db: Session,
) -> None:
    _shared_house(db)
    db.add(Visit(id=1, customer_id=1, property_id=1, status="completed", completed_date=TODAY))
    db.flush()
    db.add(ServiceLine(visit_id=1, service="PUMP", asset_id=1))
    facts.refresh(db, TODAY, [1])
    assert db.scalars(select(DueItem.base).order_by(DueItem.customer_id)).all() == [TODAY, TODAY]


def test_a_contract_cancelled_before_it_began_makes_no_system_known_to_us(db: Session) -> None:
    db.add(Customer(id=1, display_name="Reyes"))
    db.add(Property(id=1))
    db.flush()
    db.add(System(id=1, property_id=1, kind="aerobic"))
    db.add(PropertyLink(customer_id=1, property_id=1))
    db.flush()
    day = date(2026, 1, 1)
    db.add(
        Contract(
            customer_id=1, system_id=1, kind="inspection_only", start_date=day, cancel_date=day
        )
    )
    facts.refresh(db, TODAY)
    assert db.scalar(select(DueItem.why_not).where(DueItem.service == "INSPECT")) == "never_ours"


def test_a_line_that_names_a_tank_moves_no_other_tank_even_without_a_property(
    db: Session,
) -> None:
    _shared_house(db)
    db.add(Asset(id=2, system_id=1, kind="septic_tank"))
    db.add(Visit(id=1, customer_id=1, status="completed", completed_date=TODAY))
    db.flush()
    db.add(ServiceLine(visit_id=1, service="PUMP", asset_id=1))
    facts.refresh(db, TODAY)
    found = select(DueItem.base).where(DueItem.customer_id == 1).order_by(DueItem.asset_id)
    assert db.scalars(found).all() == [TODAY, None]


def test_a_conventional_system_with_only_a_grease_trap_on_file_still_has_to_be_pumped(
    db: Session,
) -> None:
    _shared_house(db)
    db.get_one(Asset, 1).kind = "grease_trap"
    facts.refresh(db, TODAY)
    found = select(DueItem.service).where(DueItem.customer_id == 1).order_by(DueItem.asset_id)
    assert db.scalars(found).all() == ["PUMP", "GREASE"]
