"""A house is sold: the old owner leaves, the new one comes, tanks and history stay."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.models.care import Postponement
from desktop.models.customers import PropertyLink
from desktop.models.equipment import Contract, System
from desktop.models.tasks import Task
from desktop.models.work import IS_OPEN, Visit
from desktop.services.days import day_text
from desktop.services.importing.batch.images import dicts
from desktop.services.records.edit import changed, made, removed, there
from desktop.services.records.forms import KINDS
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.places import holds, place_name, places_of
from desktop.services.records.problems import (
    AlreadyThereError,
    FieldError,
    InvalidError,
    NotAllowedError,
    refuse,
)
from desktop.services.records.typed import WrongValueError, typed
from desktop.services.records.words import counted, name_of

# Reasons to postpone that were the old owner's own; the ground stays wet for the new one.
OF_THE_OWNER = ("declined", "not_reached", "no_access", "financial", "seasonal_absent")
ADDRESS = ("line1", "line2", "city", "state", "zip5")
Values = dict[str, Any]


@whole
def house_sold(
    db: Session,
    property_id: int,
    sold_on: Any,
    new_owner: Mapping[str, Any] | int | None,
    now: Now,
) -> Saved:
    """Hand a property over; `new_owner` is a customer, the values of a new one, or unknown yet.

    Returns:
        The number of the new owner (of the property while nobody is known), in one edit.

    Raises:
        InvalidError: with one sentence per field.
        AlreadyThereError: the house was sold on that day or later already.
    """
    journal = Journal(db, now)
    there(journal, KINDS["property"], property_id)
    day = _day(sold_on, now)
    old = _old_owners(journal, property_id, day)
    if isinstance(new_owner, int) and new_owner in old:
        raise refuse("new_owner", "This customer is the owner already.")
    for customer in old:
        _leave(journal, property_id, customer, day)
    _end_reminders(journal, property_id, old, day)
    owner = _come(journal, property_id, new_owner, day)
    _tell_contracts(journal, property_id, old)
    shown = old[0] if old else owner
    return journal.save(owner or property_id, "House sold", shown, owner if old else None)


def _day(raw: Any, now: Now) -> date:
    field = KINDS["link"].field("from_date")
    assert field is not None  # noqa: S101 - a field of the form
    try:
        day = typed(field, raw, now.today)
    except WrongValueError as error:
        raise refuse("sold_on", str(error).replace(field.label, "Sold on", 1)) from error
    if day is None:
        raise refuse("sold_on", "The day of the sale is missing.")
    if day > now.today:
        raise refuse("sold_on", f"{day_text(day)} is still to come; enter the sale then.")
    return day  # type: ignore[no-any-return]


def _old_owners(journal: Journal, place: int, day: date) -> list[int]:
    """Who owns the place until the day; without an owner, who pays for it."""
    links = _links(journal, place, day)
    later = [link for link in _links(journal, place, None) if _is_owner_from(link, day)]
    if later:
        who = name_of(journal.db, "customers", later[0]["customer_id"])
        since = day_text(later[0]["from_date"])
        raise AlreadyThereError(
            f"{place_name(journal.db, place)} has belonged to {who} since {since}; "
            "the sale was entered before."
        )
    owners = [link["customer_id"] for link in links if link["role"] == "owner"]
    return list(
        dict.fromkeys(owners or [x["customer_id"] for x in links if x["role"] == "bill_to"])
    )


def _is_owner_from(link: Values, day: date) -> bool:
    return bool(link["role"] == "owner" and link["from_date"] and link["from_date"] >= day)


def _links(journal: Journal, place: int, day: date | None) -> list[Values]:
    table = KINDS["link"].table
    found = select(table).where(PropertyLink.property_id == place)
    if day is not None:
        found = found.where(holds(day))
    return dicts(journal.db, found.order_by(PropertyLink.id))


def _leave(journal: Journal, place: int, customer: int, day: date) -> None:
    """End what joins a customer to the place; who has no other place has moved."""
    db = journal.db
    for link in _links(journal, place, day):
        if link["customer_id"] == customer:
            changed(journal, "link", link["id"], {"to_date": day})
    elsewhere = [other for other in places_of(db, customer, day) if other != place]
    status = journal.row(KINDS["customer"].table, customer)["status"]
    if not elsewhere and status == "active":
        gone = {"status": "inactive", "inactive_reason": "moved_sold"}
        changed(journal, "customer", customer, gone)
        _end_tasks(journal, day, Task.customer_id == customer, Task.property_id.is_(None))


def _end_reminders(journal: Journal, place: int, old: list[int], day: date) -> None:
    """What was still to be done with or for the old owner at this place."""
    reminder = Task.customer_id.is_(None) & (Task.kind == "follow_up")
    _end_tasks(journal, day, Task.property_id == place, or_(Task.customer_id.in_(old), reminder))
    booked = select(Visit.id).where(
        Visit.property_id == place,
        IS_OPEN,
        or_(Visit.customer_id.in_(old), Visit.customer_id.is_(None)),
    )
    for visit in journal.db.scalars(booked.order_by(Visit.id)).all():
        values = {"status": "cancelled", "exception_code": "house sold"}
        changed(journal, "visit", visit, values)
    postponed = (
        select(Postponement.id)
        .join(System, System.id == Postponement.system_id)
        .where(
            System.property_id == place,
            Postponement.reason.in_(OF_THE_OWNER),
            Postponement.recovery_date > day,
        )
    )
    for one in journal.db.scalars(postponed.order_by(Postponement.id)).all():
        removed(journal, KINDS["postponement"], one)


def _end_tasks(journal: Journal, day: date, *whose: Any) -> None:
    still = select(Task.id).where(Task.done_on.is_(None), *whose)
    for task in journal.db.scalars(still.order_by(Task.id)).all():
        text = journal.row(KINDS["task"].table, task)["text"]
        told = f"{text}\nNot needed: house sold {day_text(day)}"
        changed(journal, "task", task, {"done_on": journal.now.today, "text": told})


def _come(
    journal: Journal, place: int, new_owner: Mapping[str, Any] | int | None, day: date
) -> int | None:
    """Link the new owner from the day of the sale."""
    if new_owner is None:
        return None
    if isinstance(new_owner, int):
        owner = new_owner
        row = there(journal, KINDS["customer"], owner)
        if row["merged_into_id"] is not None:
            raise NotAllowedError("This customer was merged into another one.", where="customer")
        if row["status"] == "inactive":
            changed(journal, "customer", owner, {"status": "active"})
    else:
        owner = _new_customer(journal, place, new_owner, day)
    made(
        journal,
        "link",
        {"customer": owner, "property": place, "role": "owner", "from_date": day},
    )
    return owner


def _new_customer(journal: Journal, place: int, values: Mapping[str, Any], day: date) -> int:
    """A new customer gets mail at the house, unless another address is given."""
    row = journal.row(KINDS["property"].table, place)
    home = {} if any(values.get(key) for key in ADDRESS) else {key: row[key] for key in ADDRESS}
    usual = {"customer_type": "residential", "first_seen": day}
    try:
        return made(journal, "customer", usual | home | dict(values))
    except InvalidError as error:
        named = [FieldError(f"new_owner.{one.field}", one.message) for one in error.errors]
        raise InvalidError(named) from error


def _tell_contracts(journal: Journal, place: int, old: list[int]) -> None:
    """Contracts of the old owner are not ended: some go over with the house. Say which run on."""
    today = journal.now.today
    here = select(System.id).where(System.property_id == place)
    running = select(Contract.id).where(
        Contract.customer_id.in_(old),
        or_(Contract.property_id == place, Contract.system_id.in_(here)),
        or_(Contract.end_date.is_(None), Contract.end_date >= today),
        or_(Contract.cancel_date.is_(None), Contract.cancel_date > today),
    )
    number = len(journal.db.scalars(running).all())
    if number:
        journal.doubts.append(
            f"{counted('contracts', number)} of the old owner "
            f"{'runs' if number == 1 else 'run'} on here; cancel, or write to the new owner."
        )
