"""Payments applied to the oldest invoices: the rules, against a second way to do it."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.payments.account import Share, columns_of
from desktop.services.payments.applying import Applied, oldest_first, trimmed
from tests.services.payments.accounts import TODAY, Rows, account, books, cent_by_cent

JAN, FEB = date(2026, 1, 5), date(2026, 2, 5)


def invoice(number: int, day: date, cents: int, **more: Any) -> dict[str, Any]:
    made = {"id": number, "kind": "invoice", "state": "posted", "number": str(number)}
    money = {"amount_cents": cents, "tax_cents": None, "open_cents": None, "due_date": None}
    return made | {"date": day} | money | more


def payment(number: int, day: date, cents: int, **more: Any) -> dict[str, Any]:
    made = {"id": number, "invoice_id": None, "number": f"c{number}", "date": day}
    return made | {"amount_cents": cents} | more


def applied(invoices: Rows, payments: Rows) -> list[tuple[str, int, int, int]]:
    """Which money pays how much of which invoice."""
    found = oldest_first(account(invoices, payments), TODAY).shares
    return [(*one.money, one.invoice_id, one.cents) for one in found]


def stored(done: Applied) -> Rows:
    return [columns_of(one) | {"id": place} for place, one in enumerate(done.shares, 1)]


@given(books())
def test_it_is_what_comes_out_cent_by_cent(found: tuple[Rows, Rows]) -> None:
    paid = Counter[Any]()
    for one in oldest_first(account(*found), TODAY).shares:
        paid[one.money, one.invoice_id] += one.cents
    assert paid == cent_by_cent(*found)


@given(books())
def test_no_share_is_more_than_its_payment_or_its_invoice(found: tuple[Rows, Rows]) -> None:
    whole = account(*found)
    done = oldest_first(whole, TODAY)
    used, got = Counter[Any](), Counter[int]()
    for one in done.shares:
        used[one.money] += one.cents
        got[one.invoice_id] += one.cents
    assert all(one.cents > 0 for one in done.shares)
    assert all(used[one.key] <= one.cents for one in whole.money)
    assert all(got[one.id] <= one.room <= one.gross for one in whole.charges)
    assert done.cents + done.left_cents == sum(one.cents for one in whole.money)


@given(books())
def test_twice_applies_nothing_new_and_all_of_it_fits(found: tuple[Rows, Rows]) -> None:
    again = account(*found, stored(oldest_first(account(*found), TODAY)))
    assert oldest_first(again, TODAY).shares == ()
    assert trimmed(again) == {}


@given(books(), st.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(found: tuple[Rows, Rows], seed: int) -> None:
    invoices, payments = found
    other = tuple(Random(seed).sample(rows, len(rows)) for rows in found)
    assert oldest_first(account(invoices, payments), TODAY) == oldest_first(account(*other), TODAY)


@given(books(), books())
def test_what_no_longer_fits_is_taken_back_and_nothing_else(
    found: tuple[Rows, Rows], later: tuple[Rows, Rows]
) -> None:
    rows = stored(oldest_first(account(*found), TODAY))
    lowered = trimmed(account(*later, rows))
    for one in rows:
        one["amount_cents"] = lowered.get(one["id"], one["amount_cents"])
    left = [one for one in rows if one["amount_cents"]]
    assert trimmed(account(*later, left)) == {}
    assert all(cents >= 0 for cents in lowered.values())


@pytest.mark.parametrize(
    ("invoices", "payments", "expected"),
    [
        ([], [], []),
        ([], [payment(1, FEB, 5)], []),
        ([invoice(1, JAN, 5)], [], []),
        ([invoice(1, JAN, 5)], [payment(1, FEB, 3)], [("payments", 1, 1, 3)]),
        # due first is paid first, whatever was written first
        (
            [invoice(1, JAN, 5, due_date=TODAY), invoice(2, FEB, 5)],
            [payment(1, FEB, 5)],
            [("payments", 1, 2, 5)],
        ),
        # money that came before the invoice does not pay it
        ([invoice(1, FEB, 5)], [payment(1, JAN, 5)], []),
        # a credit pays like a payment
        (
            [invoice(1, JAN, 5), invoice(2, FEB, -2, kind="credit")],
            [],
            [("invoices", 2, 1, 2)],
        ),
        # the books state what is open: that stands, and the rest was paid by this money
        (
            [invoice(1, JAN, 5), invoice(2, FEB, 9, open_cents=2)],
            [payment(1, FEB, 8)],
            [("payments", 1, 2, 7), ("payments", 1, 1, 1)],
        ),
        ([invoice(1, JAN, 5, open_cents=5)], [payment(1, FEB, 8)], []),
        # a payment that names its invoice pays no other
        (
            [invoice(1, JAN, 5), invoice(2, FEB, 5)],
            [payment(1, FEB, 5, invoice_id=2), payment(2, FEB, 5)],
            [("payments", 2, 1, 5)],
        ),
        # money and receipts of one paper, money to come, voids
        (
            [invoice(1, JAN, 5), invoice(2, FEB, 5, kind="sales_receipt")],
            [payment(1, FEB, 5) | {"number": "2"}],
            [],
        ),
        ([invoice(1, JAN, 5)], [payment(1, TODAY + timedelta(1), 5)], []),
        ([invoice(1, JAN, 5, state="voided")], [payment(1, FEB, 5)], []),
    ],
)
def test_which_money_pays_which_invoice(
    invoices: Rows, payments: Rows, expected: list[tuple[str, int, int, int]]
) -> None:
    assert applied(invoices, payments) == expected


def share(by: str, cents: int = 5) -> Rows:
    told = Share(0, ("payments", 1), 1, cents, by, TODAY)
    return [columns_of(told) | {"id": 1}]


@pytest.mark.parametrize(
    ("invoice_now", "payment_now", "left"),
    [
        ({}, {}, {}),
        ({"amount_cents": 3}, {}, {1: 3}),
        ({"open_cents": 5}, {}, {1: 0}),
        ({"open_cents": 1}, {}, {1: 4}),
        ({"state": "voided"}, {}, {1: 0}),
        ({"date": TODAY}, {}, {1: 0}),
        ({}, {"amount_cents": 2}, {1: 2}),
        ({}, {"invoice_id": 1}, {1: 0}),
    ],
)
def test_what_the_program_applied_gives_way(
    invoice_now: dict[str, Any], payment_now: dict[str, Any], left: dict[int, int]
) -> None:
    found = [invoice(1, JAN, 5) | invoice_now], [payment(1, FEB, 5) | payment_now]
    assert trimmed(account(*found, share("oldest_first"))) == left


def test_what_a_file_told_stands_beside_what_the_books_state() -> None:
    found = [invoice(1, JAN, 5, open_cents=5)], [payment(1, FEB, 5)]
    assert trimmed(account(*found, share("told"))) == {}


def test_what_a_file_told_goes_before_what_the_program_applied() -> None:
    found = [invoice(1, JAN, 5), invoice(2, JAN, 5)], [payment(1, FEB, 5)]
    rows = share("oldest_first") + [one | {"id": 2, "invoice_id": 2} for one in share("told")]
    assert trimmed(account(*found, rows)) == {1: 0}
