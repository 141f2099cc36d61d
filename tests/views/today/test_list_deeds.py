"""What is done with a row of a list of the day, and that the row then goes."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.care import InspectionReport, TripTicket
from desktop.models.equipment import System
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Technician, Visit
from desktop.services.desk.due_query import DueQuery
from desktop.services.office.company import Company, set_company
from desktop.services.records import Now, report_inspection
from desktop.views.printing.company_dialog import CompanyDialog
from desktop.views.records.dialog import FormDialog
from desktop.views.records.saving import undo_latest
from desktop.views.records.work_entry import WorkEntry
from desktop.views.today import list_deeds
from desktop.views.today.list_deeds import DEEDS, DUE_DEEDS, EDIT, Deed
from desktop.views.today.page import TodayPage
from tests.views.people import TODAY
from tests.views.sample_office import Wait
from tests.views.today.hands import click, rows

Key = Qt.Key
AT = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - instants are stored in UTC without a zone


def test_a_task_is_ticked_off_on_its_list(page: TodayPage, settled: Wait) -> None:
    task = Task(text="Call back", kind="follow_up", customer_id=1, due_date=TODAY)
    with page.context.office.writing.begin() as db:
        db.add(task)
    page.refresh()
    settled()
    line = page.board.tile("callbacks").line
    page.open_line(line)
    settled()
    shown = [name for name, button in page.lists.buttons.items() if not button.isHidden()]
    assert shown == ["Open record…", "Done", "Another day…"]
    click(page.lists.buttons["Done"])
    settled()
    assert len(page.lists.rows) == line.number - 1


@pytest.fixture
def three_reports(page: TodayPage, settled: Wait) -> TodayPage:
    """The list of reports to file, with three on it."""
    with page.context.office.writing.begin() as db:
        systems = db.scalars(select(System).where(System.kind == "aerobic").limit(3)).all()
        for system in systems:
            report_inspection(db, {"system": system.id, "inspection_date": TODAY}, Now(AT, TODAY))
    page.refresh()
    settled()
    page.open_line(page.board.tile("reports").line)
    settled()
    assert len(page.lists.rows) == 3
    return page


def filed(page: TodayPage) -> int:
    with page.context.office.reading() as db:
        given = InspectionReport.filed_on.is_not(None)
        return len(db.scalars(select(InspectionReport.id).where(given)).all())


def test_reports_are_filed_together_by_keyboard_and_taken_back_as_one(
    qtbot: QtBot, three_reports: TodayPage, settled: Wait
) -> None:
    page = three_reports
    page.lists.focus_list()
    qtbot.keyClick(page.lists.table.view, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    click(page.lists.buttons["Mark as filed…"])
    settled()
    dialog = page.lists.dialog
    assert isinstance(dialog, FormDialog)
    assert dialog.about.text() == "3 reports"
    dialog.form.editors["filed_how"].show("portal")
    dialog.save()
    settled()
    assert filed(page) == 3
    assert {row.what.partition(": ")[2] for row in page.lists.rows} == {"copy to the owner"}
    undo_latest(page.context)
    settled()
    assert filed(page) == 0


def test_the_owner_gets_the_copy_of_the_selected_report_alone(
    three_reports: TodayPage, settled: Wait
) -> None:
    page = three_reports
    click(page.lists.buttons["Copies given"])
    settled()
    words = [row.what.partition(": ")[2] for row in page.lists.rows]
    assert sorted(words) == ["file it", *["file it, copy to the owner"] * 2]


@pytest.mark.parametrize(("button", "number"), [("Print records…", 2), ("Print all records…", 3)])
def test_records_are_printed_as_selected_or_all(
    monkeypatch: pytest.MonkeyPatch, three_reports: TodayPage, button: str, number: int
) -> None:
    printed: list[object] = []
    monkeypatch.setattr(list_deeds, "print_report", lambda *told: printed.extend(told[2:]))
    view = three_reports.lists.table.view
    view.selectRow(0)
    QTest.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    click(three_reports.lists.buttons[button])
    assert printed == [row.record_id for row in three_reports.lists.rows[:number]]


def test_only_lists_where_it_does_something_let_several_rows_be_selected(
    three_reports: TodayPage, settled: Wait
) -> None:
    page = three_reports
    page.open_line(page.board.tile("file_soon").line)
    settled()
    qt_mode = page.lists.table.view.selectionMode()
    assert qt_mode is QAbstractItemView.SelectionMode.SingleSelection


def test_a_contract_is_renewed_on_its_list(page: TodayPage, settled: Wait) -> None:
    line = page.board.tile("expiring").line
    assert line.number
    page.open_line(line)
    settled()
    click(page.lists.buttons["Renew"])
    settled()
    assert len(page.lists.rows) == line.number - 1


def test_a_renewal_is_filed_on_its_list(page: TodayPage, settled: Wait) -> None:
    line = page.board.tile("file_soon").line
    assert line.number
    page.open_line(line)
    settled()
    click(page.lists.buttons["File the renewal…"])
    settled()
    dialog = page.lists.dialog
    assert isinstance(dialog, FormDialog)
    dialog.save()
    settled()
    assert len(page.lists.rows) == line.number - 1


def test_the_menu_of_a_row_offers_what_the_buttons_do(page: TodayPage, settled: Wait) -> None:
    page.open_line(page.board.tile("expiring").line)
    settled()
    page.lists.show_menu(QPoint(5, 5))
    said = [action.text().replace("&", "") for action in page.lists.menu.actions()]
    page.lists.menu.close()
    assert said[0] == "Open customer\tEnter"
    assert said[1:] == [deed.label for deed in (*DEEDS["expiring"], EDIT)]


def test_places_are_put_on_the_map_one_after_the_other(
    qtbot: QtBot, page: TodayPage, settled: Wait
) -> None:
    page.open_line(page.board.tile("coordinates").line)
    settled()
    number, first, second = len(page.lists.rows), *page.lists.rows[:2]
    for row in (first, second):
        assert page.lists.table.current().key == row.key
        page.lists.buttons["Enter the coordinates…"].click()
        settled()
        dialog = page.lists.dialog
        assert isinstance(dialog, FormDialog)
        assert row.what in dialog.about.text()
        qtbot.keyClicks(dialog.form.editors["place"].widget, "30.67, -96.37")
        qtbot.keyClick(dialog.form.editors["place"].widget, Key.Key_Return)
        settled()
    assert len(page.lists.rows) == number - 2


def test_a_service_without_a_due_day_gets_its_dates(
    qtbot: QtBot, page: TodayPage, settled: Wait
) -> None:
    page.open_line(page.board.tile("no_due_date").line)
    settled()
    number = len(rows(page))
    assert page.due.buttons["Postpone…"].isHidden()  # there is nothing to postpone
    page.due.buttons["When is it due…"].click()
    settled()
    dialog = page.due.dialog
    assert isinstance(dialog, FormDialog)
    editors: Any = dialog.form.editors
    qtbot.keyClicks(editors["done"].input.line, "11/2/2026")
    qtbot.keyClicks(editors["custom_interval"].widget, "24")  # a holding tank has no usual one
    qtbot.keyClicks(editors["custom_interval_unit"].widget, "m")
    qtbot.keyClick(editors["custom_interval"].widget, Key.Key_Return)
    settled()
    assert len(rows(page)) == number - 1


def test_every_mending_of_data_has_its_form(page: TodayPage, settled: Wait) -> None:
    for key in ("tank_sizes", "addresses"):
        page.open_line(page.board.tile(key).line)
        settled()
        page.lists.do(DEEDS[key][0])
        settled()
        dialog = page.lists.dialog
        assert isinstance(dialog, FormDialog)
        assert (dialog.isVisible(), dialog.changed) == (True, {})
        dialog.reject()


def test_a_ticket_is_completed_where_something_is_missing(page: TodayPage, settled: Wait) -> None:
    with page.context.office.writing.begin() as db:
        visit = db.scalars(select(Visit.id).where(Visit.status == "completed").limit(1)).one()
        day = date(2026, 11, 2)
        db.add(TripTicket(ticket_no="T-1", visit_id=visit, collected_on=day, waste_kind="grease"))
    page.refresh()
    settled()
    page.open_line(page.board.tile("tickets_open").line)
    settled()
    page.lists.buttons["Complete the ticket…"].click()
    settled()
    dialog = page.lists.dialog
    assert isinstance(dialog, FormDialog)
    assert dialog.form.editors["gallons_collected"].widget.hasFocus()
    dialog.reject()


def test_an_empty_list_has_no_menu_and_no_deeds(page: TodayPage, settled: Wait) -> None:
    page.open_line(page.board.tile("complaints").line)
    settled()
    page.lists.show_menu(QPoint(5, 5))
    assert not hasattr(page.lists, "menu")
    assert all(button.isHidden() for button in page.lists.buttons.values())


@pytest.mark.parametrize("deed", [*DUE_DEEDS, *(one for found in DEEDS.values() for one in found)])
def test_every_deed_has_a_letter_of_its_own(deed: Deed) -> None:
    assert deed.words.count("&") == 1
    assert deed.letter.lower() not in "fevhcxp"  # menus and the buttons of every list


def test_a_visit_is_booked_from_the_due_list(page: TodayPage, settled: Wait) -> None:
    page.open_due()
    settled()
    number = len(rows(page))
    click(page.due.buttons["Book a visit…"])
    settled()
    dialog = page.due.dialog
    assert isinstance(dialog, FormDialog)
    dialog.form.editors["scheduled_date"].show(TODAY + timedelta(1))
    dialog.save()
    settled()
    assert len(rows(page)) < number


def show_estimate(page: TodayPage, settled: Wait) -> int:
    """One old estimate on top of the list; how many there are."""
    with page.context.office.writing.begin() as db:
        day, cents = TODAY - timedelta(200), 99_999_900
        db.add(Estimate(customer_id=1, issued_on=day, amount_cents=cents, state="open"))
    page.refresh()
    settled()
    page.open_line(page.board.tile("estimates").line)
    settled()
    return len(page.lists.rows)


@pytest.mark.parametrize(
    ("button", "after"),
    [
        ("Taken up", ("accepted", TODAY, None)),
        ("Declined…", ("declined", TODAY, None)),
        ("Ask again…", ("open", None, TODAY + timedelta(7))),
    ],
)
def test_what_becomes_of_an_estimate_is_kept_in_two_clicks(
    page: TodayPage, settled: Wait, button: str, after: tuple[object, ...]
) -> None:
    number = show_estimate(page, settled)
    first = page.lists.rows[0].record_id
    click(page.lists.buttons[button])
    settled()
    if button.endswith("…"):
        assert isinstance(page.lists.dialog, FormDialog)
        click(page.lists.dialog.save_button)
        settled()
    assert len(page.lists.rows) == number - 1
    with page.context.office.reading() as db:
        one = db.get_one(Estimate, first)
        assert (one.state, one.decided_on, one.follow_up_on) == after


def test_an_inspection_report_is_entered_from_the_due_list(page: TodayPage, settled: Wait) -> None:
    page.open(DueQuery(services=("INSPECT",)))
    settled()
    page.due.show_menu(QPoint(5, 5))
    actions = {action.text().replace("&", ""): action for action in page.due.menu.actions()}
    page.due.menu.close()
    actions["Enter the inspection report…"].trigger()
    settled()
    row = page.due.table.current()
    assert isinstance(page.due.dialog, FormDialog)
    assert page.due.dialog.form.values()["system"] == row.system_id
    page.due.dialog.reject()
    page.open(DueQuery(services=("PUMP",)))
    settled()
    page.due.show_menu(QPoint(5, 5))
    said = [action.text() for action in page.due.menu.actions()]
    page.due.menu.close()
    assert not [one for one in said if "report" in one]
    page.due.menu.actions()[-1].trigger()
    settled()
    assert isinstance(page.due.dialog, WorkEntry)
    assert page.due.dialog.line.customer.customer_id == page.due.table.current().customer_id
    page.due.dialog.reject()


def test_a_license_opens_its_technician_and_the_registration_the_company(
    page: TodayPage, settled: Wait
) -> None:
    told = Company("Brazos", registration_year=str(page.context.as_of().year))
    with page.context.office.writing.begin() as db:
        set_company(db, told)
        db.add(Technician(name="Zed", licence_expiry=page.context.as_of()))
    page.refresh()
    settled()
    page.open_line(page.board.tile("licences").line)
    settled()
    opened = []
    for row in range(2):
        page.lists.table.view.selectRow(row)
        page.lists.buttons["Enter the new day…"].click()
        settled()
        assert page.lists.dialog is not None
        opened.append(type(page.lists.dialog))
        page.lists.dialog.close()
    assert opened == [CompanyDialog, FormDialog]
