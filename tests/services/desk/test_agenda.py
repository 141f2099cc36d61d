"""The agenda: every count is the length of the list it opens, and each line has its edges."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.models.care import InspectionReport
from desktop.models.customers import Customer, Zone
from desktop.models.database import Office
from desktop.models.equipment import Contract, ContractLine, System
from desktop.models.facts import CustomerFact
from desktop.models.imports import ImportBatch
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Visit
from desktop.services import facts
from desktop.services.desk.agenda import (
    CONTRACT_LINES,
    DUE_LINES,
    GROUPS,
    PAPER_LINES,
    Agenda,
    agenda,
    listed,
)
from desktop.services.desk.card_reports import unfiled
from desktop.services.desk.card_work import contracts
from desktop.services.desk.due_list import due_list
from desktop.services.desk.due_query import UNZONED
from desktop.services.desk.paper import PAPERS, paper_rows
from tests.services.desk.desk_office import FEW, TODAY, House, add, after, house, random_office


def of(db: Session) -> Agenda:
    facts.refresh(db, TODAY)
    return agenda(db, TODAY)


def number(db: Session, key: str) -> int:
    return of(db).line(key).number


def opened(db: Session, found: Agenda) -> dict[str, tuple[int, int]]:
    """For each line that opens a list: its count and the length of that list."""
    answer = {}
    for group in found.groups:
        for line in group.lines:
            for one in (line, *line.parts):
                if one.opens.due:
                    length = len(due_list(db, TODAY, one.opens.due).rows)
                elif one.opens.page == "list":
                    length = len(listed(db, one.opens.key, TODAY))
                else:
                    continue
                answer[one.key] = (one.number, length)
    return answer


def test_the_agenda_of_an_empty_office_has_all_its_lines_and_nothing_in_them(db: Session) -> None:
    found = of(db)
    lines = [line for group in found.groups for line in group.lines]
    assert [group.key for group in found.groups] == list(GROUPS)
    assert {(line.number, line.tone) for line in lines} == {(0, "plain")}


def test_every_line_belongs_to_one_group() -> None:
    keys = [key for _, keys in GROUPS.values() for key in keys]
    made = {line.key for line in DUE_LINES} | {
        *CONTRACT_LINES,
        *PAPER_LINES,
        "licences",
        "import_rows",
    }
    assert sorted(keys) == sorted(made)
    assert set(PAPER_LINES) == set(PAPERS)


@FEW
@given(seed=st.integers(0, 100_000))
def test_every_count_is_the_length_of_its_list(office: Office, seed: int) -> None:
    with office.writing() as db:
        random_office(db, seed)
        pairs = opened(db, agenda(db, TODAY))
        db.rollback()
    assert {key: pair for key, pair in pairs.items() if pair[0] != pair[1]} == {}


@FEW
@given(seed=st.integers(0, 100_000))
def test_the_zones_of_a_line_add_up_to_it(office: Office, seed: int) -> None:
    with office.writing() as db:
        random_office(db, seed)
        line = agenda(db, TODAY).line("due_week")
        db.rollback()
    assert sum(part.number for part in line.parts) == line.number


@pytest.mark.parametrize(
    ("days", "line"),
    [(-1, "overdue"), (0, "due_week"), (7, "due_week"), (8, "due_month"), (30, "due_month")],
)
def test_a_tank_is_counted_by_its_due_day(db: Session, days: int, line: str) -> None:
    house(db, due=after(days))
    assert number(db, line) == 1


def test_due_work_without_a_zone_has_a_line_of_its_own(db: Session) -> None:
    house(db, due=after(1), zone_id=add(db, Zone(name="North")))
    house(db, due=after(1))
    parts = of(db).line("due_week").parts
    assert [(part.label, part.number) for part in parts] == [("North", 1), ("No zone", 1)]
    assert parts[1].opens.due is not None
    assert parts[1].opens.due.zone_id == UNZONED


def test_a_tank_without_size_and_without_date_is_listed_twice(db: Session) -> None:
    house(db, capacity_gal=None)
    found = of(db)
    assert (found.line("tank_sizes").number, found.line("no_due_date").number) == (1, 1)


@pytest.mark.parametrize(("ends", "count"), [(-1, 0), (0, 1), (60, 1), (61, 0)])
def test_a_contract_runs_out_within_60_days(db: Session, ends: int, count: int) -> None:
    home = house(db)
    add(db, contract(home, after(ends)))
    assert number(db, "expiring") == count


def contract(home: House, end: date | None, **values: object) -> Contract:
    return Contract(
        customer_id=home.customer, system_id=home.system,
        **{"kind": "inspection_only", "start_date": after(-300), "end_date": end} | values,
    )  # fmt: skip


def test_a_contract_with_a_successor_does_not_run_out(db: Session) -> None:
    home = house(db)
    add(db, contract(home, after(10)))
    add(db, contract(home, after(375), start_date=after(11)))
    assert number(db, "expiring") == 0


@pytest.mark.parametrize("named", [(True, False), (False, True), (False, False)])
def test_a_contract_about_the_whole_property_follows_one_about_its_system(
    db: Session, named: tuple[bool, bool]
) -> None:
    home = house(db)
    days = ((-300, 10), (11, 375))
    for (first, last), names_system in zip(days, named, strict=True):
        one = contract(home, after(last), start_date=after(first), property_id=home.place)
        one.system_id = home.system if names_system else None
        add(db, one)
    facts.refresh(db, TODAY)
    assert number(db, "expiring") == 0
    assert not any(one.is_expiring for one in contracts(db, home.customer, TODAY))
    assert db.get_one(CustomerFact, home.customer).unrenewed_end is None


def test_a_contract_of_another_kind_that_lists_the_inspection_is_filed(db: Session) -> None:
    home = house(db)
    aerobic(db, home.system)
    other = add(db, contract(home, after(10), kind="other"))
    add(db, contract(home, after(10), kind="other"))
    add(db, ContractLine(contract_id=other, service="INSPECT"))
    assert number(db, "file_late") == 1
    assert [one.file_by is not None for one in contracts(db, home.customer, TODAY)].count(True) == 1


@pytest.mark.parametrize(
    ("ends", "line"), [(29, "file_late"), (30, "file_soon"), (60, "file_soon"), (61, None)]
)
def test_a_renewal_is_filed_30_days_ahead(db: Session, ends: int, line: str | None) -> None:
    home = house(db)
    aerobic(db, home.system)
    add(db, contract(home, after(ends)))
    found = of(db)
    lines = [key for key in ("file_late", "file_soon") if found.line(key).number]
    assert lines == ([line] if line else [])


@pytest.mark.parametrize(
    ("kind", "in_use", "late"),
    [("aerobic", True, 1), ("aerobic", False, 0), ("conventional", True, 0)],
)
def test_a_contract_about_a_property_is_filed_for_its_aerobic_system(
    db: Session, kind: str, *, in_use: bool, late: int
) -> None:
    home = house(db)
    system = db.get_one(System, home.system)
    system.kind, system.active = kind, in_use
    one = contract(home, after(10), property_id=home.place)
    one.system_id = None
    add(db, one)
    assert number(db, "file_late") == late
    assert [one.file_by is not None for one in contracts(db, home.customer, TODAY)] == [bool(late)]


def aerobic(db: Session, system_id: int) -> None:
    db.get_one(System, system_id).kind = "aerobic"


@pytest.mark.parametrize(("filed", "late"), [(None, 1), (after(0), 0), (after(1), 1)])
def test_a_renewed_contract_is_late_until_the_new_one_is_filed(
    db: Session, filed: date | None, late: int
) -> None:
    home = house(db)
    aerobic(db, home.system)
    add(db, contract(home, after(-1)))
    following = contract(home, after(364), start_date=after(0), filed_with_authority_on=filed)
    add(db, following)
    assert number(db, "file_late") == late


def test_a_contract_that_was_not_renewed_has_nothing_to_file(db: Session) -> None:
    home = house(db)
    aerobic(db, home.system)
    add(db, contract(home, after(-1)))
    assert number(db, "file_late") == 0


@pytest.mark.parametrize(
    ("days", "detail"),
    [(0, "Oldest: 183 days left"), (-182, "Oldest: 0 days left"), (-183, "1 late")],
)
def test_of_a_monitored_system_reports_have_six_months(db: Session, days: int, detail: str) -> None:
    home = house(db)
    db.get_one(System, home.system).electronic_monitoring = True
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed"))
    add(db, InspectionReport(visit_id=visit, system_id=home.system, inspection_date=after(days)))
    line = of(db).line("reports")
    assert (line.number, line.detail) == (1, detail)
    (row,) = paper_rows(db, "reports", TODAY)
    assert f"{row.days} day" in detail or (row.days or 0) < 0
    assert [one.days_left for one in unfiled(db, home.customer, TODAY)] == [row.days]


@pytest.mark.parametrize(
    ("days", "detail"),
    [(0, "Oldest: 14 days left"), (-13, "Oldest: 1 day left"),
     (-14, "Oldest: 0 days left"), (-15, "1 late")],
)  # fmt: skip
def test_reports_say_what_is_left_of_fourteen_days(db: Session, days: int, detail: str) -> None:
    home = house(db)
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed"))
    add(db, InspectionReport(visit_id=visit, system_id=home.system, inspection_date=after(days)))
    line = of(db).line("reports")
    assert (line.number, line.detail) == (1, detail)
    assert line.tone == ("urgent" if days < -14 else "soon")


def test_the_report_of_a_voided_visit_is_not_filed(db: Session) -> None:
    home = house(db)
    visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="voided"))
    add(db, InspectionReport(visit_id=visit, system_id=home.system, inspection_date=TODAY))
    assert number(db, "reports") == 0


def test_the_copy_for_the_owner_is_asked_for_a_year(db: Session) -> None:
    home = house(db)
    for days, done in ((-300, {"filed_on": TODAY}), (-400, {"filed_on": TODAY}), (-400, {})):
        visit = add(db, Visit(customer_id=home.customer, property_id=home.place,
                              status="completed", completed_date=after(days)))  # fmt: skip
        add(db, InspectionReport(visit_id=visit, system_id=home.system,
                                 inspection_date=after(days), **done))  # fmt: skip
    assert number(db, "reports") == 2


def test_a_report_filed_without_a_copy_for_the_owner_is_still_listed(db: Session) -> None:
    home = house(db)
    for days, done in ((-20, {}), (-3, {"filed_on": TODAY}), (-2, {"copy_to_owner_on": TODAY}),
                       (-1, {"filed_on": TODAY, "copy_to_owner_on": TODAY})):  # fmt: skip
        visit = add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                              completed_date=after(days)))  # fmt: skip
        add(db, InspectionReport(visit_id=visit, system_id=home.system,
                                 inspection_date=after(days), **done))  # fmt: skip
    assert [row.what for row in listed(db, "reports", TODAY)] == [
        "1 Oak: file it, copy to the owner", "1 Oak: copy to the owner", "1 Oak: file it",
    ]  # fmt: skip


def test_tasks_without_a_day_come_last_and_are_counted(db: Session) -> None:
    home = house(db)
    add(db, Task(customer_id=home.customer, kind="follow_up", text="Whenever"))
    add(db, Task(customer_id=home.customer, kind="follow_up", text="Call", due_date=TODAY))
    add(db, Task(kind="other", text="Order labels"))
    line = of(db).line("callbacks")
    assert (line.number, line.detail) == (3, "2 without a day")
    assert [(row.what, row.day) for row in listed(db, "callbacks", TODAY)] == [
        ("Call", TODAY), ("Order labels: no date", None), ("Whenever: no date", None),
    ]  # fmt: skip


@pytest.mark.parametrize(("kind", "key"), [("complaint", "complaints"), ("other", "callbacks")])
def test_a_task_about_a_place_is_listed_under_who_pays_there(
    db: Session, kind: str, key: str
) -> None:
    home = house(db)
    add(db, Task(property_id=home.place, kind=kind, text="Odor", due_date=TODAY))
    (row,) = listed(db, key, TODAY)
    assert (row.customer_id, row.name, row.what) == (
        home.customer, "Reyes, Ana", "Odor: 1 Oak, Bryan",
    )  # fmt: skip
    assert (row.day, number(db, key)) == (TODAY if key == "callbacks" else None, 1)


@pytest.mark.parametrize(
    ("kind", "due", "done", "line"),
    [("follow_up", 0, None, "callbacks"), ("follow_up", 1, None, None),
     ("follow_up", -5, 0, None), ("complaint", 5, None, "complaints")],
)  # fmt: skip
def test_tasks_are_called_when_their_day_has_come(
    db: Session, kind: str, due: int, done: int | None, line: str | None
) -> None:
    done_on = None if done is None else after(done)
    add(db, Task(kind=kind, text="Call", due_date=after(due), done_on=done_on))
    found = of(db)
    assert [key for key in ("callbacks", "complaints") if found.line(key).number] == (
        [line] if line else []
    )


@pytest.mark.parametrize(
    ("issued", "visited", "count"), [(-29, None, 0), (-30, None, 1), (-30, -30, 1), (-30, -29, 0)]
)
def test_an_estimate_is_taken_up_by_a_later_visit(
    db: Session, issued: int, visited: int | None, count: int
) -> None:
    home = house(db)
    add(db, Estimate(customer_id=home.customer, property_id=home.place, issued_on=after(issued)))
    if visited is not None:
        add(db, Visit(customer_id=home.customer, property_id=home.place, status="completed",
                      completed_date=after(visited)))  # fmt: skip
    assert number(db, "estimates") == count


@pytest.mark.parametrize(
    ("issued", "ask_again", "count"),
    [(-5, 0, 1), (-5, 1, 0), (-5, -3, 1), (-40, 1, 0), (-40, 0, 1), (1, 0, 0)],
)
def test_an_estimate_waits_for_the_day_it_is_asked_about_and_no_longer(
    db: Session, issued: int, ask_again: int, count: int
) -> None:
    home = house(db)
    days = {"issued_on": after(issued), "follow_up_on": after(ask_again)}
    add(db, Estimate(customer_id=home.customer, **days))
    assert number(db, "estimates") == count


def test_estimates_come_by_value_times_age(db: Session) -> None:
    home = house(db)
    for cents, days in ((10_000, -300), (90_000, -40), (None, -900)):
        add(db, Estimate(customer_id=home.customer, issued_on=after(days), amount_cents=cents))
    of(db)
    assert [row.amount_cents for row in listed(db, "estimates", TODAY)] == [90_000, 10_000, None]


@pytest.mark.parametrize("has_customer", [True, False])
def test_a_visit_finished_on_a_day_to_come_is_a_problem(db: Session, has_customer: bool) -> None:  # noqa: FBT001 - a parameter of the test
    home = house(db)
    who = home.customer if has_customer else None
    for days in (0, 1):
        add(db, Visit(customer_id=who, status="completed", completed_date=after(days)))
    assert number(db, "future_visits") == 1


@pytest.mark.parametrize(
    ("address", "count"),
    [({"line1": "1 Oak", "city": "Bryan", "state": "TX", "zip5": "77801"}, 0),
     ({"line1": "1 Oak", "city": "Bryan", "state": "TX", "zip5": "7780"}, 1),
     ({"line1": "1 Oak", "city": "Bryan", "state": None, "zip5": "77801"}, 1),
     ({"state": "TX"}, 1)],
)  # fmt: skip
def test_an_address_is_complete_or_listed(db: Session, address: dict[str, str], count: int) -> None:
    add(db, Customer(display_name="Reyes, Ana", status="active", **address))
    assert number(db, "addresses") == count


def test_rows_put_aside_by_late_imports_are_counted(db: Session) -> None:
    for days, state in ((-1, "applied"), (-31, "applied"), (-1, "undone")):
        at = datetime.combine(after(days), datetime.min.time())
        summary = {"boxes": {"review": 4}}
        add(db, ImportBatch(imported_at=at, as_of=after(days), state=state, summary=summary))
    assert number(db, "import_rows") == 4
