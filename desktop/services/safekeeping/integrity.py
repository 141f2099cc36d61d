"""Whether the office file itself is sound: its pages and its references."""

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

SOUND = "ok"


class Finding(NamedTuple):
    """Something that is not as it should be, and where."""

    where: str
    message: str


def integrity(db: Session) -> list[Finding]:
    """What the database finds wrong with the file; a server looks after its own files."""
    if db.connection().dialect.name != "sqlite":
        return []
    said = db.execute(text("PRAGMA integrity_check")).scalars().all()
    findings = [Finding("file", line) for line in said if line != SOUND]
    broken = db.execute(text("PRAGMA foreign_key_check")).all()
    return findings + [
        Finding(table, f"row {row} refers to a missing row of {parent}")
        for table, row, parent, _ in broken
    ]
