"""What the page shows while files are read or written: how far it is, and a way to stop."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts

SHOW_AFTER_MS = 300  # quicker work is not worth a flash
SMALLEST_GUESS_S = 3.0


class Working(QWidget):
    """A heading, a bar, "12,000 of 100,000 rows, about 8 seconds left", and Cancel."""

    def __init__(self, on_cancel: Callable[[], None]) -> None:
        super().__init__()
        self.head = parts.heading("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 60)
        self.about = parts.muted()
        self.cancel = parts.button("Cancel", on_cancel)
        self._started = 0.0
        layout = QVBoxLayout(self)
        layout.setSpacing(look.M)
        layout.addStretch(2)
        for widget in (self.head, self.bar, self.about, self.cancel):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self._parts = (self.head, self.bar, self.about, self.cancel)
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._timer.timeout.connect(lambda: self._show_parts(shown=True))

    def start(self, head: str, *, can_cancel: bool = True) -> None:
        """Begin a new piece of work; for the first moment nothing is shown."""
        self._started = time.monotonic()
        self.head.setText(head)
        self.bar.setAccessibleName(head)
        self.about.setText(" ")
        self.bar.setRange(0, 0)
        self.cancel.setText("Cancel")
        self.cancel.setEnabled(can_cancel)
        self._show_parts(shown=False)
        self._timer.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        if total <= 0:
            return
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        passed = time.monotonic() - self._started
        self.about.setText(progress_text(done, total, passed))

    def say_stopping(self) -> None:
        """Cancel was pressed; the work ends at its next checkpoint."""
        self.cancel.setEnabled(False)
        self.cancel.setText("Stopping…")

    def _show_parts(self, *, shown: bool) -> None:
        for part in self._parts:
            part.setVisible(shown)
        if shown and self.isVisible():
            self.cancel.setFocus()


def progress_text(done: int, total: int, passed_s: float) -> str:
    """How many rows are done, and how long the rest takes once that can be guessed."""
    text = f"{done:,} of {total:,} rows"
    if not 0 < done < total or passed_s < SMALLEST_GUESS_S:
        return text
    left = passed_s / done * (total - done)
    minutes = round(left / 60)
    if left < 60:  # noqa: PLR2004 - a minute
        return f"{text}, about {max(1, round(left))} seconds left"
    return f"{text}, about {minutes} {'minute' if minutes == 1 else 'minutes'} left"
