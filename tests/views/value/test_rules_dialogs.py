"""Bands, weights and assumptions: checked at their place, looked ahead, published."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services.value import versions
from desktop.services.value.health_why import why
from desktop.views.value.assumptions import AssumptionsEditor
from desktop.views.value.bands_dialog import BandsDialog
from desktop.views.value.bands_editor import BandsEditor
from desktop.views.value.health_tab import HealthTab
from desktop.views.value.page import ValuePage
from desktop.views.value.rfm_tab import RfmTab
from desktop.views.value.rules_dialog import STOPPED
from desktop.views.value.weights import WeightsDialog, WeightsEditor
from desktop.views.value.why_score import why_lines
from desktop.views.window import Window
from tests.views.people import TODAY
from tests.views.value.conftest import Wait


def bands(page: ValuePage, settled: Wait) -> tuple[BandsDialog, BandsEditor]:
    tab = page.tabs["rfm"]
    assert isinstance(tab, RfmTab)
    QTest.mouseClick(tab.change, Qt.MouseButton.LeftButton)
    settled()
    assert isinstance(tab.dialog.editor, BandsEditor)
    return tab.dialog, tab.dialog.editor


def retype(qtbot: QtBot, field: QWidget, text: str) -> None:
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)


def test_unchanged_rules_are_not_published(page: ValuePage, settled: Wait) -> None:
    dialog, editor = bands(page, settled)
    assert editor.body() == dialog.rules.body
    assert not dialog.publish_button.isEnabled()
    dialog.reject()


def test_wrong_bands_are_told_at_their_place(qtbot: QtBot, page: ValuePage, settled: Wait) -> None:
    dialog, editor = bands(page, settled)
    fields = editor.bands["recency_days"]
    retype(qtbot, fields.fields[4], "ninety")
    assert "whole number" in fields.problem.text()
    retype(qtbot, fields.fields[4], "30")
    assert fields.problem.text()
    assert not dialog.publish_button.isEnabled()
    retype(qtbot, fields.fields[4], "200")
    assert not fields.problem.text()
    dialog.reject()


def test_changed_bands_tell_who_moves_and_are_published(
    qtbot: QtBot, page: ValuePage, window: Window, settled: Wait
) -> None:
    dialog, editor = bands(page, settled)
    retype(qtbot, editor.bands["recency_days"].fields[2], "1500")
    qtbot.waitUntil(lambda: "would change segment" in dialog.ahead.text())
    dialog.note.setText("Longer cycles")
    QTest.mouseClick(dialog.publish_button, Qt.MouseButton.LeftButton)
    tab = page.tabs["rfm"]
    assert isinstance(tab, RfmTab)
    qtbot.waitUntil(lambda: "version 2" in tab.rules.text(), timeout=60_000)
    assert window.context is not None
    with window.context.office.reading() as db:
        now = versions.current(db, "rfm")
    assert (now.version, now.note) == (2, "Longer cycles")


def test_a_code_gets_another_name(page: ValuePage, settled: Wait) -> None:
    dialog, editor = bands(page, settled)
    box = editor.names.boxes[5, 5]
    box.setCurrentIndex(box.findData("loyal"))
    box.activated.emit(box.currentIndex())
    assert "555" in editor.body()["segments"]["loyal"]
    assert dialog.publish_button.isEnabled()
    dialog.reject()


def test_weights_show_their_sum(qtbot: QtBot) -> None:
    editor = WeightsEditor()
    qtbot.addWidget(editor)
    editor.show_body(versions.known("health").shipped())
    assert editor.body() == versions.known("health").shipped()
    assert editor.sums["recovery"].text() == "100 ✓"
    editor.fields["recovery", "TIM"].setValue(20)
    assert editor.sums["recovery"].text() == "90\n10 missing"


def test_an_assumption_out_of_range_is_told_below_it(qtbot: QtBot) -> None:
    editor = AssumptionsEditor()
    qtbot.addWidget(editor)
    editor.show_body(versions.known("lifetime").shipped())
    assert editor.body() == versions.known("lifetime").shipped()
    assert editor.show_problem("margin_percent", "Too much")
    assert editor.problems["margin_percent"].text() == "Too much"


def test_a_score_tells_its_measures(window: Window) -> None:
    assert window.context is not None
    with window.context.office.reading() as db:
        found = next(one for n in range(1, 99) if (one := why(db, n, TODAY)) and one.lines)
    head, lines = why_lines(found)
    assert head.startswith("Why this score: ")
    for line_of in found.lines:
        assert any(line.startswith(f"{line_of.label} (weight {line_of.weight})") for line in lines)


def weights(page: ValuePage, settled: Wait) -> WeightsDialog:
    page.open("health")
    settled()
    tab = page.tab
    assert isinstance(tab, HealthTab)
    QTest.mouseClick(tab.change, Qt.MouseButton.LeftButton)
    settled()
    return tab.dialog


def reweigh(dialog: WeightsDialog) -> None:
    assert isinstance(dialog.editor, WeightsEditor)
    for (card, code), value in {("established", "TIM"): 10, ("established", "AGE"): 40}.items():
        dialog.editor.fields[card, code].setValue(value)


def test_other_weights_tell_who_changes_grade_and_name_them(
    qtbot: QtBot, page: ValuePage, settled: Wait
) -> None:
    dialog = weights(page, settled)
    assert not dialog.who.isEnabled()
    reweigh(dialog)
    qtbot.waitUntil(lambda: "would change grade" in dialog.ahead.text())
    assert dialog.who.isEnabled()
    assert dialog.stop.isHidden()
    move = dialog.moves.actions()[0]
    move.trigger()
    settled()
    assert move.text().endswith(dialog.listed.rows.sentence.text().removesuffix("."))
    assert dialog.listed.rows.model.rowCount() > 0
    dialog.listed.reject()
    dialog.reject()


def test_looking_ahead_can_be_stopped(page: ValuePage, settled: Wait) -> None:
    dialog = weights(page, settled)
    reweigh(dialog)
    dialog.look_ahead()
    assert dialog.stop.isVisible()
    QTest.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    settled()
    assert dialog.ahead.text() == STOPPED
    assert dialog.publish_button.isEnabled()
    dialog.reject()


def test_moved_bands_name_who_moves(qtbot: QtBot, page: ValuePage, settled: Wait) -> None:
    dialog, editor = bands(page, settled)
    retype(qtbot, editor.bands["recency_days"].fields[2], "1500")
    qtbot.waitUntil(lambda: "would change segment" in dialog.ahead.text())
    dialog.moves.actions()[0].trigger()
    settled()
    assert dialog.listed.windowTitle() == dialog.moves.actions()[0].text()
    assert dialog.listed.rows.model.rowCount() > 0
    dialog.listed.reject()
    dialog.reject()
