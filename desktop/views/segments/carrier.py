"""Carrying a row or a group to another place with the mouse; no QDrag is involved."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication, QScrollArea

EDGE = 24  # pixels from the border of the view within which it scrolls
SCROLL_STEP = 14
SCROLL_EVERY_MS = 30


ONTO = -1  # the place of a row on which another one is dropped


class Target(NamedTuple):
    """Where the carried node would go: before place `place` of a group, and what to draw.

    With the place `ONTO` the node is a row, and both become a group of their own.
    """

    node: str
    place: int
    mark: QRect  # in coordinates of the canvas; a flat one is a line, a tall one a frame


class Ground(Protocol):
    """What the carrier must know about the canvas."""

    def target_at(self, node_id: str, spot: QPoint) -> Target | None:
        """The target under a spot, None where the node may not go."""

    def picture_of(self, node_id: str) -> QPixmap:
        """What the node looks like."""

    def show_carrying(self, target: Target | None, picture: QPixmap | None, spot: QPoint) -> None:
        """Draw the carried node and the place it would go to; no picture: draw nothing."""

    def to_ground(self, spot: QPoint) -> QPoint:
        """A spot of the screen in coordinates of the canvas."""


class Carrier(QObject):
    """One drag from press to drop; `dropped` gets node and target."""

    def __init__(
        self, view: QScrollArea, ground: Ground, dropped: Callable[[str, Target], None]
    ) -> None:
        super().__init__(view)
        self._view = view
        self._ground = ground
        self._dropped = dropped
        self._node_id: str | None = None
        self._start = QPoint()
        self._spot = QPoint()
        self._picture: QPixmap | None = None
        self._target: Target | None = None
        self._timer = QTimer(self, interval=SCROLL_EVERY_MS)
        self._timer.timeout.connect(self._scroll)

    @property
    def is_carrying(self) -> bool:
        """Whether something is in the air."""
        return self._picture is not None

    def press(self, node_id: str, spot: QPoint) -> None:
        """The button went down on a node, at a spot of the screen."""
        self._node_id, self._start = node_id, spot

    def move_to(self, spot: QPoint) -> None:
        """The pointer is at another spot of the screen."""
        if self._node_id is None:
            return
        self._spot = spot
        if not self.is_carrying:
            far = (spot - self._start).manhattanLength() >= QApplication.startDragDistance()
            if not far:
                return
            self._lift()
        self._aim()

    def drop(self) -> None:
        """The button went up: put the node where the mark is."""
        node_id, target = self._node_id, self._target
        self.cancel()
        if node_id and target:
            self._dropped(node_id, target)

    def cancel(self) -> None:
        """Forget the drag; nothing has changed."""
        if self.is_carrying:
            QApplication.restoreOverrideCursor()
            app = QApplication.instance()
            if app:
                app.removeEventFilter(self)
        self._timer.stop()
        self._node_id = self._picture = self._target = None
        self._ground.show_carrying(None, None, QPoint())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Esc cancels, whatever has the focus."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                self.cancel()
            return True
        return False

    def _lift(self) -> None:
        self._picture = self._ground.picture_of(self._node_id or "")
        QApplication.setOverrideCursor(Qt.CursorShape.ClosedHandCursor)
        app = QApplication.instance()
        if app:
            app.installEventFilter(self)
        self._timer.start()

    def _aim(self) -> None:
        spot = self._ground.to_ground(self._spot)
        self._target = self._ground.target_at(self._node_id or "", spot)
        shape = Qt.CursorShape.ClosedHandCursor if self._target else Qt.CursorShape.ForbiddenCursor
        QApplication.changeOverrideCursor(shape)
        self._ground.show_carrying(self._target, self._picture, spot)

    def _scroll(self) -> None:
        port = self._view.viewport()
        y = port.mapFromGlobal(self._spot).y()
        bar = self._view.verticalScrollBar()
        before = bar.value()
        if y < EDGE:
            bar.setValue(before - SCROLL_STEP)
        elif y > port.height() - EDGE:
            bar.setValue(before + SCROLL_STEP)
        if bar.value() != before:
            self._aim()
