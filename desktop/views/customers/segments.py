"""The segments of a customer on the card: which they are, why, and why not another one."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop.services.segments.standing import Standing, standings
from desktop.views.customers.blocks import Section, below, beside, text
from desktop.views.page import Context
from desktop.views.segments.why_dialog import ask_why
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.picker import Option, choose
from desktop.views.widgets.room import clear

SHOWN = 5  # so many at once; a card is to be seen without scrolling


class Segments(Section):
    """Lists the segments a customer is in; every segment there is can be asked about."""

    def __init__(self, context: Context) -> None:
        self.other = parts.button("Why not …", self._choose)
        self.other.setToolTip("Choose a segment, and see what keeps the customer out")
        super().__init__("Segments", self.other)
        self._context = context
        self._who: tuple[int, str] = (0, "")
        self._all: tuple[Standing, ...] = ()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.lines.addLayout(self._rows)

    def show_customer(self, customer_id: int, name: str) -> None:
        """Ask for the segments of a customer."""
        if self._who[0] != customer_id:
            self._fill([])
            self.other.setEnabled(False)
        self._who, as_of = (customer_id, name), self._context.as_of()
        self._context.jobs.run(
            lambda db, _: standings(db, customer_id, as_of),
            self._show,
            channel="customer-segments",
        )

    def _show(self, found: tuple[Standing, ...]) -> None:
        self._all = found
        inside = [one for one in found if one.is_in]
        lines = [self._line(one) for one in inside]
        if len(lines) > SHOWN + 1:
            lines = [*lines[:SHOWN], self._more(lines[SHOWN:])]
        self._fill(lines or [text("In no segment.")])
        self.other.setEnabled(len(inside) < len(found))

    def _line(self, one: Standing) -> QWidget:
        go = partial(self._context.go, "segments", one.segment_id)
        return beside(
            text(one.name),
            parts.tool(f"Why in “{one.name}”?", "circle-question-mark", partial(self._ask, one)),
            parts.tool(f"Open the segment “{one.name}”", "list-filter", go),
        )

    def _more(self, lines: list[QWidget]) -> QWidget:
        """What is left of a long list, one press away."""
        rest = below(*lines)
        rest.hide()
        words = counted(len(lines), "more segment")
        more = parts.link(words, lambda: _open(more, rest))
        return below(more, rest)

    def _fill(self, lines: Iterable[QWidget]) -> None:
        clear(self._rows)
        for line in lines:
            self._rows.addWidget(line)

    def _choose(self) -> None:
        out = {one.segment_id: one for one in self._all if not one.is_in}
        options = [Option(one.segment_id, one.name) for one in out.values()]
        choose(self.other, "Segment", options, lambda chosen: self._ask(out[chosen]))

    def _ask(self, one: Standing) -> None:
        ask_why(self, self._context, self._who, one)


def _open(more: QWidget, rest: QWidget) -> None:
    """Show the rest in place of what led to it."""
    rest.show()
    first = rest.findChild(QToolButton)
    if isinstance(first, QToolButton):
        first.setFocus(Qt.FocusReason.OtherFocusReason)
    more.hide()
