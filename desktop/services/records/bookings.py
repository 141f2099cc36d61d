"""Visits to come: booked, cancelled, or met by a closed gate."""

from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.work import OPEN
from desktop.services.days import day_text
from desktop.services.records.edit import changed, made, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.places import billed, place_name
from desktop.services.records.prepare import prepare
from desktop.services.records.problems import AlreadyThereError, NotAllowedError, refuse
from desktop.services.records.rows import inside, make
from desktop.services.records.shown import shown_under
from desktop.services.records.stops import Work, is_covered, open_visits
from desktop.services.records.typed import WrongValueError, typed

VISIT = KINDS["visit"]
NO_ACCESS = "no access"


class Booking(NamedTuple):
    """A visit to come; without a day it still has to be planned."""

    property_id: int
    work: tuple[Work, ...]
    day: Any = None
    time_window: str | None = None
    customer_id: int | None = None
    technician_id: int | None = None
    truck_id: int | None = None
    emergency: bool | None = None
    note: str | None = None


@whole
def book_visit(db: Session, booking: Booking, now: Now) -> Saved:
    """Book a visit. The caller refreshes the facts of the touched customers and commits.

    Raises:
        InvalidError: with one sentence per field; also for a day that is over.
        AlreadyThereError: the same work at that place is booked already.
    """
    journal = Journal(db, now)
    values = {
        "property": booking.property_id,
        "customer": booking.customer_id or billed(db, booking.property_id, now.today),
        "scheduled_date": booking.day,
        "time_window": booking.time_window,
        "technician": booking.technician_id,
        "truck": booking.truck_id,
        "emergency": booking.emergency,
        "note": booking.note,
        "booked_on": now.today,
        "lines": [work.values() for work in booking.work],
    }
    ready = prepare(db, VISIT, values, now.today)
    day = ready.columns["scheduled_date"]
    if not ready.rows["lines"]:
        raise refuse("lines", "Choose at least one service.")
    if day is not None and day < now.today:
        raise refuse("scheduled_date", f"{day_text(day)} is over; book a day to come.")
    _refuse_twice(journal, booking.property_id, ready.rows["lines"])
    ready.columns["status"] = "scheduled" if day else "booked"
    visit_id = make(journal, VISIT, ready)
    return journal.save(visit_id, "Visit booked", shown_under(db, VISIT.table, visit_id))


def _refuse_twice(journal: Journal, place: int, lines: list[dict[str, Any]]) -> None:
    field = VISIT.field("lines")
    assert field is not None  # noqa: S101 - the form of a visit has lines
    assert field.rows is not None  # noqa: S101 - as above
    for visit in open_visits(journal, place):
        for line in inside(journal, field.rows, visit["id"]):
            if is_covered(line, lines):
                day = visit["scheduled_date"]
                when = f" for {day_text(day)}" if day else ""
                what, where = c.SERVICE.label(line["service"]), place_name(journal.db, place)
                raise AlreadyThereError(f"{what} at {where} is booked{when} already.")


@whole
def no_access(
    db: Session, visit_id: int, now: Now, *, again_on: Any = None, note: str | None = None
) -> Saved:
    """The truck came and could not work; with `again_on` a task says to book anew.

    Raises:
        NotAllowedError: the visit is not open.
        InvalidError: `again_on` is not a day to come.
    """
    journal = Journal(db, now)
    visit = _open_visit(journal, visit_id)
    day = _day_to_come(again_on, now)
    values: dict[str, Any] = {
        "status": "no_access",
        "exception_code": NO_ACCESS,
        "recovery_date": day,
    }
    if note:
        values["note"] = "\n".join(part for part in (visit["note"], note) if part)
    changed(journal, "visit", visit_id, values)
    if day is not None:
        task = {
            "text": "No access: book the visit again",
            "kind": "follow_up",
            "due_date": day,
            "created_on": now.today,
            "customer": visit["customer_id"],
            "property": visit["property_id"],
        }
        made(journal, "task", task)
    return journal.save(visit_id, "No access", shown_under(db, VISIT.table, visit_id))


@whole
def cancel_visit(db: Session, visit_id: int, now: Now, *, reason: str | None = None) -> Saved:
    """Cancel a booked visit.

    Raises:
        NotAllowedError: the visit is not open.
    """
    journal = Journal(db, now)
    visit = _open_visit(journal, visit_id)
    note = "\n".join(part for part in (visit["note"], reason) if part) or None
    changed(journal, "visit", visit_id, {"status": "cancelled", "note": note})
    return journal.save(visit_id, "Visit cancelled", shown_under(db, VISIT.table, visit_id))


@whole
def schedule_visit(
    db: Session,
    visit_id: int,
    day: Any,
    now: Now,
    *,
    time_window: str | None = None,
    technician_id: int | None = None,
) -> Saved:
    """Give a booked visit its day, or another one.

    Raises:
        NotAllowedError: the visit is not open.
        InvalidError: the day is missing or over.
    """
    journal = Journal(db, now)
    _open_visit(journal, visit_id)
    found = _day_to_come(day, now, "scheduled_date")
    if found is None:
        raise refuse("scheduled_date", "Say on which day.")
    values = {"scheduled_date": found, "status": "scheduled"}
    values |= {"time_window": time_window} if time_window else {}
    values |= {"technician": technician_id} if technician_id else {}
    changed(journal, "visit", visit_id, values)
    return journal.save(visit_id, "Visit scheduled", shown_under(db, VISIT.table, visit_id))


def _open_visit(journal: Journal, visit_id: int) -> dict[str, Any]:
    visit = there(journal, VISIT, visit_id)
    if visit["status"] not in OPEN:
        said = c.VISIT_STATUS.label(visit["status"]).lower()
        raise NotAllowedError(f"This visit is not open any more: {said}.", where="visit")
    return visit


def _day_to_come(raw: Any, now: Now, key: str = "recovery_date") -> Any:
    field = VISIT.field(key)
    assert field is not None  # noqa: S101 - a field of the form
    try:
        day = typed(field, raw, now.today)
    except WrongValueError as error:
        raise refuse(field.key, str(error)) from error
    if day is not None and day < now.today:
        raise refuse(field.key, f"{day_text(day)} is over; choose a day to come.")
    return day
