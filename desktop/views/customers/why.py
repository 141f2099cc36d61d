"""Why a label or a due day is what it is: the reason in words and the facts behind it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.desk.card_due import DueCard
from desktop.services.desk.why import Reason
from desktop.views.customers.blocks import text
from desktop.views.widgets import look
from desktop.views.widgets.formats import counted, day
from desktop.views.widgets.room import scrolled

OWED_BY = {"us": "We owe it, under contract", "customer": "The customer decides"}
Lines = tuple[str, list[str]]  # a heading, and what is known


def fact_text(value: Any) -> str:
    """A fact as people read it."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def of_label(reason: Reason) -> Lines:
    """Why a customer carries a label."""
    lines = [f"{reason.words} ({reason.code})"]
    lines += [f"{words} ({code})" for code, words in reason.also]
    lines += [f"{name}: {fact_text(value)}" for name, value in reason.facts]
    return f"{reason.title}: {reason.value or 'not known'}", lines


def of_item(item: DueCard) -> Lines:
    """Why a service is due when it is due."""
    lines = [item.why_not] if item.why_not else []
    interval = item.interval[:1].upper() + item.interval[1:]
    lines.append(f"{interval or 'No interval'}: {item.code_words.lower()} ({item.code})")
    if item.by_hand:
        lines.append(_told("Set by hand", item.by_hand.set_on, item.by_hand.reason))
    if item.base:
        lines.append(f"Counted from {day(item.base)}: {item.base_words.lower()}")
    lines.append(f"Due {day(item.due)}, {ahead(item.days)}" if item.due else "No due date")
    lines.append(OWED_BY.get(item.owed_by, item.owed_by))
    if item.booked:
        lines.append("A visit is booked")
    if item.postponed_until:
        lines.append(f"Postponed until {day(item.postponed_until)}; the due day stays")
    if item.put_off:
        why = item.put_off
        said = ": ".join(part for part in (why.reason, why.note) if part)
        lines.append(_told("Postponed", why.set_on, said))
    if not item.answers:
        lines.append("Somebody else of this place is asked")
    return f"{item.service_name}, {item.name}: {item.status_words.lower()}", lines


def _told(what: str, when: date | None, why: str) -> str:
    """What somebody did, on which day and why: "Set by hand on Nov 2, 2026: owner asked"."""
    on = f" on {day(when)}" if when else ""
    return f"{what}{on}: {why or 'no reason was entered'}"


def ahead(days: int | None) -> str:
    """How far a day is: "in 12 days", "34 days ago"."""
    if days is None:
        return ""
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


class WhyBox(QFrame):
    """Reasons in a small window over the card; any press beside it closes it."""

    def __init__(self, parent: QWidget, reasons: Iterable[Lines]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Why")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.said: Sequence[Lines] = tuple(reasons)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(look.XS, look.XS, look.S, look.XS)
        lines.setSpacing(look.XS)
        for head, known in self.said:
            lines.addWidget(text(head, bold=True))
            lines.addWidget(text("\n".join(known)))
            lines.addSpacing(look.S)
        lines.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.XS, look.S)
        layout.addWidget(scrolled(inside, "Reasons"))

    def show_at(self, corner: QPoint) -> None:
        """Show with its upper left at a place of the screen, as far as the screen has room."""
        metrics = self.fontMetrics()
        number = sum(len(known) + 2 for _, known in self.said) + 1
        width = metrics.averageCharWidth() * 62
        height = min(metrics.height() * (number + 1) + look.XL, metrics.height() * 34)
        room = self.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - width))
        top = max(room.top(), min(corner.y(), room.bottom() - height))
        self.setGeometry(left, top, width, height)
        self.show()
        self.setFocus()
