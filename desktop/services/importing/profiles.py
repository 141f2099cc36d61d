"""Mappings remembered for files with the same headings."""

from collections.abc import Mapping as MappingOf

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import MappingProfile
from desktop.services.importing import targets
from desktop.services.importing.kinds import Table
from desktop.services.importing.mapping import Mapping, heading_set


def remembered(db: Session, table: Table) -> dict[str, str]:
    """The choices made the last time for this set of headings; empty when there are none."""
    statement = (
        select(MappingProfile.mapping)
        .where(MappingProfile.headings == heading_set(table.headings))
        .order_by(MappingProfile.id.desc())
    )
    return _known_targets(db.scalars(statement).first() or {})


def by_name(db: Session, name: str) -> dict[str, str]:
    """The choices of a named mapping.

    Raises:
        UserError: there is no mapping of this name.
    """
    found = db.scalar(select(MappingProfile.mapping).where(MappingProfile.name == name))
    if found is None:
        raise UserError(f"There is no saved mapping called “{name}”.", where=name)
    return _known_targets(found)


def names(db: Session) -> list[str]:
    """The names of all saved mappings."""
    return list(db.scalars(select(MappingProfile.name).order_by(MappingProfile.name)))


def remember(db: Session, table: Table, mapping: Mapping, name: str | None = None) -> None:
    """Save a mapping under a name, or under the file's own name."""
    wanted = (name or f"Like {table.file}")[:120]
    choices = {c.heading: c.target for c in mapping.columns if c.heading}
    profile = db.scalar(select(MappingProfile).where(MappingProfile.name == wanted))
    if profile is None:
        profile = MappingProfile(name=wanted, headings="", mapping={})
        db.add(profile)
    profile.headings, profile.mapping = heading_set(table.headings), choices
    db.flush()


def _known_targets(choices: MappingOf[str, str]) -> dict[str, str]:
    valid = {key for key, _, _ in targets.CHOICES}
    return {heading: target for heading, target in choices.items() if target in valid}
