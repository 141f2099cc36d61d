"""Every writer of the program as one random step: what the office may do between two looks.

A step gives the customers it touched, as its writer said them; None: the rules of all changed.
A writer that refuses raises `UserError`, and nothing was done.
"""

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Customer, Property, Zone
from desktop.models.edits import Edit
from desktop.models.equipment import Asset, Contract, System
from desktop.models.errors import UserError
from desktop.models.facts import DueItem
from desktop.models.imports import ImportBatch
from desktop.models.merging import CustomerMerge
from desktop.models.tasks import Task
from desktop.models.work import Visit
from desktop.services import importing, records
from desktop.services.duplicates import merging
from desktop.services.records import KINDS, Booking, DueKey, FollowUp, Now, Saved, Stop, Work
from desktop.services.territory import zones
from desktop.services.territory.zone_draft import ZoneDraft
from desktop.services.value import versions
from tests.services.records.filled import CHANGES, TYPED

Touched = Collection[int] | None
HERE = '{"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2]]]}'
SERVICES = ("PUMP", "PUMP", "INSPECT", "REPAIR", "GREASE", "EMERGENCY")
JUMPS = (1, 30, 91, 366, 400)


class Desk:
    """An office on a day, and what a step picks from."""

    def __init__(self, db: Session, as_of: date, random: Random, folder: Path) -> None:
        self.db, self.as_of, self.random, self.folder = db, as_of, random, folder

    @property
    def now(self) -> Now:
        """Noon of the day."""
        return Now(datetime.combine(self.as_of, time(12)), self.as_of)

    def some(self, entity: Any, *which: Any) -> int:
        """The number of some record.

        Raises:
            UserError: there is none.
        """
        found = self.db.scalars(select(entity.id).where(*which).order_by(entity.id)).all()
        if not found:
            raise UserError("There is none.")
        return int(self.random.choice(found))

    def day(self, *days: int) -> date:
        """A day so many days from today."""
        return self.as_of + timedelta(self.random.choice(days))

    def work(self) -> tuple[Work, ...]:
        return (Work(self.random.choice(SERVICES)),)

    def due(self, *which: Any) -> DueKey:
        items = select(DueItem).where(DueItem.due.is_not(None), *which)
        found = self.db.scalars(items.order_by(DueItem.customer_id, DueItem.asset_id)).all()
        if not found:
            raise UserError("Nothing is due.")
        one = self.random.choice(found)
        assert one.due is not None
        return DueKey(one.system_id, one.service, one.due, one.asset_id or None)

    def typed(self, kind: str) -> dict[str, Any]:
        """Values of a new record; the records they name are some that are there."""
        values: dict[str, Any] = self._named(TYPED[kind])
        values.pop("custom", None)
        number = self.random.randrange(10**6)
        unique = {"account_no": f"{number}", "county": f"County {number}", "ticket_no": f"{number}"}
        return values | {key: unique[key] for key in values.keys() & unique if kind != "property"}

    def _named(self, values: Any) -> Any:
        if isinstance(values, dict):
            return {key: self._named(value) for key, value in values.items()}
        if isinstance(values, list):
            return [self._named(value) for value in values]
        is_name = isinstance(values, str) and values.startswith("@")
        return self.some(KINDS[values[1:]].entity) if is_name else values


def _saved(step: Callable[[Desk], Saved]) -> Callable[[Desk], Touched]:
    return lambda desk: step(desk).touched


def _sign(desk: Desk) -> Saved:
    values = {
        "customer": desk.some(Customer),
        "property": desk.some(Property),
        "kind": desk.random.choice(("inspection_only", "pumping_plan", "initial_two_year")),
        "start_date": desk.day(-200, -1, 0, 1).isoformat(),
        "end_date": desk.day(1, 30, 60, 90, 400).isoformat(),
        "visits_per_year": desk.random.choice(("", "1", "4")),
    }
    return records.sign_contract(desk.db, values, desk.now)


def _stop(desk: Desk) -> Saved:
    place = desk.random.choice((desk.some(Property), None))
    stop = Stop(
        desk.day(-400, -90, -1, 0), desk.work(), place, desk.some(Customer), amount="300",
        invoice=True,
    )  # fmt: skip
    return records.complete_visit(desk.db, stop, desk.now)


