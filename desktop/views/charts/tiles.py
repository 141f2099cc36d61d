"""Tiles with a number each, as many side by side as fit."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop.views.charts.figure import Mark, Spot
from desktop.views.charts.ink import Ink, Side, thin, write

BIG, SMALL = 1.5, 0.85
GAP, EDGE = 8.0, 10.0


class Part(NamedTuple):
    """A share of the strip at the foot of a tile."""

    share: float
    tone: str = ""


class TileText(NamedTuple):
    """One tile: its heading, a number, a remark beside it, quiet lines, a strip of shares."""

    key: Hashable
    head: str
    number: str
    beside: str
    lines: tuple[str, ...]
    strip: tuple[Part, ...]
    name: str


@dataclass(frozen=True)
class Tiles:
    """Tiles in reading order; none is narrower than so many letters."""

    name: str
    tiles: tuple[TileText, ...]
    letters: int = 24
    most_columns: int = 5

    def _columns(self, width: float, ink: Ink) -> int:
        least = self.letters * ink.wide("n")
        fits = int((width + GAP * ink.unit) // (least + GAP * ink.unit))
        return max(1, min(fits, self.most_columns, len(self.tiles)))

    def _tile(self, ink: Ink) -> float:
        lines = max((len(tile.lines) for tile in self.tiles), default=0)
        text = ink.high() + ink.high(BIG) + lines * ink.high(SMALL)
        return text + (2 * EDGE + 8) * ink.unit

    def height(self, width: float, ink: Ink) -> float:
        """Rows of tiles with gaps between them."""
        rows = -(-len(self.tiles) // self._columns(width, ink)) if self.tiles else 0
        return rows * (self._tile(ink) + GAP * ink.unit)

    def _rooms(self, area: QRectF, ink: Ink) -> Iterator[tuple[TileText, QRectF]]:
        columns, gap, high = self._columns(area.width(), ink), GAP * ink.unit, self._tile(ink)
        wide = (area.width() + gap) / columns
        for place, tile in enumerate(self.tiles):
            row, column = divmod(place, columns)
            left, top = area.left() + column * wide, area.top() + row * (high + gap)
            yield tile, QRectF(left, top, wide - gap, high)

    def spots(self, area: QRectF, ink: Ink) -> list[Spot]:
        """The tiles."""
        return [Spot(Mark(tile.key, tile.name), room) for tile, room in self._rooms(area, ink)]

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint all tiles."""
        for tile, room in self._rooms(area, ink):
            edge = ink.unit / 2
            painter.setPen(thin(ink))
            painter.setBrush(ink.ground)
            radius = 6 * ink.unit
            painter.drawRoundedRect(room.adjusted(edge, edge, -edge, -edge), radius, radius)
            _paint_text(painter, room, tile, ink)
            _paint_strip(painter, room, tile, ink)


def _paint_text(painter: QPainter, room: QRectF, tile: TileText, ink: Ink) -> None:
    inner = room.adjusted(EDGE * ink.unit, EDGE * ink.unit, -EDGE * ink.unit, 0)
    inner.setHeight(ink.high())
    write(painter, inner, tile.head, ink, bold=True)
    inner.moveTop(inner.bottom())
    inner.setHeight(ink.high(BIG))
    write(painter, inner, tile.number, ink, scale=BIG, bold=True)
    taken = ink.wide(tile.number, BIG, bold=True) + 6 * ink.unit
    beside = inner.adjusted(taken, 0, 0, 0)
    write(painter, beside, tile.beside, ink, side=Side.RIGHT, scale=SMALL, colour=ink.muted)
    for text in tile.lines:
        inner.moveTop(inner.bottom())
        inner.setHeight(ink.high(SMALL))
        write(painter, inner, text, ink, scale=SMALL, colour=ink.muted)


def _paint_strip(painter: QPainter, room: QRectF, tile: TileText, ink: Ink) -> None:
    """The shares one after another; what is left stays a thin line."""
    strip = room.adjusted(EDGE * ink.unit, 0, -EDGE * ink.unit, -EDGE * ink.unit)
    strip.setTop(strip.bottom() - 4 * ink.unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink.line)
    painter.drawRect(strip.adjusted(0, 1.5 * ink.unit, 0, -1.5 * ink.unit))
    left = strip.left()
    for part in tile.strip:
        wide = strip.width() * part.share
        painter.setBrush(ink.fill(part.tone))
        painter.setPen(thin(ink, ink.text, 0.5) if ink.is_paper else Qt.PenStyle.NoPen)
        if wide > 0:
            painter.drawRect(QRectF(left, strip.top(), wide, strip.height()))
        left += wide
