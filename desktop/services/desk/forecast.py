"""The months ahead: the work that falls due in each, how much of it is to be expected, and hours.

Domain reference, section 3.6, in its simple form: every service once, in the month of its next due
day; what is overdue stands before the first month. What we owe by contract counts whole, the rest
by how much of such work was done so far.
"""

from calendar import month_abbr
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import String, and_, case, cast, func, null, select
from sqlalchemy.orm import Session

from desktop.models.equipment import Asset
from desktop.models.errors import UserError
from desktop.models.facts import DueItem
from desktop.services import facts
from desktop.services.dates import add_days, add_months
from desktop.services.desk.due_list import EMPTYING, EVERY_STATUS
from desktop.services.desk.due_query import DueQuery
from desktop.services.desk.forecast_rates import Minutes, Rate, done, minutes, rates, still_due
from desktop.services.facts.care_history import OWED

MONTHS, LONGEST = 12, 60
WHOLE = Fraction(1)
_HALF, _MINUTES = Fraction(1, 2), 60


class Cell(NamedTuple):
    """One service in one month: how many fall due, how many are to be expected."""

    due: int
    expected: Fraction


class Month(NamedTuple):
    """One month, or what is overdue (`month` is none): counts, and what they come to."""

    month: date | None  # its first day
    first: date | None  # the days that it takes in
    last: date
    cells: dict[str, Cell]
    owed: int  # of the due ones, by contract
    stops: Fraction  # places to drive to
    gallons: Fraction
    gallons_unknown: int  # tanks to empty whose size nobody knows
    hours: Fraction

    @property
    def label(self) -> str:
        """How the line is called: "Mar 2027"."""
        return f"{month_abbr[self.month.month]} {self.month.year}" if self.month else "Overdue"

    @property
    def due(self) -> int:
        """How many services fall due."""
        return sum(cell.due for cell in self.cells.values())

    @property
    def expected(self) -> Fraction:
        """How many of them are to be expected."""
        return sum((cell.expected for cell in self.cells.values()), Fraction(0))

    def query(self, services: tuple[str, ...] = (), owed_by: str = "") -> DueQuery:
        """The list behind a number of this line."""
        return DueQuery(
            statuses=EVERY_STATUS, services=services, owed_by=owed_by, due_from=self.first,
            due_to=self.last, include_booked=True, include_postponed=True, order="due",
        )  # fmt: skip


class Forecast(NamedTuple):
    """The lines, what they were worked out with, and their sum."""

    as_of: date
    months: tuple[Month, ...]  # the first is what is overdue
    rates: tuple[Rate, ...]
    minutes: tuple[Minutes, ...]

    @property
    def total(self) -> Month:
        """All lines together; a place may be driven to in more than one month."""
        return _sum(self.months)


def rounded(number: Fraction) -> int:
    """The nearest whole number, a half up."""
    return int(number + _HALF)


def forecast(db: Session, as_of: date, months: int = MONTHS) -> Forecast:
    """The next months, beginning with the rest of the running one.

    Raises:
        UserError: a number of months that makes no sense.
    """
    if not 1 <= months <= LONGEST:
        raise UserError(f"Choose from 1 to {LONGEST} months.", where="months")
    facts.for_day(db, as_of)
    starts = [add_months(as_of.replace(day=1), number) for number in range(months + 1)]
    rows = db.execute(_counts(as_of, starts)).all()
    expected, lasting = rates(rows), minutes(db, as_of)
    share = {one.service: one.share for one in expected}
    hours = {one.service: one.minutes for one in lasting}
    lines = []
    for number, (start, first, last) in enumerate(_spans(as_of, starts)):
        here = [row for row in rows if row.number == number]
        lines.append(_line(here, (start, first, last), share, hours))
    return Forecast(as_of, tuple(lines), expected, lasting)


Span = tuple[date | None, date | None, date]


def _spans(as_of: date, starts: Sequence[date]) -> Iterator[Span]:
    """The month of each line with its first and its last day."""
    yield None, None, add_days(as_of, -1)
    for start, after in pairwise(starts):
        yield start, max(start, as_of), add_days(after, -1)


def _counts(as_of: date, starts: Sequence[date]) -> Any:
    """What falls due by line, service and who owes it; all places in one text.

    One walk over the items, also over those of no line: they tell how much is done. No status is
    asked for, because SQLite would fetch every item by the index of statuses.
    """
    ends = (as_of, *starts[1:])
    in_line, size = DueItem.due < ends[-1], Asset.capacity_gal  # only what is emptied has a tank
    lines = [(DueItem.due < end, place) for place, end in enumerate(ends)]
    # What is in most lines, overdue or in none, is told by few comparisons.
    number = case(lines[0], (~in_line, null()), *lines[1:])
    place = case((in_line, cast(DueItem.property_id, String)))
    return (
        select(
            number.label("number"),
            DueItem.service,
            DueItem.owed_by,
            func.count().label("items"),
            func.sum(size).label("gallons"),
            func.count(size).label("sized"),
            func.aggregate_strings(place, " ").label("places"),
            func.sum(case((done(as_of), 1), else_=0)).label("done"),
            func.sum(case((still_due(as_of), 1), else_=0)).label("still_due"),
        )
        .outerjoin_from(DueItem, Asset, and_(Asset.id == DueItem.asset_id, in_line))
        .where(DueItem.answers.is_(True), DueItem.why_not.is_(None), DueItem.due.is_not(None))
        .group_by(number, DueItem.service, DueItem.owed_by)
    )


def _line(
    rows: Sequence[Any],
    span: Span,
    share: dict[str, Fraction],
    lasting: dict[str, Fraction],
) -> Month:
    cells = dict.fromkeys(OWED, Cell(0, Fraction(0)))
    gallons = hours = Fraction(0)
    for row in rows:
        rate = WHOLE if row.owed_by == "us" else share[row.service]
        before = cells[row.service]
        cells[row.service] = Cell(before.due + row.items, before.expected + rate * row.items)
        gallons += rate * (row.gallons or 0)
        hours += rate * row.items * lasting[row.service] / _MINUTES
    emptied = [row for row in rows if row.service in EMPTYING]
    return Month(
        *span, cells,
        sum(row.items for row in rows if row.owed_by == "us"),
        _stops(rows, share), gallons, sum(row.items - row.sized for row in emptied), hours,
    )  # fmt: skip


def _stops(rows: Iterable[Any], share: dict[str, Fraction]) -> Fraction:
    """The places to be expected: each once, by what of it is the surest."""
    rated = ((WHOLE if row.owed_by == "us" else share[row.service], row) for row in rows)
    seen, found = set[str](), Fraction(0)
    for rate, row in sorted(rated, key=lambda one: -one[0]):
        fresh = set(row.places.split()) - seen
        seen |= fresh
        found += rate * len(fresh)
    return found


def _sum(months: Sequence[Month]) -> Month:
    cells = {
        service: Cell(
            sum(one.cells[service].due for one in months),
            sum((one.cells[service].expected for one in months), Fraction(0)),
        )
        for service in OWED
    }
    return Month(
        None, None, months[-1].last, cells,
        sum(one.owed for one in months),
        sum((one.stops for one in months), Fraction(0)),
        sum((one.gallons for one in months), Fraction(0)),
        sum(one.gallons_unknown for one in months),
        sum((one.hours for one in months), Fraction(0)),
    )  # fmt: skip
