"""Fills an empty office with a believable one: the same seed always gives the same office."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.tables import records
from desktop.models.work import Invoice, Visit
from desktop.services.dates import add_months
from desktop.services.office.sample.accounts import write_accounts
from desktop.services.office.sample.contacts import start_campaigns
from desktop.services.office.sample.desk import Desk
from desktop.services.office.sample.lists import write_lists
from desktop.services.office.sample.places import Places
from desktop.services.office.sample.staff import hire
from desktop.services.office.sample.writing import Rows, without_indexes
from desktop.services.pace import uncollected

MOST_CUSTOMERS, MOST_YEARS = 1_000_000, 40
CHECKPOINT_EVERY = 200  # customers


class SampleCounts(NamedTuple):
    """How much was made."""

    customers: int
    visits: int
    invoices: int


def make_sample(
    db: Session,
    customers: int,
    years: int,
    seed: int,
    as_of: date,
    checkpoint: Callable[[int, int], None] | None = None,
) -> SampleCounts:
    """Fill the empty office with `customers` customers and `years` years of history.

    The caller refreshes the facts and commits. `checkpoint(done, total)` may raise to stop.

    Raises:
        UserError: the office is not empty, or a number is out of range.
    """
    _refuse(db, customers, years)
    with uncollected(), without_indexes(db):
        return _make(_open(db, years, seed, as_of), customers, checkpoint)


def _make(
    desk: Desk, customers: int, checkpoint: Callable[[int, int], None] | None
) -> SampleCounts:
    while (made := desk.rows.count(Customer)) < customers:
        if checkpoint and made // CHECKPOINT_EVERY != (made - 1) // CHECKPOINT_EVERY:
            checkpoint(made, customers)
        write_accounts(desk, customers - made)
        desk.rows.write_when_full()
    write_lists(desk)
    desk.rows.write()
    if checkpoint:
        checkpoint(customers, customers)
    return SampleCounts(*(desk.rows.count(kind) for kind in (Customer, Visit, Invoice)))


def _open(db: Session, years: int, seed: int, as_of: date) -> Desk:
    rows, places = Rows(db), Places()
    today, opening = as_of.toordinal(), add_months(as_of, -12 * years).toordinal()
    staff = hire(rows, places.towns, today)
    desk = Desk(Random(seed), rows, today, opening, places, staff)
    start_campaigns(desk)
    return desk


def _refuse(db: Session, customers: int, years: int) -> None:
    if not 1 <= customers <= MOST_CUSTOMERS:
        raise UserError(f"A sample office has from 1 to {MOST_CUSTOMERS:,} customers.")
    if not 1 <= years <= MOST_YEARS:
        raise UserError(f"A sample office has from 1 to {MOST_YEARS} years of history.")
    if any(db.scalar(select(exists().select_from(kind))) for kind in records()):
        raise UserError("This office is not empty; make the sample in a new office file.")
