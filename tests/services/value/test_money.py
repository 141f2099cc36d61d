"""Money by label and by month: it adds up, and each line opens customers with the same sums."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property, PropertyLink, Zone
from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact
from desktop.models.work import Invoice, Visit
from desktop.services import facts
from desktop.services.segments import counting, saved
from desktop.services.segments.catalogue import FIELDS
from desktop.services.segments.tree import Everyone
from desktop.services.value import chosen
from desktop.services.value.chosen import SEGMENT
from desktop.services.value.money import DIMENSIONS, by_label, months
from tests.services.facts.random_office import Maker
from tests.services.value.offices import TODAY, Person, fill, note

NOW = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001 - as it is stored, without a zone


@pytest.fixture(scope="module")
def random_office(shared_office: Office) -> Office:
    """An office whose customers have many labels."""
    with shared_office.writing.begin() as db:
        Maker(4, TODAY).fill(db)
        facts.refresh(db, TODAY)
    return shared_office


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_line_opens_customers_with_the_same_sums(
    random_office: Office, dimension: str
) -> None:
    with random_office.writing() as db:
        lines = by_label(db, TODAY, dimension)
        assert dimension == SEGMENT or sum(n.customers for n in lines) == counting.live_total(db)
        for one in lines:
            tree = chosen.tree("label", dimension=dimension, value=one.value)
            assert _sums(db, list(counting.member_ids(db, tree, TODAY))) == (
                one.customers, one.revenue_cents, one.visits, one.tickets,
            )  # fmt: skip


def _sums(db: Session, ids: list[int]) -> tuple[Any, ...]:
    fact = CustomerFact
    row = db.execute(
        select(
            func.count(),
            func.coalesce(func.sum(fact.revenue_3y_cents), 0),
            func.coalesce(func.sum(fact.visits_3y), 0),
            func.coalesce(func.sum(fact.tickets_3y), 0),
        ).where(fact.customer_id.in_(ids))
    ).one()
    return tuple(row)


@pytest.mark.parametrize("dimension", [key for key in DIMENSIONS if key != SEGMENT])
def test_every_label_is_a_field_of_the_conditions(dimension: str) -> None:
    assert FIELDS[dimension].type == ("text" if dimension == "county" else "choice")


def test_a_customer_counts_in_every_saved_segment(db: Session) -> None:
    note(db, [Person(5, cents=100), Person(5, cents=250_000)])
    for name, tree in (("All", Everyone()), ("VIP", chosen.tree("tier", key="vip"))):
        saved.save(db, name=name, node=tree, kind="active", as_of=TODAY, saved_at=NOW)
    found = by_label(db, TODAY, SEGMENT)
    told = {one.label: (one.customers, one.revenue_cents) for one in found}
    assert (told["All"], told["VIP"]) == ((2, 250_100), (1, 250_000))


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_an_empty_office_has_no_lines(db: Session, dimension: str) -> None:
    note(db, [])
    assert by_label(db, TODAY, dimension) == ()


def test_there_is_no_label_of_another_name(db: Session) -> None:
    with pytest.raises(UserError, match="no label called"):
        by_label(db, TODAY, "shoe_size")


def test_lines_stand_in_the_order_of_the_list(db: Session) -> None:
    note(db, [Person(None), Person(5, 1, 250_000), Person(5), Person(5, 2)])
    assert [one.value for one in by_label(db, TODAY, "value_tier")] == [
        "vip", "standard", "low_frequency", "unrated",
    ]  # fmt: skip


def test_the_average_ticket_is_per_sale_of_36_months_rounded_half_up(db: Session) -> None:
    fill(db, [Person(5, cents=1_001), Person(5, cents=1_000)])
    old = TODAY - timedelta(days=1_200)
    db.add_all([
        Invoice(customer_id=1, date=old, amount_cents=99_000),
        Invoice(customer_id=1, date=TODAY, amount_cents=-100, kind="credit"),
    ])  # fmt: skip
    facts.refresh(db, TODAY)
    (one,) = by_label(db, TODAY, "value_tier")
    assert (one.revenue_cents, one.tickets, one.average_ticket_cents) == (1_901, 2, 951)


def test_without_a_sale_there_is_no_average(db: Session) -> None:
    note(db, [Person(5)])
    assert by_label(db, TODAY, "value_tier")[0].average_ticket_cents is None


def test_zones_go_by_name_and_no_zone_comes_last(db: Session) -> None:
    db.add_all([Zone(id=1, name="south"), Zone(id=2, name="North"), Customer(display_name="Ann")])
    db.flush()
    db.add_all([Property(id=n, zone_id=n) for n in (1, 2)])
    db.add_all(Customer(id=10 + n, display_name="Reyes") for n in (1, 2))
    db.flush()
    db.add_all(PropertyLink(customer_id=10 + n, property_id=n) for n in (1, 2))
    facts.refresh(db, TODAY)
    found = by_label(db, TODAY, "zone")
    assert [(one.label, one.value) for one in found] == [
        ("North", "North"), ("south", "south"), ("Not known", None),
    ]  # fmt: skip


def test_the_last_36_calendar_months_end_with_the_running_one(db: Session) -> None:
    found = months(db, TODAY)
    assert (len(found), found[0].month, found[-1].month) == (
        36,
        date(2023, 12, 1),
        TODAY.replace(day=1),
    )
    assert {(one.revenue_cents, one.visits, one.tickets) for one in found} == {(0, 0, 0)}


def test_a_month_sums_posted_sales_less_credits_until_the_day(db: Session) -> None:
    fill(db, [Person(0, cents=5_000)])
    day = TODAY - timedelta(days=20)
    db.add_all([
        Invoice(customer_id=1, date=day, amount_cents=-1_000, kind="credit"),
        Invoice(customer_id=1, date=day, amount_cents=700, state="voided"),
        Invoice(customer_id=1, date=TODAY + timedelta(days=1), amount_cents=900),
        Visit(customer_id=1, property_id=1, status="completed", completed_date=TODAY),
        Visit(customer_id=1, property_id=1, status="booked", scheduled_date=TODAY),
    ])  # fmt: skip
    db.flush()
    last = months(db, TODAY)[-1]
    assert (last.revenue_cents, last.visits, last.tickets) == (4_000, 1, 1)


def test_months_of_a_tree_are_those_of_its_customers(db: Session) -> None:
    fill(db, [Person(0, cents=5_000), Person(None, cents=300), Person(0, cents=70, active=False)])
    assert months(db, TODAY)[-1].revenue_cents == 5_370
    assert months(db, TODAY, Everyone())[-1].revenue_cents == 5_300
    assert months(db, TODAY, chosen.tree("unscored"))[-1].revenue_cents == 300
