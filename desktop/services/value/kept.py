"""The days whose labels are kept, and the rules behind them: are two days comparable?"""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.facts import FactsState
from desktop.models.value import LabelDay, LabelledDay
from desktop.services.dates import add_days
from desktop.services.days import DayWriter, day_text
from desktop.services.value import versions
from desktop.services.value.health_cards import TREND_DAYS

RULED = {"rfm": "RFM rules", "health": "health weights"}  # the rules that labels are found by
RULES_OF = {"rfm_segment": "rfm", "value_tier": "rfm", "health_colour": "health"}
_SLACK_DAYS = 31  # how much older than 90 days a day may be that trends are told from


class RulesChange(NamedTuple):
    """Two days that are compared, and the different versions of a kind of rules behind them."""

    kind: str
    before_day: date
    before: int
    after_day: date
    after: int

    def sentence(self, written: DayWriter = day_text) -> str:
        """What stands beside the figure."""
        then, now = written(self.before_day), written(self.after_day)
        return (
            f"Part of the change comes from the rules: {then} was worked out by version"
            f" {self.before} of the {RULED[self.kind]}, {now} by version {self.after}."
        )


def kept_days(db: Session) -> tuple[date, ...]:
    """The days whose labels are kept, oldest first."""
    done = select(LabelledDay.day).where(LabelledDay.done).order_by(LabelledDay.day)
    return tuple(db.scalars(done))


def begun_days(db: Session) -> tuple[date, ...]:
    """The days of whose labels only a part is laid down so far."""
    begun = select(LabelledDay.day).where(~LabelledDay.done).order_by(LabelledDay.day)
    return tuple(db.scalars(begun))


def trend_day(as_of: date) -> date:
    """The day that scores are compared with."""
    return add_days(as_of, -TREND_DAYS)


def compared_day(db: Session, as_of: date) -> date | None:
    """The kept day that scores are compared with: that of 90 days ago, else the one before it.

    None where none of about then is kept.
    """
    latest = trend_day(as_of)
    return db.scalar(
        select(func.max(LabelledDay.day)).where(
            LabelledDay.done, LabelledDay.day.between(add_days(latest, -_SLACK_DAYS), latest)
        )
    )


def trend_told(db: Session, written: DayWriter = day_text) -> str:
    """Since when trends of health are told, and whether the rules changed in between."""
    state = db.execute(select(FactsState.as_of, FactsState.compared_day)).first()
    if state is None or state.compared_day is None:
        return "No scores of 90 days ago are kept to compare with."
    since = f"Points of the health score since {written(state.compared_day)}."
    change = rules_change(db, "health", state.compared_day, state.as_of, is_today=True)
    return since if change is None else f"{since} {change.sentence(written)}"


def rules_in_force(db: Session) -> dict[str, int]:
    """The versions of the rules that labels are found by today."""
    return {kind: versions.current(db, kind).version for kind in RULED}


def rules_of(db: Session, day: date) -> dict[str, int]:
    """The versions of the rules by which the labels of a kept day were found.

    Those in force where nobody has labels on that day.
    """
    row: Any = db.execute(
        select(LabelledDay.rfm_version, LabelledDay.health_version).where(LabelledDay.day == day)
    ).first()
    if row is None or None in row:
        newest = (func.max(LabelDay.rfm_version), func.max(LabelDay.health_version))
        row = db.execute(select(*newest).where(LabelDay.day == day)).one()
    found = dict(zip(RULED, row, strict=True))
    return rules_in_force(db) if None in row else found


def rules_change(
    db: Session, kind: str | None, before: date | None, after: date, *, is_today: bool = False
) -> RulesChange | None:
    """Whether two days were worked out by different rules of a kind; None where they were not.

    With `is_today` the later day is told from the facts and so follows the rules in force.
    """
    if kind is None or before is None:
        return None
    then = rules_of(db, before)[kind]
    now = (rules_in_force(db) if is_today else rules_of(db, after))[kind]
    return None if then == now else RulesChange(kind, before, then, after, now)
