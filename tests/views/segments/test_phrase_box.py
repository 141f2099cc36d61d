"""The phrase box by keyboard: words in, conditions out, nothing taken by itself."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.services.segments.tree import to_json
from desktop.views.segments.page import SegmentsPage
from desktop.views.segments.phrase_box import PhraseBox
from tests.views.segments.hands import LEFT, plain

Settled = Callable[[], None]
LONG_AGO = {"field": "last_service", "op": "more_than_ago", "value": 180, "unit": "days"}
AEROBIC = {"field": "system_type", "op": "is", "value": "Aerobic"}


def box_of(page: SegmentsPage) -> PhraseBox:
    QTest.mouseClick(page.list.new, LEFT)
    page.builder.phrase.line.setFocus()
    return page.builder.phrase


def texts(widget: QWidget) -> str:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return " | ".join(label.text().replace("\n", " ") for label in labels)


def test_example_of_the_research_by_phrase(page: SegmentsPage, settled: Settled) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "system type is Aerobic and last service more than 180 days ago")
    settled()
    assert "System type is Aerobic" in texts(box.answer)
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settled()
    assert plain(page.desk.tree) == {"all": [AEROBIC, LONG_AGO]}
    assert (box.line.text(), box.answer.isVisible()) == ("", False)


def test_enter_before_the_answer_adds_when_it_comes(page: SegmentsPage, settled: Settled) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "residential, not serviced in 6 months")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    assert not page.desk.tree.children
    settled()
    assert len(page.desk.tree.children) == 2
    assert page.builder.preview.figure.number.text() == "4"


def test_adding_is_one_step_to_undo(page: SegmentsPage, settled: Settled) -> None:
    box = box_of(page)
    for phrase in ("residential", "commercial or no phone, and not serviced this year"):
        QTest.keyClicks(box.line, phrase)
        settled()
        QTest.keyClick(box.line, Qt.Key.Key_Return)
    settled()
    assert [child.get("field", "any") for child in to_json(page.desk.tree)["all"]][:1] == [
        "customer_type"
    ]
    assert len(page.desk.tree.children) == 3
    QTest.keyClick(page.builder.head.name, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(page.desk.tree.children) == 1


def test_any_segment_keeps_its_meaning_when_words_are_added(
    page: SegmentsPage, settled: Settled
) -> None:
    box = box_of(page)
    for phrase in ("residential or no phone", "not serviced this year"):
        QTest.keyClicks(box.line, phrase)
        settled()
        QTest.keyClick(box.line, Qt.Key.Key_Return)
    settled()
    assert [*plain(page.desk.tree)] == ["all"]
    first, second = plain(page.desk.tree)["all"]
    assert [*first] == ["any"]
    assert second["form"] == "did_not"


def test_escape_clears_and_adds_nothing(page: SegmentsPage, settled: Settled) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "residential")
    settled()
    QTest.keyClick(box.line, Qt.Key.Key_Escape)
    assert box.line.text() == ""
    assert not box.answer.isVisible()
    assert not box.add.isEnabled()
    assert not page.desk.tree.children


def test_question_is_answered_with_a_button(page: SegmentsPage, settled: Settled) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "residential and no phone or no email")
    settled()
    assert not box.add.isEnabled()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    second = box.answer.buttons[1]
    assert box.answer.buttons[0].hasFocus()
    assert "residential and (no phone or no email)" in second.text().replace("\n", " ")
    QTest.mouseClick(second, LEFT)
    settled()
    assert box.line.hasFocus()
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settled()
    assert [*plain(page.desk.tree)["all"][1]] == ["any"]


def test_correction_and_unused_words_are_told_in_words(
    page: SegmentsPage, settled: Settled
) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "residental with blue doors")
    settled()
    shown = texts(box.answer)
    assert "“residental” corrected: Customer type is Residential" in shown
    assert "Not used: “blue”, “doors”" in shown


def test_command_changes_nothing(page: SegmentsPage, settled: Settled) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "delete all customers in Athens")
    QTest.keyClick(box.line, Qt.Key.Key_Return)
    settled()
    assert "changes, sends and deletes nothing" in texts(box.answer)
    assert not page.desk.tree.children


def test_newer_words_win_over_older_answers(
    qtbot: QtBot, page: SegmentsPage, settled: Settled
) -> None:
    box = box_of(page)
    QTest.keyClicks(box.line, "residential")
    qtbot.wait(155)  # the first question is on its way
    QTest.keyClicks(box.line, " in Athens")
    settled()
    assert "Mailing city is “Athens”" in texts(box.answer)


def test_built_in_segment_has_no_phrase_box(page: SegmentsPage) -> None:
    box_of(page)
    page.builder.lock(built_in=True)
    assert not page.builder.phrase.isVisible()
