"""The window of the rules: every rule editable and checked, looked ahead, published, taken back."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import facts
from desktop.services.care.rule_table import RULES, shipped_body
from desktop.services.care.rules import load_rules
from desktop.services.value import versions
from desktop.views.actions import ACTIONS
from desktop.views.rules.dialog import CareRulesDialog
from desktop.views.rules.editor import CareRulesEditor
from desktop.views.today.page import TodayPage
from desktop.views.window import Window
from tests.views.conftest import settle
from tests.views.people import TODAY

Opened = tuple[CareRulesDialog, CareRulesEditor]


@pytest.fixture
def opened(qtbot: QtBot, window: Window) -> Opened:
    """The window, opened by its line in the menu."""
    assert isinstance(window.page, TodayPage)
    assert "today.rules" in {action.key for action in ACTIONS}
    window.page.commands()["today.rules"]()
    settle(qtbot, window)
    dialog = window.page.findChild(CareRulesDialog)
    assert dialog is not None
    assert isinstance(dialog.editor, CareRulesEditor)
    return dialog, dialog.editor


def type_in(editor: CareRulesEditor, key: str, text: str) -> str:
    """Type over a field; what is said about it then."""
    field = editor.lines[key].field
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, text)
    return editor.lines[key].said.text()


def in_force(window: Window) -> Any:
    assert window.context is not None
    with window.context.office.reading() as db:
        assert not facts.check(db, TODAY)
        return load_rules(db)


def test_every_rule_has_a_line_that_is_checked(opened: Opened) -> None:
    dialog, editor = opened
    assert editor.body() == shipped_body()
    assert not dialog.publish_button.isEnabled()
    for rule in RULES:
        assert "choose a whole number" in type_in(editor, rule.key, str(rule.most + 1))
        assert not dialog.publish_button.isEnabled()
        assert "type a whole number" in type_in(editor, rule.key, "x")
        assert dialog.problem.text() == editor.lines[rule.key].said.text()
        type_in(editor, rule.key, str(rule.default))
        assert editor.lines[rule.key].usual.text() == "as usual"
    assert editor.body() == shipped_body()
    dialog.reject()


def test_a_law_is_told_and_does_not_keep_from_publishing(opened: Opened) -> None:
    dialog, editor = opened
    assert "at least every 4 months" in type_in(editor, "inspect_months", "6")
    assert editor.lines["inspect_months"].usual.text() == "usually 4"
    assert dialog.publish_button.isEnabled()
    dialog.reject()


def test_two_that_contradict_each_other_are_told_at_their_place(opened: Opened) -> None:
    dialog, editor = opened
    type_in(editor, "upcoming_days", "20")
    assert "is more than" in editor.lines["due_days"].said.text()
    assert not dialog.publish_button.isEnabled()
    dialog.take_usual()
    assert not editor.lines["due_days"].said.text()
    dialog.reject()


def test_enter_in_a_field_goes_to_the_next_and_presses_nothing(opened: Opened) -> None:
    dialog, editor = opened
    type_in(editor, "pump_conventional_months", "24")
    first = editor.lines["pump_conventional_months"].field
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert editor.body()["pump_conventional_months"] == 24
    assert dialog.focusWidget() is editor.lines["pump_aerobic_months"].field
    dialog.reject()


def test_what_would_move_is_told_then_published_and_undone(
    qtbot: QtBot, window: Window, opened: Opened, settled: Callable[[], None]
) -> None:
    dialog, editor = opened
    type_in(editor, "inspect_months", "2")
    qtbot.waitUntil(lambda: "due days would move" in dialog.ahead.text(), timeout=60_000)
    assert "4 months → 2 months" in dialog.ahead.text()
    dialog.note.setText("Lake houses")
    QTest.mouseClick(dialog.publish_button, Qt.MouseButton.LeftButton)
    settled()
    assert in_force(window).inspect_months == 2
    QTest.mouseClick(window.toast.button, Qt.MouseButton.LeftButton)
    settled()
    assert in_force(window).inspect_months == 4


def test_rules_are_published_once_whatever_is_edited_meanwhile(
    window: Window, opened: Opened, settled: Callable[[], None]
) -> None:
    dialog, editor = opened
    type_in(editor, "due_days", "20")
    dialog.publish()
    type_in(editor, "due_days", "25")
    assert not dialog.publish_button.isEnabled()
    dialog.publish()
    settled()
    assert in_force(window).due_days == 20
    assert window.context is not None
    with window.context.office.reading() as db:
        assert versions.current(db, "care").version == 2


def test_the_window_stays_until_the_rules_are_published(
    window: Window, opened: Opened, settled: Callable[[], None]
) -> None:
    dialog, editor = opened
    type_in(editor, "due_days", "20")
    dialog.publish()
    dialog.reject()
    assert dialog.isVisible()
    settled()
    assert in_force(window).due_days == 20
    assert window.findChild(CareRulesDialog) is None


def test_closed_at_once_the_window_takes_no_history(
    window: Window, settled: Callable[[], None]
) -> None:
    assert window.context is not None
    with window.context.office.reading() as db:
        dialog = CareRulesDialog(window, window.context, versions.current(db, "care"))
    dialog.open()
    dialog.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    settled()
    assert window.findChild(CareRulesDialog) is None


def test_earlier_rules_show_old_and_new_numbers(
    window: Window, opened: Opened, settled: Callable[[], None]
) -> None:
    dialog, editor = opened
    type_in(editor, "due_days", "20")
    dialog.publish()
    settled()
    assert isinstance(window.page, TodayPage)
    window.page.open_rules()
    settled()
    again = window.page.findChild(CareRulesDialog)
    assert again is not None
    again.show_past()
    settled()
    rows: Any = again.past
    first = rows.rows.model.lines[0]
    assert (first.version, first.before, first.after) == ("2", "30 days", "20 days")
    assert again.versions.count() == 2
    rows.reject()
    again.reject()


def test_an_answer_about_numbers_that_were_typed_over_is_not_shown(
    qtbot: QtBot, window: Window, opened: Opened
) -> None:
    dialog, editor = opened
    type_in(editor, "pump_conventional_months", "9")
    assert "Working out" in dialog.ahead.text()
    dialog.look_ahead()
    type_in(editor, "pump_conventional_months", "36")
    settle(qtbot, window)
    assert dialog.ahead.text() == "Nothing is changed yet."
    assert not dialog.stop.isVisibleTo(dialog)
