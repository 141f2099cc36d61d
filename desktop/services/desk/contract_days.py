"""Contracts with a day coming: those that run out, and renewals that the authority waits for."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.models import choices as c
from desktop.models.customers import Customer
from desktop.models.equipment import Contract, System
from desktop.services.care.contracts import INSPECTION_KINDS
from desktop.services.care.rules import Rules, load_rules
from desktop.services.dates import add_days
from desktop.services.facts.drivers import day_reader
from desktop.services.facts.staging import bare_rows

_Other, _Follower = aliased(Contract), aliased(Contract)


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


class _End(NamedTuple):
    """What follows from the day on which contracts end, worked out once for all of them."""

    day: date
    is_to_come: bool
    latest_start: date  # of a contract that goes on
    file_by: date
    filed_in: str  # the list of a renewal that is not filed; "" as long as there is time


def contract_days(db: Session, as_of: date) -> ContractDays:
    """The contracts that end about now, sorted into the lists they belong to."""
    rules, read = load_rules(db), day_reader(db)
    found: dict[str, list[ContractDay]] = defaultdict(list)
    ends: dict[Any, _End] = {}
    for ended, begun, is_unfiled, is_inspection, number, no, kind, customer, cents in bare_rows(
        db, _ending(as_of, rules)
    ):
        end = ends.get(ended)
        if end is None:
            end = ends[ended] = _end(read(ended), as_of, rules)
        for name, day in _lists_of(
            end, read(begun), is_unfiled=is_unfiled, is_inspection=is_inspection
        ):
            by = end.file_by if is_inspection else None
            found[name].append(ContractDay(number, no, kind, customer, day, cents, by))
    return ContractDays(*(tuple(sorted(found[name], key=_order)) for name in ContractDays._fields))


def _order(one: ContractDay) -> tuple[date, int]:
    return one.day, one.contract_id


def _end(day: date | None, as_of: date, rules: Rules) -> _End:
    assert day is not None  # noqa: S101 - the statement asks for contracts that end
    file_by, filed_in = add_days(day, -rules.file_by_days), ""
    if file_by < as_of:
        filed_in = "file_late"
    elif file_by <= add_days(as_of, rules.file_by_days):
        filed_in = "file_soon"
    return _End(day, day >= as_of, add_days(day, rules.successor_days), file_by, filed_in)


def _lists_of(
    end: _End, begun: date | None, *, is_unfiled: bool, is_inspection: bool
) -> Iterator[tuple[str, date]]:
    """The lists a contract is in, by the first that may follow it: its start, and if it is filed.

    A contract that ran out and was not renewed has nothing to file; one that was renewed waits
    until the new one is filed.
    """
    is_followed = begun is not None and begun <= end.latest_start
    if end.is_to_come and not is_followed:
        yield "expiring", end.day
    if is_inspection and end.filed_in and (is_unfiled if is_followed else end.is_to_come):
        yield end.filed_in, end.file_by


def _ending(as_of: date, rules: Rules) -> Any:
    """Contracts that end within sixty days, or ended as long ago, each with what may follow it.

    Once a contract is over, only a renewal that is to be filed keeps it in a list.
    """
    one, other = Contract, _Follower
    first, last = add_days(as_of, -rules.expiring_days), add_days(as_of, rules.expiring_days)
    is_inspection = and_(one.kind.in_(INSPECTION_KINDS), is_of_aerobic())
    is_filed = other.filed_with_authority_on <= as_of
    return (
        select(
            one.end_date, other.start_date, case((is_filed, 0), else_=1),
            case((is_inspection, 1), else_=0), one.id, one.no, one.kind, one.customer_id,
            one.price_cents,
        )
        .join_from(one, Customer, Customer.id == one.customer_id)
        .outerjoin(other, other.id == _follower(as_of))
        .where(
            one.end_date.between(first, last),
            or_(one.end_date >= as_of, is_inspection),
            one.start_date <= as_of,
            or_(one.cancel_date.is_(None), one.cancel_date > as_of),
            Customer.status == "active",
        )
    )  # fmt: skip


def is_of_aerobic() -> ColumnElement[bool]:
    """Whether a contract is about an aerobic system: its own, else one in use at its property.

    Contracts that were imported name the property alone.
    """
    aerobic = select(System.id).where(System.kind == "aerobic").correlate(Contract)
    own = aerobic.where(System.id == Contract.system_id).exists()
    there = aerobic.where(System.property_id == Contract.property_id, System.active).exists()
    return or_(own, and_(Contract.system_id.is_(None), there))


def _follower(as_of: date) -> Any:
    """Of the contracts that go on at the same place the one that begins first.

    Where even that one begins too late to follow, none does. Two questions, each answered by an
    index of its own, are quicker than one with "or" in it.
    """
    one, other = Contract, _Other
    at_property = and_(other.property_id == one.property_id, other.system_id.is_(None))
    of_system = _first(as_of, other.system_id == one.system_id)
    return case((one.system_id.is_(None), _first(as_of, at_property)), else_=of_system)


def _first(as_of: date, same_place: Any) -> ScalarSelect[Any]:
    one, other = Contract, _Other
    return (
        select(other.id)
        .where(
            same_place,
            other.id != one.id,
            or_(other.end_date.is_(None), other.end_date > one.end_date),
            or_(other.cancel_date.is_(None), other.cancel_date > as_of),
        )
        .order_by(other.start_date, other.id)
        .limit(1)
        .correlate(one)
        .scalar_subquery()
    )
