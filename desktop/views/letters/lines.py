"""The contracts of a mailing as a table: a tick says who gets a letter, words say why not."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, Qt, Signal

from desktop.services.outreach.letters import HELD, READY, SENT, MailLine
from desktop.views.widgets.formats import day, money
from desktop.views.widgets.rows import NUMBERS, ROLE, Column, Index, Lines

TICK = Qt.CheckState
STATES: Mapping[str, Callable[[MailLine], str]] = {
    READY: lambda _one: "Can go out",
    SENT: lambda one: f"Sent {day(one.sent_on)}" if one.sent_on else "",
    HELD: lambda one: one.held,
}


class TickedLine(NamedTuple):
    """A contract, and whether it is to stand in a letter."""

    one: MailLine
    is_ticked: bool


def state_words(line: TickedLine) -> str:
    """What became of the letter, or why there is none."""
    return STATES[line.one.state](line.one)


def _price(line: TickedLine) -> str:
    cents = line.one.price_cents
    return "not on file" if cents is None else money(cents)


COLUMNS: tuple[Column[TickedLine], ...] = (
    Column("Customer", 26, lambda line: line.one.name),
    Column("Contract", 30, lambda line: line.one.words),
    Column("Ends on", 13, lambda line: day(line.one.end)),
    Column("Price", 12, _price, is_number=True),
    Column("Letter", 30, state_words),
)


class TickLines(Lines[TickedLine]):
    """Contracts with a box to tick in front, where a letter may go."""

    ticked = Signal(int, bool)  # the number of a contract, whether it is wanted

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        usual = QAbstractTableModel.flags(self, index)
        is_box = index.column() == 0 and self.lines[index.row()].one.state != HELD
        return usual | Qt.ItemFlag.ItemIsUserCheckable if is_box else usual

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The tick, else what any list shows; no box where no letter may go."""
        if role == ROLE.CheckStateRole and index.column() == 0:
            line = self.lines[index.row()]
            if line.one.state == HELD:
                return None
            return (TICK.Checked if line.is_ticked else TICK.Unchecked).value
        if role == ROLE.TextAlignmentRole and self.columns[index.column()].is_number:
            return NUMBERS
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Tell of a tick."""
        if role != ROLE.CheckStateRole or index.column() != 0:
            return False
        is_wanted = TICK(value) == TICK.Checked
        contract = self.lines[index.row()].one.contract_id
        self.lines = tuple(
            line._replace(is_ticked=is_wanted) if line.one.contract_id == contract else line
            for line in self.lines
        )
        self.dataChanged.emit(index, index)
        self.ticked.emit(contract, is_wanted)
        return True
