"""The actions of the day that ask for a few values first: one table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from desktop.services.records import (
    Booking,
    DueKey,
    Field,
    Now,
    Saved,
    Work,
    book_visit,
    cancel_contract,
    cancel_visit,
    change,
    file_renewal,
    file_report,
    file_reports,
    house_sold,
    no_access,
    postpone,
    schedule_visit,
    set_due_override,
)
from desktop.services.territory.zones import choose_by_hand
from desktop.views.records.ask import Ask, Values, known
from desktop.views.records.asks_of_data import ASKS_OF_DATA

POSTPONED_DAYS, ASKED_AGAIN_DAYS = 30, 7


def _sold(db: Session, customer_id: int, values: Values, now: Now) -> Saved:
    """Whoever is on file already wins over a name that was typed too."""
    owner: Any = values["existing"]
    if owner is None and values["display_name"]:
        phones = [{"number": values["number"]}] if values["number"] else []
        owner = {"display_name": values["display_name"], "email": values["email"]}
        owner |= {"phones": phones} if phones else {}
    place = values["property"]
    del customer_id
    return house_sold(db, place, values["sold_on"], owner, now)


def due_key(item: Any) -> DueKey:
    """What names a due item in its cycle."""
    return DueKey(item.system_id, item.service, item.due, item.asset_id or None)


def _book(db: Session, item: Any, values: Values, now: Now) -> Saved:
    work = (Work(item.service, item.asset_id or None),)
    booking = Booking(
        item.property_id, work, values["scheduled_date"], values["time_window"],
        technician_id=values["technician"], note=values["note"],
    )  # fmt: skip
    return book_visit(db, booking, now)


def _proposed(item: Any, _today: date) -> Values:
    """The due day it has, or the sooner one that what was measured in the tank asks for."""
    if item.sooner is None:
        return {"day": item.due}
    return {"day": item.sooner.day, "due_override_reason": item.sooner.reason}


ASKS: Mapping[str, Ask] = ASKS_OF_DATA | {
    "sold": Ask(
        "House sold",
        "Save the sale",
        "House sold; tanks and history stay with the house.",
        (
            Field("property", "House", "reference", required=True, target="properties"),
            Field("sold_on", "Sold on", "date", required=True),
            replace(
                known("customer", "display_name", "New owner"),
                required=False,
                help="Last name, first name; empty while nobody knows",
            ),
            Field("number", "Phone", "text"),
            known("customer", "email"),
            Field("existing", "Or on file already", "reference", target="customers"),
        ),
        _sold,
        lambda _subject, today: {"sold_on": today},
    ),
    "postpone": Ask(
        "Postpone",
        "Postpone",
        "Postponed.",
        (
            known("postponement", "reason", required=True),
            known("postponement", "recovery_date", "Ask again on", required=True),
            known("postponement", "note"),
        ),
        lambda db, item, v, now: postpone(
            db, due_key(item), v["reason"], v["recovery_date"], now, v["note"]
        ),
        lambda _item, today: {"recovery_date": today + timedelta(POSTPONED_DAYS)},
    ),
    "due_day": Ask(
        "Set the due day by hand",
        "Save",
        "Due day set.",
        (
            Field("day", "Due on", "date", help="Empty: the rule counts again"),
            known("asset", "due_override_reason", "Why"),
        ),
        lambda db, item, v, now: set_due_override(
            db,
            item.asset_id or None,
            v["day"],
            v["due_override_reason"],
            now,
            system_id=item.system_id,
        ),
        _proposed,
    ),
    "book": Ask(
        "Book a visit",
        "Book",
        "Booked.",
        (
            replace(
                known("visit", "scheduled_date", "Day"),
                help="No day yet? Leave it empty: it goes on the list of visits to schedule",
            ),
            known("visit", "time_window"),
            known("visit", "technician"),
            known("visit", "note"),
        ),
        _book,
        told=lambda v: (
            "Booked."
            if v["scheduled_date"]
            else "Booked; it is on the list of visits to schedule until it has a day."
        ),
    ),
    "schedule": Ask(
        "Day of the visit",
        "Save the day",
        "The visit has its day.",
        (
            known("visit", "scheduled_date", "Day", required=True),
            known("visit", "time_window"),
            known("visit", "technician"),
        ),
        lambda db, visit_id, v, now: schedule_visit(
            db,
            visit_id,
            v["scheduled_date"],
            now,
            time_window=v["time_window"],
            technician_id=v["technician"],
        ),
    ),
    "cancel_contract": Ask(
        "Cancel the contract",
        "Cancel the contract",
        "Contract cancelled.",
        (
            known("contract", "cancel_date", required=True),
            known("contract", "cancel_reason"),
        ),
        lambda db, one, v, now: cancel_contract(
            db, one.contract_id, v["cancel_date"], v["cancel_reason"], now
        ),
        lambda _one, today: {"cancel_date": today},
    ),
    "no_access": Ask(
        "No access",
        "Save",
        "Kept: no access.",
        (Field("again_on", "Try again on", "date"), known("visit", "note")),
        lambda db, one, v, now: no_access(
            db, one.visit_id, now, again_on=v["again_on"], note=v["note"]
        ),
    ),
    "cancel_visit": Ask(
        "Cancel the visit",
        "Cancel the visit",
        "Visit cancelled.",
        (Field("reason", "Why", "text"),),
        lambda db, one, v, now: cancel_visit(db, one.visit_id, now, reason=v["reason"]),
    ),
    "drop_visit": Ask(
        "Cancel the visit",
        "Cancel the visit",
        "Visit cancelled.",
        (Field("reason", "Why", "text"),),
        lambda db, visit_id, v, now: cancel_visit(db, visit_id, now, reason=v["reason"]),
    ),
    "declined": Ask(
        "Estimate declined",
        "Save",
        "Estimate declined.",
        (known("estimate", "decline_reason", "Why"),),
        lambda db, estimate_id, v, now: change(
            db,
            "estimate",
            estimate_id,
            {"state": "declined", "decided_on": now.today, "decline_reason": v["decline_reason"]},
            now,
        ),
    ),
    "ask_again": Ask(
        "Ask about the estimate again",
        "Save",
        "It is back on the list on that day.",
        (known("estimate", "follow_up_on", required=True), known("estimate", "memo", "Note")),
        lambda db, estimate_id, v, now: change(
            db,
            "estimate",
            estimate_id,
            {"follow_up_on": v["follow_up_on"]} | ({"memo": v["memo"]} if v["memo"] else {}),
            now,
        ),
        lambda _estimate, today: {"follow_up_on": today + timedelta(ASKED_AGAIN_DAYS)},
    ),
    "other_day": Ask(
        "Do it on another day",
        "Save",
        "Moved to that day.",
        (known("task", "due_date", "Day", required=True),),
        lambda db, task_id, v, now: change(db, "task", task_id, {"due_date": v["due_date"]}, now),
        lambda _task, today: {"due_date": today + timedelta(1)},
    ),
    "zone": Ask(
        "Zone of this property",
        "Save",
        "Zone changed.",
        (
            Field(
                "zone",
                "Zone",
                "reference",
                target="zones",
                help="Empty: The rules decide (area, ZIP, county, driving)",
            ),
        ),
        lambda db, place, v, now: choose_by_hand(db, place.property_id, v["zone"], now),
        lambda place, _today: {"zone": place.zone_chosen},
    ),
    "file_renewal": Ask(
        "File the renewal",
        "Save",
        "Renewal filed.",
        (
            replace(
                known("contract", "filed_with_authority_on", required=True),
                help="A renewal that is not on file yet is entered with it, as long as before",
            ),
        ),
        lambda db, contract_id, v, now: file_renewal(
            db, contract_id, v["filed_with_authority_on"], now
        ),
        lambda _contract, today: {"filed_with_authority_on": today},
    ),
    "file_report": Ask(
        "File the report",
        "Save",
        "Report filed.",
        (
            known("inspection_report", "filed_on", required=True),
            known("inspection_report", "filed_how", required=True),
        ),
        lambda db, report_id, v, now: file_report(
            db, report_id, v["filed_on"], v["filed_how"], now
        ),
        lambda _report, today: {"filed_on": today},
    ),
    "file_reports": Ask(
        "File the reports",
        "Save",
        "Reports filed.",
        (
            known("inspection_report", "filed_on", required=True),
            known("inspection_report", "filed_how", required=True),
        ),
        lambda db, report_ids, v, now: file_reports(
            db, report_ids, v["filed_on"], v["filed_how"], now
        ),
        lambda _reports, today: {"filed_on": today},
    ),
}
