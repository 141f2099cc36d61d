"""Every source of data: how old it is, and how old it may become."""

from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from sqlalchemy.orm import Session

from desktop.services import freshness
from desktop.services.freshness import KINDS, Source
from desktop.views.freshness.chip import BOX_OF, STATE_WORDS
from desktop.views.page import Context
from desktop.views.widgets import look, parts
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import counted, day
from desktop.views.widgets.room import wrapped
from desktop.views.widgets.sign import SignLabel

CHANNEL = "freshness.sources"
LONGEST = 3_650
ABOUT = (
    "The date of a file is the day its report was made for, else the day it was imported. Older "
    "than allowed is shown in amber, older than twice that in red, on every page that uses it."
)


class Sources(NamedTuple):
    """The sources that hold data, and the limits of all kinds."""

    by_kind: dict[str, Source]
    allowed: dict[str, int]


def read(db: Session, as_of: date) -> Sources:
    """Ask for sources and limits."""
    found = {source.kind: source for source in freshness.sources(db, as_of)}
    return Sources(found, freshness.max_ages(db))


class SourcesDialog(QDialog):
    """One line per kind of source; a changed limit is stored at once."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle("Age of the data")
        self.limits: dict[str, QSpinBox] = {}
        self.dates: dict[str, QLabel] = {}
        self.signs: dict[str, SignLabel] = {}
        self._waiting = {kind.kind: Debounce(self, partial(self.save, kind.kind)) for kind in KINDS}
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.setSpacing(look.M)
        layout.addWidget(wrapped(ABOUT, quiet=True))
        layout.addLayout(self._grid())
        layout.addStretch(1)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 84)
        self._ask()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.L)
        grid.setVerticalSpacing(look.S)
        for column, heading in enumerate(("Source", "Data as of", "", "At most")):
            grid.addWidget(parts.small_heading(heading), 0, column)
        for row, kind in enumerate(KINDS, start=1):
            name = parts.body(kind.label[:1].upper() + kind.label[1:])
            limit = QSpinBox()
            limit.setRange(1, LONGEST)
            limit.setSuffix(" days")
            parts.field(limit, f"{kind.label}: most days")
            limit.valueChanged.connect(lambda _days, key=kind.kind: self._waiting[key].start())
            self.limits[kind.kind] = limit
            self.dates[kind.kind] = parts.muted()
            self.signs[kind.kind] = SignLabel()
            for column, widget in enumerate(
                (name, self.dates[kind.kind], self.signs[kind.kind], limit)
            ):
                grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _ask(self) -> None:
        as_of = self._context.as_of()
        self._context.jobs.run(lambda db, _c: read(db, as_of), self._show, channel=CHANNEL)

    def _show(self, sources: Sources) -> None:
        for kind, limit in self.limits.items():
            limit.blockSignals(True)
            limit.setValue(sources.allowed[kind])
            limit.blockSignals(False)
            source = sources.by_kind.get(kind)
            self.dates[kind].setText(_date_words(source))
            self.signs[kind].setVisible(source is not None)
            if source:
                self.signs[kind].show_sign(*_sign(source))

    def save(self, kind: str) -> None:
        """Store one limit and show what follows."""
        days = self.limits[kind].value()
        self._context.jobs.run(
            lambda db, _c: freshness.set_max_age(db, kind, days),
            lambda _nothing: self._on_saved(),
            writes=True,
        )

    def _on_saved(self) -> None:
        self._context.hub.tell("imports")
        self._ask()


def _date_words(source: Source | None) -> str:
    if source is None:
        return "nothing imported yet"
    return f"{day(source.data_date)}, {counted(source.age_days, 'day')} old"


def _sign(source: Source) -> tuple[str, str, str]:
    if source.state in BOX_OF:
        return "triangle-alert", STATE_WORDS[source.state], BOX_OF[source.state]
    return "circle-check", "recent enough", "new"
