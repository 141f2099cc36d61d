"""A few saved lists, so that the page of segments is not empty."""

from datetime import datetime, time
from typing import Any

from desktop.models.folding import fold
from desktop.models.segments import Segment, SegmentVersion, StaticMember
from desktop.services.office.sample.desk import Desk
from desktop.services.office.sample.odds import day

Definition = dict[str, Any]

LONG_AGO: Definition = {
    "all": [
        {"field": "customer_type", "op": "is", "value": "Residential"},
        {"event": "service", "form": "did", "window": {"kind": "all"}},
        {
            "event": "service",
            "form": "did_not",
            "window": {"kind": "last", "n": 3, "unit": "years"},
        },
    ]
}
EXPIRED: Definition = {
    "all": [
        {"field": "system_type", "op": "is", "value": "Aerobic"},
        {"field": "contract_status", "op": "is", "value": "Expired"},
    ]
}
RESTAURANTS: Definition = {
    "field": "system_type",
    "op": "is",
    "value": "Commercial/Grease Trap",
}
ACTIVE = (
    ("Homes not served in 3 years", LONG_AGO, "For the spring postcards."),
    ("Aerobic, contract expired", EXPIRED, "Call before the next inspection is due."),
)
STATIC_NAME = "Restaurants for the holiday letter"


def write_lists(desk: Desk) -> None:
    """Write two active segments, and one whose members were fixed today."""
    for name, definition, note in ACTIVE:
        _segment(desk, name, definition, note=note)
    fixed = _segment(desk, STATIC_NAME, RESTAURANTS, kind="static", as_of=day(desk.today))
    for customer in desk.restaurants:
        desk.rows.add(StaticMember, segment_id=fixed, customer_id=customer)


def _segment(desk: Desk, name: str, definition: Definition, **values: Any) -> int:
    segment = desk.rows.add(
        Segment, name=name, name_key=fold(name), definition=definition, **values
    )
    desk.rows.add(
        SegmentVersion,
        segment_id=segment,
        number=1,
        definition=definition,
        saved_at=datetime.combine(day(desk.today), time(8)),
    )
    return segment
