"""Tab goes through the pictures in the order they are read; the arrows keep its place."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.charts.chart import Part
from desktop.views.value.page import ValuePage
from desktop.views.value.tab_order import stops
from desktop.views.value.tabs import TABS
from tests.views.value.conftest import Wait


def walked(page: ValuePage) -> list[QWidget]:
    """Where Tab stops inside of the tab in front."""
    page.tab.area.setFocus()
    found: list[QWidget] = []
    now: QWidget | None = page.tab.area
    while now is not None and now not in found and page.tab.area in (now, *_above(now)):
        found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
    return found[1:]


def _above(widget: QWidget) -> Iterator[QWidget]:
    while above := widget.parentWidget():
        yield above
        widget = above


@pytest.mark.parametrize("key", [tab.key for tab in TABS])
def test_tab_goes_from_block_to_block_downwards(page: ValuePage, settled: Wait, key: str) -> None:
    page.open(key)
    settled()
    column = page.tab.area.widget()
    assert column is not None
    blocks = [one for one in column.children() if isinstance(one, QWidget) and one.isVisible()]
    below = [[one.isAncestorOf(stop) or one is stop for one in blocks] for stop in walked(page)]
    places = [flags.index(True) for flags in below]
    tops = [blocks[place].mapTo(column, QPoint()).y() for place in places]
    assert tops == sorted(tops)


def test_the_part_that_the_arrows_reached_takes_the_place_of_the_first(page: ValuePage) -> None:
    before = walked(page)
    part = next(one for one in before if isinstance(one, Part))
    part.setFocus()
    QTest.keyClick(part, Qt.Key.Key_Right)
    reached = QApplication.focusWidget()
    assert reached is not part
    assert walked(page) == [reached if one is part else one for one in before]


def test_only_what_takes_the_focus_is_a_stop(page: ValuePage) -> None:
    found = list(stops(page.tab.column))
    assert found
    assert all(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in found)
