"""A figure on screen: every part is a button, reached by mouse, arrow keys and screen readers."""

import math
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from desktop.views.charts.figure import Figure, Mark, Spot
from desktop.views.charts.ink import screen
from desktop.views.widgets import look

Key = Qt.Key
WAYS = {
    Key.Key_Left: QPoint(-1, 0),
    Key.Key_Right: QPoint(1, 0),
    Key.Key_Up: QPoint(0, -1),
    Key.Key_Down: QPoint(0, 1),
}
ENDS = {Key.Key_Home: 0, Key.Key_End: -1}
NARROWEST = 160


class Part(QAbstractButton):
    """One part of a figure: nothing but its focus and the light under the pointer is painted."""

    key_pressed = Signal(object)
    menu_wanted = Signal(QPoint)
    pointed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.mark = Mark(None, "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_mark(self, mark: Mark) -> None:
        """Stand for another part."""
        self.mark = mark
        opens = not isinstance(mark.key, str)
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        if self.accessibleName() != mark.name:
            self.setAccessibleName(mark.name)
            self.setToolTip(mark.name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a frame round the part in use."""
        if not (self.hasFocus() or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        role = self.palette().ColorRole
        width = 2.5 if self.hasFocus() else 1.5
        painter.setPen(QPen(self.palette().color(role.Text), width))
        edge = width / 2
        area = self.rect().toRectF().adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses; arrows, Home and End ask for another part."""
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            self.click()
        elif event.key() in WAYS or event.key() in ENDS:
            self.key_pressed.emit(Key(event.key()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The same menu for the right button and the Menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_wanted.emit(
            self.mapToGlobal(self.rect().center()) if by_key else event.globalPos()
        )

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self.pointed.emit(True)
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark again."""
        self.pointed.emit(False)
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus points as the pointer does."""
        self.pointed.emit(True)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Point no more."""
        self.pointed.emit(False)
        super().focusOutEvent(event)


class Chart(QWidget):
    """Shows a figure. Tab reaches it once; the arrows go from part to part.

    `chosen` carries the key of a part on a click or Enter, `menu_wanted` a key and a place on
    the screen, `pointed` the key under pointer or focus, None when there is none.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    pointed = Signal(object)

    def __init__(self, figure: Figure | None = None) -> None:
        super().__init__()
        self.figure: Figure | None = None
        self.parts: list[Part] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(NARROWEST)
        if figure is not None:
            self.show_figure(figure)

    def show_figure(self, figure: Figure) -> None:
        """Show other numbers; a part in focus keeps it while it is still there."""
        kept = self.focused_key()
        self.figure = figure
        self.setAccessibleName(figure.name)
        self._place()
        if kept is not None and kept != self.focused_key() and (part := self.part(kept)):
            part.setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()
        self.update()

    def focused_key(self) -> object:
        """The key of the part with the focus."""
        return next((part.mark.key for part in self.parts if part.hasFocus()), None)

    def part(self, key: object) -> Part | None:
        """The part with a key."""
        return next((part for part in self.parts if part.mark.key == key), None)

    def focus(self, key: object = None) -> bool:
        """Go to a part, else to the first; False when there is none."""
        part = self.part(key) or next(iter(self.parts), None)
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)
            bring_into_view(part)
        return part is not None

    def hasHeightForWidth(self) -> bool:
        """A narrow figure may be higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the figure asks for."""
        if self.figure is None:
            return 0
        return math.ceil(self.figure.height(width, screen(self.palette())))

    def sizeHint(self) -> QSize:
        """As the figure wants to be at the width it has."""
        wide = max(self.width(), NARROWEST)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        """Never lower than the figure."""
        return QSize(NARROWEST, self.heightForWidth(max(self.width(), NARROWEST)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the figure from the palette."""
        if self.figure is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.figure.paint(painter, self.rect().toRectF(), screen(self.palette()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the places of the parts anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Other letters need other places, other colours another painting."""
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange):
            self._place()
            self.update()
        super().changeEvent(event)

    def _place(self) -> None:
        if self.figure is None:
            return
        spots = self.figure.spots(QRectF(self.rect()), screen(self.palette()))
        self._match(len(spots))
        for part, spot in zip(self.parts, spots, strict=True):
            _settle(part, spot)
        self._offer_one()

    def _match(self, count: int) -> None:
        """Have as many buttons as there are parts."""
        while len(self.parts) > count:
            part = self.parts.pop()
            part.hide()
            part.deleteLater()
        while len(self.parts) < count:
            self.parts.append(self._new_part())

    def _new_part(self) -> Part:
        part = Part(self)
        part.clicked.connect(lambda _checked: self.chosen.emit(part.mark.key))
        part.menu_wanted.connect(lambda where: self.menu_wanted.emit(part.mark.key, where))
        part.key_pressed.connect(partial(self._move, part))
        part.pointed.connect(lambda on: self._point(part, on=on))
        part.show()
        return part

    def _point(self, part: Part, *, on: bool) -> None:
        self.pointed.emit(part.mark.key if on else self.focused_key())
        if part.hasFocus():
            self._offer_one(part)

    def _offer_one(self, wanted: Part | None = None) -> None:
        """Let Tab stop at one part only: the one used last."""
        tab = Qt.FocusPolicy.StrongFocus
        there = next((part for part in self.parts if part.focusPolicy() == tab), None)
        chosen = wanted or there or next(iter(self.parts), None)
        if there is not None and chosen is not None and chosen is not there:
            QWidget.setTabOrder(there, chosen)  # in its place on the way of Tab
        for part in self.parts:
            part.setFocusPolicy(tab if part is chosen else Qt.FocusPolicy.ClickFocus)

    def _move(self, part: Part, key: Qt.Key) -> None:
        to = self.parts[ENDS[key]] if key in ENDS else nearest(part, self.parts, WAYS[key])
        if to is not None:
            to.setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_view(to)


def bring_into_view(part: QWidget) -> None:
    """Scroll the area that a part stands in, as Tab does by itself and the arrows do not."""
    inside: QWidget | None = part.parentWidget()
    while inside is not None and not isinstance(inside, QScrollArea):
        inside = inside.parentWidget()
    if inside is not None:
        inside.ensureWidgetVisible(part)


def _settle(part: Part, spot: Spot) -> None:
    part.show_mark(spot.mark)
    part.setGeometry(spot.area.toAlignedRect())


def nearest(part: QWidget, others: Sequence[Part], to: QPoint) -> Part | None:
    """The part next to another in a direction."""
    here = part.geometry().center()
    found: list[tuple[int, int, Part]] = []
    for place, other in enumerate(others):
        way = other.geometry().center() - here
        along = way.x() * to.x() + way.y() * to.y()
        across = abs(way.x() * to.y()) + abs(way.y() * to.x())
        if other is not part and along > across // 2 and along > 0:
            found.append((along + 2 * across, place, other))
    return min(found, key=lambda one: one[:2])[2] if found else None
