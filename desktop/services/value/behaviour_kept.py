"""The behaviour groups that are kept: who was in which on the day they were found."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.models.value import BehaviourGroup, BehaviourMember, Grouping
from desktop.services import facts
from desktop.services.facts.scope import total as total_cents
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import insert_rows
from desktop.services.segments import membership
from desktop.services.value import behaviour
from desktop.services.value.behaviour import Found
from desktop.services.value.behaviour_groups import FoundGroup
from desktop.services.value.distinct import Difference
from desktop.services.value.grouping import group_names
from desktop.services.value.money import DIMENSIONS

FIELD = "behaviour_group"


class Group(NamedTuple):
    """One group as it stands today: live members of then, and what they brought in 36 months."""

    name: str
    apart: tuple[Difference, ...]  # from all others on the day it was found
    customers: int
    revenue_cents: int
    visits: int


class Kept(NamedTuple):
    """The newest grouping; `without` are live customers in none of its groups."""

    grouping_id: int
    as_of: date
    method: str
    parameters: dict[str, Any]
    card: dict[str, Any]
    groups: tuple[Group, ...]
    without: int


def keep(db: Session, found: Found, now: datetime) -> int:
    """Keep what a search found, as a new grouping beside the older ones; returns its number.

    Segments that ask for a group are worked out anew.
    """
    made = Grouping(
        as_of=found.as_of,
        method=behaviour.METHOD,
        parameters=dict(behaviour.parameters(found)),
        card=behaviour.card(found),
    )
    db.add(made)
    db.flush()
    groups = [one for one in found.groups if not one.rejected]
    for number, one in enumerate(groups, 1):
        db.add(BehaviourGroup(grouping_id=made.id, number=number, name=one.name))
    db.flush()
    insert_rows(db, table_of(BehaviourMember), _members(made.id, groups))
    membership.refresh(db, found.as_of, now)
    return made.id


def _members(grouping_id: int, groups: list[FoundGroup]) -> Iterator[tuple[int, int, int]]:
    for number, one in enumerate(groups, 1):
        for customer_id in one.members:
            yield grouping_id, customer_id, number


def newest(db: Session, as_of: date) -> Kept | None:
    """The newest grouping with its groups as they stand on a day; None before the first."""
    row = db.scalars(select(Grouping).order_by(Grouping.id.desc()).limit(1)).first()
    if row is None:
        return None
    facts.for_day(db, as_of)
    sums, apart = _sums(db), row.card["apart"]
    groups = tuple(
        Group(name, tuple(Difference(*one) for one in apart[name]), *sums.get(name, (0, 0, 0)))
        for name in group_names(db)
    )
    without = sums.get(None, (0, 0, 0))[0]
    return Kept(row.id, row.as_of, row.method, row.parameters, row.card, groups, without)


def _sums(db: Session) -> dict[str | None, tuple[int, int, int]]:
    fact, name = CustomerFact, DIMENSIONS[FIELD].column.label("name")
    cents = func.coalesce(total_cents(fact.revenue_3y_cents), 0)
    rows = db.execute(
        select(name, func.count(), cents, func.sum(fact.visits_3y)).where(fact.live).group_by(name)
    )
    return {key: (people, money, visits) for key, people, money, visits in rows}
