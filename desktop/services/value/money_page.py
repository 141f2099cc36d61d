"""What the Money page shows by a label, from one pass over the facts."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.value import labels, lifetime, money
from desktop.services.value.lifetime import LifetimeTable, Stated
from desktop.services.value.money import LabelMoney


class MoneyPage(NamedTuple):
    """Revenue and lifetime values by a label, and the assumptions behind the latter."""

    labels: tuple[LabelMoney, ...]
    lifetime: LifetimeTable
    stated: Stated


def page(db: Session, as_of: date, dimension: str) -> MoneyPage:
    """The figures of a day by a label.

    Raises:
        UserError: there is no such label.
    """
    by = labels.of_office(db, as_of, dimension)
    found = money.sums(db, as_of, by)
    stated = lifetime.assumptions(db)
    return MoneyPage(money.lines(by, found), lifetime.table(by, found, stated), stated)
