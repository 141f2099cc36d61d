"""Customers and other records by what a person or a file calls them."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.customers import Customer
from desktop.models.errors import UserError

_TOGETHER = 500
_LONGEST_NUMBER = 18  # digits that a row number can have


class Known(NamedTuple):
    """A customer: the number, the id in the open file, and what people say."""

    id: int
    open_id: str
    account_no: str | None
    display_name: str


def by_account(db: Session, account: str) -> Known:
    """The customer with an account number, however it is written.

    Raises:
        UserError: nobody has it.
    """
    wanted = account.strip().lower()
    statement = select(Customer).where(func.lower(func.trim(Customer.account_no)) == wanted)
    found = db.scalars(statement.order_by(Customer.id)).first()
    if found is None:
        raise UserError(f"No customer has the account number “{account}”.", where=account)
    return Known(found.id, found.open_id, found.account_no, found.display_name)


def by_account_or_id(db: Session, text: str) -> int:
    """The customer of an account number, or of an id as the open file writes it ("c17").

    Raises:
        UserError: nobody has either.
    """
    found = db.scalar(select(Customer.id).where(Customer.account_no == text))
    if found is None:
        found = db.scalar(select(Customer.id).where(Customer.uid == text))
    plain = text.removeprefix(Customer.__letter__)
    if found is None and plain.isdecimal() and len(plain) < _LONGEST_NUMBER:
        found = db.scalar(select(Customer.id).where(Customer.id == int(plain)))
    if found is None:
        raise UserError(f"There is no customer with the account number {text}.", where=text)
    return found


def named(db: Session, customer_ids: Iterable[int]) -> dict[int, tuple[str | None, str]]:
    """Account number and name of some customers."""
    wanted, found = sorted(set(customer_ids)), dict[int, tuple[str | None, str]]()
    columns = (Customer.id, Customer.account_no, Customer.display_name)
    for start in range(0, len(wanted), _TOGETHER):
        some = select(*columns).where(Customer.id.in_(wanted[start : start + _TOGETHER]))
        found |= {number: (account, name) for number, account, name in db.execute(some)}
    return found


class OpenIds:
    """The ids of the records of a table in the open file: of their own, or letter and number."""

    def __init__(self, db: Session, entity: type[Record]) -> None:
        """Read those that brought one of their own; they are few."""
        rows = db.execute(select(entity.id, entity.uid).where(entity.uid.is_not(None)))
        self._own: dict[int, str | None] = dict(rows.all())
        self._letter = entity.__letter__

    def of(self, row_id: int) -> str | None:
        """The id of a record; none of no record."""
        return (self._own.get(row_id) or f"{self._letter}{row_id}") if row_id else None
