"""Finds one customer of the office: search as you type, choose with Enter or the mouse."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.office import customer_list
from desktop.services.office.customer_list import Query
from desktop.views.jobs import Jobs
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce

MOST = 30
SHOWN = ("name", "address", "city", "phone")
CHANNEL = "import.finder"
LIST_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Match(NamedTuple):
    """One customer that fits the search."""

    customer_id: int
    words: str


class Finder(QDialog):
    """A search field over a list of customers."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, jobs: Jobs, search: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Which customer is it?")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._jobs = jobs
        self.search = QLineEdit(search)
        self.search.setPlaceholderText("Name, address, phone, email or account number")
        parts.field(self.search, "Search customers on file")
        self.list = QListWidget()
        self.list.setAccessibleName("Customers that fit")
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        self._typing = Debounce(self, self._ask)
        self.search.textChanged.connect(self._typing.start)
        self.search.returnPressed.connect(self._enter)
        self._listed: str | None = None  # the search that the list answers
        self._enter_waits = False  # Enter came before the answer did
        self.search.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setSpacing(look.S)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        letters = self.fontMetrics().averageCharWidth()
        self.resize(letters * 70, self.fontMetrics().height() * 20)
        self.search.selectAll()
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys move in the list while the search keeps the focus."""
        is_press = event.type() == QEvent.Type.KeyPress and watched is self.search
        if is_press and isinstance(event, QKeyEvent) and event.key() in LIST_KEYS:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        words = self.search.text()
        self._jobs.run(
            lambda db, _check: find(db, words),
            lambda matches: self._show(words, matches),
            channel=CHANNEL,
        )

    def _enter(self) -> None:
        """Choose; while the list still answers an older search, as soon as it has caught up."""
        if self._listed == self.search.text():
            self._choose(self.list.currentItem())
        else:
            self._enter_waits = True

    def _show(self, words: str, matches: list[Match]) -> None:
        self._listed = words
        self.list.clear()
        for match in matches:
            item = QListWidgetItem(match.words)
            item.setData(Qt.ItemDataRole.UserRole, match.customer_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if self._enter_waits and words == self.search.text():
            self._enter_waits = False
            self._choose(self.list.currentItem())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
            self.accept()

    def done(self, code: int) -> None:
        """Nobody waits for an answer any more."""
        self._jobs.cancel(CHANNEL)
        super().done(code)


def find(db: Session, words: str) -> list[Match]:
    """The customers that fit the words best."""
    ids = customer_list.ids(db, Query(search=words))[:MOST]
    rows = customer_list.rows(db, ids, SHOWN)
    return [
        Match(customer_id, " · ".join(str(value) for value in row if value))
        for customer_id, row in zip(ids, rows, strict=True)
    ]