def _call(desk: Desk) -> Saved:
    follow = FollowUp("Asks", kind=desk.random.choice(("complaint", "follow_up")))
    outcome = desk.random.choice(("answered", "no_answer", "left_message"))
    customer = desk.some(Customer)
    return records.log_call(
        desk.db, customer, "call_out", outcome, None, desk.now, follow_up=follow
    )


def _house_sold(desk: Desk) -> Saved:
    owner: Any = desk.random.choice((desk.some(Customer), {"display_name": "Nolan"}, None))
    return records.house_sold(
        desk.db, desk.some(Property), desk.day(-30, 0).isoformat(), owner, desk.now
    )


def _report(desk: Desk) -> Saved:
    values = {
        "system": desk.some(KINDS["system"].entity),
        "inspection_date": desk.day(-20, 0).isoformat(),
    }
    return records.report_inspection(desk.db, values, desk.now)


def _open(desk: Desk) -> int:
    return desk.some(Visit, Visit.status.in_(("booked", "scheduled")))


def _unfiled(desk: Desk) -> int:
    return desk.some(InspectionReport, InspectionReport.filed_on.is_(None))


RECORDS: Mapping[str, Callable[[Desk], Saved]] = {
    "complete_visit": _stop,
    "log_call": _call,
    "sign_contract": _sign,
    "house_sold": _house_sold,
    "report_inspection": _report,
    "book_visit": lambda d: records.book_visit(
        d.db, Booking(d.some(Property), d.work(), d.day(0, 7, 40)), d.now
    ),
    "schedule_visit": lambda d: records.schedule_visit(d.db, _open(d), d.day(1, 30), d.now),
    "no_access": lambda d: records.no_access(d.db, _open(d), d.now, again_on=d.day(3)),
    "cancel_visit": lambda d: records.cancel_visit(d.db, _open(d), d.now),
    "task_done": lambda d: records.task_done(d.db, d.some(Task, Task.done_on.is_(None)), d.now),
    "renew_contract": lambda d: records.renew_contract(d.db, d.some(Contract), d.now),
    "cancel_contract": lambda d: records.cancel_contract(
        d.db, d.some(Contract), d.day(-30, 0, 30), None, d.now
    ),
    "file_renewal": lambda d: records.file_renewal(d.db, d.some(Contract), d.as_of, d.now),
    "file_report": lambda d: records.file_report(d.db, _unfiled(d), d.as_of, "mail", d.now),
    "file_reports": lambda d: records.file_reports(
        d.db, [_unfiled(d), d.some(InspectionReport)], d.as_of, "mail", d.now
    ),
    "copies_given": lambda d: records.copies_given(d.db, [d.some(InspectionReport)], d.now),
    "apply_payments": lambda d: records.apply_payments(d.db, d.some(Customer), d.now),
    "take_back_applied": lambda d: records.take_back_applied(d.db, d.some(Customer), d.now),
    "postpone": lambda d: records.postpone(d.db, d.due(), "declined", d.day(1, 60), d.now),
    "clear_postponement": lambda d: records.clear_postponement(
        d.db, d.due(DueItem.postponed_until.is_not(None)), d.now
    ),
    "set_due_override": lambda d: records.set_due_override(
        d.db, d.random.choice((d.some(Asset), None)), d.day(-61, 0, 30, 400), "Asked", d.now,
        system_id=d.some(System),
    ),
    "enter_property": lambda d: records.enter_property(
        d.db, {"line1": f"{d.random.randrange(99)} Elm", "county": "Brazos"}, d.now,
        d.some(Customer),
    ),
    "undo_edit": lambda d: records.undo_edit(d.db, d.some(Edit), d.now),
    "zone entered": lambda d: zones.save_zone(
        d.db, ZoneDraft(f"Z {d.random.randrange(10**6)}", zip_codes=("77859", "77801")), d.now
    ),
    "zone changed": lambda d: zones.save_zone(
        d.db, ZoneDraft(f"Z {d.random.randrange(10**6)}", counties=("Brazos",)), d.now,
        d.some(Zone),
    ),
    "area set": lambda d: zones.set_area(d.db, d.some(Zone), d.random.choice((HERE, None)), d.now),
    "zone removed": lambda d: zones.remove_zone(d.db, d.some(Zone), d.now),
    "rings": lambda d: zones.add_rings(d.db, d.now),
    "zone by hand": lambda d: zones.choose_by_hand(
        d.db, d.some(Property), d.random.choice((d.some(Zone), None)), d.now
    ),
    "hand cleared": lambda d: zones.clear_manual_choices(d.db, d.some(Zone), d.now),
}  # fmt: skip


