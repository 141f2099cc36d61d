"""Reads the accounts of customers from the office."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.tables import metadata
from desktop.services.importing.batch.images import among, dicts
from desktop.services.payments.account import (
    INVOICES,
    PAYMENTS,
    SHARES,
    WITHOUT_END,
    Account,
    account_of,
)
from desktop.services.payments.applying import trimmed

_SHARES = metadata.tables[SHARES]
_TOGETHER, _SHOWN = 500, 5
Rows = dict[int, list[dict[str, Any]]]


class Books(NamedTuple):
    """The rows of some customers, each list by customer."""

    invoices: Rows
    payments: Rows
    shares: Rows


def accounts(
    db: Session, customer_ids: Collection[int], as_of: date = WITHOUT_END
) -> Iterator[tuple[int, Account]]:
    """The accounts of customers, one by one; by default with what is dated ahead."""
    ids = sorted(set(customer_ids))
    for start in range(0, len(ids), _TOGETHER):
        books = _books(db, ids[start : start + _TOGETHER])
        for one in ids[start : start + _TOGETHER]:
            rows = (books.invoices[one], books.payments[one], books.shares[one])
            yield one, account_of(*rows, as_of)


def _books(db: Session, ids: list[int]) -> Books:
    found = Books(defaultdict(list), defaultdict(list), defaultdict(list))
    for name, rows in ((INVOICES, found.invoices), (PAYMENTS, found.payments)):
        table = metadata.tables[name]
        for condition in among(table.c.customer_id, ids):
            for row in dicts(db, select(table).where(condition).order_by(table.c.id)):
                rows[row["customer_id"]].append(row)
    owner = {row["id"]: one for one, rows in found.invoices.items() for row in rows}
    for row in _shares(db, ids):
        found.shares[owner[row["invoice_id"]]].append(row)
    return found


def _shares(db: Session, customer_ids: list[int]) -> list[dict[str, Any]]:
    """The shares of the invoices of customers."""
    invoices = metadata.tables[INVOICES]
    found: list[dict[str, Any]] = []
    for condition in among(invoices.c.customer_id, customer_ids):
        theirs = select(_SHARES).join(invoices, invoices.c.id == _SHARES.c.invoice_id)
        found += dicts(db, theirs.where(condition).order_by(_SHARES.c.id))
    return found


def with_shares(db: Session, customer_ids: Collection[int] | None) -> set[int]:
    """Those of some customers, or of all, whose invoices are paid by parts of payments."""
    invoices = metadata.tables[INVOICES]
    owners = select(invoices.c.customer_id).distinct()
    owners = owners.join(_SHARES, _SHARES.c.invoice_id == invoices.c.id)
    if customer_ids is None:
        return set(db.scalars(owners))
    if len(customer_ids) <= _TOGETHER:
        owners = owners.where(invoices.c.customer_id.in_(customer_ids))
    return set(db.scalars(owners)).intersection(customer_ids)


def not_fitting(db: Session, customer_ids: Collection[int] | None = None) -> list[str]:
    """The names of customers, by default of all, whose applied payments do not fit the books."""
    of = accounts(db, with_shares(db, customer_ids))
    bad = [customer_id for customer_id, account in of if trimmed(account)]
    names = select(Customer.display_name).order_by(Customer.display_name, Customer.id)
    some = among(Customer.id.expression, sorted(bad))
    return [name for condition in some for name in db.scalars(names.where(condition))]


def refuse_unfit(db: Session, customer_ids: Collection[int], what: str) -> None:
    """Refuse to take something back under payments that were applied since.

    Raises:
        UserError: names the customers; the caller takes back what it wrote.
    """
    names = not_fitting(db, customer_ids)
    if names:
        more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
        raise UserError(
            f"{what} cannot be taken back, because payments were applied to invoices since: "
            f"{'; '.join(names[:_SHOWN])}{more}. Take the applied payments back on the card of "
            "the customer first. Nothing was changed."
        )
