"""What RFM counts: visits and money at the ends of 36 months, and who is on cycle."""

from datetime import date

import pytest
from sqlalchemy import create_engine, literal, select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Customer, Property
from desktop.models.facts import CustomerFact
from desktop.models.work import Invoice, Visit
from desktop.services import facts
from desktop.services.facts.scores import Scores
from desktop.services.value.rfm_map import shipped_body
from desktop.services.value.rfm_rules import read
from tests.services.value.offices import TODAY, scored

LAST_OUT, FIRST_IN = date(2023, 11, 22), date(2023, 11, 23)
TOMORROW = date(2026, 11, 23)
CODE_OF = {
    "champions": "555", "loyal": "551", "potential": "421", "recent_one_time": "415",
    "promising": "331", "need_attention": "322", "at_risk": "231", "hibernating": "223",
    "cant_lose": "155", "lost": "122",
}  # fmt: skip
ON_CYCLE = {
    (name, due)
    for name in ("lost", "hibernating", "at_risk", "need_attention")
    for due in ("current", "upcoming")
}


@pytest.mark.parametrize(
    ("invoices", "cents"),
    [
        ([(LAST_OUT, 70_000)], 0),
        ([(FIRST_IN, 70_000)], 70_000),
        ([(TODAY, 70_000)], 70_000),
        ([(TODAY, 1), (TOMORROW, 70_000)], 1),
        ([(TODAY, 70_000), (TODAY, -20_001)], 49_999),
    ],
)
def test_money_is_what_was_invoiced_in_36_months_less_credits(
    db: Session, invoices: list[tuple[date, int]], cents: int
) -> None:
    _served(db, TODAY)
    for day, amount in invoices:
        kind = "credit" if amount < 0 else "invoice"
        db.add(Invoice(customer_id=1, date=day, amount_cents=amount, kind=kind))
    assert _scored(db).revenue_3y_cents == cents


@pytest.mark.parametrize(
    ("day", "status", "counted"),
    [
        (LAST_OUT, "completed", 1),
        (FIRST_IN, "completed", 2),
        (TOMORROW, "completed", 1),
        (FIRST_IN, "voided", 1),
        (FIRST_IN, "booked", 1),
    ],
)
def test_visits_are_those_finished_in_36_months(
    db: Session, day: date, status: str, counted: int
) -> None:
    _served(db, TODAY)
    _served(db, day, status)
    assert _scored(db).visits_3y == counted


def test_a_visit_for_nothing_counts_like_any_other(db: Session) -> None:
    _served(db, TODAY)
    found = _scored(db)
    assert (found.visits_3y, found.rfm_r, found.rfm_m) == (1, 5, 1)


@pytest.mark.parametrize("due", tuple(c.DUE_STATUS))
def test_on_cycle_are_four_names_while_nothing_is_due(due: str) -> None:
    """One customer per name, by its days, visits and cents."""
    rules, last = read(shipped_body()), date(2026, 1, 1)
    found = set()
    with create_engine("sqlite://").connect() as connection:
        for name, code in CODE_OF.items():
            score = Scores(TODAY, rules, literal(last), literal(0), literal(0))
            score.r, score.f, score.m = (literal(int(digit)) for digit in code)
            named, on_cycle = connection.execute(
                select(score.segment(), score.on_cycle(literal(due)))
            ).one()
            assert named == name
            if on_cycle:
                found.add((name, due))
    assert found == {one for one in ON_CYCLE if one[1] == due}


def _served(db: Session, day: date, status: str = "completed") -> None:
    if db.get(Customer, 1) is None:
        db.add_all((Customer(id=1, display_name="Reyes"), Property(id=1)))
        db.flush()
    db.add(Visit(customer_id=1, property_id=1, status=status, completed_date=day))


def _scored(db: Session) -> CustomerFact:
    facts.refresh(db, TODAY)
    (one,) = scored(db)
    return one
