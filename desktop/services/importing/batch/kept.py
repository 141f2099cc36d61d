"""What of an import cannot go back: what was changed or used since, and what that stands on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from desktop.models.segments import Segment
from desktop.models.tables import metadata
from desktop.services.importing.batch.changes import Changes, Key, later_batches, pages_of_made
from desktop.services.importing.batch.images import (
    CHILDREN,
    PARENT_OF,
    among,
    current_images,
    plain,
    rows_where,
)
from desktop.services.importing.batch.record_names import label, names
from desktop.services.importing.kinds import Checkpoint

# Tables that follow from the records and are worked out again after an undo, and the history of
# edits, which compares the values themselves.
_DERIVED = frozenset(["customer_texts", "customer_facts", "service_facts", "facts_state", "edits"])
_CHANGED = "was changed since"
_VOWELS = "aeiou"
_Found = Iterator[tuple[Key, str]]


class KeptRecord(NamedTuple):
    """One record that an undo would leave: "customer Reyes, Ana", "has a later visit"."""

    table: str
    row_id: int
    what: str
    why: str


def find_kept(db: Session, changes: Changes, checkpoint: Checkpoint) -> dict[Key, str]:
    """The rows that have to stay, each with the reason."""
    kept: dict[Key, str] = {}
    for found in (
        _made_and_changed_since(db, changes, checkpoint),
        _changed_since(db, changes),
        _cannot_go_back(db, changes),
        _used_since(db, changes),
        _later_children(db, changes),
        _asked_about(db, changes),
    ):
        for key, why in found:
            kept.setdefault(key, why)
    return _with_what_they_need(db, changes, kept)


def described(db: Session, changes: Changes, kept: Mapping[Key, str]) -> list[KeptRecord]:
    """The kept rows as a person reads them, customers first."""
    changed = [key for key, why in kept.items() if why == _CHANGED]
    later = later_batches(db, changes.batch_id, changed)
    by_table: dict[str, list[int]] = defaultdict(list)
    for name, row_id in sorted(kept):
        by_table[name].append(row_id)
    order = {table.name: place for place, table in enumerate(metadata.sorted_tables)}
    found = []
    for name in sorted(by_table, key=lambda name: (name != "customers", order[name])):
        known = names(db, name, by_table[name])
        for row_id in by_table[name]:
            why = kept[name, row_id]
            if (name, row_id) in later:
                why = f"{why} (by import number {later[name, row_id]})"
            found.append(KeptRecord(name, row_id, known.get(row_id, label(name)), why))
    return found


def _made_and_changed_since(db: Session, changes: Changes, checkpoint: Checkpoint) -> _Found:
    """The records this import made that are no longer as it left them. One removed is gone."""
    done, total = 0, sum(map(len, changes.made.values()))
    for count, page in pages_of_made(db, changes.batch_id):
        checkpoint(done, total)
        done += count
        for name, rows in page.items():
            now = current_images(db, name, sorted(rows))
            yield from (
                ((name, row_id), _CHANGED)
                for row_id, after in rows.items()
                if row_id in now and now[row_id] != after
            )


def _changed_since(db: Session, changes: Changes) -> _Found:
    """The records this import changed whose changed values are others now."""
    for name, changed in changes.changed.items():
        table = metadata.tables[name]
        for row in rows_where(db, table, table.c.id, changed):
            _, after = changed[row["id"]]
            if any(plain(row[column]) != value for column, value in after.items()):
                yield (name, row["id"]), _CHANGED


def _cannot_go_back(db: Session, changes: Changes) -> _Found:
    """The changed records whose former value is not free any more, or names what is gone."""
    for name, changed in changes.changed.items():
        for column in metadata.tables[name].columns:
            befores = {
                row_id: before[column.name]
                for row_id, (before, _) in changed.items()
                if before.get(column.name) is not None
            }
            for key in column.foreign_keys:
                stored = _stored(db, key.column.table, key.column, set(befores.values()))
                for row_id, before in befores.items():
                    if before not in stored:
                        yield (name, row_id), "named a record before that is gone now"
            if befores and _is_unique(column):
                owners = _stored(db, column.table, column, set(befores.values()))
                for row_id, before in befores.items():
                    owner = owners.get(before, row_id)
                    if owner != row_id and owner not in changed:
                        yield (name, row_id), f"cannot have “{before}” again, others have it now"


def _is_unique(column: Column[Any]) -> bool:
    indexes = column.table.indexes
    return any(index.unique and list(index.columns) == [column] for index in indexes)


def _stored(db: Session, table: Table, column: Column[Any], values: set[Any]) -> dict[Any, int]:
    """Which of `values` stand in a column, and in which row."""
    return {row[column.name]: row["id"] for row in rows_where(db, table, column, values)}


def _used_since(db: Session, changes: Changes) -> _Found:
    """The records of this import that records made later refer to."""
    for table in metadata.sorted_tables:
        if table.name in _DERIVED or table.name in PARENT_OF or table.name == "source_keys":
            continue
        for column in table.columns:
            for key in column.foreign_keys:
                owners = changes.made.get(key.column.table.name, set())
                for owner_id in _references(db, changes, column, owners):
                    yield (key.column.table.name, owner_id), f"has a later {label(table.name)}"


def _references(
    db: Session, changes: Changes, column: Column[Any], owners: set[int]
) -> Iterator[int]:
    """Who of `owners` a row names in `column`, except by what this import itself wrote there."""
    table = column.table
    ours = changes.made.get(table.name, set())
    changed = changes.changed.get(table.name, {})
    known = sorted(ours)
    in_one_piece = len(known) > 0 and known[-1] - known[0] + 1 == len(known)
    for condition in among(column, sorted(owners)):
        statement = select(table.c.id, column).where(condition).order_by(table.c.id)
        if in_one_piece:
            statement = statement.where(~table.c.id.between(known[0], known[-1]))
        for row_id, owner in db.execute(statement):
            written = changed[row_id][1].get(column.name) if row_id in changed else None
            if row_id not in ours and written != owner:
                yield owner


def _later_children(db: Session, changes: Changes) -> _Found:
    """Records that small rows of others refer to, past the table that keeps those rows."""
    for child, (parent, reference) in PARENT_OF.items():
        table = metadata.tables[child]
        ours, parents = changes.made.get(child, set()), changes.made.get(parent, set())
        for column in table.columns:
            for key in column.foreign_keys:
                if column.name == reference:
                    continue
                owner = key.column.table.name
                for row in rows_where(db, table, column, changes.made.get(owner, ())):
                    if row[reference] not in parents and row["id"] not in ours:
                        yield (owner, row[column.name]), f"has a later {label(child)}"


def _asked_about(db: Session, changes: Changes) -> _Found:
    """The custom fields that a saved segment asks about."""
    fields = metadata.tables["custom_fields"]
    made = rows_where(db, fields, fields.c.id, changes.made.get("custom_fields", ()))
    if not made:
        return
    for name, definition in db.execute(select(Segment.name, Segment.definition)):
        asked = set(_fields_of(definition))
        for row in made:
            if asked & {row["key"], f"custom.{row['key']}"}:
                yield ("custom_fields", row["id"]), f"is used by the segment “{name}”"


def _fields_of(node: Any) -> Iterator[str]:
    """Every field that a stored tree names."""
    if isinstance(node, dict):
        if isinstance(node.get("field"), str):
            yield node["field"]
        node = list(node.values())
    if isinstance(node, list):
        for below in node:
            yield from _fields_of(below)


def _with_what_they_need(db: Session, changes: Changes, kept: dict[Key, str]) -> dict[Key, str]:
    """The kept rows with all rows of the import that they refer to, whatever the distance."""
    fresh = dict(kept)
    while fresh:
        needed: dict[Key, str] = {}
        by_table: dict[str, set[int]] = defaultdict(set)
        for name, row_id in fresh:
            by_table[name].add(row_id)
        for name, ids in by_table.items():
            for key, user in _needs(db, changes, name, ids):
                if key not in kept:
                    article = "an" if user[:1] in _VOWELS else "a"
                    needed[key] = f"is needed by {article} {user} that stays"
        kept |= needed
        fresh = needed
    return kept


def _needs(db: Session, changes: Changes, name: str, ids: set[int]) -> Iterator[tuple[Key, str]]:
    """The rows of the import that kept rows refer to, themselves or through their small rows."""
    made_here = ids & changes.made.get(name, set())
    looked = [(name, "id", ids), *((c, column, made_here) for c, column in CHILDREN.get(name, ()))]
    for table_name, by, wanted in looked:
        table = metadata.tables[table_name]
        rows = rows_where(db, table, table.c[by], wanted)
        for column in table.columns:
            for key in column.foreign_keys:
                owner = key.column.table.name
                made = changes.made.get(owner, set())
                yield from (
                    ((owner, row[column.name]), label(table_name))
                    for row in rows
                    if row[column.name] in made
                )
