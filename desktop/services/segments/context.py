"""What one calculation knows: the day, the fields, the saved segments, and live lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.customers import Zone
from desktop.models.errors import UserError
from desktop.models.segments import Segment
from desktop.services.segments import catalogue
from desktop.services.segments.fields import Field, Option
from desktop.services.segments.spans import MONDAY
from desktop.services.segments.tree import AnyNode, from_json


class SavedSegment(NamedTuple):
    """A saved segment as conditions see it; `tree` is None where it cannot be read."""

    id: int
    open_id: str
    name: str
    kind: str
    tree: AnyNode | None


@dataclass
class Context:
    """One open session on one day. Lists are read when first asked for and then kept."""

    db: Session
    as_of: date
    week_start: int = MONDAY

    def __post_init__(self) -> None:
        self._options: dict[tuple[str, str], tuple[Option, ...]] = {}

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """The field catalogue with the office's own fields."""
        return catalogue.load(self.db)

    def options(self, field: Field) -> tuple[Option, ...]:
        """The closed list of a field, as it is now; records of two kinds may share a key."""
        key = (field.category, field.key)
        if key not in self._options:
            self._options[key] = field.options(self.db) if field.options else ()
        return self._options[key]

    def zone_weekdays(self) -> dict[int, tuple[str, ...]]:
        """The service days of each zone."""
        rows = self.db.execute(select(Zone.id, Zone.service_weekdays).order_by(Zone.id))
        return {zone_id: tuple(days or ()) for zone_id, days in rows}

    @cached_property
    def segments(self) -> Mapping[str, SavedSegment]:
        """All saved segments by open id."""
        rows = self.db.execute(
            select(Segment.id, Segment.uid, Segment.name, Segment.kind, Segment.definition)
        )
        found = [
            SavedSegment(id_, uid or f"{Segment.__letter__}{id_}", name, kind, read(definition))
            for id_, uid, name, kind, definition in rows
        ]
        return {segment.open_id: segment for segment in found}


def read(definition: Any) -> AnyNode | None:
    """The tree of a stored definition; None where there is none or it cannot be read."""
    try:
        return from_json(definition)
    except UserError:
        return None
