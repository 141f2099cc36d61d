"""What each rule of care means: its words, unit, range, source, and what follows from it.

Sources: domain reference, sections 2, 3, 4, 5 and 18. The numbers themselves are in `rules`.
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services.care.lives import LIVES, Life
from desktop.services.care.rules import Rules, own_settings, rules_of

MONTHS, DAYS, YEARS, PERCENT, VISITS = "months", "days", "years", "%", "visits a year"


class Limit(NamedTuple):
    """How far a rule may go before a law or a good custom is left: told, never forbidden."""

    text: str
    least: int = 1
    most: int = 1_000_000

    def holds(self, value: int) -> bool:
        """Whether a value keeps to it."""
        return self.least <= value <= self.most


class Rule(NamedTuple):
    """One number that the office may set."""

    key: str
    label: str
    unit: str
    least: int
    most: int
    why: str  # where the default comes from
    affects: str
    section: str  # of the domain reference
    limit: Limit | None = None

    @property
    def default(self) -> int:
        """The number without a choice of the office."""
        return int(getattr(_DEFAULTS, self.key))


class Group(NamedTuple):
    """Rules that belong together."""

    label: str
    rules: tuple[Rule, ...]


_DEFAULTS = Rules()
_DUE, _STATUS, _LIST, _STAGE = "Due days", "Status of due work", "Lists", "Stage of customers"
_PUMP = "EPA advice: every 3 to 5 years."
_STATE = Limit("Texas: a test at least every 4 months (30 TAC 285.91).", most=4)
_FILING = Limit("Texas: the report within 14 days after the test (30 TAC 285.7).", most=14)
_RENEWAL = Limit("Texas: at least 30 days before the contract ends (30 TAC 285.7).", least=30)
_GREASE = Limit("Most Texas cities: at least every 90 days.", most=90)
_AGE = "High-risk parts"


def _age(life: Life) -> Rule:
    usual = Limit(f"The trade says {life.low} to {life.high} years.", life.low, life.high)
    return Rule(life.rule, life.name, YEARS, 1, 100, usual.text, _AGE, "2.7", usual)


GROUPS = (
    Group("Pump-outs", (
        Rule("pump_conventional_months", "Conventional system", MONTHS, 1, 240,
             f"{_PUMP} Where the size of the tank or the people are not known.", _DUE, "3.1"),
        Rule("pump_aerobic_months", "Aerobic system, trash tank", MONTHS, 1, 240,
             "The trade says every year, or every 3 to 5 years.", _DUE, "3.1"),
        Rule("pump_advanced_months", "Advanced system", MONTHS, 1, 240,
             f"{_PUMP} Where the size of the tank or the people are not known.", _DUE, "3.1"),
        Rule("pump_commercial_months", "Commercial place without a kitchen", MONTHS, 1, 240,
             "Every year, whatever the system.", _DUE, "3.1"),
        Rule("shortest_months", "By size and people: at the soonest after", MONTHS, 1, 240,
             "The table of tank sizes never says sooner.", _DUE, "2.2"),
        Rule("longest_months", "By size and people: at the latest after", MONTHS, 1, 240,
             "Upper end of the EPA's 3 to 5 years.", _DUE, "2.2"),
        Rule("disposal_percent", "With a garbage disposal, of the time by table", PERCENT, 10, 100,
             "Published advice: about 20% sooner.", _DUE, "2.2"),
    )),
    Group("Inspections", (
        Rule("inspect_months", "Inspection of an aerobic system, at least every", MONTHS, 1, 24,
             _STATE.text, _DUE, "2.3", _STATE),
        Rule("annual_inspection_months", "Inspection of an advanced system", MONTHS, 1, 60,
             "Systems with mechanical parts: about every year.", _DUE, "3.1"),
        Rule("report_days", "File the report within", DAYS, 1, 90,
             _FILING.text, "Reports to file", "2.3", _FILING),
    )),
    Group("Grease and grit traps", (
        Rule("grease_days", "Grease trap, at least every", DAYS, 1, 365,
             _GREASE.text, _DUE, "2.5", _GREASE),
        Rule("grit_days", "Grit trap", DAYS, 1, 1_095,
             "Twice a year.", _DUE, "3.1"),
    )),
    Group("Status of due work", (
        Rule("due_days", "Due: within the next", DAYS, 7, 365,
             "A month of work ahead; never less than the week on Today.", _STATUS, "3.3"),
        Rule("upcoming_days", "Upcoming: within the next", DAYS, 1, 730,
             "Three months ahead.", _STATUS, "3.3"),
        Rule("booked_days", "A missed booking still counts for", DAYS, 1, 60,
             "A week to set another day.", "Booked or not", "3.3"),
    )),
    Group("Contracts", (
        Rule("expiring_days", "Running out: ends within", DAYS, 1, 365,
             "Two months to renew.", _LIST, "4"),
        Rule("successor_days", "A new one goes on when it begins within", DAYS, 1, 365,
             "A month after the end.", _LIST, "4"),
        Rule("file_by_days", "File a renewal before the end by", DAYS, 1, 365,
             _RENEWAL.text, "Renewals to file", "4", _RENEWAL),
        Rule("premium_visits", "Premium from", VISITS, 1, 52,
             "More than the three visits that Texas asks for.", "Service tier", "5.2"),
    )),
    Group("Customers", (
        Rule("at_risk_days", "At risk: work overdue by more than", DAYS, 1, 1_825,
             "Two months.", _STAGE, "5.1"),
        Rule("lapsed_months", "Lapsed: nothing happened for", MONTHS, 1, 120,
             "A year and a half.", _STAGE, "5.1"),
        Rule("lapsed_days", "Lapsed: the latest work overdue by more than", DAYS, 1, 3_650,
             "A year.", _STAGE, "5.1"),
        Rule("onboarding_days", "New: first served within the last", DAYS, 1, 365,
             "A month to say thank you.", "Segment New Customer Onboarding", "18"),
        Rule("winback_from_months", "Win back: last served at least", MONTHS, 1, 120,
             "When a customer has lapsed.", "Segment Win-Back Candidates", "18"),
        Rule("winback_to_months", "Win back: last served at most", MONTHS, 1, 240,
             "Three years: one usual pump-out.", "Segment Win-Back Candidates", "18"),
    )),
    Group("Planning ages of parts", (
        *map(_age, LIVES),
        Rule("high_risk_percent", "High risk from, of the planning age", PERCENT, 1, 150,
             "Time to plan a replacement.", _AGE, "2.7"),
    )),
)  # fmt: skip
RULES = tuple(rule for group in GROUPS for rule in group.rules)
BY_KEY = {rule.key: rule for rule in RULES}
# The first of each pair must not be more than the second.
ORDERED = (
    ("shortest_months", "longest_months"),
    ("due_days", "upcoming_days"),
    ("at_risk_days", "lapsed_days"),
    ("winback_from_months", "winback_to_months"),
)
_GROUP_OF = {rule.key: group.label for group in GROUPS for rule in group.rules}


def shipped_body() -> dict[str, Any]:
    """The defaults."""
    return asdict(_DEFAULTS)


def first_body(db: Session) -> dict[str, Any]:
    """What is in force before anything is published: defaults, and what settings say."""
    return whole(own_settings(db))


def whole(body: Mapping[str, Any]) -> dict[str, Any]:
    """All numbers, of rules that an older version of the program may have written."""
    return asdict(rules_of(body))


def check(body: Mapping[str, Any]) -> None:
    """Refuse rules that make no sense.

    Raises:
        UserError: one is missing, unknown, out of its range, or two contradict each other.
    """
    for key in body:
        if key not in BY_KEY:
            raise UserError(f"There is no rule called “{key}”.", where=key)
    for rule in RULES:
        value = body.get(rule.key)
        if type(value) is not int or not rule.least <= value <= rule.most:
            raise UserError(
                f"“{named(rule)}”: choose a whole number from {rule.least:,} to"
                f" {told(rule, rule.most)}.",
                where=rule.key,
            )
    for low, high in ORDERED:
        if body[low] > body[high]:
            raise UserError(f"{_quoted(low, body)} is more than {_quoted(high, body)}.", where=low)


def _quoted(key: str, body: Mapping[str, Any]) -> str:
    return f"“{BY_KEY[key].label}” ({told(BY_KEY[key], body[key])})"


def named(rule: Rule) -> str:
    """A rule with the group that its words belong to."""
    return f"{_GROUP_OF[rule.key]}, {rule.label[0].lower()}{rule.label[1:]}"


def told(rule: Rule, value: int) -> str:
    """A value with its unit: "36 months", "1 day", "80%"."""
    unit = rule.unit
    if unit == PERCENT:
        return f"{value:,}%"
    if value == 1:
        unit = {MONTHS: "month", DAYS: "day", YEARS: "year", VISITS: "visit a year"}.get(unit, unit)
    return f"{value:,} {unit}"


def warning(rule: Rule, value: int) -> str:
    """What is to be said of a value that goes further than a law or a custom; else nothing."""
    return "" if rule.limit is None or rule.limit.holds(value) else rule.limit.text


class Change(NamedTuple):
    """A rule that has another value in another version."""

    rule: Rule
    before: int
    after: int

    @property
    def text(self) -> str:
        """The change in words."""
        both = (told(self.rule, value) for value in (self.before, self.after))
        return f"{named(self.rule)}: {' → '.join(both)}"


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """The rules that differ, in the order of the table."""
    old, new = whole(before), whole(after)
    return tuple(
        Change(rule, old[rule.key], new[rule.key])
        for rule in RULES
        if old[rule.key] != new[rule.key]
    )
