"""Contracts, postponements, calls, tasks and reports: the smaller actions of the day."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.care import Postponement
from desktop.services.records import (
    AlreadyThereError,
    DueKey,
    FollowUp,
    InvalidError,
    NotAllowedError,
    Stop,
    Work,
    cancel_contract,
    children,
    clear_postponement,
    complete_visit,
    create,
    file_report,
    history,
    log_call,
    postpone,
    read,
    renew_contract,
    report_inspection,
    set_due_override,
    sign_contract,
    task_done,
)
from tests.services.records.filled import NOW, TODAY, home, state, undone_is_as_before


def signed(db: Session, ids: dict[str, int], **values: Any) -> int:
    usual = {"customer": ids["customer"], "system": ids["system"], "kind": "inspection_only"}
    return sign_contract(db, usual | values, NOW).id


def test_a_contract_runs_a_year_from_today_and_makes_the_system_ours(db: Session) -> None:
    ids = home(db, kind="aerobic")
    before = state(db)
    values = {"customer": ids["customer"], "property": ids["property"], "kind": "inspection_only"}
    saved = sign_contract(db, values, NOW)
    found = read(db, "contract", saved.id)
    days = (found["signed_date"], found["start_date"], found["end_date"])
    assert days == (TODAY, TODAY, date(2027, 11, 21))
    assert read(db, "system", ids["system"])["maintained_by"] == "us"
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize(
    ("start", "kind", "end"),
    [
        ("2/29/2024", "inspection_only", date(2025, 2, 27)),
        ("2/29/2024", "initial_two_year", date(2026, 2, 27)),
        ("1/1/2026", "other", date(2026, 12, 31)),
    ],
)
def test_the_last_day_follows_from_the_first(db: Session, start: str, kind: str, end: date) -> None:
    contract = signed(db, home(db), start_date=start, kind=kind)
    assert read(db, "contract", contract)["end_date"] == end


def test_a_contract_may_be_open_ended(db: Session) -> None:
    assert read(db, "contract", signed(db, home(db), end_date=None))["end_date"] is None


def test_a_pumping_plan_does_not_make_the_system_ours(db: Session) -> None:
    ids = home(db)
    signed(db, ids, kind="pumping_plan")
    assert read(db, "system", ids["system"])["maintained_by"] is None


def test_whatever_its_kind_a_contract_that_lists_inspections_makes_the_system_ours(
    db: Session,
) -> None:
    ids = home(db, kind="aerobic")
    signed(db, ids, kind="other", lines=[{"service": "INSPECT"}])
    assert read(db, "system", ids["system"])["maintained_by"] == "us"


def test_the_same_contract_is_entered_once(db: Session) -> None:
    ids = home(db)
    signed(db, ids)
    with pytest.raises(AlreadyThereError, match="The same contract from Nov 22, 2026"):
        signed(db, ids)


def test_a_place_without_a_system_to_inspect_is_said(db: Session) -> None:
    ids = home(db)
    values = {"customer": ids["customer"], "property": ids["property"], "kind": "inspection_only"}
    assert sign_contract(db, values, NOW).doubts == (
        "There is no system to inspect at this property yet.",
    )


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("12/1/2025", "11/30/2026", date(2026, 12, 1), date(2027, 11, 30)),
        ("2/29/2024", "2/28/2025", date(2026, 11, 22), date(2027, 11, 21)),
        ("1/1/2026", "1/10/2027", date(2027, 1, 11), date(2028, 1, 20)),
    ],
)
def test_a_renewal_goes_on_as_long(
    db: Session, start: str, end: str, first: date, last: date
) -> None:
    ids = home(db)
    lines = [{"service": "INSPECT", "interval": 4, "interval_unit": "months"}]
    old = signed(db, ids, start_date=start, end_date=end, price="900", lines=lines)
    before = state(db)
    saved = renew_contract(db, old, NOW, {"price": "950"})
    new = read(db, "contract", saved.id)
    assert (new["start_date"], new["end_date"], new["price"]) == (first, last, Decimal(950))
    assert (new["renewed_from"], new["lines"]) == (old, lines)
    assert undone_is_as_before(db, saved, before)


def test_a_contract_is_renewed_once(db: Session) -> None:
    old = signed(db, home(db), start_date="12/1/2025")
    renew_contract(db, old, NOW)
    with pytest.raises(AlreadyThereError, match="renewed before, from Dec 1, 2026"):
        renew_contract(db, old, NOW)


def test_what_has_no_end_or_was_cancelled_is_not_renewed(db: Session) -> None:
    ids = home(db)
    with pytest.raises(NotAllowedError, match="no last day"):
        renew_contract(db, signed(db, ids, end_date=None), NOW)
    gone = signed(db, ids, start_date="1/1/2026")
    cancel_contract(db, gone, "11/22/2026", "Moved", NOW)
    with pytest.raises(NotAllowedError, match="was cancelled; enter a new one"):
        renew_contract(db, gone, NOW)
    with pytest.raises(NotAllowedError, match="was cancelled from Nov 22, 2026"):
        cancel_contract(db, gone, "11/22/2026", None, NOW)


@pytest.mark.parametrize(
    ("day", "said"),
    [("", "Say from which day"), ("12/1/2027", "It ends on"), ("x", "is not a date")],
)
def test_a_contract_is_cancelled_from_a_day_it_covers(db: Session, day: str, said: str) -> None:
    contract = signed(db, home(db))
    before = state(db)
    with pytest.raises(InvalidError, match=said):
        cancel_contract(db, contract, day, None, NOW)
    assert state(db) == before


def test_due_work_is_postponed_moved_and_shown_again(db: Session) -> None:
    ids = home(db)
    item = DueKey(ids["system"], "PUMP", date(2026, 11, 1), ids["asset"])
    first = postpone(db, item, "wet_ground", "12/24/2026", NOW)
    assert first.touched == {ids["customer"]}
    before = state(db)
    assert postpone(db, item, "declined", "2/29/2028", NOW, "Rude").id == first.id
    saved = clear_postponement(db, item, NOW)
    assert db.scalars(select(Postponement.recovery_date)).all() == [TODAY]
    with pytest.raises(NotAllowedError, match="This is not postponed"):
        clear_postponement(db, item, NOW)
    assert saved.edit_id is not None
    assert len(before["postponements"]) == 1


@pytest.mark.parametrize(
    ("reason", "until", "said"),
    [
        ("wet_ground", "11/22/2026", "Nov 22, 2026 is not a day to come."),
        ("wet_ground", "", "Ask again on is missing."),
        ("tired", "12/1/2026", "Why: “tired” is not one of"),
    ],
)
def test_postponing_wants_a_reason_and_a_day_to_come(
    db: Session, reason: str, until: str, said: str
) -> None:
    item = DueKey(home(db)["system"], "PUMP", date(2026, 11, 1), 0)
    before = state(db)
    with pytest.raises(InvalidError) as refused:
        postpone(db, item, reason, until, NOW)
    assert said in refused.value.message
    assert state(db) == before


def test_a_due_day_is_set_by_hand_and_given_back(db: Session) -> None:
    asset = home(db)["asset"]
    before = state(db)
    saved = set_due_override(db, asset, "2/28/2027", "Wants February", NOW)
    found = read(db, "asset", asset)
    days = (found["due_override"], found["due_override_set_on"])
    assert days == (date(2027, 2, 28), TODAY)
    set_due_override(db, asset, None, None, NOW)
    assert state(db) == before
    assert saved.touched
    with pytest.raises(InvalidError, match="Say why the day is set by hand"):
        set_due_override(db, asset, "2/28/2027", " ", NOW)


def test_a_call_and_what_follows_are_one_edit(db: Session) -> None:
    ids = home(db)
    before = state(db)
    follow = FollowUp("Call again", "12/1/2026", property_id=ids["property"])
    saved = log_call(
        db, ids["customer"], "call_out", "left_message", "On the machine", NOW, follow_up=follow
    )
    found = children(db, ids["customer"])
    assert [len(found.contacts), len(found.tasks)] == [1, 1]
    assert history(db, ids["customer"])[0].action == "Contact entered"
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize(
    ("channel", "field", "value"),
    [
        ("call_out", "do_not_call", True),
        ("postcard", "do_not_mail", True),
        ("email", "email_opt_out_on", TODAY),
        ("sms", "sms_opt_out_on", TODAY),
    ],
)
def test_who_opts_out_is_left_alone_there(
    db: Session, channel: str, field: str, value: Any
) -> None:
    customer = home(db)["customer"]
    log_call(db, customer, channel, "opt_out", None, NOW)
    assert read(db, "customer", customer)[field] == value


def test_a_follow_up_without_words_is_refused_with_the_call(db: Session) -> None:
    customer = home(db)["customer"]
    before = state(db)
    with pytest.raises(InvalidError, match="What to do is missing"):
        log_call(db, customer, "call_in", None, None, NOW, follow_up=FollowUp(""))
    assert state(db) == before


def test_a_task_is_done_once(db: Session) -> None:
    task = create(db, "task", {"text": "Call"}, NOW).id
    task_done(db, task, NOW)
    assert read(db, "task", task)["done_on"] == TODAY
    with pytest.raises(NotAllowedError, match="was done on Nov 22, 2026 already"):
        task_done(db, task, NOW)


@pytest.mark.parametrize(("kind", "service"), [("aerobic", "INSPECT"), ("advanced", "ANNUAL_INSP")])
def test_a_report_brings_its_visit(db: Session, kind: str, service: str) -> None:
    ids = home(db, kind=kind)
    before = state(db)
    values = {"system": ids["system"], "inspection_date": "11/20/2026", "chlorine_mg_l": "0.5"}
    saved = report_inspection(db, values, NOW)
    (visit,) = children(db, ids["customer"]).visits
    assert [line["service"] for line in visit.values["lines"]] == [service]
    assert read(db, "inspection_report", saved.id)["visit"] == visit.id
    assert undone_is_as_before(db, saved, before)


def test_a_report_finds_the_visit_of_that_day(db: Session) -> None:
    ids = home(db, kind="aerobic")
    done = complete_visit(db, Stop("11/20", (Work("INSPECT"),), ids["property"]), NOW)
    values = {"system": ids["system"], "inspection_date": "11/20/2026"}
    saved = report_inspection(db, values, NOW)
    assert read(db, "inspection_report", saved.id)["visit"] == done.id
    with pytest.raises(AlreadyThereError, match="Nov 20, 2026 has its report already"):
        report_inspection(db, values, NOW)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"inspection_date": "11/20/2026"}, "Say the system."),
        ({"system": 1}, "Say the day of the inspection."),
        ({"system": 1, "inspection_date": "2/29/2026"}, "is not a day of the calendar"),
    ],
)
def test_a_report_wants_a_system_and_a_day(db: Session, values: Any, said: str) -> None:
    home(db)
    with pytest.raises(InvalidError, match=said):
        report_inspection(db, values, NOW)


def report(db: Session) -> int:
    system = home(db, kind="aerobic")["system"]
    return report_inspection(db, {"system": system, "inspection_date": "11/20/2026"}, NOW).id


def test_a_report_is_filed_once(db: Session) -> None:
    known = report(db)
    before = state(db)
    saved = file_report(db, known, "11/21/2026", "portal", NOW)
    with pytest.raises(NotAllowedError, match="was filed on Nov 21, 2026 already"):
        file_report(db, known, "11/22/2026", "mail", NOW)
    assert undone_is_as_before(db, saved, before)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("11/19/2026", "Filed on lies before inspected on."),
        ("11/23/2026", "Nov 23, 2026 is still to come."),
        ("", "Say on which day it was filed."),
    ],
)
def test_a_report_is_filed_between_inspection_and_today(db: Session, day: str, said: str) -> None:
    known = report(db)
    with pytest.raises(InvalidError, match=said):
        file_report(db, known, day, "portal", NOW)


ON_NOTHING: list[Callable[[Session], Any]] = [
    lambda db: renew_contract(db, 9, NOW),
    lambda db: cancel_contract(db, 9, TODAY, None, NOW),
    lambda db: log_call(db, 9, "call_in", None, None, NOW),
    lambda db: task_done(db, 9, NOW),
    lambda db: file_report(db, 9, TODAY, "mail", NOW),
    lambda db: set_due_override(db, 9, TODAY, "x", NOW),
]


@pytest.mark.parametrize("action", ON_NOTHING)
def test_nothing_happens_to_what_is_not_there(
    db: Session, action: Callable[[Session], Any]
) -> None:
    with pytest.raises(NotAllowedError, match="number 9 is not there any more"):
        action(db)
