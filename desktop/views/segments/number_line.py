"""How many customers the conditions select: exact, greyed while it is of an older state."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.views.segments.live import Total
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

BUSY_AFTER_MS = 200
SAY_AFTER_MS = 1000


class NumberLine(QWidget):
    """The number, its share, what it does without, and the way to the Excel list."""

    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.number = QLabel()
        self.number.setFont(look.font(1.9, bold=True))
        self.share = parts.muted()
        self.busy = parts.muted("counting …")
        self.busy.setVisible(False)
        self.left_out = parts.body()
        self.left_out.setWordWrap(True)
        self.export = parts.button(
            "Excel list …", self.export_wanted.emit, icon_name="file-spreadsheet"
        )
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._busy_timer.timeout.connect(lambda: self.busy.setVisible(True))
        self._say_timer = QTimer(self, singleShot=True, interval=SAY_AFTER_MS)
        self._say_timer.timeout.connect(self._announce)
        self._lay_out()

    def show_nothing(self) -> None:
        """A draft without conditions."""
        self._show("0", "customers")

    def mark_stale(self) -> None:
        """Grey the old number; say so when the new one takes a while."""
        self.number.setEnabled(False)
        self.share.setEnabled(False)
        self._busy_timer.start()

    def show_total(self, total: Total) -> None:
        """Show the exact number, and how many conditions it does without."""
        found = total.found
        share = f" ({100 * found.count / found.live_total:.1f}%)" if found.live_total else ""
        self._show(f"{found.count:,}", f"of {counted(found.live_total, 'customer')}{share}")
        self.left_out.setText(_remark(total))
        self._say_timer.start()

    def _show(self, number: str, rest: str) -> None:
        self._busy_timer.stop()
        self.busy.setVisible(False)
        self.number.setText(number)
        self.share.setText(rest)
        self.number.setEnabled(True)
        self.share.setEnabled(True)
        self.number.setAccessibleName(f"{number} {rest}")

    def _announce(self) -> None:
        text = self.number.accessibleName()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.number, text))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        baseline = Qt.AlignmentFlag.AlignBaseline
        for widget in (self.number, self.share, self.busy):
            layout.addWidget(widget, 0, baseline)
        layout.addWidget(self.left_out, 1, baseline)
        layout.addWidget(self.export, 0, Qt.AlignmentFlag.AlignVCenter)


def _remark(total: Total) -> str:
    """Whether a list is frozen, what the number does without, or what is wrong with the whole."""
    return " ".join(part for part in (_frozen(total), _whole(total)) if part)


def _frozen(total: Total) -> str:
    if total.frozen is not None:
        return f"· {total.frozen:,} on the frozen list"
    question = total.question
    return "· the frozen list" if question.is_frozen and question.is_as_saved else ""


def _whole(total: Total) -> str:
    if not total.tree.children:
        return ""
    missing = len(total.found.left_out)
    if missing:
        return f"· {counted(missing, 'condition')} left out until filled in"
    return next((f"· {found.message}" for found in total.checked.errors if not found.path), "")
