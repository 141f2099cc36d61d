"""Yesterday's work, stop by stop: what was done where becomes a visit, with an invoice if wanted.

A booked visit of that place and service is completed instead of adding another; what was done on
the same day at the same place belongs to one visit.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.work import IS_OPEN, Visit
from desktop.services.days import day_text
from desktop.services.importing.batch.images import dicts
from desktop.services.records.edit import made
from desktop.services.records.fields import Kind, Rows
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.places import billed, only_place, place_name
from desktop.services.records.prepare import Ready, prepare
from desktop.services.records.problems import AlreadyThereError, refuse
from desktop.services.records.rows import inside, make
from desktop.services.records.shown import shown_under
from desktop.services.records.words import listed

Values = dict[str, Any]


class Work(NamedTuple):
    """One service of a stop; texts are read as they were typed."""

    service: str
    asset_id: int | None = None
    gallons: Any = None
    condition: Any = None
    sludge_in: Any = None
    scum_in: Any = None
    grease_percent: Any = None
    parts: str | None = None
    notes: str | None = None

    def values(self) -> Values:
        """The values of a line of a visit."""
        found = self._asdict()
        return {"asset": found.pop("asset_id")} | found


class Stop(NamedTuple):
    """What was done at one place on one day. Either the place or the customer is enough."""

    day: Any
    work: tuple[Work, ...]
    property_id: int | None = None
    customer_id: int | None = None
    technician_id: int | None = None
    truck_id: int | None = None
    amount: Any = None
    note: str | None = None
    emergency: bool | None = None
    invoice: bool = False
    invoice_number: str | None = None


@whole
def complete_visit(db: Session, stop: Stop, now: Now) -> Saved:
    """Enter one stop. The caller refreshes the facts of the touched customers and commits.

    Raises:
        InvalidError: with one sentence per field.
        AlreadyThereError: the same work of that day and place was entered before.
    """
    journal = Journal(db, now)
    visit_id = completed(journal, stop)
    if stop.invoice:
        _invoice(journal, visit_id, stop)
    whose = shown_under(db, _visit().table, visit_id)
    return journal.save(visit_id, "Visit completed", whose)


def completed(journal: Journal, stop: Stop) -> int:
    """Write the visit of a stop as part of an action; returns its number."""
    ready = _ready(journal, stop)
    if ready.columns["property_id"] is None:
        return make(journal, _visit(), ready)
    same_day = _same_day(journal, ready)
    _refuse_twice(journal, ready, same_day)
    booking = _booking(journal, ready)
    if booking is not None:
        return _complete(journal, booking, ready)
    if same_day:
        return _attach(journal, same_day[0], ready)
    return make(journal, _visit(), ready)


def _visit() -> Kind:
    return KINDS["visit"]


def _lines() -> Rows:
    field = _visit().field("lines")
    assert field is not None  # noqa: S101 - the form of a visit has lines
    assert field.rows is not None  # noqa: S101 - as above
    return field.rows


def _ready(journal: Journal, stop: Stop) -> Ready:
    db = journal.db
    values = {
        "property": stop.property_id,
        "customer": stop.customer_id,
        "status": "completed",
        "completed_date": stop.day,
        "technician": stop.technician_id,
        "truck": stop.truck_id,
        "amount": stop.amount,
        "note": stop.note,
        "emergency": stop.emergency,
        "lines": [work.values() for work in stop.work],
    }
    ready = prepare(db, _visit(), values, journal.now.today)
    if not ready.rows["lines"]:
        raise refuse("lines", "Choose at least one service.")
    day, columns = ready.columns["completed_date"], ready.columns
    if stop.property_id is None and stop.customer_id is not None:
        columns["property_id"] = only_place(db, stop.customer_id, day)
    if stop.customer_id is None and stop.property_id is not None:
        columns["customer_id"] = billed(db, stop.property_id, day)
    return ready


def _same_day(journal: Journal, ready: Ready) -> list[Values]:
    """The finished visits of the same place and day, the first one first."""
    found = select(_visit().table).where(
        Visit.property_id == ready.columns["property_id"],
        Visit.status == "completed",
        Visit.completed_date == ready.columns["completed_date"],
    )
    return dicts(journal.db, found.order_by(Visit.id))


def _refuse_twice(journal: Journal, ready: Ready, same_day: Iterable[Values]) -> None:
    """A line that stands there already was entered before."""
    for visit in same_day:
        stored = inside(journal, _lines(), visit["id"])
        twice = [
            line["service"]
            for line in ready.rows["lines"]
            if any(_is_same(line, one) for one in stored)
        ]
        if twice:
            what = listed([c.SERVICE.label(service) for service in dict.fromkeys(twice)])
            where = place_name(journal.db, visit["property_id"])
            day = day_text(visit["completed_date"])
            raise AlreadyThereError(f"{what} at {where} on {day} was entered before.")


def _is_same(one: Values, other: Values) -> bool:
    """Whether two lines mean the same work on the same tank, or on all of them."""
    return (one["service"], one["asset_id"]) == (other["service"], other["asset_id"])


def is_covered(booked: Values, done: Iterable[Values]) -> bool:
    """Whether booked work was done: the same service, and no other tank."""
    return any(
        one["service"] == booked["service"]
        and (None in (one["asset_id"], booked["asset_id"]) or one["asset_id"] == booked["asset_id"])
        for one in done
    )


def _booking(journal: Journal, ready: Ready) -> Values | None:
    """The booked visit that was made: what it asks for is done. Others lose what is done."""
    done = ready.rows["lines"]
    kept: Values | None = None
    for visit in open_visits(journal, ready.columns["property_id"], ready):
        lines = inside(journal, _lines(), visit["id"])
        covered = [line for line in lines if is_covered(line, done)]
        if kept is None and len(covered) == len(lines):
            kept = visit
        elif covered and len(covered) == len(lines):
            values = {"status": "cancelled", "exception_code": "done with another visit"}
            journal.change(_visit().table, visit["id"], values)
        else:
            for line in covered:
                journal.remove(_lines().table, line["id"])
    return kept


def open_visits(journal: Journal, place: int | None, ready: Ready | None = None) -> list[Values]:
    """The booked visits of a place; those nearest to the day of `ready` first."""
    found = select(_visit().table).where(Visit.property_id == place, IS_OPEN)
    visits = dicts(journal.db, found.order_by(Visit.id))
    if ready is None:
        return visits
    day = ready.columns["completed_date"]

    def distance(visit: Values) -> tuple[bool, int]:
        planned = visit["scheduled_date"]
        return planned is None, abs((planned - day).days) if planned else 0

    return sorted(visits, key=distance)


def _complete(journal: Journal, booking: Values, ready: Ready) -> int:
    """Turn a booking into the finished visit; what was booked stays where nothing new is said."""
    given = {key: value for key, value in ready.columns.items() if value is not None}
    given["note"] = _joined(booking["note"], ready.columns["note"])
    journal.change(_visit().table, booking["id"], given)
    stored = inside(journal, _lines(), booking["id"])
    waiting = list(ready.rows["lines"])
    for row in stored:
        line = next((one for one in waiting if is_covered(row, [one])), None)
        if line is not None:
            waiting.remove(line)
            told = {key: value for key, value in line.items() if value is not None}
            journal.change(_lines().table, row["id"], told)
    _append(journal, booking["id"], stored, waiting)
    journal.doubts += ready.doubts
    return int(booking["id"])


def _attach(journal: Journal, visit: Values, ready: Ready) -> int:
    """Add the work to the visit of that day: lines, amount and note."""
    new = ready.columns
    values = {key: value for key, value in new.items() if value is not None and visit[key] is None}
    if new["amount_cents"] is not None:
        values["amount_cents"] = (visit["amount_cents"] or 0) + new["amount_cents"]
    values["note"] = _joined(visit["note"], new["note"])
    journal.change(_visit().table, visit["id"], values)
    stored = inside(journal, _lines(), visit["id"])
    _append(journal, visit["id"], stored, ready.rows["lines"])
    journal.doubts += ready.doubts
    return int(visit["id"])


def _append(journal: Journal, visit_id: int, stored: list[Values], lines: list[Values]) -> None:
    first = max((row["position"] for row in stored), default=-1) + 1
    for place, line in enumerate(lines, start=first):
        journal.add(_lines().table, {"visit_id": visit_id, "position": place} | line)


def _joined(old: str | None, new: str | None) -> str | None:
    return "\n".join(part for part in (old, new) if part) or None


def _invoice(journal: Journal, visit_id: int, stop: Stop) -> None:
    visit = journal.row(_visit().table, visit_id)
    if stop.amount is None or not str(stop.amount).strip():
        raise refuse("amount", "An invoice needs an amount.")
    if visit["customer_id"] is None:
        raise refuse("customer", "Nobody belongs to this property; choose who pays.")
    text = ", ".join(dict.fromkeys(c.SERVICE.label(work.service) for work in stop.work))
    made(
        journal,
        "invoice",
        {
            "customer": visit["customer_id"],
            "property": visit["property_id"],
            "visit": visit_id,
            "date": visit["completed_date"],
            "number": stop.invoice_number,
            "amount": stop.amount,
            "lines": [{"text": text, "amount": stop.amount}],
        },
    )
