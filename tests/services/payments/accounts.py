"""Any account of one customer, and a second way to apply money that is slow and obvious."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from desktop.services.payments.account import Account, Key, account_of, gross_of

TODAY = date(2026, 3, 1)
DAYS = st.integers(-6, 2).map(lambda days: TODAY + timedelta(days))
KINDS = ("invoice", "invoice", "invoice", "charge", "credit", "refund", "sales_receipt")
NUMBERS = st.sampled_from((None, "7", "8"))
Rows = list[dict[str, Any]]


@st.composite
def books(draw: st.DrawFn) -> tuple[Rows, Rows]:
    """The invoices and payments of a customer, in no order."""
    invoices = [_invoice(draw, number) for number in range(1, draw(st.integers(0, 6)) + 1)]
    names = st.sampled_from((None, None, None, *(one["id"] for one in invoices)))
    payments = [
        {
            "id": number,
            "invoice_id": draw(names),
            "number": draw(NUMBERS),
            "date": draw(DAYS),
            "amount_cents": draw(st.integers(1, 9)),
        }
        for number in range(1, draw(st.integers(0, 6)) + 1)
    ]
    return invoices, payments


def _invoice(draw: st.DrawFn, number: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(KINDS))
    cents = draw(st.integers(0, 9)) * (-1 if kind in ("credit", "refund") else 1)
    day = draw(DAYS)
    return {
        "id": number,
        "kind": kind,
        "state": draw(st.sampled_from(("posted", "posted", "posted", "voided"))),
        "number": draw(NUMBERS),
        "date": day,
        "due_date": draw(st.sampled_from((None, day, day + timedelta(3)))),
        "amount_cents": cents,
        "tax_cents": draw(st.sampled_from((None, 0, 1))),
        "open_cents": draw(st.sampled_from((None, None, 0, cents // 2))),
    }


def account(invoices: Rows, payments: Rows, shares: Rows = []) -> Account:  # noqa: B006 - read only
    return account_of(invoices, payments, shares, TODAY)


def cent_by_cent(invoices: Rows, payments: Rows) -> dict[tuple[Key, int], int]:
    """Every cent of every payment goes to the first invoice that may still get one."""
    posted = [one for one in invoices if one["state"] == "posted" and one["date"] <= TODAY]
    papers = [(one["date"], one["number"]) for one in invoices if one["kind"] == "sales_receipt"]
    purse = [
        (one["date"], one["number"] or "", one["amount_cents"], ("payments", one["id"]))
        for one in payments
        if one["date"] <= TODAY and one["invoice_id"] is None
        if one["number"] is None or (one["date"], one["number"]) not in papers
    ]
    for one in posted:
        if one["kind"] == "credit":
            cents = -gross_of(one) - abs(one["open_cents"] or 0)
            purse.append((one["date"], one["number"] or "", cents, ("invoices", one["id"])))
    room = {one["id"]: _room(one, payments) for one in posted}
    paid: dict[tuple[Key, int], int] = {}
    for day, _, cents, key in sorted(purse):
        for _ in range(cents):
            may = [one for one in posted if room[one["id"]] > 0 and one["date"] <= day]
            if may:
                first = min(may, key=lambda one: _order(one, payments))
                room[first["id"]] -= 1
                paid[key, first["id"]] = paid.get((key, first["id"]), 0) + 1
    return paid


def _room(one: dict[str, Any], payments: Rows) -> int:
    if one["kind"] in ("sales_receipt", "credit"):
        return 0
    named = sum(
        p["amount_cents"] for p in payments if p["invoice_id"] == one["id"] and p["date"] <= TODAY
    )
    return int(gross_of(one) - (one["open_cents"] or 0) - named)


def _order(one: dict[str, Any], payments: Rows) -> tuple[Any, ...]:
    is_unstated, number = one["open_cents"] is None, one["number"] or ""
    due = one["due_date"] or one["date"]
    return is_unstated, due, one["date"], number, gross_of(one), _room(one, payments), one["id"]
