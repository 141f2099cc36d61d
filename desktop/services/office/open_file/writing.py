"""Dump: the whole office as an open office file; loading it again gives an equal dump."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.base import Base, Record
from desktop.models.customers import Customer
from desktop.models.office import CustomField, CustomValue, Setting
from desktop.services.office.open_file import memberships, rule_versions
from desktop.services.office.open_file.custom import open_value
from desktop.services.office.open_file.shape import (
    FORMAT,
    NOT_DUMPED,
    VERSION,
    Names,
    Nested,
    entities,
    items,
    nested,
)
from desktop.services.office.open_file.values import to_open
from desktop.services.safekeeping.files import replacing

CHUNK = 2_000
Open = dict[str, Any]


def dump(db: Session, as_of: date) -> Open:
    """The whole office as JSON values. For a large one use `write_dump`."""
    arrays = {name: list(records) for name, records in _arrays(db)}
    settings = _settings(db)
    return (
        {"format": FORMAT, "version": VERSION, "as_of": as_of.isoformat()}
        | {name: records for name, records in arrays.items() if records}
        | ({"settings": settings} if settings else {})
    )


def write_dump(db: Session, as_of: date, path: Path) -> dict[str, int]:
    """Write the whole office record by record, so that a large one needs little memory."""
    counts: dict[str, int] = {}
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"format": "{FORMAT}",\n "version": {VERSION},\n "as_of": "{as_of}"')
        for name, records in _arrays(db):
            for number, record in enumerate(records):
                file.write("," if number else f',\n "{name}": [')
                file.write(f"\n  {json.dumps(record, ensure_ascii=False)}")
                counts[name] = number + 1
            file.write("]" if name in counts else "")
        if settings := _settings(db):
            file.write(f',\n "settings": {json.dumps(settings, ensure_ascii=False)}')
        file.write("}\n")
    return counts


def _arrays(db: Session) -> Iterator[tuple[str, Iterator[Open]]]:
    names = {entity.__tablename__: _namer(db, entity) for entity in entities()}
    for entity in entities():
        yield entity.__open_name__, _records(db, entity, names)
    yield memberships.NAME, memberships.records(db, names)
    yield rule_versions.NAME, rule_versions.records(db)


def _namer(db: Session, entity: type[Record]) -> Callable[[int], str]:
    rows = db.execute(select(entity.id, entity.uid).where(entity.uid.is_not(None)))
    own: dict[int, str | None] = dict(rows.all())
    letter = entity.__letter__
    return lambda row: own.get(row) or f"{letter}{row}"


def _records(db: Session, entity: type[Record], names: Names) -> Iterator[Open]:
    """The records by row number, each with what stands inside it."""
    table: Any = entity.__table__
    statement = select(table).order_by(table.c.id).execution_options(yield_per=CHUNK)
    if left_out := NOT_DUMPED.get(table.name):
        statement = statement.where(~left_out(table))
    inside = [(one.key, _Following(_nested(db, one, names))) for one in nested(entity)]
    custom = _Following(_custom(db)) if entity is Customer else None
    name = names[entity.__tablename__]
    for row in db.execute(statement):
        record: Open = {"id": name(row.id)} | _open(entity, row, names)
        for key, following in inside:
            if found := following.of(row.id):
                record[key] = found
        if custom and (found := custom.of(row.id)):
            record["custom"] = dict(found)
        yield record


class _Following:
    """Lists of children, read side by side with their parents; both come in the parents' order."""

    def __init__(self, groups: Iterator[tuple[int, list[Any]]]) -> None:
        self._groups = groups
        self._next = next(groups, None)

    def of(self, parent: int) -> list[Any]:
        """The children of a parent; parents must be asked for in ascending order."""
        while self._next is not None and self._next[0] < parent:
            self._next = next(self._groups, None)
        return self._next[1] if self._next is not None and self._next[0] == parent else []


def _nested(db: Session, one: Nested, names: Names) -> Iterator[tuple[int, list[Any]]]:
    table: Any = one.entity.__table__
    fixed = dict(one.fixed)
    order = table.c.position if one.position else table.c.id
    statement = select(table).order_by(table.c[one.parent], order)
    for column, value in fixed.items():
        statement = statement.where(table.c[column] == value)
    rows = db.execute(statement.execution_options(yield_per=CHUNK))
    for parent, children in groupby(rows, key=lambda row: getattr(row, one.parent)):
        opened = [_open(one.entity, row, names, leave_out=fixed) for row in children]
        yield parent, [child[one.single] for child in opened] if one.single else opened


def _open(
    entity: type[Base], row: Any, names: Names, leave_out: Mapping[str, Any] | None = None
) -> Open:
    record: Open = {}
    for item in items(entity):
        value = getattr(row, item.column.name)
        if value is None or (leave_out and item.key in leave_out):
            continue
        opened = names[item.target](value) if item.target else to_open(item, value)
        if opened is not None:
            record[item.key] = opened
    return record


def _custom(db: Session) -> Iterator[tuple[int, list[tuple[str, Any]]]]:
    table: Any = CustomValue.__table__
    rows = db.execute(
        select(table, CustomField.key, CustomField.type)
        .join(CustomField, CustomField.id == table.c.field_id)
        .order_by(table.c.customer_id, table.c.field_id)
        .execution_options(yield_per=CHUNK)
    )
    for customer, values in groupby(rows, key=lambda row: row.customer_id):
        opened = ((row.key, open_value(row.type, row)) for row in values)
        yield customer, [(key, value) for key, value in opened if value is not None]


def _settings(db: Session) -> Open:
    return {
        setting.key: setting.value for setting in db.scalars(select(Setting).order_by(Setting.key))
    }
