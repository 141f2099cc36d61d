"""What the screen asks about: conditions, and the saved segment whose conditions they still are."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy.orm import Session

from desktop.services.outreach import excel_list
from desktop.services.segments import counting, saved
from desktop.services.segments.tree import AnyNode, Group
from desktop.services.segments.why import Why, why, why_saved
from desktop.views.jobs import Checkpoint


class Listing(Protocol):
    """What can leave as an Excel list."""

    def how_many(self, db: Session, as_of: date) -> int:
        """How many customers are on it."""

    def write(
        self,
        db: Session,
        as_of: date,
        path: Path,
        name: str,
        keys: Sequence[str],
        checkpoint: Checkpoint,
    ) -> excel_list.ExportResult:
        """Write them to a workbook: these columns, in their order."""


class Question(NamedTuple):
    """The conditions on the screen; a saved segment with the same ones answers for itself."""

    tree: Group
    segment_id: int | None = None  # None for one that is not on file yet
    is_as_saved: bool = False  # conditions and kind are those on file
    is_frozen: bool = False  # on file as a static list

    def members(self, db: Session) -> AnyNode:
        """The condition that selects the members: the kept list, or the conditions and pins."""
        if self.segment_id is None or not self.is_as_saved:
            return self.tree
        return saved.as_condition(db, self.segment_id)

    def why(self, db: Session, customer_id: int, as_of: date) -> Why:
        """Why a customer is among the members, or is not."""
        if self.segment_id is None or not self.is_as_saved:
            return why(db, self.tree, customer_id, as_of)
        open_id = saved.get(db, self.segment_id).open_id
        return why_saved(db, open_id, customer_id, as_of, self.tree)

    def frozen(self, db: Session) -> AnyNode | None:
        """The frozen list beside which other conditions are tried out, when there is one."""
        if self.segment_id is None or not self.is_frozen or self.is_as_saved:
            return None
        return saved.as_condition(db, self.segment_id)

    def how_many(self, db: Session, as_of: date) -> int:
        """How many members there are."""
        return counting.count(db, self.members(db), as_of).count

    def write(
        self,
        db: Session,
        as_of: date,
        path: Path,
        name: str,
        keys: Sequence[str],
        checkpoint: Checkpoint,
    ) -> excel_list.ExportResult:
        """Write the members to a workbook, whose cover tells the conditions."""
        return excel_list.write_excel(
            db,
            self.members(db),
            name,
            as_of,
            path,
            keys=keys,
            checkpoint=checkpoint,
            told_as=self.tree,
        )
