"""The table of members below the conditions, and the look-up "is she in?"."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from sqlalchemy.orm import Session

from desktop.services.office.search import Hit, find
from desktop.services.segments import counting
from desktop.services.segments.counting import Member
from desktop.views.segments.question import Question
from desktop.views.widgets import formats

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
MOST_FOUND = 20


class Found(NamedTuple):
    """A customer looked up, what tells her from another, and whether she is in."""

    hit: Hit
    is_in: bool


class _Row(NamedTuple):
    """One line: who, and what stands in the columns."""

    customer_id: int
    name: str
    cells: tuple[str, ...]


def look_up(db: Session, text: str, question: Question, as_of: date) -> list[Found]:
    """The customers found by name, telephone, address or account, and whether they are in."""
    found = find(db, text, MOST_FOUND)
    ids = [hit.customer_id for hit in found]
    chosen = counting.among(db, question.members(db), ids, as_of)
    return [Found(hit, hit.customer_id in chosen) for hit in found]


class MemberModel(QAbstractTableModel):
    """Up to fifty members, or the customers that were looked up."""

    HEADINGS = ("Name", "Account no.", "City", "Last service")
    ASKED = ("Name", "Account no.", "Address", "Phone", "In this segment")

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: Sequence[_Row] = ()
        self.answers = False  # whether customers looked up are shown, with the answer

    def show_members(self, members: Sequence[Member]) -> None:
        """Show a sample of members."""
        self._show([_member_row(one) for one in members], answers=False)

    def show_found(self, found: Sequence[Found]) -> None:
        """Show customers looked up, with the answer."""
        rows = [
            _Row(
                hit.customer_id,
                hit.name,
                (hit.account_no or "", hit.place, hit.phone, "✓ yes" if is_in else "✗ no"),
            )
            for hit, is_in in found
        ]
        self._show(rows, answers=True)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """One more column while the question is who is in."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """The headings."""
        if role != Role.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._headings[section]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """The text of a cell."""
        if role != Role.DisplayRole:
            return None
        row = self._rows[index.row()]
        return (row.name, *row.cells)[index.column()]

    def customer(self, row: int) -> tuple[int, str]:
        """Who stands in a row: number and name."""
        return self._rows[row].customer_id, self._rows[row].name

    @property
    def _headings(self) -> tuple[str, ...]:
        return self.ASKED if self.answers else self.HEADINGS

    def _show(self, rows: Sequence[_Row], *, answers: bool) -> None:
        self.beginResetModel()
        self._rows, self.answers = rows, answers
        self.endResetModel()


def _member_row(one: Member) -> _Row:
    served = formats.day(one.last_service) if one.last_service else "never"
    return _Row(one.customer_id, one.name, (one.account_no or "", one.city or "", served))
