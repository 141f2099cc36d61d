"""The customer list: which customers, in which order, and what their rows hold.

The list is asked in two steps, so that it stays quick at any size: `ids` answers with row numbers
only, `rows` with the values of the few customers that are on screen.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import Session

from desktop.models.customers import Customer, Property
from desktop.models.facts import CustomerFact, CustomerText
from desktop.models.folding import fold
from desktop.services.office.customer_columns import BY_KEY, Column

CHUNK = 2_000
MOST_VALUES = 500
ANY_VALUE = "*"  # the key of days and amounts in check lists; they are narrowed by ranges
_PHONE_LIKE = re.compile(r"[\d\s().+/-]*\d[\d\s().+/-]*")
_FULL_NUMBER = 11  # digits, with the country's 1 in front


@dataclass(frozen=True)
class Filter:
    """What one column is narrowed to; all parts that are set must hold.

    `values` are the ticked keys of the check list, None among them for blanks; `contains` is a
    text; `low` and `high` a range with both ends in it (cents for money).
    """

    column: str
    values: tuple[str | None, ...] | None = None
    contains: str = ""
    low: Any = None
    high: Any = None

    @property
    def is_on(self) -> bool:
        """Whether anything is narrowed."""
        return self.values is not None or bool(
            self.contains or self.low is not None or self.high is not None
        )


@dataclass(frozen=True)
class Query:
    """Which customers and in which order."""

    search: str = ""
    filters: tuple[Filter, ...] = ()
    sort: str = "name"
    descending: bool = False
    within: Select[tuple[int]] | None = None  # who may be among them at all

    def filter_of(self, column: str) -> Filter:
        """The filter of a column; one that narrows nothing when there is none."""
        return next((f for f in self.filters if f.column == column), Filter(column))

    def with_filter(self, changed: Filter) -> "Query":
        """The same query with one column's filter exchanged."""
        others = tuple(f for f in self.filters if f.column != changed.column)
        return replace(self, filters=(*others, changed) if changed.is_on else others)


class ValueCount(NamedTuple):
    """One line of a check list; `key` is None for blanks."""

    key: str | None
    label: str
    customers: int


def ids(db: Session, query: Query) -> list[int]:
    """The customers of `query`, in its order."""
    statement = chosen(query).order_by(*_order(query))
    found: list[int] = []
    for part in db.execute(statement).scalars().partitions(CHUNK):
        found.extend(part)
    return found


def chosen(query: Query) -> Select[Any]:
    """The customers of `query` as a statement, for use inside another one."""
    return _joined(select(Customer.id)).where(*_conditions(query))


def total(db: Session) -> int:
    """How many customers there are; one who was merged into another is not counted again."""
    return db.scalar(select(func.count()).select_from(Customer).where(_not_merged())) or 0


def active(db: Session) -> int:
    """How many of them are active: those whom segments, figures and the lists of the day count."""
    statement = select(func.count()).select_from(Customer)
    return db.scalar(statement.where(_not_merged(), Customer.status == "active")) or 0


