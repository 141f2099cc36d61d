"""Entered values become rows ready to be written, or the list of what is wrong with them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desktop.models import choices as c
from desktop.models.folding import fold
from desktop.models.office import CustomField
from desktop.models.tables import metadata
from desktop.services.importing.batch.images import dicts
from desktop.services.importing.batch.record_names import label
from desktop.services.office.open_file.custom import EMPTY
from desktop.services.records import checks
from desktop.services.records.cautions import cautions
from desktop.services.records.fields import Field, Kind
from desktop.services.records.problems import FieldError, InvalidError
from desktop.services.records.typed import WrongValueError, typed

Values = dict[str, Any]
_ZIP_PARTS = 2
_MOST_ROWS = 200


class Ready(NamedTuple):
    """What is to be written: the columns, and the rows inside by field."""

    columns: Values
    rows: dict[str, list[Values]]
    custom: dict[int, Values] | None
    doubts: tuple[str, ...]


class _Reading:
    """The errors found while values are read."""

    def __init__(self, db: Session, today: date) -> None:
        self.db = db
        self.today = today
        self.errors: list[FieldError] = []

    def value(self, field: Field, raw: Any, where: str) -> Any:
        """One value; an error is noted under `where`."""
        try:
            value = typed(field, raw, self.today)
        except WrongValueError as error:
            self.errors.append(FieldError(where, str(error)))
            return None
        if field.kind == "reference" and value is not None and field.target:
            table = metadata.tables[field.target]
            if self.db.scalar(select(table.c.id).where(table.c.id == value)) is None:
                said = f"{field.label}: there is no {label(field.target)} number {value}."
                self.errors.append(FieldError(where, said))
        return value

    def missing(self, field: Field, where: str) -> None:
        """Note a value that must be there, unless something else is wrong with it."""
        if all(error.field != where for error in self.errors):
            self.errors.append(FieldError(where, f"{field.label} is missing."))


def prepare(
    db: Session, kind: Kind, values: Mapping[str, Any], today: date, row_id: int | None = None
) -> Ready:
    """Read and check values; `row_id` names the record they change.

    Raises:
        InvalidError: with one sentence per field.
    """
    reading = _Reading(db, today)
    known = {field.key: field for field in kind.fields}
    for key in values:
        if key not in known:
            reading.errors.append(FieldError(key, f"There is no field “{key}”."))
    columns = _columns(reading, kind, _split_zip(kind, values), new=row_id is None)
    rows = {
        key: _rows(reading, known[key], values[key])
        for key in values
        if key in known and known[key].kind == "rows"
    }
    custom = (
        _custom(reading, values["custom"]) if "custom" in values and "custom" in known else None
    )
    if reading.errors:
        raise InvalidError(reading.errors)
    return _checked(reading, kind, columns, rows, custom, row_id)


def _checked(
    reading: _Reading,
    kind: Kind,
    columns: Values,
    rows: dict[str, list[Values]],
    custom: dict[int, Values] | None,
    row_id: int | None,
) -> Ready:
    db = reading.db
    stored = dicts(db, select(kind.table).where(kind.table.c.id == (row_id or 0)))
    before = stored[0] if stored else _defaults(kind)
    _follow(kind, columns, before)
    case = checks.Case(db, kind, before | columns, row_id, reading.today)
    errors = [*checks.wrong(case)]
    if kind.name == "visit" and "lines" in rows:
        errors += checks.wrong_tanks(db, case.values.get("property_id"), rows["lines"])
    if errors:
        raise InvalidError(errors)
    doubts = [*checks.doubts(case)]
    if kind.name == "visit":
        doubts += checks.idle(case, rows.get("lines"))
        if case.values.get("status") == "completed":
            place, day = case.values.get("property_id"), case.values.get("completed_date")
            doubts += cautions(db, place, day, rows.get("lines", []))
    return Ready(columns, rows, custom, tuple(doubts))


def _defaults(kind: Kind) -> Values:
    """What the table fills in by itself."""
    return {
        column.name: column.default.arg
        for column in kind.table.columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }


def _follow(kind: Kind, columns: Values, before: Values) -> None:
    """Values that follow from others without a question."""
    together = before | columns
    is_back = together.get("status") == "active" and together.get("inactive_reason")
    if kind.name == "customer" and "inactive_reason" not in columns and is_back:
        columns["inactive_reason"] = None
    if kind.name == "invoice" and together.get("kind") in checks.NEGATIVE_SALES:
        for key in ("amount_cents", "tax_cents", "total_cents"):
            if together.get(key):
                columns[key] = -abs(together[key])


def _split_zip(kind: Kind, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A ZIP+4 typed into one field goes into the two it belongs to."""
    raw = values.get("zip5")
    if not isinstance(raw, str) or "-" not in raw:
        return values
    parts = raw.strip().split("-")
    if len(parts) != _ZIP_PARTS or not all(part.isdigit() for part in parts):
        return values
    if any(field.key == "zip4" for field in kind.fields):
        return {**values, "zip5": parts[0], "zip4": parts[1]}
    return {**values, "zip5": parts[0]}


