"""What a customer is expected to bring over the years to come (domain 10, lifetime value)."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.facts import CustomerFact
from desktop.services import facts
from desktop.services.days import DayWriter
from desktop.services.value import labels, lifetime_rules, money, versions
from desktop.services.value.lifetime_rules import YEARS, Assumptions
from desktop.services.value.versions import Version

KIND = "lifetime"


class Stated(NamedTuple):
    """The assumptions in force: the version, the numbers, and the text to print."""

    version: Version
    made: Assumptions
    text: str

    def written(self, day: DayWriter) -> str:
        """The text with the day of the version written so."""
        return lifetime_rules.text(self.made, self.version.named(day))


class Lifetime(NamedTuple):
    """The lifetime value of one customer; None without any sale on file."""

    value_cents: int | None
    yearly_cents: int | None
    text: str


class LifetimeLine(NamedTuple):
    """The live customers of one value of a label; values of those without a sale are unknown."""

    value: Any
    label: str
    customers: int
    valued: int
    value_cents: int
    yearly_cents: int
    average_cents: int | None  # per valued customer; None without any


class LifetimeTable(NamedTuple):
    """Lifetime values by a label, in the order of its list, with the text to print below."""

    dimension: str
    title: str
    lines: tuple[LifetimeLine, ...]
    total_cents: int
    text: str


def assumptions(db: Session) -> Stated:
    """The assumptions in force."""
    version = versions.current(db, KIND)
    made = lifetime_rules.read(version.body)
    return Stated(version, made, lifetime_rules.text(made, version.label))


def publish(db: Session, body: Mapping[str, Any], note: str, author: str, today: date) -> Version:
    """Make other assumptions rule from now on, as a new version; older ones are kept.

    Raises:
        UserError: an assumption is missing or makes no sense.
    """
    return versions.publish(db, KIND, body, note, author, today)


def of_customer(db: Session, customer_id: int, as_of: date) -> Lifetime:
    """The lifetime value of one customer."""
    facts.for_day(db, as_of)
    stated = assumptions(db)
    revenue = db.scalar(
        select(CustomerFact.revenue_3y_cents).where(CustomerFact.customer_id == customer_id)
    )
    if revenue is None:
        return Lifetime(None, None, stated.text)
    value = share_of(revenue, stated.made.factor() / YEARS)
    return Lifetime(value, share_of(revenue, Fraction(1, YEARS)), stated.text)


def by_dimension(db: Session, as_of: date, dimension: str) -> LifetimeTable:
    """Lifetime values summed up by a label; each sum is that of its customers, to the cent.

    Raises:
        UserError: there is no such label.
    """
    by = labels.of_office(db, as_of, dimension)
    return table(by, money.sums(db, as_of, by), assumptions(db))


def table(
    label: money.LabelDimension, found: Iterable[money.LabelSums], stated: Stated
) -> LifetimeTable:
    """The table from the sums of each value."""
    lines = tuple(_line(label, one, stated.made) for one in found)
    total = sum(line.value_cents for line in lines)
    return LifetimeTable(label.key, label.title, lines, total, stated.text)


def _line(label: money.LabelDimension, found: money.LabelSums, made: Assumptions) -> LifetimeLine:
    factor, a_year = made.factor() / YEARS, Fraction(1, YEARS)
    known = [(cents, n) for cents, n in found.revenues.items() if cents is not None]
    valued = sum(n for _, n in known)
    value = sum(n * share_of(cents, factor) for cents, n in known)
    yearly = sum(n * share_of(cents, a_year) for cents, n in known)
    average = share_of(value, Fraction(1, valued)) if valued else None
    shown = label.label(found.value)
    return LifetimeLine(found.value, shown, found.customers, valued, value, yearly, average)


def share_of(cents: int, share: Fraction) -> int:
    """That share of an amount in whole cents, rounded half up, away from zero below it."""
    part, of = share.numerator, share.denominator
    whole = (2 * abs(cents) * part + of) // (2 * of)
    return whole if cents >= 0 else -whole
