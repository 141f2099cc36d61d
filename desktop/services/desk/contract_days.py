"""Contracts with a day coming: those that run out, and renewals that the authority waits for."""

from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.equipment import Contract, System
from desktop.services.care.contracts import Agreement, file_by, state, successor
from desktop.services.care.rules import Rules, load_rules
from desktop.services.dates import add_days

_Other = aliased(Contract)


def _agreement(contract: Any) -> tuple[Any, ...]:
    """The columns of an `Agreement`, in its order."""
    return (
        contract.id, contract.kind, contract.start_date, contract.end_date,
        contract.cancel_date, contract.system_id, contract.property_id,
        contract.visits_per_year, contract.filed_with_authority_on,
    )  # fmt: skip


_WIDTH = len(Agreement._fields)


class ContractDay(NamedTuple):
    """A contract of an active customer, and the day that matters in its list."""

    contract_id: int
    no: str | None
    kind: str
    customer_id: int
    day: date
    price_cents: int | None

    @property
    def what(self) -> str:
        """Number and kind in words."""
        kind = c.CONTRACT_KIND.label(self.kind)
        return f"{self.no} · {kind}" if self.no else kind


class ContractDays(NamedTuple):
    """The three lists of contracts; each ordered by its day."""

    expiring: tuple[ContractDay, ...]  # the day it ends
    file_late: tuple[ContractDay, ...]  # the day the renewal should have been filed
    file_soon: tuple[ContractDay, ...]


def contract_days(db: Session, as_of: date) -> ContractDays:
    """The contracts that end about now, sorted into the lists they belong to."""
    rules = load_rules(db)
    found: dict[str, list[ContractDay]] = defaultdict(list)
    for _, pairs in groupby(db.execute(_pairs(as_of, rules)), key=itemgetter(0)):
        rows = list(pairs)
        one = Agreement(*rows[0][:_WIDTH])
        others = [Agreement(*row[_WIDTH : 2 * _WIDTH]) for row in rows if row[_WIDTH] is not None]
        for name, day in _lists_of(one, others, rows[0].system_kind, as_of, rules):
            found[name].append(_day_of(rows[0], day))
    return ContractDays(*(tuple(sorted(found[name], key=_order)) for name in ContractDays._fields))


def _order(one: ContractDay) -> tuple[date, int]:
    return one.day, one.contract_id


def _day_of(row: Any, day: date) -> ContractDay:
    return ContractDay(row[0], row.no, row[1], row.customer_id, day, row.price_cents)


def _lists_of(
    one: Agreement, others: list[Agreement], system_kind: str | None, as_of: date, rules: Rules
) -> list[tuple[str, date]]:
    """The lists a contract is in; that it ends about now, the statement has seen to.

    A contract that ran out and was not renewed has nothing to file; one that was renewed waits
    until the new one is filed.
    """
    is_active, found = state(one, as_of) == "active", []
    follower = successor(one, others, as_of, rules)
    if one.end is not None and is_active and follower is None:
        found.append(("expiring", one.end))
    by = file_by(one, system_kind, rules)
    if by is not None and (_is_unfiled(follower, as_of) if follower else is_active):
        if by < as_of:
            found.append(("file_late", by))
        elif by <= add_days(as_of, rules.file_by_days):
            found.append(("file_soon", by))
    return found


def _is_unfiled(contract: Agreement, as_of: date) -> bool:
    return contract.filed_on is None or contract.filed_on > as_of


def _pairs(as_of: date, rules: Rules) -> Any:
    """Contracts that end within sixty days, or ended as long ago, each with what may follow it.

    A contract that nothing follows stands alone; several followers give it several rows.
    """
    one, other = Contract, _Other
    same_place = or_(
        other.system_id == one.system_id,
        and_(one.system_id.is_(None), other.system_id.is_(None))
        & (other.property_id == one.property_id),
    )
    follows = and_(
        same_place,
        other.id != one.id,
        or_(other.end_date.is_(None), other.end_date > one.end_date),
        or_(other.cancel_date.is_(None), other.cancel_date > as_of),
    )
    first, last = add_days(as_of, -rules.expiring_days), add_days(as_of, rules.expiring_days)
    return (
        select(
            *_agreement(one), *_agreement(other), one.no, one.customer_id, one.price_cents,
            System.kind.label("system_kind"),
        )
        .join_from(one, Customer, Customer.id == one.customer_id)
        .outerjoin(System, System.id == one.system_id)
        .outerjoin(other, follows)
        .where(
            one.end_date.between(first, last),
            one.start_date <= as_of,
            or_(one.cancel_date.is_(None), one.cancel_date > as_of),
            Customer.status == "active",
        )
        .order_by(one.id, other.id)
    )  # fmt: skip
