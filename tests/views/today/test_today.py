"""The Today page by mouse and keys: numbers, the lists behind them, back again."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.models.care import TripTicket
from desktop.models.choices import SERVICE
from desktop.models.equipment import System
from desktop.models.tasks import Task
from desktop.models.work import Estimate, Visit
from desktop.services.desk.agenda import DUE_LINES, GROUPS, Opens
from desktop.services.desk.columns import DUE_COLUMNS, LIST_COLUMNS
from desktop.services.desk.due_list import DueGroup
from desktop.services.desk.due_query import DueQuery
from desktop.services.desk.morning import Choice, Places
from desktop.services.records import Now, report_inspection
from desktop.views.customers.page import CustomersPage
from desktop.views.records.dialog import FormDialog
from desktop.views.records.work_entry import WorkEntry
from desktop.views.today import words
from desktop.views.today.fitting import WIDTHS
from desktop.views.today.list_deeds import DEEDS, DUE_DEEDS, Deed
from desktop.views.today.list_panel import ABOUT
from desktop.views.today.new_day import NewDay
from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle
from tests.views.people import TODAY
from tests.views.sample_office import Wait

Key = Qt.Key
AT = datetime(2026, 11, 22, 12)  # noqa: DTZ001 - instants are stored in UTC without a zone
LISTED = [key for _, keys in GROUPS.values() for key in keys]


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def rows(page: TodayPage) -> list[object]:
    assert page.panel is not None
    lines = page.panel.table.model.lines
    return [line for line in lines if not isinstance(line, DueGroup)]


def test_today_is_the_first_page_and_shows_the_agenda(page: TodayPage) -> None:
    assert page.day.text() == "Sun, Nov 22, 2026"
    assert page.found is not None
    shown = {tile.line.key: tile.line.number for tile in page.board.tiles()}
    assert list(shown) == LISTED
    assert shown["overdue"] > 0
    assert page.found.agenda.line("due_week").number == sum(
        zone.line.number for zone in page.board.zones.lines
    )


@pytest.mark.parametrize("key", [key for key in LISTED if key != "import_rows"])
def test_every_number_opens_a_list_of_so_many_rows(
    page: TodayPage, settled: Wait, key: str
) -> None:
    tile = page.board.tile(key)
    click(tile)
    settled()
    assert len(rows(page)) == tile.line.number


def test_imported_rows_lead_to_the_import(page: TodayPage, window: Window) -> None:
    page.open_line(page.board.tile("import_rows").line)
    assert window.navigation.items["import"].isChecked()


def test_one_click_opens_the_due_list_of_the_morning(page: TodayPage, settled: Wait) -> None:
    number = sum(page.board.tile(key).line.number for key in ("overdue", "due_week"))
    click(page.due_button)
    settled()
    assert len(rows(page)) == number
    assert page.due_button.text() == f"Due list: {number:,} services"


def test_a_zone_opens_its_own_list(page: TodayPage, settled: Wait) -> None:
    zone = page.board.zones.lines[0]
    click(zone)
    settled()
    assert len(rows(page)) == zone.line.number
    assert page.due.boxes["zone_id"].currentText() == zone.line.label


def test_enter_opens_and_escape_comes_back_to_the_number(
    qtbot: QtBot, page: TodayPage, settled: Wait
) -> None:
    tile = page.board.tile("due_month")
    tile.setFocus()
    qtbot.keyClick(tile, Key.Key_Return)
    settled()
    assert page.panel is page.due
    qtbot.keyClick(page.due.table.view, Key.Key_Escape)
    assert page.panel is None
    assert tile.hasFocus()


def test_arrows_go_from_number_to_number(qtbot: QtBot, page: TodayPage) -> None:
    first, second = page.board.tiles()[:2]
    first.setFocus()
    qtbot.keyClick(first, Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Key.Key_Left)
    assert first.hasFocus()
    qtbot.keyClick(first, Key.Key_Down)
    below = QApplication.focusWidget()
    assert below is not None
    assert below.mapTo(page, QPoint()).y() > first.mapTo(page, QPoint()).y()


def test_enter_in_a_list_opens_the_customer(
    qtbot: QtBot, page: TodayPage, window: Window, settled: Wait
) -> None:
    click(page.due_button)
    settled()
    row = page.due.table.current()
    qtbot.keyClick(page.due.table.view, Key.Key_Return)
    settled()
    assert isinstance(window.page, CustomersPage)
    assert row is not None
    assert window.page.card.isVisible()


def test_the_line_of_a_group_opens_nobody(
    qtbot: QtBot, page: TodayPage, window: Window, settled: Wait
) -> None:
    click(page.due_button)
    settled()
    page.due.table.view.selectRow(0)
    qtbot.keyClick(page.due.table.view, Key.Key_Return)
    settled()
    assert window.page is page


def test_filters_narrow_the_list(qtbot: QtBot, page: TodayPage, settled: Wait) -> None:
    click(page.due_button)
    settled()
    before = len(rows(page))
    box = page.due.boxes["services"]
    box.setFocus()
    qtbot.keyClick(box, Key.Key_Down)
    settled()
    assert page.due.query.services == box.currentData()
    assert 0 < len(rows(page)) < before
    assert page.due.boxes["within_days"].currentText() == "Within 7 days"


def test_what_is_hidden_is_named_and_can_be_shown(page: TodayPage, settled: Wait) -> None:
    page.open(DueQuery())
    settled()
    before = len(rows(page))
    assert page.due.found is not None
    number = page.due.found.hidden_count
    assert number > 0
    assert f"{number:,} not shown" in page.due.said.text()
    click(page.due.hidden)
    settled()
    assert len(rows(page)) == before + number
    click(page.due.hidden)
    settled()
    assert len(rows(page)) == before


def test_in_the_order_of_days_there_are_no_groups(page: TodayPage, settled: Wait) -> None:
    page.open(DueQuery(order="due"))
    settled()
    lines = page.due.table.model.lines
    assert not [line for line in lines if isinstance(line, DueGroup)]
    days = [line.due for line in lines]
    assert days == sorted(days)


def test_the_list_is_written_to_a_workbook(
    page: TodayPage, settled: Wait, chosen: list[Path], tmp_path: Path
) -> None:
    click(page.due_button)
    settled()
    chosen.append(tmp_path / "due")
    click(page.due.export_button)
    settled()
    sheet = load_workbook(tmp_path / "due.xlsx")["Due list"]
    assert sheet.max_row == len(rows(page)) + 1
    assert [cell.value for cell in sheet[1]] == [column.label for column in DUE_COLUMNS]


def test_no_file_chosen_writes_nothing(
    page: TodayPage, settled: Wait, chosen: list[Path], tmp_path: Path
) -> None:
    page.open(DueQuery())
    settled()
    click(page.due.export_button)
    settled()
    assert not chosen
    assert not list(tmp_path.glob("*.xlsx"))


def test_an_office_without_systems_says_what_to_do(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(3)
    window.go("today")
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, TodayPage)
    assert page.nothing.isVisible()
    assert not page.due_button.isEnabled()


def test_a_changed_office_changes_the_numbers(
    page: TodayPage, window: Window, settled: Wait
) -> None:
    assert window.context is not None
    tile = page.board.tile("due_month")
    tile.show_line(tile.line._replace(number=999_999))
    window.context.hub.tell("facts")
    settled()
    assert tile.line.number < 999_999


def test_another_day_is_noticed(qtbot: QtBot, window: Window) -> None:
    days = [TODAY]
    watch = NewDay(lambda: days[-1], window)
    watch.look()
    days.append(TODAY + timedelta(1))
    with qtbot.waitSignal(watch.begun):
        watch.look()


def test_a_new_day_works_out_everything_anew(
    qtbot: QtBot, page: TodayPage, window: Window, settled: Wait
) -> None:
    assert window.context is not None
    with qtbot.waitSignal(window.context.hub.changed):
        page.new_day.begun.emit()
    settled()
    assert page.board.isVisible()


def test_the_next_morning_begins_with_today(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(3)
    settings = window._settings
    window.go("import")
    settle(qtbot, window)
    assert window._page_of_today() == "import"
    settings.set("window.day", str(date(2026, 11, 21)))
    assert window._page_of_today() == "today"


def test_nothing_pressing_is_said(page: TodayPage) -> None:
    assert page.found is not None
    agenda = page.found.agenda
    calm = agenda._replace(
        groups=tuple(
            group._replace(
                lines=tuple(line._replace(number=0, tone="plain", parts=()) for line in group.lines)
            )
            for group in agenda.groups
        )
    )
    assert page.board.done.isHidden()
    page.board.show_agenda(calm)
    assert not page.board.done.isHidden()
    assert page.board.zones.nothing.isVisible()


@pytest.mark.parametrize("letters", [9, 10, 11, 13, 16])
def test_a_narrow_window_keeps_all_numbers_within_its_width(
    window: Window, page: TodayPage, settled: Wait, letters: int
) -> None:
    font = page.font()
    font.setPixelSize(letters)
    page.setFont(font)
    for width, height in ((900, 600), (800, 2000), (800, 600), (800, 1000), (760, 700)):
        window.resize(width, height)
        settled()
        wide = page.board.viewport().width()
        for button in page.board.buttons():
            right = button.mapTo(page.board.viewport(), button.rect().topRight())
            assert right.x() <= wide, (letters, width)


@pytest.mark.parametrize("line", DUE_LINES, ids=lambda line: line.key)
def test_the_filters_can_say_every_line_of_the_agenda(line: object) -> None:
    query = getattr(line, "query", DueQuery())
    choices = {one.field: [choice.value for choice in one.choices] for one in FILTERS}
    assert query.statuses in choices["statuses"]
    assert query.within_days in choices["within_days"]
    assert query.owed_by in choices["owed_by"]


PLACES = Places((Choice(1, "North"), Choice(0, "No zone")), (Choice(("PUMP",), "Pump-out"),))
FILTERS = words.filters(PLACES)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Overdue and due, by zone and day"),
        (
            {"within_days": 7, "services": ("PUMP",), "zone_id": 1, "order": "due"},
            "Overdue and due, within 7 days, pump-out, zone North, by due date",
        ),
        ({"zone_id": 0, "only": "booked"},
         "Overdue and due, in no zone, by zone and day, only what is booked already"),
        ({"include_booked": True},
         "Overdue and due, by zone and day, with those booked or postponed"),
    ],
)  # fmt: skip
def test_a_query_is_said_in_words(changes: dict[str, object], said: str) -> None:
    assert words.asked(replace(DueQuery(), **changes), PLACES) == said  # type: ignore[arg-type] # fields by name


def test_every_column_has_a_width_and_every_list_its_sentence(page: TodayPage) -> None:
    assert {column.key for column in (*DUE_COLUMNS, *LIST_COLUMNS)} == set(WIDTHS)
    assert page.found is not None
    opened = [line.opens for group in page.found.agenda.groups for line in group.lines]
    assert {one.key for one in opened if one.page == "list"} == set(ABOUT)
    assert {one.page for one in opened} <= {"due", "list", "imports"}
    assert Opens("list").due is None
    assert "PUMP" in SERVICE


def test_the_row_she_was_at_stays_after_a_change(page: TodayPage, settled: Wait) -> None:
    page.open_due()
    settled()
    table = page.due.table
    later = [n for n, line in enumerate(table.model.lines) if not isinstance(line, DueGroup)][3]
    table.view.selectRow(later)
    was = table.current()
    page.context.hub.tell("facts")
    settled()
    assert table.current().key == was.key
    page.due.ask(DueQuery(statuses=("overdue",), order="name"))
    settled()
    assert table.view.currentIndex().row() == 0


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


def test_a_report_is_marked_as_filed_on_its_list(page: TodayPage, settled: Wait) -> None:
    with page.context.office.writing.begin() as db:
        system = db.scalars(select(System).where(System.kind == "aerobic").limit(1)).one()
        report_inspection(db, {"system": system.id, "inspection_date": TODAY}, Now(AT, TODAY))
    page.refresh()
    settled()
    page.open_line(page.board.tile("reports").line)
    settled()
    number = len(page.lists.rows)
    click(page.lists.buttons["Mark as filed…"])
    settled()
    dialog = page.lists.dialog
    assert isinstance(dialog, FormDialog)
    dialog.form.editors["filed_how"].show("portal")
    dialog.save()
    settled()
    assert len(page.lists.rows) == number - 1


def test_a_contract_is_renewed_on_its_list(page: TodayPage, settled: Wait) -> None:
    line = page.board.tile("expiring").line
    assert line.number
    page.open_line(line)
    settled()
    click(page.lists.buttons["Renew"])
    settled()
    assert len(page.lists.rows) == line.number - 1


@pytest.mark.parametrize("key", ["overdue", "expiring", "estimates"])
def test_a_small_window_shows_no_list_sideways(
    page: TodayPage, window: Window, settled: Wait, key: str
) -> None:
    window.resize(1024, 700)
    page.open_line(page.board.tile(key).line)
    settled()
    assert page.panel is not None
    view = page.panel.table.view
    assert view.horizontalScrollBar().maximum() == 0
    shown = [c.key for n, c in enumerate(page.panel.table.columns) if not view.isColumnHidden(n)]
    assert {"name", "days"} <= set(shown)


def test_columns_without_room_can_be_asked_for(
    page: TodayPage, window: Window, settled: Wait
) -> None:
    window.resize(1024, 700)
    page.open_due()
    settled()
    place = [column.key for column in DUE_COLUMNS].index("attempts")
    assert page.due.table.view.isColumnHidden(place)
    click(page.due.more)
    assert not page.due.table.view.isColumnHidden(place)
    assert page.due.more.text() == "Only the columns that fit"
    window.resize(1600, 700)
    settled()
    assert page.due.more.isHidden()


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
    assert said == ["Open customer\tEnter", "Renew", "File the renewal…", "Open record…"]


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
