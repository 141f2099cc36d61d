"""The pages of the window, down its left side."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QLabel, QVBoxLayout, QWidget

from desktop.views.pages import Entry
from desktop.views.widgets import look, parts
from desktop.views.widgets.icons import pixmap

Role = QPalette.ColorRole
ICON = 18
CHARACTERS = 22


class _Item(QAbstractButton):
    """One page: icon and name; the chosen one on a tint with a bar at its left."""

    def __init__(self, entry: Entry, shortcut: str) -> None:
        super().__init__()
        self._icon_name = entry.icon
        self.setText(entry.label)
        self.setAccessibleName(entry.label)
        self.setToolTip(f"{entry.label} ({shortcut})")
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        """As high as two lines."""
        metrics = self.fontMetrics()
        return QSize(metrics.averageCharWidth() * CHARACTERS, metrics.height() + look.L + look.XS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, bar, icon and name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        role = Role.Accent if self.isChecked() else Role.WindowText
        top = (self.height() - ICON) // 2
        drawing = pixmap(self._icon_name, ICON, role, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(look.M, top), drawing)
        painter.setFont(look.font(bold=self.isChecked()))
        painter.setPen(self.palette().color(Role.WindowText))
        left = look.M + ICON + look.M
        room = QRect(left, 0, self.width() - left - look.S, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_ground(self, painter: QPainter) -> None:
        colours = self.palette()
        accent, ground = colours.color(Role.Accent), colours.color(Role.Window)
        painter.setPen(Qt.PenStyle.NoPen)
        area = self.rect().toRectF().adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setBrush(parts.blend(ground, accent, 0.13 if self.isChecked() else 0.06))
            painter.drawRoundedRect(area, look.RADIUS + 1, look.RADIUS + 1)
        if self.isChecked():
            painter.setBrush(accent)
            painter.drawRoundedRect(QRect(1, 8, 3, self.height() - 16).toRectF(), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(accent)
            painter.drawRoundedRect(area, look.RADIUS + 1, look.RADIUS + 1)


class Navigation(QWidget):
    """The list of pages; `chosen` carries the key of a page, `find_wanted` asks for a customer."""

    chosen = Signal(str)
    find_wanted = Signal()

    def __init__(self, pages: Sequence[Entry]) -> None:
        super().__init__()
        self.setAccessibleName("Pages")
        self.items: dict[str, _Item] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.L, look.S, look.M)
        layout.setSpacing(2)
        self.office = parts.ElidedLabel()
        self.office.setContentsMargins(look.XS, 0, 0, 0)
        self.office.setForegroundRole(Role.PlaceholderText)
        layout.addWidget(_name())
        layout.addWidget(self.office)
        find = parts.button("Find customer  (F9)", self.find_wanted.emit, icon_name="phone")
        find.setToolTip("By name, telephone, street or account number, from any page (F9)")
        self.find_button = find
        layout.addSpacing(look.S)
        layout.addWidget(self.find_button)
        layout.addSpacing(look.S)
        for number, entry in enumerate(pages, 1):
            item = _Item(entry, f"Ctrl+{number}")
            item.clicked.connect(lambda _checked, key=entry.key: self.chosen.emit(key))
            self._group.addButton(item)
            self.items[entry.key] = item
            layout.addWidget(item)
        layout.addStretch()

    def show_chosen(self, key: str) -> None:
        """Mark the page in front."""
        self.items[key].setChecked(True)


def _name() -> QLabel:
    label = parts.heading("ECBTX CRM")
    label.setContentsMargins(look.XS, 0, 0, 0)
    return label
