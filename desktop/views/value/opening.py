"""What a part of a picture stands for: customers, by a condition that is worked out when wanted."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.segments.tree import Group
from desktop.services.value import behind, chosen


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

    def people(self, db: Session, as_of: date) -> behind.People:
        """The customers; of a cell of a movement all, also who is inactive today."""
        return behind.people(db, self.kind, dict(self.values), as_of)


def opening(title: str, kind: str, **values: Any) -> Opening:
    """An opening that can be the key of a part."""
    return Opening(title, kind, tuple(values.items()))
