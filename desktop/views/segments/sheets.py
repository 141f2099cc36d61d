"""Below the conditions three sheets: the members, the history, the details of the segment."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.views.segments.desk import Desk
from desktop.views.segments.details_panel import DetailsPanel
from desktop.views.segments.history_panel import HistoryPanel
from desktop.views.segments.preview import Preview
from desktop.views.widgets import look
from desktop.views.widgets.tab_row import tab_row

NAMES = ("Members", "History", "Details")
MEMBERS, HISTORY, DETAILS = range(3)


class Sheets(QWidget):
    """Asks a sheet only when it is in front."""

    versions_wanted = Signal()

    def __init__(self, desk: Desk, preview: Preview) -> None:
        super().__init__()
        self.bar = tab_row("What to see of the segment")
        self.history, self.details = HistoryPanel(desk), DetailsPanel(desk)
        self.stack = QStackedWidget()
        for name, sheet in zip(NAMES, (preview, self.history, self.details), strict=True):
            self.bar.addTab(name)
            self.stack.addWidget(sheet)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.XS, look.S, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.stack, 1)
        self.bar.currentChanged.connect(self._turn)
        self.history.versions_wanted.connect(self.versions_wanted)

    def ask(self) -> None:
        """Another segment is in front, or something about it changed."""
        if self.bar.currentIndex() == HISTORY:
            self.history.ask()
        elif self.bar.currentIndex() == DETAILS:
            self.details.ask()

    def show_sheet(self, place: int) -> None:
        """Put a sheet in front."""
        self.bar.setCurrentIndex(place)

    def close_table(self) -> None:
        """Let go of the models before the window goes."""
        self.history.close_table()

    def _turn(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.ask()
