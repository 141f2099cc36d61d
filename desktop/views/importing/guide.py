"""Which report to export from QuickBooks, step by step, and what else can be brought."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.services.importing.headings import layouts
from desktop.views.widgets import look, parts
from desktop.views.widgets.fold import Fold
from desktop.views.widgets.room import wrapped

COLUMN = 34  # letters a card needs to be read with ease


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
                "1. Customers, with addresses and phones",
                "Customers › Customer Center › Excel › Export Customer List › "
                "Create a comma separated values file",
            ),
            Step(
                "2. What was done for whom",
                "Reports › Sales › Sales by Customer Detail › Dates: All › Excel › "
                "Create New Worksheet",
            ),
            Step(
                "3. Who still owes",
                "Reports › Customers & Receivables › Open Invoices › Excel › Create New Worksheet",
            ),
            Step(
                "4. Notes and jobs",
                "File › Utilities › Export › Lists to IIF Files › Customer List",
            ),
        ),
        "The first file is enough to begin. Export all customers, inactive ones too.",
    ),
    Guide(
        "QuickBooks Online",
        (
            Step(
                "1. Customers, with addresses and phones",
                "Reports › Customer Contact List › Export to Excel",
            ),
            Step(
                "2. Invoices and payments",
                "Reports › Transaction List by Customer › All dates › Export to Excel",
            ),
            Step(
                "3. What was done for whom",
                "Reports › Sales by Customer Detail › All dates › Export to Excel",
            ),
            Step("4. Who still owes", "Reports › Open Invoices › Export to Excel"),
        ),
        "The first file is enough to begin. Turn on the columns you need before exporting; export "
        "all customers, inactive ones too.",
    ),
    Guide(
        "Your own lists",
        (
            Step("Customers", "Any list with a column of names, in Excel or as text"),
            Step(
                "Tanks, systems and service dates",
                "Columns such as tank size, last pumped, every 3 years, next due",
            ),
            Step("Contracts", "Columns such as contract, start, expires, visits per year"),
        ),
        "Excel (xlsx, xls, xlsb), OpenOffice (ods), CSV and text. QuickBooks’ own files (qbw, qbb) "
        "and bank downloads (qbo) hold no list: export a report instead.",
    ),
)


def also_read() -> str:
    """Every report that is understood, by its name in QuickBooks."""
    labels = sorted({report.label for report in layouts.REPORTS if report.reader})
    return f"All reports understood: {', '.join(labels)}."


class GuidePanel(QWidget):
    """The steps for both programs; the heading folds them away."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = QWidget()
        self.fold = Fold("Which report should I export?", self.steps)
        self.cards = [_card(guide) for guide in GUIDES]
        self._grid = QGridLayout()
        self._grid.setSpacing(look.L)
        self._columns = 0
        inner = QVBoxLayout(self.steps)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.S)
        inner.addLayout(self._grid)
        inner.addWidget(wrapped(also_read(), quiet=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.steps)
        self._is_settled = False
        self._place(len(GUIDES))

    def open_first_time(self, *, is_first: bool) -> None:
        """Stand open until something was imported; later the office opens it when it wants to."""
        if not self._is_settled:
            self._is_settled = True
            self.fold.setChecked(is_first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below one another where side by side they would be too narrow."""
        super().resizeEvent(event)
        room = event.size().width() // (self.fontMetrics().averageCharWidth() * COLUMN)
        self._place(max(1, min(room, len(GUIDES))))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards):
            self._grid.addWidget(card, *divmod(number, columns))
        for column in range(len(GUIDES)):
            self._grid.setColumnStretch(column, int(column < columns))


def _card(guide: Guide) -> parts.Card:
    card = parts.Card()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(look.L, look.M, look.L, look.M)
    layout.setSpacing(look.XS)
    layout.addWidget(parts.heading(guide.program))
    for step in guide.steps:
        name = wrapped(step.brings)
        name.setFont(look.font(bold=True))
        layout.addSpacing(look.XS)
        layout.addWidget(name)
        layout.addWidget(wrapped(step.where, quiet=True))
    layout.addStretch(1)
    layout.addSpacing(look.XS)
    layout.addWidget(wrapped(guide.advice))
    return card
