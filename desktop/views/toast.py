"""What just happened, bottom right, for six seconds, with at most one thing to do about it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.views.widgets import look, parts

SHOWN_MS = 6_000
LOOK_MS = 250  # how often it looks whether it stands on a button
Role = QPalette.ColorRole
BUTTON = """
QPushButton { border: none; padding: 2px 6px; font-weight: 600; color: palette(tooltip-base);
    text-decoration: underline; background: transparent; }
QPushButton:focus { border: 1px solid palette(tooltip-base); border-radius: 3px; }
"""


class Toast(QFrame):
    """One message over the window; the next one takes its place."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAccessibleName("Message")
        self.text = parts.body()
        self.button = QPushButton()
        self._action: Callable[[], None] | None = None
        self.button.clicked.connect(self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self._step_aside)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.M, look.M)
        layout.setSpacing(look.M)
        layout.addWidget(self.text)
        layout.addWidget(self.button)
        self._dye()
        window.installEventFilter(self)
        self.hide()

    def say(
        self, text: str, action_label: str = "", action: Callable[[], None] | None = None
    ) -> None:
        """Show `text`, and a button when there is something to do."""
        self.text.setText(text)
        self._action = action
        self.button.setText(action_label)
        self.button.setVisible(bool(action_label))
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        self._looks.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size, follow its change of colours.

        Only the window hears of other colours: a part with a palette of its own does not.
        """
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.PaletteChange:
            self._dye()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dark sheet on light windows, a light one on dark windows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.palette().color(Role.Mid))
        painter.setBrush(self.palette().color(Role.Window))
        area = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(area, look.RADIUS + 2, look.RADIUS + 2)

    def _dye(self) -> None:
        """Wear the other scheme, so that the message stands out."""
        other = look.LIGHT if look.is_dark() else look.DARK
        colours = look.palette(other)
        for widget in (self, self.text, self.button):
            widget.setPalette(colours)
        self.button.setStyleSheet(BUTTON.replace("palette(tooltip-base)", other.accent))

    def _act(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action:
            action()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hidden, it looks at nothing."""
        self._looks.stop()
        super().hideEvent(event)

    def _place(self) -> None:
        """Take the first place without a button under it; else the corner."""
        buttons = self._buttons()
        free = (
            place
            for place in self._places()
            if not any(QRect(place, self.size()).intersects(button) for button in buttons)
        )
        self.move(next(free, self._places()[0]))

    def _places(self) -> tuple[QPoint, ...]:
        """The corner, then higher at the right, then the middle of the edge."""
        room, size = self._window.rect(), self.size()
        right, low = room.width() - size.width() - look.XL, room.height() - size.height()
        middle, step = (room.width() - size.width()) // 2, size.height() + look.S
        heights = [low - 2 * look.XL - step * lines for lines in range(4)]
        return (*(QPoint(right, y) for y in heights), *(QPoint(middle, y) for y in heights))

    def _buttons(self) -> list[QRect]:
        """Where the buttons are that one can see and press."""
        return [
            QRect(button.mapTo(self._window, QPoint()), button.size())
            for button in self._window.findChildren(QAbstractButton)
            if button is not self.button and button.isEnabled() and button.isVisible()
        ]

    def _step_aside(self) -> None:
        """Another screen may have brought a button to where the message stands."""
        mine = self.geometry()
        if any(mine.intersects(button) for button in self._buttons()):
            self._place()
