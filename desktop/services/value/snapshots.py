"""The labels of past days, worked out from the records as of such a day and then kept.

A day keeps the rules it was found by: whoever's records change later is labelled again by those,
so that all customers of a day follow the same rules. Only today follows new ones at once.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, false, func, insert, or_, select
from sqlalchemy import literal as value_of
from sqlalchemy.orm import Session

from desktop.models.customers import Customer
from desktop.models.equipment import Contract
from desktop.models.facts import CustomerFact
from desktop.models.value import LabelChange, LabelDay, LabelledDay
from desktop.models.work import Estimate, Interaction, Invoice, Visit
from desktop.services import facts
from desktop.services.dates import add_days, add_months
from desktop.services.facts.shadows import table_of
from desktop.services.value import playbook, versions
from desktop.services.value.kept import (
    begun_days,
    compared_day,
    kept_days,
    rules_in_force,
    rules_of,
    trend_day,
)

__all__ = ["Checkpoint", "ensure_days", "kept_days", "missing", "month_end", "trend_day"]

_EVERYBODY = 0
_FEW = 2_000  # changed customers, up to which their rows alone are worked out again
_KEPT = table_of(LabelDay)
_COPIED = ("lifecycle", "rfm_segment", "value_tier", "health_card", "health_score", "health_colour")

Checkpoint = Callable[[int, int], object]


def month_end(day: date) -> date:
    """The last day of the month of a day."""
    return add_days(add_months(day.replace(day=1), 1), -1)


def missing(db: Session, days: Iterable[date], as_of: date) -> tuple[date, ...]:
    """Those of some days that `ensure_days` would work out, oldest first.

    When records changed since, that is all of them.
    """
    wanted = {day for day in days if day <= as_of}
    if db.scalar(select(LabelChange.customer_id).limit(1)) is None:
        wanted -= set(kept_days(db))
    return tuple(sorted(wanted))


def ensure_days(
    db: Session,
    days: Collection[date],
    as_of: date,
    checkpoint: Checkpoint = lambda _done, _total: None,
) -> tuple[date, ...]:
    """Work out and keep the labels of days that are missing or out of date; returns these.

    For a session that may write. Days after `as_of` are passed over. The first time that today's
    labels are kept, tasks are made for colours that changed since the day kept before.
    """
    kept, begun, changed = set(kept_days(db)), set(begun_days(db)), _changed(db)
    everybody = _EVERYBODY in changed or len(changed) > _FEW
    wanted = {day for day in days if day <= as_of}
    again = kept & wanted if everybody else kept | begun - wanted if changed else set()
    new = wanted - kept
    for done, day in enumerate(sorted(again | new)):
        checkpoint(done, len(again | new))
        _keep(db, day, as_of, changed if day in again and not everybody else None)
    if everybody:
        forget(db, (kept | begun) - wanted)
    if changed:
        db.execute(delete(LabelChange))
    if as_of in new:
        playbook.offer(db, as_of)
        forget(db, passing(db, as_of) - wanted)
    facts.compare_anew(db)
    checkpoint(len(again | new), len(again | new))
    return tuple(sorted(again | new))


def follow_rules(db: Session, as_of: date) -> None:
    """Keep the labels of today anew by the rules just published; earlier days keep theirs.

    Rules of care move stages too, so whatever was published is followed. What was begun of today is
    given up.
    """
    if as_of in begun_days(db):
        forget(db, [as_of])
    elif as_of in kept_days(db):
        _keep(db, as_of, as_of, None)


def note_change(db: Session, touched: Collection[int] | None) -> None:
    """Remember whose kept labels no longer follow from the records; None is everybody's."""
    if touched is not None and not touched:
        return
    if db.scalar(select(LabelledDay.day).limit(1)) is None:
        return
    known = _changed(db)
    if _EVERYBODY in known:
        return
    if touched is None or len(touched) > _FEW:
        db.execute(delete(LabelChange))
        touched = (_EVERYBODY,)
        known = set()
    if new := {*touched} - known:
        db.execute(insert(LabelChange), [{"customer_id": one} for one in sorted(new)])


def _changed(db: Session) -> set[int]:
    return set(db.scalars(select(LabelChange.customer_id)))


def passing(db: Session, as_of: date) -> set[date]:
    """Kept days that nothing asks for any more: no end of a month, no trend, not the day before.

    The day that trends of tomorrow are told from stays too.
    """
    kept = [day for day in kept_days(db) if day < as_of]
    tomorrow = add_days(as_of, 1)
    stay = {trend_day(as_of), trend_day(tomorrow), compared_day(db, as_of), *kept[-1:]}
    return {day for day in kept if day not in stay and day != month_end(day)}


