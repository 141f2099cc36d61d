"""The dialog for the weights of the five scorecards, with their sums."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSpinBox, QVBoxLayout
from sqlalchemy.orm import Session

from desktop.services.value import health_ahead
from desktop.services.value.health_ahead import GradeMoves
from desktop.services.value.health_cards import CARDS, WEIGHTS_TOTAL, Card
from desktop.services.value.health_measures import MEASURES
from desktop.services.value.movers import Moving
from desktop.views.jobs import Checkpoint
from desktop.views.value import moving_dialog
from desktop.views.value.moving_dialog import Ahead, MovingDialog
from desktop.views.value.rules_dialog import RulesEditor
from desktop.views.widgets import parts
from desktop.views.widgets.formats import counted

KEPT = "Scores kept of earlier days stay as they were."


class WeightsEditor(RulesEditor):
    """A column per card, a line per measure, the sum below."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[tuple[str, str], QSpinBox] = {}
        self.sums = {card.key: parts.body() for card in CARDS}
        self._grid = QGridLayout()
        for row, measure in enumerate(MEASURES, 1):
            label = QLabel(measure.label)
            label.setToolTip(measure.description)
            self._grid.addWidget(label, row, 0)
        self._grid.addWidget(QLabel("Sum"), len(MEASURES) + 1, 0, Qt.AlignmentFlag.AlignTop)
        for column, card in enumerate(CARDS, 1):
            self._add_card(card, column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid, 1)

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
        total = self.sums[card.key]
        total.setMinimumHeight(2 * total.fontMetrics().lineSpacing())  # with what is missing
        total.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(total, len(MEASURES) + 1, column)

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

    def show_problem(self, _where: str, _message: str) -> bool:
        """Say it beside the button; the sums show which card it is."""
        return False

    def _on_value(self) -> None:
        self._show_sums()
        self.edited.emit()

    def _show_sums(self) -> None:
        for card in CARDS:
            total = sum(self.fields[card.key, measure.code].value() for measure in MEASURES)
            missing = WEIGHTS_TOTAL - total
            rest = f"\n{abs(missing)} {'missing' if missing > 0 else 'too much'}"
            self.sums[card.key].setText(f"{total}{rest if missing else ' ✓'}")


class WeightsDialog(MovingDialog):
    """Publishes other weights."""

    kind = "health"
    heading = "Weights of the health score"
    explanation = (
        "How much each measure counts on each scorecard. The weights of a card add up to 100."
        " Measures without data are left out and the others count for more."
    )

    scored = "Score"

    def make_editor(self) -> RulesEditor:
        """The table of weights."""
        return WeightsEditor()

    def preview(self, db: Session, body: dict[str, Any], _checkpoint: Checkpoint) -> Ahead:
        """Who would get another grade: all scores are worked out with the weights as they stand."""
        found = health_ahead.preview(db, body, self.context.as_of())
        return Ahead(told(found), found.lines, body)

    def names(
        self, db: Session, body: dict[str, Any], before: str, after: str
    ) -> tuple[Moving, ...]:
        """The first of a move by name."""
        return health_ahead.movers(db, body, self.context.as_of(), before, after)


def told(found: GradeMoves) -> str:
    """The moves in words, the largest first."""
    if found.moved:
        said = moving_dialog.told(found.moved, found.total, "grade", found.lines)
    else:
        said = f"Nobody would change grade; {counted(found.rescored, 'score')} would change."
    return f"{said} {KEPT}"
