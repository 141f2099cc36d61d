"""The months ahead in columns and sentences: the same on screen, paper, in Excel and in text."""

from calendar import month_abbr
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop.models import choices as c
from desktop.services.desk.columns import DeskColumn
from desktop.services.desk.forecast import Forecast, Month, rounded
from desktop.services.desk.forecast_rates import ENOUGH_ITEMS, WINDOW_MONTHS
from desktop.services.desk.seasons import ENOUGH_MONTHS, Seasons

TITLE, IN_ALL = "Coming months", "In all"
ONCE = (
    "Every service counts once, in the month of its next due day; what is overdue stands first,"
    " what is booked or postponed is among it. Stops, gallons and hours are of what is to be"
    " expected."
)


class MonthColumn(NamedTuple):
    """One number of a month; `services` and `owed_by` narrow the list that it opens."""

    key: str
    label: str
    value: Callable[[Month], int]
    services: tuple[str, ...] = ()
    owed_by: str = ""

    @property
    def desk(self) -> DeskColumn:
        """The same for a workbook."""
        return DeskColumn(self.key, self.label, "number", lambda line: self.value(line[1]))

    def text(self, line: tuple[str, Month]) -> str:
        """The number of a line as it is shown."""
        return f"{self.value(line[1]):,}"


def _due(*services: str) -> Callable[[Month], int]:
    return lambda month: sum(month.cells[service].due for service in services)


_INSPECTED, _TRAPS = ("INSPECT", "ANNUAL_INSP"), ("GREASE", "GRIT")
COLUMNS = (
    MonthColumn("due", "Due", lambda month: month.due),
    MonthColumn("pumped", "Pump-outs", _due("PUMP"), ("PUMP",)),
    MonthColumn("inspected", "Inspections", _due(*_INSPECTED), _INSPECTED),
    MonthColumn("traps", "Traps", _due(*_TRAPS), _TRAPS),
    MonthColumn("owed", "By contract", lambda month: month.owed, owed_by="us"),
    MonthColumn("expected", "Expected", lambda month: rounded(month.expected)),
    MonthColumn("stops", "Stops", lambda month: rounded(month.stops)),
    MonthColumn("gallons", "Gallons", lambda month: rounded(month.gallons)),
    MonthColumn("hours", "Hours", lambda month: rounded(month.hours)),
)
DESK_COLUMNS = (
    DeskColumn("month", "Month", "text", lambda line: line[0]),
    *(one.desk for one in COLUMNS),
)


def lines(found: Forecast) -> tuple[tuple[str, Month], ...]:
    """Every month with its name, and the sum."""
    return (*((one.label, one) for one in found.months), (IN_ALL, found.total))


def about(found: Forecast) -> Iterator[str]:
    """What the numbers mean and what they were worked out with."""
    yield ONCE
    if not found.total.due:
        return
    parts = (
        f"{_named(one.service)} {rounded(100 * one.share)}%" for one in found.rates if one.is_own
    )
    own = ", ".join(parts)
    rest = ", ".join(_named(one.service) for one in found.rates if not one.is_own)
    yield "Work under contract counts whole." + (
        f" Of the rest what was done of the work of the last {WINDOW_MONTHS} months: {own}."
        if own
        else ""
    )
    if rest:
        yield (f"Counted in full, because fewer than {ENOUGH_ITEMS} are on record: {rest}.")
    times = ", ".join(
        f"{_named(one.service)} {rounded(one.minutes)}{'' if one.is_own else ' (usual)'}"
        for one in found.minutes
    )
    yield f"Minutes at the place, on average: {times}."
    if found.total.gallons_unknown:
        yield f"Not in the gallons: {found.total.gallons_unknown:,} without a known tank size."


def _named(service: str) -> str:
    return c.SERVICE.label(service).lower()


def season_text(found: Seasons) -> str:
    """The twelve numbers and what they mean, or how much history is missing."""
    if not found.is_known:
        return (
            f"Your seasons: not enough history. {found.months} full months of finished visits are"
            f" on record; {ENOUGH_MONTHS} are needed."
        )
    numbers = " · ".join(
        f"{month_abbr[place]}\u00a0{float(number):.2f}"
        for place, number in enumerate(found.numbers, 1)
    )
    return f"Your seasons: {numbers}. A usual month is 1.00; 1.20 has a fifth more visits."