def forget(db: Session, days: Iterable[date]) -> None:
    """Take the labels of some days away."""
    for day in days:
        db.execute(delete(LabelDay).where(LabelDay.day == day))
        db.execute(delete(LabelledDay).where(LabelledDay.day == day))


def note_day(db: Session, day: date, rules: Mapping[str, int], *, done: bool) -> None:
    """Remember that the labels of a day are kept, or begun, and by which rules."""
    numbers = {f"{kind}_version": number for kind, number in rules.items()}
    db.execute(delete(LabelledDay).where(LabelledDay.day == day))
    db.execute(insert(LabelledDay), [{"day": day, "done": done, **numbers}])


def _keep(db: Session, day: date, as_of: date, customer_ids: Collection[int] | None) -> None:
    """Keep a day, or with customers named theirs of it, by its own rules; today by those of now."""
    rules = rules_of(db, day)
    if day == as_of and rules != rules_in_force(db):
        rules, customer_ids = rules_in_force(db), None
    with seen_on(db, day, as_of, rules, customer_ids):
        _copy(db, day, is_today=day == as_of)
    if customer_ids is None:
        note_day(db, day, rules, done=True)


@contextmanager
def seen_on(
    db: Session,
    day: date,
    as_of: date,
    rules: Mapping[str, int],
    customer_ids: Collection[int] | None = None,
) -> Iterator[None]:
    """See the facts of a day for a while, as some rules make them."""
    if day == as_of and facts.is_current(db, as_of):
        yield
        return
    with versions.ruled_by(db, rules), facts.aside(db, day, customer_ids):
        yield


def _copy(db: Session, day: date, *, is_today: bool) -> None:
    """Keep the labels of all whom the facts know now; rows of those long deleted stay."""
    fact = table_of(CustomerFact)
    mine = select(fact.c.customer_id)
    db.execute(delete(LabelDay).where(LabelDay.day == day, LabelDay.customer_id.in_(mine)))
    rows = labels(db, day, is_today=is_today)
    db.execute(insert(_KEPT).from_select(rows.selected_columns.keys(), rows))


def labels(db: Session, day: date, *, is_today: bool) -> Select[Any]:
    """The rows of `label_days` that follow from the facts as they are seen."""
    rows = _labels(db, day)
    return rows if is_today else rows.where(_was_there(day))


def _labels(db: Session, day: date) -> Select[Any]:
    fact = table_of(CustomerFact).c
    code = cast(fact.rfm_r, String(1)) + cast(fact.rfm_f, String(1)) + cast(fact.rfm_m, String(1))
    return (
        select(
            value_of(day, LabelDay.day.type).label("day"),
            fact.customer_id,
            code.label("rfm"),
            *(fact[name] for name in _COPIED),
            *(
                value_of(number).label(f"{kind}_version")
                for kind, number in rules_in_force(db).items()
            ),
        )
        .join_from(table_of(CustomerFact), Customer, Customer.id == fact.customer_id)
        .order_by(fact.customer_id)
    )


def _was_there(day: date) -> ColumnElement[bool]:
    """Whether a customer was on file on a day, as far as the records tell.

    Somebody of whom nothing is known before that day was not, unless nothing is known later either.
    """
    fact = table_of(CustomerFact).c
    known = or_(
        Customer.first_seen <= day,
        fact.first_activity.is_not(None),
        fact.lifecycle.not_in(("lead", "inactive")),
        *_dated(lambda column: column <= day),
    )
    later = or_(
        Customer.first_seen > day,
        *_dated(lambda column: column > day),
        select(Visit.id)
        .where(Visit.customer_id == Customer.id, Visit.completed_date > day)
        .exists(),
        select(Contract.id)
        .where(Contract.customer_id == Customer.id, Contract.start_date > day)
        .exists(),
    )
    return or_(known, ~func.coalesce(later, false()))


def _dated(holds: Callable[[Any], ColumnElement[bool]]) -> list[ColumnElement[bool]]:
    columns: tuple[Any, ...] = (Interaction.date, Invoice.date, Estimate.issued_on)
    return [
        select(column.class_.id)
        .where(column.class_.customer_id == Customer.id, holds(column))
        .exists()
        for column in columns
    ]
