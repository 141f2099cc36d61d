"""Lying bars, one below the other: a name at the left, a bar, its numbers at the right."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.views.charts.figure import Mark, Spot
from desktop.views.charts.ink import Ink, Side, thin, write
from desktop.views.widgets.parts import blend

ROOM = 8.0  # between name, bar and numbers
WIDEST_LABEL = 0.36


class RowBar(NamedTuple):
    """One bar: its share of the longest, its name, the numbers behind it, its spoken name."""

    key: Hashable
    share: float
    label: str
    numbers: tuple[str, ...]
    name: str
    tone: str = ""


@dataclass(frozen=True)
class Rows:
    """Bars from top to bottom; the numbers stand in columns under their headings."""

    name: str
    bars: tuple[RowBar, ...]
    headings: tuple[str, ...] = ()

    def height(self, _width: float, ink: Ink) -> float:
        """A line per bar and one for the headings."""
        return (len(self.bars) + bool(self.headings)) * self._row(ink)

    def _row(self, ink: Ink) -> float:
        return ink.high() + 8 * ink.unit

    def _label(self, area: QRectF, ink: Ink) -> float:
        wide = max((ink.wide(bar.label) for bar in self.bars), default=0.0)
        return min(wide + ROOM * ink.unit, area.width() * WIDEST_LABEL)

    def _numbers(self, ink: Ink) -> list[float]:
        """How wide each column of numbers is."""
        shown = [*(bar.numbers for bar in self.bars), self.headings]
        count = max((len(numbers) for numbers in shown), default=0)
        return [
            max(ink.wide(one[place]) for one in shown if len(one) > place) + ROOM * ink.unit
            for place in range(count)
        ]

    def _rooms(self, area: QRectF, ink: Ink) -> Iterator[tuple[RowBar, QRectF]]:
        high = self._row(ink)
        top = area.top() + (high if self.headings else 0.0)
        for place, bar in enumerate(self.bars):
            yield bar, QRectF(area.left(), top + place * high, area.width(), high)

    def spots(self, area: QRectF, ink: Ink) -> list[Spot]:
        """The whole lines."""
        return [Spot(Mark(bar.key, bar.name), room) for bar, room in self._rooms(area, ink)]

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint headings and lines."""
        numbers, label = self._numbers(ink), self._label(area, ink)
        if self.headings:
            head = QRectF(area.left(), area.top(), area.width(), self._row(ink))
            _write_numbers(painter, head, self.headings, numbers, ink, is_head=True)
        for bar, room in self._rooms(area, ink):
            name = QRectF(room.left() + 4 * ink.unit, room.top(), label, room.height())
            write(painter, name, bar.label, ink)
            left = name.right() + ROOM * ink.unit
            wide = max(room.right() - sum(numbers) - 2 * ROOM * ink.unit - left, 0.0)
            track = QRectF(left, room.center().y() - ink.high() * 0.3, wide, ink.high() * 0.6)
            _paint_bar(painter, track, bar, ink)
            _write_numbers(painter, room, bar.numbers, numbers, ink)


def _paint_bar(painter: QPainter, track: QRectF, bar: RowBar, ink: Ink) -> None:
    radius = 3 * ink.unit
    painter.setPen(Qt.PenStyle.NoPen)
    if not ink.is_paper:
        painter.setBrush(blend(ink.ground, ink.line, 0.45))
        painter.drawRoundedRect(track, radius, radius)
    place = QRectF(track.left(), track.top(), track.width() * min(bar.share, 1.0), track.height())
    if place.width() > 0:
        painter.setPen(thin(ink, ink.text) if ink.is_paper else Qt.PenStyle.NoPen)
        painter.setBrush(ink.fill(bar.tone))
        painter.drawRoundedRect(place, radius, radius)


def _write_numbers(
    painter: QPainter,
    room: QRectF,
    numbers: tuple[str, ...],
    widths: list[float],
    ink: Ink,
    *,
    is_head: bool = False,
) -> None:
    right = room.right() - 4 * ink.unit - sum(widths)
    for place, text in enumerate(numbers):
        right += widths[place]
        place_of = QRectF(right - widths[place], room.top(), widths[place], room.height())
        colour = ink.muted if is_head or place else ink.text
        write(painter, place_of, text, ink, side=Side.RIGHT, bold=not place, colour=colour)
