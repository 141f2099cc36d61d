"""The charts by mouse and keys: parts, focus, menus, both schemes, paper."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.views.charts.chart import Chart
from desktop.views.charts.columns import ColumnBar, Columns, Tick
from desktop.views.charts.figure import Figure
from desktop.views.charts.heat import SMALL, HeatCell, HeatMap, Legend
from desktop.views.charts.ink import PAPER, TONES, Ink, brightness, letters_on, screen
from desktop.views.charts.rows import RowBar, Rows
from desktop.views.charts.tiles import Part, Tiles, TileText
from desktop.views.widgets import look

Key = Qt.Key
LONG = "A rather long heading"


def heat(rows: int = 3, columns: int = 4) -> HeatMap:
    cells = tuple(
        tuple(
            HeatCell((r, k), k / 4, (f"{k}", "$5"), f"row {r} column {k}", is_framed=r == k)
            for k in range(columns)
        )
        for r in range(rows)
    )
    names = tuple(f"{LONG} {k}" for k in range(columns))
    return HeatMap("Heat", ("one", "two", "three")[:rows], names, cells, "Rows", "Columns",
                   Legend("Customers", "0", "9"))  # fmt: skip


def columns(count: int = 3) -> Columns:
    bars = tuple(
        ColumnBar(n, n / 3, f"{n}", f"{n}", f"bar {n}", "red", before=0.5) for n in range(count)
    )
    return Columns("Columns", bars, (Tick(0, "$0"), Tick(1, "$9")), under="A sentence")


def rows(count: int = 3) -> Rows:
    bars = tuple(
        RowBar(n, n / 3, f"row {n}", (f"{n}", "x"), f"bar {n}", "green") for n in range(count)
    )
    return Rows("Rows", bars, ("Number", "Other"))


def tiles(count: int = 3) -> Tiles:
    return Tiles(
        "Tiles",
        tuple(
            TileText(n, f"tile {n}", "7", "+1", ("a", "b"), (Part(0.5, "red"),), f"tile {n}: 7")
            for n in range(count)
        ),
    )


EMPTY: tuple[Figure, ...] = (heat(0, 0), columns(0), rows(0), tiles(0))
FULL: tuple[Figure, ...] = (heat(), columns(), rows(), tiles())
pytestmark = pytest.mark.usefixtures("qapp")
MakeChart = Callable[[Figure], Chart]


@pytest.fixture
def make(qtbot: QtBot) -> MakeChart:
    def shown(figure: Figure) -> Chart:
        chart = Chart(figure)
        qtbot.addWidget(chart)
        chart.resize(600, 400)
        chart.show()
        chart.activateWindow()
        qtbot.waitUntil(chart.isActiveWindow)
        return chart

    return shown


@pytest.mark.parametrize("figure", FULL, ids=lambda figure: figure.name)
def test_every_part_has_a_name_a_tip_and_a_place_of_its_own(
    make: MakeChart, figure: Figure
) -> None:
    chart = make(figure)
    names = [part.accessibleName() for part in chart.parts]
    assert len(set(names)) == len(names) > 0
    assert all(part.toolTip() == part.accessibleName() for part in chart.parts)
    for place, part in enumerate(chart.parts):
        assert chart.rect().contains(part.geometry().center())
        assert not any(part.geometry().contains(o.geometry().center()) for o in chart.parts[:place])


@pytest.mark.parametrize("figure", EMPTY, ids=lambda figure: figure.name)
def test_a_figure_of_nothing_is_painted_and_takes_no_focus(make: MakeChart, figure: Figure) -> None:
    chart = make(figure)
    chart.grab()
    assert chart.parts == []
    assert not chart.focus()


def test_a_click_chooses_the_part(qtbot: QtBot, make: MakeChart) -> None:
    chart = make(heat())
    part = chart.part((1, 2))
    assert part is not None
    with qtbot.waitSignal(chart.chosen) as said:
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)
    assert said.args == [(1, 2)]


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_keys_choose_the_part_in_focus(qtbot: QtBot, make: MakeChart, key: Qt.Key) -> None:
    chart = make(heat())
    chart.focus((0, 1))
    with qtbot.waitSignal(chart.chosen) as said:
        qtbot.keyClick(QApplication.focusWidget(), key)
    assert said.args == [(0, 1)]


def test_arrows_go_to_the_neighbour_and_stop_at_the_edge(qtbot: QtBot, make: MakeChart) -> None:
    chart = make(heat())
    chart.focus((0, 0))
    visited = []
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Left, Key.Key_End, Key.Key_Home):
        qtbot.keyClick(QApplication.focusWidget(), key)
        visited.append(chart.focused_key())
    assert visited == [(0, 1), (1, 1), (1, 0), (1, 0), (2, 3), (0, 0)]


def test_tab_stops_at_one_part_only(make: MakeChart) -> None:
    chart = make(heat())
    chart.focus((1, 1))
    stops = [p.mark.key for p in chart.parts if p.focusPolicy() == Qt.FocusPolicy.StrongFocus]
    assert stops == [(1, 1)]


def test_the_menu_is_asked_for_by_the_menu_key(qtbot: QtBot, make: MakeChart) -> None:
    chart = make(rows())
    part = chart.parts[1]
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1))
    with qtbot.waitSignal(chart.menu_wanted) as said:
        QApplication.sendEvent(part, event)
    assert said.args[0] == 1


def test_new_numbers_leave_the_focus_where_it_is(make: MakeChart) -> None:
    chart = make(heat())
    chart.focus((2, 2))
    chart.show_figure(heat())
    assert chart.focused_key() == (2, 2)


def test_fewer_parts_leave_no_button_behind(make: MakeChart) -> None:
    chart = make(rows(5))
    chart.show_figure(rows(2))
    assert [part.mark.key for part in chart.parts] == [0, 1]


def test_the_part_pointed_at_is_told(qtbot: QtBot, make: MakeChart) -> None:
    chart = make(tiles())
    with qtbot.waitSignal(chart.pointed) as said:
        chart.focus(2)
    assert said.args == [2]


@pytest.mark.parametrize("figure", FULL, ids=lambda figure: figure.name)
def test_on_paper_there_is_only_grey(figure: Figure) -> None:
    picture = QImage(300, 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.scale(0.03, 0.03)
    figure.paint(painter, QRectF(0, 0, 10_000, figure.height(10_000, PAPER)), PAPER)
    painter.end()
    colours = {picture.pixelColor(x, y).rgb() for x in range(0, 300, 3) for y in range(0, 400, 3)}
    assert len(colours) > 1
    assert all(QColor(c).red() == QColor(c).green() == QColor(c).blue() for c in colours)


@pytest.mark.parametrize("scheme", [look.LIGHT, look.DARK], ids=["light", "dark"])
def test_numbers_can_be_read_on_every_shade(scheme: look.Colours) -> None:
    ink: Ink = screen(look.palette(scheme))
    for step in range(11):
        ground = ink.shade(step / 10)
        low, high = sorted((brightness(ground), brightness(letters_on(ground))))
        assert (high + 0.05) / (low + 0.05) >= 4.5


def test_on_paper_each_tone_has_a_pattern_of_its_own() -> None:
    assert len({PAPER.fill(tone).style() for tone in TONES}) == len(TONES)


def test_a_narrow_board_of_tiles_is_higher() -> None:
    assert tiles(6).height(3_000, PAPER) > tiles(6).height(30_000, PAPER)


def test_the_title_of_the_rows_has_room_beside_short_rows() -> None:
    ink = screen(QApplication.palette())
    short = replace(heat(), rows=("a", "b", "c"), row_title="Longer than the rows")
    (first, *_) = short.spots(QRectF(0, 0, 600, 400), ink)
    assert first.area.left() > ink.wide(short.row_title, SMALL, bold=True)
