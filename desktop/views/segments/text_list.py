"""The field for several texts: typed with commas, or ticked in the list of texts in use."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from desktop.views.segments.inputs import SEVERAL, TextsInput
from desktop.views.segments.small import IconChip
from desktop.views.widgets.pick_input import Provider
from desktop.views.widgets.picker import Option, Picker


class TextListInput(QWidget):
    """A line of texts with a list behind the button at its end."""

    edited = Signal(object)
    left = Signal()

    def __init__(self, name: str, provider: Provider) -> None:
        super().__init__()
        self._name = name
        self._options: Sequence[Option] = ()
        self.line = TextsInput(name, placeholder=SEVERAL, letters=16)
        self.button = IconChip("chevron-down", f"{name}: list", self.open)
        self.picker: Picker | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.line)
        row.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.line.edited.connect(self.edited)
        self.line.left.connect(self.left)
        provider(self._take_options)

    def show_value(self, value: Any) -> None:
        """Show the texts."""
        self.line.show_value(value)

    def open(self) -> None:
        """Open the list of texts in use, with ticks at those chosen."""
        chosen = self.line.understood(self.line.text()) or ()
        self.picker = Picker(self, self._name, self._options, chosen=chosen, many=True, add=True)
        self.picker.ticked.connect(self._on_ticked)
        self.picker.closed.connect(self._on_closed)
        self.picker.open_under(self)

    def _on_ticked(self, texts: Any) -> None:
        self.line.setText(self.line.shown(texts or None))
        self.edited.emit(texts or None)

    def _on_closed(self) -> None:
        self.picker = None
        self.left.emit()

    def _take_options(self, options: Sequence[Option]) -> None:
        if isValid(self):
            self._options = options
