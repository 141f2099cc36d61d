"""Dates that can be read month first or day first: what the file shows, and which is meant."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.services.importing.cells.dates import (
    BY_YEAR,
    DATE_ORDERS,
    DAY_FIRST,
    DateReader,
    find_order,
)
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Column, Mapping
from desktop.services.importing.kinds import BadValueError, Table, column_name
from desktop.views.importing.words import listed
from desktop.views.widgets import look
from desktop.views.widgets.formats import day
from desktop.views.widgets.room import wrapped

SAMPLES = 3
LABELS = dict(zip(DATE_ORDERS, ("Month first", "Day first"), strict=True))


class DatesAsked(NamedTuple):
    """The columns of a table whose dates do not say by themselves which part is the month."""

    columns: tuple[str, ...]
    is_mixed: bool
    order: str  # how they are read now
    readings: dict[str, tuple[str, ...]]  # by order: "03/04/2025 is Mar 4, 2025"


def dates_asked(table: Table, mapping: Mapping, chosen: str | None) -> DatesAsked | None:
    """What to ask about the dates of a table; None when they are clear."""
    names, samples, is_mixed, days_first = [], list[str](), False, False
    for column in mapping.columns:
        if not _is_date(column):
            continue
        order = find_order(_cells(table, column.at))
        ambiguous = list(_ambiguous(table, column.at))
        is_clear = bool(order.month_first) != bool(order.day_first)
        if is_clear or not (ambiguous or order.is_mixed):
            continue
        names.append(column_name(column.at, column.heading))
        is_mixed |= order.is_mixed
        days_first |= order.is_day_first
        samples += [*ambiguous, order.month_example, order.day_example]
    if not names:
        return None
    shown = [sample for sample in dict.fromkeys(samples) if sample][:SAMPLES]
    readings = {
        order: tuple(f"{sample} is {_read(sample, order)}" for sample in shown)
        for order in DATE_ORDERS
    }
    now = chosen or DATE_ORDERS[days_first]
    return DatesAsked(tuple(names), is_mixed, now, readings)


def _is_date(column: Column) -> bool:
    target = targets.BY_KEY.get(column.target)
    return target.parser in ("date", BY_YEAR) if target else column.target in ("date", "due")


def _cells(table: Table, at: int) -> Iterator[Any]:
    return (row.cells[at] for row in table.rows if at < len(row.cells))


def _ambiguous(table: Table, at: int) -> Iterator[str]:
    """The first texts of a column that are two different days."""
    found: set[str] = set()
    for cell in _cells(table, at):
        if isinstance(cell, str) and cell not in found and len(found) < SAMPLES:
            readings = {_read(cell, order) for order in DATE_ORDERS}
            if len(readings) == len(DATE_ORDERS) and None not in readings:
                found.add(cell)
                yield cell


def _read(sample: str, order: str) -> str | None:
    try:
        found = DateReader(date.max.replace(year=9000), order == DAY_FIRST).read(sample)
    except BadValueError:
        return None
    return day(found) if found else None


class DatesChoice(QWidget):
    """The sentence and two choices, each with the samples as it reads them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.about = wrapped()
        self.choices = {order: QRadioButton() for order in DATE_ORDERS}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(self.about)
        for order, button in self.choices.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on, order=order: self.chosen.emit(order))
            layout.addWidget(button)

    def show_asked(self, asked: DatesAsked | None) -> None:
        """Show what to ask, or nothing."""
        self.setVisible(asked is not None)
        if asked is None:
            return
        self.about.setText(dates_sentence(asked))
        for order, button in self.choices.items():
            said = ";  ".join(
                text.replace(" is None", " is no day") for text in asked.readings[order]
            )
            button.setText(f"{LABELS[order]}:  {said}")
            button.setAccessibleName(button.text())
            button.setChecked(order == asked.order)


def dates_sentence(asked: DatesAsked) -> str:
    """Which columns, and why one has to say."""
    columns = (
        f"column {asked.columns[0]}"
        if len(asked.columns) == 1
        else (f"columns {listed(asked.columns)}")
    )
    why = "write dates in both orders" if asked.is_mixed else "could be read in two ways"
    if len(asked.columns) == 1:
        why = why.replace("write", "writes")
    return f"Dates: {columns} {why}. Which is meant?"
