"""The window: pages, actions by name, welcome, toast, errors, colours."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from desktop.models.database import open_office
from desktop.models.errors import CancelledError, UserError
from desktop.views.actions import ACTIONS, MENUS
from desktop.views.customers.page import CustomersPage
from desktop.views.page import Page
from desktop.views.pages import PAGES, Entry
from desktop.views.palette import matching
from desktop.views.settings import Settings
from desktop.views.widgets import look
from desktop.views.window import Window
from tests.views.conftest import MakeWindow, settle
from tests.views.people import fill

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, key, modifiers)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.key)
def test_every_action_stands_in_a_menu_and_is_answered(
    qtbot: QtBot, make_window: MakeWindow, action: object
) -> None:
    key, menu, page = (getattr(action, name) for name in ("key", "menu", "page"))
    assert menu in MENUS
    if page not in ("", "*"):
        window = make_window(1)
        window.go(page)
        settle(qtbot, window)
        assert window.page is not None
        assert key in window.page.commands()


def test_keys_of_actions_and_shortcuts_are_unique() -> None:
    keys = [action.key for action in ACTIONS]
    shortcuts = [action.shortcut for action in ACTIONS if action.shortcut]
    assert len(set(keys)) == len(keys)
    assert len(set(shortcuts)) == len(shortcuts)


def test_an_empty_office_shows_the_welcome(make_window: MakeWindow) -> None:
    window = make_window(0)
    assert window.welcome.isVisible()
    assert window.status.text.text().startswith("0 customers")


def test_the_welcome_offers_the_sample(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(0)
    with qtbot.waitSignal(window.sample_wanted):
        qtbot.mouseClick(window.welcome.sample, Qt.MouseButton.LeftButton)


def test_customers_that_arrive_take_the_place_of_the_welcome(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(0)
    assert window.context is not None
    fill(window.context.office, 5)
    window.context.hub.tell("customers")
    settle(qtbot, window)
    assert isinstance(window.page, Page)


def test_the_status_bar_tells_customers_and_day(make_window: MakeWindow) -> None:
    window = make_window(3)
    assert window.status.text.text() == "3 customers  ·  as of Nov 22, 2026  ·  Saved"


def test_control_and_number_show_a_page(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(1)
    for number, entry in enumerate(PAGES):
        press(qtbot, window, Key(Key.Key_1 + number), Control)
        settle(qtbot, window)
        assert window.navigation.items[entry.key].isChecked()


def test_control_tab_goes_round(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(1)
    for _ in PAGES:
        press(qtbot, window, Key.Key_Tab, Control)
        settle(qtbot, window)
    assert window.navigation.items["customers"].isChecked()


def test_control_f_goes_to_the_search(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(1)
    window.navigation.items["customers"].setFocus()
    press(qtbot, window, Key.Key_F, Control)
    assert window.page is not None
    assert window.page.search_box() is QApplication.focusWidget()


def test_any_action_can_be_found_by_a_part_of_its_name(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(1)
    press(qtbot, window, Key.Key_K, Control)
    qtbot.keyClicks(window.palette_list.search, "dark")
    qtbot.keyClick(window.palette_list.search, Key.Key_Return)
    assert look.is_dark()
    window.set_scheme("light")
    assert not look.is_dark()


def test_the_palette_puts_what_begins_with_the_text_first() -> None:
    found = [action.key for action in matching(ACTIONS, "find")]
    assert found[0] == "find"
    assert matching(ACTIONS, "zzz") == []


def test_a_toast_offers_one_thing_to_do_and_goes(qtbot: QtBot, make_window: MakeWindow) -> None:
    window = make_window(0)
    done: list[str] = []
    window.toast.say("Imported 5 customers.", "Undo", lambda: done.append("undone"))
    assert window.toast.isVisible()
    qtbot.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    assert done == ["undone"]
    assert not window.toast.isVisible()


@pytest.fixture
def boxes() -> Iterator[None]:
    """Closes the message boxes a test opened."""
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QMessageBox):
            widget.close()


@pytest.mark.usefixtures("boxes")
def test_what_the_office_can_fix_is_said_in_its_own_sentence(make_window: MakeWindow) -> None:
    window = make_window(0)
    window.show_error(UserError("The disk is full."))
    assert _box(window).text() == "The disk is full."


@pytest.mark.usefixtures("boxes")
def test_what_we_must_fix_has_a_report_in_the_log(
    make_window: MakeWindow, caplog: pytest.LogCaptureFixture
) -> None:
    window = make_window(0)
    with caplog.at_level(logging.ERROR):
        window.show_error(ZeroDivisionError("division by zero"))
    report = caplog.records[0].getMessage().split()[-1]
    assert f"Report {report}" in _box(window).informativeText()
    assert caplog.records[0].exc_info


def test_a_cancelled_job_is_no_error(make_window: MakeWindow) -> None:
    window = make_window(0)
    window.show_error(CancelledError())
    assert not window.findChildren(QMessageBox)


def _box(window: Window) -> QMessageBox:
    return window.findChildren(QMessageBox)[-1]


def test_the_scheme_and_the_page_come_back(make_window: MakeWindow) -> None:
    settings = Settings()
    first = make_window(1, settings)
    first.go("import")
    first.set_scheme("dark")
    first.close()
    second = make_window(1, settings)
    assert second.navigation.items["import"].isChecked()
    assert look.is_dark()
    second.set_scheme("light")


def test_the_sample_office_says_so(qtbot: QtBot, make_window: MakeWindow, tmp_path: Path) -> None:
    window = make_window(1)
    window.attach(open_office(tmp_path / "sample.db"), is_sample=True)
    settle(qtbot, window)
    assert window.banner.isVisible()
    with qtbot.waitSignal(window.own_wanted):
        qtbot.mouseClick(window.banner.button, Qt.MouseButton.LeftButton)


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not widget.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize("page", [entry.key for entry in PAGES])
def test_a_screen_reader_has_a_name_for_all_that_can_be_focused(
    qtbot: QtBot, make_window: MakeWindow, page: str
) -> None:
    window = make_window(3)
    window.go(page)
    settle(qtbot, window)
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in focusable(window)
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert not nameless


def test_the_window_never_pauses_while_lists_change(qtbot: QtBot, make_window: MakeWindow) -> None:
    """A 5 ms heartbeat during search, sort and scrolling over some thousand customers.

    In processor time of all threads: other work of the machine does not count, a worker that
    keeps the window waiting does. What takes no processor is waiting for the database: that no
    statement runs on the window's thread is held below.
    """
    window = make_window(5_000)
    asked: list[int] = []
    assert window.context is not None
    for engine in window.context.office.engines:
        event.listen(
            engine, "before_cursor_execute", lambda *_: asked.append(threading.get_ident())
        )
    page = window.page
    assert isinstance(page, CustomersPage)
    beats: list[float] = []
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: beats.append(time.process_time()))
    timer.start()
    steps: list[Callable[[], object]] = [
        lambda: page.search.setText("smith"),
        page.search.clear,
        lambda: page.sort_by("last_service", descending=True),
        page.table.scrollToBottom,
        page.table.selectAll,
    ]
    for step in steps:
        step()
        qtbot.wait(250)
        settle(qtbot, window)
    timer.stop()
    longest = max(later - earlier for earlier, later in pairwise(beats))
    assert longest < 0.25  # the aim is 0.1 s
    assert asked
    assert threading.get_ident() not in asked


def test_the_customers_page_of_an_empty_office_leads_to_the_import(
    qtbot: QtBot, make_window: MakeWindow
) -> None:
    window = make_window(0)
    window.go("customers")
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, CustomersPage)
    assert page.nobody.isVisible()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_f1_explains_the_page(qtbot: QtBot, make_window: MakeWindow, entry: Entry) -> None:
    window = make_window(1)
    window.go(entry.key)
    settle(qtbot, window)
    window.trigger("page_help")
    assert window.toast.text.text() == entry.about
