"""One line about work in the background: what is done, how far it is, and Cancel."""

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from desktop.views.jobs import Job
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped


class ProgressLine(QWidget):
    """Hidden until there is something to say; `job` is the work that runs."""

    def __init__(self, name: str, counted: str) -> None:
        super().__init__()
        self.job: Job | None = None
        self.said = wrapped(quiet=True)
        self.said.setAccessibleName(name)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(counted)
        self.cancel = parts.button("Cancel", self.stop)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(look.S)
        self.line.addWidget(self.said, 1)
        self.line.addWidget(self.progress, 1)
        self.line.addWidget(self.cancel)
        self.hide()

    def say(self, text: str, *, running: bool) -> None:
        """Show a sentence, with a bar and Cancel while work runs."""
        self.show()
        self.said.setText(text)
        self.progress.setRange(0, 0)
        self.progress.setVisible(running)
        self.cancel.setVisible(running)
        self.cancel.setEnabled(running)

    def show_progress(self, done: int, total: int) -> None:
        """Show how far the work is."""
        self.progress.setRange(0, total)
        self.progress.setValue(done)

    def stop(self) -> None:
        """Cancel; what was written rolls back."""
        if self.job is not None:
            self.job.cancel()
            self.cancel.setEnabled(False)
