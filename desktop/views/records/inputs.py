"""The editors of a form, one for each kind of value."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.services.records.fields import Field
from desktop.services.records.options import Offers
from desktop.views.page import Context
from desktop.views.segments.date_input import DateInput
from desktop.views.widgets import look, parts

NOTHING = ""
EMPTY = "Empty: "  # how a help begins that says what nothing means
YES_NO = ((None, NOTHING), (True, "Yes"), (False, "No"))


class Around(NamedTuple):
    """What the editors need: the window's context, and the records to choose from."""

    context: Context
    offers: Offers


class Editor:
    """One field on the screen; `value` is what the service reads, text as it was typed."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def value(self) -> Any:
        """What stands in it; None for nothing."""
        raise NotImplementedError

    def show(self, value: Any) -> None:
        """Show a stored value."""
        raise NotImplementedError

    def focus(self, _below: str = "") -> None:
        """Go there; `_below` names the place inside a field of several."""
        self.widget.setFocus(Qt.FocusReason.OtherFocusReason)


class Text(Editor):
    """One line: texts, numbers, amounts, lists with commas."""

    def __init__(self, field: Field) -> None:
        self.line = QLineEdit()
        parts.field(self.line, field.label)
        if field.help:
            self.line.setPlaceholderText(field.help)
        super().__init__(self.line)

    def value(self) -> str | None:
        """The text."""
        return self.line.text().strip() or None

    def show(self, value: Any) -> None:
        """Show a text or a number."""
        self.line.setText(shown(value))


def shown(value: Any) -> str:
    """A stored value as it is typed."""
    if value is None:
        return NOTHING
    if isinstance(value, list):
        return ", ".join(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


class Lines(Editor):
    """A text of several lines; Tab leaves it."""

    def __init__(self, field: Field) -> None:
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(field.label)
        self.text.setPlaceholderText(field.help)
        parts.text_box(self.text)
        self.text.setFixedHeight(self.text.fontMetrics().height() * 3 + look.L)
        super().__init__(self.text)

    def value(self) -> str | None:
        """The text."""
        return self.text.toPlainText().strip() or None

    def show(self, value: Any) -> None:
        """Show a text."""
        self.text.setPlainText(shown(value))


class Day(Editor):
    """A day, typed in any usual way or picked from the calendar."""

    def __init__(self, field: Field, around: Around) -> None:
        self.input = DateInput(field.label, around.context.as_of)
        super().__init__(self.input)

    def value(self) -> str | None:
        """The text; the service knows more ways to read a day than the field does."""
        return self.input.line.text().strip() or None

    def show(self, value: Any) -> None:
        """Show a day, or what was typed for one."""
        self.input.show_value(value.isoformat() if isinstance(value, date) else value)

    def focus(self, _below: str = "") -> None:
        """Go to the line, not to the calendar."""
        self.input.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.input.line.selectAll()


class _NoWheel(QObject):
    """Keeps the wheel, which scrolls the form, from changing a choice passed on the way."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse the wheel while the box is not in use."""
        return (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not watched.hasFocus()
        )


class Choice(Editor):
    """One of a list; the first letters choose."""

    def __init__(self, name: str, entries: tuple[tuple[Any, str], ...]) -> None:
        self.box = QComboBox()
        parts.field(self.box, name)
        self.box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.box.setMinimumContentsLength(5)
        self.box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.box.installEventFilter(_NoWheel(self.box))
        for key, label in entries:
            self.box.addItem(label, key)
        super().__init__(self.box)

    def value(self) -> Any:
        """The key chosen."""
        return self.box.currentData()

    def show(self, value: Any) -> None:
        """Choose a key; one that is not offered any more stays what it is."""
        place = next((n for n in range(self.box.count()) if self.box.itemData(n) == value), -1)
        if place < 0:
            self.box.addItem(f"Number {value}", value)
            place = self.box.count() - 1
        self.box.setCurrentIndex(place)


def _choice(field: Field, _around: Around) -> Editor:
    listed = field.choices.items if field.choices else ()
    return Choice(field.label, (((None, NOTHING)), *listed))


def _yes_no(field: Field, _around: Around) -> Editor:
    return Choice(field.label, YES_NO)


def _reference(field: Field, around: Around) -> Editor:
    if field.anywhere or field.target == "customers":
        from desktop.views.records.customer_pick import PickEditor  # noqa: PLC0415 - it is an Editor

        return PickEditor(field, around)
    listed = around.offers.records.get(field.target or "", ())
    means = field.help.removeprefix(EMPTY) if field.help.startswith(EMPTY) else NOTHING
    said = means[:1].upper() + means[1:]
    return Choice(field.label, ((None, said), *((one.id, one.label) for one in listed)))


def _several(field: Field, around: Around) -> Editor:
    from desktop.views.records.several import SEVERAL  # noqa: PLC0415 - made of these editors

    return SEVERAL[field.kind](field, around)


def _picture(field: Field, around: Around) -> Editor:
    from desktop.views.records.picture_input import PictureEditor  # noqa: PLC0415 - as above

    return PictureEditor(field, around)


EDITORS: Mapping[str, Callable[[Field, Around], Editor]] = {
    "text": lambda field, _around: Text(field),
    "lines": lambda field, _around: Lines(field),
    "whole": lambda field, _around: Text(field),
    "decimal": lambda field, _around: Text(field),
    "money": lambda field, _around: Text(field),
    "date": Day,
    "yes_no": _yes_no,
    "choice": _choice,
    "reference": _reference,
    "texts": lambda field, _around: Text(field),
    "checks": _several,
    "items": _several,
    "picture": _picture,
    "rows": _several,
    "custom": _several,
}


def editor(field: Field, around: Around) -> Editor:
    """The editor of a field."""
    return EDITORS[field.kind](field, around)
