"""The window "Rules of your office": every number behind due days, contracts and stages."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget
from sqlalchemy.orm import Session

from desktop.services.care import rule_table
from desktop.services.care.rules import KIND
from desktop.services.desk import office_rules
from desktop.services.desk.office_rules import Effect
from desktop.services.value.versions import Version
from desktop.views.jobs import Checkpoint
from desktop.views.page import Context
from desktop.views.rules.editor import CareRulesEditor
from desktop.views.rules.history import history_dialog
from desktop.views.value.rules_dialog import RulesDialog, RulesEditor
from desktop.views.widgets import look, parts
from desktop.views.widgets.formats import counted

LETTERS, LINES = 120, 46
NAMED = 4  # changes told above the button


class CareRulesDialog(RulesDialog):
    """Publishes other rules of care."""

    kind = KIND
    heading = "Rules of your office"
    explanation = (
        "The numbers behind due days, lists, contracts and stages. A date set by hand, a tank's own"
        " interval, a contract and the rule of a county come before them. Planning ages say when to"
        " plan a replacement, never that a part will fail."
    )
    look_ahead_ms = 700  # it works out the whole office

    def __init__(self, parent: QWidget, context: Context, rules: Version) -> None:
        super().__init__(parent, context, rules)
        self.past: QWidget | None = None
        metrics, room = self.fontMetrics(), parent.window().size()
        self.resize(
            min(metrics.averageCharWidth() * LETTERS, room.width() - look.XL),
            min(metrics.height() * LINES, room.height() - look.XL),
        )

    def make_editor(self) -> RulesEditor:
        """A line for each rule."""
        return CareRulesEditor()

    def more_buttons(self) -> Sequence[QWidget]:
        """The usual numbers, and what was before."""
        return (
            parts.button("&Usual numbers", self.take_usual),
            parts.button("&Earlier rules…", self.show_past),
        )

    def take_usual(self) -> None:
        """Put the usual number into every field; nothing is published yet."""
        self.editor.show_body(rule_table.shipped_body())
        self.editor.edited.emit()

    def show_past(self) -> None:
        """Show what changed from version to version."""
        self.context.jobs.run(lambda db, _checkpoint: office_rules.history(db), self._show_past)

    def _show_past(self, past: Sequence[office_rules.Past]) -> None:
        self.past = history_dialog(self, past)
        self.past.open()

    def preview(self, db: Session, body: dict[str, Any], checkpoint: Checkpoint) -> str:
        """What changes, and what would move by it."""
        changes = rule_table.changes(self.rules.body, body)
        found = office_rules.effect(db, body, self.context.as_of(), checkpoint)
        named = "; ".join(change.text for change in changes[:NAMED])
        more = f"; and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
        return f"{named}{more}. {told(found)}"


def told(found: Effect) -> str:
    """What would move, in a sentence."""
    if not (found.moved or found.restated or found.restaged):
        return "No due day moves and no customer changes stage."
    return (
        f"{found.moved:,} of {counted(found.items, 'due day')} would move,"
        f" {counted(found.restated, 'service')} would have another status,"
        f" {found.restaged:,} of {counted(found.customers, 'customer')} another stage."
    )


def open_rules(parent: QWidget, context: Context) -> None:
    """Read the rules in force, then show them."""
    context.jobs.run(
        lambda db, _checkpoint: office_rules.in_force(db),
        lambda rules: CareRulesDialog(parent, context, rules).open(),
    )
