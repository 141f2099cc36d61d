"""The form of a zone: its fields, and what was typed as the service wants it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.models.choices import WEEKDAY, ZONE_KIND
from desktop.services.records import Field
from desktop.services.records.problems import refuse
from desktop.services.territory.zone_draft import ZoneDraft
from desktop.services.territory.zone_list import ZoneLine
from desktop.views.records.inputs import NOTHING, Choice, Editor
from desktop.views.widgets import look
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.formats import parse_number

Values = dict[str, Any]
FIELDS = (
    Field("name", "Name", "text", required=True, help="As it stands on lists, for example North"),
    Field("kind", "Kind", "choice", required=True, choices=ZONE_KIND),
    Field("zip_codes", "ZIP codes", "texts", help="Separated by commas: 77802, 77845"),
    Field("counties", "Counties", "texts", help="A county zone without any is its own county"),
    Field(
        "minutes_up_to", "Drive time in minutes, up to", "whole",
        help="Empty: all that is farther",
    ),
    Field("weekdays", "A truck is there on", "checks"),
    Field("technician_id", "Usual technician", "reference", target="technicians"),
    Field("colour", "Color on the map", "choice"),
)  # fmt: skip
SHORT = 3  # letters of a weekday
COLOURS = {
    "#2f6db5": "Blue",
    "#3a8f5c": "Green",
    "#b5772f": "Orange",
    "#b03a48": "Red",
    "#7a4fb5": "Violet",
    "#1f8a8a": "Teal",
    "#8a6d3b": "Brown",
    "#5f6b76": "Gray",
}


class Weekdays(Editor):
    """A box to tick for each day of the week."""

    def __init__(self) -> None:
        whole = QWidget()
        whole.setAccessibleName("A truck is there on")
        line = FlowLayout(whole, look.M)
        self.boxes = {key: QCheckBox(label[:SHORT]) for key, label in WEEKDAY.items}
        for key, box in self.boxes.items():
            box.setAccessibleName(WEEKDAY.label(key))
            line.addWidget(box)
        super().__init__(whole)

    def value(self) -> list[str]:
        """The days ticked."""
        return [key for key, box in self.boxes.items() if box.isChecked()]

    def show(self, value: Any) -> None:
        """Tick days."""
        for key, box in self.boxes.items():
            box.setChecked(key in (value or ()))

    def focus(self, _below: str = "") -> None:
        """Go to the first day."""
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.OtherFocusReason)


class Colour(Choice):
    """A colour by its name; one that has no name here is shown by its number."""

    def __init__(self) -> None:
        super().__init__("Color on the map", ((None, NOTHING),))
        for key, name in COLOURS.items():
            self.box.addItem(swatch(key, self.box.fontMetrics().height()), name, key)

    def show(self, value: Any) -> None:
        """Choose a colour."""
        if value and self.box.findData(value) < 0:
            self.box.addItem(swatch(value, self.box.fontMetrics().height()), value, value)
        super().show(value or None)


def swatch(colour: str, side: int) -> QIcon:
    """A square of a colour."""
    picture = QPixmap(side, side)
    picture.fill(QColor(colour) if QColor.isValidColorName(colour) else Qt.GlobalColor.transparent)
    return QIcon(picture)


def editors() -> dict[str, Editor]:
    """The editors that only this form has."""
    return {"weekdays": Weekdays(), "colour": Colour()}


def values_of(zone: ZoneLine) -> Values:
    """What the form shows of a zone."""
    found: Values = {field.key: getattr(zone, field.key) for field in FIELDS}
    for key in ("zip_codes", "counties"):
        found[key] = list(found[key])
    own = zone.kind == "county" and zone.counties == (zone.name,)
    return found | ({"counties": []} if own else {})


def draft(values: Values) -> ZoneDraft:
    """What was typed.

    Raises:
        InvalidError: the minutes are no number.
    """
    minutes = parse_number(values["minutes_up_to"] or "")
    if values["minutes_up_to"] and minutes is None:
        raise refuse("minutes_up_to", "Minutes are a whole number.")
    return ZoneDraft(
        name=values["name"] or "",
        kind=values["kind"] or "",
        weekdays=tuple(values["weekdays"]),
        technician_id=values["technician_id"],
        colour=values["colour"],
        zip_codes=_listed(values["zip_codes"]),
        counties=_listed(values["counties"]),
        minutes_up_to=minutes,
    )


def _listed(text: str | None) -> tuple[str, ...]:
    found = (one.strip() for one in (text or "").replace(";", ",").replace("\n", ",").split(","))
    return tuple(one for one in found if one)


def name_it(zone: ZoneLine | None) -> str:
    """The title of the form."""
    return f"Zone {zone.name}" if zone else "New zone"
