"""The field for a day: typed, stepped with + and -, or picked from a calendar."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.segments import days
from desktop.views.segments.inputs import Line
from desktop.views.segments.small import IconChip
from desktop.views.widgets import formats


class DateLine(Line):
    """A day typed in any of the usual ways; `t` is today."""

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__(name, placeholder="day", letters=12)
        self._today = today
        self.setToolTip("t today, + and − one day on or back, m and h start and end of the month")

    def understood(self, text: str) -> Any:
        """The day as it is stored; what is no day stays as typed, so that it can be pointed out."""
        day = days.understood(text)
        return day.isoformat() if day else text.strip() or None

    def shown(self, value: Any) -> str:
        """The day as we write it."""
        day = days.from_iso(value)
        return formats.day(day) if day else super().shown(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys bookkeepers know."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        day = None
        if plain:
            text = self.text()
            day = days.after_key(event.key(), text, days.understood(text), self._today())
        if day is None:
            super().keyPressEvent(event)
            return
        self.setText(formats.day(day))
        self.edited.emit(day.isoformat())
        self.left.emit()


class DateInput(QWidget):
    """The field with a calendar behind a button."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.line = DateLine(name, today)
        self._today = today
        self.button = IconChip("calendar", f"{name}: calendar", self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.line)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self.edited)
        self.line.left.connect(self.left)

    def show_value(self, value: Any) -> None:
        """Show a stored day."""
        self.line.show_value(value)

    def _open(self) -> None:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        day = days.understood(self.line.text()) or self._today()
        calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(calendar)

        def take(picked: QDate) -> None:
            chosen = date(picked.year(), picked.month(), picked.day())
            self.line.setText(formats.day(chosen))
            self.edited.emit(chosen.isoformat())
            self.left.emit()
            popup.close()

        calendar.clicked.connect(take)
        calendar.activated.connect(take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()
