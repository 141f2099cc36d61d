"""The dialog for what lifetime values are worked out from."""

from typing import Any

from PySide6.QtWidgets import QFormLayout, QLineEdit
from sqlalchemy.orm import Session

from desktop.services.value import lifetime_rules
from desktop.services.value.lifetime_rules import ALLOCATION, LONGEST_TEXT, NUMBERS
from desktop.views.jobs import Checkpoint
from desktop.views.value.rules_dialog import RulesDialog, RulesEditor
from desktop.views.widgets import parts
from desktop.views.widgets.room import wrapped


class AssumptionsEditor(RulesEditor):
    """A field per assumption, and what is wrong with it below."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self.problems = {key: wrapped() for key in (*(one.key for one in NUMBERS), ALLOCATION)}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for one in NUMBERS:
            self._add(form, one.key, f"{one.label} ({one.unit})")
        self._add(form, ALLOCATION, "Costs")
        self.fields[ALLOCATION].setMaxLength(LONGEST_TEXT)

    def _add(self, form: QFormLayout, key: str, label: str) -> None:
        field = QLineEdit()
        parts.field(field, label)
        field.textEdited.connect(lambda _text: self.edited.emit())
        self.problems[key].setForegroundRole(parts.Role.BrightText)
        self.problems[key].hide()
        form.addRow(label, field)
        form.addRow("", self.problems[key])
        self.fields[key] = field

    def show_body(self, body: dict[str, Any]) -> None:
        """Show assumptions."""
        for key, field in self.fields.items():
            field.setText(str(body[key]))
            field.setCursorPosition(0)

    def body(self) -> dict[str, Any]:
        """The assumptions as they stand; numbers stay texts, exact to the digit."""
        return {key: field.text().strip() for key, field in self.fields.items()}

    def show_problem(self, where: str, message: str) -> bool:
        """Say what is wrong below the field."""
        for key, label in self.problems.items():
            label.setText(message if key == where else "")
            label.setVisible(key == where)
        return where in self.problems


class AssumptionsDialog(RulesDialog):
    """Publishes other assumptions."""

    kind = "lifetime"
    heading = "Assumptions of lifetime value"
    explanation = (
        "Lifetime value = margin × yearly net revenue, for each year of the horizon, less what is"
        " lost to customers who leave and to the discount rate. Printed under every figure."
    )

    def make_editor(self) -> RulesEditor:
        """The fields."""
        return AssumptionsEditor()

    def preview(self, _db: Session, body: dict[str, Any], _checkpoint: Checkpoint) -> str:
        """What a hundred dollars a year would be worth."""
        worth = float(100 * lifetime_rules.read(body).factor())
        return f"$100 of revenue a year would be worth ${worth:,.2f} over the horizon."
