"""Which day and which customers the statements of this folder speak of, and what they share."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Select, case, cast, func, or_, select, true

from desktop.models.customers import PropertyLink
from desktop.services.facts.staging import TOUCHED


class Scope(NamedTuple):
    """The day facts are true for, and whether only for the customers that `TOUCHED` lists.

    The list is a table, so that statements stay the same and need not be put together again.
    """

    as_of: date
    touched: bool = False

    def has(self, customer_id: Any) -> ColumnElement[bool]:
        """Whether a column names a customer of this scope."""
        return customer_id.in_(select(TOUCHED.c.customer_id)) if self.touched else true()

    def among(self, customer_id: Any, who: Select[Any]) -> ColumnElement[bool]:
        """Whether a column names one of some customers, or of the few of this scope.

        Of a few, the statement that finds the others would take longer than to leave them in.
        """
        return self.has(customer_id) if self.touched else customer_id.in_(who)

    def owner(self, customer_id: Any) -> ColumnElement[int]:
        """A customer column to group by.

        For everyone it is hidden from the index: SQLite would walk that and fetch a million rows in
        random order, six times as slow as reading them as they lie and sorting. A cast, because
        `+ 0` would have no type, and joins on it no index.
        """
        column: ColumnElement[int] = (
            customer_id.expression if self.touched else cast(customer_id, BigInteger)
        )
        return column.label("customer_id")


def at(day: date) -> ColumnElement[bool]:
    """Whether a property link holds on a day."""
    return or_(PropertyLink.from_date.is_(None), PropertyLink.from_date <= day) & or_(
        PropertyLink.to_date.is_(None), PropertyLink.to_date > day
    )


def later(left: Any, right: Any) -> ColumnElement[Any]:
    """The later of two days of which either may be missing."""
    return case((or_(right.is_(None), left > right), left), else_=func.coalesce(right, left))


def any_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where a condition holds for any row of a group, else 0."""
    return func.max(case((condition, 1), else_=0))


def total(cents: Any) -> ColumnElement[int]:
    """A sum of cents as a whole number (PostgreSQL would widen it to a decimal)."""
    return cast(func.sum(cents), BigInteger)


def ranked(column: Any, order: Mapping[str, int]) -> ColumnElement[int]:
    """The place of a choice in an order of our own; what is not in it comes last."""
    return case(dict(order), value=column, else_=len(order))
