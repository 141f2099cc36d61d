"""How much of the work that falls due is done, and how long it takes: the office's own numbers.

Where too little is on record, all of it is counted (the capacity that would be needed) and the
usual minutes are taken.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from desktop.models.facts import DueItem
from desktop.models.work import ServiceLine, Visit
from desktop.services.dates import add_months
from desktop.services.facts.care_history import OWED

WINDOW_MONTHS = 24  # of work that fell due or was done
ENOUGH_ITEMS = 30
RECORDED_MONTHS, LATEST, ENOUGH_VISITS = 12, 1_500, 20
_PUMP, _INSPECT, _GREASE = 45, 30, 60
USUAL_MINUTES = {
    "PUMP": _PUMP, "INSPECT": _INSPECT, "ANNUAL_INSP": _INSPECT, "GREASE": _GREASE,
    "GRIT": _GREASE,
}  # fmt: skip


class Rate(NamedTuple):
    """How much of one service is done of what customers may decide about."""

    service: str
    done: int
    still_due: int

    @property
    def is_own(self) -> bool:
        """Whether enough is on record; else everything is counted."""
        return self.done > 0 and self.done + self.still_due >= ENOUGH_ITEMS

    @property
    def share(self) -> Fraction:
        """The part that is to be expected."""
        return Fraction(self.done, self.done + self.still_due) if self.is_own else Fraction(1)


class Minutes(NamedTuple):
    """How long one service takes at the place."""

    service: str
    recorded: int  # visits for this alone with both times
    total: int  # minutes of these

    @property
    def is_own(self) -> bool:
        """Whether enough is on record; else the usual number is taken."""
        return self.recorded >= ENOUGH_VISITS

    @property
    def minutes(self) -> Fraction:
        """The average, or the usual number."""
        if self.is_own:
            return Fraction(self.total, self.recorded)
        return Fraction(USUAL_MINUTES[self.service])


def done(as_of: date) -> ColumnElement[bool]:
    """Whether an item was done within two years and is not overdue again."""
    since = add_months(as_of, -WINDOW_MONTHS)
    return and_(DueItem.due >= as_of, DueItem.base_from == "visit", DueItem.base > since)


def still_due(as_of: date) -> ColumnElement[bool]:
    """Whether an item fell due within two years and is not done."""
    return and_(DueItem.due < as_of, DueItem.due > add_months(as_of, -WINDOW_MONTHS))


def rates(rows: Iterable[Any]) -> tuple[Rate, ...]:
    """Of what customers decide about: how much is done, out of counts by service."""
    theirs = [row for row in rows if row.owed_by == "customer"]
    return tuple(
        Rate(
            one,
            sum(row.done for row in theirs if row.service == one),
            sum(row.still_due for row in theirs if row.service == one),
        )
        for one in OWED
    )


def minutes(db: Session, as_of: date) -> tuple[Minutes, ...]:
    """How long the latest visits took that were for one service alone."""
    lasted = Visit.departure_minute - Visit.arrival_minute
    latest = (
        select(Visit.id, lasted.label("lasted"))
        .where(
            Visit.status == "completed",
            Visit.completed_date > add_months(as_of, -RECORDED_MONTHS),
            Visit.completed_date <= as_of,
            lasted > 0,
        )
        .order_by(Visit.completed_date.desc(), Visit.id.desc())
        .limit(LATEST)
        .subquery("latest")
    )
    alone = (
        select(
            func.min(ServiceLine.service).label("service"),
            func.min(latest.c.lasted).label("lasted"),
        )
        .join_from(latest, ServiceLine, ServiceLine.visit_id == latest.c.id)
        .group_by(latest.c.id)
        .having(func.count() == 1)
        .subquery("alone")
    )
    statement = (
        select(
            alone.c.service, func.count().label("recorded"), func.sum(alone.c.lasted).label("total")
        )
        .where(alone.c.service.in_(OWED))
        .group_by(alone.c.service)
    )
    found = {row.service: row for row in db.execute(statement)}
    return tuple(
        Minutes(one, found[one].recorded, int(found[one].total)) if one in found
        else Minutes(one, 0, 0)
        for one in OWED
    )  # fmt: skip
