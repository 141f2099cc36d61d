"""Contracts with a day coming: those that run out, and renewals that the authority waits for."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.equipment import Contract, System
from desktop.services.care.contracts import Agreement, file_by, successor
from desktop.services.care.rules import Rules, load_rules
from desktop.services.care.signed import HOME, provides, signed
from desktop.services.dates import add_days
from desktop.services.facts.drivers import day_reader
from desktop.services.facts.staging import bare_rows

_Other = aliased(Contract)
# Where `successor` may find the other contract: always at the home of the one that ends. All but
# the first are about contracts that name no system.
_PLACES: tuple[ColumnElement[bool], ...] = (
    _Other.system_id == Contract.system_id,
    and_(_Other.system_id.is_(None), _Other.property_id == HOME),
    and_(
        Contract.system_id.is_(None),
        _Other.system_id.in_(select(System.id).where(System.property_id == Contract.property_id)),
    ),
)


class ContractDay(NamedTuple):
    """A contract of an active customer, and the day that matters in its list."""

    contract_id: int
    no: str | None
    kind: str
    customer_id: int
    day: date
    price_cents: int | None
    file_by: date | None = None  # of an aerobic inspection contract: its renewal

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
    rules, read = load_rules(db), day_reader(db)
    after = _going_on(db, as_of, rules, read)
    found: dict[str, list[ContractDay]] = defaultdict(list)
    for one, no, customer, cents in _ending(db, as_of, rules, read):
        following = successor(one, after[one.id], as_of, rules) if one.id in after else None
        by = file_by(one, rules)
        for name, day in _lists_of(one, following, by, as_of, rules):
            found[name].append(ContractDay(one.id, no, one.kind, customer, day, cents, by))
    return ContractDays(*(tuple(sorted(found[name], key=_order)) for name in ContractDays._fields))


def _order(one: ContractDay) -> tuple[date, int]:
    return one.day, one.contract_id


def _lists_of(
    one: Agreement, following: Agreement | None, by: date | None, as_of: date, rules: Rules
) -> Iterator[tuple[str, date]]:
    """The lists a contract is in, by the one that follows it.

    A contract that ran out and was not renewed has nothing to file; one that was renewed waits
    until the new one is filed.
    """
    is_to_come = one.end is not None and one.end >= as_of
    if one.end and is_to_come and following is None:
        yield "expiring", one.end
    is_filed = following is not None and following.filed_on and following.filed_on <= as_of
    if by is None or is_filed or not (is_to_come or following):
        return
    if by < as_of:
        yield "file_late", by
    elif by <= add_days(as_of, rules.file_by_days):
        yield "file_soon", by


_DAYS = (
    Contract.id.expression, Contract.kind, Contract.start_date, Contract.end_date,
    Contract.cancel_date, Contract.system_id, HOME, Contract.filed_with_authority_on,
)  # fmt: skip


def _agreement(
    read: Callable[[Any], Any], row: tuple[Any, ...], inspected: Any
) -> Agreement | None:
    """A contract as it was read; none where one of its days is no day: `check` names it."""
    number, kind, start, end, cancelled, system, home, filed = row
    try:
        days, filed_on = (read(start), read(end), read(cancelled)), read(filed)
    except (TypeError, ValueError):
        return None
    return Agreement(number, kind, *days, system, home, None, filed_on, bool(inspected))


def _ending(
    db: Session, as_of: date, rules: Rules, read: Callable[[Any], Any]
) -> Iterator[tuple[Agreement, str | None, int, int | None]]:
    """The contracts that end about now, with number, customer and price.

    Once a contract is over, only a renewal that is to be filed keeps it in a list.
    """
    for *row, inspected, no, customer, cents in bare_rows(db, _ends(as_of, rules.expiring_days)):
        if one := _agreement(read, tuple(row), inspected):
            yield one, no, customer, cents


@lru_cache(maxsize=2)
def _ends(as_of: date, days: int) -> Any:
    one = Contract
    is_inspected = and_(provides("INSPECT"), is_of_aerobic())
    return (
        signed(*_DAYS, case((is_inspected, 1), else_=0), one.no, one.customer_id, one.price_cents)
        .join(Customer, Customer.id == one.customer_id)
        .where(
            _about_now(as_of, days),
            or_(one.end_date >= as_of, is_inspected),
            Customer.status == "active",
        )
    )


def _about_now(as_of: date, days: int) -> ColumnElement[bool]:
    """Contracts that end within so many days, or ended as long ago."""
    one = Contract
    return and_(
        one.end_date.between(add_days(as_of, -days), add_days(as_of, days)),
        one.start_date <= as_of,
        or_(one.cancel_date.is_(None), one.cancel_date > as_of),
    )


def _going_on(
    db: Session, as_of: date, rules: Rules, read: Callable[[Any], Any]
) -> dict[int, list[Agreement]]:
    """What may follow each of those: the contracts at the same place that end later, or never."""
    found: dict[int, list[Agreement]] = defaultdict(list)
    name_no_system = select(Contract.id).where(Contract.system_id.is_(None)).limit(1)
    places = _PLACES if db.scalar(name_no_system) is not None else _PLACES[:1]
    for statement in _beside(as_of, rules.expiring_days, places):
        for number, *row in bare_rows(db, statement):
            if other := _agreement(read, tuple(row), inspected=False):
                found[number].append(other)
    return found


@lru_cache(maxsize=2)
def _beside(as_of: date, days: int, places: tuple[ColumnElement[bool], ...]) -> tuple[Any, ...]:
    """Pairs of contracts, the earlier one's number first.

    Several questions, each answered by an index of its own, are quicker than one with "or" in it.
    """
    one, other = Contract, _Other
    columns = (
        one.id.expression, other.id, other.kind, other.start_date, other.end_date,
        other.cancel_date, other.system_id, HOME, other.filed_with_authority_on,
    )  # fmt: skip
    pairs = (signed(*columns).join(other, and_(place, other.id != one.id)) for place in places)
    later = (
        or_(other.end_date.is_(None), other.end_date > one.end_date),
        or_(other.cancel_date.is_(None), other.cancel_date > as_of),
    )
    return tuple(statement.where(_about_now(as_of, days), *later) for statement in pairs)


def is_of_aerobic() -> ColumnElement[bool]:
    """Whether a contract is about an aerobic system: its own, else one in use at its property.

    Contracts that were imported name the property alone.
    """
    aerobic = select(System.id).where(System.kind == "aerobic").correlate(Contract)
    own = aerobic.where(System.id == Contract.system_id).exists()
    there = aerobic.where(System.property_id == Contract.property_id, System.active).exists()
    return or_(own, and_(Contract.system_id.is_(None), there))
