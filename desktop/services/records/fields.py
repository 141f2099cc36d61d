"""What a form is made of: kinds of records and their fields, read off the models.

A field is called as in the open office file: `customer` for `customer_id`, `amount` for
`amount_cents`. The tables beside this module say only what the models do not know: label, group,
help and limits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, Text

from desktop.models.base import Base, Record
from desktop.models.choices import Choices
from desktop.services.office.open_file.shape import Item, items

# The kinds of values; "rows" are small records inside a record, "custom" the office's own fields.
VALUE_KINDS = (
    "text", "lines", "whole", "decimal", "money", "date", "yes_no", "choice", "reference",
    "texts", "checks", "items", "picture", "rows", "custom",
)  # fmt: skip


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    key: str
    label: str
    kind: str
    group: str = ""
    required: bool = False
    help: str = ""
    least: int | None = None
    most: int | None = None
    column: Column[Any] | None = field(default=None, compare=False)
    target: str | None = None  # the table a reference points to
    anywhere: bool = False  # a reference to any record of the office: it is searched for
    choices: Choices | None = None
    fields: tuple["Field", ...] = ()  # of the rows inside
    rows: "Rows | None" = None

    @property
    def length(self) -> int | None:
        """How many letters fit."""
        return getattr(self.column.type, "length", None) if self.column is not None else None

    @property
    def name(self) -> str:
        """The name of its column."""
        return self.column.name if self.column is not None else self.key


@dataclass(frozen=True)
class Rows:
    """A table of small rows inside a record: what names the record, and what makes the order."""

    entity: type[Base]
    parent: str
    ordered: bool = True  # by `position`
    single: str | None = None  # the one field of a list of plain values

    @property
    def table(self) -> Table:
        """The table."""
        return table_of(self.entity)


@dataclass(frozen=True)
class Kind:
    """One kind of record that can be entered by hand."""

    name: str
    label: str
    entity: type[Record]
    fields: tuple[Field, ...]

    @property
    def table(self) -> Table:
        """The table it is stored in."""
        return table_of(self.entity)

    def field(self, key: str) -> Field | None:
        """The field of that name."""
        return next((one for one in self.fields if one.key == key), None)


class Ask(NamedTuple):
    """What the models do not know of a field."""

    key: str
    label: str
    help: str = ""
    least: int | None = None
    most: int | None = None
    kind: str = ""  # where the column alone does not say it
    required: bool = False  # where the model would allow nothing
    rows: Rows | None = None
    anywhere: bool = False
    entries: tuple["Ask", ...] = ()


def table_of(entity: type[Base]) -> Table:
    """The table of a model."""
    table: Any = entity.__table__
    return table  # type: ignore[no-any-return]


def kind(name: str, label: str, entity: type[Record], groups: dict[str, tuple[Ask, ...]]) -> Kind:
    """A kind of record: what its table says, with the labels of `groups`."""
    known = {item.key: item for item in items(entity)}
    fields = [_field(entry, group, known) for group, entries in groups.items() for entry in entries]
    return Kind(name, label, entity, tuple(fields))


def _field(entry: Ask, group: str, known: dict[str, Item]) -> Field:
    if entry.kind in ("rows", "custom"):
        inside = {item.key: item for item in items(entry.rows.entity)} if entry.rows else {}
        fields = tuple(_field(one, "", inside) for one in entry.entries)
        return Field(
            entry.key, entry.label, entry.kind, group, help=entry.help, fields=fields,
            rows=entry.rows,
        )  # fmt: skip
    item = known[entry.key]
    return Field(
        key=entry.key,
        label=entry.label,
        kind=entry.kind or _kind_of(item),
        group=group,
        required=item.required or entry.required,
        help=entry.help,
        least=entry.least,
        most=entry.most,
        column=item.column,
        target=item.target,
        anywhere=entry.anywhere,
        choices=item.choices,
    )


def _kind_of(item: Item) -> str:
    if item.kind == "text" and isinstance(item.column.type, Text):
        return "lines"
    return "decimal" if item.kind == "number" else item.kind


def columns_of(fields: Iterable[Field]) -> dict[str, Field]:
    """The fields by the names of their columns."""
    return {one.name: one for one in fields if one.column is not None}
