"""Find a customer from anywhere: type four letters of whatever the caller says, press Enter."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.services.office.search import Hit
from desktop.views.customers.hits import LEAST, Hits, Looking
from desktop.views.page import Context
from desktop.views.widgets import look, parts

ABOUT = "Name, phone, street or account number"


class Finder(QFrame):
    """A list over the window; `chosen` carries the number of a customer."""

    chosen = Signal(int)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Find a customer")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.line = QLineEdit()
        self.line.setPlaceholderText(ABOUT)
        parts.field(self.line, "Find a customer")
        self.hits = Hits("Customers found")
        self.hits.chosen.connect(self._choose)
        self.said = parts.muted(f"Type {ABOUT.lower()}.")
        self.looking = Looking(context, self.line, self.hits, "find-customer")
        self.looking.answered.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.M, look.M, look.M)
        layout.addWidget(self.line)
        layout.addWidget(self.hits, 1)
        layout.addWidget(self.said)

    def open_over(self, window: QWidget) -> None:
        """Show in the upper middle of a window."""
        metrics = self.fontMetrics()
        width = min(metrics.averageCharWidth() * 84, window.width() - look.XXL)
        self.resize(width, min(metrics.height() * 26, window.height() - look.XXL * 2))
        left = (window.width() - self.width()) // 2
        self.move(window.mapToGlobal(QPoint(left, look.XXL)))
        self.show()
        self.line.setFocus()

    def _tell(self) -> None:
        count = self.hits.count()
        if count:
            self.said.setText("Enter opens the card; the arrow keys choose.")
        elif len(self.line.text().strip()) < LEAST:
            self.said.setText(f"Type {ABOUT.lower()}.")
        else:
            self.said.setText("Nobody found. Try fewer letters, or another thing you know.")

    def _choose(self, hit: Hit) -> None:
        self.close()
        self.chosen.emit(hit.customer_id)
