"""Expressions over columns answer as SQLite does, or leave it to SQLite."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    Date,
    and_,
    case,
    extract,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.database import Office
from desktop.models.facts import CustomerFact
from desktop.services.segments.day_math import moved_ahead
from desktop.services.segments.sources import FACTS
from desktop.services.segments.vectors.expressions import evaluate
from desktop.services.segments.vectors.frames import Customers
from desktop.services.segments.vectors.keeping import Kept
from desktop.services.segments.vectors.values import UnsupportedError, truth
from tests.fact_rows import fact_row

COUNT, CENTS = FACTS.c.service_count, FACTS.c.open_balance_cents
DAY, WORD, OPT = FACTS.c.service_1, FACTS.c.customer_type, FACTS.c.email_opt_out
SOME: list[dict[str, Any]] = [
    {"service_count": 0},
    {"service_count": 3, "open_balance_cents": 0, "customer_type": "", "email_opt_out": False},
    {"service_count": 2, "open_balance_cents": -5, "customer_type": "Élm", "email_opt_out": True},
    {"service_1": date(2024, 2, 29), "customer_type": " RESI_dential ", "open_balance_cents": 7},
    {"service_1": date(2026, 1, 31), "customer_type": "residential", "open_balance_cents": 2**40},
]


def fill(db: Session, rows: list[dict[str, Any]]) -> None:
    for number, row in enumerate(rows, start=1):
        db.add(Customer(id=number, display_name=f"Customer {number}"))
        db.flush()
        db.execute(insert(CustomerFact), [fact_row(customer_id=number, live=True, **row)])


@pytest.fixture
def some(db: Session) -> Session:
    fill(db, SOME)
    return db


def assert_agrees(db: Session, condition: Any) -> None:
    """What a condition answers is what SQLite answers, also turned round, and where it is known."""
    customers = Customers(db, Kept(), reads=True)
    for asked in (
        condition,
        not_(func.coalesce(condition, false())),
        func.coalesce(condition, true()),
    ):
        met = np.broadcast_to(truth(evaluate(asked, customers)), customers.size)
        expected = set(db.scalars(select(FACTS.c.customer_id).where(asked)))
        assert set(customers.ids[met].tolist()) == expected, str(asked)


@pytest.mark.parametrize(
    "condition",
    [
        and_(CENTS > 0, COUNT == 0),
        or_(CENTS > 0, COUNT > 2),
        CENTS.is_(None),
        OPT.is_(True),
        true() == OPT,
        OPT.is_not(None),
        COUNT.in_([2, 3]),
        CENTS.in_(list(range(-20, 20))),
        CENTS.in_([]),
        WORD.in_(["residential", "Élm"]),
        WORD.not_in(["residential"]),
        WORD > "a",
        WORD == "Élm",
        func.trim(WORD) != "",
        func.lower(func.trim(WORD)) == "resi_dential",
        func.nullif(func.trim(WORD), "").is_(None),
        WORD.contains("i_d", autoescape=True),
        WORD.contains("éL", autoescape=True),
        WORD.endswith("ial ", autoescape=True),
        case((COUNT > 2, "many"), (CENTS < 0, "owed"), else_=WORD) == "owed",
        case((COUNT > 2, 1)) == 1,
        case((COUNT > 2, 2**40), else_=COUNT) > 2,
        func.coalesce(CENTS, COUNT) >= 2,
        CENTS + COUNT - 1 > 1,
        CENTS * 3 > 20,
        CENTS / COUNT < 0,
        COUNT.bitwise_and(2) != 0,
        extract("month", DAY) == 2,
        extract("day", DAY).in_([29, 31]),
        moved_ahead(DAY, 1, "months") == literal(date(2026, 2, 28), Date),
        moved_ahead(DAY, 1, "years") == literal(date(2025, 2, 28), Date),
        moved_ahead(DAY, 40, "days") > literal(date(2026, 3, 1), Date),
        moved_ahead(DAY, 9000, "years") == literal(date(9999, 12, 31), Date),
    ],
    ids=str,
)
def test_an_expression_answers_as_the_database_does(some: Session, condition: Any) -> None:
    assert_agrees(some, condition)


def test_an_office_without_customers_has_an_answer_too(db: Session) -> None:
    assert_agrees(db, and_(WORD == "x", CENTS * 2 > 1, moved_ahead(DAY, 1, "days") > DAY))


DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
UNITS = st.sampled_from(("days", "weeks", "months", "years"))


@settings(max_examples=40)
@given(days=st.lists(DAYS, min_size=1, max_size=6), n=st.integers(0, 500), unit=UNITS, to=DAYS)
def test_days_are_moved_as_the_database_moves_them(
    shared_office: Office, days: list[date], n: int, unit: str, to: date
) -> None:
    with shared_office.writing() as db:
        fill(db, [{"service_1": day} for day in days])
        assert_agrees(db, moved_ahead(DAY, n, unit) <= literal(to, Date))
        db.rollback()


@pytest.mark.parametrize(
    "condition",
    [CENTS * 2**40 > 0, func.upper(WORD) == "X", WORD == 1, Customer.city == "x", CENTS % 2 == 0],
    ids=str,
)
def test_what_is_not_understood_is_refused(some: Session, condition: Any) -> None:
    with pytest.raises(UnsupportedError):
        evaluate(condition, Customers(some, Kept(), reads=True))
