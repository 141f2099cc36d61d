"""The picture of a history: the size as columns, below them who came in (up) and left (down)."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.services.segments.history import Book, Step
from desktop.views.charts.figure import Mark, Spot
from desktop.views.charts.ink import Ink, Side, thin, write
from desktop.views.widgets.formats import counted, day

SMALL = 0.85
LINES = 8  # of text high, at least
MOVES = 0.34  # the share of the height that who came and left gets
FILLED = 0.72
WIDEST = 28.0


@dataclass(frozen=True)
class HistoryFigure:
    """A book of the log; each step is a part whose key is its first day."""

    book: Book

    @property
    def name(self) -> str:
        """What the picture shows."""
        return f"Size from {day(self.book.first)} to {day(self.book.last)}"

    def height(self, _width: float, ink: Ink) -> float:
        """So many lines."""
        return LINES * ink.high()

    def spots(self, area: QRectF, ink: Ink) -> list[Spot]:
        """The steps, over the whole height, so that a low one can be hit too."""
        return [Spot(Mark(one.first, told(one)), room) for one, room in self._rooms(area, ink)]

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint sizes, moves and the days at both ends."""
        plot = self._plot(area, ink)
        split = plot.bottom() - plot.height() * MOVES
        highest = max((one.size for one in self.book.steps), default=0) or 1
        most = max((number for one in self.book.steps for number in one[2:4]), default=0) or 1
        middle, reach = (split + plot.bottom()) / 2, (plot.bottom() - split) / 2 - 3 * ink.unit
        top = plot.top() + 2 * ink.unit
        for one, room in self._rooms(area, ink):
            wide = min(room.width() * FILLED, WIDEST * ink.unit)
            left = room.center().x() - wide / 2
            high = (split - top) * one.size / highest
            _bar(painter, QRectF(left, split - high, wide, high), ink, "")
            up, down = reach * one.entered / most, reach * one.left / most
            _bar(painter, QRectF(left, middle - up, wide, up), ink, "green")
            _bar(painter, QRectF(left, middle, wide, down), ink, "red")
        painter.setPen(thin(ink, ink.muted))
        for y in (split, middle):
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        self._paint_words(painter, area, plot, (top, split, middle), (highest, most), ink)

    def _paint_words(
        self,
        painter: QPainter,
        area: QRectF,
        plot: QRectF,
        lines: tuple[float, float, float],
        numbers: tuple[int, int],
        ink: Ink,
    ) -> None:
        line = ink.high(SMALL)
        (top, split, middle), (highest, most) = lines, numbers
        wide = plot.left() - area.left() - 6 * ink.unit
        for y, said in (
            (top, f"{highest:,}"),
            (split - line, "0"),
            (middle - line, f"in {most:,}"),
            (middle, f"out {most:,}"),
        ):
            room = QRectF(area.left(), y, wide, line)
            write(painter, room, said, ink, side=Side.RIGHT, scale=SMALL, colour=ink.muted)
        foot = QRectF(plot.left(), plot.bottom() + 2 * ink.unit, plot.width(), line)
        first, last = day(self.book.first), day(self.book.last)
        write(painter, foot, first, ink, scale=SMALL, colour=ink.muted)
        if ink.wide(first + last, SMALL) < plot.width() - ink.wide("00", SMALL):
            write(painter, foot, last, ink, side=Side.RIGHT, scale=SMALL, colour=ink.muted)

    def _plot(self, area: QRectF, ink: Ink) -> QRectF:
        left = ink.wide("out 00,000", SMALL) + 6 * ink.unit
        return area.adjusted(left, 0, 0, -ink.high(SMALL) - 2 * ink.unit)

    def _rooms(self, area: QRectF, ink: Ink) -> Iterator[tuple[Step, QRectF]]:
        plot = self._plot(area, ink)
        wide = plot.width() / len(self.book.steps)
        for place, one in enumerate(self.book.steps):
            yield one, QRectF(plot.left() + place * wide, plot.top(), wide, plot.height())


def told(one: Step) -> str:
    """A step in words: the tool tip, and what a screen reader says."""
    when = day(one.last) if one.first == one.last else f"{day(one.first)} to {day(one.last)}"
    return f"{when}: {counted(one.size, 'customer')}, {one.entered:,} came in, {one.left:,} left"


def _bar(painter: QPainter, place: QRectF, ink: Ink, tone: str) -> None:
    if place.height() > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(place, ink.fill(tone))
