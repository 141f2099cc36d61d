"""Keys of one part of a page: they act while the focus is in it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_keys(part: QWidget, acts: Mapping[str, Callable[[], None]]) -> None:
    """Let each key ("N", "Ctrl+G") do its work while the focus is in `part`."""
    for key, act in acts.items():
        shortcut = QShortcut(QKeySequence(key), part)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
