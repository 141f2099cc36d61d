"""A field for a customer or a house: four letters of whatever is known, then Enter or Tab."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.services.office.search import Hit, find, find_places
from desktop.services.records.fields import Field
from desktop.services.records.options import customer_name, property_name
from desktop.views.customers.hits import Find, Hits, Looking
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.records.inputs import Around, Editor
from desktop.views.widgets import parts


class Sought(NamedTuple):
    """What is searched for: what may be typed, how it is found, how one is called."""

    hint: str
    find: Find
    name: Callable[[Session, int], str]


SOUGHT: Mapping[str, Sought] = {
    "customers": Sought("Name, phone, street or account no.", find, customer_name),
    "properties": Sought("Street and town of the house", find_places, property_name),
}


class CustomerPick(QLineEdit):
    """A line with a list below it; `picked` gets a `Hit`, or None when the text is changed.

    The list is a part of the window, not a window of its own: the line keeps the keys.
    """

    picked = Signal(object)

    def __init__(self, context: Context, name: str, sought: Sought | None = None) -> None:
        super().__init__()
        sought = sought or SOUGHT["customers"]
        parts.field(self, name)
        self.setPlaceholderText(sought.hint)
        self.customer_id: int | None = None
        self._goes_on = False  # Tab was pressed: go to the next field with whoever is found
        self.hits = Hits(f"{name}: found")
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.chosen.connect(self._take)
        self.frame = QFrame(self)
        self.frame.setFrameShape(QFrame.Shape.StyledPanel)
        self.frame.setBackgroundRole(QPalette.ColorRole.Base)
        self.frame.setAutoFillBackground(True)
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.hits)
        self.frame.hide()
        self.looking = Looking(
            context, self, self.hits, f"pick-{id(self)}", find=sought.find, only_clear=True
        )
        self.looking.answered.connect(self._drop_down)
        self.textEdited.connect(self._forget)

    def show_customer(self, customer_id: int | None, name: str) -> None:
        """Show who is chosen."""
        self.customer_id = customer_id
        self.setText(name)
        self.setCursorPosition(0)
        self.frame.hide()

    def event(self, event: QEvent) -> bool:
        """Tab takes who is marked in the list, as Enter does; Escape closes the list."""
        if event.type() == QEvent.Type.KeyPress:
            key = event.key()  # type: ignore[attr-defined] # a key event
            if key == Qt.Key.Key_Escape and self.frame.isVisible():
                self.frame.hide()
                return True
            self._goes_on = key == Qt.Key.Key_Tab
            if self._goes_on and self.customer_id is None and self.looking.take():
                return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list."""
        super().focusOutEvent(event)
        self.frame.hide()

    def _forget(self) -> None:
        if self.customer_id is not None:
            self.customer_id = None
            self.picked.emit(None)

    def _drop_down(self) -> None:
        if not self.hits.count() or not self.hasFocus():
            self.frame.hide()
            return
        over: QWidget = self.window()
        self.frame.setParent(over)
        place = self.mapTo(over, QPoint(0, self.height() + 1))
        wanted = self.hits.sizeHintForRow(0) * min(self.hits.count(), 6) + 4
        room = max(over.height() - place.y() - 4, self.hits.sizeHintForRow(0) + 4)
        letter = self.fontMetrics().averageCharWidth()
        width = min(max(self.width(), letter * 60), over.width() - place.x() - 4)
        self.frame.setGeometry(place.x(), place.y(), width, min(wanted, room))
        self.frame.show()
        self.frame.raise_()

    def _take(self, hit: Hit) -> None:
        self.show_customer(hit.customer_id, hit.name)
        self.picked.emit(hit)
        if self._goes_on and self.hasFocus():
            self.focusNextChild()


class PickEditor(Editor):
    """The same as a field of a form."""

    def __init__(self, field: Field, around: Around) -> None:
        target = field.target or "customers"
        self._sought = SOUGHT[target]
        self.pick = CustomerPick(around.context, field.label, self._sought)
        self._context, self._known = around.context, around.offers.records.get(target, ())
        super().__init__(self.pick)

    def value(self) -> Any:
        """The number; a text nobody was chosen for stays a text, and is refused."""
        return self.pick.customer_id or self.pick.text().strip() or None

    def show(self, value: Any) -> None:
        """Show what is chosen by name."""
        name = next((one.label for one in self._known if one.id == value), "")
        self.pick.show_customer(value, name or (f"Number {value}" if value else ""))
        if value and not name:
            self._ask_name(value)

    def _ask_name(self, customer_id: int) -> None:
        def ask(db: Session, _checkpoint: Checkpoint) -> str:
            return self._sought.name(db, customer_id)

        def show(name: str) -> None:
            if self.pick.customer_id == customer_id:
                self.pick.show_customer(customer_id, name)

        self._context.jobs.run(ask, show)
