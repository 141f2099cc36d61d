"""Enter the work of a day, stop by stop, with the keyboard alone."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop.models.choices import SERVICE
from desktop.models.errors import UserError
from desktop.services.care.due import STATUSES
from desktop.services.records import Field, InvalidError, Saved, Stop, complete_visit
from desktop.services.records.next_due import NextDue, next_due
from desktop.services.records.options import Offers, offers
from desktop.views.customers.blocks import beside, text
from desktop.views.page import Context
from desktop.views.records.dialog import ask_to_leave
from desktop.views.records.inputs import NOTHING, Around, Choice, Day
from desktop.views.records.saving import TOPICS, change, undo
from desktop.views.records.work_line import WorkLine
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted, day, parse_number
from desktop.views.widgets.room import scrolled, wrapped

if TYPE_CHECKING:
    from desktop.services.records import Now

SUNDAY = 6
HINT = "Four letters find the customer · Tab to the next field · Enter saves · Esc closes"


class Entered(NamedTuple):
    """One stop that was saved, and what it did to the due day."""

    saved: Saved
    name: str
    what: str
    before: NextDue | None
    after: NextDue | None


def working_day_before(today: date) -> date:
    """Yesterday; on a Monday the Saturday before."""
    found = today - timedelta(1)
    return found - timedelta(1) if found.weekday() == SUNDAY else found


class WorkEntry(QDialog):
    """Day at the top, one line for the stop, the saved ones below with Undo."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Enter work that was done")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._context, self._over = context, parent
        self.entered: list[Entered] = []
        self.day = Day(Field("day", "Done on", "date"), Around(context, Offers({}, {})))
        self.day.show(working_day_before(context.as_of()))
        self.technician = Choice("Done by", ((None, NOTHING),))
        self.technician.box.setMinimumContentsLength(14)
        self._ask_technicians()
        self.line = WorkLine(context)
        self.line.wanted.connect(self.save)
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self.problem.hide()
        self.save_button = parts.primary("Save stop  (Enter)", self.save)
        self.save_button.setAutoDefault(False)
        self.close_button = parts.button("Close", self.close_asking)
        self.close_button.setAutoDefault(False)
        self._lay_out()
        self.line.customer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(look.S)
        head.addWidget(parts.body("Done on"))
        head.addWidget(self.day.widget)
        head.addWidget(parts.body("by"))
        head.addWidget(self.technician.widget)
        head.addWidget(parts.muted(HINT), 1, Qt.AlignmentFlag.AlignRight)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 1)
        foot.addStretch()
        foot.addWidget(self.save_button)
        self.count = parts.small_heading("Nothing saved yet")
        inside = QWidget()
        self.lines = QVBoxLayout(inside)
        self.lines.setContentsMargins(0, 0, look.S, 0)
        self.lines.setSpacing(look.S)
        self.lines.addStretch()
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.L, look.L, look.M)
        layout.setSpacing(look.M)
        layout.addLayout(head)
        layout.addWidget(self.line)
        layout.addLayout(foot)
        layout.addWidget(self.count)
        layout.addWidget(scrolled(inside, "Saved stops"), 1)
        layout.addLayout(last)
        metrics, room = self.fontMetrics(), self._over.window().size()
        self.resize(
            min(metrics.averageCharWidth() * 150, room.width() - look.XL),
            min(metrics.height() * 32, room.height() - look.XL),
        )

    def _ask_technicians(self) -> None:
        """Who may have done it; asked once for all stops."""

        def show(offered: Offers) -> None:
            for one in offered.records["technicians"]:
                self.technician.box.addItem(one.label, one.id)

        self._context.jobs.run(
            lambda db, _check: offers(db, None), show, channel="work-technicians"
        )

    def save(self) -> None:
        """Save the stop; what is wrong is said, and everything typed stays."""
        if not self.save_button.isEnabled():
            return
        if self.line.customer.customer_id is None:
            self._say("Type four letters of the customer, then choose with Enter or Tab.")
            self.line.customer.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.save_button.setEnabled(False)
        stop = self.line.stop(self.day.value(), self.technician.value())
        name = self.line.customer.text()
        place, service = stop.property_id, stop.work[0].service
        tanks = tuple(work.asset_id for work in stop.work if work.asset_id is not None)
        found: list[NextDue | None] = []

        def write(db: Session, now: "Now") -> Saved:
            found.append(next_due(db, place, service, tanks) if place else None)
            return complete_visit(db, stop, now)

        def look_after(db: Session, saved: Saved) -> Entered:
            after = next_due(db, place, service, tanks) if place else None
            return Entered(saved, name, _what(stop), found[0], after)

        change(self._context, write, look_after, self._on_saved, self._on_error)

    def _on_saved(self, entered: Entered) -> None:
        self.save_button.setEnabled(True)
        self._say("")
        if entered.saved.edit_id is not None:
            self._context.edits.append(entered.saved.edit_id)
        self._context.hub.tell(*TOPICS)
        self.entered.append(entered)
        self._show_line(entered)
        self.line.clear()

    def _show_line(self, entered: Entered) -> None:
        line = text(f"{entered.name}: {entered.what}", due_moved(entered))
        button = parts.button("Undo", lambda: self._undo(entered, whole))
        button.setAutoDefault(False)
        button.setAccessibleName(f"Undo: {entered.name}")
        whole = beside(line, button)
        self.lines.insertWidget(0, whole)
        self._count()

    def _count(self) -> None:
        number = len(self.entered)
        self.count.setText(f"{counted(number, 'stop')} saved" if number else "Nothing saved yet")

    def _undo(self, entered: Entered, line: QWidget) -> None:
        def gone(_saved: Saved) -> None:
            self.entered.remove(entered)
            line.hide()
            line.deleteLater()
            self._count()

        if entered.saved.edit_id is not None:
            undo(self._context, entered.saved.edit_id, gone)

    def _on_error(self, error: BaseException) -> None:
        self.save_button.setEnabled(True)
        if not isinstance(error, UserError):
            self._context.show_error(error)
            return
        self._say(error.message)
        if isinstance(error, InvalidError):
            if error.errors[0].field == "completed_date":
                self.day.focus()
            else:
                self.line.go_to(error.errors)

    def _say(self, said: str) -> None:
        self.problem.setText(said)
        self.problem.setVisible(bool(said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the day goes on to the customer; Ctrl+Z takes the latest stop back."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.close_asking()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.line.customer.setFocus(Qt.FocusReason.TabFocusReason)
        elif control and event.key() == Qt.Key.Key_Z and self.entered:
            self._undo(self.entered[-1], self._line_of_latest())
        else:
            super().keyPressEvent(event)

    def close_asking(self) -> None:
        """Close; ask first when a stop was typed and not saved, wait while one is being saved."""
        if not self.save_button.isEnabled():
            return
        if self.line.is_begun():
            self.question = ask_to_leave(self, self.reject)
        else:
            self.reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The cross of the window asks as Escape does."""
        if self.isVisible() and (self.line.is_begun() or not self.save_button.isEnabled()):
            event.ignore()
            self.close_asking()
        else:
            super().closeEvent(event)

    def _line_of_latest(self) -> QWidget:
        item = self.lines.itemAt(0)
        found = item.widget() if item is not None else None
        assert found is not None  # noqa: S101 - the latest stands on top
        return found


def _what(stop: Stop) -> str:
    work = stop.work[0]
    typed = parse_number(work.gallons or "")
    gallons = f", {typed:,} gal" if typed else ""
    return f"{SERVICE.label(work.service)}{gallons}"


def due_moved(entered: Entered) -> str:
    """How the due day moved: "Due Mar 4, 2026 → Mar 4, 2029 (Current)"."""
    after = entered.after
    doubts = " ".join(entered.saved.doubts)
    if after is None:
        return doubts or "Nothing is due here for this service."
    before = day(entered.before.due) if entered.before and entered.before.due else "not known"
    now = day(after.due) if after.due else "not known"
    moved = f"Due {before} → {now} ({STATUSES[after.status]})"
    return " ".join(one for one in (moved, doubts) if one)
