"""Works out an SQLAlchemy expression over the rows of a frame; statements inside: `questions`."""

import re
from collections.abc import Callable
from datetime import date
from functools import singledispatch
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import numpy as np
from sqlalchemy import (
    BinaryExpression,
    BindParameter,
    Case,
    ColumnClause,
    Extract,
    False_,
    Label,
    Null,
    True_,
    UnaryExpression,
)
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import AsBoolean, ExpressionClauseList, Grouping
from sqlalchemy.sql.functions import FunctionElement

from desktop.services.segments.day_math import moved_ahead
from desktop.services.segments.vectors import values as v
from desktop.services.segments.vectors.frames import Frame
from desktop.services.segments.vectors.values import NOTHING, UnsupportedError, Vec


@singledispatch
def evaluate(expression: Any, frame: Frame) -> Vec:
    """The value of an expression for every row.

    Raises:
        UnsupportedError: it has a part that only the database can work out.
    """
    raise UnsupportedError(f"{type(expression).__name__} over {type(frame).__name__}")


@evaluate.register(BindParameter)
def _given(expression: Any, _frame: Frame) -> Vec:
    return constant(expression.effective_value)


def constant(value: Any) -> Vec:
    """One value for all rows."""
    match value:
        case None:
            return NOTHING
        case bool() | int() | float():
            return Vec(value)
        case str():
            return Vec(np.int32(0), None, (value,))
        case date():
            return Vec(as_number(value))
        case _:
            raise UnsupportedError(str(type(value)))


def as_number(day: date) -> int:
    """A day as yyyymmdd."""
    return day.year * 10000 + day.month * 100 + day.day


@evaluate.register(ColumnClause)
def _column(expression: Any, frame: Frame) -> Vec:
    if expression.table not in frame.tables:
        raise UnsupportedError(str(expression))
    return frame.column(expression)


@evaluate.register(Null)
def _null(_expression: Any, _frame: Frame) -> Vec:
    return NOTHING


@evaluate.register(True_)
def _true(_expression: Any, _frame: Frame) -> Vec:
    return Vec(np.True_)


@evaluate.register(False_)
def _false(_expression: Any, _frame: Frame) -> Vec:
    return Vec(np.False_)


@evaluate.register(Grouping)
@evaluate.register(Label)
def _wrapped(expression: Any, frame: Frame) -> Vec:
    return evaluate(expression.element, frame)


@evaluate.register(AsBoolean)
def _as_boolean(expression: Any, frame: Frame) -> Vec:
    found = evaluate(expression.element, frame)
    asked = Vec(v.truth(found._replace(known=None)), found.known)
    return v.negated(asked) if expression.operator is operators.is_false else asked


@evaluate.register(UnaryExpression)
def _unary(expression: Any, frame: Frame) -> Vec:
    if expression.operator is not operators.inv:
        raise UnsupportedError(str(expression))
    return v.negated(evaluate(expression.element, frame))


@evaluate.register(ExpressionClauseList)
def _list(expression: Any, frame: Frame) -> Vec:
    found = [evaluate(one, frame) for one in expression.clauses]
    if expression.operator in _JOINED:
        return _JOINED[expression.operator](found)
    first, *rest = found
    for one in rest:
        first = _ARITHMETIC[expression.operator](first, one)
    return first


@evaluate.register(BinaryExpression)
def _binary(expression: Any, frame: Frame) -> Vec:
    if expression.operator in ASKED:
        return ASKED[expression.operator](expression, frame)
    left, right = evaluate(expression.left, frame), evaluate(expression.right, frame)
    if expression.operator in _COMPARED:
        return v.compared(_COMPARED[expression.operator], left, right)
    if expression.operator in _ARITHMETIC:
        return _ARITHMETIC[expression.operator](left, right)
    raise UnsupportedError(str(expression.operator))


_JOINED: dict[Any, Callable[[list[Vec]], Vec]] = {
    operators.and_: v.all_of,
    operators.or_: v.any_of,
}
_COMPARED = {
    operators.eq: eq,
    operators.ne: ne,
    operators.lt: lt,
    operators.le: le,
    operators.gt: gt,
    operators.ge: ge,
}
_ARITHMETIC: dict[Any, Callable[[Vec, Vec], Vec]] = {
    operators.add: lambda left, right: v.counted(np.add, left, right),
    operators.sub: lambda left, right: v.counted(np.subtract, left, right),
    operators.mul: lambda left, right: v.counted(np.multiply, left, right),
    operators.truediv: v.divided,
    operators.bitwise_and_op: lambda left, right: v.counted(np.bitwise_and, left, right),
}


def _is(expression: Any, frame: Frame) -> Vec:
    """IS NULL, IS TRUE and IS FALSE always have an answer."""
    found = evaluate(expression.left, frame)
    match expression.right:
        case Null():
            return Vec(np.logical_not(v.known(found)))
        case True_():
            return Vec(v.truth(found))
        case False_():
            return Vec(np.logical_and(v.known(found), ~v.truth(found)))
    raise UnsupportedError(str(expression))


def _is_not(expression: Any, frame: Frame) -> Vec:
    return v.negated(_is(expression, frame))


def in_list(expression: Any, frame: Frame) -> Vec:
    """IN a list of values."""
    if not isinstance(expression.right, BindParameter):
        raise UnsupportedError("in a statement")
    wanted = [constant(one) for one in expression.right.effective_value or ()]
    left = evaluate(expression.left, frame)
    return v.among(left, [one.words[0] if one.words else one.data for one in wanted])


