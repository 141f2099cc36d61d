"""All live customers by RFM name, code and cycle, with all that the RFM page sums up of them.

One pass over the facts in the order of their index: a statement for each picture took twice as
long together.
"""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Float, String, cast, func, select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services.facts.scope import total as total_cents
from desktop.services.value import tally
from desktop.services.value.distinct import Sums
from desktop.services.value.rfm_map import UNSCORED

_COMMA = ","


class Part(NamedTuple):
    """Customers of one name and code, on cycle or not.

    `days` counts their last visits by day, `values` their values of the label asked for.
    """

    segment: str
    scores: tuple[int, int, int]  # 0 where there is none
    on_cycle: bool
    visits: Sums
    money: Sums  # cents of 36 months
    days: Counter[str]
    values: Counter[Any]

    @property
    def customers(self) -> int:
        """How many these are."""
        return self.visits.number

    @property
    def cents(self) -> int:
        """What they brought in over 36 months."""
        return int(self.money.total)

    @property
    def is_scored(self) -> bool:
        """Whether these were ever served."""
        return self.segment != UNSCORED


def parts(db: Session, label: tally.Label = CustomerFact.rfm_segment) -> list[Part]:
    """The parts in the order of the index, with their values of a label."""
    fact = CustomerFact
    by = (fact.rfm_segment, fact.rfm_r, fact.rfm_f, fact.rfm_m, fact.on_cycle)
    money = cast(fact.revenue_3y_cents, Float)
    sums = (
        func.count(),
        func.sum(fact.visits_3y),
        func.sum(fact.visits_3y * fact.visits_3y),
        func.coalesce(total_cents(fact.revenue_3y_cents), 0),
        func.coalesce(func.sum(money * money), 0.0),
        func.aggregate_strings(cast(fact.service_1, String), _COMMA),
        tally.gathered(label),
    )
    rows = db.execute(select(*by, *sums).where(fact.live).group_by(*by).order_by(*by))
    return [
        Part(
            segment,
            (r or 0, f or 0, m or 0),
            on_cycle,
            Sums(number, visits, visits_squared),
            Sums(number, cents, squared),
            Counter(days.split(_COMMA) if days else ()),
            tally.counted(values, label),
        )
        for segment, r, f, m, on_cycle, number, visits, visits_squared, cents, squared, days, values
        in rows
    ]  # fmt: skip


def since(days: Counter[str], as_of: date) -> Sums:
    """The days since some last visits."""
    counted = [((as_of - date.fromisoformat(day)).days, n) for day, n in days.items()]
    return Sums(
        days.total(),
        sum(number * gone for gone, number in counted),
        sum(number * gone**2 for gone, number in counted),
    )
