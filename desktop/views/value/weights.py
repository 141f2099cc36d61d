"""The dialog for the weights of the five scorecards, with their sums."""

from typing import Any

from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QVBoxLayout
from sqlalchemy.orm import Session

from desktop.services.value.health_cards import CARDS, WEIGHTS_TOTAL, Card
from desktop.services.value.health_measures import MEASURES
from desktop.views.jobs import Checkpoint
from desktop.views.value.rules_dialog import RulesDialog, RulesEditor
from desktop.views.widgets import parts
from desktop.views.widgets.room import wrapped


class WeightsEditor(RulesEditor):
    """A column per card, a line per measure, the sum below."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[tuple[str, str], QSpinBox] = {}
        self.sums = {card.key: parts.body() for card in CARDS}
        self.problem = wrapped()
        self.problem.setForegroundRole(parts.Role.BrightText)
        self._grid = QGridLayout()
        for row, measure in enumerate(MEASURES, 1):
            label = QLabel(measure.label)
            label.setToolTip(measure.description)
            self._grid.addWidget(label, row, 0)
        self._grid.addWidget(QLabel("Sum"), len(MEASURES) + 1, 0)
        for column, card in enumerate(CARDS, 1):
            self._add_card(card, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.problem)

    def _add_card(self, card: Card, column: int) -> None:
        head = parts.heading(card.label)
        head.setToolTip(card.who)
        self._grid.addWidget(head, 0, column)
        for row, measure in enumerate(MEASURES, 1):
            field = QSpinBox()
            field.setRange(0, WEIGHTS_TOTAL)
            parts.field(field, f"Weight of {measure.label} on {card.label}")
            field.valueChanged.connect(lambda _value: self._on_value())
            self.fields[card.key, measure.code] = field
            self._grid.addWidget(field, row, column)
        self._grid.addWidget(self.sums[card.key], len(MEASURES) + 1, column)

    def show_body(self, body: dict[str, Any]) -> None:
        """Show weights."""
        for (card, code), field in self.fields.items():
            field.blockSignals(True)  # all of them are one change
            field.setValue(body["cards"][card].get(code, 0))
            field.blockSignals(False)
        self._show_sums()

    def body(self) -> dict[str, Any]:
        """The weights as they stand; measures without weight are left out."""
        return {
            "cards": {
                card.key: {
                    measure.code: self.fields[card.key, measure.code].value()
                    for measure in MEASURES
                    if self.fields[card.key, measure.code].value()
                }
                for card in CARDS
            }
        }

    def show_problem(self, _where: str, message: str) -> bool:
        """Say what is wrong below the sums."""
        self.problem.setText(message)
        return True

    def _on_value(self) -> None:
        self._show_sums()
        self.edited.emit()

    def _show_sums(self) -> None:
        for card in CARDS:
            total = sum(self.fields[card.key, measure.code].value() for measure in MEASURES)
            missing = WEIGHTS_TOTAL - total
            rest = f" ({abs(missing)} {'missing' if missing > 0 else 'too much'})"
            self.sums[card.key].setText(f"{total}{rest if missing else ' ✓'}")


class WeightsDialog(RulesDialog):
    """Publishes other weights."""

    kind = "health"
    heading = "Weights of the health score"
    explanation = (
        "How much each measure counts on each scorecard. The weights of a card add up to 100."
        " Measures without data are left out and the others count for more."
    )

    def make_editor(self) -> RulesEditor:
        """The table of weights."""
        return WeightsEditor()

    def preview(self, _db: Session, _body: dict[str, Any], _checkpoint: Checkpoint) -> str:
        """What follows from other weights."""
        return "All scores are worked out anew; scores kept of earlier days stay as they were."
