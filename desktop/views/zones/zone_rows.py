"""The zones as rows: name with its colour, who lies in it, when a truck is there."""

from typing import Any

from desktop.models.choices import WEEKDAY, ZONE_KIND
from desktop.services.territory.zone_list import ZoneLine
from desktop.views.widgets.formats import counted
from desktop.views.widgets.rows import ROLE, Column, Index, Lines
from desktop.views.zones.zone_form import SHORT, swatch

MOST_NAMED = 4


def who(zone: ZoneLine) -> str:
    """What says who lies in a zone: "Area on the map, ZIP 77802, 77845"."""
    by_minutes = zone.kind == "drive_time"
    said = (
        "Area on the map" if zone.has_area else "",
        f"ZIP {_some(zone.zip_codes)}" if zone.zip_codes else "",
        f"{_some(zone.counties)} County" if zone.counties else "",
        _minutes(zone.minutes_up_to) if by_minutes else "",
    )
    return ", ".join(one for one in said if one) or "Only by hand"


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(name.removesuffix(" County") for name in names[:MOST_NAMED])
    more = len(names) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _minutes(up_to: int | None) -> str:
    return f"up to {counted(up_to, 'minute')} of driving" if up_to else "all that is farther"


def _days(zone: ZoneLine) -> str:
    return ", ".join(WEEKDAY.label(key)[:SHORT] for key in zone.weekdays)


def _properties(zone: ZoneLine) -> str:
    by_hand = f" ({zone.by_hand:,} by hand)" if zone.by_hand else ""
    return f"{zone.properties:,}{by_hand}"


COLUMNS: tuple[Column[ZoneLine], ...] = (
    Column("Zone", 20, lambda zone: zone.name),
    Column("Kind", 10, lambda zone: ZONE_KIND.label(zone.kind)),
    Column("Properties", 19, _properties),
    Column("Truck on", 13, _days),
    Column("Technician", 14, lambda zone: zone.technician),
    Column("Who lies in it", 30, who),
)


class ZoneLines(Lines[ZoneLine]):
    """The rows; a zone carries its colour."""

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """What a cell shows."""
        zone = self.lines[index.row()]
        if role == ROLE.DecorationRole and index.column() == 0 and zone.colour:
            return swatch(zone.colour, 12)
        return super().data(index, role)
