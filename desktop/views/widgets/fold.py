"""A heading that opens and closes what stands below it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.views.widgets import look
from desktop.views.widgets.icons import icon

Role = QPalette.ColorRole
FOLD = """
QToolButton {{ border: 1px solid transparent; border-radius: {r}px; padding: {p}px;
    font-weight: 600; }}
QToolButton:hover {{ background: palette(midlight); }}
QToolButton:focus {{ border: 1px solid palette(highlight); }}
"""


class Fold(QToolButton):
    """A heading that opens and closes what stands below it."""

    def __init__(self, text: str, below: QWidget, *, is_open: bool = True) -> None:
        super().__init__()
        self._below = below
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(QSize(16, 16))
        self.setStyleSheet(FOLD.format(r=look.RADIUS, p=look.XS))
        self.setChecked(is_open)
        self._show_arrow()
        if not is_open:  # what has no parent yet must not be shown: it would open a window
            below.hide()
        self.toggled.connect(self._show_below)

    def _show_below(self, is_open: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self._show_arrow()
        self._below.setVisible(is_open)

    def _show_arrow(self) -> None:
        name = "chevron-down" if self.isChecked() else "chevron-right"
        self.setIcon(icon(name, Role.WindowText))
