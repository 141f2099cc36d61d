"""Find an action: every action by name, with its shortcut; type a few letters, press Enter."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.models.folding import fold
from desktop.views.actions import Action
from desktop.views.widgets import look, parts
from desktop.views.widgets.icons import icon
from desktop.views.widgets.id_model import Index

KEY = Qt.ItemDataRole.UserRole
SHORTCUT = KEY + 1
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def matching(actions: Sequence[Action], text: str) -> list[Action]:
    """The actions that have every word, those that begin with the text first."""
    words = fold(text).split()
    found = [a for a in actions if all(word in fold(a.name) for word in words)]
    return sorted(found, key=lambda action: not fold(action.name).startswith(fold(text)))


class _Line(QStyledItemDelegate):
    """An action with its shortcut at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Leave room between the lines."""
        return super().sizeHint(option, index).grownBy(QMargins(0, look.XS, 0, look.XS))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the action, then its shortcut."""
        super().paint(painter, option, index)
        painter.setPen(option.palette.placeholderText().color())
        room = option.rect.adjusted(0, 0, -look.S, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, index.data(SHORTCUT))


class Palette(QFrame):
    """A list over the window; `chosen` carries the key of an action."""

    chosen = Signal(str)

    def __init__(self, actions: Sequence[Action], window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Find an action")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._actions = actions
        self.search = QLineEdit()
        self.search.setPlaceholderText("What do you want to do?")
        parts.field(self.search, "What do you want to do?")
        self.search.textChanged.connect(self._fill)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName("Actions")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Line(self.list))
        self.list.setIconSize(QSize(16, 16))
        self.list.setUniformItemSizes(True)
        parts.slim_bars(self.list)
        self.list.itemClicked.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.M, look.M, look.M)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self._fill("")

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window."""
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 70, metrics.height() * 20)
        left = (window.width() - self.width()) // 2
        self.move(window.mapToGlobal(QPoint(left, look.XXL * 2)))
        self.show()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand the arrow keys of the search to the list; Enter chooses."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES:
                self.list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _fill(self, text: str) -> None:
        self.list.clear()
        for action in matching(self._actions, text):
            item = QListWidgetItem(icon(action.icon, QPalette.ColorRole.Text), action.name)
            item.setData(KEY, action.key)
            item.setData(SHORTCUT, action.shortcut)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            key = item.data(KEY)
            self.close()
            self.chosen.emit(key)
