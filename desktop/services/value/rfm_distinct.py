"""What tells each RFM segment from all others: last visit, visits, money, in numbers."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from desktop.services.value import distinct
from desktop.services.value.distinct import Difference, Sums
from desktop.services.value.rfm_parts import Part, since

DRIVERS = ("recency", "frequency", "money")


def of_segments(found: Iterable[Part], as_of: date) -> dict[str, tuple[Difference, ...]]:
    """For each segment in use its differences, the largest first; the unscored are left out."""
    inside: dict[str, list[Part]] = {}
    for part in found:
        if part.is_scored:
            inside.setdefault(part.segment, []).append(part)
    sums = {name: _sums(mine, as_of) for name, mine in inside.items()}
    return distinct.differences(sums, DRIVERS)


def _sums(found: list[Part], as_of: date) -> dict[str, Sums]:
    days: Counter[str] = Counter()
    visits = money = Sums()
    for part in found:
        days.update(part.days)
        visits, money = visits.plus(part.visits), money.plus(part.money)
    return dict(zip(DRIVERS, (since(days, as_of), visits, money), strict=True))
