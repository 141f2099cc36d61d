"""What a part of a picture stands for: customers, by a condition that is worked out when wanted.

The language of conditions and the lists are loaded when somebody opens a part, not with the page.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy.orm import Session

from desktop.services.segments.tree import Group
from desktop.services.value import chosen
from desktop.views.jobs import Checkpoint

if TYPE_CHECKING:
    from desktop.services.office.customer_list import Query
    from desktop.services.outreach.excel_list import ExportResult
    from desktop.services.value.behind import People

DUE_ONLY = "not on cycle"


class Opening(NamedTuple):
    """The customers behind a part: what they are called, and what selects them.

    `query` is the search and the filters of the list that shows them, None for all of them;
    `only_due` leaves out those who are on cycle.
    """

    title: str
    kind: str
    values: tuple[tuple[str, Any], ...]
    query: "Query | None" = None
    only_due: bool = False

    @property
    def name(self) -> str:
        """What they are called, with what they are narrowed to."""
        from desktop.services.value import narrowed  # noqa: PLC0415 - see the top

        due = f"{self.title}, {DUE_ONLY}" if self.only_due else self.title
        said = narrowed.words(self.query) if self.query else ""
        return f"{due}; {said}" if said else due

    def tree(self) -> Group:
        """The condition that selects them."""
        from desktop.services.value import narrowed  # noqa: PLC0415 - see the top

        filters = narrowed.conditions(self.query) if self.query else ()
        return Group(children=(*self._whole_tree().children, *filters))

    def _whole_tree(self) -> Group:
        found = chosen.tree(self.kind, **dict(self.values))
        guard = (chosen.off_cycle(),) if self.only_due else ()
        return Group(children=(*found.children, *guard))

    @property
    def has_tree(self) -> bool:
        """Whether a condition selects them: none finds who came, left or is inactive."""
        from desktop.services.value import behind, narrowed  # noqa: PLC0415 - see the top

        sayable = self.query is None or narrowed.is_sayable(self.query)
        return sayable and behind.has_tree(self.kind, dict(self.values))

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or filters leave some of them out."""
        from desktop.services.value import narrowed  # noqa: PLC0415 - see the top

        return self.query is not None and narrowed.is_narrowed(self.query)

    @property
    def is_direct(self) -> bool:
        """Whether the list may hold others than a condition finds."""
        from desktop.services.value import behind  # noqa: PLC0415 - see the top

        return behind.is_direct(self.kind) or self.is_narrowed

    @property
    def asks_back(self) -> bool:
        """Whether these would be won back, so that those on cycle are left out at first."""
        return chosen.asks_back(self.kind, dict(self.values))

    def offered(self) -> "Opening":
        """The same as an offer goes to them: without those who are simply not due yet."""
        return self._replace(only_due=self.asks_back)

    def people(self, db: Session, as_of: date) -> "People":
        """The customers; of a month or a movement all, also who is inactive today."""
        from desktop.services.office import customer_list  # noqa: PLC0415 - see the top

        found = self._whole(db, as_of)
        if self.query is None or not self.is_narrowed:
            return found
        return customer_list.chosen(replace(self.query, within=found))

    def _whole(self, db: Session, as_of: date) -> "People":
        from desktop.services.segments import counting  # noqa: PLC0415 - see the top
        from desktop.services.value import behind  # noqa: PLC0415 - see the top

        if self.only_due:
            return counting.selection(db, self._whole_tree(), as_of)
        return behind.people(db, self.kind, dict(self.values), as_of)

    def how_many(self, db: Session, as_of: date) -> int:
        """How many these are."""
        from desktop.services.value import behind  # noqa: PLC0415 - see the top

        return behind.number(db, self.people(db, as_of))

    def write(
        self,
        db: Session,
        as_of: date,
        path: Path,
        name: str,
        keys: Sequence[str],
        checkpoint: Checkpoint,
    ) -> "ExportResult":
        """Write all of them to a workbook, also who is inactive today."""
        from desktop.services import freshness  # noqa: PLC0415 - see the top
        from desktop.services.outreach import excel_list  # noqa: PLC0415 - see the top
        from desktop.services.outreach.workbook import Cover  # noqa: PLC0415 - see the top
        from desktop.services.value import behind  # noqa: PLC0415 - see the top

        found = behind.listed(db, self.people(db, as_of))
        lines = (
            ("Who is on it", self.name),
            ("Written on", as_of),
            ("Data", freshness.summary(db, as_of).text),
            ("Customers", len(found)),
        )
        cover = Cover(name, lines)
        return excel_list.write_members(db, found, cover, path, keys=keys, checkpoint=checkpoint)


def of_some(number: int, what: Opening) -> Opening | str:
    """The opening of a part, or only its name where nobody is: that opens nothing."""
    return what if number else what.title


def opening(title: str, kind: str, **values: Any) -> Opening:
    """An opening that can be the key of a part."""
    return Opening(title, kind, tuple(values.items()))
