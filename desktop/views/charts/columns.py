"""Upright bars: a distribution, or months one after another."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from desktop.views.charts.figure import Mark, Spot
from desktop.views.charts.ink import Ink, Side, thin, write

SMALL = 0.85
FILLED = 0.72  # of the room of a column
WIDEST = 64.0


class ColumnBar(NamedTuple):
    """One bar: its share of the top, the number above, its spoken name.

    The words below may take several lines, as many as the `label_lines` of all.
    """

    key: Hashable
    share: float
    number: str
    label: str
    name: str
    tone: str = ""
    before: float | None = None  # a share to compare with, drawn as a short line


class Tick(NamedTuple):
    """A line across at a share of the top, with its number."""

    share: float
    number: str


@dataclass(frozen=True)
class Columns:
    """Bars from left to right. `ticks` draws lines across instead of a number on every bar."""

    name: str
    bars: tuple[ColumnBar, ...]
    ticks: tuple[Tick, ...] = ()
    lines: int = 9  # lines of text high
    under: str = ""  # a sentence below
    label_lines: int = 1

    def height(self, _width: float, ink: Ink) -> float:
        """So many lines, and the sentence."""
        return self.lines * ink.high() + (ink.high(SMALL) if self.under else 0.0)

    def _plot(self, area: QRectF, ink: Ink) -> QRectF:
        """Where the bars stand."""
        line = ink.high(SMALL)
        left = max((ink.wide(tick.number, SMALL) for tick in self.ticks), default=0.0)
        foot = line * (self.label_lines + bool(self.under)) + 4 * ink.unit
        left += 8 * ink.unit if self.ticks else 0.0
        return area.adjusted(left, line + 2 * ink.unit, 0, -foot)

    def _rooms(self, plot: QRectF) -> Iterator[tuple[ColumnBar, QRectF]]:
        wide = plot.width() / max(len(self.bars), 1)
        for place, bar in enumerate(self.bars):
            yield bar, QRectF(plot.left() + place * wide, plot.top(), wide, plot.height())

    def spots(self, area: QRectF, ink: Ink) -> list[Spot]:
        """The bars with the room above them, so that a low one can be hit too."""
        plot = self._plot(area, ink)
        foot = ink.high(SMALL) * self.label_lines
        return [
            Spot(Mark(bar.key, bar.name), room.adjusted(1, -ink.high(SMALL), -1, foot))
            for bar, room in self._rooms(plot)
        ]

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint lines across, bars, numbers, labels."""
        plot = self._plot(area, ink)
        self._paint_ticks(painter, area, plot, ink)
        painter.setPen(thin(ink, ink.muted))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        for bar, room in self._rooms(plot):
            _paint_bar(painter, room, bar, ink)
        self._paint_labels(painter, plot, ink)
        if self.under:
            foot = QRectF(area.left(), area.bottom() - ink.high(SMALL), area.width(), 0)
            foot.setHeight(ink.high(SMALL))
            write(painter, foot, self.under, ink, scale=SMALL, colour=ink.muted)

    def _paint_ticks(self, painter: QPainter, area: QRectF, plot: QRectF, ink: Ink) -> None:
        line = ink.high(SMALL)
        for tick in self.ticks:
            y = plot.bottom() - tick.share * plot.height()
            painter.setPen(thin(ink))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            room = QRectF(area.left(), y - line / 2, plot.left() - area.left() - 6 * ink.unit, line)
            write(painter, room, tick.number, ink, side=Side.RIGHT, scale=SMALL, colour=ink.muted)

    def _paint_labels(self, painter: QPainter, plot: QRectF, ink: Ink) -> None:
        line = ink.high(SMALL)
        for bar, room in self._rooms(plot):
            if not self.ticks:
                high = _bar_room(room, bar.share, ink).top() - line - ink.unit
                above = QRectF(room.left(), high, room.width(), line)
                write(painter, above, bar.number, ink, side=Side.MIDDLE, scale=SMALL, bold=True)
            # Of months only some have a label, which may be wider than its bar.
            for place, text in enumerate(bar.label.splitlines()):
                wide = max(room.width(), ink.wide(text, SMALL) if self.ticks else 0.0)
                top = room.bottom() + 3 * ink.unit + place * line
                side = Side.LEFT if self.ticks else Side.MIDDLE
                below = QRectF(room.left(), top, wide, line)
                write(painter, below, text, ink, side=side, scale=SMALL, colour=ink.muted)


def _bar_room(room: QRectF, share: float, ink: Ink) -> QRectF:
    wide = min(room.width() * FILLED, WIDEST * ink.unit)
    high = max(share, 0.0) * room.height()
    return QRectF(room.center().x() - wide / 2, room.bottom() - high, wide, high)


def _paint_bar(painter: QPainter, room: QRectF, bar: ColumnBar, ink: Ink) -> None:
    place = _bar_room(room, bar.share, ink)
    painter.setBrush(ink.fill(bar.tone))
    painter.setPen(thin(ink, ink.text) if ink.is_paper else Qt.PenStyle.NoPen)
    if place.height() > 0:
        painter.drawPath(_rounded_above(place, min(3 * ink.unit, place.height())))
    if bar.before is not None:
        y = room.bottom() - bar.before * room.height()
        painter.setPen(thin(ink, ink.text, 2))
        painter.drawLine(
            QPointF(place.left() - 2 * ink.unit, y), QPointF(place.right() + 2 * ink.unit, y)
        )


def _rounded_above(place: QRectF, radius: float) -> QPainterPath:
    """A bar that stands flat on its line."""
    path = QPainterPath(place.bottomLeft())
    path.lineTo(place.left(), place.top() + radius)
    path.quadTo(place.topLeft(), QPointF(place.left() + radius, place.top()))
    path.lineTo(place.right() - radius, place.top())
    path.quadTo(place.topRight(), QPointF(place.right(), place.top() + radius))
    path.lineTo(place.bottomRight())
    path.closeSubpath()
    return path
