"""The question before a segment is deleted."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def ask_delete(parent: QWidget, name: str, on_yes: Callable[[], None]) -> None:
    """Ask whether to delete the segment; Enter and Escape both keep it."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(f"Delete the segment “{name}”?")
    box.setInformativeText("Its customers stay. The segment cannot be brought back.")
    button = box.addButton("Delete segment", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    button.clicked.connect(on_yes)
    box.open()
