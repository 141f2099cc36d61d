"""The numbers behind due dates and contracts, with the office's own in place of the defaults.

Defaults are those of the domain reference, section 18. The newest published version of the rules
of care is in force; before the first one, rows in `settings` (as an open office file may bring
them) replace defaults. What each number means and may be stands in `rule_table`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.office import Setting
from desktop.models.value import RuleVersion

PREFIX = "care."
KIND = "care"


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
    onboarding_days: int = 30
    winback_from_months: int = 18
    winback_to_months: int = 36
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


NAMES = tuple(field.name for field in fields(Rules))
_STORED = select(Setting.key, Setting.value).where(Setting.key.startswith(PREFIX))
_PUBLISHED = (
    select(RuleVersion.body)
    .where(RuleVersion.kind == KIND)
    .order_by(RuleVersion.version.desc())
    .limit(1)
)
_TRIED = "care rules on trial"  # the key under which a session holds them


def load_rules(db: Session) -> Rules:
    """The numbers in force; one that is no whole number above zero is passed over."""
    tried = db.info.get(_TRIED)
    if isinstance(tried, Rules):
        return tried
    published = db.scalar(_PUBLISHED)
    return rules_of(own_settings(db) if published is None else published)


def rules_of(body: Any) -> Rules:
    """The rules with these numbers, and the defaults of what it leaves out."""
    given = body if isinstance(body, Mapping) else {}
    return replace(
        Rules(),
        **{
            key: value
            for key, value in given.items()
            if key in NAMES and type(value) is int and value > 0
        },
    )


def own_settings(db: Session) -> dict[str, Any]:
    """The numbers that stand in `settings`."""
    return {key.removeprefix(PREFIX): value for key, value in db.execute(_STORED)}


@contextmanager
def trying(db: Session, rules: Rules) -> Iterator[None]:
    """Have everything that this session works out meanwhile follow other rules."""
    db.info[_TRIED] = rules
    try:
        yield
    finally:
        del db.info[_TRIED]
