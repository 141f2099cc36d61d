"""Statements asked again and again, handed to SQLite with their values spelled out."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.services.facts.staging import bare_rows, batches, run


@pytest.mark.parametrize(
    "value", ["O'Brien", "50 % off; --", "a:b ?", "", 0, -3, True, 2.5, date(2024, 2, 29)]
)
def test_a_value_arrives_as_if_it_had_been_handed_over(db: Session, value: Any) -> None:
    asked = select(literal(value), func.coalesce(None, literal(value)))
    assert list(bare_rows(db, asked)) == db.connection().execute(asked).cursor.fetchall()


def test_the_same_statement_sees_what_was_written_in_between(db: Session) -> None:
    asked = select(func.count()).select_from(Customer).where(Customer.display_name == "It's me")
    assert run(db, asked).scalar() == 0
    db.add(Customer(display_name="It's me"))
    db.flush()
    assert run(db, asked).scalar() == 1


def test_a_stream_is_cut_into_pieces_of_a_size() -> None:
    assert list(batches(range(5), 2)) == [(0, 1), (2, 3), (4,)]
    assert list(batches((), 2)) == []
