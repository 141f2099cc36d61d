"""What belongs to the office and not to a customer: technicians, trucks, counties, disposal."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.records.options import OFFICE, office_lists
from desktop.views.page import Context
from desktop.views.records.office_past import link
from desktop.views.records.record_dialog import Wanted, open_record, remove_record
from desktop.views.records.record_tree import RecordTree
from desktop.views.widgets import look, parts

ABOUT = (
    "Technicians sign inspection reports with their license. A county may ask for inspections"
    " more often than the state does."
)


class OfficeLists(QDialog):
    """Shows the lists; every line can be opened, added and removed."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Technicians, trucks, counties")
        self._context = context
        self.dialog: QWidget | None = None
        self.tree = RecordTree(context, "Lists of the office", tuple(OFFICE), self._do)
        about = parts.muted(ABOUT)
        about.setWordWrap(True)
        self.close_button = parts.button("Close", self.accept)
        foot = QHBoxLayout()
        foot.addWidget(link(self, context))
        foot.addStretch()
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.addWidget(about)
        layout.addWidget(self.tree, 1)
        layout.addLayout(foot)
        metrics, room = self.fontMetrics(), parent.window().size()
        self.resize(
            min(metrics.averageCharWidth() * 90, room.width() - look.XL),
            min(metrics.height() * 30, room.height() - look.XL),
        )
        context.hub.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the lists again."""
        as_of = self._context.as_of()
        self.tree.ask(lambda db: office_lists(db, as_of))

    def _on_changed(self, topic: str) -> None:
        if topic == "customers":
            self.refresh()

    def _do(self, key: str, subject: Any) -> None:
        if key == "remove":
            remove_record(self._context, *subject)
            return
        kind, row_id = (subject, None) if key == "new" else subject
        open_record(self, self._context, Wanted(kind, row_id), self._keep)

    def _keep(self, dialog: QWidget) -> None:
        self.dialog = dialog
