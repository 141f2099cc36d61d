"""Versions of the office's rules of care and of value: the newest rules, none is ever changed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.facts import FactsState
from desktop.models.value import RuleVersion
from desktop.services.care import rule_table
from desktop.services.days import DayWriter, day_text
from desktop.services.value import health_rules, lifetime_rules, rfm_map, rfm_rules

SHIPPED_ON = date(2026, 11, 22)
SHIPPED_BY = "ECBTX CRM"
_RULING = "rules that rule for a while"  # in the notes of a session


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
        return f"version {self.version} of {written(self.created_on)}{self.manner}"

    @property
    def manner(self) -> str:
        """How scores are cut, where that is not by fixed bands."""
        is_cut = self.body.get("mode") == rfm_rules.QUINTILES
        return ", by percentile (fifths of our own customers)" if is_cut else ""


class Kind(NamedTuple):
    """One kind of rules: what is shipped, and what refuses a body (with a `UserError`).

    `begun_with` is what an office has before it publishes any, where that may be something else.
    """

    shipped: Callable[[], dict[str, Any]]
    check: Callable[[Mapping[str, Any]], None]
    begun_with: Callable[[Session], dict[str, Any]] | None = None


KINDS: dict[str, Kind] = {
    "rfm": Kind(rfm_map.shipped_body, rfm_rules.check),
    "health": Kind(health_rules.shipped_body, health_rules.check),
    "lifetime": Kind(lifetime_rules.shipped_body, lifetime_rules.check),
    "care": Kind(rule_table.shipped_body, rule_table.check, rule_table.first_body),
}


def current(db: Session, kind: str) -> Version:
    """The version that rules: the newest, or the older one that rules for a while."""
    wanted = db.info.get(_RULING, {}).get(kind)
    stored = _stored(kind).limit(1)
    if wanted is not None:
        stored = stored.where(RuleVersion.version == wanted)
    row = db.execute(stored).first()
    return _first(db, kind) if row is None else Version(*row)


@contextmanager
def ruled_by(db: Session, numbers: Mapping[str, int]) -> Iterator[None]:
    """Let these versions rule for a while, by kind: what is worked out meanwhile follows them."""
    before = db.info.get(_RULING, {})
    db.info[_RULING] = dict(numbers)
    try:
        yield
    finally:
        db.info[_RULING] = before


def history(db: Session, kind: str) -> tuple[Version, ...]:
    """All versions, the newest first, the shipped one last."""
    return (*(Version(*row) for row in db.execute(_stored(kind))), _first(db, kind))


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


def _first(db: Session, kind: str) -> Version:
    shipped, begun_with = known(kind).shipped(), known(kind).begun_with
    body = begun_with(db) if begun_with else shipped
    note = "As shipped" if body == shipped else "As the office began with"
    return Version(kind, 1, SHIPPED_ON, SHIPPED_BY, note, body)


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
