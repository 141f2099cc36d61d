"""The Customers page, worked with mouse and keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from desktop.models.customers import Customer
from desktop.services.office.customer_list import Filter
from desktop.views.customers.page import CustomersPage
from desktop.views.records.dialog import FormDialog
from desktop.views.settings import Settings
from desktop.views.widgets.debounce import PAUSE_MS
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle

Key = Qt.Key
Open = Callable[[int], tuple[Window, CustomersPage]]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(qtbot: QtBot, make_window: MakeWindow) -> Open:
    """Opens the page on an office of some customers."""

    def open_page(count: int) -> tuple[Window, CustomersPage]:
        window = make_window(count)
        assert isinstance(window.page, CustomersPage)
        qtbot.waitUntil(window.isVisible)
        return window, window.page

    return open_page


def column(page: CustomersPage, key: str) -> list[str]:
    place = page.model.keys().index(key)
    return [page.model.text(row, place) for row in range(page.model.rowCount())]


def column_keys(page: CustomersPage) -> list[str]:
    return page.model.keys()


def type_and_wait(qtbot: QtBot, window: Window, page: CustomersPage, text: str) -> None:
    qtbot.keyClicks(page.search, text)
    qtbot.wait(PAUSE_MS + 50)
    settle(qtbot, window)


def heading(page: CustomersPage, key: str) -> QPoint:
    header = page.table.filter_header
    section = page.model.keys().index(key)
    return QPoint(header.sectionViewportPosition(section) + 12, header.height() // 2)


def test_all_customers_are_shown_by_name(opened: Open) -> None:
    _window, page = opened(30)
    assert page.count.text() == "30 customers, 29 active"
    assert column(page, "name") == sorted(column(page, "name"), key=str.casefold)


def test_typing_narrows_the_list(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(300)
    type_and_wait(qtbot, window, page, "smith tyler")
    names = column(page, "name")
    assert names
    assert all(name.startswith("Smith") for name in names)
    assert set(column(page, "city")) == {"Tyler"}
    assert page.count.text() == f"{len(names)} of 300 customers"


def test_a_phone_number_is_found_however_it_is_written(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(300)
    type_and_wait(qtbot, window, page, "(903) 555-0123")
    assert column(page, "account_no") == ["1123"]


def test_escape_clears_the_search_and_shows_everybody(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(30)
    type_and_wait(qtbot, window, page, "zzz")
    assert page.model.rowCount() == 0
    qtbot.keyClick(page.search, Key.Key_Escape)
    qtbot.wait(PAUSE_MS + 50)
    settle(qtbot, window)
    assert page.search.text() == ""
    assert page.model.rowCount() == 30


def test_nothing_found_offers_to_clear(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(30)
    type_and_wait(qtbot, window, page, "zzz")
    assert page.nothing.isVisible()
    button = page.nothing.findChild(type(page.clear))
    qtbot.mouseClick(button, LEFT)
    settle(qtbot, window)
    assert page.table.isVisible()


def test_a_click_on_a_heading_sorts_and_a_second_turns_round(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(60)
    viewport = page.table.filter_header.viewport()
    qtbot.mouseClick(viewport, LEFT, pos=heading(page, "city"))
    settle(qtbot, window)
    up = column(page, "city")
    qtbot.mouseClick(viewport, LEFT, pos=heading(page, "city"))
    settle(qtbot, window)
    down = column(page, "city")
    assert up[0] == "Bullard"
    assert down[0] == "Tyler"
    assert up[-1] == down[-1] == ""  # blanks stay last


def test_the_filter_menu_narrows_by_ticked_values(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(100)
    page.table.selectRow(0)
    page.table.setCurrentIndex(page.model.index(0, page.model.keys().index("city")))
    qtbot.keyClick(page.table, Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    values = page.popup.values
    labels = [values.item(row).text() for row in range(values.count())]
    assert labels[0] == "(All of these)"
    assert labels[-1].startswith("(Blanks)")
    values.item(0).setCheckState(Qt.CheckState.Unchecked)
    values.item(labels.index(next(t for t in labels if "Tyler" in t))).setCheckState(
        Qt.CheckState.Checked
    )
    qtbot.mouseClick(page.popup.apply, LEFT)
    settle(qtbot, window)
    assert set(column(page, "city")) == {"Tyler"}
    assert page.clear.isVisible()
    qtbot.mouseClick(page.clear, LEFT)
    settle(qtbot, window)
    assert page.model.rowCount() == 100


def test_a_range_of_days_narrows(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(200)
    page.open_filter(page.model.keys().index("last_service"), QPoint(100, 100))
    settle(qtbot, window)
    qtbot.keyClicks(page.popup.low, "1/1/2025")
    qtbot.keyClick(page.popup.low, Key.Key_Return)
    settle(qtbot, window)
    years = {text[-4:] for text in column(page, "last_service")}
    assert years == {"2025", "2026"}


def test_a_day_that_cannot_be_read_is_told_under_the_field(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(5)
    page.open_filter(page.model.keys().index("last_service"), QPoint(100, 100))
    settle(qtbot, window)
    qtbot.keyClicks(page.popup.low, "soon")
    qtbot.keyClick(page.popup.low, Key.Key_Return)
    assert page.popup.problem.text() == "“soon” cannot be read; write it like 3/31/2025."
    assert page.popup.low.text() == "soon"
    page.popup.close()


def test_copied_rows_are_text_and_html(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(20)
    page.table.selectRow(0)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Key.Key_C, both)
    settle(qtbot, window)
    copied = QGuiApplication.clipboard().mimeData()
    first, second = copied.text().split("\n")
    assert first.split("\t")[0] == "Name"
    assert second.split("\t")[0] == page.model.text(0, 0)
    assert copied.html().count("<tr>") == 2


def test_select_all_copies_rows_that_were_never_on_screen(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(1500)
    qtbot.keyClick(page.table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 1500
    assert window.toast.text.text() == "Copied 1,500 rows."


def test_enter_opens_the_card_and_escape_closes_it(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(20)
    page.table.selectRow(2)
    qtbot.keyClick(page.table, Key.Key_Return)
    settle(qtbot, window)
    assert page.card.isVisible()
    assert page.card.name.text() == page.model.text(2, 0)
    qtbot.keyClick(page.card, Key.Key_Escape)
    assert not page.card.isVisible()
    assert page.table.hasFocus()


def test_columns_can_be_shown_and_hidden_from_the_menu(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(20)
    page.columns.menu.aboutToShow.emit()
    by_label = {action.text(): action for action in page.columns.menu.actions()}
    by_label["Email"].trigger()
    settle(qtbot, window)
    assert page.model.keys()[-1] == "email"
    bar = page.table.horizontalScrollBar()
    qtbot.waitUntil(lambda: bar.value() == bar.maximum() > 0)
    page.columns.show_column("email", on=False)
    settle(qtbot, window)
    assert "email" not in column_keys(page)
    assert not by_label["Name"].isEnabled()


def test_the_menu_key_opens_the_same_menu_as_the_right_button(opened: Open) -> None:
    _window, page = opened(5)
    page.table.selectRow(0)
    page.table.menu_wanted.emit(QPoint(50, 50))
    menus = page.findChildren(QMenu)
    texts = [action.text() for action in menus[-1].actions()]
    assert any("Copy" in text for text in texts)
    assert any("Filter by Name" in text for text in texts)
    menus[-1].close()


def test_order_filters_and_columns_come_back(qtbot: QtBot, make_window: MakeWindow) -> None:
    settings = Settings()
    window = make_window(50, settings)
    page = window.page
    assert isinstance(page, CustomersPage)
    page.sort_by("city", descending=True)
    page.set_filter(Filter("last_service", low=page.context.as_of().replace(year=2024)))
    page.columns.show_column("email", on=True)
    settle(qtbot, window)
    window.close()
    again = make_window(50, settings).page
    assert isinstance(again, CustomersPage)
    assert again.query == page.query
    assert "email" in column_keys(again)


def test_rows_far_down_arrive_when_they_come_into_sight(qtbot: QtBot, opened: Open) -> None:
    window, page = opened(3000)
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert page.model.text(2999, 0) not in ("", "…")


def test_a_name_that_looks_like_markup_or_a_formula_stays_a_name(
    qtbot: QtBot, opened: Open
) -> None:
    window, page = opened(3)
    context = page.context
    name = "=1+1 <b>Smith</b>"
    rename = update(Customer).where(Customer.id == 2).values(display_name=name)
    context.jobs.run(lambda db, _c: db.execute(rename), lambda _: None, writes=True)
    settle(qtbot, window)
    context.hub.tell("customers")
    settle(qtbot, window)
    row = column(page, "name").index(name)
    page.table.selectRow(row)
    page.copy()
    settle(qtbot, window)
    assert QGuiApplication.clipboard().text().startswith("'=1+1")
    assert "<b>" not in QGuiApplication.clipboard().mimeData().html()


def test_the_first_customer_can_be_entered_by_hand(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(0)
    window.go("customers")
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, CustomersPage)
    by_hand = next(one for one in page.nobody.findChildren(QPushButton) if "by hand" in one.text())
    by_hand.click()
    settle(qtbot, window)
    dialog = page.card.deeds.dialog
    assert isinstance(dialog, FormDialog)
    QTest.keyClicks(dialog.form.editors["display_name"].widget, "Reyes, Ana")
    dialog.save_button.click()
    settle(qtbot, window)
    assert page.card.card is not None
    assert page.card.card.who.name == "Reyes, Ana"


def test_the_welcome_leads_to_the_form_of_a_customer(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(0)
    window.welcome.by_hand.click()
    settle(qtbot, window)
    assert isinstance(window.page, CustomersPage)
    dialog = window.page.card.deeds.dialog
    assert isinstance(dialog, FormDialog)
    dialog.reject()