def _columns(reading: _Reading, kind: Kind, values: Mapping[str, Any], *, new: bool) -> Values:
    found: Values = {}
    for field in kind.fields:
        if field.column is None:
            continue
        if field.key in values:
            value = reading.value(field, values[field.key], field.key)
            if value is not None or (field.column.nullable and not field.required):
                found[field.name] = value
            elif field.required or not new:
                reading.missing(field, field.key)
        elif new and field.required:
            reading.missing(field, field.key)
    return found


def _rows(reading: _Reading, field: Field, raw: Any) -> list[Values]:
    """The rows inside a record; a row with nothing in it is left out."""
    assert field.rows is not None  # noqa: S101 - the kind says so
    if raw is not None and not isinstance(raw, list | tuple):
        reading.errors.append(FieldError(field.key, f"{field.label}: this is not a list."))
        return []
    if raw and len(raw) > _MOST_ROWS:
        reading.errors.append(FieldError(field.key, f"{field.label}: more than {_MOST_ROWS}."))
        return []
    found: list[Values] = []
    for number, one in enumerate(raw or ()):
        single = field.rows.single
        given = {single: one} if single and not isinstance(one, Mapping) else one
        row = _row(reading, field, given, f"{field.key}.{number}")
        if row and not (single and any(row == other for other in found)):
            found.append(row)
    return found


def _row(reading: _Reading, field: Field, given: Mapping[str, Any], where: str) -> Values:
    known = {one.key for one in field.fields}
    for key in given:
        if key not in known:
            reading.errors.append(FieldError(f"{where}.{key}", f"There is no field “{key}”."))
    before = len(reading.errors)
    row = {
        one.name: reading.value(one, given.get(one.key), f"{where}.{one.key}")
        for one in field.fields
    }
    if all(value is None for value in row.values()) and len(reading.errors) == before:
        return {}
    for one in field.fields:
        if one.required and row[one.name] is None:
            reading.missing(one, f"{where}.{one.key}")
    if ("interval" in row) and (row["interval"] is None) != (row["interval_unit"] is None):
        key = "interval" if row["interval"] is None else "interval_unit"
        said = "Say both how many and of what: every 4 months."
        reading.errors.append(FieldError(f"{where}.{key}", said))
    return row


def _custom(reading: _Reading, raw: Any) -> dict[int, Values]:
    """The values of the office's own fields by the number of the field; empty where cleared."""
    if not isinstance(raw, Mapping):
        reading.errors.append(FieldError("custom", "Own fields: this is not a list of values."))
        return {}
    fields = {one.key: one for one in reading.db.scalars(select(CustomField))}
    found: dict[int, Values] = {}
    for key, value in raw.items():
        own = fields.get(key)
        if own is None:
            reading.errors.append(FieldError(f"custom.{key}", f"There is no own field “{key}”."))
            continue
        column, field = custom_field(own.type, own.label, own.choices or ())
        stored = reading.value(field, value, f"custom.{key}")
        if stored is None:
            found[own.id] = {}
        else:
            found[own.id] = EMPTY | {column: float(stored) if column == "number" else stored}
            if column == "text":
                found[own.id]["text_key"] = fold(stored)
    return found


# The column of a value and the kind of field, by the type of an own field.
_OWN_TYPES = {
    "text": ("text", "lines"),
    "choice": ("text", "choice"),
    "number": ("number", "decimal"),
    "money": ("cents", "money"),
    "date": ("day", "date"),
    "yes_no": ("yes", "yes_no"),
}


def custom_field(type_: str, label_: str, choices: Sequence[str]) -> tuple[str, Field]:
    """How a value of one of the office's own fields is entered, and in which column it stands."""
    column, kind = _OWN_TYPES[type_]
    listed = c.Choices(label_, tuple((one, one) for one in choices)) if type_ == "choice" else None
    return column, Field(label_, label_, kind, choices=listed)
