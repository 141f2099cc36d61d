"""Printing from the Today page: seen first, then saved; as many pages as rows need."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services.desk.due_query import DueQuery
from desktop.services.office.company import Company, company
from desktop.views.printing.company_dialog import CompanyDialog
from desktop.views.printing.leaving import print_card
from desktop.views.printing.preview import PreviewDialog
from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from tests.views.sample_office import Wait


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shown(page: TodayPage) -> PreviewDialog:
    return page.window().findChildren(PreviewDialog)[-1]


@pytest.fixture
def listed(page: TodayPage, settled: Wait) -> TodayPage:
    click(page.due_button)
    settled()
    return page


def test_the_due_list_is_seen_before_it_is_saved(
    listed: TodayPage, settled: Wait, chosen: list[Path], tmp_path: Path
) -> None:
    click(listed.due.print_button)
    settled()
    dialog = shown(listed)
    found = listed.due.found
    assert found is not None
    assert dialog.isVisible()
    assert len(dialog.sheets) <= -(-len(found.rows) // 40)
    chosen.append(tmp_path / "due.pdf")
    click(dialog.pdf)
    settled()
    data = (tmp_path / "due.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == len(dialog.sheets)
    dialog.reject()


def test_control_p_prints_what_is_in_front(
    qtbot: QtBot, page: TodayPage, window: Window, settled: Wait
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert shown(page).sheets[0].title == "Today"
    shown(page).reject()


def test_every_list_of_the_board_can_be_printed(page: TodayPage, settled: Wait) -> None:
    page.open_line(page.board.tile("expiring").line)
    settled()
    page.print_it()
    settled()
    assert shown(page).sheets[0].title == "Contracts running out in 60 days"
    shown(page).reject()


def test_the_preview_asks_for_the_company_and_shows_it(
    listed: TodayPage, window: Window, settled: Wait
) -> None:
    listed.print_it()
    settled()
    dialog = shown(listed)
    assert "not named on them yet" in dialog.said.text()
    dialog.ask_company()
    settled()
    asked = dialog.findChildren(CompanyDialog)[0]
    QTest.keyClicks(asked.boxes["name"], "Brazos Septic")
    QTest.keyClick(asked.boxes["name"], Qt.Key.Key_Return)
    settled()
    assert dialog.sheets[0].head.company == Company("Brazos Septic")
    assert "not named" not in dialog.said.text()
    assert window.context is not None
    with window.context.office.reading() as db:
        assert company(db).name == "Brazos Septic"
    dialog.reject()


def test_the_card_of_a_customer_is_printed(page: TodayPage, window: Window, settled: Wait) -> None:
    assert window.context is not None
    print_card(page, window.context, 1)
    settled()
    assert len(shown(page).sheets) >= 1
    shown(page).reject()


def test_nobody_is_printed_for_a_customer_who_is_gone(
    page: TodayPage, window: Window, settled: Wait
) -> None:
    assert window.context is not None
    print_card(page, window.context, 999_999)
    settled()
    assert not page.window().findChildren(PreviewDialog)


def test_an_empty_list_cannot_be_printed(page: TodayPage, settled: Wait) -> None:
    page.open(DueQuery(statuses=("due",), within_days=7, zone_id=987))
    settled()
    assert not page.due.print_button.isEnabled()
    assert page.due.stack.currentWidget() is page.due.empty
