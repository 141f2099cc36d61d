"""Versions of the rules by which customers are valued: the newest rules, none is ever changed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.facts import FactsState
from desktop.models.value import RuleVersion
from desktop.services.days import DayWriter, day_text
from desktop.services.value import health_rules, lifetime_rules, rfm_map, rfm_rules

SHIPPED_ON = date(2026, 11, 22)
SHIPPED_BY = "ECBTX CRM"


class Version(NamedTuple):
    """One version of a kind of rules."""

    kind: str
    version: int
    created_on: date
    author: str
    note: str
    body: dict[str, Any]

    @property
    def label(self) -> str:
        """How it is named under a figure."""
        return self.named(day_text)

    def named(self, written: DayWriter) -> str:
        """The same with its day written so."""
        return f"version {self.version} of {written(self.created_on)}"


class Kind(NamedTuple):
    """One kind of rules: what is shipped, and what refuses a body (with a `UserError`)."""

    shipped: Callable[[], dict[str, Any]]
    check: Callable[[Mapping[str, Any]], None]


KINDS: dict[str, Kind] = {
    "rfm": Kind(rfm_map.shipped_body, rfm_rules.check),
    "health": Kind(health_rules.shipped_body, health_rules.check),
    "lifetime": Kind(lifetime_rules.shipped_body, lifetime_rules.check),
}


def current(db: Session, kind: str) -> Version:
    """The version that rules."""
    row = db.execute(_stored(kind).limit(1)).first()
    return _shipped(kind) if row is None else Version(*row)


def history(db: Session, kind: str) -> tuple[Version, ...]:
    """All versions, the newest first, the shipped one last."""
    return (*(Version(*row) for row in db.execute(_stored(kind))), _shipped(kind))


def publish(
    db: Session, kind: str, body: Mapping[str, Any], note: str, author: str, today: date
) -> Version:
    """Make a body the version that rules from now on; the facts must then be refreshed.

    Raises:
        UserError: the body does not hold together (`where` says the place), or is in force.
    """
    known(kind).check(body)
    before = current(db, kind)
    if before.body == dict(body):
        raise UserError("These rules are in force already.", where=kind)
    made = Version(kind, before.version + 1, today, author.strip(), note.strip(), dict(body))
    db.add(RuleVersion(**made._asdict()))
    db.flush()
    # The facts read the rules, so this cannot ask `services.facts` to do it.
    db.execute(update(FactsState).values(stale=True))
    return made


def known(kind: str) -> Kind:
    """The kind of rules of a name.

    Raises:
        UserError: there is none.
    """
    if kind not in KINDS:
        raise UserError(f"There are no rules called “{kind}”.", where=kind)
    return KINDS[kind]


def _shipped(kind: str) -> Version:
    return Version(kind, 1, SHIPPED_ON, SHIPPED_BY, "As shipped", known(kind).shipped())


def _stored(kind: str) -> Select[Any]:
    known(kind)
    return (
        select(
            RuleVersion.kind,
            RuleVersion.version,
            RuleVersion.created_on,
            RuleVersion.author,
            RuleVersion.note,
            RuleVersion.body,
        )
        .where(RuleVersion.kind == kind)
        .order_by(RuleVersion.version.desc())
    )
