"""What belongs together is not torn apart at the end of a line."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.views.widgets.flow import STAYS, FlowLayout


def _tops(qtbot: QtBot, width: int) -> list[int]:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, 0)
    for stays in (False, False, True):
        one = QWidget()
        one.setFixedSize(40, 10)
        one.setProperty(STAYS, stays)
        flow.addWidget(one)
    box.resize(width, 100)
    box.show()
    items = [flow.itemAt(n) for n in range(3)]
    return [item.geometry().top() // 10 for item in items if item is not None]


def test_a_unit_goes_into_the_next_line_with_its_number(qtbot: QtBot) -> None:
    assert _tops(qtbot, 120) == [0, 0, 0]
    assert _tops(qtbot, 100) == [0, 1, 1]


def test_what_fits_no_line_together_is_broken_all_the_same(qtbot: QtBot) -> None:
    assert _tops(qtbot, 50) == [0, 1, 2]
