"""The table of forms says something of every column, once."""

from typing import Any

import pytest

from desktop.models.base import Base
from desktop.models.errors import UserError
from desktop.services.office.open_file.shape import nested
from desktop.services.records import KINDS, Field
from desktop.services.records.fields import VALUE_KINDS, table_of
from desktop.services.records.forms import BY_TABLE, NOT_EDITABLE, child_fields, kind_of

ALWAYS = {"id", "uid"}


def columns(table: Any, fields: tuple[Field, ...]) -> None:
    """Every column of a table is in its form exactly once, or named with a reason."""
    asked = [field.name for field in fields if field.column is not None]
    left = {name.split(".")[1] for name in NOT_EDITABLE if name.startswith(f"{table.name}.")}
    assert len(asked) == len(set(asked))
    assert not left & set(asked)
    assert {column.name for column in table.columns} - ALWAYS == set(asked) | left


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_asked_for_or_has_a_reason(kind: str) -> None:
    columns(KINDS[kind].table, KINDS[kind].fields)


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_inside_a_record_is_asked_for(kind: str) -> None:
    entities = [one.entity for one in nested(KINDS[kind].entity)]
    asked = {f.rows.entity for f in KINDS[kind].fields if f.rows and f.kind == "rows"}
    assert asked == set(entities)
    for entity in entities:
        table = table_of(entity)
        columns(table, child_fields(table.name))


def test_reasons_name_columns_that_are_there() -> None:
    known = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
    }
    assert set(NOT_EDITABLE) <= known
    assert all(NOT_EDITABLE.values())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_can_be_shown(kind: str) -> None:
    for field in KINDS[kind].fields:
        assert field.kind in VALUE_KINDS
        assert field.label
        assert field.group
        assert (field.kind == "choice") == (field.choices is not None)
        assert (field.kind == "reference") == (field.target is not None)


def test_labels_are_different_within_a_form() -> None:
    for kind in KINDS.values():
        labels = [field.label for field in kind.fields]
        assert len(labels) == len(set(labels))


def test_a_kind_nobody_knows_is_refused() -> None:
    with pytest.raises(UserError, match="no kind of record called “ghost”"):
        kind_of("ghost")


def test_kinds_are_found_by_their_table() -> None:
    assert BY_TABLE["visits"] is KINDS["visit"]
    assert child_fields("nothing") == ()
