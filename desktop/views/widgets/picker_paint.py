"""Paints the rows of a picker: name, description below, count at the right, a tick box."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.views.widgets import tints

KEY = Qt.ItemDataRole.UserRole
ABOUT = Qt.ItemDataRole.UserRole + 1
COUNT = Qt.ItemDataRole.UserRole + 2
HEADING = Qt.ItemDataRole.UserRole + 3

Index = QModelIndex | QPersistentModelIndex


class OptionDelegate(QStyledItemDelegate):
    """Draws headings and options with the colours of the palette."""

    def __init__(self, parent: QWidget, *, many: bool) -> None:
        super().__init__(parent)
        self._many = many

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines where there is a description, one otherwise."""
        line = QFontMetrics(option.font).height()
        lines = 2 if index.data(ABOUT) else 1
        return QSize(10 * line, lines * line + line * 3 // 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One row."""
        painter.save()
        box: QRect = option.rect
        font = QFont(option.font)
        view = self.parent()
        assert isinstance(view, QWidget)  # noqa: S101 - made by it
        palette = view.palette()  # that of the option is greyed for headings
        pad = QFontMetrics(font).height() // 2
        room = box.adjusted(pad, 0, -pad, 0)
        if index.data(HEADING):
            _paint_heading(painter, room, font, palette, str(index.data()))
        else:
            self._paint_option(painter, option, room, index)
        painter.restore()

    def _paint_option(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, index: Index
    ) -> None:
        palette: QPalette = option.palette
        font = QFont(option.font)
        view = self.parent()
        current = isinstance(view, QListView) and view.currentIndex() == index
        if current:
            painter.fillRect(
                option.rect, tints.mix(tints.surface(palette), tints.accent(palette), 0.22)
            )
        if self._many:
            room = _paint_tick(painter, room, palette, on=_is_on(index))
        room = _paint_count(painter, room, palette, index.data(COUNT))
        _paint_words(painter, room, font, palette, str(index.data()), index.data(ABOUT) or "")


def _is_on(index: Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked


def _paint_heading(
    painter: QPainter, room: QRect, font: QFont, palette: QPalette, text: str
) -> None:
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(tints.quiet_ink(palette))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _paint_tick(painter: QPainter, room: QRect, palette: QPalette, *, on: bool) -> QRect:
    side = QFontMetrics(painter.font()).height() * 4 // 5
    box = QRect(room.left(), room.center().y() - side // 2, side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tints.quiet_ink(palette), 1.2))
    painter.setBrush(tints.accent(palette) if on else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if on:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.HighlightedText), 2))
        low = box.bottom() - side // 4
        painter.drawLine(box.left() + side // 5, box.center().y(), box.center().x() - 1, low)
        painter.drawLine(box.center().x() - 1, low, box.right() - side // 5, box.top() + side // 4)
    return room.adjusted(side + side // 2, 0, 0, 0)


def _paint_count(painter: QPainter, room: QRect, palette: QPalette, count: int | None) -> QRect:
    if count is None:
        return room
    painter.setPen(tints.quiet_ink(palette))
    text = f"{count:,}"
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
    width = QFontMetrics(painter.font()).horizontalAdvance(text + "  ")
    return room.adjusted(0, 0, -width, 0)


def _paint_words(
    painter: QPainter, room: QRect, font: QFont, palette: QPalette, label: str, about: str
) -> None:
    metrics = QFontMetrics(font)
    line = metrics.height()
    top = room.top() + (room.height() - line * (2 if about else 1)) // 2
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    _paint_line(painter, QRect(room.left(), top, room.width(), line), label)
    if about:
        painter.setPen(tints.quiet_ink(palette))
        _paint_line(painter, QRect(room.left(), top + line, room.width(), line), about)


def _paint_line(painter: QPainter, room: QRect, text: str) -> None:
    metrics = QFontMetrics(painter.font())
    words = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
