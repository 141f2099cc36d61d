"""The six boxes as tiles: every row of the files is in exactly one of them."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.importing.kinds import BOX_LABELS, BOXES
from desktop.views.importing import looks
from desktop.views.importing.looks import Role
from desktop.views.importing.small import wrapped
from desktop.views.widgets import look
from desktop.views.widgets.icons import pixmap

WIDE_TILE = 13  # letters a tile needs for its words
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Tile(QAbstractButton):
    """One box: its number, its name, what it means. Checked, the rows below are only its own."""

    def __init__(self, box: str) -> None:
        super().__init__()
        self.box = box
        self.count = 0
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(looks.BOX_LOOKS[box].about)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show the number of rows."""
        self.count = count
        self.setText(f"{count:,}")
        about = looks.BOX_LOOKS[self.box].about
        self.setAccessibleName(f"{BOX_LABELS[self.box]}: {count:,} rows, {about}")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the number, the name and one line about it."""
        line = self.fontMetrics().height()
        return QSize(self._letters() * 15, self._big().height() + 2 * line + look.M * 2)

    def minimumSizeHint(self) -> QSize:
        """Narrow tiles cut the line about the box first."""
        return QSize(self._letters() * 9, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self.update()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, the arrows go to the next tile."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in STEPS:
            self.focusNextPrevChild(STEPS[Qt.Key(event.key())] > 0)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile from the palette."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._outline())
        painter.setBrush(self._ground())
        edge = 1.0 if self.hasFocus() or self.isChecked() else 0.5
        area = self.rect().toRectF().adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(area, look.RADIUS + 2, look.RADIUS + 2)
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
        self._paint_line(painter, QRect(room.left(), top, room.width(), line), self._name())
        painter.setFont(look.font(0.92))
        painter.setPen(palette.color(Role.PlaceholderText))
        about = QRect(room.left(), top + line, room.width(), line)
        self._paint_line(painter, about, looks.BOX_LOOKS[self.box].about)

    def _paint_sign(self, painter: QPainter, left: int, top: int) -> None:
        side = self.fontMetrics().height()
        painter.save()
        mask = pixmap(looks.BOX_LOOKS[self.box].icon, side, Role.Text, self.devicePixelRatioF())
        painter.drawPixmap(left, top, looks.coloured(mask, looks.ink(self.box, self.palette())))
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, words: str) -> None:
        cut = QFontMetrics(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)

    def _ground(self) -> QColor:
        palette = self.palette()
        if self.isChecked():
            return looks.tint(self.box, palette)
        if self.underMouse():
            return palette.color(Role.AlternateBase)
        return palette.color(Role.Base)

    def _outline(self) -> QPen:
        palette = self.palette()
        if self.hasFocus():
            return QPen(palette.color(Role.Accent), 2)
        if self.isChecked():
            return QPen(looks.ink(self.box, palette), 2)
        return QPen(palette.color(Role.Mid), 1)

    def _name(self) -> str:
        return BOX_LABELS[self.box]

    def _big(self) -> QFontMetrics:
        return QFontMetrics(look.font(1.7, bold=True))

    def _letters(self) -> int:
        return self.fontMetrics().averageCharWidth()


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
