"""The line at the foot of the window: how many customers, for which day, saved or at work."""

from datetime import date

from PySide6.QtWidgets import QProgressBar, QStatusBar

from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted, day

ONLY_ACTIVE = "Segments, Customer value and the lists of Today count active customers only."


def customers_and_active(customers: int, active: int) -> str:
    """How many customers there are, and how many of them count elsewhere."""
    number = counted(customers, "customer")
    return number if active == customers else f"{number}, {active:,} active"


class StatusBar(QStatusBar):
    """`5,000 customers, 4,650 active · as of Nov 22, 2026 · Saved`."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.text = parts.muted()
        self.text.setAccessibleName("State of the office")
        self.working = parts.muted()
        self.bar = QProgressBar()
        self.bar.setAccessibleName("Progress")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        self.bar.setFixedHeight(look.S)
        self.setContentsMargins(look.M, 0, look.M, 0)
        self.addWidget(self.text)
        self.addPermanentWidget(self.working)
        self.addPermanentWidget(self.bar)
        self.done()

    def show_office(self, customers: int, active: int, as_of: date) -> None:
        """Show what the office holds; `active` are those that every other number counts."""
        number = customers_and_active(customers, active)
        self.text.setText(f"{number}  ·  as of {day(as_of)}  ·  Saved")
        self.text.setToolTip(ONLY_ACTIVE if active != customers else "")

    def work(self, text: str, done: int = 0, total: int = 0) -> None:
        """Show that something runs; without a total the bar only moves."""
        self.working.setText(text)
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.working.show()
        self.bar.show()

    def done(self) -> None:
        """Show that nothing runs."""
        self.working.hide()
        self.bar.hide()