def rows(db: Session, wanted: Sequence[int], columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The values of `columns` for `wanted`, in that order; a customer gone since is all None."""
    values = [BY_KEY[key].sql for key in columns]
    statement = _joined(select(Customer.id, *values)).where(Customer.id.in_(wanted))
    found = {row[0]: tuple(row[1:]) for row in db.execute(statement)}
    gone = (None,) * len(columns)
    return [found.get(customer_id, gone) for customer_id in wanted]


def value_counts(db: Session, column: str, query: Query, containing: str = "") -> list[ValueCount]:
    """The values of a column and how many customers have each, under the other filters.

    At most `MOST_VALUES`, the most frequent first to be kept, told in the order of their labels.
    """
    of = BY_KEY[column]
    others = replace(query, filters=tuple(f for f in query.filters if f.column != column))
    key = _key(of)
    count = func.count()
    statement = (
        _joined(select(key, func.min(of.sql), count))
        .where(*_conditions(others))
        .group_by(key)
        .order_by(count.desc(), key)
        .limit(MOST_VALUES)
    )
    if containing:
        statement = statement.where(_contains(of, containing))
    found = sorted(db.execute(statement), key=lambda row: _place(of, row[0], row[1]))
    return [ValueCount(k, _label(of, k, shown), n) for k, shown, n in found]


def _place(column: Column, key: str | None, shown: Any) -> tuple[bool, Any]:
    """Where a value stands in its check list: as its kind is ordered, blanks last."""
    if key is None:
        return True, 0
    if column.choices:
        known = list(column.choices)
        return False, known.index(key) if key in known else len(known)
    return False, fold(shown) if column.kind == "text" else shown


def _joined(statement: Select[Any]) -> Select[Any]:
    """Customers with what follows from them, also while that is still being worked out."""
    return (
        statement.select_from(Customer)
        .outerjoin(CustomerText, CustomerText.customer_id == Customer.id)
        .outerjoin(CustomerFact, CustomerFact.customer_id == Customer.id)
        .outerjoin(Property, Property.id == CustomerFact.main_property_id)
    )


def _conditions(query: Query) -> list[ColumnElement[bool]]:
    narrowed = [_filter(f) for f in query.filters if f.is_on and f.column in BY_KEY]
    within = [] if query.within is None else [Customer.id.in_(query.within)]
    return [_not_merged(), *within, *_search(query.search), *narrowed]


def _not_merged() -> ColumnElement[bool]:
    """Leaves out who was merged into another customer; a small index knows the few."""
    return Customer.id.not_in(select(Customer.id).where(Customer.merged_into_id.is_not(None)))


def search_words(text: str) -> list[tuple[str, ...]]:
    """The words of a search, each with the forms in which it may stand."""
    plain = fold(text)
    if _PHONE_LIKE.fullmatch(plain):
        digits = re.sub(r"\D", "", plain)
        if len(digits) == _FULL_NUMBER and digits.startswith("1"):
            digits = digits[1:]
        return [tuple(dict.fromkeys((digits, plain)))]
    return [(word,) for word in plain.split()]


def _search(text: str) -> list[ColumnElement[bool]]:
    """Every word must be found somewhere."""
    where = func.coalesce(CustomerText.search, func.lower(Customer.display_name))
    return [
        or_(*(where.contains(form, autoescape=True) for form in forms))
        for forms in search_words(text)
    ]


def _filter(wanted: Filter) -> ColumnElement[bool]:
    column = BY_KEY[wanted.column]
    parts: list[ColumnElement[bool]] = []
    if wanted.values is not None:
        parts.append(_one_of(_key(column), wanted.values))
    if wanted.contains:
        parts.append(_contains(column, wanted.contains))
    if wanted.low is not None:
        parts.append(column.sort_by >= wanted.low)
    if wanted.high is not None:
        parts.append(column.sort_by <= wanted.high)
    return and_(*parts)


def _one_of(key: ColumnElement[Any], values: Sequence[str | None]) -> ColumnElement[bool]:
    known = [value for value in values if value is not None]
    return or_(key.in_(known), key.is_(None)) if None in values else key.in_(known)


def _key(column: Column) -> ColumnElement[Any]:
    """What values are told apart by: days and amounts only by being there; "" is a blank."""
    if column.kind in ("date", "money"):
        return case((column.sort_by.is_not(None), ANY_VALUE))
    if column.kind == "text":
        return func.nullif(column.sort_by, "")
    return column.sort_by if column.kind == "choice" else cast(column.sort_by, String)


def _contains(column: Column, text: str) -> ColumnElement[bool]:
    return func.lower(column.sort_by).contains(fold(text), autoescape=True)


def _label(column: Column, key: str | None, shown: Any) -> str:
    if key is None:
        return "(Blanks)"
    if key == ANY_VALUE:
        return "(Has a value)"
    return column.choices.label(key) if column.choices else str(shown or key)


def _order(query: Query) -> list[ColumnElement[Any]]:
    column = BY_KEY.get(query.sort, BY_KEY["name"])
    by = (
        func.coalesce(column.sort_by, Customer.display_name)
        if column.key == "name"
        else column.sort_by
    )
    if column.key == "account_no":
        parts = [func.length(by), by]
    elif column.choices:
        parts = [case({key: n for n, key in enumerate(column.choices)}, value=by)]
    else:
        parts = [by]
    ordered = [(p.desc() if query.descending else p.asc()).nulls_last() for p in parts]
    return [*_best_first(query), *ordered, Customer.id.asc()]


def _best_first(query: Query) -> list[ColumnElement[Any]]:
    """In the usual order, a name that begins with what was typed comes before one that has it."""
    words = fold(query.search).split()
    if not words or query.sort != "name" or query.descending:
        return []
    name = CustomerText.name
    return [
        case(
            (name.startswith(words[0], autoescape=True), 0),
            (name.contains(words[0], autoescape=True), 1),
            else_=2,
        )
    ]
