"""What behaviour is told by: recency, frequency, money, interval, lateness, average ticket."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from desktop.models.facts import LATEST_KEPT, CustomerFact
from desktop.services.value.bands import dollars

_DAYS_PER_MONTH = 30.4375


class Driver(NamedTuple):
    """One driver: its name, why it may be missing, how it is said, its two directions.

    `heading` names the unit over a column of `brief` numbers.
    """

    key: str
    label: str
    heading: str
    brief: Callable[[float], str]
    missing: str
    shown: Callable[[float], str]
    more: str
    less: str
    value: Callable[[Any, date], float | None]


def _whole(number: float) -> str:
    return f"{number:,.0f}"


def _days(number: float) -> str:
    return "1 day" if round(number) == 1 else f"{_whole(number)} days"


def _visits(number: float) -> str:
    return f"{number:.1f}"


def _money(cents: float) -> str:
    return dollars(100 * round(cents / 100)).removesuffix(".00")


def _in_months(days: float) -> str:
    return f"{days / _DAYS_PER_MONTH:.1f}"


def _months(days: float) -> str:
    return f"{_in_months(days)} months"


def _recency(row: Any, as_of: date) -> float | None:
    return None if row.service_1 is None else (as_of - row.service_1).days


def _interval(row: Any, _as_of: date) -> float | None:
    """The average time between the latest ten services."""
    days = [day for day in row[-LATEST_KEPT:] if day is not None]
    return (days[0] - days[-1]).days / (len(days) - 1) if len(days) > 1 else None


def _late(row: Any, as_of: date) -> float | None:
    return None if row.next_due is None else max((as_of - row.next_due).days, 0)


DRIVERS = (
    Driver("recency", "Last visit", "Last visit, days ago", _whole, "no finished visit",
           lambda n: f"{_days(n)} ago", "long away", "here lately", _recency),
    Driver("frequency", "Visits of 36 months", "Visits, 36 months", _visits, "no finished visit",
           _visits, "often", "seldom", lambda row, _as_of: row.visits_3y),
    Driver("money", "Revenue of 36 months", "Revenue, 36 months", _money, "no finished visit",
           _money, "high revenue", "low revenue", lambda row, _as_of: row.revenue_3y_cents or 0),
    Driver("interval", "Time between visits", "Months between", _in_months, "only one visit",
           _months, "long intervals", "short intervals", _interval),
    Driver("lateness", "Overdue", "Days overdue", _whole, "no due date",
           _days, "overdue", "on time", _late),
    Driver("ticket", "Average ticket", "Average ticket", _money, "no sale",
           _money, "high tickets", "low tickets", lambda row, _as_of: row.average_ticket_cents),
)  # fmt: skip
DRIVER_OF = {one.key: one for one in DRIVERS}
COLUMNS = tuple(
    getattr(CustomerFact, name)
    for name in (
        "customer_id", "visits_3y", "revenue_3y_cents", "average_ticket_cents", "next_due",
        *(f"service_{n}" for n in range(1, LATEST_KEPT + 1)),
    )
)  # fmt: skip


def words(driver: str, spreads: float, mean: float, others: float) -> str:
    """A difference in words: "Visits: 7.2 visits in 36 months, others 2.1 (difference 1.6)"."""
    one = DRIVER_OF[driver]
    return (
        f"{one.label}: {one.shown(mean)} on average, all others {one.shown(others)}"
        f" (difference {abs(spreads):.1f})"
    )
