"""Which report to export from QuickBooks, step by step."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.importing.small import Fold, wrapped
from desktop.views.widgets import look, parts


class Step(NamedTuple):
    """What it brings, and the menus that lead there."""

    brings: str
    where: str


class Guide(NamedTuple):
    """The steps for one program; only reports that the import reads."""

    program: str
    steps: tuple[Step, ...]
    advice: str


GUIDES = (
    Guide(
        "QuickBooks Desktop",
        (
            Step(
                "Customers (the best list)",
                "Customers › Customer Center › Excel › Export Customer List › comma separated file",
            ),
            Step(
                "Customers with their notes",
                "File › Utilities › Export › Lists to IIF › Customer List",
            ),
        ),
        "Export all customers, inactive ones too.",
    ),
    Guide(
        "QuickBooks Online",
        (
            Step("Customers", "Reports › Customer Contact List › Export to Excel"),
            Step(
                "Invoices and payments",
                "Reports › Transaction List by Customer, All dates › Export to Excel",
            ),
        ),
        "Turn on the columns you need before exporting; export all customers, inactive ones too.",
    ),
)


class GuidePanel(QWidget):
    """The steps for both programs; the heading folds them away."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = QWidget()
        self.fold = Fold("Which report should I export?", self.steps)
        columns = QHBoxLayout(self.steps)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(look.L)
        for guide in GUIDES:
            columns.addWidget(_card(guide), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.steps)
        self._is_settled = False

    def open_first_time(self, *, is_first: bool) -> None:
        """Stand open until something was imported; later the office opens it when it wants to."""
        if not self._is_settled:
            self._is_settled = True
            self.fold.setChecked(is_first)


def _card(guide: Guide) -> parts.Card:
    card = parts.Card()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(look.L, look.M, look.L, look.M)
    layout.setSpacing(look.S)
    layout.addWidget(parts.heading(guide.program))
    for step in guide.steps:
        name = parts.body(step.brings)
        name.setFont(look.font(bold=True))
        layout.addWidget(name)
        layout.addWidget(wrapped(step.where, quiet=True))
    layout.addStretch(1)
    layout.addWidget(wrapped(guide.advice))
    return card
