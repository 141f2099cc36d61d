"""Finds the day on which a customer came or went, for moves that were found days later.

Each day between the two calculations is asked again, from the newest back. A move is only given a
day when the day of the calculation before it answers as it did then: so what a change of the
records moved keeps saying "since the last calculation".
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.models.segments import MembershipInterval as Stay
from desktop.services import facts
from desktop.services.facts.staging import batches
from desktop.services.segments.compile import membership
from desktop.services.segments.context import Context
from desktop.services.segments.sources import FACTS

MOST_DAYS = 31  # between two calculations
MOST_WORK = 60_000  # customers times days, which a computer at rest works out in half a minute
_AT_ONCE = 5_000  # customers in one question


class LateMove(NamedTuple):
    """A move found on `found_on`; the calculation before it was on `since`."""

    stay_id: int
    segment_id: int
    customer_id: int
    came_in: bool
    since: date
    found_on: date


class DatedMove(NamedTuple):
    """A late move with its day."""

    move: LateMove
    day: date


def late_moves(db: Session, as_of: date) -> list[LateMove]:
    """The moves of a day's calculation that the days since the one before it brought about."""
    came: Any = select(Stay.id, Stay.segment_id, Stay.customer_id, Stay.since).where(
        Stay.entered_on == as_of, Stay.cause == "day", Stay.since.is_not(None)
    )
    went: Any = select(Stay.id, Stay.segment_id, Stay.customer_id, Stay.left_since).where(
        Stay.left_on == as_of, Stay.left_cause == "day", Stay.left_since.is_not(None)
    )
    found = [
        LateMove(row[0], row[1], row[2], came_in, row[3], as_of)
        for rows, came_in in ((came, True), (went, False))
        for row in db.execute(rows.where(Stay.customer_id.is_not(None)).order_by(Stay.id))
    ]
    return [one for one in found if (as_of - one.since).days <= MOST_DAYS]


def dated(
    db: Session, as_of: date, checkpoint: Callable[[], object] = lambda: None
) -> list[DatedMove]:
    """The late moves of a day with the days on which they became true, where that is certain.

    For a reading connection: it asks the facts of other days.
    """
    moves = late_moves(db, as_of)
    between = [as_of - timedelta(number) for number in range(1, _longest(moves, as_of))]
    if not moves or _customers(db) * (len(between) + 1) > MOST_WORK:
        return []
    known = dict.fromkeys(_by_the_day_alone(db, moves), as_of)
    still_open = set(known)
    for day in between:
        checkpoint()
        asked = [one for one in still_open if one.since < day]
        as_now = _as_now(db, asked, day)
        known |= dict.fromkeys(as_now, day)
        still_open = as_now
    return [DatedMove(one, day) for one, day in sorted(known.items())]


def _longest(moves: Iterable[LateMove], as_of: date) -> int:
    return max(((as_of - one.since).days for one in moves), default=0)


def _customers(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(CustomerFact)) or 0


def _by_the_day_alone(db: Session, moves: Sequence[LateMove]) -> list[LateMove]:
    """Those on the other side on the day of the calculation before, by the records of now."""
    found: list[LateMove] = []
    for since in sorted({one.since for one in moves}):
        asked = [one for one in moves if one.since == since]
        as_now = _as_now(db, asked, since)
        found += [one for one in asked if one not in as_now]
    return found


def _as_now(db: Session, moves: Sequence[LateMove], day: date) -> set[LateMove]:
    """The moves whose customers were on that side of their segment already on a day."""
    if not moves:
        return set()
    facts.for_day(db, day)
    context = Context(db, day)
    by_id = {one.id: one for one in context.segments.values()}
    there: set[tuple[int, int]] = set()
    for segment_id in sorted({one.segment_id for one in moves}):
        belongs = membership(by_id[segment_id], context)
        ids = sorted({one.customer_id for one in moves if one.segment_id == segment_id})
        for some in batches(ids, _AT_ONCE):
            inside = select(FACTS.c.customer_id).where(
                FACTS.c.live, FACTS.c.customer_id.in_(some), belongs
            )
            there |= {(segment_id, customer) for customer in db.scalars(inside)}
    return {one for one in moves if ((one.segment_id, one.customer_id) in there) == one.came_in}


def write_days(db: Session, found: Iterable[DatedMove]) -> int:
    """Give late moves their days, where the log is as it was when they were asked; how many."""
    changed = 0
    for move, day in found:
        on, since = (
            (Stay.entered_on, Stay.since) if move.came_in else (Stay.left_on, Stay.left_since)
        )
        as_asked = (Stay.id == move.stay_id) & (on == move.found_on) & (since == move.since)
        written = update(Stay).where(as_asked).values({on: day, since: None})
        changed += len(db.execute(written.returning(Stay.id)).all())
    return changed
