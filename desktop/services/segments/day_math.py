"""Arithmetic on stored dates, the one thing every database does in its own way."""

from datetime import date
from typing import Any

from sqlalchemy import Date, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement, FunctionElement


class moved_ahead(FunctionElement[date]):  # noqa: N801 - reads like any other SQL function
    """A day moved ahead by so many units; months stop at the end of a shorter month."""

    type = Date()
    inherit_cache = True

    def __init__(self, day: ColumnElement[Any], n: int, unit: str) -> None:
        days, months = n * _DAYS.get(unit, 0), n * _MONTHS.get(unit, 0)
        words = (f"{days} days", f"{months} months", f"{months + 1} months")
        super().__init__(day, literal(days), literal(months), *(literal(one) for one in words))


_DAYS = {"days": 1, "weeks": 7}
_MONTHS = {"months": 1, "years": 12}


@compiles(moved_ahead)
def _by_interval(element: moved_ahead, compiler: Any, **given: Any) -> str:
    day, days, months, *_ = (compiler.process(one, **given) for one in element.clauses)
    return f"CAST({day} + make_interval(months => {months}, days => {days}) AS DATE)"


@compiles(moved_ahead, "sqlite")
def _by_modifiers(element: moved_ahead, compiler: Any, **given: Any) -> str:
    """The date or, where it ran over into the next month, the last day of the month meant."""
    day, _, _, *words = element.clauses
    moved, days, months, more = (compiler.process(one, **given) for one in (day, *words))
    last = f"date({moved}, {days}, 'start of month', {more}, '-1 day')"
    return f"coalesce(min(date({moved}, {days}, {months}), {last}), '9999-12-31')"
