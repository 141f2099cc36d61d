"""When the contracts of a customer end: the next end that nothing follows, the initial policy."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Date, Select, or_, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Contract, System
from desktop.services.care.contracts import Agreement, state, successor
from desktop.services.care.rules import Rules
from desktop.services.care.signed import HOME, signed
from desktop.services.facts.drivers import day_reader, day_writer
from desktop.services.facts.scope import Scope
from desktop.services.facts.staging import bare_rows, staging_table

ENDS = staging_table("ends", Column("unrenewed_end", Date), Column("initial_policy_end", Date))


def end_rows(db: Session, scope: Scope, rules: Rules) -> Iterator[tuple[Any, ...]]:
    """The rows of `ENDS`: of each customer with a running contract that ends one day."""
    at_home: dict[int | None, list[Agreement]] = defaultdict(list)
    of_customer: dict[int, list[Agreement]] = defaultdict(list)
    for customer_id, contract in _contracts(db, scope):
        if contract.property_id is not None:  # what is about no place goes on nowhere
            at_home[contract.property_id].append(contract)
        if contract.end and state(contract, scope.as_of) == "active":
            of_customer[customer_id].append(contract)
    written = day_writer(db)
    for customer_id, running in of_customer.items():
        unrenewed = [
            one
            for one in running
            if successor(one, at_home.get(one.property_id, ()), scope.as_of, rules) is None
        ]
        initial = [one for one in running if one.kind == "initial_two_year"]
        yield customer_id, written(_first(unrenewed)), written(_first(initial))


def _first(contracts: list[Agreement]) -> date | None:
    return min((one.end for one in contracts if one.end), default=None)


def _contracts(db: Session, scope: Scope) -> Iterator[tuple[int, Agreement]]:
    day: Callable[[Any], Any] = day_reader(db)
    for number, customer, kind, start, end, cancelled, system, place in bare_rows(
        db, _not_over(scope)
    ):
        try:
            days = day(start), day(end), day(cancelled)
        except (TypeError, ValueError):
            continue  # a contract without a readable day follows nothing, and nothing follows it
        yield customer, Agreement(number, kind, *days, system, place)


@lru_cache(maxsize=2)
def _not_over(scope: Scope) -> Select[Any]:
    """Contracts that run or have yet to begin; what is over follows nothing."""
    statement: Any = signed(
        Contract.id.expression,
        Contract.customer_id,
        Contract.kind,
        Contract.start_date,
        Contract.end_date,
        Contract.cancel_date,
        Contract.system_id,
        HOME,
    ).where(
        or_(Contract.end_date.is_(None), Contract.end_date >= scope.as_of),
        or_(Contract.cancel_date.is_(None), Contract.cancel_date > scope.as_of),
    )
    if not scope.touched:
        return statement  # type: ignore[no-any-return]
    own = scope.has(Contract.customer_id)
    homes = signed(HOME).where(own)
    systems = select(System.id).where(System.property_id.in_(homes))
    there = or_(Contract.property_id.in_(homes), Contract.system_id.in_(systems))
    return statement.where(or_(own, there))  # type: ignore[no-any-return]
