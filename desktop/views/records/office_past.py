"""What was changed about the office itself: zones, technicians, counties; with undo."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.customers.past import Past
from desktop.views.page import Context
from desktop.views.widgets import look, parts


class OfficePast(QDialog):
    """Shows the changes, newest first."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("History of zones, technicians, trucks, counties")
        self.past = Past(context)
        self.close_button = parts.button("Close", self.accept)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.addWidget(self.past, 1)
        layout.addLayout(foot)
        metrics, room = self.fontMetrics(), parent.window().size()
        self.resize(
            min(metrics.averageCharWidth() * 90, room.width()),
            min(metrics.height() * 30, room.height()),
        )
        context.hub.changed.connect(self._on_changed)
        self.past.show_office()

    def _on_changed(self, topic: str) -> None:
        if topic == "customers":
            self.past.show_office()


def link(parent: QWidget, context: Context) -> QWidget:
    """The button that opens it from a window about the office."""

    def show() -> None:
        OfficePast(parent, context).open()

    made = parts.link("History of changes…", show, icon_name="history")
    made.setAutoDefault(False)
    return made
