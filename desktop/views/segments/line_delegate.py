"""Paints the lines of the list of segments: name and number, below them the kind and sentence."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.models.choices import SEGMENT_KIND
from desktop.views.segments.drafts import NEW
from desktop.views.segments.lines import Line
from desktop.views.widgets import look, tints

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class LineDelegate(QStyledItemDelegate):
    """Name and count, below them the kind and the sentence."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines of text with room around; a heading is one."""
        line = QFontMetrics(_font(option)).height()
        return QSize(10 * line, line * 2 + (line if index.data(ROW) is not None else 0))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """The name is typed over the name."""
        editor.setGeometry(_rect(option).adjusted(4, 4, -4, -_rect(option).height() // 3))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line, or the heading of a folder."""
        line: Line | None = index.data(ROW)
        view = self.parent()
        assert isinstance(view, QListView)  # noqa: S101 - made by it
        if line is None:
            _paint_heading(painter, option, view.palette(), index.data())
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = _rect(option)
        palette = view.palette()
        if view.currentIndex() == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tints.mix(tints.surface(palette), tints.accent(palette), 0.16))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), look.RADIUS, look.RADIUS)
        _paint_line(painter, box.adjusted(look.S, 0, -look.S, 0), _font(option), palette, line)
        painter.restore()


def _paint_line(painter: QPainter, room: QRect, font: QFont, palette: QPalette, line: Line) -> None:
    high = QFontMetrics(font).height()
    top = QRect(room.left(), room.top() + high // 2, room.width(), high)
    below = top.translated(0, high + 1)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    number = "" if line.number is None else f"{line.number:,}"
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    metrics = QFontMetrics(bold)
    space = top.width() - metrics.horizontalAdvance(number + "   ")
    name = f"{line.name or 'New segment'}{' •' if line.unsaved else ''}"
    painter.drawText(top, left, metrics.elidedText(name, Qt.TextElideMode.ElideRight, space))
    painter.setFont(font)
    painter.setPen(tints.warning_ink(palette) if line.problem else tints.quiet_ink(palette))
    text = QFontMetrics(font).elidedText(
        _second_line(line), Qt.TextElideMode.ElideRight, below.width()
    )
    painter.drawText(below, left, text)


def _second_line(line: Line) -> str:
    kind = SEGMENT_KIND.label(line.kind)
    state = "not saved yet" if line.id == NEW else kind
    if line.problem:
        return f"⚠ {line.problem}"
    due = "⚠ review due · " if line.review_due else ""
    return " · ".join(part for part in (f"{due}{state}", line.about) if part)


def _paint_heading(
    painter: QPainter, option: QStyleOptionViewItem, palette: QPalette, text: str
) -> None:
    painter.save()
    font = _font(option)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(tints.quiet_ink(palette))
    room = _rect(option).adjusted(look.S, 0, -look.S, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)
    painter.restore()


def _font(option: QStyleOptionViewItem) -> QFont:
    stubless: Any = option
    return QFont(stubless.font)


def _rect(option: QStyleOptionViewItem) -> QRect:
    stubless: Any = option
    return QRect(stubless.rect)
