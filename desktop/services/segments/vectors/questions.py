"""Works out statements inside a condition: whether there are rows, how many, and the newest."""

from typing import Any

import numpy as np
from sqlalchemy import BindParameter, ColumnClause, Exists, ScalarSelect, Select, Table
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.sql.selectable import Alias

from desktop.services.segments.sources import FACTS
from desktop.services.segments.vectors import values as v
from desktop.services.segments.vectors.aggregates import newest
from desktop.services.segments.vectors.columns import read_ids
from desktop.services.segments.vectors.expressions import ASKED, constant, evaluate, in_list
from desktop.services.segments.vectors.frames import (
    KEY,
    Customers,
    Frame,
    Groups,
    Pairs,
    Picked,
    Rows,
)
from desktop.services.segments.vectors.statements import (
    Parts,
    asks_inside,
    grouping,
    newest_first,
    only_column,
    parts,
    uses,
)
from desktop.services.segments.vectors.values import UnsupportedError, Vec

# Read whole into memory; a condition on another table is asked of the database, by its indexes.
LARGE = frozenset(
    ["service_facts", "invoices", "payments", "visits", "estimates", "interactions", "contracts",
     "due_items"]
)  # fmt: skip
_PAIRS = 2_000_000  # looked at together


@evaluate.register(Exists)
def _exists(expression: Any, frame: Frame) -> Vec:
    """EXISTS rows of the same customer, or rows that go with each row outside."""
    inside = expression.element
    while not isinstance(inside, Select):
        inside = inside.element
    asked = parts(inside, frame)
    if not asked.is_joined:
        raise UnsupportedError("rows of others")
    rows = _rows(asked, frame.customers)
    if isinstance(frame, Picked):
        return Vec(_has_partner(frame, rows, asked))
    if asked.mixed or not isinstance(frame, Customers):
        raise UnsupportedError("conditions on two tables")
    return Vec(frame.marked(rows.owner))


def _rows(asked: Parts, customers: Customers) -> Picked:
    """The rows that meet the conditions on them; statements inside are asked last, of the rest."""
    rows: Any = Rows(customers, asked.source, asked.names)
    first = [one for one in asked.own if not asks_inside(one)]
    picked = Picked(rows, _met(first, rows))
    for one in asked.own:
        if asks_inside(one):
            picked = Picked(picked, _met([one], picked))
    return picked


def _met(conditions: Any, frame: Frame) -> Any:
    if not conditions:
        return np.arange(frame.size)
    met = v.truth(v.all_of([evaluate(one, frame) for one in conditions]))
    return np.flatnonzero(np.broadcast_to(met, frame.size))


def _has_partner(frame: Picked, rows: Picked, asked: Parts) -> Any:
    """Which rows have one of the same customer beside which the other conditions hold."""
    if not asked.mixed:
        return frame.customers.marked(rows.owner)[frame.owner]
    first = np.searchsorted(rows.owner, frame.owner, side="left")
    number = np.searchsorted(rows.owner, frame.owner, side="right") - first
    found = np.zeros(frame.size, np.bool_)
    for begin, end in _portions(number):
        left = np.repeat(np.arange(begin, end), number[begin:end])
        before = np.cumsum(number[begin:end]) - number[begin:end]
        right = np.arange(left.size) + np.repeat(first[begin:end] - before, number[begin:end])
        met = _met(asked.mixed, Pairs(Picked(frame, left), Picked(rows, right)))
        found[left[met]] = True
    return found


def _portions(number: Any) -> Any:
    """Stretches of rows that make no more pairs together than fit into memory."""
    total = np.cumsum(number)
    begin = 0
    while begin < number.size:
        before = total[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, before + _PAIRS, side="right")))
        yield begin, end
        begin = end


@evaluate.register(ScalarSelect)
def _scalar(expression: Any, frame: Frame) -> Vec:
    """A number over the rows of each customer, or something about the newest of them."""
    inside = expression.element
    if not uses(inside, frame):
        return constant(frame.customers.db.scalar(inside))
    asked = parts(inside, frame)
    if (
        not asked.is_joined
        or asked.mixed
        or not isinstance(frame, Customers)
        or _is_grouped(inside)
    ):
        raise UnsupportedError("a number of anything else")
    rows = _rows(asked, frame)
    order = newest_first(inside)
    if not order:
        return evaluate(only_column(inside), Groups(frame, rows))
    return _of_newest(newest(rows, [evaluate(one, rows) for one in order]), inside, frame)


def _is_grouped(statement: Any) -> bool:
    return any(grouping(statement))


def _of_newest(rows: Picked, statement: Any, frame: Customers) -> Vec:
    found = evaluate(only_column(statement), rows)
    place = np.full(frame.size, -1, np.int64)
    place[rows.owner] = np.arange(rows.size)
    there = place >= 0
    if not rows.size:
        return Vec(0, known=False, words=found.words)
    spread = Vec(found.data, found.known, found.words).taken(np.maximum(place, 0))
    return spread._replace(known=there & v.known(spread))


def _in(expression: Any, frame: Frame) -> Vec:
    """IN what another statement selects; a list is no question."""
    right = expression.right
    if isinstance(right, BindParameter):
        return in_list(expression, frame)
    while isinstance(right, ScalarSelect | Grouping):
        right = right.element
    if uses(right, frame):
        raise UnsupportedError("a list for each row")
    if isinstance(frame, Customers) and expression.left is FACTS.c[KEY]:
        return Vec(_customers_of(right, frame))
    left = evaluate(expression.left, frame)
    if left.words is not None:
        raise UnsupportedError("a list of texts")
    return v.among(left, read_ids(frame.customers.db, right))


def _customers_of(statement: Any, frame: Customers) -> Any:
    """The customers that a statement selects."""
    if not _is_large(statement):
        return frame.marked(frame.places(read_ids(frame.db, statement)))
    asked = parts(statement, frame)
    rows = _rows(asked, frame)
    if only_column(statement).name != KEY or newest_first(statement):
        raise UnsupportedError("numbers of anything but customers")
    together, having = grouping(statement)
    if [one.name for one in together] != [KEY] * bool(having):
        raise UnsupportedError("rows put together by anything but customers")
    met = frame.marked(rows.owner)
    if having:
        groups = Groups(frame, rows)
        met &= v.truth(v.all_of([evaluate(one, groups) for one in having]))
    return met


def _is_large(statement: Any) -> bool:
    sources = statement.get_final_froms() if isinstance(statement, Select) else ()
    return len(sources) == 1 and _large(sources[0]) is not None


def _large(source: Any) -> Table | None:
    table = source.element if isinstance(source, Alias) else source
    return table if isinstance(table, Table) and table.name in LARGE else None


def large_columns(condition: Any) -> set[tuple[Table, str]]:
    """The columns of large tables that a condition asks for, however deep inside."""
    asked = (one for one in visitors.iterate(condition) if isinstance(one, ColumnClause))
    tables = ((_large(one.table), one.name) for one in asked)
    return {(table, name) for table, name in tables if table is not None}


ASKED[operators.in_op] = _in
