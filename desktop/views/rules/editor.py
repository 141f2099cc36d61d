"""The fields of the rules of care: a line for each, and what is wrong or worth a word below it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit

from desktop.models.errors import UserError
from desktop.services.care import rule_table
from desktop.services.care.rule_table import GROUPS, Rule
from desktop.views.value.rules_dialog import RulesEditor
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import fixed, wrapped

FIELD_LETTERS, MOST_DIGITS = 9, 6
NAME, FIELD, UNIT, USUAL, WHY, COLUMNS = range(6)
SHARES = {NAME: 5, WHY: 6}
TOP = Qt.AlignmentFlag.AlignTop


class RuleLine:
    """The widgets of one rule; `said` is what is wrong with it, or past a law."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.name = wrapped(rule.label)
        self.field = QLineEdit()
        parts.field(self.field, rule_table.named(rule))
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setToolTip(f"{rule.affects} follow from this. {rule.why}")
        self.field.setMaxLength(MOST_DIGITS)
        fixed(self.field, FIELD_LETTERS)
        self.name.setBuddy(self.field)
        self.usual = QLabel()
        self.why = wrapped(rule.why, quiet=True)
        self.said = wrapped()
        self.said.setForegroundRole(parts.Role.BrightText)
        self.said.setAccessibleName(f"About {rule_table.named(rule)}")
        self.said.hide()

    def add_to(self, grid: QGridLayout, row: int) -> None:
        """Stand in two rows of a grid, the second mostly empty."""
        grid.addWidget(self.name, row, NAME)
        grid.addWidget(self.field, row, FIELD, TOP)
        grid.addWidget(QLabel(self.rule.unit), row, UNIT)
        grid.addWidget(self.usual, row, USUAL)
        grid.addWidget(self.why, row, WHY)
        grid.addWidget(self.said, row + 1, FIELD, 1, COLUMNS - FIELD)

    def say(self, problem: str = "") -> None:
        """Say what is wrong; else what is to be minded about the number, if anything is."""
        value = self.value()
        warning = "" if value is None else rule_table.warning(self.rule, value)
        text = problem or (f"Mind: {warning}" if warning else "")
        self.said.setText(text)
        self.said.setVisible(bool(text))
        own = value != self.rule.default
        self.usual.setText(f"usually {self.rule.default:,}" if own else "as usual")
        self.usual.setFont(look.font(bold=own))

    def value(self) -> int | None:
        """The number in the field; None where there is none."""
        text = self.field.text().replace(",", "").strip()
        return int(text) if text.isdecimal() else None


class CareRulesEditor(RulesEditor):
    """All rules in their groups."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, RuleLine] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, look.M, 0)
        grid.setHorizontalSpacing(look.M)
        grid.setVerticalSpacing(look.XS)
        for column, share in SHARES.items():
            grid.setColumnStretch(column, share)
        row = 0
        for group in GROUPS:
            head = parts.heading(group.label)
            head.setContentsMargins(0, look.M if row else 0, 0, 0)
            grid.addWidget(head, row, NAME, 1, COLUMNS)
            row += 1
            for rule in group.rules:
                self._add(rule).add_to(grid, row)
                row += 2
        grid.setRowStretch(row, 1)

    def _add(self, rule: Rule) -> RuleLine:
        line = self.lines[rule.key] = RuleLine(rule)
        line.field.textEdited.connect(lambda _text: self.edited.emit())
        return line

    def show_body(self, body: dict[str, Any]) -> None:
        """Show rules, also of a version that did not know all of them."""
        whole = rule_table.whole(body)
        for key, line in self.lines.items():
            line.field.setText(str(whole[key]))
            line.field.setCursorPosition(0)
            line.say()

    def body(self) -> dict[str, Any]:
        """The rules as they stand.

        Raises:
            UserError: a field holds no whole number.
        """
        found = {key: line.value() for key, line in self.lines.items()}
        for key, value in found.items():
            if value is None:
                rule = self.lines[key].rule
                raise UserError(f"“{rule_table.named(rule)}”: type a whole number.", where=key)
        return found

    def show_problem(self, where: str, message: str) -> bool:
        """Say what is wrong below the field; beside the button too, for the field may be far."""
        for key, line in self.lines.items():
            line.say(message if key == where else "")
        return False
