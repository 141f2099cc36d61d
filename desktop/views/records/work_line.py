"""One stop on one line: who, which service, gallons, condition, amount, note; Enter saves."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.models.choices import CONDITION, SERVICE
from desktop.services.records import Field, FieldError, Stop, Work
from desktop.services.records.next_due import StopPlace, stop_places
from desktop.views.page import Context
from desktop.views.records.customer_pick import CustomerPick
from desktop.views.records.inputs import NOTHING, Choice, Editor, Text
from desktop.views.widgets import look, parts

USUAL_SERVICE = "PUMP"
TYPED = ("gallons", "condition", "amount", "note")  # what every stop begins without
# Which editor an error of the service is about.
PLACES = {
    "service": "service", "gallons": "gallons", "condition": "condition", "amount": "amount",
    "notes": "note", "note": "note", "property": "place",
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
        self.places: Sequence[StopPlace] = ()
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
        self.place_label = parts.muted("Place")
        grid.addWidget(self.place_label, 2, 0, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.place.widget, 2, 1, 1, len(columns) - 1)
        self.setTabOrder(self.customer, self.place.widget)

    def clear(self) -> None:
        """Empty the line for the next stop; the service of the last one stays."""
        self.customer.show_customer(None, "")
        self._show_places(())
        for key in TYPED:
            self.editors[key].show(None)
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
        several = len(places) > 1
        self.place_label.setVisible(several)
        box.setVisible(several)
        self.editors["service"].show(next((p.service for p in places if p.service), USUAL_SERVICE))

    def is_begun(self) -> bool:
        """Whether something was typed that is not saved; a customer alone is soon found again."""
        return any(self.editors[key].value() for key in TYPED)

    def stop(self, day: Any, technician_id: int | None = None) -> Stop:
        """What was entered."""
        value = {key: one.value() for key, one in self.editors.items()}
        work = Work(
            value["service"], gallons=value["gallons"], condition=value["condition"],
        )  # fmt: skip
        return Stop(
            day,
            (work,),
            property_id=self.place.value() if self.places else None,
            customer_id=self.customer.customer_id,
            technician_id=technician_id,
            amount=value["amount"],
            note=value["note"],
        )

    def go_to(self, errors: Sequence[FieldError]) -> None:
        """Go to the field of the first error."""
        for step in reversed(errors[0].field.split(".")):
            key = PLACES.get(step, "")
            if key == "place":
                self.place.focus()
                return
            if key:
                self.editors[key].focus()
                return
        self.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves from any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit()
        else:
            super().keyPressEvent(event)
