"""“Text looks wrong?”: the same cells in each way of reading letters; one of them looks right."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop.services.importing.files.letters import ENCODINGS
from desktop.services.importing.files.recognise import read_bytes
from desktop.services.importing.files.text import encoding_samples
from desktop.views.jobs import Jobs
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import scrolled, wrapped

CHANNEL = "import.letters"
NOTHING = "This file holds plain letters only; every way of reading them gives the same text."
Samples = Mapping[str, tuple[str, ...]]


class LettersDialog(QDialog):
    """Shows up to ten cells with accents or signs, read in every way. `chosen` brings one."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, jobs: Jobs, path: Path, now: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Text looks wrong?")
        self._jobs, self._now = jobs, now
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.about = wrapped(f"Which of these looks right? The same cells of {path.name}:")
        self._inner = QWidget()
        self._list = QVBoxLayout(self._inner)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Read it this way")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(look.M)
        layout.addWidget(self.about)
        layout.addWidget(scrolled(self._inner, "Ways of reading the letters"), 1)
        layout.addWidget(self.buttons)
        letters, line = self.fontMetrics().averageCharWidth(), self.fontMetrics().height()
        self.resize(letters * 90, line * 26)
        jobs.run(
            lambda _db, _check: encoding_samples(read_bytes(path)), self._show, channel=CHANNEL
        )

    def _show(self, samples: Samples) -> None:
        if not any(samples.values()):
            self.about.setText(NOTHING)
            self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(False)
            return
        for encoding, cells in samples.items():
            choice = QRadioButton(ENCODINGS[encoding])
            choice.setFont(look.font(bold=True))
            choice.setChecked(encoding == self._now)
            self.choices[encoding] = choice
            self._group.addButton(choice)
            self._list.addWidget(choice)
            shown = parts.body("   ·   ".join(cells) or "cannot be read this way")
            shown.setWordWrap(True)
            shown.setContentsMargins(look.XL, 0, 0, look.S)
            self._list.addWidget(shown)
        self._list.addStretch(1)
        next(iter(self.choices.values())).setFocus()

    def accept(self) -> None:
        """Tell what was chosen."""
        for encoding, choice in self.choices.items():
            if choice.isChecked():
                self.chosen.emit(encoding)
        super().accept()

    def done(self, code: int) -> None:
        """Nobody waits for the samples any more."""
        self._jobs.cancel(CHANNEL)
        super().done(code)
