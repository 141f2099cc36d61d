"""What became of a segment: its size from day to day, who was in, and why each came or went."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select, true
from sqlalchemy.orm import Session

from desktop.models.choices import MOVE_CAUSE
from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.segments import MembershipInterval as Stay
from desktop.models.segments import Segment
from desktop.services.segments import on_file
from desktop.services.segments.comparisons import Condition
from desktop.services.segments.membership_log import Entry
from desktop.services.segments.wording import day as said_day

MOST_DAYS, MOST_WEEKS = 62, 62  # steps; a longer stretch is told in weeks, then in months
WEEK = 7


class Step(NamedTuple):
    """A day, week or month: who came and went in it, and how many were in at its end."""

    first: date
    last: date
    entered: int
    left: int
    size: int


class Book(NamedTuple):
    """A stretch of the log: before + entered - left = after, in each step and in all."""

    first: date
    last: date
    before: int
    entered: int
    left: int
    after: int
    steps: tuple[Step, ...]


class Person(NamedTuple):
    """A customer by name."""

    customer_id: int
    account_no: str | None
    name: str


class Span(NamedTuple):
    """The first and the last day that the log of a segment knows."""

    first: date
    last: date


def span(db: Session, segment_id: int) -> Span | None:
    """The days that the log knows; None for a list kept as it is, or one not worked out yet."""
    row: Segment = on_file.row(db, segment_id)
    if row.calculated_on is None:
        return None
    return Span(row.logged_since or row.calculated_on, row.calculated_on)


def book(db: Session, segment_id: int, first: date, last: date) -> Book | None:
    """Who came and went from a day to a day, as far as the log knows them."""
    known = span(db, segment_id)
    if known is None:
        return None
    last = min(max(last, known.first), known.last)
    first = min(max(first, known.first), last)
    before = _size(db, segment_id, known, _there_before(first, known))
    moves = _moves(db, segment_id, known, first, last)
    steps = _steps(_ends(first, last), first, before, moves)
    after = steps[-1].size
    entered, left = sum(one.entered for one in steps), sum(one.left for one in steps)
    return Book(first, last, before, entered, left, after, steps)


def as_it_was(db: Session, segment_id: int, day: date) -> list[int]:
    """The ids of those who were in on a day and are still on file.

    Raises:
        UserError: the log does not know the day.
    """
    known = span(db, segment_id)
    if known is None:
        raise UserError("This segment has no log of its members: its list is kept as it is.")
    if day < known.first:
        began = said_day(known.first)
        raise UserError(f"The log of this segment begins on {began}; earlier days are not known.")
    there = (Stay.entered_on <= day) & or_(Stay.left_on.is_(None), Stay.left_on > day)
    ids = select(Stay.customer_id).where(
        Stay.segment_id == segment_id, there, _is_of(known), Stay.customer_id.is_not(None)
    )
    return [one for one in db.scalars(ids.order_by(Stay.customer_id)) if one is not None]


def people(db: Session, ids: Sequence[int], most: int) -> list[Person]:
    """The first of some customers by name."""
    chosen = (
        select(Customer.id, Customer.account_no, Customer.display_name)
        .where(Customer.id.in_(ids))
        .order_by(Customer.display_name, Customer.id)
        .limit(most)
    )
    return [Person(row.id, row.account_no, row.display_name) for row in db.execute(chosen)]


def reason(entry: Entry) -> str:
    """Why a customer came or went, in words."""
    words = MOVE_CAUSE.label(entry.cause)
    if entry.cause == "rule":
        whose = f"The conditions of “{entry.via}” changed" if entry.via else words
        words = f"{whose} (version {entry.version})" if entry.version else whose
    late = f", since the last calculation on {said_day(entry.since)}" if entry.since else ""
    return f"{words}{late}"


def _is_of(known: Span) -> Condition:
    """Stays from before the log began anew, while the segment was a kept list, do not count."""
    return or_(Stay.left_on.is_(None), Stay.left_on > known.first, Stay.entered_on >= known.first)


def _there_before(first: date, known: Span) -> Condition:
    """Who was in when the day began; on the first day of all its first calculation is that."""
    if first == known.first:
        return (Stay.cause == "start") & (Stay.entered_on == first)
    return (Stay.entered_on < first) & or_(Stay.left_on.is_(None), Stay.left_on >= first)


def _size(db: Session, segment_id: int, known: Span, there: Condition) -> int:
    inside = select(func.count()).select_from(Stay)
    return db.scalar(inside.where(Stay.segment_id == segment_id, _is_of(known), there)) or 0


def _moves(
    db: Session, segment_id: int, known: Span, first: date, last: date
) -> list[tuple[date, int, int]]:
    """How many entered and left, for each day on which somebody did."""
    found: dict[date, list[int]] = {}
    asked: tuple[tuple[Any, Any], ...] = (
        (Stay.entered_on, Stay.cause != "start"),
        (Stay.left_on, true()),
    )
    for place, (day, more) in enumerate(asked):
        counted = select(day, func.count()).where(
            Stay.segment_id == segment_id, day >= first, day <= last, _is_of(known), more
        )
        for on, number in db.execute(counted.group_by(day)):
            found.setdefault(on, [0, 0])[place] = number
    return [(day, came, went) for day, (came, went) in sorted(found.items())]


def _ends(first: date, last: date) -> list[date]:
    """The last days of the steps from a day to a day: days, weeks from Monday, or months."""
    days = (last - first).days + 1
    if days <= MOST_DAYS:
        return [first + timedelta(number) for number in range(days)]
    every = [first + timedelta(number) for number in range(days)]
    if days <= MOST_WEEKS * WEEK:
        ends = [day for day in every if day.weekday() == WEEK - 1]
    else:
        ends = [day for day in every if (day + timedelta(1)).day == 1]
    return ends if ends and ends[-1] == last else [*ends, last]


def _steps(
    ends: Sequence[date], first: date, size: int, moves: Sequence[tuple[date, int, int]]
) -> tuple[Step, ...]:
    entered, left = [0] * len(ends), [0] * len(ends)
    for day, came, went in moves:
        place = bisect_left(ends, day)
        entered[place] += came
        left[place] += went
    steps = []
    for place, end in enumerate(ends):
        size += entered[place] - left[place]
        steps.append(Step(first, end, entered[place], left[place], size))
        first = end + timedelta(1)
    return tuple(steps)
