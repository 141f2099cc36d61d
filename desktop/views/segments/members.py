"""The table of members below the conditions, and the look-up "is she in?"."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from sqlalchemy.orm import Session

from desktop.services.segments import counting
from desktop.services.segments.counting import Member
from desktop.services.segments.tree import Group, Rule
from desktop.views.segments.question import Question
from desktop.views.widgets import formats

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MOST_FOUND = 20


class Found(NamedTuple):
    """A customer looked up by name, and whether she is in."""

    member: Member
    is_in: bool


def look_up(db: Session, text: str, question: Question, as_of: date) -> list[Found]:
    """The customers whose name or account number has `text`, and whether they are in."""
    named = Rule(field="name", op="contains", value=(text,))
    numbered = Rule(field="account_no", op="is", value=text)
    asked = Group(combinator="any", children=(named, numbered))
    both = Group(children=(question.members(db), asked))
    # Both lists are by name, so whoever is among the first found and is in, is among the first in.
    found = counting.sample(db, asked, as_of, MOST_FOUND)
    chosen = {m.customer_id for m in counting.sample(db, both, as_of, MOST_FOUND)}
    return [Found(member, member.customer_id in chosen) for member in found]


class MemberModel(QAbstractTableModel):
    """Up to fifty members, or the customers that were looked up."""

    HEADINGS = ("Name", "Account no.", "City", "Last service")
    ANSWER = "In this segment"

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[Found] = ()
        self._answers = False

    def show_members(self, members: Sequence[Member]) -> None:
        """Show a sample of members."""
        self._show([Found(member, is_in=True) for member in members], answers=False)

    def show_found(self, found: Sequence[Found]) -> None:
        """Show customers looked up, with the answer."""
        self._show(found, answers=True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One more column while the question is who is in."""
        return 0 if parent.isValid() else len(self.HEADINGS) + self._answers

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """The headings."""
        if role != Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (*self.HEADINGS, self.ANSWER)[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text of a cell."""
        if role != Role.DisplayRole:
            return None
        member, is_in = self._rows[index.row()]
        day = formats.day(member.last_service) if member.last_service else "never"
        answer = "✓ yes" if is_in else "✗ no"
        return (member.name, member.account_no or "", member.city or "", day, answer)[
            index.column()
        ]

    def customer_id(self, row: int) -> int:
        """Who stands in a row."""
        return self._rows[row].member.customer_id

    def _show(self, rows: Sequence[Found], *, answers: bool) -> None:
        self.beginResetModel()
        self._rows, self._answers = rows, answers
        self.endResetModel()
