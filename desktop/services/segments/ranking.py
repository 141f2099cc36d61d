"""The highest or lowest customers by a number or a day: top 10, bottom 5 percent."""

from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from desktop.models.facts import CustomerFact
from desktop.models.office import CustomValue
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.fields import Field
from desktop.services.segments.nodes import Rank
from desktop.services.segments.sources import FACTS
from desktop.services.segments.typed import number

WHOLE = 100  # percent


def ranked(node: Rank, field: Field) -> Condition:
    """Live customers with a value, from one end of the order; all who tie at the edge come in."""
    values = field_values(field).subquery()
    order = values.c.value.desc() if node.end == "top" else values.c.value.asc()
    placed = select(
        values.c.customer_id,
        func.rank().over(order_by=order).label("place"),
        func.count().over().label("of"),
    ).subquery()
    before = placed.c.place - 1  # how many stand strictly better
    inside = before * _parts(node) < _limit(node, placed.c.of)
    return FACTS.c.customer_id.in_(select(placed.c.customer_id).where(inside))


def _parts(node: Rank) -> int:
    """What a place is multiplied with, so that a percentage needs no fraction."""
    return WHOLE * Fraction(number(node.n)).denominator if node.percent else 1


def _limit(node: Rank, customers: Any) -> Any:
    """So many customers, or so many percent of them rounded up."""
    share = Fraction(number(node.n))
    return customers * share.numerator if node.percent else literal(int(share))


def field_values(field: Field) -> Select[Any]:
    """The live customers with their value of a field that can be ranked."""
    facts = CustomerFact.__table__.alias()
    value: ColumnElement[Any]
    if field.stored is not None:
        value = facts.c[field.stored]
        return select(facts.c.customer_id, value.label("value")).where(
            facts.c.live, value.is_not(None)
        )
    custom = CustomValue.__table__.alias()
    value = case((custom.c.number.is_not(None), custom.c.number), else_=custom.c.cents)
    joined = custom.join(facts, facts.c.customer_id == custom.c.customer_id)
    return (
        select(custom.c.customer_id, value.label("value"))
        .select_from(joined)
        .where(custom.c.field_id == field.custom_id, facts.c.live, value.is_not(None))
    )


def can_rank(field: Field) -> bool:
    """Whether customers can be put in order by a field: numbers and money that are kept."""
    kept = field.stored is not None or field.custom_id is not None
    return kept and field.type in ("number", "money")
