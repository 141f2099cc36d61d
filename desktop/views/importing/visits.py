"""Service visits that invoices and memos speak of: proposed, made only with the tick."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.views.importing.rows import Column
from desktop.views.importing.rows_panel import RowsPanel
from desktop.views.importing.small import wrapped
from desktop.views.widgets import look
from desktop.views.widgets.formats import counted


class ProposedService(NamedTuple):
    """One service that is named in the files, and how often."""

    service: str
    documents: int


COLUMNS: tuple[Column[ProposedService], ...] = (
    Column("Service named in the memo", 40, lambda line: line.service),
    Column("Documents", 12, lambda line: f"{line.documents:,}", is_number=True),
    Column("", 4, lambda _line: ""),
)
ABOUT = (
    "An invoice or sales receipt whose memo names a service is taken as a visit done on its date. "
    "One document makes one visit; where the customer already has a visit on that day, none is "
    "added."
)


class VisitsPanel(QWidget):
    """The tick box, and the services with their counts."""

    wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.tick = QCheckBox("Record these service visits")
        self.tick.setChecked(True)
        self.tick.clicked.connect(self._on_clicked)
        self.rows = RowsPanel(
            "Proposed service visits", COLUMNS, "No memo in these files names a service."
        )
        head = QVBoxLayout()
        head.setContentsMargins(look.L, look.M, look.L, 0)
        head.setSpacing(look.S)
        head.addWidget(self.tick)
        head.addWidget(wrapped(ABOUT, quiet=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.rows, 1)

    def show_services(
        self, services: Sequence[ProposedService], visits: int, *, wanted: bool
    ) -> None:
        """Show what is proposed; without the tick, what would have been."""
        self.tick.setChecked(wanted)
        if wanted:
            self.rows.show_lines(services, visits_sentence(services, visits))
        else:
            self.rows.sentence.setText(visits_sentence((), visits))

    def _on_clicked(self, is_on: bool) -> None:  # noqa: FBT001 - the signal's own shape
        self.wanted.emit(is_on)


def visits_sentence(services: Sequence[ProposedService], visits: int) -> str:
    """How many visits will be recorded, and what else but these documents makes them."""
    if not visits:
        return "No visits will be recorded."
    said = f"{counted(visits, 'visit')} will be recorded"
    documents = sum(line.documents for line in services)
    if documents == visits:
        return f"{said}."
    if not documents:
        return f"{said}, from the dates of last service in customer lists."
    return (
        f"{said}: those of {counted(documents, 'document')}, none twice on a day, and the dates of "
        "last service in customer lists."
    )
