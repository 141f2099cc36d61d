"""Writes rows and keeps how each was before and is after: what an edit is made of."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from desktop.models.edits import Edit
from desktop.services.importing.batch.images import dicts, image, plain
from desktop.services.records.concerned import concerned

Values = dict[str, Any]
MOST_LETTERS = 80  # of the name of a user
_P = ParamSpec("_P")


class Now(NamedTuple):
    """The moment of an action: the instant for the log (UTC), the day of the office, and who."""

    at: datetime
    today: date
    user: str = ""


class Saved(NamedTuple):
    """What an action did. The caller refreshes the facts of the `touched` customers and commits.

    `edit_id` is None when nothing was different. `doubts` are sentences to show beside success.
    """

    id: int
    edit_id: int | None
    touched: frozenset[int]
    doubts: tuple[str, ...] = ()


Action = Callable[Concatenate[Session, _P], Saved]


def whole(action: Callable[Concatenate[Session, _P], Saved]) -> Action[_P]:
    """Make an action leave nothing behind when it is refused half-way."""

    @wraps(action)
    def guarded(db: Session, /, *args: _P.args, **kwargs: _P.kwargs) -> Saved:
        with db.begin_nested():
            return action(db, *args, **kwargs)

    return guarded


class Journal:
    """The rows that one action writes, in their order."""

    def __init__(self, db: Session, now: Now) -> None:
        db.flush()
        self.db = db
        self.now = now
        self.changes: list[Values] = []
        self.doubts: list[str] = []

    def add(self, table: Table, values: Values) -> int:
        """Make a row; returns its number."""
        row_id = int(
            self.db.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
        )
        self._note(table, row_id, None, image(self.row(table, row_id)))
        return row_id

    def change(self, table: Table, row_id: int, values: Values) -> None:
        """Give a row other values; what is the same already is not written."""
        row = self.row(table, row_id)
        other = {key: value for key, value in values.items() if plain(row[key]) != plain(value)}
        if not other:
            return
        self.db.execute(update(table).where(table.c.id == row_id).values(other))
        after = self.row(table, row_id)
        self._note(table, row_id, _images(row, other), _images(after, other))

    def remove(self, table: Table, row_id: int) -> None:
        """Take a row out."""
        before = image(self.row(table, row_id))
        self.db.execute(delete(table).where(table.c.id == row_id))
        self._note(table, row_id, before, None)

    def row(self, table: Table, row_id: int) -> Values:
        """A row as it is stored now; empty when there is none."""
        found = dicts(self.db, select(table).where(table.c.id == row_id))
        return found[0] if found else {}

    def _note(self, table: Table, row_id: int, before: Values | None, after: Values | None) -> None:
        self.changes.append(
            {"table": table.name, "row_id": row_id, "before": before, "after": after}
        )

    def save(
        self, row_id: int, action: str, customer_id: int | None, other_id: int | None = None
    ) -> Saved:
        """Remember the action; without a change there is nothing to remember."""
        if not self.changes:
            return Saved(row_id, None, frozenset(), tuple(self.doubts))
        edit = Edit(
            at=self.now.at,
            user=self.now.user[:MOST_LETTERS] or None,
            action=action,
            customer_id=customer_id,
            other_customer_id=other_id,
            changes=self.changes,
        )
        self.db.add(edit)
        self.db.flush()
        edit_id = edit.id
        touched = concerned(self.db, self.changes)
        self.db.expire_all()
        return Saved(row_id, edit_id, touched, tuple(self.doubts))


def _images(row: Values, keys: Values) -> Values:
    """The values of a row that were written, also those that are empty."""
    return {key: plain(row[key]) for key in keys}
