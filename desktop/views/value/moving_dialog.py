"""A dialog of rules that tells who would move by them, as a sentence and by name."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from sqlalchemy.orm import Session

from desktop.services.value.movers import MoverLine, Moving
from desktop.views.value.rules_dialog import RulesDialog
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_dialog import RowsDialog

LETTERS, LINES = 84, 28


class Ahead(NamedTuple):
    """What would change in a sentence, the kinds of moves, and the rules that they follow."""

    text: str
    moves: Sequence[MoverLine]
    body: dict[str, Any]


class MovingDialog(RulesDialog):
    """Looks ahead to moves; each can be opened by name."""

    scored = ""  # what the two columns beside a name hold

    def names(
        self, db: Session, body: dict[str, Any], before: str, after: str
    ) -> tuple[Moving, ...]:
        """The first customers who would go from one name to another; on a worker thread."""
        raise NotImplementedError

    def more_buttons(self) -> Sequence[QWidget]:
        """The moves, once they are known."""
        self.who = parts.tool("Who would move", "users")
        self.who.setText("Who would move")
        self.who.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.who.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.moves = QMenu(self.who)
        self.who.setMenu(self.moves)
        self.who.setEnabled(False)
        return (self.who,)

    def take_ahead(self, found: Any) -> None:
        """Show the sentence, and offer the names behind each move."""
        self.ahead.setText(found.text)
        self.moves.clear()
        for line in found.moves:
            action = self.moves.addAction(title(line))
            action.triggered.connect(lambda _on, line=line: self._ask_names(line, found.body))
        self.who.setEnabled(bool(found.moves))

    def look_ahead(self) -> None:
        """The names of before do not belong to what is typed now."""
        self.who.setEnabled(False)
        super().look_ahead()

    def _ask_names(self, line: MoverLine, body: dict[str, Any]) -> None:
        self.context.jobs.run(
            lambda db, _checkpoint: self.names(db, body, line.before, line.after),
            lambda found: self._show_names(line, found),
            channel=f"value.{self.kind}.names",
        )

    def _show_names(self, line: MoverLine, found: Sequence[Moving]) -> None:
        columns: tuple[Column[Moving], ...] = (
            Column("Account no.", 14, lambda one: one.account_no or ""),
            Column("Customer", 34, lambda one: one.name),
            Column(f"{self.scored} now", 12, lambda one: one.code_before, is_number=True),
            Column(f"{self.scored} then", 12, lambda one: one.code_after, is_number=True),
        )
        whole = counted(line.customers, "customer")
        few = f"The first {len(found):,} of {whole}, by name."
        self.listed = RowsDialog(
            self, title(line), columns, found, letters=LETTERS, lines=LINES, empty="Nobody.",
            said=f"{whole}." if len(found) == line.customers else few,
        )  # fmt: skip
        self.listed.open()


def title(line: MoverLine) -> str:
    """A move in words: "At Risk to Loyal: 12 customers"."""
    return f"{line.before_label} to {line.after_label}: {counted(line.customers, 'customer')}"


NAMED = 5


def told(moved: int, total: int, what: str, lines: Sequence[MoverLine]) -> str:
    """How many would change what, the largest moves first."""
    named = [f"{m.before_label} to {m.after_label} {m.customers:,}" for m in lines[:NAMED]]
    more = f"; and {len(lines) - NAMED} more kinds of moves" if len(lines) > NAMED else ""
    said = f"{moved:,} of {counted(total, 'customer')} would change {what}"
    return f"{said}: {', '.join(named)}{more}."
