"""Refreshing the customers an action touched leaves the facts as if all were worked out anew."""

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.services import facts
from desktop.services.records import (
    Booking,
    DueKey,
    FollowUp,
    Saved,
    Stop,
    Work,
    book_visit,
    cancel_contract,
    change,
    complete_visit,
    create,
    house_sold,
    log_call,
    postpone,
    remove,
    report_inspection,
    set_due_override,
    sign_contract,
    undo_edit,
)
from tests.services.records.filled import NOW, TODAY, home

Ids = dict[str, int]
Step = Callable[[Session, Ids], Saved]


def contract(db: Session, ids: Ids) -> Saved:
    values = {"customer": ids["customer"], "system": ids["system"], "kind": "full_maintenance"}
    return sign_contract(db, values | {"start_date": "1/15/2026"}, NOW)


def anywhere(db: Session, ids: Ids) -> Saved:
    """A contract over the property of one, signed by another."""
    values = {"customer": ids["other"], "property": ids["property"], "kind": "pumping_plan"}
    return sign_contract(db, values | {"visits_per_year": "1"}, NOW)


def county(db: Session, _ids: Ids) -> Saved:
    return create(db, "county_rule", {"county": "BRAZOS", "inspection_interval_months": 3}, NOW)


def inspected(db: Session, ids: Ids) -> Saved:
    values = {"system": ids["system"], "inspection_date": "11/1/2026"}
    return report_inspection(db, values, NOW)


def late(db: Session, ids: Ids) -> Saved:
    invoice = {"customer": ids["customer"], "date": "9/1/2026", "amount": "500", "open": "500"}
    return create(db, "invoice", invoice | {"open_as_of": "11/1/2026"}, NOW)


def asked(db: Session, ids: Ids) -> Saved:
    follow = FollowUp("Complains", kind="complaint")
    return log_call(db, ids["customer"], "call_in", "answered", None, NOW, follow_up=follow)


STEPS: dict[str, Step] = {
    "pumped": lambda db, ids: complete_visit(
        db, Stop("11/1", (Work("PUMP"),), ids["property"], amount="300", invoice=True), NOW
    ),
    "other_pumped": lambda db, ids: complete_visit(
        db, Stop("10/1", (Work("PUMP", ids["asset"]),), customer_id=ids["customer"]), NOW
    ),
    "booked": lambda db, ids: book_visit(db, Booking(ids["property"], (Work("INSPECT"),)), NOW),
    "sold": lambda db, ids: house_sold(db, ids["property"], "11/10", ids["other"], NOW),
    "bought": lambda db, ids: house_sold(db, ids["property"], "11/20", {"display_name": "B"}, NOW),
    "signed": contract,
    "anywhere": anywhere,
    "cancelled": lambda db, _ids: cancel_contract(db, 1, "11/1/2026", None, NOW),
    "county": county,
    "inspected": inspected,
    "late": late,
    "asked": asked,
    "override": lambda db, ids: set_due_override(db, ids["asset"], "1/1/2027", "Asked", NOW),
    "postponed": lambda db, ids: postpone(
        db, DueKey(ids["system"], "PUMP", TODAY, ids["asset"]), "declined", "1/1/2027", NOW
    ),
    "vacant": lambda db, ids: change(db, "property", ids["property"], {"use": "vacant"}, NOW),
    "moved": lambda db, ids: change(
        db, "property", ids["property"], {"line1": "9 New Rd", "county": "Leon"}, NOW
    ),
    "renamed": lambda db, ids: change(
        db, "customer", ids["customer"], {"display_name": "Diaz", "tags": ["vip"]}, NOW
    ),
    "inactive": lambda db, ids: change(
        db, "customer", ids["customer"], {"status": "inactive"}, NOW
    ),
    "bigger": lambda db, ids: change(db, "asset", ids["asset"], {"capacity_gal": 1250}, NOW),
    "system_moved": lambda db, ids: change(
        db, "system", ids["system"], {"property": ids["second"]}, NOW
    ),
    "given": lambda db, ids: change(db, "link", ids["link"], {"customer": ids["other"]}, NOW),
    "unlinked": lambda db, ids: remove(db, "link", ids["link"], NOW),
    "no_tank": lambda db, ids: remove(db, "asset", ids["asset"], NOW),
    "new_link": lambda db, ids: create(
        db, "link", {"customer": ids["other"], "property": ids["property"], "role": "bill_to"}, NOW
    ),
}


def office(db: Session) -> Ids:
    ids = home(db, kind="aerobic")
    change(db, "property", ids["property"], {"county": "Brazos", "household_size": 3}, NOW)
    change(db, "system", ids["system"], {"install_date": "3/1/2022"}, NOW)
    other = home(db, name="Other")
    return ids | {"other": other["customer"], "second": other["property"]}


def taken(db: Session, ids: Ids, name: str, *, is_undone: bool = False) -> bool:
    """Take a step and refresh whom it touched; whether it was not refused."""
    try:
        saved = STEPS[name](db, ids)
    except UserError:
        return False
    touched = set(saved.touched)
    if is_undone and saved.edit_id is not None:
        touched |= undo_edit(db, saved.edit_id, NOW).touched
    facts.refresh(db, TODAY, touched)
    return True


def test_every_step_refreshes_all_that_differ(db: Session) -> None:
    ids = office(db)
    facts.refresh(db, TODAY)
    refused = {name for name in STEPS if not taken(db, ids, name)}
    assert facts.check(db, TODAY) == []
    assert refused <= {"unlinked", "no_tank", "new_link", "cancelled"}


@settings(
    max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.sampled_from(sorted(STEPS)), st.booleans()), min_size=1, max_size=6))
def test_touched_customers_are_all_that_differ(db: Session, steps: list[tuple[str, bool]]) -> None:
    with db.begin_nested() as savepoint:
        ids = office(db)
        facts.refresh(db, TODAY)
        for name, is_undone in steps:
            taken(db, ids, name, is_undone=is_undone)
        assert facts.check(db, TODAY) == []
        savepoint.rollback()
