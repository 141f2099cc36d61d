"""The question of the office, built in a new segment by mouse, by keyboard, and in words.

"System type is Aerobic and last service more than 180 days ago." Every press of the mouse, turn of
the wheel and key is counted, and weighed as an unhurried hand takes them.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.database import open_office
from desktop.services import facts
from desktop.services.office.sample import make_sample
from desktop.views.application import make_application
from desktop.views.segments.page import SegmentsPage
from desktop.views.settings import Settings
from desktop.views.widgets.picker import Picker
from desktop.views.window import Surroundings, Window
from tests.views.segments.hands import LEFT, card_of, open_picker, plain, root_of

TODAY = date(2026, 11, 22)
WANTED = {
    "all": [
        {"field": "system_type", "op": "is", "value": "Aerobic"},
        {"field": "last_service", "op": "more_than_ago", "value": 180, "unit": "days"},
    ]
}
PHRASE = "aerobic, last service more than 180 days ago"
A_KEY, A_CLICK = 0.25, 1.2  # seconds of an unhurried hand
BY_MOUSE, IN_WORDS = 30.0, 15.0  # seconds that it may take
Key = Qt.Key


class Hand:
    """Presses keys and mouse, and counts both."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        self.clicks = self.keys = 0

    @property
    def page(self) -> SegmentsPage:
        page = self.window.page
        assert isinstance(page, SegmentsPage)
        return page

    @property
    def seconds(self) -> float:
        """How long it takes at that pace."""
        return self.clicks * A_CLICK + self.keys * A_KEY

    def settle(self) -> None:
        context = self.window.context
        assert context is not None
        self.qtbot.wait(170)
        self.qtbot.waitUntil(lambda: context.jobs.idle, timeout=30_000)

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        self.clicks += 1
        QTest.mouseClick(widget, LEFT, pos=where or widget.rect().center())

    def press(self, *keys: Qt.Key, ctrl: bool = False) -> None:
        no = Qt.KeyboardModifier.NoModifier
        for key in keys:
            self.keys += 1
            QTest.keyClick(self._here(), key, Qt.KeyboardModifier.ControlModifier if ctrl else no)
            self.qtbot.wait(1)  # what the key made has its place before the next one

    def type(self, text: str) -> None:
        self.keys += len(text)
        QTest.keyClicks(self._here(), text)

    def tab_to(self, widget: QWidget) -> None:
        """Press Tab until the focus is there."""
        for _ in range(40):
            if QApplication.focusWidget() is widget:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"Tab does not lead to {widget.accessibleName()}")

    def pick(self, label: str) -> None:
        """Choose from the open list by mouse; what is not in sight takes a turn of the wheel."""
        picker = open_picker()
        view, model = picker.items, picker.items.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        index = next(one for one in rows if one.data() == label)
        if not view.viewport().rect().contains(view.visualRect(index)):
            self.clicks += 1
            view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())
        self._close(picker)

    def pick_typed(self, text: str) -> None:
        """Choose from the open list by a few letters and Enter."""
        picker = open_picker()
        self.type(text)
        self.press(Key.Key_Return)
        self._close(picker)

    def _close(self, picker: Picker) -> None:
        self.qtbot.waitUntil(lambda: not any(one is picker for one in _open_pickers()))
        self.window.activateWindow()  # offscreen there is no window manager to do it
        self.qtbot.wait(20)

    def _here(self) -> QWidget:
        pickers = _open_pickers()
        here = pickers[0].search if pickers else QApplication.focusWidget()
        assert here is not None
        return here


def _open_pickers() -> list[Picker]:
    found = (one for one in QApplication.topLevelWidgets() if isinstance(one, Picker))
    return [one for one in found if one.isVisible()]


@pytest.fixture
def hand(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """A window of the size of a small laptop on an office of 200, with the segments in front."""
    office = open_office(tmp_path / "office.db")
    with office.writing.begin() as db:
        make_sample(db, 200, 3, 5, TODAY)
        facts.refresh(db, TODAY)
    make_application()
    window = Window(Surroundings(lambda: TODAY, Settings()))
    window.resize(1280, 800)
    window.show()
    window.attach(office)
    made = Hand(qtbot, window)
    made.settle()
    window.go("segments")
    window.activateWindow()
    made.settle()
    yield made
    window.close()
    window.deleteLater()
    qtbot.wait(1)


def value_of(page: SegmentsPage, row: int) -> Any:
    """The first field of the value of a condition."""
    return fields_of(page, row)[0]


def fields_of(page: SegmentsPage, row: int) -> list[Any]:
    """The fields of the value of a condition."""
    card = card_of(page, page.desk.tree.children[row])
    return [editor for _, editor in (*card.values.editors, *card.days.editors)]


def test_by_mouse_in_less_than_half_a_minute(hand: Hand) -> None:
    page = hand.page
    hand.click(page.list.new)
    root = root_of(page)
    hand.click(root.add_rule)
    hand.pick("System type")
    hand.click(value_of(page, 0))
    hand.settle()
    hand.pick("Aerobic")
    hand.click(root.add_rule)
    hand.pick("Last service")
    hand.click(card_of(page, page.desk.tree.children[1]).operator_chip)
    hand.pick("is more than … ago")
    number, unit = fields_of(page, 1)
    hand.click(number)
    hand.type("180")
    hand.click(unit)
    hand.pick("days")
    assert plain(page.desk.tree) == WANTED
    assert (hand.clicks, hand.keys) == (14, 3)
    assert hand.seconds < BY_MOUSE


def test_by_keyboard_alone(hand: Hand) -> None:
    page = hand.page
    hand.press(Key.Key_N, ctrl=True)
    root = root_of(page)
    hand.tab_to(root.add_rule)
    hand.press(Key.Key_Return)
    hand.pick_typed("system t")
    hand.press(Key.Key_Return)
    hand.settle()
    hand.pick_typed("aer")
    hand.tab_to(root.add_rule)
    hand.press(Key.Key_Return)
    hand.pick_typed("last serv")
    hand.tab_to(card_of(page, page.desk.tree.children[1]).operator_chip)
    hand.press(Key.Key_Return)
    hand.pick_typed("more than")
    number, unit = fields_of(page, 1)
    hand.tab_to(number)
    hand.type("180")
    hand.tab_to(unit)
    hand.press(Key.Key_Return)
    hand.pick_typed("day")
    assert plain(page.desk.tree) == WANTED
    assert hand.clicks == 0
    assert hand.seconds < BY_MOUSE


def test_in_words_in_less_than_a_quarter_of_a_minute(hand: Hand) -> None:
    page = hand.page
    hand.press(Key.Key_N, ctrl=True)
    hand.tab_to(page.builder.phrase.line)
    hand.type(PHRASE)
    hand.settle()
    hand.press(Key.Key_Return)
    assert plain(page.desk.tree) == WANTED
    assert (hand.clicks, hand.keys) == (0, len(PHRASE) + 6)
    assert hand.seconds < IN_WORDS
