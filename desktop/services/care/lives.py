"""How long parts of a system last: planning ages, never a promise that a part will fail.

Table: domain reference, section 2.7. The typical years stand in `Rules`, so the office may set
its own.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from desktop.services.care.rules import Rules
from desktop.services.dates import add_days, add_months, completed_years

_MONTHS_OF_YEAR = 12
TANKS = (
    "septic_tank", "trash_tank", "aeration_tank", "clarifier", "pump_tank", "grease_trap",
)  # fmt: skip


class Life(NamedTuple):
    """One row of the table: the parts it is about, and how few or many years they last."""

    name: str
    rule: str  # the field of `Rules` with the typical years
    low: int
    high: int
    kinds: tuple[str, ...]
    materials: tuple[str, ...] = ()  # none named: whatever it is made of
    lies_in_ground: bool = False  # as old as its system, where no day of its own is known


LIVES = (
    Life("Aerator", "life_air_years", 3, 10, ("aerator",)),
    Life(
        "Pump, float or control panel", "life_pump_years", 5, 12,
        ("effluent_pump", "spray_pump", "float", "control_panel"),
    ),
    Life("Chlorinator or spray head", "life_spray_years", 3, 8, ("chlorinator", "spray_head")),
    Life("Effluent filter", "life_filter_years", 5, 15, ("filter",)),
    Life("Concrete tank", "life_concrete_years", 25, 50, TANKS, ("concrete",), True),
    Life("Steel tank", "life_steel_years", 12, 20, TANKS, ("steel",), True),
    Life("Plastic tank", "life_plastic_years", 20, 40, TANKS, ("poly", "fiberglass"), True),
    Life("Drainfield", "life_drainfield_years", 15, 30, ("drainfield",), (), True),
)  # fmt: skip


def age(installed: date, as_of: date) -> Fraction:
    """The exact age in years: anniversaries, and the part of the year since the last of them."""
    years = completed_years(installed, as_of)
    begun = add_months(installed, years * _MONTHS_OF_YEAR)
    ends = add_months(installed, (years + 1) * _MONTHS_OF_YEAR)
    return years + Fraction((as_of - begun).days, max((ends - begun).days, 1))


def risky_from(life: Life, as_of: date, rules: Rules) -> date:
    """The latest day of installation from which a part is old enough to be a high risk."""
    limit = Fraction(getattr(rules, life.rule) * rules.high_risk_percent, 100)
    day = add_months(as_of, -int(limit * _MONTHS_OF_YEAR))
    while day > date.min and age(day, as_of) < limit:
        day = add_days(day, -1)
    while day < as_of and age(add_days(day, 1), as_of) >= limit:
        day = add_days(day, 1)
    return day
