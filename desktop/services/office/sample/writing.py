"""Rows on their way into the office: numbered at once, written in large pieces."""

from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from desktop.models.base import Base
from desktop.models.tables import metadata

PIECE = 5_000  # rows that wait before they are written


class Rows:
    """Collects the rows of all tables; numbers are given out here, so others can refer to them."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._waiting: dict[str, list[dict[str, Any]]] = {}
        self.counts: dict[str, int] = {}

    def add(self, kind: type[Base], **values: Any) -> int:
        """Put a row on the pile and return its number."""
        name = kind.__tablename__
        number = self.counts[name] = self.counts.get(name, 0) + 1
        values["id"] = number
        try:
            self._waiting[name].append(values)
        except KeyError:
            self._waiting[name] = [values]
        return number

    def amend(self, kind: type[Base], **values: Any) -> None:
        """Change the row of this kind that was added last; it has not been written yet."""
        self._waiting[kind.__tablename__][-1].update(values)

    def count(self, kind: type[Base]) -> int:
        """How many rows of a kind were made so far."""
        return self.counts.get(kind.__tablename__, 0)

    def write_when_full(self) -> None:
        """Write everything once one pile is high enough."""
        if any(len(pile) >= PIECE for pile in self._waiting.values()):
            self.write()

    def write(self) -> None:
        """Write all piles, what is referred to first."""
        connection = self._db.connection()
        for table in metadata.sorted_tables:
            if pile := self._waiting.pop(table.name, None):
                blank = _blank(table, pile)
                connection.execute(insert(table), [blank | row for row in pile])


def _blank(table: Table, pile: list[dict[str, Any]]) -> dict[str, Any]:
    """Every column that some row of the pile fills, with what stands there otherwise."""
    used = {name for row in pile for name in row}
    return {
        column.name: _default(column.default)
        for column in table.columns
        if column.name in used or column.default is not None
    }


def _default(default: Any) -> Any:
    return None if default is None else default.arg
