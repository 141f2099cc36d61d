"""What a part of a picture stands for: customers, by a condition that is worked out when wanted."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.outreach import excel_list
from desktop.services.outreach.workbook import Cover
from desktop.services.segments.tree import Group
from desktop.services.value import behind, chosen
from desktop.views.jobs import Checkpoint


class Opening(NamedTuple):
    """The customers behind a part: what they are called, and what selects them."""

    title: str
    kind: str
    values: tuple[tuple[str, Any], ...]

    def tree(self) -> Group:
        """The condition that selects them."""
        return chosen.tree(self.kind, **dict(self.values))

    @property
    def has_tree(self) -> bool:
        """Whether a condition selects them: none finds who came, left or is inactive."""
        return behind.has_tree(self.kind, dict(self.values))

    @property
    def is_moved(self) -> bool:
        """Whether they are told by the labels of two days."""
        return behind.is_moved(self.kind)

    def people(self, db: Session, as_of: date) -> behind.People:
        """The customers; of a cell of a movement all, also who is inactive today."""
        return behind.people(db, self.kind, dict(self.values), as_of)

    def how_many(self, db: Session, as_of: date) -> int:
        """How many these are."""
        return behind.number(db, self.people(db, as_of))

    def write(
        self,
        db: Session,
        as_of: date,
        path: Path,
        name: str,
        keys: Sequence[str],
        checkpoint: Checkpoint,
    ) -> excel_list.ExportResult:
        """Write all of them to a workbook, also who is inactive today."""
        found = behind.listed(db, self.people(db, as_of))
        lines = (("Who is on it", self.title), ("Written on", as_of), ("Customers", len(found)))
        cover = Cover(name, lines)
        return excel_list.write_members(db, found, cover, path, keys=keys, checkpoint=checkpoint)


def of_some(number: int, what: Opening) -> Opening | str:
    """The opening of a part, or only its name where nobody is: that opens nothing."""
    return what if number else what.title


def opening(title: str, kind: str, **values: Any) -> Opening:
    """An opening that can be the key of a part."""
    return Opening(title, kind, tuple(values.items()))
