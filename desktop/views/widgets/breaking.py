"""Words without an end: they go on in the next line of a label, and are copied whole."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QMenu

BREAK = "\u200b"  # a place where a line may end; it takes no room
UNBROKEN = 14  # letters of an endless word that stay together
ENDLESS = 24  # a word is longer than this only by mistake, or it is an address of the net
_ENDLESS = re.compile(rf"\S{{{ENDLESS + 1},}}")
_PIECE = re.compile(rf"\S{{{UNBROKEN}}}(?=\S)")


def breakable(text: str) -> str:
    """The text with places to break in its endless words."""
    return _ENDLESS.sub(lambda word: _PIECE.sub(f"\\g<0>{BREAK}", word.group()), text)


def whole(text: str) -> str:
    """The text as it was."""
    return text.replace(BREAK, "")


def show_breaking(label: QLabel, text: str) -> None:
    """Show a text whose endless words may go on in the next line."""
    shown = breakable(text)
    label.setText(shown)
    if shown != text:
        label.setAccessibleName(text)
        if label.findChild(_Copies) is None:
            label.installEventFilter(_Copies(label))


class _Copies(QObject):
    """Keeps the places to break out of the clipboard."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label)
        self._label = label

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Copy in place of the label."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Copy):
            if event.type() == QEvent.Type.KeyPress:
                self.copy()
                return True
        elif isinstance(event, QContextMenuEvent):
            self._show_menu(event)
            return True
        return super().eventFilter(watched, event)

    def copy(self) -> None:
        """Put what is selected on the clipboard, else all of it."""
        label = self._label
        chosen = label.selectedText() if label.hasSelectedText() else label.text()
        QGuiApplication.clipboard().setText(whole(chosen))

    def _show_menu(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self._label)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("&Copy", self.copy)
        menu.popup(event.globalPos())
