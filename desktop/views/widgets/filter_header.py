"""Column headings that sort on a click and open a filter at their funnel."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.views.widgets import look
from desktop.views.widgets.icons import pixmap

Role = QPalette.ColorRole
ICON = 14
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole


class FilterHeader(QHeaderView):
    """Paints its sections itself: name, arrow of the sort, funnel; the funnel is a button."""

    sort_wanted = Signal(int)
    filter_wanted = Signal(int, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.filtered: set[int] = set()
        self.sorted_by: tuple[int, bool] = (-1, False)
        self._hovered = -1
        self._pressed: tuple[int, QPoint] | None = None
        self.setMouseTracking(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(look.XXL)
        self.setAccessibleName("Column headings")

    def show_state(self, filtered: set[int], sorted_by: tuple[int, bool]) -> None:
        """Mark the filtered columns and the sorted one."""
        self.filtered, self.sorted_by = filtered, sorted_by
        self.viewport().update()

    def detach_selection(self) -> None:
        """Take a selection of its own: with the table's, Ctrl+A costs a second per repaint."""
        self.setSelectionModel(QItemSelectionModel(self.model(), self))

    def sizeHint(self) -> QSize:
        """A little taller than a row."""
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + look.L)

    def funnel(self, section: int) -> QRect:
        """Where the funnel of a column stands, in the viewport."""
        right = self.sectionViewportPosition(section) + self.sectionSize(section)
        return QRect(right - ICON - look.S, (self.height() - ICON) // 2, ICON, ICON)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's name
        """Paint one heading."""
        painter.save()
        colours = self.palette()
        painter.fillRect(rect, colours.color(Role.AlternateBase))
        painter.setPen(colours.color(Role.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight() + QPoint(0, 7), rect.bottomRight() - QPoint(0, 7))
        self._paint_text(painter, rect, logicalIndex)
        if logicalIndex in self.filtered:
            self._paint_icon(painter, self.funnel(logicalIndex), "funnel", Role.Accent)
        elif logicalIndex == self._hovered:
            self._paint_icon(painter, self.funnel(logicalIndex), "funnel", Role.PlaceholderText)
        else:
            self._paint_icon(painter, self.funnel(logicalIndex), "funnel", Role.Dark)
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the name, on the side of its values, and the arrow of the sort behind it."""
        arrow = ICON + look.XS if section == self.sorted_by[0] else 0
        room = rect.adjusted(look.S, 0, -look.S - (ICON + look.XS) - arrow, 0)
        painter.setFont(look.font(bold=True))
        painter.setPen(self.palette().color(Role.Text if arrow else Role.PlaceholderText))
        heading = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        text = painter.fontMetrics().elidedText(heading, Qt.TextElideMode.ElideRight, room.width())
        side = self.model().headerData(section, self.orientation(), ALIGNMENT)
        to_the_right = bool(side and side & Qt.AlignmentFlag.AlignRight)
        flags = Qt.AlignmentFlag.AlignRight if to_the_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignVCenter, text)
        if arrow:
            end = room.left() + painter.fontMetrics().horizontalAdvance(text)
            left = (room.right() if to_the_right else end) + look.XS
            place = QRect(left, (rect.height() - ICON) // 2, ICON, ICON)
            name = "arrow-down" if self.sorted_by[1] else "arrow-up"
            self._paint_icon(painter, place, name, Role.Accent)

    def needed_width(self, section: int) -> int:
        """The width at which a heading is not cut when its arrow is shown beside the funnel."""
        heading = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        text = QFontMetrics(look.font(bold=True)).horizontalAdvance(heading)
        return text + 2 * look.S + 2 * (look.XS + ICON)

    def _paint_icon(
        self, painter: QPainter, place: QRect, name: str, role: QPalette.ColorRole
    ) -> None:
        painter.drawPixmap(place.topLeft(), pixmap(name, ICON, role, self.devicePixelRatioF()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click began; a drag of the border or the section is not one."""
        section = self.logicalIndexAt(event.position().toPoint())
        resizing = self.cursor().shape() == Qt.CursorShape.SplitHCursor
        if event.button() == Qt.MouseButton.LeftButton and not resizing and section >= 0:
            self._pressed = (section, event.position().toPoint())
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the filter at the funnel, sort elsewhere."""
        pressed, self._pressed = self._pressed, None
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        if not pressed or (where - pressed[1]).manhattanLength() > look.S:
            return
        if self.funnel(pressed[0]).adjusted(-look.XS, -look.S, look.S, look.S).contains(where):
            self.ask_filter(pressed[0])
        else:
            self.sort_wanted.emit(pressed[0])

    def ask_filter(self, section: int) -> None:
        """Ask for the filter of a column, below its heading."""
        corner = QPoint(self.sectionViewportPosition(section), self.height())
        self.filter_wanted.emit(section, self.viewport().mapToGlobal(corner))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the funnel of the column under the pointer."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the funnel again."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()
