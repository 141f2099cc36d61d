"""The Today page by mouse and keys: numbers, the lists behind them, back again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services.desk.agenda import GROUPS
from desktop.services.desk.columns import DUE_COLUMNS
from desktop.services.desk.due_list import DueGroup
from desktop.services.desk.due_query import DueQuery
from desktop.views.customers.page import CustomersPage
from desktop.views.today.new_day import NewDay
from desktop.views.today.page import TodayPage
from desktop.views.today.panel import Panel
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle
from tests.views.people import TODAY
from tests.views.sample_office import Wait
from tests.views.today.hands import click, rows

Key = Qt.Key
LISTED = [key for _, keys in GROUPS.values() for key in keys]


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


@pytest.mark.parametrize("key", ["overdue", "expiring", "estimates"])
def test_a_small_window_shows_no_list_sideways(
    page: TodayPage, window: Window, settled: Wait, key: str
) -> None:
    window.resize(1024, 700)
    page.open_line(page.board.tile(key).line)
    settled()
    assert isinstance(page.panel, Panel)
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


def test_tab_goes_through_the_tiles_and_then_through_the_zones(page: TodayPage) -> None:
    board, window = page.board, page.window()
    board.tiles()[0].setFocus()
    met = []
    for _ in range(len(board.tiles()) + 1 + len(board.zones.lines)):
        focus = window.focusWidget()
        assert focus is not None
        met.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert met == [*board.tiles(), board.zones.edit, *board.zones.lines]
