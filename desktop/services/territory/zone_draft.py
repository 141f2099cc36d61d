"""What a person entered about a zone becomes what is stored, or sentences about what is wrong."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.customers import Zone
from desktop.models.folding import fold
from desktop.models.work import Technician
from desktop.services.records.problems import FieldError, InvalidError

_MOST_LETTERS, _MOST_MINUTES = 80, 1_440
_ZIP = re.compile(r"\d{5}(-\d{4})?", re.ASCII)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class ZoneDraft:
    """The fields of a zone as they were entered; the area on the map is set apart."""

    name: str
    kind: str = "custom"
    weekdays: tuple[str, ...] = ()
    technician_id: int | None = None
    colour: str | None = None
    zip_codes: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    minutes_up_to: int | None = None


def checked(db: Session, draft: ZoneDraft, zone_id: int | None) -> dict[str, Any]:
    """The columns of a zone.

    Raises:
        InvalidError: with one sentence per field.
    """
    name = " ".join(draft.name.split())
    errors = [*_wrong(draft, name), *_taken(db, draft, name, zone_id)]
    if errors:
        raise InvalidError(errors)
    weekdays = [key for key in c.WEEKDAY if key in draft.weekdays]
    return {
        "name": name,
        "kind": draft.kind,
        "service_weekdays": weekdays or None,
        "primary_technician_id": draft.technician_id,
        "colour": draft.colour or None,
        "zip_codes": _once(draft.zip_codes) or None,
        "counties": _once(draft.counties) or None,
        "minutes_up_to": draft.minutes_up_to if draft.kind == "drive_time" else None,
    }


def _once(entered: Iterable[str]) -> list[str]:
    """Each entry once, in the order they were entered."""
    found = {fold(one): " ".join(one.split()) for one in reversed(list(entered)) if one.strip()}
    return list(reversed(found.values()))


def _wrong(draft: ZoneDraft, name: str) -> Iterator[FieldError]:
    """What is wrong with the entries themselves."""
    if not name:
        yield FieldError("name", "Name is missing.")
    if len(name) > _MOST_LETTERS:
        yield FieldError("name", f"Name may have at most {_MOST_LETTERS} letters.")
    if draft.kind not in c.ZONE_KIND:
        yield FieldError("kind", f"There is no kind of zone “{draft.kind}”.")
    for day in draft.weekdays:
        if day not in c.WEEKDAY:
            yield FieldError("weekdays", f"“{day}” is no weekday.")
    for code in draft.zip_codes:
        if code.strip() and not _ZIP.fullmatch(code.strip()):
            yield FieldError("zip_codes", f"“{code}” is not a ZIP code of five digits.")
    if draft.colour and not _COLOUR.fullmatch(draft.colour):
        yield FieldError("colour", f"“{draft.colour}” is not a color such as #2f6db5.")
    minutes = draft.minutes_up_to
    if minutes is not None and not 0 < minutes <= _MOST_MINUTES:
        yield FieldError("minutes_up_to", f"Minutes must be from 1 to {_MOST_MINUTES:,}.")


def _taken(db: Session, draft: ZoneDraft, name: str, zone_id: int | None) -> Iterator[FieldError]:
    """What does not go together with the other records."""
    others = db.execute(select(Zone.id, Zone.name, Zone.kind, Zone.minutes_up_to)).all()
    others = [zone for zone in others if zone.id != zone_id]
    if any(fold(zone.name) == fold(name) for zone in others):
        yield FieldError("name", f"There is a zone called “{name}” already.")
    rings = {zone.minutes_up_to: zone.name for zone in others if zone.kind == "drive_time"}
    if draft.kind == "drive_time" and draft.minutes_up_to in rings:
        said = f"{rings[draft.minutes_up_to]} has the same drive time."
        yield FieldError("minutes_up_to", said)
    technician = draft.technician_id
    if technician is not None and db.get(Technician, technician) is None:
        yield FieldError("technician_id", "This technician is not there any more.")
