"""Taking a group apart, and the question before it when that changes who is selected."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.services.segments import counting
from desktop.services.segments.tree import Group
from desktop.views.segments import places
from desktop.views.segments.desk import Desk
from desktop.views.widgets.formats import counted

# By the word of the group around it: a group of this word adds nothing there.
ADDS_NOTHING = {"all": "all", "any": "any", "none": "any"}
SINGLE = ("all", "any")  # words that mean the same for one condition


class _Both(NamedTuple):
    """How many customers the conditions select now, and without the group."""

    now: int
    then: int


def changes_meaning(tree: Group, group_id: str) -> bool:
    """Whether taking a group apart may select others; one of a single condition often does not."""
    group, above = places.find(tree, group_id), places.group_above(tree, group_id)
    if above is None or not isinstance(group, Group) or not group.children or group.locked:
        return False  # nothing to ask, or it is refused anyway
    if group.negate or group.muted:
        return True
    if len(group.children) == 1 and group.combinator in SINGLE:
        return False
    return group.combinator != ADDS_NOTHING.get(above[0].combinator)


def ask(parent: QWidget, desk: Desk, group_id: str, on_yes: Callable[[], None]) -> None:
    """Count both, and ask; Enter and Escape both keep the group."""
    before, day = desk.tree, desk.today()
    after = places.unwrap(before, group_id)

    def show(both: _Both) -> None:
        if desk.tree is before:  # else the question is about something that is gone
            _question(parent, both, on_yes)

    desk.context.jobs.run(
        lambda db, _: _Both(
            counting.count(db, before, day).count, counting.count(db, after, day).count
        ),
        show,
        channel="segments.ungroup",
    )


def _question(parent: QWidget, both: _Both, on_yes: Callable[[], None]) -> None:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText("Without the group these conditions mean something else.")
    now, then = counted(both.now, "customer"), counted(both.then, "customer")
    box.setInformativeText(f"With the group: {now}. Without it: {then}.")
    button = box.addButton("Ungroup", QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    button.clicked.connect(on_yes)
    box.open()
