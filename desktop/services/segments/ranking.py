"""The highest or lowest customers by a number or a day: top 10, bottom 5 percent."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select

from desktop.models.facts import CustomerFact
from desktop.models.office import CustomValue
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.fields import Field
from desktop.services.segments.nodes import Rank
from desktop.services.segments.sources import FACTS
from desktop.services.segments.typed import whole

WHOLE = 100  # percent


def ranked(node: Rank, field: Field) -> Condition:
    """Live customers with a value, from one end of the order; all who tie at the edge come in.

    The value of the last place is sought once and all are compared with it, which takes a third
    of the time of giving everyone a place.
    """
    if field.stored is not None:
        return _inside(node, FACTS.c[field.stored], field)
    values = field_values(field).subquery()
    inside = _inside(node, values.c.value, field)
    return FACTS.c.customer_id.in_(select(values.c.customer_id).where(inside))


def _inside(node: Rank, value: ColumnElement[Any], field: Field) -> Condition:
    edge = _edge(node, field)
    inside: Condition = value >= edge if node.end == "top" else value <= edge
    return inside


def _edge(node: Rank, field: Field) -> Any:
    """The value of the last place; no value where nobody has one."""
    values, counted = field_values(field).subquery(), field_values(field).subquery()
    best_first = values.c.value.desc() if node.end == "top" else values.c.value.asc()
    everyone = select(func.count()).select_from(counted).scalar_subquery()
    skipped = select(_places(node, everyone) - 1).scalar_subquery()
    return select(values.c.value).order_by(best_first).limit(1).offset(skipped).scalar_subquery()


def _places(node: Rank, everyone: Any) -> Any:
    """So many customers, or so many percent of them rounded up; not more than there are."""
    n = whole(node.n)
    wanted = (everyone * n + WHOLE - 1) // WHOLE if node.percent else literal(n)
    return case((everyone == 0, 1), (everyone < wanted, everyone), else_=wanted)


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
