"""Before and after images of rows: what undo compares and puts back."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Date, Numeric, Select, Table, select
from sqlalchemy.orm import Session

from desktop.models.tables import metadata

# Small tables whose rows are kept with the row they belong to: table, its reference column.
CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "customers": (
        ("customer_phones", "customer_id"),
        ("customer_tags", "customer_id"),
        ("custom_values", "customer_id"),
    ),
    "properties": (("property_links", "property_id"),),
    "visits": (("service_lines", "visit_id"),),
}
PARENT_OF = {
    child: (table, column) for table, children in CHILDREN.items() for child, column in children
}
_CHUNK = 500
_AS_THEY_ARE = frozenset([str, int, float, bool])


def image(values: Mapping[str, Any]) -> dict[str, Any]:
    """A row as it is stored in history: only what is filled, dates as text."""
    return {
        key: value if type(value) in _AS_THEY_ARE else plain(value)
        for key, value in values.items()
        if value is not None
    }


def plain(value: Any) -> Any:
    """One value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def restored(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an image as the table wants them."""
    return {key: _typed(table, key, value) for key, value in values.items()}


def _typed(table: Table, column: str, value: Any) -> Any:
    kind = table.c[column].type
    if value is None or not isinstance(value, str):
        return value
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(kind, Numeric) and kind.asdecimal else value


def among(column: ColumnElement[Any], ids: list[Any]) -> list[ColumnElement[bool]]:
    """Conditions that together select `ids`; one condition for numbers that follow each other."""
    if ids and isinstance(ids[0], int) and ids[-1] - ids[0] + 1 == len(ids):
        return [column.between(ids[0], ids[-1])]
    return [column.in_(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK)]


def dicts(db: Session, statement: Select[Any]) -> list[dict[str, Any]]:
    """The rows a statement finds, without an object per row in between."""
    result = db.execute(statement)
    columns = tuple(result.keys())
    return [dict(zip(columns, row, strict=True)) for row in result]


def rows_where(
    db: Session, table: Table, column: ColumnElement[Any], ids: Iterable[Any]
) -> list[dict[str, Any]]:
    """The rows whose `column` is one of `ids`, in the order of their own ids."""
    found: list[dict[str, Any]] = []
    for condition in among(column, sorted(ids)):
        statement = select(table).where(condition).order_by(table.c.id)
        found += dicts(db, statement)
    return found


def current_images(db: Session, name: str, ids: list[int]) -> dict[int, dict[str, Any]]:
    """The images of rows as they are now, their children with them."""
    table = metadata.tables[name]
    images = {row["id"]: image(row) for row in rows_where(db, table, table.c.id, ids)}
    for child, reference in CHILDREN.get(name, ()):
        of = metadata.tables[child]
        grouped: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in rows_where(db, of, of.c[reference], ids):
            grouped[row[reference]].append(image(row))
        for parent, children in grouped.items():
            if parent in images:
                images[parent][f"+{child}"] = children
    return images
