"""Why a customer is in a segment, or is not, over another page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.services.segments.standing import Standing
from desktop.services.segments.why import why_saved
from desktop.views.page import Context
from desktop.views.segments.why_panel import Told, WhyPanel
from desktop.views.widgets import look


class WhyDialog(QDialog):
    """One answer; Escape closes it."""

    def __init__(self, parent: QWidget, told: Told) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Why")
        self.panel = WhyPanel(opens_card=False)
        self.panel.closed.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.addWidget(self.panel)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 110, metrics.height() * 24)
        self.panel.show_told(told)
        self.panel.take_focus()


def ask_why(parent: QWidget, context: Context, who: tuple[int, str], segment: Standing) -> None:
    """Work out why a customer (number and name) is in a segment, or is not, and show it."""
    as_of, (customer_id, name) = context.as_of(), who
    context.jobs.run(
        lambda db, _: Told(
            customer_id, name, segment.name, why_saved(db, segment.open_id, customer_id, as_of)
        ),
        lambda told: WhyDialog(parent, told).open(),
        channel="segments.why",
    )
