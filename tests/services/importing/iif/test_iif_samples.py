"""Every IIF sample gives the counts and sums that its list of sources promises."""

from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.conftest import Import, picture, rows
from tests.services.importing.iif.conftest import SAMPLES, read


class Promise(NamedTuple):
    """What one file holds; `sums` by kind of document: how many, and what they come to."""

    name: str
    customers: int = 0
    jobs: int = 0
    sums: dict[str, tuple[int, str]] = {}  # noqa: RUF012 - never changed
    lines: int = 0
    guessed: tuple[int, str] = (0, "0")
    refused: int = 0


PROMISES = (
    Promise("qbd-enterprise34-all-lists.IIF", customers=45, jobs=20),
    Promise("kit-list-declarations.iif", customers=1),
    Promise("kit-invoice-no-tax.iif", sums={"invoice": (1, "20.00")}, lines=1),
    Promise("kit-invoice-with-tax-2006.iif", customers=1, sums={"invoice": (1, "10.25")}, lines=3),
    Promise("kit-receive-payment.iif", sums={"payment": (1, "500.00")}),
    Promise("kit-cash-sale-no-tax-2004.iif", sums={"sales receipt": (1, "10.00")}, lines=1),
    Promise(
        "kit-credit-memo-with-tax-2006.iif", 1, sums={"credit memo": (1, "-10.25")}, lines=3
    ),
    Promise("kit-estimate-no-tax-2004.iif", sums={"estimate": (1, "200.00")}, lines=2),
    Promise("kit-deposit-income.iif"),
    Promise("kit-bill-2007.iif"),
    Promise(
        "kit-full-file-2006-text-named.xls", 1, lines=17,
        sums={
            "invoice": (2, "30.25"), "sales receipt": (2, "20.25"), "payment": (1, "500.00"),
            "credit memo": (2, "-20.25"), "estimate": (2, "20.25"), "other": (1, "165.00"),
        },
    ),
    Promise("square-full-cash-sale.iif", 1, sums={"sales receipt": (1, "1969.98")}, lines=3),
    Promise("paypal-donation.iif", guessed=(4, "492.76")),
    Promise("paypal-fundraiser.iif", guessed=(3, "157.12")),
    Promise("riif-trns-short-rows.iif", sums={"invoice": (1, "20.00")}, lines=1),
    Promise("riif-timeact.iif"),
    Promise("riif-mixed-headers.iif", customers=2, refused=4),
)  # fmt: skip


def sample(name: str, request: pytest.FixtureRequest) -> Path:
    """A sample of our own where the licence allows one, else of the shared folder."""
    own = SAMPLES / name
    if own.exists():
        return own
    folder: Path = request.getfixturevalue("shared_data")
    return folder / "quickbooks" / "iif" / name


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_a_sample_holds_what_its_source_promises(
    promise: Promise, request: pytest.FixtureRequest
) -> None:
    parsed = read(sample(promise.name, request))
    names = [customer.name for customer in parsed.customers]
    assert sum(not name.site for name in names) == promise.customers
    assert sum(bool(name.site) for name in names) == promise.jobs
    counts = Counter(document.kind for document in parsed.documents)
    sums = {
        kind: (count, str(sum(d.amount or 0 for d in parsed.documents if d.kind == kind)))
        for kind, count in counts.items()
    }
    assert sums == promise.sums
    assert sum(len(document.lines) for document in parsed.documents) == promise.lines
    guessed = sum((one.amount or Decimal(0) for one in parsed.guessed), Decimal(0))
    assert (len(parsed.guessed), guessed) == (promise.guessed[0], Decimal(promise.guessed[1]))
    boxes = Counter(outcome.box for outcome in parsed.outcomes.values())
    assert boxes["refused"] == promise.refused


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.name)
def test_a_sample_comes_in_once_and_goes_back(
    promise: Promise, request: pytest.FixtureRequest, db: Session, bring_in: Import
) -> None:
    path = sample(promise.name, request)
    empty = picture(db)
    result = bring_in(path, guess=frozenset([path.name]))
    table = result.preview.tables[0]
    assert sum(table.boxes.values()) == table.rows_read
    before = picture(db)
    again = bring_in(path, guess=frozenset([path.name]))
    assert again.preview.boxes["new"] == again.preview.boxes["changed"] == 0
    assert picture(db) == before
    importing.undo(db, again.batch_id)
    importing.undo(db, result.batch_id)
    assert picture(db) == empty


def test_the_whole_list_keeps_contacts_tasks_and_the_day(db: Session, bring_in: Import) -> None:
    result = bring_in(SAMPLES / "qbd-enterprise34-all-lists.IIF")
    table = result.preview.tables[0]
    assert (table.new["interactions"], table.new["tasks"]) == (5, 6)
    notes = " ".join(str(place.get("note")) for place in rows(db, "properties"))
    assert "Job: Spa (Install - 6 Man Spa), New Construction, in progress" in notes


def test_a_cash_sale_is_an_invoice_and_its_payment(
    request: pytest.FixtureRequest, db: Session, bring_in: Import
) -> None:
    bring_in(sample("square-full-cash-sale.iif", request))
    (invoice,), (payment,) = rows(db, "invoices"), rows(db, "payments")
    assert invoice["amount_cents"] == payment["amount_cents"] == 196998
    assert payment["invoice_id"] == invoice["id"]


def test_sales_without_a_type_wait_for_consent(db: Session, bring_in: Import) -> None:
    path = SAMPLES / "paypal-donation.iif"
    assert bring_in(path).preview.boxes["review"] == 16
    assert rows(db, "invoices") == []
    bring_in(path, guess=frozenset([path.name]))
    assert sum(invoice["amount_cents"] for invoice in rows(db, "invoices")) == 49276


def test_blanks_where_tabs_should_be_are_told(request: pytest.FixtureRequest) -> None:
    with pytest.raises(importing.ImportFileError, match="has blanks where tabs should be"):
        read(sample("bad-tabs-turned-to-spaces.iif", request))
