"""What an office without customers shows: what the program is for, and the ways to begin."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts

STEPS = (
    ("file-input", "Bring your customers in", "Files from QuickBooks and any spreadsheet."),
    ("list-filter", "Say who you are looking for", "The exact number shows while you type."),
    ("file-spreadsheet", "Send the list", "As a workbook for the mail house or a round of calls."),
)


class Welcome(QWidget):
    """The first page of an empty office."""

    import_wanted = Signal()
    sample_wanted = Signal()
    by_hand_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setSpacing(look.M)
        layout.addStretch(2)
        for widget in (
            self._head(),
            self._steps(),
            self._buttons(),
            self._by_hand(),
            self._promise(),
        ):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            layout.addSpacing(look.M)
        layout.addStretch(3)

    def _head(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setSpacing(look.S)
        for label in (
            parts.title("Welcome to your customer office"),
            parts.muted("Find the right customers, and reach them, in a few minutes."),
        ):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        return made

    def _steps(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setSpacing(look.L)
        for icon_name, head, text in STEPS:
            line.addWidget(_step(icon_name, head, text))
        return made

    def _buttons(self) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setSpacing(look.M)
        self.start = parts.primary(
            "&Import your customers", self.import_wanted.emit, icon_name="file-input"
        )
        self.sample = parts.button(
            "&Try with the sample office", self.sample_wanted.emit, icon_name="flask-conical"
        )
        line.addWidget(self.start)
        line.addWidget(self.sample)
        return made

    def _by_hand(self) -> QWidget:
        self.by_hand = parts.link("Or enter customers &by hand", self.by_hand_wanted.emit)
        return self.by_hand

    def _promise(self) -> QWidget:
        return parts.muted("Everything stays on this computer. The sample is a file of its own.")


def _step(icon_name: str, head: str, text: str) -> QWidget:
    card = parts.Card()
    layout = QVBoxLayout(card)
    layout.setContentsMargins(look.L, look.L, look.L, look.L)
    layout.setSpacing(look.S)
    layout.addWidget(parts.Picture(icon_name, 26))
    layout.addWidget(parts.heading(head))
    explained = parts.muted(text)
    explained.setWordWrap(True)
    layout.addWidget(explained)
    layout.addStretch()
    letter = card.fontMetrics().averageCharWidth()
    card.setMinimumWidth(letter * 22)
    card.setMaximumWidth(letter * 34)
    return card
