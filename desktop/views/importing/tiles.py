"""The six boxes as tiles: every row of the files is in exactly one of them."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.importing.kinds import BOX_LABELS, BOXES
from desktop.views.widgets import look, sign_looks
from desktop.views.widgets.icons import pixmap
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.sign_looks import Role
from desktop.views.widgets.tile_button import TileButton, paint_cut

WIDE_TILE = 13  # letters a tile needs for its words
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Tile(TileButton):
    """One box: its number, its name, what it means. Checked, the rows below are only its own."""

    def __init__(self, box: str) -> None:
        super().__init__()
        self.box = box
        self.count = 0
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(sign_looks.BOX_LOOKS[box].about)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show the number of rows."""
        self.count = count
        self.setText(f"{count:,}")
        about = sign_looks.BOX_LOOKS[self.box].about
        self.setAccessibleName(f"{BOX_LABELS[self.box]}: {count:,} rows, {about}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the number, the name and one line about it."""
        line = self.fontMetrics().height()
        return QSize(self.letter() * 15, self._big().height() + 2 * line + look.M * 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow tiles cut the line about the box first."""
        return QSize(self.letter() * 9, self.sizeHint().height())

    def arrow(self, key: Qt.Key) -> bool:
        """Go to the next tile."""
        return key in STEPS and bool(self.focusNextPrevChild(STEPS[key] > 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile from the palette."""
        painter = QPainter(self)
        self.paint_sheet(painter, self._ground(), self._outline())
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        palette, line = self.palette(), self.fontMetrics().height()
        room = self.rect().adjusted(look.M, look.S, -look.M, -look.S)
        text = palette.color(Role.Text if self.count else Role.PlaceholderText)
        painter.setFont(look.font(1.7, bold=True))
        painter.setPen(text)
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self.text())
        top = room.top() + self._big().height() + look.XS
        self._paint_sign(painter, room.right() - line, room.top() + look.XS)
        painter.setFont(look.font(bold=True))
        painter.setPen(palette.color(Role.Text))
        paint_cut(painter, QRect(room.left(), top, room.width(), line), self._name())
        painter.setFont(look.font(0.92))
        painter.setPen(palette.color(Role.PlaceholderText))
        about = QRect(room.left(), top + line, room.width(), line)
        paint_cut(painter, about, sign_looks.BOX_LOOKS[self.box].about)

    def _paint_sign(self, painter: QPainter, left: int, top: int) -> None:
        side = self.fontMetrics().height()
        painter.save()
        mask = pixmap(
            sign_looks.BOX_LOOKS[self.box].icon, side, Role.Text, self.devicePixelRatioF()
        )
        painter.drawPixmap(
            left, top, sign_looks.coloured(mask, sign_looks.ink(self.box, self.palette()))
        )
        painter.restore()

    def _ground(self) -> QColor:
        if self.isChecked():
            return sign_looks.tint(self.box, self.palette())
        return self.hover_ground()

    def _outline(self) -> QPen:
        palette = self.palette()
        if self.isChecked():
            return QPen(sign_looks.ink(self.box, palette), 2)
        return QPen(palette.color(Role.Mid), 1)

    def _name(self) -> str:
        return BOX_LABELS[self.box]

    def _big(self) -> QFontMetrics:
        return QFontMetrics(look.font(1.7, bold=True))


class Tiles(QWidget):
    """The six tiles and the sentence that they add up. `chosen` brings a box, or "" for all."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tiles = {box: Tile(box) for box in BOXES}
        self.sentence = wrapped(quiet=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(look.S)
        self._columns = 0
        for tile in self.tiles.values():
            tile.clicked.connect(lambda _on, box=tile.box: self._on_clicked(box))
        self._place(len(BOXES))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addLayout(self._grid)
        layout.addWidget(self.sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tiles into two rows where one would cut their words."""
        super().resizeEvent(event)
        room = event.size().width() // len(BOXES) - look.S
        is_wide = room >= self.fontMetrics().averageCharWidth() * WIDE_TILE
        self._place(len(BOXES) if is_wide else len(BOXES) // 2)

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, *divmod(place, columns))
        for column in range(len(BOXES)):
            self._grid.setColumnStretch(column, int(column < columns))

    def show_counts(self, counts: Mapping[str, int], rows_in_files: int) -> None:
        """Show the six numbers and compare their sum with what the files hold."""
        for box, tile in self.tiles.items():
            tile.show_count(counts.get(box, 0))
        self.sentence.setText(sum_sentence(counts, rows_in_files))

    def choose(self, box: str) -> None:
        """Mark one tile, or none."""
        for key, tile in self.tiles.items():
            tile.setChecked(key == box)

    def _on_clicked(self, box: str) -> None:
        box = box if self.tiles[box].isChecked() else ""
        self.choose(box)
        self.chosen.emit(box)


def sum_sentence(counts: Mapping[str, int], rows_in_files: int) -> str:
    """Say that the boxes hold every row of the files, with the sum written out."""
    numbers = [counts.get(box, 0) for box in BOXES]
    total = sum(numbers)
    written = " + ".join(f"{number:,}" for number in numbers)
    if total == rows_in_files:
        return f"{written} = {total:,}: every row of the files is in one of these boxes."
    return f"{written} = {total:,}, but the files hold {rows_in_files:,} rows."
