"""Makes the editor for each slot of a row; one table from kind of slot to field on screen."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from desktop.services.segments.fields import Field
from desktop.services.segments.spans import PERIODS
from desktop.services.segments.wording import MONTHS
from desktop.views.segments.date_input import DateInput
from desktop.views.segments.desk import Desk
from desktop.views.segments.inputs import (
    SEVERAL,
    MoneyInput,
    NumberInput,
    NumbersInput,
    TextInput,
    TextsInput,
)
from desktop.views.segments.phrases import UNIT_LABELS, Slot
from desktop.views.segments.text_list import TextListInput
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option


class Editor(Protocol):
    """An editor in a row, whatever it looks like."""

    edited: SignalInstance
    left: SignalInstance

    def show_value(self, value: Any) -> None:
        """Show the value of the tree."""


NAMES = {"value": "Value", "value2": "Second value", "n": "Number", "m": "Second number"}
NAMES |= {"unit": "Unit", "start": "First day", "end": "Last day", "name": "Period"}
NAMES |= {"within": "Within", "quiet": "Quiet part", "recent": "Recent part", "gap": "Gap"}
NAMES |= {"times": "How many times", "min_periods": "In how many", "periods": "Of how many"}
NAMES |= {"length": "Length of each"}
TYPED_KINDS = ("count", "one", "list", "date")


def make(desk: Desk, slot: Slot, field: Field | None) -> QWidget:
    """The editor for a slot of a rule about `field` (None for windows)."""
    name = f"{field.label}: {NAMES[slot.attribute].lower()}" if field else NAMES[slot.attribute]
    return _MAKERS[slot.kind](desk, name, field)


def _count(_desk: Desk, name: str, _field: Field | None) -> QWidget:
    return NumberInput(name, letters=5)


def _unit(_desk: Desk, name: str, _field: Field | None) -> QWidget:
    return PickInput(name, listed(Option(key, label) for key, label in UNIT_LABELS.items()))


def _period(_desk: Desk, name: str, _field: Field | None) -> QWidget:
    return PickInput(name, listed(Option(key, p.label) for key, p in PERIODS.items()))


def _months(_desk: Desk, name: str, _field: Field | None) -> QWidget:
    months = listed(Option(number, label) for number, label in enumerate(MONTHS, 1))
    return PickInput(name, months, many=True, hint="choose months")


def _date(desk: Desk, name: str, _field: Field | None) -> QWidget:
    return DateInput(name, desk.today)


def _one(desk: Desk, name: str, field: Field | None) -> QWidget:
    assert field is not None  # noqa: S101 - only rules have values
    return _BY_TYPE[field.type](desk, name, field, False)


def _list(desk: Desk, name: str, field: Field | None) -> QWidget:
    assert field is not None  # noqa: S101 - only rules have values
    return _BY_TYPE[field.type](desk, name, field, True)


def _text(desk: Desk, name: str, field: Field, many: bool) -> QWidget:  # noqa: FBT001 - a table calls it
    if many and field.suggestions:
        return TextListInput(name, lambda deliver: desk.suggestions(field, deliver))
    if many:
        return TextsInput(name, placeholder=SEVERAL)
    line = TextInput(name, placeholder="type here")
    desk.suggestions(field, lambda options: line.offer([option.label for option in options]))
    return line


def _choice(desk: Desk, name: str, field: Field, many: bool) -> QWidget:  # noqa: FBT001
    return PickInput(name, desk.options(field), many=many, add=field.open_list)


def _number(_desk: Desk, name: str, _field: Field, many: bool) -> QWidget:  # noqa: FBT001
    return NumbersInput(name, placeholder=SEVERAL) if many else NumberInput(name, whole=False)


def _money(_desk: Desk, name: str, _field: Field, many: bool) -> QWidget:  # noqa: FBT001
    return NumbersInput(name, placeholder=SEVERAL) if many else MoneyInput(name)


_BY_TYPE: dict[str, Callable[[Desk, str, Field, bool], QWidget]] = {
    "text": _text,
    "choice": _choice,
    "many": _choice,
    "yes_no": _choice,
    "number": _number,
    "money": _money,
    "date": lambda desk, name, _field, _many: DateInput(name, desk.today),
}
_MAKERS: dict[str, Callable[[Desk, str, Field | None], QWidget]] = {
    "count": _count,
    "unit": _unit,
    "period": _period,
    "months": _months,
    "date": _date,
    "one": _one,
    "list": _list,
}
