"""The numbers behind due dates and contracts, with the office's own in place of the defaults.

Defaults are those of the domain reference, section 18; a row in `settings` replaces one.
"""

from dataclasses import astuple, dataclass, fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.office import Setting

PREFIX = "care."


@dataclass(frozen=True, eq=False)
class Rules:
    """Every number that a due date, a status or a contract depends on.

    Two of them are never equal: they are part of the key under which answers are remembered, and
    comparing all numbers each time took a tenth of the whole work.
    """

    pump_conventional_months: int = 36
    pump_aerobic_months: int = 36
    pump_advanced_months: int = 36
    pump_commercial_months: int = 12
    shortest_months: int = 6
    longest_months: int = 60
    disposal_percent: int = 80
    inspect_months: int = 4
    annual_inspection_months: int = 12
    grease_days: int = 90
    grit_days: int = 180
    due_days: int = 30
    upcoming_days: int = 90
    booked_days: int = 7
    expiring_days: int = 60
    successor_days: int = 30
    file_by_days: int = 30
    report_days: int = 14
    premium_visits: int = 4
    at_risk_days: int = 60
    lapsed_months: int = 18
    lapsed_days: int = 365
    life_air_years: int = 7
    life_pump_years: int = 8
    life_spray_years: int = 5
    life_filter_years: int = 10
    life_concrete_years: int = 40
    life_steel_years: int = 18
    life_plastic_years: int = 30
    life_drainfield_years: int = 25
    high_risk_percent: int = 80

    @property
    def key(self) -> tuple[int, ...]:
        """All numbers in their order: `Rules(*rules.key)` are the same rules."""
        return astuple(self)


_KNOWN = frozenset(field.name for field in fields(Rules))
_STORED = select(Setting.key, Setting.value).where(Setting.key.startswith(PREFIX))


def load_rules(db: Session) -> Rules:
    """The numbers in force; a stored one that is no whole number above zero is passed over."""
    stored = {key.removeprefix(PREFIX): value for key, value in db.execute(_STORED)}
    own = {
        key: value
        for key, value in stored.items()
        if key in _KNOWN and type(value) is int and value > 0
    }
    return replace(Rules(), **own)
