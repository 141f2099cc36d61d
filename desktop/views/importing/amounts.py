"""The money of the files: what they hold together, and whether their own totals agree."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.services.importing.planning.plan import Applying
from desktop.services.importing.records import TotalCheck
from desktop.views.importing.applying import ApplyingPanel
from desktop.views.importing.words import dollars
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_panel import RowsPanel


class Amounts(NamedTuple):
    """What the documents in the files add up to."""

    invoices: int  # and sales receipts
    credits: int  # and refunds
    payments: int
    revenue: Decimal
    paid: Decimal


class Check(NamedTuple):
    """A total written in a file, beside our own sum of the same rows."""

    where: str
    check: TotalCheck


FIGURES = ("Invoices, with credits", "Credits among them", "Payments", "Revenue", "Paid")
CHECK_COLUMNS: tuple[Column[Check], ...] = (
    Column("Row", 6, lambda line: f"{line.check.row:,}", is_number=True),
    Column("Total for", 20, lambda line: line.check.group or "the whole file"),
    Column("In the file", 12, lambda line: dollars(line.check.stated), is_number=True),
    Column("Our sum", 12, lambda line: dollars(line.check.ours), is_number=True),
    Column("Agrees", 11, lambda line: "yes" if line.check.agrees else "no: differs"),
    Column("File", 18, lambda line: line.where),
)

TOTAL_FOR, FILE = 1, 5  # the column that takes what room there is, and one for several files


class AmountsPanel(QWidget):
    """Five sums on top, payments to apply, the file's own totals below; those that differ first."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = {name: _figure(name) for name in FIGURES}
        line = QHBoxLayout()
        line.setContentsMargins(look.L, look.M, look.L, 0)
        line.setSpacing(look.M)
        for name, value in self.figures.items():
            line.addLayout(_column(value, wrapped(name, quiet=True)), 1)
        self.applying = ApplyingPanel()
        self.checks = RowsPanel(
            "Totals written in the files", CHECK_COLUMNS, "The files write no totals of their own."
        )
        self.checks.stretch(TOTAL_FOR)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(line)
        layout.addWidget(self.applying)
        layout.addWidget(self.checks, 1)

    def show_amounts(self, amounts: Amounts, checks: Sequence[Check], applying: Applying) -> None:
        """Show the sums, how they compare, and what payments may be applied."""
        self.applying.show_applying(applying)
        shown = (
            f"{amounts.invoices + amounts.credits:,}",
            f"{amounts.credits:,}",
            f"{amounts.payments:,}",
            dollars(amounts.revenue),
            dollars(amounts.paid),
        )
        for (name, value), text in zip(self.figures.items(), shown, strict=True):
            value.setText(text)
            value.setAccessibleName(f"{name}: {text}")
        ordered = sorted(checks, key=lambda line: line.check.agrees)
        self.checks.show_lines(ordered, check_sentence(checks))
        self.checks.view.setColumnHidden(FILE, len({line.where for line in checks}) == 1)


def _figure(name: str) -> QLabel:
    label = parts.title("0")
    label.setAccessibleName(name)
    return label


def _column(value: QWidget, name: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(value)
    column.addWidget(name)
    return column


def check_sentence(checks: Sequence[Check]) -> str:
    """Whether the totals in the files agree with ours."""
    differ = sum(not line.check.agrees for line in checks)
    if not checks:
        return ""
    if not differ:
        return f"All {counted(len(checks), 'total')} written in the files agree to the cent."
    return f"{counted(differ, 'total')} of {len(checks):,} differ from our sum of the same rows."
