"""What the systems of a customer show: repairs again and again, getting worse, parts of old age."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)

from desktop.models.customers import PropertyLink
from desktop.models.equipment import Asset, System
from desktop.models.work import ServiceLine, Visit
from desktop.services.care.lives import LIVES, risky_from
from desktop.services.care.rules import Rules
from desktop.services.dates import add_months
from desktop.services.facts.care_history import places_of
from desktop.services.facts.scope import Scope, at

REPAIRS = ("REPAIR", "EMERGENCY")
REPEAT_MONTHS, REPEAT_VISITS = 18, 2
RATINGS = {"good": 0, "fair": 1, "poor": 2, "failed": 3}
RATED = 3  # latest rated visits that are compared


def wear(scope: Scope, rules: Rules) -> Subquery:
    """Of each customer, whether any active system of a current property shows it."""
    flags = {
        "repeat_service": _repaired_again(scope),
        "degradation": _getting_worse(scope),
        "high_risk_component": _with_old_parts(scope, rules),
    }
    shown = [
        func.max(case((System.id.in_(systems), 1), else_=0)).label(name)
        for name, systems in flags.items()
    ]
    return (
        select(PropertyLink.customer_id, *shown)
        .join_from(PropertyLink, System, System.property_id == PropertyLink.property_id)
        .where(at(scope.as_of), System.active.is_(True), scope.has(PropertyLink.customer_id))
        .group_by(PropertyLink.customer_id)
        .subquery("wear")
    )


def _repaired_again(scope: Scope) -> Select[Any]:
    since = add_months(scope.as_of, -REPEAT_MONTHS)
    lines = _lines(scope, ServiceLine.service.in_(REPAIRS), Visit.completed_date > since)
    visits = union_all(*lines).subquery()
    return (
        select(visits.c.system_id)
        .group_by(visits.c.system_id)
        .having(func.count(visits.c.visit_id.distinct()) >= REPEAT_VISITS)
    )


def _getting_worse(scope: Scope) -> Select[Any]:
    """The latest three rated visits never improve, and the last is worse than the first."""
    lines = union_all(*_lines(scope, ServiceLine.condition.in_(RATINGS))).subquery()
    # Lines of one visit share a place, so that a million of them are sorted but once.
    place = func.dense_rank().over(
        partition_by=lines.c.system_id, order_by=(lines.c.day.desc(), lines.c.visit_id.desc())
    )
    visits = select(lines.c.system_id, lines.c.rating, place.label("place")).subquery()
    newest, middle, oldest = (
        func.max(case((visits.c.place == n, visits.c.rating))) for n in range(1, RATED + 1)
    )
    return (
        select(visits.c.system_id)
        .where(visits.c.place <= RATED)
        .group_by(visits.c.system_id)
        .having(and_(newest >= middle, middle >= oldest, newest > oldest))
    )


def _lines(
    scope: Scope, which: ColumnElement[bool], *when: ColumnElement[bool]
) -> tuple[Select[Any], Select[Any]]:
    """Lines of finished work with their system: its own part, else every one of the property."""
    finished = and_(Visit.status == "completed", Visit.completed_date <= scope.as_of, *when)
    unnamed = and_(ServiceLine.asset_id.is_(None), which)
    if not scope.touched:
        return _all_of_parts(finished, which), _all_of_properties(finished, unnamed)
    near = and_(finished, System.property_id.in_(places_of(scope)))
    return _of_parts(near, which), _of_properties(near, unnamed)


def _of_parts(near: ColumnElement[bool], which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_columns(System.id))
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .join(Asset, Asset.id == ServiceLine.asset_id)
        .join(System, System.id == Asset.system_id)
        .where(which, near)
    )


def _of_properties(near: ColumnElement[bool], which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_columns(System.id))
        .join_from(Visit, ServiceLine, ServiceLine.visit_id == Visit.id)
        .join(System, System.property_id == Visit.property_id)
        .where(which, near)
    )


# For everybody SQLite shall begin with the lines, as they lie: the index of finished days, which
# it would take, sends it to and fro ten times as long. So they are outer joins, and what has no
# visit is told in a way that does not turn them back into inner ones.


def _all_of_parts(finished: ColumnElement[bool], which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_columns(Asset.system_id))
        .outerjoin_from(ServiceLine, Visit, and_(Visit.id == ServiceLine.visit_id, finished))
        .outerjoin(Asset, Asset.id == ServiceLine.asset_id)
        .where(which, ServiceLine.asset_id.is_not(None), _found(Visit.id))
    )


def _all_of_properties(finished: ColumnElement[bool], which: ColumnElement[bool]) -> Select[Any]:
    return (
        select(*_columns(System.id))
        .outerjoin_from(ServiceLine, Visit, and_(Visit.id == ServiceLine.visit_id, finished))
        .outerjoin(System, System.property_id == Visit.property_id)
        .where(which, _found(System.id))
    )


def _found(number: Any) -> ColumnElement[bool]:
    """Whether an outer join found a row."""
    found: ColumnElement[bool] = func.coalesce(number, 0) != 0
    return found


def _columns(system: Any) -> tuple[Any, ...]:
    return (
        system.label("system_id"),
        Visit.id.label("visit_id"),
        Visit.completed_date.label("day"),
        case(RATINGS, value=ServiceLine.condition).label("rating"),
    )


def _with_old_parts(scope: Scope, rules: Rules) -> Select[Any]:
    old: list[ColumnElement[bool]] = []
    for life in LIVES:
        since = Asset.install_date.expression
        if life.lies_in_ground:
            since = func.coalesce(since, System.install_date)
        made_of = Asset.material.in_(life.materials) if life.materials else literal(1) == 1
        old.append(
            and_(Asset.kind.in_(life.kinds), made_of, since <= risky_from(life, scope.as_of, rules))
        )
    found = (
        select(Asset.system_id)
        .join(System, System.id == Asset.system_id)
        .where(Asset.in_service.is_(True), or_(false(), *old))
    )
    return found.where(System.property_id.in_(places_of(scope))) if scope.touched else found
