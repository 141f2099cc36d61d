"""Which rows explain that a total is another than the sum of its rows."""

from decimal import Decimal

from desktop.services.importing.cells.sums import MOST_ROWS, money_or_none, rows_in_doubt
from desktop.services.importing.cells.values import amount

AMOUNTS = {2: Decimal(10), 3: Decimal(25), 4: None}


def test_rows_that_were_not_read_are_named_before_all_others() -> None:
    assert rows_in_doubt(AMOUNTS, AMOUNTS, {4}, Decimal(10)) == (4,)


def test_else_the_row_of_just_that_amount_or_read_with_the_wrong_sign() -> None:
    assert rows_in_doubt(AMOUNTS, AMOUNTS, (), Decimal(-10)) == (2,)
    assert rows_in_doubt(AMOUNTS, AMOUNTS, (), Decimal(50)) == (3,)
    assert rows_in_doubt(AMOUNTS, AMOUNTS, (), Decimal(7)) == ()


def test_few_rows_are_named_and_none_without_a_difference() -> None:
    same = dict.fromkeys(range(9), Decimal(0))
    assert rows_in_doubt(same, same, (), Decimal(0)) == ()
    assert len(rows_in_doubt(same, same, range(9), Decimal(1))) == MOST_ROWS


def test_what_is_no_amount_is_none() -> None:
    assert (money_or_none(amount, "TBD"), money_or_none(amount, "$1.50")) == (None, Decimal("1.5"))
