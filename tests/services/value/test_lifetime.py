"""Lifetime values follow the formula; changing an assumption makes a new version."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import BigInteger, literal, select
from sqlalchemy.orm import Session

from desktop.models.database import Office
from desktop.models.errors import UserError
from desktop.services.facts import money as facts_money
from desktop.services.value import lifetime, lifetime_rules, versions
from tests.services.value.offices import Person, fill

TODAY = date(2026, 11, 22)


def body(**changed: Any) -> dict[str, Any]:
    return lifetime_rules.shipped_body() | changed


def test_the_value_of_one_customer_worked_by_hand(db: Session) -> None:
    """$900 in 36 months are $300 a year; 40 % of it, over two years at 10 % and 50 %."""
    fill(db, [Person(10, cents=90_000)])
    lifetime.publish(db, body(horizon_years=2, retention_percent="50"), "trial", "Ann", TODAY)
    found = lifetime.of_customer(db, 1, TODAY)
    assert found.yearly_cents == 30_000
    assert found.value_cents == 15_868  # 120 / 1.1 + 60 / 1.21 = 158.677...


@given(
    margin=st.integers(1, 100), discount=st.integers(0, 50), years=st.integers(1, 30),
    retention=st.integers(0, 100),
)  # fmt: skip
def test_the_factor_is_the_sum_of_the_formula_to_a_millionth(
    margin: int, discount: int, years: int, retention: int
) -> None:
    made = lifetime_rules.read(
        body(
            margin_percent=margin, discount_percent=str(discount), horizon_years=years,
            retention_percent=retention,
        )
    )  # fmt: skip
    total, kept, worth = Fraction(0), Fraction(1), Fraction(1)
    for _ in range(years):
        worth *= Fraction(100, 100 + discount)
        total += Fraction(margin, 100) * kept * worth
        kept *= Fraction(retention, 100)
    assert abs(made.factor() - total) <= Fraction(1, 2_000_000)


@given(cents=st.integers(-(10**9), 10**9), margin=st.integers(1, 100))
def test_the_fact_of_a_customer_is_the_same_to_the_cent(
    shared_office: Office, cents: int, margin: int
) -> None:
    made = lifetime_rules.read(body(margin_percent=margin))
    sold = select(literal(cents, BigInteger).label("recent")).subquery()
    with shared_office.reading() as db:
        stored = db.scalar(select(facts_money.lifetime_value(sold, made.millionths())))
    assert stored == lifetime.share_of(cents, made.factor() / 3)


def test_a_customer_without_a_sale_has_no_value(db: Session) -> None:
    fill(db, [Person(None)])
    found = lifetime.of_customer(db, 1, TODAY)
    assert (found.value_cents, found.yearly_cents) == (None, None)


def test_another_discount_rate_is_a_new_version_named_under_every_figure(db: Session) -> None:
    fill(db, [Person(10, cents=90_000)])
    before = lifetime.of_customer(db, 1, TODAY)
    made = lifetime.publish(db, body(discount_percent="12.5"), "dearer money", "Ann", TODAY)
    after = lifetime.of_customer(db, 1, TODAY)
    assert made.version == 2
    assert "version 1 of" in before.text
    assert "version 2 of" in after.text
    assert "discount rate 12.5% a year" in after.text
    assert [one.version for one in versions.history(db, "lifetime")] == [2, 1]


def test_sums_by_a_label_are_those_of_their_customers_to_the_cent(db: Session) -> None:
    people = [Person(10, cents=33_333), Person(700, cents=101), Person(900, cents=-77), Person(5)]
    fill(db, people)
    table = lifetime.by_dimension(db, TODAY, "lifecycle")
    each = [lifetime.of_customer(db, n, TODAY).value_cents or 0 for n in range(1, 5)]
    assert table.total_cents == sum(each)
    assert sum(line.customers for line in table.lines) == 4
    assert sum(line.valued for line in table.lines) == 3
    assert "discount rate" in table.text


def test_an_empty_office_has_no_lines(db: Session) -> None:
    fill(db, [])
    assert lifetime.by_dimension(db, TODAY, "zone").lines == ()


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"margin_percent": "0"}, "margin_percent"),
        ({"margin_percent": "101"}, "margin_percent"),
        ({"margin_percent": True}, "margin_percent"),
        ({"discount_percent": "-1"}, "discount_percent"),
        ({"discount_percent": "51"}, "discount_percent"),
        ({"discount_percent": "many"}, "discount_percent"),
        ({"discount_percent": "NaN"}, "discount_percent"),
        ({"horizon_years": 0}, "horizon_years"),
        ({"horizon_years": 2.5}, "horizon_years"),
        ({"retention_percent": None}, "retention_percent"),
        ({"cost_allocation": " "}, "cost_allocation"),
        ({"cost_allocation": 5}, "cost_allocation"),
        ({"profit": 1}, "profit"),
    ],
)
def test_assumptions_that_make_no_sense_are_refused_with_their_place(
    changed: dict[str, Any], where: str
) -> None:
    with pytest.raises(UserError) as refused:
        lifetime_rules.check(body(**changed))
    assert refused.value.where == where


@pytest.mark.parametrize(
    ("cents", "whole"),
    [(Fraction(1, 2), 1), (Fraction(49, 100), 0), (Fraction(-1, 2), -1), (Fraction(7, 3), 2)],
)
def test_cents_are_rounded_half_up(cents: Fraction, whole: int) -> None:
    assert lifetime.share_of(cents.numerator, Fraction(1, cents.denominator)) == whole
