"""A grid of numbers on grounds that are the darker the larger the number is."""

import math
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter

from desktop.views.charts.figure import Mark, Spot
from desktop.views.charts.ink import Ink, Side, letters_on, thin, write

GAP = 3.0
SMALL = 0.85
SLANT = -38.0  # degrees of headings that do not fit side by side
LEGEND_LETTERS = 16
FADED = 0.28


class HeatCell(NamedTuple):
    """One number: its share of the largest, its lines from large to small, its spoken name."""

    key: Hashable
    share: float
    lines: tuple[str, ...]
    name: str
    is_faded: bool = False  # not among those pointed at
    is_framed: bool = False  # the same value before and after


class Legend(NamedTuple):
    """What the grounds mean, with the numbers at both ends."""

    words: str
    low: str
    high: str


class Frame(NamedTuple):
    """Where the grid stands within the figure."""

    left: float
    top: float
    wide: float  # of one cell
    high: float


@dataclass(frozen=True)
class HeatMap:
    """Rows from top to bottom, each with a cell per column."""

    name: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    row_title: str = ""
    column_title: str = ""
    legend: Legend | None = None
    lines: int = 2  # of a cell

    def height(self, width: float, ink: Ink) -> float:
        """Headings, as many rows as there are, the legend."""
        return self._head(width, ink) + len(self.rows) * self._row(ink) + self._foot(ink)

    def _row(self, ink: Ink) -> float:
        return ink.high() * 1.15 + (self.lines - 1) * ink.high(SMALL) + 4 * GAP * ink.unit

    def _left(self, width: float, ink: Ink) -> float:
        title = ink.wide(self.row_title, SMALL, bold=True)
        wide = max(title, *(ink.wide(label, SMALL) for label in self.rows), 0.0)
        return min(wide + 8 * ink.unit, width * 0.3)

    def _is_slanted(self, width: float, ink: Ink) -> bool:
        wide = (width - self._left(width, ink)) / max(len(self.columns), 1) - GAP * ink.unit
        return any(ink.wide(label, SMALL) > wide for label in self.columns)

    def _head(self, width: float, ink: Ink) -> float:
        title = ink.high(SMALL) if self.column_title or self.row_title else 0.0
        if not self._is_slanted(width, ink):
            return title + ink.high(SMALL) + 4 * ink.unit
        longest = max(ink.wide(label, SMALL) for label in self.columns)
        return title + longest * 0.62 + ink.high(SMALL) + 4 * ink.unit

    def _foot(self, ink: Ink) -> float:
        return ink.high(SMALL) + 10 * ink.unit if self.legend else 0.0

    def _slope(self, width: float, ink: Ink) -> float:
        """What a slanted heading over the last column needs at its right."""
        if not self._is_slanted(width, ink):
            return 0.0
        half = (width - self._left(width, ink)) / len(self.columns) / 2
        reach = ink.wide(self.columns[-1], SMALL) * math.cos(math.radians(SLANT)) + ink.high(SMALL)
        return max(ink.high(SMALL) * 2, reach - half * 0.9)

    def _frame(self, area: QRectF, ink: Ink) -> Frame:
        left, head = self._left(area.width(), ink), self._head(area.width(), ink)
        wide = (area.width() - left - self._slope(area.width(), ink)) / max(len(self.columns), 1)
        high = max(area.height() - head - self._foot(ink), 0.0) / max(len(self.rows), 1)
        return Frame(area.left() + left, area.top() + head, wide, min(high, self._row(ink) * 1.6))

    def _places(self, area: QRectF, ink: Ink) -> Iterator[tuple[HeatCell, QRectF]]:
        left, top, wide, high = self._frame(area, ink)
        gap = GAP * ink.unit
        for row, cells in enumerate(self.cells):
            for column, cell in enumerate(cells):
                place = QRectF(left + column * wide, top + row * high, wide - gap, high - gap)
                yield cell, place

    def spots(self, area: QRectF, ink: Ink) -> list[Spot]:
        """The cells, row by row."""
        return [Spot(Mark(cell.key, cell.name), at) for cell, at in self._places(area, ink)]

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint headings, cells, legend."""
        self._paint_heads(painter, area, ink)
        for cell, place in self._places(area, ink):
            _paint_cell(painter, place, cell, ink)
        if self.legend:
            frame = self._frame(area, ink)
            top = frame.top + frame.high * len(self.rows) + 6 * ink.unit
            right = area.right() - GAP * ink.unit
            room = QRectF(frame.left, top, right - frame.left, ink.high(SMALL))
            paint_legend(painter, room, self.legend, ink)

    def _paint_heads(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        left, top, wide, high = self._frame(area, ink)
        line = ink.high(SMALL)
        for place, label in enumerate(self.rows):
            room = QRectF(area.left(), top + place * high, left - area.left() - 8 * ink.unit, high)
            write(painter, room, label, ink, side=Side.RIGHT, scale=SMALL, colour=ink.muted)
        if self.column_title:
            room = QRectF(left, area.top(), area.right() - left, line)
            write(painter, room, self.column_title, ink, scale=SMALL, bold=True)
        if self.row_title:
            room = QRectF(area.left(), area.top(), left - area.left() - 8 * ink.unit, line)
            write(painter, room, self.row_title, ink, side=Side.RIGHT, scale=SMALL, bold=True)
        slanted = self._is_slanted(area.width(), ink)
        for place, label in enumerate(self.columns):
            corner = QPointF(left + place * wide, top - line - 3 * ink.unit)
            if slanted:
                _write_slanted(painter, corner + QPointF(wide / 2, line), label, ink)
            else:
                room = QRectF(corner.x(), corner.y(), wide - GAP * ink.unit, line)
                write(painter, room, label, ink, side=Side.MIDDLE, scale=SMALL, colour=ink.muted)


def _write_slanted(painter: QPainter, foot: QPointF, text: str, ink: Ink) -> None:
    painter.save()
    painter.translate(foot)
    painter.rotate(SLANT)
    line = ink.high(SMALL)
    room = QRectF(0, -line, ink.wide(text, SMALL) + 2 * ink.unit, line)
    write(painter, room, text, ink, scale=SMALL, colour=ink.muted)
    painter.restore()


def _paint_cell(painter: QPainter, place: QRectF, cell: HeatCell, ink: Ink) -> None:
    painter.save()
    if cell.is_faded:
        painter.setOpacity(FADED)
    ground = ink.shade(cell.share)
    painter.setBrush(ground)
    framed = thin(ink, ink.text, 2) if cell.is_framed else thin(ink)
    painter.setPen(framed if cell.is_framed or ink.is_paper else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(place, 4 * ink.unit, 4 * ink.unit)
    _write_lines(painter, place, cell.lines, ink, letters_on(ground))
    painter.restore()


def _write_lines(
    painter: QPainter, place: QRectF, lines: tuple[str, ...], ink: Ink, colour: QColor
) -> None:
    """The lines in the middle of the cell, as many as there is room for."""
    small, large = ink.high(SMALL), ink.high(1.15)
    shown = lines[: 1 + max(0, int((place.height() - large) / small))]
    top = place.center().y() - (large + small * (len(shown) - 1)) / 2
    for number, text in enumerate(shown):
        high, scale = (large, 1.15) if number == 0 else (small, SMALL)
        room = QRectF(place.left() + 2 * ink.unit, top, place.width() - 4 * ink.unit, high)
        write(
            painter,
            room,
            text,
            ink,
            side=Side.MIDDLE,
            scale=scale,
            bold=number == 0,
            colour=colour,
        )
        top += high


def paint_legend(painter: QPainter, room: QRectF, legend: Legend, ink: Ink) -> None:
    """A strip from pale to full between its two numbers."""
    wide = ink.wide("0", SMALL) * LEGEND_LETTERS
    words = QRectF(room.left(), room.top(), room.width(), room.height())
    write(painter, words, legend.words, ink, scale=SMALL, colour=ink.muted)
    high = QRectF(room.right() - ink.wide(legend.high, SMALL), room.top(), 0, room.height())
    high.setRight(room.right() + ink.unit)
    write(painter, high, legend.high, ink, scale=SMALL, colour=ink.muted)
    strip = QRectF(high.left() - wide - 6 * ink.unit, room.top(), wide, room.height())
    strip.adjust(0, 3 * ink.unit, 0, -3 * ink.unit)
    shades = QLinearGradient(strip.topLeft(), strip.topRight())
    shades.setColorAt(0, ink.shade(0))
    shades.setColorAt(1, ink.shade(1))
    painter.setPen(thin(ink))
    painter.setBrush(shades)
    painter.drawRoundedRect(strip, 3 * ink.unit, 3 * ink.unit)
    low = QRectF(words.left(), room.top(), strip.left() - 6 * ink.unit - words.left(), 0)
    low.setHeight(room.height())
    write(painter, low, legend.low, ink, side=Side.RIGHT, scale=SMALL, colour=ink.muted)
