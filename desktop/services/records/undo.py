"""Takes one edit back, exactly; refused, with the reason, where later work builds on it."""

from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop.models.edits import Edit
from desktop.models.tables import metadata
from desktop.services.days import day_text
from desktop.services.importing.batch.images import dicts, plain, restored
from desktop.services.payments.books import refuse_unfit
from desktop.services.records.concerned import concerned
from desktop.services.records.depend import dependents
from desktop.services.records.journal import Now, Saved, whole
from desktop.services.records.problems import NotAllowedError
from desktop.services.records.words import listed, name_of

Change = dict[str, Any]
Key = tuple[str, int]
_SHOWN = 4


class UndoRefusedError(NotAllowedError):
    """Raised when later work builds on an edit; nothing was taken back."""

    def __init__(self, edit: Edit, reasons: list[str]) -> None:
        shown = list(dict.fromkeys(reasons))
        more = [f"{len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
        super().__init__(
            f"“{edit.action}” cannot be undone: {listed(shown[:_SHOWN] + more)}. "
            "Nothing was changed.",
            where=f"edit {edit.id}",
        )
        self.reasons = shown


@whole
def undo_edit(db: Session, edit_id: int, now: Now) -> Saved:
    """Take an edit back: every row is as it was before. The caller commits.

    Raises:
        NotAllowedError: no such edit, or undone already.
        UndoRefusedError: later work builds on it; names what.
        UserError: payments were applied since to invoices that it changed.
    """
    db.flush()
    edit = db.get(Edit, edit_id)
    if edit is None:
        raise NotAllowedError(f"There is no edit number {edit_id}.", where="edits")
    if edit.undone_at is not None:
        raise NotAllowedError(f"“{edit.action}” was undone already.", where=f"edit {edit_id}")
    if reasons := _reasons(db, edit):
        raise UndoRefusedError(edit, reasons)
    touched = concerned(db, edit.changes)
    changes = list(edit.changes)
    edit.undone_at = now.at
    try:
        with db.begin_nested():
            for change in reversed(changes):
                _put_back(db, change)
            refuse_unfit(db, touched, f"“{edit.action}”")
    except IntegrityError as error:
        said = ["another record has taken its place, or one it names is gone"]
        raise UndoRefusedError(edit, said) from error
    db.expire_all()
    return Saved(changes[0]["row_id"], edit_id, touched | concerned(db, changes))


def _reasons(db: Session, edit: Edit) -> list[str]:
    reasons = _later_edits(db, edit)
    if reasons:
        return reasons
    left = _as_left(edit.changes)
    return [*_not_as_left(db, left), *_used_since(db, edit, left)]


def _later_edits(db: Session, edit: Edit) -> list[str]:
    """The later edits of the same values, or of a record that this one made or removed."""
    mine: dict[Key, list[Change]] = {}
    for change in edit.changes:
        mine.setdefault((change["table"], change["row_id"]), []).append(change)
    later = select(Edit).where(Edit.id > edit.id, Edit.undone_at.is_(None)).order_by(Edit.id)
    return [
        f"“{other.action}” of {day_text(other.at.date())} came after it"
        for other in db.scalars(later)
        if any(
            _overlap(ours, theirs)
            for theirs in other.changes
            for ours in mine.get((theirs["table"], theirs["row_id"]), ())
        )
    ]


def _overlap(one: Change, other: Change) -> bool:
    images = (one["before"], one["after"], other["before"], other["after"])
    if any(image is None for image in images):
        return True
    return bool(set(one["after"]) & set(other["after"]))


def _as_left(changes: list[Change]) -> dict[Key, Change | None]:
    """What each row should be like now: its last values, None for one that was removed."""
    left: dict[Key, Change | None] = {}
    for change in changes:
        key = (change["table"], change["row_id"])
        after = change["after"]
        left[key] = None if after is None else {**(left.get(key) or {}), **after}
    return left


def _not_as_left(db: Session, left: dict[Key, Change | None]) -> list[str]:
    reasons = []
    for (name, row_id), after in left.items():
        table = metadata.tables[name]
        found = dicts(db, select(table).where(table.c.id == row_id))
        if after is None:
            if found:
                reasons.append("another record was entered in its place since")
        elif not found:
            reasons.append(f"the {name_of(db, name, row_id)} was removed since")
        elif any(plain(found[0][column]) != value for column, value in after.items()):
            reasons.append(f"the {name_of(db, name, row_id)} was changed since")
    return reasons


def _used_since(db: Session, edit: Edit, left: dict[Key, Change | None]) -> list[str]:
    """The records this edit made to which later ones refer."""
    made = {(c["table"], c["row_id"]) for c in edit.changes if c["before"] is None}
    reasons = []
    for name, row_id in sorted(made):
        for other in dependents(db, name, row_id):
            if (other.table.name, other.row_id) not in left:
                user = name_of(db, other.table.name, other.row_id)
                reasons.append(f"the {user} belongs to the {name_of(db, name, row_id)}")
    return reasons


def _put_back(db: Session, change: Change) -> None:
    table = metadata.tables[change["table"]]
    here = table.c.id == change["row_id"]
    if change["before"] is None:
        db.execute(delete(table).where(here))
    elif change["after"] is None:
        db.execute(insert(table).values(restored(table, change["before"])))
    else:
        db.execute(update(table).where(here).values(restored(table, change["before"])))
