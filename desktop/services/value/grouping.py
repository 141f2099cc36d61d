"""Where the behaviour group of a customer stands: in the newest grouping, if in any."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from desktop.models.value import BehaviourGroup, BehaviourMember, Grouping

_NEWEST = select(func.max(Grouping.id)).scalar_subquery()
_SAME = and_(
    BehaviourGroup.grouping_id == BehaviourMember.grouping_id,
    BehaviourGroup.number == BehaviourMember.number,
)


def group_of(customer_id: Any) -> ColumnElement[Any]:
    """The name of a customer's group as a column; nothing for those in none."""
    return (
        select(BehaviourGroup.name)
        .join(BehaviourMember, _SAME)
        .where(BehaviourMember.customer_id == customer_id, BehaviourMember.grouping_id == _NEWEST)
        .scalar_subquery()
    )


def members() -> Select[Any]:
    """The customers in any group; joined to their group, so that its name can be asked for."""
    return (
        select(BehaviourMember.customer_id)
        .join(BehaviourGroup, _SAME)
        .where(BehaviourMember.grouping_id == _NEWEST)
    )


def group_names(db: Session) -> tuple[str, ...]:
    """The names of the groups found last."""
    newest = BehaviourGroup.grouping_id == _NEWEST
    return tuple(
        db.scalars(select(BehaviourGroup.name).where(newest).order_by(BehaviourGroup.number))
    )
