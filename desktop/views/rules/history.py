"""Earlier versions of the rules: when, by whom, why, and each number that changed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from desktop.services.care.rule_table import named, told
from desktop.services.desk.office_rules import Past
from desktop.views.widgets.formats import counted, day
from desktop.views.widgets.rows import Column
from desktop.views.widgets.rows_dialog import RowsDialog

LETTERS, LINES = 128, 24


class Line(NamedTuple):
    """One number that a version changed; a version that changed none has a line too."""

    version: str
    on: str
    author: str
    rule: str
    before: str
    after: str
    note: str


COLUMNS = (
    Column[Line]("Version", 7, lambda line: line.version),
    Column[Line]("Day", 13, lambda line: line.on),
    Column[Line]("By", 12, lambda line: line.author),
    Column[Line]("Rule", 44, lambda line: line.rule),
    Column[Line]("Before", 11, lambda line: line.before),
    Column[Line]("After", 11, lambda line: line.after),
    Column[Line]("Note", 20, lambda line: line.note),
)


def history_dialog(parent: QWidget, past: Sequence[Past]) -> RowsDialog:
    """The window with all of it, the newest first."""
    said = f"{counted(len(past), 'version')}; the first line is of the one in force."
    rows = tuple(line for one in past for line in _lines(one))
    return RowsDialog(
        parent, "Earlier rules", COLUMNS, rows, said=said, empty="", letters=LETTERS, lines=LINES
    )


def _lines(one: Past) -> Iterator[Line]:
    version, on = str(one.version.version), day(one.version.created_on)
    for change in one.changes:
        before, after = (told(change.rule, value) for value in (change.before, change.after))
        yield Line(version, on, one.version.author, named(change.rule), before, after,
                   one.version.note)  # fmt: skip
    if not one.changes:
        yield Line(version, on, one.version.author, "", "", "", one.version.note)
