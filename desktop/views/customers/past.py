"""What was entered and changed by hand: when, by whom, what, old and new; with undo."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.records import Detail, EditLine, history
from desktop.views.customers.blocks import Section, text
from desktop.views.page import Context
from desktop.views.records.saving import undo
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import day
from desktop.views.widgets.room import clear, scrolled

MOST_DETAILS = 12


class Past(QWidget):
    """The changes of one customer, newest first."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.lines: Sequence[EditLine] = ()
        inside = QWidget()
        self.layout_of_lines = QVBoxLayout(inside)
        self.layout_of_lines.setContentsMargins(0, look.S, look.S, 0)
        self.layout_of_lines.setSpacing(look.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside, "Changes"))

    def show_customer(self, customer_id: int) -> None:
        """Read and show the changes."""
        self._context.jobs.run(
            lambda db, _check: history(db, customer_id), self._show, channel="customer-history"
        )

    def show_office(self) -> None:
        """Read and show the changes of what belongs to no customer."""
        self._context.jobs.run(
            lambda db, _check: history(db, of_office=True), self._show, channel="office-history"
        )

    def _show(self, lines: Sequence[EditLine]) -> None:
        self.lines = lines
        clear(self.layout_of_lines)
        for line in lines:
            self.layout_of_lines.addWidget(self._change(line))
        if not lines:
            self.layout_of_lines.addWidget(text("Nothing was changed by hand yet."))
        self.layout_of_lines.addStretch()

    def _change(self, line: EditLine) -> Section:
        when = moment(line.at)
        if line.undone_at is not None:
            section = Section(f"{line.action}, taken back")
        else:
            button = parts.button("Undo", lambda: undo(self._context, line.id))
            button.setAccessibleName(f"Undo: {line.action}, {when}")
            section = Section(line.action, button)
        by = f"{when}, by {line.user}" if line.user else when
        section.add(text(by))
        for record, said in _by_record(line.details[:MOST_DETAILS]):
            section.add(text(record, "\n".join(said)))
        if len(line.details) > MOST_DETAILS:
            section.add(text(f"and {len(line.details) - MOST_DETAILS:,} more values"))
        return section


def moment(at: datetime) -> str:
    """A stored instant as the clock on the wall showed it: "Nov 22, 2026, 2:05 PM"."""
    local = at.replace(tzinfo=UTC).astimezone()
    clock = f"{local:%I:%M %p}".removeprefix("0")
    return f"{day(local.date())}, {clock}"


def _by_record(details: Sequence[Detail]) -> Iterator[tuple[str, list[str]]]:
    """Each record once, with what was changed of it."""
    for record, found in groupby(details, key=lambda one: one.record):
        yield record, [_said(one) for one in found]


def _said(one: Detail) -> str:
    if one.old and one.new:
        return f"{one.field}: {one.old} → {one.new}"
    return f"{one.field}: {one.new or f'was {one.old}, now empty'}"
