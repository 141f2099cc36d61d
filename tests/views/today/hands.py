"""A hand on the Today page: what it presses, and the rows it sees."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop.services.desk.due_list import DueGroup
from desktop.views.today.page import TodayPage
from desktop.views.today.panel import Panel


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def rows(page: TodayPage) -> list[object]:
    assert isinstance(page.panel, Panel)
    lines = page.panel.table.model.lines
    return [line for line in lines if not isinstance(line, DueGroup)]
