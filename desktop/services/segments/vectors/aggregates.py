"""Sums, numbers and extremes over the rows of each customer."""

from collections.abc import Callable
from typing import Any

import numpy as np
from sqlalchemy import UnaryExpression
from sqlalchemy.sql import operators

from desktop.services.segments.vectors import values as v
from desktop.services.segments.vectors.expressions import FUNCTIONS, evaluate
from desktop.services.segments.vectors.frames import Frame, Groups, Picked
from desktop.services.segments.vectors.values import UnsupportedError, Vec

_SAFE = 2**62


def starts(owner: Any) -> Any:
    """Where the rows of each customer begin; rows stand in the order of customers."""
    begins = np.ones(owner.size, np.bool_)
    np.not_equal(owner[1:], owner[:-1], out=begins[1:])
    return np.flatnonzero(begins)


def _groups(frame: Frame) -> Groups:
    if not isinstance(frame, Groups):
        raise UnsupportedError("a number of rows over single rows")
    return frame


def _with_values(clauses: list[Any], frame: Frame) -> tuple[Groups, Any, Any]:
    """The customer and the value of each row that has one."""
    groups = _groups(frame)
    (asked,) = clauses
    found = evaluate(asked, groups.rows)
    if found.words is not None:
        raise UnsupportedError("texts put together")
    data, owner = np.broadcast_to(found.data, groups.rows.size), groups.rows.owner
    if found.known is not None:
        there = np.flatnonzero(np.broadcast_to(found.known, groups.rows.size))
        data, owner = data[there], owner[there]
    return groups, owner, data


def _folded(how: Any) -> Callable[[list[Any], Frame], Vec]:
    def fold(clauses: list[Any], frame: Frame) -> Vec:
        groups, owner, data = _with_values(clauses, frame)
        data = v.wide(data)
        if data.size and int(np.abs(data).max()) * data.size >= _SAFE:
            raise UnsupportedError("too large")
        folded, known = np.zeros(groups.size, np.int64), np.zeros(groups.size, np.bool_)
        begin = starts(owner)
        if begin.size:
            folded[owner[begin]] = how.reduceat(data, begin)
            known[owner[begin]] = True
        return Vec(folded, known)

    return fold


def _count(clauses: list[Any], frame: Frame) -> Vec:
    """COUNT: of rows, of values, or of different values; 0 where there are none."""
    (asked,) = clauses
    if getattr(asked, "name", "") == "*":
        groups = _groups(frame)
        return Vec(_numbers(groups.rows.owner, groups.size))
    if isinstance(asked, UnaryExpression) and asked.operator is operators.distinct_op:
        groups, owner, data = _with_values([asked.element], frame)
        return Vec(_numbers(_different(owner, data), groups.size))
    groups, owner, _ = _with_values(clauses, frame)
    return Vec(_numbers(owner, groups.size))


def _numbers(owner: Any, size: int) -> Any:
    return np.bincount(owner, minlength=size)


def _different(owner: Any, data: Any) -> Any:
    """The customers, once for each different value."""
    if not data.size:
        return owner
    least = int(data.min())
    width = int(data.max()) - least + 1
    everyone = int(owner[-1]) + 1
    if width * everyone >= _SAFE:
        raise UnsupportedError("too large")
    if width * everyone <= _MARKS:
        marks = np.zeros((everyone, width), np.bool_)
        marks[owner, data - least] = True
        return np.nonzero(marks)[0]
    both = owner.astype(np.int64) * width + (v.wide(data) - least)
    if np.any(both[1:] < both[:-1]):
        both.sort()
    return both[starts(both)] // width


_MARKS = 20_000_000  # bytes


FUNCTIONS |= {
    "count": _count,
    "sum": _folded(np.add),
    "min": _folded(np.minimum),
    "max": _folded(np.maximum),
}


def newest(rows: Picked, order: list[Vec]) -> Picked:
    """Of each customer the row that comes first by the order, the highest first."""
    for place in range(len(order)):
        owner, begin = rows.owner, starts(rows.owner)
        key = order[place]
        if key.known is not None or key.words is not None or not np.ndim(key.data):
            raise UnsupportedError("an order with blanks or texts")
        number = np.diff(begin, append=owner.size)
        best = np.repeat(np.maximum.reduceat(key.data, begin), number)
        index = np.flatnonzero(key.data == best)
        rows, order = Picked(rows, index), [one.taken(index) for one in order]
    return rows
