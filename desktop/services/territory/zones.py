"""The zones of the office: entered, redrawn, removed, chosen by hand; each action can be undone.

Whoever calls brings everything up to date afterwards, as after every edit: which properties move
follows from the zones (`facts.zones`).
"""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from desktop.models.customers import Property, Zone
from desktop.services.records.fields import table_of
from desktop.services.records.journal import Journal, Now, Saved, whole
from desktop.services.records.problems import NotAllowedError
from desktop.services.records.shown import shown_under
from desktop.services.records.words import counted
from desktop.services.territory.shapes import read_geojson
from desktop.services.territory.zone_draft import ZoneDraft, checked
from desktop.services.territory.zoning import RINGS

_ZONES, _PROPERTIES = table_of(Zone), table_of(Property)


@whole
def save_zone(db: Session, draft: ZoneDraft, now: Now, zone_id: int | None = None) -> Saved:
    """Enter a zone, or change one; its area stays as it is.

    Raises:
        InvalidError: with one sentence per field.
        NotAllowedError: the zone is not there any more.
    """
    journal, values = Journal(db, now), checked(db, draft, zone_id)
    if zone_id is None:
        return journal.save(journal.add(_ZONES, values), "Zone entered", None)
    _there(journal, zone_id)
    journal.change(_ZONES, zone_id, values)
    return journal.save(zone_id, "Zone changed", None)


@whole
def set_area(db: Session, zone_id: int, geojson: str | None, now: Now) -> Saved:
    """Give a zone the area of a GeoJSON text, or take its area away.

    Raises:
        UserError: the text is no GeoJSON with an area.
        NotAllowedError: the zone is not there any more.
    """
    journal = Journal(db, now)
    _there(journal, zone_id)
    area = None if geojson is None else read_geojson(geojson)
    journal.change(_ZONES, zone_id, {"polygon": area})
    return journal.save(zone_id, "Area of the zone changed", None)


@whole
def remove_zone(db: Session, zone_id: int, now: Now) -> Saved:
    """Remove a zone; what lay in it goes to the zone that fits next.

    Raises:
        NotAllowedError: properties were put into it by hand, or it is not there any more.
    """
    journal = Journal(db, now)
    name = _there(journal, zone_id)
    chosen = db.scalar(select(func.count()).where(Property.zone_id == zone_id)) or 0
    if chosen:
        said = f"{counted('properties', chosen)} {'was' if chosen == 1 else 'were'}"
        raise NotAllowedError(
            f"{name} cannot be removed, because {said} put into it by hand. "
            "Clear these choices first.",
            where="zone",
        )
    journal.remove(_ZONES, zone_id)
    return journal.save(zone_id, "Zone removed", None)


@whole
def add_rings(db: Session, now: Now) -> Saved:
    """Make the zones by drive time that are not there yet: 15, 30, 45, 60 minutes, and farther."""
    journal, made = Journal(db, now), 0
    rings = select(Zone.minutes_up_to).where(Zone.kind == "drive_time")
    known = set(db.scalars(rings))
    for minutes in RINGS:
        if minutes not in known:
            name = "More than 60 minutes" if minutes is None else f"Up to {minutes} minutes"
            draft = ZoneDraft(name=name, kind="drive_time", minutes_up_to=minutes)
            made = journal.add(_ZONES, checked(db, draft, None))
    return journal.save(made, "Zones by drive time made", None)


@whole
def choose_by_hand(db: Session, property_id: int, zone_id: int | None, now: Now) -> Saved:
    """Put a property into a zone by hand; None clears the choice, and the rules decide again.

    Raises:
        NotAllowedError: the property or the zone is not there any more.
    """
    journal = Journal(db, now)
    if zone_id is not None:
        _there(journal, zone_id)
    if not journal.row(_PROPERTIES, property_id):
        raise NotAllowedError("This property is not there any more.", where="property")
    journal.change(_PROPERTIES, property_id, {"zone_id": zone_id})
    whose = shown_under(db, _PROPERTIES, property_id)
    return journal.save(property_id, "Zone of the property changed", whose)


@whole
def clear_manual_choices(db: Session, zone_id: int, now: Now) -> Saved:
    """Let the rules decide again for all properties that were put into a zone by hand.

    Raises:
        NotAllowedError: the zone is not there any more.
    """
    journal = Journal(db, now)
    _there(journal, zone_id)
    chosen = select(Property.id).where(Property.zone_id == zone_id).order_by(Property.id)
    # In one statement: they may be thousands.
    journal.changes += [
        {
            "table": _PROPERTIES.name,
            "row_id": property_id,
            "before": {"zone_id": zone_id},
            "after": {"zone_id": None},
        }
        for property_id in db.scalars(chosen)
    ]
    db.execute(update(_PROPERTIES).where(Property.zone_id == zone_id).values(zone_id=None))
    return journal.save(zone_id, "Choices of the zone by hand cleared", None)


def _there(journal: Journal, zone_id: int) -> str:
    """The name of a zone that is there."""
    row = journal.row(_ZONES, zone_id)
    if not row:
        raise NotAllowedError("This zone is not there any more.", where="zone")
    return str(row["name"])
