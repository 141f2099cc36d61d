"""The lines of the list of segments: what is on file, and what is being made."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from desktop.services.segments.details import is_review_due
from desktop.services.segments.saved import SegmentRow
from desktop.views.segments.draft import Sketch
from desktop.views.segments.drafts import NEW


class Line(NamedTuple):
    """One line of the list."""

    id: int
    name: str
    kind: str
    number: int | None
    about: str
    unsaved: bool = False
    problem: str = ""
    is_builtin: bool = False
    folder: str = ""
    tags: tuple[str, ...] = ()
    review_due: bool = False

    @property
    def said(self) -> str:
        """All that the search looks through."""
        return f"{self.name} {self.folder} {' '.join(self.tags)} {self.about}"


def lines(
    rows: Iterable[SegmentRow],
    new: Sketch | None,
    as_of: date,
    is_unsaved: Callable[[int], bool],
) -> list[Line]:
    """All lines, the one not on file yet first."""
    found = [_line(row, as_of, unsaved=is_unsaved(row.id)) for row in rows]
    if new is not None:
        found.insert(0, Line(NEW, new.name, new.kind, None, "", unsaved=True))
    return found


def _line(row: SegmentRow, as_of: date, *, unsaved: bool) -> Line:
    return Line(
        row.id,
        row.name,
        row.kind,
        row.count,
        row.sentence,
        unsaved=unsaved,
        problem=row.problem or "",
        is_builtin=row.builtin is not None,
        folder=row.folder or "",
        tags=row.tags,
        review_due=is_review_due(row.review_on, as_of),
    )
