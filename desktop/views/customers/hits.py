"""The customers found while the office types: a list under a line, driven by its keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from sqlalchemy.orm import Session

from desktop.models.folding import fold
from desktop.services.office.search import MATCHES, Hit, find
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.id_model import Index

LEAST, MOST = 2, 20  # letters before the office is asked, customers shown
HIT = Qt.ItemDataRole.UserRole
Find = Callable[[Session, str, int], list[Hit]]
MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def under(hit: Hit) -> str:
    """What tells a customer from another of the same name."""
    account = f"Account {hit.account_no}" if hit.account_no else ""
    state = "" if hit.is_active else "Inactive"
    return "  ·  ".join(text for text in (hit.place, hit.phone, account, state) if text)


def called(text: str, hits: Sequence[Hit]) -> list[int]:
    """The rows whose whole name or account number was typed: "Vance, Vera" is not her mother."""
    typed = _plain(text)
    return [n for n, hit in enumerate(hits) if typed in (_plain(hit.name), _plain(hit.account_no))]


def _plain(text: str | None) -> str:
    return " ".join(fold(text).replace(",", " ").split())


class _TwoLines(QStyledItemDelegate):
    """The name, and below it place, telephone and account."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Room for two lines."""
        return QSize(0, option.fontMetrics.height() * 2 + look.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground, then both lines."""
        super().paint(painter, option, index)
        hit: Hit = index.data(HIT)
        room = option.rect.adjusted(look.S, look.XS, -look.S, -look.XS)
        top, below = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.setPen(option.palette.text().color())
        painter.setFont(look.font(bold=True))
        painter.drawText(room, top, hit.name)
        painter.setFont(look.font())
        painter.setPen(option.palette.placeholderText().color())
        elided = option.fontMetrics.elidedText(
            under(hit), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, below, elided)
        how = f"by {MATCHES[hit.matched_by].label.lower()}"
        painter.drawText(room, top | Qt.AlignmentFlag.AlignRight, how)


class Hits(QListWidget):
    """The customers found; `chosen` gets one."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_TwoLines(self))
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        parts.slim_bars(self)
        self.itemClicked.connect(self._choose)

    def show_hits(self, hits: Sequence[Hit], text: str) -> None:
        """Show customers, the one called as was typed chosen, else the best one."""
        self.clear()
        for hit in hits:
            item = QListWidgetItem()
            item.setData(HIT, hit)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.name}, {under(hit)}")
            self.addItem(item)
        self.setCurrentRow(next(iter(called(text, hits)), 0))

    def choose_current(self) -> bool:
        """Take the current one; False when there is none."""
        item = self.currentItem()
        if item is not None:
            self._choose(item)
        return item is not None

    def _choose(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(HIT))


class Looking(QObject):
    """Looks customers up for a line and shows them in a list; Enter before the answer waits.

    With `only_clear` it then takes nobody who may be somebody else: the list asks first.
    """

    answered = Signal()

    def __init__(
        self,
        context: Context,
        line: QLineEdit,
        hits: Hits,
        channel: str,
        pause: int = 30,
        find: Find = find,
        *,
        only_clear: bool = False,
    ) -> None:
        super().__init__(line)
        self._find, self._only_clear = find, only_clear
        self._context, self._line, self._hits, self._channel = context, line, hits, channel
        self._asked_for, self._enter_waits = "", False
        self._typing = Debounce(self, self._ask, pause)
        line.textEdited.connect(self._on_typed)
        line.installEventFilter(self)

    @property
    def is_waiting(self) -> bool:
        """Whether what stands in the line was not answered yet."""
        return self._line.text().strip() != self._asked_for

    def _on_typed(self) -> None:
        self._enter_waits = False
        self._typing.start()

    def _ask(self) -> None:
        text = self._line.text().strip()
        if len(text) < LEAST:
            self._show(text, [])
            return

        def ask(db: Session, _checkpoint: Checkpoint) -> list[Hit]:
            return self._find(db, text, MOST)

        self._context.jobs.run(ask, lambda hits: self._show(text, hits), channel=self._channel)

    def _show(self, text: str, hits: Sequence[Hit]) -> None:
        self._asked_for = text
        self._hits.show_hits(hits, text)
        self.answered.emit()
        if self._enter_waits:
            self._enter_waits = False
            if not self._only_clear or len(hits) == 1 or len(called(text, hits)) == 1:
                self._hits.choose_current()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand arrows to the list; Enter takes the current one."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in MOVES and self._hits.isVisible():
                self._hits.keyPressEvent(event)
                return True
            if event.key() in ENTER:
                return self.take()
        return super().eventFilter(watched, event)

    def take(self) -> bool:
        """Take the current one, or as soon as what was typed is answered; False for nobody."""
        if not self._line.text().strip():
            return False
        if self.is_waiting:
            self._enter_waits = True
            self._typing.stop()
            self._ask()
            return True
        return self._hits.isVisible() and self._hits.choose_current()
