"""Due work put off: hidden until a day with a reason, or due on a day set by hand."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import Postponement
from desktop.models.facts import DueItem
from desktop.services.dates import add_days
from desktop.services.days import day_text
from desktop.services.records.edit import changed, made, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import NotAllowedError, refuse
from desktop.services.records.shown import shown_under

POSTPONEMENT = KINDS["postponement"]


class DueKey(NamedTuple):
    """One due item in its cycle; without a tank (or with 0) it is the system as a whole."""

    system_id: int
    service: str
    due_date: date
    asset_id: int | None = None


@whole
def postpone(
    db: Session, item: DueKey, reason: str, until: Any, now: Now, note: str | None = None
) -> Saved:
    """Hide a due item from work lists until a day; its due day stays. Once more moves the day.

    Raises:
        InvalidError: no such reason, or not a day to come.
    """
    journal = Journal(db, now)
    values = {"reason": reason, "recovery_date": until, "set_on": now.today, "note": note}
    known = _postponement(db, item)
    if known is not None:
        changed(journal, "postponement", known, values)
    else:
        about = {
            "system": item.system_id,
            "asset": item.asset_id or None,
            "service": item.service,
            "due_date": item.due_date,
        }
        known = made(journal, "postponement", about | values)
    day = journal.row(POSTPONEMENT.table, known)["recovery_date"]
    if day <= now.today:
        raise refuse("recovery_date", f"{day_text(day)} is not a day to come.")
    whose = shown_under(db, POSTPONEMENT.table, known)
    return journal.save(known, "Postponed", whose)


@whole
def clear_postponement(db: Session, item: DueKey, now: Now) -> Saved:
    """Show a postponed item on work lists again; that it was postponed stays on record.

    Raises:
        NotAllowedError: it is not postponed.
    """
    journal = Journal(db, now)
    known = _postponement(db, item)
    row = journal.row(POSTPONEMENT.table, known) if known else {}
    if known is None or row["recovery_date"] <= now.today:
        raise NotAllowedError("This is not postponed.", where="postponement")
    changed(journal, "postponement", known, {"recovery_date": now.today})
    return journal.save(known, "Postponement ended", shown_under(db, POSTPONEMENT.table, known))


def _postponement(db: Session, item: DueKey) -> int | None:
    asset = Postponement.asset_id
    found = select(Postponement.id).where(
        Postponement.system_id == item.system_id,
        asset == item.asset_id if item.asset_id else asset.is_(None),
        Postponement.service == item.service,
        Postponement.due_date == item.due_date,
    )
    return db.scalar(found.order_by(Postponement.recovery_date.desc(), Postponement.id).limit(1))


@whole
def set_due_override(
    db: Session,
    asset_id: int | None,
    day: Any,
    reason: str | None,
    now: Now,
    *,
    system_id: int | None = None,
) -> Saved:
    """Set the due day of a tank by hand, until the work is done; None lets the rule count again.

    Without a tank that of the inspection of a system.

    Raises:
        InvalidError: not a date, or no reason for it.
    """
    journal = Journal(db, now)
    kind, number = ("asset", asset_id) if asset_id else ("system", system_id)
    there(journal, KINDS[kind], number or 0)
    values: dict[str, Any] = dict.fromkeys(_BY_HAND)
    action = "Due day no longer set by hand"
    if day is not None and str(day).strip():
        if not (reason or "").strip():
            raise refuse("due_override_reason", "Say why the day is set by hand.")
        set_on = _holds_from(db, asset_id, system_id, now.today)
        values = dict(zip(_BY_HAND, (day, reason, set_on), strict=True))
        action = "Due day set by hand"
    changed(journal, kind, number or 0, values)
    return journal.save(number or 0, action, shown_under(db, KINDS[kind].table, number or 0))


_BY_HAND = ("due_override", "due_override_reason", "due_override_set_on")


def _holds_from(db: Session, asset_id: int | None, system_id: int | None, today: date) -> date:
    """Work done on that day or later ends a day set by hand: what was done today does not."""
    item = DueItem
    whose = item.asset_id == asset_id if asset_id else item.system_id == system_id
    done = select(item.base).where(whose, item.base_from == "visit", item.base == today)
    return today if db.scalar(done.limit(1)) is None else add_days(today, 1)
