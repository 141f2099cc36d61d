"""Two or three circles: a place for every number, and the region under a point."""

from itertools import product

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from desktop.views.charts.circles import Circles, Region
from desktop.views.charts.ink import PAPER, PAPER_UNIT

WIDE = 400.0 * PAPER_UNIT


def circles(count: int, number: int = 7) -> Circles:
    regions = tuple(
        Region(inside, number, inside, f"{inside}")
        for inside in product((True, False), repeat=count)
    )
    return Circles("Overlap", tuple(f"S{n}" for n in range(count)), regions)


@pytest.mark.parametrize("count", [2, 3])
def test_every_number_stands_in_its_own_region(qtbot: QtBot, count: int) -> None:  # noqa: ARG001 - letters need an application
    figure = circles(count)
    area = QRectF(0, 0, WIDE, figure.height(WIDE, PAPER))
    for spot in figure.spots(area, PAPER):
        assert figure.inside_at(area, spot.area.center(), PAPER) == spot.mark.key


@pytest.mark.parametrize("count", [2, 3])
def test_no_two_numbers_stand_on_each_other(qtbot: QtBot, count: int) -> None:  # noqa: ARG001 - letters need an application
    figure = circles(count)
    area = QRectF(0, 0, WIDE, figure.height(WIDE, PAPER))
    rooms = [spot.area for spot in figure.spots(area, PAPER)]
    assert not any(one.intersects(other) for n, one in enumerate(rooms) for other in rooms[n + 1 :])
    assert all(area.contains(room) for room in rooms)


@pytest.mark.parametrize(("count", "number"), [(2, 7), (3, 7), (3, 0)])
def test_circles_are_painted(qtbot: QtBot, count: int, number: int) -> None:  # noqa: ARG001 - letters need an application
    figure = circles(count, number)
    high = figure.height(WIDE, PAPER)
    picture = QImage(int(WIDE), int(high), QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    figure.paint(painter, QRectF(0, 0, WIDE, high), PAPER)
    painter.end()
    middle = QPointF(WIDE / 2, high / 2).toPoint()
    dark = any(picture.pixelColor(x, middle.y()).lightness() < 200 for x in range(picture.width()))
    assert dark
