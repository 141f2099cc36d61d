"""Takes the parts of a SQLAlchemy statement out of it, where there is no public way to ask."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BooleanClauseList, ColumnElement, FromClause, Select
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import Grouping, True_

from desktop.services.segments.vectors.frames import KEY, Frame
from desktop.services.segments.vectors.values import UnsupportedError


class Parts(NamedTuple):
    """A statement inside another one."""

    source: FromClause
    names: tuple[str, ...]  # of the columns of the source that are used
    is_joined: bool  # it is about rows of the same customer as the row outside
    own: tuple[ColumnElement[Any], ...]  # conditions on its rows alone
    mixed: tuple[ColumnElement[Any], ...]  # conditions on both


def parts(statement: Select[Any], outer: Frame) -> Parts:
    """What a statement on one source asks."""
    sources = [one for one in statement.get_final_froms() if one not in outer.tables]
    if len(sources) != 1:
        raise UnsupportedError("several sources")
    (source,) = sources
    conditions = list(_flat(statement.whereclause))
    asked = [one for one in conditions if not _joins(one, source, outer)]
    mixed = [uses(one, outer) for one in asked]
    return Parts(
        source,
        _names(statement, source),
        is_joined=len(asked) < len(conditions),
        own=tuple(one for one, both in zip(asked, mixed, strict=True) if not both),
        mixed=tuple(one for one, both in zip(asked, mixed, strict=True) if both),
    )


def uses(expression: Any, outer: Frame) -> bool:
    """Whether an expression asks for a column of the row outside."""
    return any(getattr(one, "table", None) in outer.tables for one in visitors.iterate(expression))


def asks_inside(expression: Any) -> bool:
    """Whether an expression has a statement in it."""
    return any(isinstance(one, Select) for one in visitors.iterate(expression))


def _names(statement: Select[Any], source: FromClause) -> tuple[str, ...]:
    found = (one for one in visitors.iterate(statement) if getattr(one, "table", None) is source)
    return tuple(sorted({one.name for one in found if isinstance(one, ColumnElement)}))


def _flat(condition: Any) -> Iterator[ColumnElement[Any]]:
    match condition:
        case None | True_():
            return
        case Grouping():
            yield from _flat(condition.element)
        case BooleanClauseList(operator=operators.and_):
            for one in condition.clauses:
                yield from _flat(one)
        case _:
            yield condition


def _joins(condition: Any, source: FromClause, outer: Frame) -> bool:
    if getattr(condition, "operator", None) is not operators.eq:
        return False
    sides = {(getattr(one, "table", None), getattr(one, "name", "")) for one in _sides(condition)}
    return (source, KEY) in sides and any((table, KEY) in sides for table in outer.tables)


def _sides(condition: Any) -> tuple[Any, Any]:
    return condition.left, condition.right


def only_column(statement: Select[Any]) -> ColumnElement[Any]:
    """The one thing that a statement selects."""
    (found,) = statement.selected_columns
    return found


def newest_first(statement: Any) -> Sequence[ColumnElement[Any]]:
    """By what the one row is chosen, the highest first; empty where all rows are asked."""
    order = statement._order_by_clauses  # noqa: SLF001
    limit = statement._limit_clause  # noqa: SLF001
    if not order and limit is None:
        return ()
    if limit is None or limit.value != 1 or statement._offset_clause is not None:  # noqa: SLF001
        raise UnsupportedError("some rows of an order")
    if any(getattr(one, "modifier", None) is not operators.desc_op for one in order):
        raise UnsupportedError("the lowest first")
    return [one.element for one in order]


def grouping(statement: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """By what rows are put together, and what must hold for all of them together."""
    return tuple(statement._group_by_clauses), tuple(statement._having_criteria)  # noqa: SLF001
