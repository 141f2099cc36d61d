"""Load: an empty office is filled from an open office file, whole or not at all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import exists, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.models.base import Record
from desktop.models.customers import Customer
from desktop.models.errors import UserError
from desktop.models.office import CustomField, CustomValue, Setting
from desktop.services.office.open_file import memberships, rule_versions
from desktop.services.office.open_file.custom import stored_value
from desktop.services.office.open_file.shape import (
    DERIVED,
    Item,
    Nested,
    entities,
    items,
    nested,
)
from desktop.services.office.open_file.sources import Arrays, read_arrays
from desktop.services.office.open_file.values import WrongValueError, to_stored

CHUNK = 5_000


def load(db: Session, source: Mapping[str, Any] | Path) -> dict[str, int]:
    """Fill an empty office; returns how many records each array had.

    Facts are not worked out here; the caller refreshes them.

    Raises:
        UserError: the office is not empty, or something in the file does not fit; the message
            names the array, the record and the field.
    """
    if any(db.scalar(select(exists(select(entity.id)))) for entity in entities()):
        raise UserError("This office already holds records; load needs an empty one.")
    arrays = read_arrays(source)
    loading = Loading(db, arrays)
    for entity in entities():
        loading.fill(entity)
    memberships.load(loading, arrays.get(memberships.NAME, []))
    rule_versions.load(loading, arrays.get(rule_versions.NAME, []))
    for key, value in arrays.get("settings", {}).items():
        db.add(Setting(key=key, value=value))
    db.flush()
    return {name: len(array) for name, array in arrays.items()}


@dataclass
class Loading:
    """One load: the arrays, and the row number of every record that has an id."""

    db: Session
    arrays: Arrays
    rows: dict[str, dict[str, int]] = field(default_factory=dict)  # table -> id -> row
    given: dict[str, list[int]] = field(default_factory=dict)  # table -> row of each record
    fields: dict[str, tuple[int, str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entity in entities():
            self._number(entity)

    def fill(self, entity: type[Record]) -> None:
        """Write one array with everything that stands inside its records."""
        table: Any = entity.__table__
        own = [item for item in items(entity) if item.target == table.name]
        pending: dict[Any, list[dict[str, Any]]] = {}
        late: list[dict[str, Any]] = []
        for record, row_id in zip(self._array(entity), self.given[table.name], strict=True):
            values = self._values(entity, record, row_id)
            links = {item.column.name: values.pop(item.column.name, None) for item in own}
            late += [{"id": row_id} | links] if any(links.values()) else []
            pending.setdefault(table, []).append(values)
            for child_table, child in self._children(entity, record, row_id):
                pending.setdefault(child_table, []).append(child)
            if len(pending[table]) >= CHUNK:
                self._write(pending)
        self._write(pending)
        for links in late:  # a record may refer to a later one of its own kind
            self.db.execute(update(table).where(table.c.id == links.pop("id")).values(links))
        if entity is CustomField:
            self._learn_fields()

    def _array(self, entity: type[Record]) -> list[Any]:
        found: list[Any] = self.arrays.get(entity.__open_name__, [])
        return found

    def _number(self, entity: type[Record]) -> None:
        """Give every record its row number: the one its id says, else the next free one."""
        canonical = re.compile(rf"{entity.__letter__}([1-9]\d{{0,17}})")
        records = self._array(entity)
        ids = [self._id(entity, place, record) for place, record in enumerate(records, 1)]
        said = [canonical.fullmatch(one) if one else None for one in ids]
        free = max((int(found[1]) for found in said if found), default=0)
        known: dict[str, int] = {}
        rows = []
        for one, found in zip(ids, said, strict=True):
            if not found:
                free += 1
            row = int(found[1]) if found else free
            if one in known:
                raise UserError(f"{entity.__open_name__}: the id “{one}” stands there twice.")
            if one:
                known[one] = row
            rows.append(row)
        self.rows[entity.__tablename__] = known
        self.given[entity.__tablename__] = rows

    def _id(self, entity: type[Record], place: int, record: Any) -> str | None:
        name = f"{entity.__open_name__}, record {place}"
        if not isinstance(record, dict):
            raise UserError(f"{name}: a record must be an object.", where=name)
        given = record.get("id")
        if given is not None and not (isinstance(given, str) and 0 < len(given) <= 80):  # noqa: PLR2004 - the column's length
            raise UserError(f"{name}: the id must be text of at most 80 letters.", where=name)
        return given

    def _values(self, entity: type[Record], record: dict[str, Any], row_id: int) -> dict[str, Any]:
        where = _name_of(entity, record, row_id)
        extra = {"id", *(one.key for one in nested(entity))}
        extra |= {"custom"} if entity is Customer else set()
        values = self.row(items(entity), record, where, extra)
        given = record.get("id")
        is_own = given is not None and given != f"{entity.__letter__}{row_id}"
        named = {"id": row_id, "uid": given if is_own else None}
        derive = DERIVED.get(entity.__tablename__)
        return named | values | (derive(values) if derive else {})

    def row(
        self, wanted: tuple[Item, ...], record: Mapping[str, Any], where: str, extra: set[str]
    ) -> dict[str, Any]:
        """The columns of one record; unknown fields are refused by name, never dropped."""
        known = {item.key for item in wanted} | extra
        if unknown := [key for key in record if key not in known]:
            raise UserError(f"{where}: there is no field called “{unknown[0]}”.", where=where)
        return {item.column.name: self._value(item, record, where) for item in wanted}

    def _value(self, item: Item, record: Mapping[str, Any], where: str) -> Any:
        given = record.get(item.key)
        place = f"{where}, {item.key}"
        try:
            value = (
                self._reference(item, given, place)
                if item.kind == "reference"
                else to_stored(item, given)
            )
        except WrongValueError as wrong:
            raise UserError(f"{place}: “{given}” should be {wrong}.", where=place) from None
        if value is None and item.required:
            raise UserError(f"{place}: a value is missing.", where=place)
        if value is None and item.column.default is not None:
            return item.column.default.arg  # type: ignore[attr-defined]
        return value

    def _reference(self, item: Item, given: Any, place: str) -> int | None:
        if given is None or given == "":
            return None
        assert item.target is not None  # noqa: S101 - the kind says so
        row = self.rows[item.target].get(given) if isinstance(given, str) else None
        if row is None:
            raise UserError(f"{place}: there is no record with the id “{given}”.", where=place)
        return row

    def _children(
        self, entity: type[Record], record: dict[str, Any], row_id: int
    ) -> Iterator[tuple[Any, dict[str, Any]]]:
        where = _name_of(entity, record, row_id)
        for one in nested(entity):
            listed = record.get(one.key, [])
            if not isinstance(listed, list):
                raise UserError(f"{where}, {one.key}: a list is wanted.", where=where)
            for place, child in enumerate(listed):
                yield one.entity.__table__, self._child(one, child, place, row_id, where)
        if entity is Customer:
            for key, value in (record.get("custom") or {}).items():
                yield CustomValue.__table__, self._custom(key, value, row_id, where)

    def _child(
        self, one: Nested, child: Any, place: int, row_id: int, where: str
    ) -> dict[str, Any]:
        name = f"{where}, {one.key} [{place + 1}]"
        if one.single:
            child = {one.single: child}
        if not isinstance(child, dict):
            raise UserError(f"{name}: an object is wanted.", where=name)
        fixed = dict(one.fixed)
        wanted = tuple(item for item in items(one.entity) if item.key not in fixed)
        values = self.row(wanted, child, name, set())
        position = {"position": place} if one.position else {}
        return {one.parent: row_id} | values | fixed | position

    def _custom(self, key: str, value: Any, row_id: int, where: str) -> dict[str, Any]:
        place = f"{where}, custom {key}"
        if key not in self.fields:
            raise UserError(f"{place}: there is no custom field “{key}”.", where=place)
        field_id, type_, choices = self.fields[key]
        try:
            stored = stored_value(type_, choices, value)
        except WrongValueError as wrong:
            raise UserError(f"{place}: “{value}” should be {wrong}.", where=place) from None
        return {"field_id": field_id, "customer_id": row_id} | stored

    def _learn_fields(self) -> None:
        fields = select(CustomField.key, CustomField.id, CustomField.type, CustomField.choices)
        self.fields = {
            key: (id_, type_, options or []) for key, id_, type_, options in self.db.execute(fields)
        }

    def _write(self, pending: dict[Any, list[dict[str, Any]]]) -> None:
        for table, rows in pending.items():
            if rows:
                self._insert(table, rows)
                rows.clear()

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> None:
        try:
            self.db.execute(insert(table), rows)
        except IntegrityError as error:
            said = str(error.orig)
            raise UserError(f"Two records of “{table.name}” are the same: {said}.") from error


def _name_of(entity: type[Record], record: dict[str, Any], row_id: int) -> str:
    return f"{entity.__open_name__} “{record.get('id') or row_id}”"
