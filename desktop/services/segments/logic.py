"""Two-valued logic over SQL's three: a condition that answers NULL is simply not met."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, case, false, func, literal, not_, or_
from sqlalchemy.sql import visitors

from desktop.services.segments.comparisons import Condition


def is_not(condition: Condition) -> Condition:
    """The exact complement: also true where the condition has no answer."""
    return not_(func.coalesce(condition, false()))


def at_least(conditions: Sequence[Condition], n: int) -> Condition:
    """So many of the conditions, or more, are met."""
    return sum((_one(condition) for condition in conditions), literal(0)) >= n


def _one(condition: Condition) -> Condition:
    return case((condition, 1), else_=0)


def _asks_elsewhere(condition: Condition) -> bool:
    """Whether a condition looks into another table; SQLite tests in the order given."""
    return any(isinstance(part, Select) for part in visitors.iterate(condition))


def combine(combinator: str, conditions: Sequence[Condition], n: int = 0) -> Condition:
    """The conditions of a group put together."""
    conditions = sorted(conditions, key=_asks_elsewhere)
    match combinator:
        case "all":
            return and_(*conditions)
        case "any":
            return or_(*conditions)
        case "none":
            return is_not(or_(*conditions))
        case "at_least":
            return at_least(conditions, n)
        case _:
            return is_not(at_least(conditions, n + 1))
