"""The remembered mappings: listed, renamed, edited, forgotten, given away and taken in."""

from dataclasses import asdict, replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import MappingProfile
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import heading_set
from desktop.services.importing.headings.profile_text import (
    Choices,
    Profile,
    from_text,
    refuse_unknown,
    to_text,
)

_LONGEST = 120


def list_profiles(db: Session) -> list[Profile]:
    """All remembered mappings by name."""
    rows = db.scalars(select(MappingProfile).order_by(func.lower(MappingProfile.name)))
    return [as_profile(row) for row in rows]


def by_name(db: Session, name: str) -> Profile:
    """The mapping of this name.

    Raises:
        UserError: there is none.
    """
    return as_profile(_row(db, name))


def with_headings(db: Session, key: str) -> Profile | None:
    """What was used last for a set of headings (`mapping.heading_set`); None when it is new."""
    row = _last_used(db, key)
    return as_profile(row) if row else None


def rename(db: Session, name: str, new: str) -> None:
    """Give a mapping another name.

    Raises:
        UserError: no such mapping, no name, or the name is taken.
    """
    row, wanted = _row(db, name), new.strip()[:_LONGEST]
    if not wanted:
        raise UserError("A saved mapping needs a name.")
    other = _named(db, wanted)
    if other is not None and other is not row:
        raise UserError(f"There is a saved mapping called “{wanted}” already.", where=wanted)
    row.name = wanted
    db.flush()


def delete(db: Session, name: str) -> None:
    """Forget a mapping; files like it are mapped by their headings again.

    Raises:
        UserError: there is no mapping of this name.
    """
    db.delete(_row(db, name))
    db.flush()


def save_choices(db: Session, name: str, choices: Choices) -> None:
    """Store other choices for a mapping.

    Raises:
        UserError: no such mapping, or a choice that does not exist.
    """
    row = _row(db, name)
    refuse_unknown(choices, name)
    _write(row, choices)
    db.flush()


def export_text(db: Session, name: str) -> str:
    """A mapping as JSON text, for another office.

    Raises:
        UserError: there is no mapping of this name.
    """
    return to_text(by_name(db, name))


def import_text(db: Session, text: str) -> str:
    """Add the mapping of a text that `export_text` made; returns the name it has here.

    Raises:
        UserError: another text, another version, or choices that do not exist here.
    """
    profile = from_text(text)
    return store(db, heading_set(profile.headings), profile.choices, _free(db, profile.name))


def store(
    db: Session, key: str, choices: Choices, name: str | None = None, like: str = "Mapping"
) -> str:
    """Keep choices under a name, else where the headings are known, else under a new name."""
    row = _named(db, name) if name else _last_used(db, key)
    if row is None:
        row = MappingProfile(name=(name or _free(db, like))[:_LONGEST], headings=key, mapping={})
        db.add(row)
    row.headings = key
    row.used = (db.scalar(select(func.max(MappingProfile.used))) or 0) + 1
    _write(row, choices)
    db.flush()
    return row.name


def as_profile(row: MappingProfile) -> Profile:
    """A stored mapping; a target that this version does not have is left to the proposal."""
    known = {key for key, _, _ in targets.CHOICES}
    columns = {name: target for name, target in row.mapping.items() if target in known}
    choices = replace(Choices(columns), **(row.settings or {}))
    return Profile(row.name, tuple(filter(None, row.headings.split("|"))), choices)


def _write(row: MappingProfile, choices: Choices) -> None:
    rest = asdict(choices)
    row.mapping = rest.pop("columns")
    row.settings = {key: value for key, value in rest.items() if value} or None


def _last_used(db: Session, key: str) -> MappingProfile | None:
    wanted = select(MappingProfile).where(MappingProfile.headings == key)
    newest = (func.coalesce(MappingProfile.used, 0).desc(), MappingProfile.id.desc())
    return db.scalars(wanted.order_by(*newest).limit(1)).first()


def _named(db: Session, name: str) -> MappingProfile | None:
    return db.scalar(select(MappingProfile).where(MappingProfile.name == name[:_LONGEST]))


def _row(db: Session, name: str) -> MappingProfile:
    found = _named(db, name)
    if found is None:
        raise UserError(f"There is no saved mapping called “{name}”.", where=name)
    return found


def _free(db: Session, wanted: str) -> str:
    taken = set(db.scalars(select(MappingProfile.name)))
    name, number = wanted[:_LONGEST], 2
    while name in taken:
        tail = f" ({number})"
        name, number = f"{wanted[: _LONGEST - len(tail)]}{tail}", number + 1
    return name
