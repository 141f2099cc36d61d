"""Imports every module that declares tables, so that `Base.metadata` is whole."""

from desktop.models import (
    care,
    customers,
    edits,
    equipment,
    facts,
    hot_zones,
    imports,
    merging,
    office,
    segments,
    sketches,
    tasks,
    value,
    work,
)
from desktop.models.base import Base, Record

MODULES = (
    care,
    customers,
    edits,
    equipment,
    facts,
    hot_zones,
    imports,
    merging,
    office,
    segments,
    sketches,
    tasks,
    value,
    work,
)

metadata = Base.metadata


def records() -> tuple[type[Record], ...]:
    """The entities of the open office file, in an order in which references already exist."""
    by_table = {m.class_.__tablename__: m.class_ for m in Base.registry.mappers}
    return tuple(
        by_table[table.name]
        for table in metadata.sorted_tables
        if table.name in by_table and issubclass(by_table[table.name], Record)
    )
