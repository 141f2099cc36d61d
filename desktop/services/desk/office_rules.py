"""The rules of care as the office sees them: what is in force, what would move, what was before."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.facts import CustomerFact, DueItem
from desktop.services import facts
from desktop.services.care import rule_table
from desktop.services.care.rule_table import GROUPS, Change, Rule
from desktop.services.care.rules import KIND, rules_of, trying
from desktop.services.days import DayWriter, paper_day
from desktop.services.value import versions
from desktop.services.value.versions import Version

_FIRST = 1


class Line(NamedTuple):
    """One rule with the number in force."""

    group: str
    rule: Rule
    value: int

    @property
    def is_usual(self) -> bool:
        """Whether the office has not chosen another number."""
        return self.value == self.rule.default

    @property
    def warning(self) -> str:
        """What is to be said of the number; mostly nothing."""
        return rule_table.warning(self.rule, self.value)


class Past(NamedTuple):
    """One version, and what it changed."""

    version: Version
    changes: tuple[Change, ...]


class Effect(NamedTuple):
    """What other rules would do, counted on all due items and customers."""

    items: int
    moved: int  # due on another day
    restated: int  # overdue, due, upcoming: another one of these
    customers: int
    restaged: int  # new, active, at risk: another one of these


def in_force(db: Session) -> Version:
    """The version in force, with every number."""
    found = versions.current(db, KIND)
    return found._replace(body=rule_table.whole(found.body))


def lines(body: Mapping[str, Any]) -> tuple[Line, ...]:
    """Every rule with its number in a whole body."""
    return tuple(
        Line(group.label, rule, body[rule.key]) for group in GROUPS for rule in group.rules
    )


def history(db: Session) -> tuple[Past, ...]:
    """All versions, the newest first, each with what it changed in the one before it."""
    found = versions.history(db, KIND)
    older = (*(one.body for one in found[1:]), rule_table.shipped_body())
    return tuple(
        Past(one, rule_table.changes(before, one.body))
        for one, before in zip(found, older, strict=True)
    )


def version(db: Session, number: int) -> Version:
    """One version by its number.

    Raises:
        UserError: there is none.
    """
    for one in versions.history(db, KIND):
        if one.version == number:
            return one._replace(body=rule_table.whole(one.body))
    raise UserError(f"There is no version {number} of the rules.", where="back-to")


def stamp(db: Session, written: DayWriter = paper_day) -> str:
    """By which rules a print-out was made; nothing where they are the usual ones."""
    found = in_force(db)
    if found.body == rule_table.shipped_body():
        return ""
    of = f" of {written(found.created_on)}" if found.version > _FIRST else " of this office"
    return f"Rules{of}, version {found.version}."


def effect(
    db: Session,
    body: Mapping[str, Any],
    as_of: date,
    checkpoint: Callable[[], object] = lambda: None,
) -> Effect:
    """Work everything out by other rules, beside the stored facts, and compare.

    Whatever the session sees afterwards is as before.
    """
    facts.for_day(db, as_of)
    items, stages = _standing(db)
    checkpoint()
    with trying(db, rules_of(body)), facts.aside(db, as_of):
        checkpoint()
        new_items, new_stages = _standing(db)
    return Effect(
        len(items),
        sum(1 for key, (due, _) in new_items.items() if items[key][0] != due),
        sum(1 for key, (_, status) in new_items.items() if items[key][1] != status),
        len(stages),
        sum(1 for key, stage in new_stages.items() if stages[key] != stage),
    )


def _standing(
    db: Session,
) -> tuple[dict[tuple[Any, ...], tuple[date | None, str]], dict[int, str]]:
    """Due day and status of every item, and the stage of every customer."""
    key = (DueItem.customer_id, DueItem.system_id, DueItem.asset_id, DueItem.service)
    rows = db.execute(select(*key, DueItem.due, DueItem.status))
    items = {tuple(row[:4]): (row[4], row[5]) for row in rows}
    people = db.execute(select(CustomerFact.customer_id, CustomerFact.lifecycle))
    return items, {row[0]: row[1] for row in people}
