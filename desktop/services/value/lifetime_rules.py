"""The assumptions behind lifetime values: shipped body, check, reading, and their text."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NamedTuple

from desktop.models.errors import UserError

LONGEST_TEXT = 300
MILLION = 1_000_000
YEARS = 3  # of the revenue that the yearly one is an average of


class Number(NamedTuple):
    """One number of the assumptions: its place in the body, its name, unit, and sensible range."""

    key: str
    label: str
    unit: str
    least: Decimal
    most: Decimal
    shipped: str
    whole: bool = False


NUMBERS = (
    Number("margin_percent", "Margin", "%", Decimal(1), Decimal(100), "40"),
    Number("discount_percent", "Discount rate", "%", Decimal(0), Decimal(50), "10"),
    Number("horizon_years", "Horizon", "years", Decimal(1), Decimal(30), "5", whole=True),
    Number("retention_percent", "Retention", "% a year", Decimal(0), Decimal(100), "85"),
)
ALLOCATION = "cost_allocation"
SHIPPED_ALLOCATION = (
    "The margin is what is left after labor, drive time, disposal and parts of the visits; rent,"
    " office and advertising are not allocated to customers"
)


class Assumptions(NamedTuple):
    """The assumptions of one version, as numbers."""

    margin: Decimal
    discount: Decimal
    years: int
    retention: Decimal
    cost_allocation: str

    def factor(self) -> Fraction:
        """What a dollar of yearly net revenue is worth today over the horizon.

        To a millionth: so the database can do with whole numbers what is done here.
        """
        return Fraction(self.millionths(), MILLION)

    def millionths(self) -> int:
        """The factor in millionths of a dollar, rounded half up."""
        margin, d, r = (
            Fraction(percent) / 100 for percent in (self.margin, self.discount, self.retention)
        )
        years = range(1, self.years + 1)
        exact = margin * sum((r ** (t - 1) / (1 + d) ** t for t in years), Fraction(0))
        return int(exact * MILLION + Fraction(1, 2))


def shipped_body() -> dict[str, Any]:
    """Version 1 of the assumptions."""
    return {one.key: one.shipped for one in NUMBERS} | {ALLOCATION: SHIPPED_ALLOCATION}


def check(body: Mapping[str, Any]) -> None:
    """Refuse assumptions that make no sense.

    Raises:
        UserError: a value is missing, unknown, or out of its range; says which.
    """
    for key in body:
        if key not in {one.key for one in NUMBERS} | {ALLOCATION}:
            raise UserError(f"There is no assumption called “{key}”.", where=key)
    for one in NUMBERS:
        _check_number(one, body.get(one.key))
    text = body.get(ALLOCATION)
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_TEXT:
        raise UserError(
            f"Say in up to {LONGEST_TEXT} letters which costs the margin leaves out.",
            where=ALLOCATION,
        )


def _check_number(one: Number, given: Any) -> None:
    try:
        number = Decimal(str(given)) if not isinstance(given, bool) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    kind = "a whole number" if one.whole else "a number"
    if (
        not number.is_finite()
        or not one.least <= number <= one.most
        or (one.whole and number != number.to_integral_value())
    ):
        raise UserError(
            f"{one.label} must be {kind} from {one.least} to {one.most} ({one.unit}).",
            where=one.key,
        )


def read(body: Mapping[str, Any]) -> Assumptions:
    """The assumptions of a checked body."""
    margin, discount, years, retention = (Decimal(str(body[one.key])) for one in NUMBERS)
    return Assumptions(margin, discount, int(years), retention, str(body[ALLOCATION]).strip())


def text(made: Assumptions, version: str) -> str:
    """The assumptions in one sentence, as they stand under every figure."""
    years = "1 year" if made.years == 1 else f"{made.years} years"
    return (
        f"Lifetime value by assumptions {version}: margin {_plain(made.margin)}%, discount rate"
        f" {_plain(made.discount)}% a year, {years} ahead, retention {_plain(made.retention)}% a"
        f" year, yearly revenue = net revenue of the last 36 months ÷ 3. Costs:"
        f" {made.cost_allocation}."
    )


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
