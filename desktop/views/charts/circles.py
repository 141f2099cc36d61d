"""Two or three circles laid over each other, with the number of every region."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import product
from math import hypot
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from desktop.views.charts.figure import Mark, Spot
from desktop.views.charts.ink import Ink, Side, letters_on, thin, write

Inside = tuple[bool, ...]  # for each circle, whether a region lies in it

# Centres for circles of the radius 1, and where the texts of each region stand.
_CENTRES: dict[int, tuple[tuple[float, float], ...]] = {
    2: ((-0.62, 0.0), (0.62, 0.0)),
    3: ((-0.6, -0.35), (0.6, -0.35), (0.0, 0.69)),
}
_HALF_WIDE = {2: 1.62, 3: 1.6}
_TOP_AND_BOTTOM = {2: (-1.0, 1.0), 3: (-1.35, 1.69)}
_WIDE, _HIGH = 0.42, 0.36  # of the room for the number of a region
WIDEST = 150.0  # a radius, in units of the ink
PUSH = 1.55  # how far a region's number stands from the middle of all circles


class Region(NamedTuple):
    """The number of a region, its key and what is read aloud."""

    inside: Inside
    number: int
    key: Hashable
    name: str


@dataclass(frozen=True)
class Circles:
    """Circles by name; the regions with more customers are darker, the one of none stands below."""

    name: str
    names: tuple[str, ...]  # with their sizes
    regions: tuple[Region, ...]

    def height(self, width: float, ink: Ink) -> float:
        """The circles, their names above and below, and those in none."""
        low, high = _TOP_AND_BOTTOM[len(self.names)]
        return (high - low) * self._radius(width, ink) + self._texts(ink) * ink.high() * 1.4

    def _texts(self, ink: Ink) -> int:  # noqa: ARG002 - as the other measures
        return 2 if len(self.names) == 2 else 3  # noqa: PLR2004 - names above, of three one below

    def _radius(self, width: float, ink: Ink) -> float:
        return min(width / 2 / _HALF_WIDE[len(self.names)], WIDEST * ink.unit)

    def _place(self, area: QRectF, ink: Ink) -> tuple[QPointF, float]:
        """The middle of the picture and the radius."""
        radius = self._radius(area.width(), ink)
        low, _ = _TOP_AND_BOTTOM[len(self.names)]
        return QPointF(area.center().x(), area.top() + ink.high() * 1.4 - low * radius), radius

    def _circles(self, area: QRectF, ink: Ink) -> list[QRectF]:
        middle, radius = self._place(area, ink)
        return [
            QRectF(
                middle.x() + (x - 1) * radius, middle.y() + (y - 1) * radius, 2 * radius, 2 * radius
            )
            for x, y in _CENTRES[len(self.names)]
        ]

    def inside_at(self, area: QRectF, spot: QPointF, ink: Ink) -> Inside:
        """Which region a point lies in."""
        _, radius = self._place(area, ink)
        return tuple(
            hypot(spot.x() - room.center().x(), spot.y() - room.center().y()) <= radius
            for room in self._circles(area, ink)
        )

    def _rooms(self, area: QRectF, ink: Ink) -> Iterator[tuple[Region, QRectF]]:
        """Where the number of each region stands."""
        middle, radius = self._place(area, ink)
        wide, high = _WIDE * radius, max(_HIGH * radius, ink.high() * 1.3)
        for region in self.regions:
            x, y = _spot(region.inside)
            room = QRectF(0, 0, wide, high)
            room.moveCenter(QPointF(middle.x() + x * radius, middle.y() + y * radius))
            if not any(region.inside):
                below = ink.high() * 1.4
                room = QRectF(area.left(), area.bottom() - below, area.width(), below)
            yield region, room

    def spots(self, area: QRectF, ink: Ink) -> list[Spot]:
        """The numbers of the regions."""
        return [Spot(Mark(one.key, one.name), room) for one, room in self._rooms(area, ink)]

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint the regions, their edges, the numbers and the names."""
        circles = self._circles(area, ink)
        largest = max((one.number for one in self.regions if any(one.inside)), default=0)
        grounds = {
            one.inside: ink.shade(one.number / largest * 0.8 if largest else 0)
            for one in self.regions
        }
        painter.setPen(Qt.PenStyle.NoPen)
        for inside in product((True, False), repeat=len(circles)):
            if any(inside):
                painter.fillPath(_path(circles, inside), grounds[inside])
        painter.setPen(thin(ink, ink.text, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for room in circles:
            painter.drawEllipse(room)
        for region, room in self._rooms(area, ink):
            if any(region.inside):
                colour = letters_on(grounds[region.inside])
                number = f"{region.number:,}"
                write(painter, room, number, ink, side=Side.MIDDLE, bold=True, colour=colour)
            else:
                number = f"{region.number:,} in none of them"
                write(painter, room, number, ink, side=Side.RIGHT, colour=ink.muted)
        self._paint_names(painter, area, circles, ink)

    def _paint_names(
        self, painter: QPainter, area: QRectF, circles: list[QRectF], ink: Ink
    ) -> None:
        """The names of two above, left and right; that of a third below its circle."""
        high, middle = ink.high() * 1.4, area.center().x()
        top = QRectF(area.left(), area.top(), area.width() / 2 - 6 * ink.unit, high)
        write(painter, top, self.names[0], ink, side=Side.LEFT, bold=True)
        top.moveLeft(middle + 6 * ink.unit)
        write(painter, top, self.names[1], ink, side=Side.RIGHT, bold=True)
        for name, room in zip(self.names[2:], circles[2:], strict=True):
            below = QRectF(area.left(), room.bottom(), area.width(), high)
            write(painter, below, name, ink, side=Side.MIDDLE, bold=True)


def _spot(inside: Inside) -> tuple[float, float]:
    """The middle of a region: that of its circles, pushed away from those it is not in."""
    centres = _CENTRES[len(inside)]
    within = [centre for centre, is_in in zip(centres, inside, strict=True) if is_in]
    if not within or len(within) == len(centres):
        return 0.0, 0.0
    x, y = (sum(part) / len(within) for part in zip(*within, strict=True))
    return x * PUSH, y * PUSH


def _path(circles: list[QRectF], inside: Inside) -> QPainterPath:
    """What lies in some circles and not in the others."""
    shape: QPainterPath | None = None
    for room, is_in in sorted(zip(circles, inside, strict=True), key=lambda one: not one[1]):
        circle = QPainterPath()
        circle.addEllipse(room)
        if shape is None:
            shape = circle
        else:
            shape = shape.intersected(circle) if is_in else shape.subtracted(circle)
    return shape or QPainterPath()
