"""Days between two stored dates, the one thing every database counts in its own way."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import ColumnElement, FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801 - reads like any other SQL function
    """How many days the second date lies after the first."""

    type = Integer()
    inherit_cache = True

    def __init__(self, first: ColumnElement[Any], second: ColumnElement[Any]) -> None:
        super().__init__(first, second)


@compiles(days_between)
def _subtract(element: days_between, compiler: Any, **given: Any) -> str:
    first, second = (compiler.process(one, **given) for one in element.clauses)
    return f"({second} - {first})"


@compiles(days_between, "sqlite")
def _by_julian_day(element: days_between, compiler: Any, **given: Any) -> str:
    first, second = (compiler.process(one, **given) for one in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"