def _create(kind: str) -> Callable[[Desk], Saved]:
    return lambda desk: records.create(desk.db, kind, desk.typed(kind), desk.now)


def _change(kind: str) -> Callable[[Desk], Saved]:
    values = {key: value for key, value in CHANGES[kind][0].items() if key != "custom"}
    return lambda d: records.change(d.db, kind, d.some(KINDS[kind].entity), values, d.now)


def _remove(kind: str) -> Callable[[Desk], Saved]:
    return lambda d: records.remove(d.db, kind, d.some(KINDS[kind].entity), d.now)


ONE_BY_ONE: Mapping[str, Callable[[Desk], Saved]] = {
    f"{verb} {kind}": make(kind)
    for verb, make in (("create", _create), ("change", _change), ("remove", _remove))
    for kind in TYPED
}


def _import(desk: Desk) -> Touched:
    """A list that names somebody who is there, and somebody who is new."""
    known = desk.db.get_one(Customer, desk.some(Customer)).display_name
    path = desk.folder / f"list {desk.random.randrange(10**9)}.csv"
    last = desk.day(-500, -30, 0).strftime("%m/%d/%Y")
    lines = [
        "Customer,Phone,Service address,City,ZIP,Tank size,Last service",
        f'"{known}",903-555-0101,12 Oak St,Bryan,77801,1000,{last}',
        f"Ana {path.stem},903-555-0102,{desk.random.randrange(999)} Elm,Hearne,77859,,{last}",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return importing.import_files(desk.db, [path], desk.as_of, desk.now.at).touched


def _undo_import(desk: Desk) -> Touched:
    batch = desk.some(ImportBatch, ImportBatch.state == "applied")
    return importing.undo(desk.db, batch).touched


def _merge(desk: Desk) -> Touched:
    keep, gone = desk.some(Customer), desk.some(Customer)
    return merging.merge(desk.db, keep, gone, desk.now.at).touched


def _undo_merge(desk: Desk) -> Touched:
    return merging.undo_merge(desk.db, desk.some(CustomerMerge))


def _rfm_rules(desk: Desk) -> Touched:
    """Bands that end elsewhere. Not fifths: those keep the edges of their day, whoever changes."""
    body = deepcopy(versions.current(desk.db, "rfm").body)
    first, second, *_ = body["recency_days"]
    first["to"] = desk.random.choice((30, 60, 91, 120))
    second["from"] = first["to"] + 1
    versions.publish(desk.db, "rfm", body, "", "", desk.as_of)
    return None


def _health_rules(desk: Desk) -> Touched:
    body = versions.current(desk.db, "health").body
    cards = {name: dict(reversed(weights.items())) for name, weights in body["cards"].items()}
    card = next(iter(cards.values()))
    first, second, *_ = card
    card[first], card[second] = card[second], card[first]
    versions.publish(desk.db, "health", {"cards": cards}, "", "", desk.as_of)
    return None


def _days_pass(desk: Desk) -> Touched:
    desk.as_of += timedelta(desk.random.choice(JUMPS))
    return ()


def _leap_day(desk: Desk) -> Touched:
    """On to the next February 29."""
    year = desk.as_of.year + (4 - desk.as_of.year % 4 if desk.as_of.year % 4 else 4)
    desk.as_of = date(year, 2, 29)
    return ()


WRITERS: Mapping[str, Callable[[Desk], Touched]] = {
    **{name: _saved(step) for name, step in {**RECORDS, **ONE_BY_ONE}.items()},
    "import": _import,
    "undo import": _undo_import,
    "merge": _merge,
    "undo merge": _undo_merge,
    "rfm rules": _rfm_rules,
    "health rules": _health_rules,
    "days pass": _days_pass,
    "leap day": _leap_day,
}
