"""A form made from the fields of a record: groups, editors, and what is wrong at its field."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.services.records.fields import Field
from desktop.services.records.problems import FieldError
from desktop.services.records.typed import WrongValueError, typed
from desktop.views.records.inputs import Around, Editor, editor
from desktop.views.records.several import wanted
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped

Values = dict[str, Any]
ALONE = frozenset({"text", "lines", "whole", "decimal", "money", "date", "texts"})
TALL = frozenset({"picture", "lines", "checks", "items", "rows", "custom"})
SMALL = frozenset({"whole", "decimal", "money", "date", "yes_no", "choice"})
HELPED = frozenset({"date"})  # they hold something already, where others show their help
SMALL_LETTERS = 32


class Form(QWidget):
    """Asks for the values of some fields; what is wrong stands under its field."""

    def __init__(
        self, fields: Sequence[Field], around: Around, own: Mapping[str, Editor] | None = None
    ) -> None:
        super().__init__()
        self._around, self._own = around, own or {}  # editors that only this form has
        self.fields = {one.key: one for one in wanted(fields, around)}
        self.editors: dict[str, Editor] = {}
        self.messages: dict[str, QLabel] = {}
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(look.XS, 0, look.S, 0)
        self.grid.setHorizontalSpacing(look.M)
        self.grid.setVerticalSpacing(look.XS)
        self.grid.setColumnStretch(1, 1)
        self._fill()

    def _fill(self) -> None:
        group = ""
        groups = {one.group for one in self.fields.values()}
        for key, field in self.fields.items():
            if field.group != group and len(groups) > 1:
                group = field.group
                head = parts.small_heading(group)
                head.setContentsMargins(0, look.S, 0, 0)
                self.grid.addWidget(head, self.grid.rowCount(), 0, 1, 2)
            self._add(key, field)
        self.grid.setRowStretch(self.grid.rowCount(), 1)

    def _add(self, key: str, field: Field) -> None:
        made = self._own.get(key) or editor(field, self._around)
        made.show(None)
        label = parts.body(f"{field.label} *" if field.required else field.label)
        label.setToolTip(field.help)
        row = self.grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop if field.kind in TALL else Qt.AlignmentFlag.AlignVCenter
        self.grid.addWidget(label, row, 0, top | Qt.AlignmentFlag.AlignLeft)
        if field.kind in SMALL:
            # At the left of its column: a column of small fields alone would stand at the right.
            made.widget.setFixedWidth(self.fontMetrics().averageCharWidth() * SMALL_LETTERS)
            self.grid.addWidget(made.widget, row, 1, top | Qt.AlignmentFlag.AlignLeft)
        else:
            self.grid.addWidget(made.widget, row, 1)
        if field.kind in HELPED and field.help:
            self.grid.addWidget(wrapped(field.help, quiet=True), row + 1, 1)
            row += 1
        message = parts.body()
        message.setForegroundRole(parts.Role.BrightText)
        message.setWordWrap(True)
        message.hide()
        self.grid.addWidget(message, row + 1, 1)
        self.editors[key], self.messages[key] = made, message
        if field.kind in ALONE:
            self._watch(made.widget, key)

    def _watch(self, widget: QWidget, key: str) -> None:
        for one in (widget, *widget.findChildren(QWidget)):
            one.setProperty("record_field", key)
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at a field when it is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.check(str(watched.property("record_field")))
        return super().eventFilter(watched, event)

    def check(self, key: str) -> None:
        """Say under the field what is wrong with it alone."""
        try:
            typed(self.fields[key], self.editors[key].value(), self._around.context.as_of())
        except WrongValueError as error:
            self._say(key, str(error))
        else:
            self._say(key, "")

    def _say(self, key: str, text: str) -> None:
        message = self.messages[key]
        message.setText(text)
        message.setVisible(bool(text))
        self.editors[key].widget.setAccessibleDescription(text)

    def values(self) -> Values:
        """What stands in the fields."""
        return {key: one.value() for key, one in self.editors.items()}

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show stored values."""
        for key, one in self.editors.items():
            if key in values:
                one.show(values[key])

    def focus_first(self, key: str = "") -> None:
        """Go to a field, else to the first."""
        if self.editors:
            (self.editors.get(key) or next(iter(self.editors.values()))).focus()

    def show_errors(self, errors: Iterable[FieldError]) -> list[str]:
        """Show each sentence at its field, go to the first; back come those without a field."""
        for key in self.messages:
            self._say(key, "")
        said: dict[str, list[str]] = {}
        homeless = []
        first: tuple[str, str] | None = None
        for error in errors:
            key, below = self._place(error.field)
            if not key:
                homeless.append(error.message)
                continue
            said.setdefault(key, []).append(error.message)
            first = first or (key, below)
        for key, sentences in said.items():
            self._say(key, " ".join(sentences))
        if first:
            self.editors[first[0]].focus(first[1])
        return homeless

    def _place(self, where: str) -> tuple[str, str]:
        """The field of "lines.0.gallons" or "new_owner.display_name", and the place inside."""
        steps = where.split(".")
        for start, step in enumerate(steps):
            if step in self.editors:
                return step, ".".join(steps[start + 1 :])
        return "", ""
