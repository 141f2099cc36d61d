"""What the office does when the health of a customer changes colour: one task per change."""

from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session, aliased

from desktop.models.customers import Customer
from desktop.models.tasks import Task
from desktop.models.value import LabelDay

LONGEST_DAYS = 40  # a day kept longer ago says nothing about a change of today
_SATURDAY = 5


class Play(NamedTuple):
    """From which colour to which: what is to be done, within how many working days."""

    before: str
    after: str
    text: str
    working_days: int


PLAYS = (
    Play("green", "red", "Health fell from green to red: the owner calls", 2),
    Play("yellow", "red", "Health fell from yellow to red: the office calls", 5),
)


def offer(db: Session, day: date) -> int:
    """Make the tasks for colours that changed between the day kept before and this one.

    Called again, it makes none twice. Returns how many were made.
    """
    before = db.scalar(select(func.max(LabelDay.day)).where(LabelDay.day < day))
    if before is None or (day - before).days > LONGEST_DAYS:
        return 0
    made = [
        {
            "customer_id": customer_id,
            "kind": "follow_up",
            "text": play.text,
            "created_on": day,
            "due_date": working_days_on(day, play.working_days),
        }
        for play in PLAYS
        for customer_id in db.scalars(_changed(before, day, play))
    ]
    if made:
        db.execute(insert(Task), made)
    return len(made)


def _changed(before: date, day: date, play: Play) -> Select[int]:
    then, now = aliased(LabelDay), aliased(LabelDay)
    told = (
        select(Task.id)
        .where(
            Task.customer_id == now.customer_id, Task.text == play.text, Task.created_on > before
        )
        .exists()
    )
    return (
        select(now.customer_id)
        .join_from(now, then, then.customer_id == now.customer_id)
        .join(Customer, Customer.id == now.customer_id)
        .where(
            now.day == day,
            then.day == before,
            then.health_version == now.health_version,  # other weights are no fall
            then.health_colour == play.before,
            now.health_colour == play.after,
            ~told,
        )
        .order_by(now.customer_id)
    )


def working_days_on(day: date, number: int) -> date:
    """So many working days later: Saturdays and Sundays do not count."""
    while number:
        day += timedelta(1)
        if day.weekday() < _SATURDAY:
            number -= 1
    return day
