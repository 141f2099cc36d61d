"""The page by keys alone, and as a screen reader tells it: every part of every picture."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget

from desktop.views.charts.chart import WAYS, Chart, Part, nearest
from desktop.views.value.opening import Opening
from desktop.views.value.page import ValuePage
from desktop.views.value.tabs import KEYS
from tests.views.value.conftest import Wait, show

Key = Qt.Key


def charts(page: ValuePage) -> Sequence[Chart]:
    return [chart for chart in page.tab.charts if chart.isVisible() and chart.parts]


def test_the_arrows_reach_every_part_of_every_picture(page: ValuePage, settled: Wait) -> None:
    for key in KEYS:
        show(page, key, settled)
        assert charts(page)
        for chart in charts(page):
            reached, ahead = {chart.parts[0]}, [chart.parts[0]]
            while ahead:
                part = ahead.pop()
                beside = [nearest(part, chart.parts, way) for way in WAYS.values()]
                found = [one for one in beside if one is not None and one not in reached]
                reached.update(found)
                ahead += found
            assert reached == {*chart.parts}


def test_enter_and_space_open_what_a_click_opens(page: ValuePage, settled: Wait) -> None:
    opened: list[object] = []
    for key in KEYS:
        tab = show(page, key, settled)
        tab.wanted.disconnect()
        tab.wanted.connect(lambda _deed, what: opened.append(what))
        for chart in charts(page):
            part = next((p for p in chart.parts if isinstance(p.mark.key, Opening)), None)
            if part is None:
                continue
            for way in (Key.Key_Return, Key.Key_Space):
                part.setFocus()
                QTest.keyClick(part, way)
                assert opened.pop() == part.mark.key


def test_every_stop_and_every_part_has_a_name_of_its_own(page: ValuePage, settled: Wait) -> None:
    for key in KEYS:
        show(page, key, settled)
        names = []
        for one in page.findChildren(QWidget):
            if not one.isVisible() or one.focusPolicy() == Qt.FocusPolicy.NoFocus:
                continue
            told = QAccessible.queryAccessibleInterface(one)
            name = told.text(QAccessible.Text.Name)
            assert name, one
            if isinstance(one, Part):
                assert told.role() == QAccessible.Role.Button
                assert one.mark.name == name
            names.append((name, one.parentWidget() if isinstance(one, Part) else None))
        assert len(names) == len(set(names)), {name for name in names if names.count(name) > 1}


def test_the_part_in_focus_wears_a_ring(page: ValuePage) -> None:
    chart = charts(page)[0]
    part, other = chart.parts[0], chart.parts[7]
    other.setFocus()
    without = part.grab().toImage()
    part.setFocus()
    assert part.grab().toImage() != without


def test_the_menu_key_offers_the_deeds_of_a_part(page: ValuePage) -> None:
    part = next(p for p in charts(page)[0].parts if isinstance(p.mark.key, Opening))
    part.setFocus()
    part.menu_wanted.emit(part.mapToGlobal(part.rect().center()))
    menu = page.tab.menu
    assert isinstance(menu, QMenu)
    assert all(action.text() for action in menu.actions())
    assert len(menu.actions()) > 2
    menu.close()
