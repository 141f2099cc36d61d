"""Records that cannot be read, and how to do without them for a while.

Temporary views lie over their tables: statements name tables without a schema and find these
first. There, a value that is none is missing; where it must not be missing, its record is.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, Table, case, column, null, or_, select, true
from sqlalchemy import table as bare_table
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.care import (
    CountyRule,
    InspectionReport,
    Postponement,
    TripTicket,
)
from desktop.models.customers import Customer, CustomerPhone, Property, PropertyLink
from desktop.models.equipment import Asset, Contract, ContractLine, System
from desktop.models.office import Setting
from desktop.models.tasks import Task
from desktop.models.value import RuleVersion
from desktop.models.work import (
    DisposalSite,
    Estimate,
    Interaction,
    Invoice,
    Payment,
    PaymentShare,
    ServiceLine,
    Visit,
)
from desktop.services.facts.shadows import table_of
from desktop.services.safekeeping.unreadable import Unreadable, found_in

# All that facts are worked out from, but the zones: `zones` looks after these.
READ: tuple[type[Base], ...] = (
    Customer, CustomerPhone, Property, PropertyLink, System, Asset, Contract, ContractLine, Visit,
    ServiceLine, Invoice, Payment, PaymentShare, Estimate, Interaction, InspectionReport,
    Postponement, Task, TripTicket, CountyRule, DisposalSite, Setting, RuleVersion,
)  # fmt: skip
# Whose records lead on to a customer; what else is referred to is nobody's own.
_OWNED = frozenset(table_of(one).name for one in READ[:-4])
BROKEN = (ArithmeticError, AttributeError, TypeError, ValueError)  # what unreadable values raise
_AT_ONCE = 500


def find(db: Session, customers: Any | None = None) -> list[Unreadable]:
    """What facts cannot read of some customers (a selection of their numbers), or of anybody."""
    return found_in(db, map(table_of, READ), _all if customers is None else _of(customers))


def _all(_table: Table) -> ColumnElement[bool]:
    return true()


def _of(customers: Any) -> Callable[[Table], ColumnElement[bool]]:
    def belongs(table: Table) -> ColumnElement[bool]:
        """Whether a record has to do with them; what is nobody's own has to do with everybody."""
        if table is table_of(Customer):
            return table.c.id.in_(customers)
        if table is table_of(Property):
            link = table_of(PropertyLink).c
            return table.c.id.in_(select(link.property_id).where(link.customer_id.in_(customers)))
        ways = [here.in_(select(there).where(belongs(there.table))) for here, there in _ways(table)]
        return or_(*ways) if ways else true()

    return belongs


def _ways(table: Table) -> list[tuple[Column[Any], Column[Any]]]:
    """The references of a table that lead towards customers, each with what it refers to."""
    return [
        (one.parent, one.column)
        for one in sorted(table.foreign_keys, key=lambda one: one.parent.name)
        if one.column.table.name in _OWNED and one.column.table is not table
    ]


def owners(db: Session, found: Iterable[Unreadable]) -> set[int]:
    """The customers to whom such records belong."""
    of_tables: dict[Table, set[Any]] = defaultdict(set)
    for one in found:
        of_tables[one.table].add(one.key[0])
    return {customer for table, keys in of_tables.items() for customer in _owners(db, table, keys)}


def _owners(db: Session, table: Table, keys: Collection[Any]) -> set[int]:
    if table is table_of(Customer):
        return {key for key in keys if isinstance(key, int)}
    if table is table_of(Property):
        link = table_of(PropertyLink).c
        return _values(db, link.customer_id, link.property_id, keys)
    found = set[int]()
    for here, there in _ways(table):
        found |= _owners(db, there.table, _values(db, here, table.c.id, keys))
    return found


def _values(db: Session, wanted: Any, where: Any, keys: Collection[Any]) -> set[int]:
    """The values of a column in the rows with such keys; what is no number leads nowhere."""
    asked = list(keys)
    found = {
        value
        for start in range(0, len(asked), _AT_ONCE)
        for value in db.scalars(select(wanted).where(where.in_(asked[start : start + _AT_ONCE])))
    }
    return {value for value in found if isinstance(value, int)}


@contextmanager
def left_out(db: Session, found: Sequence[Unreadable]) -> Iterator[None]:
    """Have everything that this connection asks meanwhile do without these values."""
    of_tables: dict[Table, list[Unreadable]] = defaultdict(list)
    for one in found:
        of_tables[one.table].append(one)
    connection = db.connection()
    with ExitStack() as stack:
        for table, wrong in of_tables.items():
            view = _view(table, wrong).compile(
                dialect=connection.dialect, compile_kwargs={"literal_binds": True}
            )
            connection.exec_driver_sql(f"CREATE TEMPORARY VIEW {table.name} AS {view}")
            stack.callback(connection.exec_driver_sql, f"DROP VIEW IF EXISTS temp.{table.name}")
        yield


def _view(table: Table, wrong: Iterable[Unreadable]) -> Any:
    stored = bare_table(table.name, *(column(one.name) for one in table.columns), schema="main")
    key = stored.c[table.primary_key.columns[0].name]
    missing: dict[str, list[Any]] = defaultdict(list)
    gone: list[Any] = []
    for one in wrong:
        optional = one.column.nullable and not one.column.foreign_keys
        (missing[one.column.name] if optional else gone).append(one.key[0])
    columns = (
        case((key.in_(missing[name]), null()), else_=value).label(name)
        if name in missing
        else value
        for name, value in stored.c.items()
    )
    return select(*columns).where(key.not_in(gone) if gone else true())
