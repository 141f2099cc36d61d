"""The published rules in the open file: every version, so that each can be taken up again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from desktop.models.errors import UserError
from desktop.models.value import RuleVersion
from desktop.services.office.open_file.shape import items
from desktop.services.office.open_file.values import to_open

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.services.office.open_file.reading import Loading

NAME = "rule_versions"
_TEXTS = ("author", "note")  # may be empty, in a file left out
_ITEMS = tuple(
    replace(item, required=item.required and item.key not in _TEXTS) for item in items(RuleVersion)
)
KINDS = {item.key: item.kind for item in _ITEMS}


def records(db: "Session") -> Iterator[dict[str, Any]]:
    """One record for each version, the oldest first."""
    rows = select(RuleVersion).order_by(RuleVersion.kind, RuleVersion.version)
    for row in db.scalars(rows):
        found = {item.key: to_open(item, getattr(row, item.column.name)) for item in _ITEMS}
        yield {key: value for key, value in found.items() if value not in (None, "")}


def load(loading: "Loading", array: Sequence[Any]) -> None:
    """Write the versions of a file.

    Raises:
        UserError: one does not fit, or is there twice; the message names it.
    """
    told = set[tuple[Any, Any]]()
    for place, record in enumerate(array, 1):
        where = f"{NAME}, record {place}"
        if not isinstance(record, Mapping):
            raise UserError(f"{where}: a record must be an object.", where=where)
        values = loading.row(_ITEMS, record, where, set())
        key = values["kind"], values["version"]
        if key in told:
            raise UserError(f"{where}: version {key[1]} of “{key[0]}” is there twice.", where=where)
        told.add(key)
        empty = {name: values[name] or "" for name in _TEXTS}
        loading.db.execute(insert(RuleVersion), [values | empty])