def _not_in_list(expression: Any, frame: Frame) -> Vec:
    return v.negated(in_list(expression, frame))


def _like(expression: Any, frame: Frame) -> Vec:
    """LIKE as SQLite has it: large and small letters of English are alike."""
    text = evaluate(expression.left, frame)
    if text.words is None or not isinstance(expression.right, BindParameter):
        raise UnsupportedError(str(expression))
    escape = re.escape((expression.modifiers or {}).get("escape") or "")
    typed = str(expression.right.effective_value)
    wanted = small(re.sub(f"{escape}(.)", r"\1", typed, flags=re.DOTALL) if escape else typed)
    meets = _LIKE[expression.operator]
    return v.on_words(text, lambda word: meets(small(word), wanted))


_LIKE: dict[Any, Callable[[str, str], bool]] = {
    operators.contains_op: lambda word, wanted: wanted in word,
    operators.endswith_op: lambda word, wanted: word.endswith(wanted),
}
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def small(word: str) -> str:
    """Small letters as SQLite makes them: of English only."""
    return word.translate(_SMALL)


# Operators that look at their sides themselves; `questions` has IN a statement too.
ASKED: dict[Any, Callable[[Any, Frame], Vec]] = {
    operators.is_: _is,
    operators.is_not: _is_not,
    operators.in_op: in_list,
    operators.not_in_op: _not_in_list,
    **dict.fromkeys(_LIKE, _like),
}


@evaluate.register(Case)
def _case(expression: Any, frame: Frame) -> Vec:
    if expression.value is not None:
        raise UnsupportedError("a case of values")
    cases = [
        (v.truth(evaluate(one, frame)), evaluate(then, frame)) for one, then in expression.whens
    ]
    other = NOTHING if expression.else_ is None else evaluate(expression.else_, frame)
    return v.chosen(cases, other)


@evaluate.register(Extract)
def _extract(expression: Any, frame: Frame) -> Vec:
    day = evaluate(expression.expr, frame)
    return Vec(_DATE_PARTS[expression.field](day.data), day.known)


_DATE_PARTS: dict[str, Callable[[Any], Any]] = {
    "month": lambda day: day // 100 % 100,
    "day": lambda day: day % 100,
}


@evaluate.register(FunctionElement)
def _function(expression: Any, frame: Frame) -> Vec:
    if expression.name not in FUNCTIONS:
        raise UnsupportedError(str(expression.name))
    if expression not in frame.worked_out:
        found = FUNCTIONS[expression.name](list(expression.clauses), frame)
        frame.worked_out[expression] = found
    return frame.worked_out[expression]


def _coalesce(clauses: list[Any], frame: Frame) -> Vec:
    return v.first_known([evaluate(one, frame) for one in clauses])


def _nullif(clauses: list[Any], frame: Frame) -> Vec:
    text, blank = (evaluate(one, frame) for one in clauses)
    if blank.words is None or np.ndim(blank.data):
        raise UnsupportedError("nullif of anything but a text")
    (empty,) = blank.words
    return v.mapped(text, lambda word: None if word == empty else word)


FUNCTIONS: dict[str, Callable[[list[Any], Frame], Vec]] = {
    "coalesce": _coalesce,
    "nullif": _nullif,
    "lower": lambda clauses, frame: v.mapped(evaluate(clauses[0], frame), small),
    "trim": lambda clauses, frame: v.mapped(
        evaluate(clauses[0], frame), lambda word: word.strip(" ")
    ),
}


@evaluate.register(moved_ahead)
def _moved_ahead(expression: Any, frame: Frame) -> Vec:
    day, *moves = list(expression.clauses)
    found = evaluate(day, frame)
    days, months = (int(one.effective_value) for one in moves[:2])
    seen = np.broadcast_to(v.known(found), np.shape(found.data))
    if not np.any(seen):
        return Vec(_LAST_DAY)
    data = np.where(seen, found.data, np.max(found.data))
    first, last = int(data.min()), int(data.max())
    if last - first > _CALENDAR:
        raise UnsupportedError("days too far apart")
    table = np.zeros(last - first + 1, np.int32)
    table[data - first] = 1
    there = np.flatnonzero(table)
    table[there] = _moved(there + first, days, months)
    return Vec(np.where(seen, table[data - first], _LAST_DAY))


_CALENDAR = 5_000_000  # as yyyymmdd: five hundred years


def _moved(numbers: Any, days: int, months: int) -> Any:
    """Days as yyyymmdd moved ahead; a day that its month does not have is the month's last."""
    month = (numbers // 100 // 100 * 12 + numbers // 100 % 100 - _EPOCH).astype("datetime64[M]")
    day = month.astype(_DAYS) + (numbers % 100 - 1) + days
    month = day.astype("datetime64[M]")
    place = (day - month.astype(_DAYS)).astype(np.int64)
    month = month + months
    length = ((month + 1).astype(_DAYS) - month.astype(_DAYS)).astype(np.int64)
    whole = month.astype(np.int64) + _EPOCH - 1
    moved = (whole // 12 * 100 + whole % 12 + 1) * 100 + np.minimum(place + 1, length)
    return np.minimum(moved, _LAST_DAY)


_DAYS, _EPOCH, _LAST_DAY = "datetime64[D]", 1970 * 12 + 1, 9999_12_31
