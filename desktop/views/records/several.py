"""Editors of fields that hold several values: lines of work, phones, results, own fields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.services.records.fields import Field
from desktop.services.records.forms import INSPECTED, RESULTS
from desktop.views.records.inputs import NOTHING, Around, Choice, Editor, Text, editor
from desktop.views.widgets import look, parts

Values = dict[str, Any]
MOST_BESIDE = 3
ITEM_FIELDS = (Field("text", "Text", "text"), Field("amount", "Amount", "money"))


class Rows(Editor):
    """Small rows with a button for another; an empty row is not saved.

    A row of many fields goes on in the next line, `MOST_BESIDE` of them beside each other.
    """

    def __init__(self, field: Field, around: Around) -> None:
        self._fields = field.fields or ITEM_FIELDS
        self._around, self._label = around, field.label
        self.rows: list[dict[str, Editor]] = []
        self._whole: list[Values] = []  # what a row holds beside the fields shown
        self._widgets: list[QWidget] = []
        whole = QWidget()
        self.lines = QVBoxLayout()
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(look.S)
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addLayout(self.lines)
        self.more = parts.link("Another line", self.add, icon_name="plus")
        self.more.setAutoDefault(False)
        layout.addWidget(self.more)
        super().__init__(whole)

    def add(self, values: Mapping[str, Any] | None = None) -> None:
        """Show one more row."""
        number = len(self.rows) + 1
        made = {one.key: editor(one, self._around) for one in self._fields}
        whole = QWidget()
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.XS)
        for place, (field, one) in enumerate(zip(self._fields, made.values(), strict=True)):
            one.widget.setAccessibleName(f"{self._label} {number}: {field.label}")
            if isinstance(one, Text):
                one.line.setPlaceholderText(NOTHING)
            one.show((values or {}).get(field.key))
            row, column = divmod(place, MOST_BESIDE)
            grid.addWidget(parts.muted(field.label), row * 2, column)
            grid.addWidget(one.widget, row * 2 + 1, column)
            grid.setColumnStretch(column, 1)
        self.lines.addWidget(whole)
        self.rows.append(made)
        self._widgets.append(whole)
        self._whole.append(dict(values or {}))

    def value(self) -> list[Values]:
        """The rows that have something in them."""
        found = []
        for made, whole in zip(self.rows, self._whole, strict=True):
            row = {key: one.value() for key, one in made.items()}
            if any(value is not None for value in row.values()):
                found.append(whole | row)
        return found

    def show(self, value: Any) -> None:
        """Show rows; one empty row where there are none."""
        for widget in self._widgets:
            widget.hide()
            widget.deleteLater()
        for kept in (self.rows, self._whole, self._widgets):
            kept.clear()
        for row in value or [{}]:
            self.add(row)

    def focus(self, below: str = "") -> None:
        """Go to the place that an error names: "0.gallons"."""
        number, _, key = below.partition(".")
        row = self.rows[int(number)] if number.isdigit() and int(number) < len(self.rows) else None
        first = row or next(iter(self.rows), {})
        place = first.get(key) or next(iter(first.values()), None)
        if place is not None:
            place.focus()


class Tags(Text):
    """A list of plain values, separated by commas."""

    def __init__(self, field: Field, _around: Around) -> None:
        super().__init__(field)
        self.line.setPlaceholderText("Separated by commas")

    def value(self) -> Any:
        """The values."""
        return [one.strip() for one in self.line.text().split(",") if one.strip()]


class _Named(Editor):
    """A value for each of some names, each with an editor of its own."""

    def __init__(self, label: str, editors: Mapping[str, tuple[str, Editor]]) -> None:
        self.editors = {key: one for key, (_, one) in editors.items()}
        whole = QWidget()
        whole.setAccessibleName(label)
        grid = QGridLayout(whole)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.XS)
        grid.setColumnStretch(1, 1)
        for row, (name, one) in enumerate(editors.values()):
            grid.addWidget(parts.muted(name), row, 0)
            grid.addWidget(one.widget, row, 1)
        super().__init__(whole)

    def value(self) -> Values:
        """All values; None where there is nothing."""
        return {key: one.value() for key, one in self.editors.items()}

    def show(self, value: Any) -> None:
        """Show the values."""
        for key, one in self.editors.items():
            one.show((value or {}).get(key))

    def focus(self, below: str = "") -> None:
        """Go to one of them."""
        place = self.editors.get(below) or next(iter(self.editors.values()), None)
        if place is not None:
            place.focus()


def _checks(field: Field, _around: Around) -> Editor:
    entries = ((None, NOTHING), *RESULTS.items())
    named = {
        key: (name, Choice(f"{field.label}: {name}", entries)) for key, name in INSPECTED.items()
    }
    return _Checks(field.label, named)


class _Checks(_Named):
    """Results of an inspection: most of them are good, so one press fills those still empty."""

    def __init__(self, label: str, editors: Mapping[str, tuple[str, Editor]]) -> None:
        super().__init__(label, editors)
        self.all_good = parts.link("The rest is operational", self.fill, icon_name="check")
        self.all_good.setAutoDefault(False)
        layout = self.widget.layout()
        assert isinstance(layout, QGridLayout)  # noqa: S101 - made above
        layout.addWidget(self.all_good, layout.rowCount(), 1)

    def fill(self) -> None:
        """Mark what has no result yet as operational; what is special is left to the eye."""
        for key, one in self.editors.items():
            if key != "other" and one.value() is None:
                one.show("operational")


def _own(field: Field, around: Around) -> Editor:
    own = around.offers.own
    named = {key: (one.label, editor(one, around)) for key, one in own.items()}
    return _Named(field.label, named)


def _rows(field: Field, around: Around) -> Editor:
    is_list = field.rows is not None and field.rows.single is not None
    return Tags(field, around) if is_list else Rows(field, around)


SEVERAL: Mapping[str, Callable[[Field, Around], Editor]] = {
    "checks": _checks,
    "items": Rows,
    "rows": _rows,
    "custom": _own,
}


def is_wanted(field: Field, around: Around) -> bool:
    """Whether a field has anything to ask; an office without own fields has none."""
    return field.kind != "custom" or bool(around.offers.own)


def wanted(fields: Sequence[Field], around: Around) -> list[Field]:
    """The fields that have something to ask."""
    return [one for one in fields if is_wanted(one, around)]
