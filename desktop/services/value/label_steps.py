"""Labels of a day kept step by step, so that in a large office nobody waits long to save.

What takes long, working the labels out, only reads. They are then laid down a few thousand at a
time, each in a transaction of its own; the day counts as kept when all of them are there. Who is
changed meanwhile is noted as for every kept day (`snapshots.note_change`).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.models.value import LabelDay, LabelledDay
from desktop.services import facts
from desktop.services.dates import add_days
from desktop.services.facts.shadows import table_of
from desktop.services.facts.staging import bare_rows, insert_rows
from desktop.services.value import playbook, snapshots
from desktop.services.value.kept import begun_days, kept_days, rules_in_force, rules_of, trend_day

AT_ONCE = 4_000  # rows of a transaction
_KEPT = table_of(LabelDay)
Rows = Sequence[tuple[Any, ...]]


class Next(NamedTuple):
    """What is to be done next: take away what nothing needs, or keep a day; or neither."""

    tidy: bool = False
    day: date | None = None


def next_step(db: Session, as_of: date) -> Next:
    """What is to be done next; today comes first.

    With nothing kept before today no task is made for a colour that fell long ago. The day that
    tomorrow's trends are told from is there before tomorrow.
    """
    if _superfluous(db, as_of):
        return Next(tidy=True)
    kept, month = set(kept_days(db)), snapshots.month_end(add_days(as_of.replace(day=1), -1))
    wanted = (as_of, month, trend_day(as_of), trend_day(add_days(as_of, 1)))
    return Next(day=next((day for day in wanted if day not in kept), None))


def tidy(db: Session, as_of: date) -> None:
    """Take a part of what nothing needs away: days given up on the way, and days gone by."""
    day = next(iter(_superfluous(db, as_of)), None)
    if day is None:
        return
    snapshots.note_day(db, day, rules_of(db, day), done=False)
    mine = select(_KEPT.c.customer_id).where(_KEPT.c.day == day).order_by(_KEPT.c.customer_id)
    last = db.scalar(mine.offset(AT_ONCE - 1).limit(1))
    part = delete(LabelDay).where(LabelDay.day == day)
    if last is None:
        db.execute(part)
        db.execute(delete(LabelledDay).where(LabelledDay.day == day))
    else:
        db.execute(part.where(LabelDay.customer_id <= last))


def _superfluous(db: Session, as_of: date) -> list[date]:
    gone = snapshots.passing(db, as_of) if as_of in kept_days(db) else set()
    return sorted({*begun_days(db), *gone})


def begin(db: Session, day: date) -> None:
    """Begin to keep a day, by the rules in force."""
    snapshots.note_day(db, day, rules_in_force(db), done=False)


def work_out(db: Session, day: date, as_of: date) -> Rows:
    """The labels of a day that was begun; for a session that only reads."""
    with snapshots.seen_on(db, day, as_of, rules_of(db, day)):
        found = snapshots.labels(db, day, is_today=day == as_of)
        names = (found.selected_columns[column.name] for column in _KEPT.columns)
        return list(bare_rows(db, found.with_only_columns(*names)))


def lay_down(db: Session, day: date, rows: Rows) -> bool:
    """Keep some labels of a day, less those that are there; False where it was given up."""
    if day not in begun_days(db):
        return False
    place = _KEPT.columns.keys().index("customer_id")
    first, last = rows[0][place], rows[-1][place]
    mine = select(_KEPT.c.customer_id).where(_KEPT.c.day == day)
    there = set(db.scalars(mine.where(_KEPT.c.customer_id.between(first, last))))
    insert_rows(db, _KEPT, (row for row in rows if row[place] not in there))
    return True


def finish(db: Session, day: date, as_of: date) -> bool:
    """All labels of a day are there: it counts as kept; False where it was given up.

    With those of today, tasks are made for colours that changed since the day kept before.
    """
    if day not in begun_days(db):
        return False
    snapshots.note_day(db, day, rules_of(db, day), done=True)
    if day == as_of:
        playbook.offer(db, as_of)
    facts.compare_anew(db)
    return True
