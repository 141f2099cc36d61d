"""All numbers of the day on one board: groups of tiles, and this week by zone beside them."""

from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.services.desk.agenda import PLAIN, Agenda, AgendaGroup
from desktop.views.today.tile import LineButton, Tile
from desktop.views.today.zones import ZoneCard
from desktop.views.widgets import look, parts

MOST_COLUMNS = 6
BESIDE = 96  # letters of width from which the zones stand at the right of the tiles
ZONE_LETTERS = 34
ANY_WIDTH = 16_777_215  # Qt's own "no limit"
DIRECTIONS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
DONE = "Nothing presses today: no work overdue, no paper late, nobody waits for a call."


def balanced(number: int, most: int) -> int:
    """Columns for so many tiles: where they need several rows, none stands alone."""
    rows = -(-number // most)
    return most if rows == 1 else -(-number // rows)


class TileGrid(QWidget):
    """The tiles of one group, as many in a row as fit."""

    def __init__(self, group: AgendaGroup) -> None:
        super().__init__()
        self.tiles = [Tile(line) for line in group.lines]
        for tile in self.tiles:
            tile.setParent(self)  # at once: Tab wants to know them before they have their places
        self._columns = 0
        # Fewer columns must be possible: the width that many of them need is none to insist on.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # A short row is filled up, so that the tiles of all groups stand below each other.
        self._fillers = [QWidget(self) for _ in range(MOST_COLUMNS - len(self.tiles))]
        self._grid = QGridLayout()
        self._grid.setSpacing(look.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(parts.small_heading(group.label))
        layout.addLayout(self._grid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tiles into as many columns as there is room for."""
        super().resizeEvent(event)
        wide = self.tiles[0].minimumSizeHint().width() + look.S
        columns = (event.size().width() + look.S) // wide
        self.set_columns(balanced(len(self.tiles), min(max(1, columns), MOST_COLUMNS)))

    def set_columns(self, columns: int) -> None:
        """Stand in so many columns."""
        if columns == self._columns:
            return
        for column in range(max(self._columns, columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, *divmod(place, columns))
        for place, filler in enumerate(self._fillers, len(self.tiles)):
            self._grid.addWidget(filler, 0, min(place, columns - 1))
            filler.setVisible(place < columns)


class Board(QScrollArea):
    """Shows the agenda; `chosen` carries the line that was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        parts.slim_bars(self)
        self.groups: dict[str, TileGrid] = {}
        self.done = parts.body(DONE)
        self.done.setWordWrap(True)
        self.zones = ZoneCard()
        self._left = QVBoxLayout()
        self._left.setSpacing(look.M)
        self._left.addWidget(self.done)
        self._left.addStretch(1)
        inside = self._inside = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._sides.setContentsMargins(0, 0, look.S, look.S)
        self._sides.setSpacing(look.L)
        self._sides.addLayout(self._left, 1)
        self._sides.addWidget(self.zones, 0, Qt.AlignmentFlag.AlignTop)
        self.setWidget(inside)

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the numbers of a day; the tiles stay, so that the focus does too."""
        for place, group in enumerate(agenda.groups, 1):
            if group.key not in self.groups:
                self.groups[group.key] = self._add(group, place)
            for tile, line in zip(self.groups[group.key].tiles, group.lines, strict=True):
                tile.show_line(line)
        self.zones.show_agenda(agenda)
        for zone in self.zones.lines:
            self._connect(zone)
        for one, after in pairwise((*self.tiles(), self.zones.edit, *self.zones.lines)):
            QWidget.setTabOrder(one, after)  # as one reads: the zones stand after the tiles
        self.done.setVisible(all(tile.line.tone == PLAIN for tile in self.tiles()))

    def _add(self, group: AgendaGroup, place: int) -> TileGrid:
        grid = TileGrid(group)
        for tile in grid.tiles:
            self._connect(tile)
        self._left.insertWidget(place, grid)
        return grid

    def _connect(self, button: LineButton) -> None:
        button.clicked.connect(lambda _checked: self.chosen.emit(button.line))
        button.moved.connect(lambda key: self._move(button, key))

    def tiles(self) -> list[Tile]:
        """All tiles in the order they are read."""
        return [tile for grid in self.groups.values() for tile in grid.tiles]

    def buttons(self) -> list[LineButton]:
        """Everything that can be pressed."""
        return [*self.tiles(), *self.zones.lines]

    def tile(self, key: str) -> Tile:
        """The tile of a line."""
        return next(tile for tile in self.tiles() if tile.line.key == key)

    def _move(self, button: LineButton, key: Qt.Key) -> None:
        """Give the focus to the nearest button in the direction of an arrow."""
        nearest = self._nearest(button, DIRECTIONS[key])
        if nearest is not None:
            nearest.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(nearest)

    def _nearest(self, button: LineButton, to: QPoint) -> QWidget | None:
        others = self.buttons()
        here = _centre(button, self._inside)
        found: list[tuple[int, int, QWidget]] = []
        for place, other in enumerate(others):
            way = _centre(other, self._inside) - here
            along = way.x() * to.x() + way.y() * to.y()
            across = abs(way.x() * to.y()) + abs(way.y() * to.x())
            if other is not button and along > across // 2:
                found.append((along + 2 * across, place, other))
        return min(found, key=lambda one: one[:2])[2] if found else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the zones below the tiles where the window is narrow."""
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        beside = event.size().width() >= BESIDE * letter
        direction = QBoxLayout.Direction
        self._sides.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        # Below the tiles it takes what there is: a width set here would keep the board as wide as
        # it was before a scroll bar came.
        self.zones.setMinimumWidth(ZONE_LETTERS * letter if beside else 1)
        self.zones.setMaximumWidth(ZONE_LETTERS * letter if beside else ANY_WIDTH)


def _centre(widget: QWidget, within: QWidget) -> QPoint:
    return widget.mapTo(within, widget.rect().center())
