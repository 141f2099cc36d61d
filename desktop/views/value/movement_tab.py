"""The Movement tab: who went from which label to which within a month."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox

from desktop.services.days import DayWriter, paper_day
from desktop.services.value import movement
from desktop.services.value.movement import GONE, Matrix
from desktop.views.charts.heat import HeatCell, HeatMap, Legend
from desktop.views.printing.content import Head, Print
from desktop.views.value import days, words
from desktop.views.value.block import Block, Switch
from desktop.views.value.opening import of_some, opening
from desktop.views.value.snapshot_bar import SnapshotBar
from desktop.views.value.tab import Question, Tab
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted, day

LABELS = (("lifecycle", "Lifecycle"), ("rfm_segment", "RFM segment"), ("health_colour", "Health"))
MONTHS = 12
LISTED = "A segment leaves out customers who are inactive today."


class MovementTab(Tab):
    """A matrix of a month; its rows add up to the month before."""

    key = "movement"
    name = "Movement"

    def build(self) -> None:
        """The matrix, and what can be chosen about it."""
        self.answer: Matrix | None = None
        self._wanted: tuple[str, date] = (LABELS[0][0], date.min)
        self.matrix = self.chart()
        self.label = Switch("Movement by", LABELS)
        self.label.turned.connect(lambda _key: self.refresh())
        self.month = QComboBox()
        parts.field(self.month, "Month")
        self.month.activated.connect(lambda _place: self.refresh())
        self.block = Block("From month to month", self.month, self.label)
        self.days = SnapshotBar(self.context, self._needed)
        self.days.worked_out.connect(self._on_worked_out)
        self.block.add(self.days, self.matrix)
        self.column.addWidget(self.block)

    def _needed(self, as_of: date) -> Sequence[date]:
        return movement.matrix_days(self._wanted[1], as_of)

    def before_asking(self) -> None:
        """Which month and label are wanted; the newest whole month at first."""
        as_of = self.context.as_of()
        if not self.month.count():
            for end in (as_of, *days.month_ends(as_of, MONTHS)):
                self.month.addItem(words.month(end), end)
            self.month.setCurrentIndex(1)
        self._wanted = (self.label.key, self.month.currentData())

    def questions(self) -> Sequence[Question]:
        """The matrix from what is kept, and what moved within its quarter."""
        wanted, as_of = self._wanted, self.context.as_of()
        return (
            lambda db, _checkpoint: movement.of_month(db, *wanted, as_of),
            lambda db, _checkpoint: movement.of_quarter(db, *wanted, as_of),
        )

    def show_answers(self, *answers: Any) -> None:
        """Show the matrix; missing days are worked out and then it is shown again."""
        month, quarter = answers
        self.answer = answer = month.beside(quarter)
        self.matrix.show_figure(figure(answer))
        self.matrix.setVisible(not answer.missing)
        self.block.say("" if answer.missing else sentence(answer))

    def _on_worked_out(self) -> None:
        self.context.hub.tell("value")

    def prints(self, head: Head) -> Iterable[Print]:
        """The matrix on one page."""
        from desktop.views.value.prints import movement_print  # noqa: PLC0415 - when wanted

        if self.answer is not None and not self.answer.missing:
            on_paper = figure(self.answer, paper_day)
            yield movement_print(on_paper, sentence(self.answer, paper_day), head)


def figure(found: Matrix, written: DayWriter = day) -> HeatMap:
    """The matrix as a heat map: each cell by its share of its row."""
    before, after = written(found.before_day), written(found.after_day)
    rows = [row for row in found.rows if row.total]
    shown = [
        place for place, (key, _) in enumerate(found.columns) if key != GONE or found.totals[place]
    ]
    cells = tuple(
        tuple(
            _cell(found, (row.key, row.label, row.total), found.columns[place], row.cells[place])
            for place in shown
        )
        for row in rows
    )
    labels = tuple(f"{row.label}  {row.total:,}" for row in rows)
    columns = tuple(f"{found.columns[place][1]}  {found.totals[place]:,}" for place in shown)
    legend = Legend("Share of the row; a frame means no change", "0%", "100%")
    name = f"Movement from {before} to {after}"
    return HeatMap(name, labels, columns, cells, before, after, legend)


def _cell(
    found: Matrix, row: tuple[str, str, int], column: tuple[str, str], number: int
) -> HeatCell:
    (key, label, total), (to, to_label) = row, column
    title = f"{label} on {day(found.before_day)}, {to_label} on {day(found.after_day)}"
    moved = opening(
        title,
        "matrix_cell",
        dimension=found.dimension,
        before_day=found.before_day,
        after_day=found.after_day,
        before=key,
        after=to,
    )
    share = words.percent(number, total)
    said = counted(number, "customer")
    return HeatCell(
        of_some(number, moved),
        number / total if total else 0.0,
        (f"{number:,}", share) if number else ("·",),
        f"{title}: {said}" + (f", {share} of the row" if share else ""),
        is_framed=key == to,
    )


def sentence(found: Matrix, written: DayWriter = day) -> str:
    """How many moved, whether that is much, and whether the rules changed in between."""
    if found.moved_share is None:
        return "Nobody was there on both days."
    moved = f"{counted(found.moved, 'customer')} moved, {found.stayed:,} stayed"
    rules = found.changed_rules.sentence(written) if found.changed_rules else ""
    said = (f"{moved} ({100 * found.moved_share:.1f}% moved).", LISTED, found.hint, rules)
    return " ".join(part for part in said if part)
