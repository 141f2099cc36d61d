"""What entered work makes one think of: a trap not wholly emptied, a system in warranty."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models import choices as c
from desktop.models.equipment import Asset, System
from desktop.services.care.items import TRAP
from desktop.services.days import day_text

Values = dict[str, Any]
_REPAIRS = ("REPAIR", "EMERGENCY")


def cautions(
    db: Session, place: int | None, day: date | None, lines: list[Values]
) -> Iterator[str]:
    """Sentences about the lines of a finished visit."""
    for line in lines:
        if line["service"] == "GREASE" and line.get("gallons"):
            yield from _not_emptied(db, place, line)
    repaired = [one for one in lines if one["service"] in _REPAIRS or one.get("parts")]
    if repaired and day is not None:
        yield from dict.fromkeys(
            said for line in repaired for said in _in_warranty(db, place, day, line)
        )


def _not_emptied(db: Session, place: int | None, line: Values) -> Iterator[str]:
    """A grease trap has to be emptied wholly; of several at a place the one named counts."""
    here = select(Asset.capacity_gal).join(System, System.id == Asset.system_id)
    here = here.where(Asset.kind == TRAP, Asset.in_service, _named(line, place))
    sizes = db.scalars(here).all()
    size = sum(one or 0 for one in sizes)
    if sizes and all(sizes) and line["gallons"] < size:
        yield (
            f"Of {size:,} gallons in the trap {line['gallons']:,} were pumped: it is to be emptied "
            "wholly, what is left within 24 hours."
        )


def _in_warranty(db: Session, place: int | None, day: date, line: Values) -> Iterator[str]:
    statement = (
        select(System.kind, System.warranty_end)
        .distinct()
        .outerjoin(Asset, Asset.system_id == System.id)
        .where(_named(line, place), System.active, System.warranty_end >= day)
        .order_by(System.warranty_end, System.kind)
    )
    for kind, end in db.execute(statement):
        if end is not None:
            what = c.SYSTEM_KIND.label(kind).lower()
            yield f"The {what} system is in warranty until {day_text(end)}."


def _named(line: Values, place: int | None) -> Any:
    """The tank of a line, else all of the place."""
    asset = line.get("asset_id")
    return System.property_id == place if asset is None else Asset.id == asset
