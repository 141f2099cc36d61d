"""The hands of the office manager in the window, and a count of what they press."""

from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.models.database import Office
from desktop.services import facts
from desktop.views.customers.finder import Finder
from desktop.views.customers.hits import HIT
from desktop.views.customers.page import CustomersPage
from desktop.views.today.page import TodayPage
from desktop.views.window import Window

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC).replace(tzinfo=None)
LEAST = 4  # letters that the caller says before the office looks
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


class Desk:
    """The window of these stories, the hands that use it, and a count of their presses."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        self.clicks = self.keys = 0

    @property
    def office(self) -> Office:
        assert self.window.context is not None
        return self.window.context.office

    @property
    def page(self) -> CustomersPage:
        page = self.window.page
        assert isinstance(page, CustomersPage)
        return page

    @property
    def home(self) -> TodayPage:
        page = self.window.page
        assert isinstance(page, TodayPage)
        return page

    @property
    def dialog(self) -> Any:
        dialog = self.page.card.deeds.dialog
        assert dialog is not None
        return dialog

    def settle(self) -> None:
        context = self.window.context
        assert context is not None
        for _ in range(2):  # what was painted for an answer may ask again
            self.qtbot.waitUntil(lambda: context.jobs.idle, timeout=30_000)
            self.qtbot.wait(1)

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        """Press the mouse on what can be seen and pressed."""
        assert widget.isVisible()
        assert widget.isEnabled()
        self.clicks += 1
        self.qtbot.mouseClick(widget, LEFT, pos=where or widget.rect().center())
        self.settle()

    def key(self, widget: QWidget, key: Qt.Key, *, ctrl: bool = False) -> None:
        self.keys += 1
        no = Qt.KeyboardModifier.NoModifier
        self.qtbot.keyClick(widget, key, Qt.KeyboardModifier.ControlModifier if ctrl else no)
        self.settle()

    def types(self, widget: QWidget, text: str) -> None:
        self.keys += len(text)
        self.qtbot.keyClicks(widget, text)

    def go_home(self) -> None:
        """Ctrl+1, from wherever she is; what is counted begins anew."""
        self.window.activateWindow()
        self.key(self.window, Key.Key_1, ctrl=True)
        if self.home.panel is not None:
            self.key(self.window, Key.Key_Escape)
        self.clicks = self.keys = 0

    # The caller

    def finds(self, known: str, customer_id: int) -> None:
        """Two clicks: on the button that finds, and on the caller, listed after some letters."""
        self.click(self.window.navigation.find_button)
        finder = self.window.finder
        place = None
        for letters in (known[:LEAST], *known[LEAST:]):
            self.types(finder.line, letters)
            self.qtbot.waitUntil(lambda: not finder.looking.is_waiting)
            place = place_of(finder, customer_id)
            if place is not None:
                break
        assert place is not None, f"{known} does not list the caller"
        self.click(finder.hits.viewport(), place)

    # What can be seen

    def button(self, within: QWidget, words: str) -> QAbstractButton:
        found = [b for b in within.findChildren(QAbstractButton) if b.text().strip() == words]
        assert found, words
        return found[0]

    def said(self, within: QWidget) -> str:
        """All that is written there."""
        shown = (one for one in within.findChildren(QLabel) if one.isVisible())
        return "\n".join(one.text() for one in shown)

    # What is on file

    def ask(self, statement: Any) -> Any:
        with self.office.reading() as db:
            return db.scalar(statement)

    def check_facts(self) -> list[Any]:
        with self.office.reading() as db:
            return list(facts.check(db, TODAY))


def place_of(finder: Finder, customer_id: int) -> QPoint | None:
    """Where a customer stands in the list, in sight without a turn of the wheel."""
    hits = finder.hits
    for item in (hits.item(row) for row in range(hits.count())):
        place = hits.visualItemRect(item)
        if item.data(HIT).customer_id == customer_id:
            return place.center() if hits.viewport().rect().contains(place) else None
    return None
