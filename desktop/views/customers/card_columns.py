"""The parts of the card in as many columns as there is room for, so that one look is enough."""

from collections.abc import Mapping
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.widgets import look

Column = tuple[tuple[str, ...], int]  # its parts from top to bottom, and its share of the width
# By letters of room.
COLUMNS: Mapping[int, tuple[Column, ...]] = {
    0: ((("work", "visits", "call", "reach", "labels", "segments"), 1),),
    92: ((("work", "visits", "labels", "segments"), 5), (("call", "reach"), 4)),
    148: ((("work", "visits"), 20), (("reach", "segments"), 17), (("call", "labels"), 21)),
}
LOOSE = "segments"  # of the right columns it stands at the end of the shorter one


def columns_for(letters: int) -> tuple[Column, ...]:
    """The columns that have room in so many letters."""
    return COLUMNS[max(least for least in COLUMNS if least <= letters)]


def _height(part: QWidget) -> int:
    """How high a part is in the width it has."""
    wide = part.heightForWidth(part.width())
    return wide if wide > 0 else part.sizeHint().height()


class CardColumns(QWidget):
    """Puts the parts of the card beside or below each other.

    Each column is a widget: a layout inside a layout is asked for its height before it knows what
    has changed in it.
    """

    def __init__(self, parts: Mapping[str, QWidget]) -> None:
        super().__init__()
        self.parts = parts
        self._shown: tuple[Column, ...] = ()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, look.S, look.S, 0)
        self._line.setSpacing(look.M)
        self._columns: list[QVBoxLayout] = []
        for _ in max(COLUMNS.values(), key=len):
            column = QWidget()
            layout = QVBoxLayout(column)
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(look.S)
            layout.addStretch(1)
            self._columns.append(layout)
            self._line.addWidget(column)
        self._stand(COLUMNS[0])

    def minimumSizeHint(self) -> QSize:
        """No height to insist on: what wrapped lines need follows from the width they get."""
        return QSize(super().minimumSizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._stand(columns_for(event.size().width() // self.fontMetrics().averageCharWidth()))
        self.settle()

    def _stand(self, columns: tuple[Column, ...]) -> None:
        if columns == self._shown:
            return
        self._shown, focus = columns, self.focusWidget()
        for layout in self._columns:
            for part in self.parts.values():
                layout.removeWidget(part)
        for place, layout in enumerate(self._columns):
            names, share = columns[place] if place < len(columns) else ((), 0)
            self._line.setStretch(place, share)
            for row, name in enumerate(names):
                layout.insertWidget(row, self.parts[name])
            if (holder := layout.parentWidget()) is not None:
                holder.setVisible(bool(names))
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.put_in_order()

    def settle(self) -> None:
        """Use the room that is left below another content, then let Tab go as one reads."""
        shown = self._columns[1 : len(self._shown)]
        if len(shown) > 1:
            best = min(shown, key=self._height_without_loose)
            if best.indexOf(self.parts[LOOSE]) < 0:
                best.insertWidget(best.count() - 1, self.parts[LOOSE])  # before the stretch
                self.parts[LOOSE].show()  # at once: a widget that moves is hidden for a moment
        self.put_in_order()

    def _height_without_loose(self, column: QVBoxLayout) -> int:
        """How high the parts of a column are, but for the loose one."""
        loose = self.parts[LOOSE]
        parts = [part for part in self.parts.values() if part is not loose]
        here = [part for part in parts if column.indexOf(part) >= 0]
        return sum(_height(part) for part in here)

    def put_in_order(self) -> None:
        """Let Tab go down one column after the other."""
        stops = [stop for part in self._as_read() for stop in self._stops(part)]
        for one, after in pairwise(stops):
            QWidget.setTabOrder(one, after)

    def _as_read(self) -> list[QWidget]:
        """The parts, down one column after the other."""
        places = [
            (n, column.indexOf(part), part)
            for part in self.parts.values()
            for n, column in enumerate(self._columns)
            if column.indexOf(part) >= 0
        ]
        return [part for *_, part in sorted(places, key=lambda one: one[:2])]

    def _stops(self, part: QWidget) -> list[QWidget]:
        """Where Tab halts inside a part, as it is read; menus and calendars are windows."""
        tab, window = Qt.FocusPolicy.TabFocus, self.window()
        inside = (one for one in part.findChildren(QWidget) if one.window() is window)
        return [one for one in inside if one.focusPolicy() & tab]
