"""One stop on one line: who, which service, gallons, condition, amount, note; Enter saves.

A second line asks for the place and the tank where there are several, and what a trap held.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QWidget

from desktop.models.choices import CONDITION, SERVICE
from desktop.services.records import Field, FieldError, Stop, Work
from desktop.services.records.stop_places import StopPlace, TankChoice, stop_places
from desktop.views.page import Context
from desktop.views.records.customer_pick import CustomerPick
from desktop.views.records.inputs import NOTHING, Choice, Editor, Text
from desktop.views.widgets import look, parts

USUAL_SERVICE = "PUMP"
TYPED = ("gallons", "condition", "amount", "note", "grease")  # what every stop begins without
TRAP_SERVICE = "GREASE"  # whose stops say how full the trap was
# Which editor an error of the service is about.
PLACES = {
    "service": "service", "gallons": "gallons", "condition": "condition", "amount": "amount",
    "notes": "note", "note": "note", "property": "place", "grease_percent": "grease",
    "asset": "tank",
}  # fmt: skip


class WorkLine(QWidget):
    """Asks for one stop; `wanted` when it is to be saved."""

    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.customer = CustomerPick(context, "Customer")
        self.customer.picked.connect(self._on_picked)
        self.place = Choice("Place", ((None, NOTHING),))
        self.editors: dict[str, Editor] = {
            "service": Choice("Service", SERVICE.items),
            "gallons": Text(Field("gallons", "Gallons", "whole")),
            "condition": Choice("Condition", ((None, NOTHING), *CONDITION.items)),
            "amount": Text(Field("amount", "Amount", "money")),
            "note": Text(Field("note", "Note", "text")),
        }
        self.tank = Choice("Tank", ())
        self.tank.box.setMinimumContentsLength(24)
        grease = Text(Field("grease", "Grease and solids in %", "whole"))
        self.below: dict[str, Editor] = {"place": self.place, "tank": self.tank, "grease": grease}
        self._labels: dict[str, QWidget] = {}
        self.places: Sequence[StopPlace] = ()
        self._offered: Sequence[TankChoice] = ()
        self._build()
        self.clear()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.S)
        grid.setVerticalSpacing(look.XS)
        columns: list[tuple[str, QWidget, int]] = [("Customer", self.customer, 5)]
        widths = {"service": 3, "gallons": 1, "condition": 2, "amount": 1, "note": 4}
        columns += [
            (key.capitalize(), one.widget, widths[key]) for key, one in self.editors.items()
        ]
        for column, (name, widget, share) in enumerate(columns):
            grid.addWidget(parts.muted(name), 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, share)
        letter = self.fontMetrics().averageCharWidth()
        for key in ("gallons", "amount"):
            self.editors[key].widget.setMinimumWidth(letter * 9)
        grid.addLayout(self._build_below(), 2, 0, 1, len(columns))
        order = [
            self.customer, self.place.widget, self.editors["service"].widget, self.tank.widget,
            self.editors["gallons"].widget, self.below["grease"].widget,
            *(self.editors[key].widget for key in ("condition", "amount", "note")),
        ]  # fmt: skip
        for one, then in pairwise(order):
            self.setTabOrder(one, then)
        self.place.box.currentIndexChanged.connect(self._show_tanks)
        service = self.editors["service"].widget
        assert isinstance(service, QComboBox)  # noqa: S101 - a choice
        service.currentIndexChanged.connect(self._show_tanks)

    def _build_below(self) -> QHBoxLayout:
        """What is asked for only where it matters."""
        row = QHBoxLayout()
        row.setSpacing(look.S)
        names = {"place": "Place", "tank": "On", "grease": "Trap: grease and solids, %"}
        for key, name in names.items():
            self._labels[key] = parts.muted(name)
            row.addWidget(self._labels[key])
            row.addWidget(self.below[key].widget, 0 if key == "grease" else 1)
        letter = self.fontMetrics().averageCharWidth()
        self.below["grease"].widget.setMaximumWidth(letter * 9)
        row.addStretch()
        return row

    def _ask_for(self, key: str, *, wanted: bool) -> None:
        self._labels[key].setVisible(wanted)
        self.below[key].widget.setVisible(wanted)

    def clear(self) -> None:
        """Empty the line for the next stop; the service of the last one stays."""
        self.customer.show_customer(None, "")
        self._show_places(())
        for key in TYPED:
            self._editor(key).show(None)
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_with(self, customer_id: int, name: str) -> None:
        """Begin with a customer who is known already."""
        self.customer.show_customer(customer_id, name)
        self._ask_places(customer_id)
        self.editors["service"].focus()

    def _on_picked(self, hit: Any) -> None:
        if hit is None:
            self._show_places(())
            return
        self._ask_places(hit.customer_id)
        self.editors["service"].focus()

    def _ask_places(self, customer_id: int) -> None:
        as_of = self._context.as_of()

        def show(places: Sequence[StopPlace]) -> None:
            if self.customer.customer_id == customer_id:
                self._show_places(places)

        self._context.jobs.run(
            lambda db, _check: stop_places(db, customer_id, as_of), show, channel="work-places"
        )

    def _show_places(self, places: Sequence[StopPlace]) -> None:
        """Ask for the place only when there are several; propose what is due first there."""
        self.places = places
        box = self.place.box
        box.clear()
        for one in places:
            box.addItem(one.label, one.property_id)
        self._ask_for("place", wanted=len(places) > 1)
        self.editors["service"].show(next((p.service for p in places if p.service), USUAL_SERVICE))
        self._show_tanks()

    def _show_tanks(self) -> None:
        """Ask for the tank only where the service has several there; propose what is due."""
        service, place = self.editors["service"].value(), self.place.value()
        here = next((one for one in self.places if one.property_id == place), None)
        self._offered = here.tanks.get(service, ()) if here else ()
        self.tank.box.clear()
        self.tank.box.addItems([one.label for one in self._offered])
        self._ask_for("tank", wanted=bool(self._offered))
        self._ask_for("grease", wanted=service == TRAP_SERVICE)

    def _editor(self, key: str) -> Editor:
        return self.editors.get(key) or self.below[key]

    def is_begun(self) -> bool:
        """Whether something was typed that is not saved; a customer alone is soon found again."""
        return any(self._editor(key).value() for key in TYPED)

    def stop(self, day: Any, technician_id: int | None = None) -> Stop:
        """What was entered."""
        value = {key: one.value() for key, one in self.editors.items()}
        return Stop(
            day,
            self._work(value),
            property_id=self.place.value() if self.places else None,
            customer_id=self.customer.customer_id,
            technician_id=technician_id,
            amount=value["amount"],
            note=value["note"],
        )

    def _work(self, value: Mapping[str, Any]) -> tuple[Work, ...]:
        """A line for each tank chosen; the gallons stand in the first, so that they count once."""
        chosen = self._offered[self.tank.box.currentIndex()] if self._offered else None
        is_trap = value["service"] == TRAP_SERVICE
        grease = self.below["grease"].value() if is_trap else None
        work = Work(value["service"], condition=value["condition"], grease_percent=grease)
        tanks = chosen.asset_ids if chosen else ()
        lines = [work._replace(asset_id=tank) for tank in tanks] or [work]
        return lines[0]._replace(gallons=value["gallons"]), *lines[1:]

    def go_to(self, errors: Sequence[FieldError]) -> None:
        """Go to the field of the first error."""
        for step in reversed(errors[0].field.split(".")):
            key = PLACES.get(step, "")
            if key:
                self._editor(key).focus()
                return
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves from any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)
