"""Enter, change and remove one record by hand; every action can be undone."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.edits import Edit
from desktop.models.tables import metadata
from desktop.services.records.applied import owners_of, take_back_unfit
from desktop.services.records.depend import Dependent, dependents
from desktop.services.records.fields import Kind
from desktop.services.records.forms import kind_of
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.prepare import prepare
from desktop.services.records.problems import ChangedMeanwhileError, NotAllowedError
from desktop.services.records.reading import read
from desktop.services.records.rows import alter, make
from desktop.services.records.shown import shown_under
from desktop.services.records.words import counted, listed, name_of

Values = Mapping[str, Any]


@whole
def create(db: Session, kind: str, values: Values, now: Now, action: str | None = None) -> Saved:
    """Enter a record. The caller refreshes the facts of the touched customers and commits.

    Raises:
        InvalidError: with one sentence per field.
    """
    journal = Journal(db, now)
    row_id = made(journal, kind, values)
    whose = shown_under(db, kind_of(kind).table, row_id)
    return journal.save(row_id, action or f"{kind_of(kind).label} entered", whose)


@whole
def change(
    db: Session, kind: str, row_id: int, values: Values, now: Now, seen: Values | None = None
) -> Saved:
    """Change the values that are given; `seen` are those the person saw before.

    Raises:
        InvalidError: with one sentence per field.
        ChangedMeanwhileError: somebody changed one of them since it was seen.
    """
    journal = Journal(db, now)
    changed(journal, kind, row_id, values, seen)
    whose = shown_under(db, kind_of(kind).table, row_id)
    return journal.save(row_id, f"{kind_of(kind).label} changed", whose)


@whole
def remove(db: Session, kind: str, row_id: int, now: Now) -> Saved:
    """Remove a record with what is part of it.

    Raises:
        NotAllowedError: other records belong to it; says which.
    """
    journal, known = Journal(db, now), kind_of(kind)
    there(journal, known, row_id)
    whose = shown_under(db, known.table, row_id)
    removed(journal, known, row_id)
    gone = known.name == "customer"
    return journal.save(row_id, f"{known.label} removed", None if gone else whose)


def made(journal: Journal, kind: str, values: Values) -> int:
    """Write a new record as part of an action; returns its number."""
    known = kind_of(kind)
    return make(journal, known, prepare(journal.db, known, values, journal.now.today))


def changed(
    journal: Journal, kind: str, row_id: int, values: Values, seen: Values | None = None
) -> None:
    """Change a record as part of an action."""
    known = kind_of(kind)
    there(journal, known, row_id)
    if seen is not None:
        _refuse_overwriting(journal.db, known, row_id, values, seen)
    owners = owners_of(journal, known, row_id)
    alter(journal, known, row_id, prepare(journal.db, known, values, journal.now.today, row_id))
    take_back_unfit(journal, owners | owners_of(journal, known, row_id))


def there(journal: Journal, kind: Kind, row_id: int) -> dict[str, Any]:
    """The row of a record.

    Raises:
        NotAllowedError: there is none (any more).
    """
    row = journal.row(kind.table, row_id)
    if not row:
        raise NotAllowedError(
            f"{kind.label} number {row_id} is not there any more.", where=kind.name
        )
    return row


def _refuse_overwriting(db: Session, kind: Kind, row_id: int, values: Values, seen: Values) -> None:
    now = read(db, kind.name, row_id)
    fields = [
        field
        for field in kind.fields
        if field.key in values and field.key in seen and now[field.key] != seen[field.key]
    ]
    if fields:
        raise ChangedMeanwhileError([f.key for f in fields], [f.label for f in fields])


def removed(journal: Journal, kind: Kind, row_id: int) -> None:
    """Remove a record as part of an action."""
    db = journal.db
    found = list(dependents(db, kind.table.name, row_id))
    parts = [one for one in found if one.goes_along]
    _refuse_dependents(db, kind, row_id, [one for one in found if not one.goes_along])
    for part in parts:
        journal.remove(part.table, part.row_id)
    keys = metadata.tables["source_keys"]
    named = select(keys.c.id).where(keys.c.table == kind.table.name, keys.c.row_id == row_id)
    for key in db.scalars(named.order_by(keys.c.id)).all():
        journal.remove(keys, key)
    if kind.name == "customer":
        _leave_history(journal, row_id)
    journal.remove(kind.table, row_id)


def _leave_history(journal: Journal, customer_id: int) -> None:
    """Edits outlive the customer they were shown under; undo gives them back."""
    table = metadata.tables[Edit.__tablename__]
    for column in (table.c.customer_id, table.c.other_customer_id):
        shown = select(table.c.id).where(column == customer_id).order_by(table.c.id)
        for edit_id in journal.db.scalars(shown).all():
            journal.change(table, edit_id, {column.name: None})


def _refuse_dependents(db: Session, kind: Kind, row_id: int, blocking: list[Dependent]) -> None:
    if blocking:
        counts = Counter(table for table, _ in {(one.table.name, one.row_id) for one in blocking})
        said = listed([counted(table, number) for table, number in sorted(counts.items())])
        verb = "belongs" if sum(counts.values()) == 1 else "belong"
        name = name_of(db, kind.table.name, row_id)
        raise NotAllowedError(
            f"The {name} cannot be removed, because {said} {verb} to it.", where=kind.name
        )
