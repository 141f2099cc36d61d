"""One record of every kind, with values as a person types them, and what becomes of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from desktop.models.office import CustomField
from desktop.services.office.open_file import dump
from desktop.services.records import Now, Saved, create, undo_edit

TODAY = date(2026, 11, 22)
NOW = Now(datetime(2026, 11, 22, 15, 30, tzinfo=UTC).replace(tzinfo=None), TODAY)

# kind -> what is typed (an @ names the record of another kind), and what is read back.
TYPED: dict[str, dict[str, Any]] = {
    "technician": {"name": "Luis", "licence_no": "MP 1", "licence_expiry": "8/31/2027"},
    "truck": {"name": "Big Red", "capacity_gal": "2,500 gal"},
    "disposal_site": {
        "name": "City plant",
        "waste_kinds": ["septage", "grease"],
        "price_per_1000_gal": "$45.50",
    },
    "county_rule": {"county": "Brazos", "inspection_interval_months": "3", "late_fee": "25"},
    "customer": {
        "display_name": "  Reyes,  Ana ",
        "account_no": "1042",
        "phones": [{"number": "979.555.0101", "kind": "Mobile", "can_text": "yes"}],
        "tags": ["dog", "gate"],
        "custom": {"alarms": "3", "since": "2/29/2024", "plan": "Gold", "fee": "12.5"},
        "email": "ana@example.com",
        "state": "texas",
        "zip5": "77807-1234",
        "first_seen": "2/29/2024",
        "notes": "Line one\r\nline two",
    },
    "property": {
        "line1": "14210 FM 2818",
        "city": "Bryan",
        "zip5": "77807",
        "county": "Brazos",
        "lat": "30.55",
        "lon": "-96.25",
        "household_size": "3",
        "water_softener": "no",
    },
    "sketch": {
        "property": "@property",
        "note": "9 ft behind the porch",
        "picture": "/9j/2Q==",
        "drawn_on": "11/20/2026",
    },
    "link": {"customer": "@customer", "property": "@property", "from_date": "3/1/2020"},
    "system": {"property": "@property", "kind": "Aerobic", "install_date": "2019-06-15"},
    "asset": {
        "system": "@system",
        "kind": "Trash tank",
        "capacity_gal": "1.5k",
        "custom_interval": "4",
        "custom_interval_unit": "Years",
    },
    "contract": {
        "customer": "@customer",
        "system": "@system",
        "kind": "Inspection only",
        "start_date": "1/1/2026",
        "end_date": "12/31/2026",
        "visits_per_year": "3",
        "price": "$1,250.00",
        "lines": [{"service": "Aerobic inspection", "interval": 4, "interval_unit": "Months"}],
    },
    "visit": {
        "property": "@property",
        "customer": "@customer",
        "status": "Completed",
        "completed_date": "11/20",
        "amount": "350",
        "technician": "@technician",
        "lines": [
            {"service": "PUMP", "asset": "@asset", "gallons": "1,000", "sludge_in": "12.5"},
            {"service": "INSPECT", "condition": "Good"},
        ],
    },
    "inspection_report": {
        "visit": "@visit",
        "system": "@system",
        "inspection_date": "11/20/2026",
        "results": {"aerators": "operational", "alarms": "inoperative"},
        "chlorine_mg_l": "0.25",
    },
    "trip_ticket": {
        "ticket_no": "T-1",
        "visit": "@visit",
        "gallons_collected": "1000",
        "disposal_site": "@disposal_site",
    },
    "estimate": {"customer": "@customer", "issued_on": "11/1/2026", "amount": "8,400"},
    "invoice": {
        "customer": "@customer",
        "date": "11/20/2026",
        "amount": "350.00",
        "lines": [{"text": "Pump-out", "amount": "350"}],
    },
    "payment": {"customer": "@customer", "invoice": "@invoice", "date": "11/21/26", "amount": 350},
    "interaction": {"customer": "@customer", "date": "11/21/2026", "channel": "call_in"},
    "task": {"customer": "@customer", "text": "Call back", "due_date": "12/1/2026"},
    "note": {"property": "@property", "written_on": "11/22/2026", "text": "Lid under the oak"},
    "postponement": {
        "system": "@system",
        "service": "PUMP",
        "due_date": "11/1/2026",
        "reason": "Wet ground",
        "recovery_date": "1/15/2027",
    },
}
READ: dict[str, dict[str, Any]] = {
    "truck": {"capacity_gal": 2500},
    "disposal_site": {"price_per_1000_gal": Decimal("45.50"), "waste_kinds": ["septage", "grease"]},
    "customer": {
        "display_name": "Reyes, Ana",
        "phones": [{"number": "(979) 555-0101", "kind": "mobile", "can_text": True}],
        "tags": ["dog", "gate"],
        "custom": {
            "alarms": Decimal(3),
            "since": date(2024, 2, 29),
            "plan": "Gold",
            "fee": Decimal("12.50"),
        },
        "state": "TX",
        "zip5": "77807",
        "zip4": "1234",
        "first_seen": date(2024, 2, 29),
        "status": "active",
        "notes": "Line one\nline two",
    },
    "property": {"lat": Decimal("30.55"), "household_size": 3, "water_softener": False},
    "link": {"role": "owner", "from_date": date(2020, 3, 1), "to_date": None},
    "system": {"kind": "aerobic", "install_date": date(2019, 6, 15), "active": True},
    "asset": {"kind": "trash_tank", "capacity_gal": 1500, "custom_interval_unit": "years"},
    "contract": {
        "kind": "inspection_only",
        "price": Decimal("1250.00"),
        "visits_per_year": Decimal(3),
        "lines": [{"service": "INSPECT", "interval": 4, "interval_unit": "months"}],
    },
    "visit": {"status": "completed", "completed_date": date(2026, 11, 20), "amount": Decimal(350)},
    "inspection_report": {"results": {"aerators": "operational", "alarms": "inoperative"}},
    "invoice": {"kind": "invoice", "lines": [{"text": "Pump-out", "amount": "350.00"}]},
    "payment": {"date": date(2026, 11, 21), "amount": Decimal(350)},
    "task": {"kind": "other", "done_on": None},
}
# kind -> a change, and the field with its new value as it is read back.
CHANGES: dict[str, tuple[dict[str, Any], str, Any]] = {
    "technician": ({"name": "Luis M."}, "name", "Luis M."),
    "truck": ({"capacity_gal": ""}, "capacity_gal", None),
    "disposal_site": ({"waste_kinds": []}, "waste_kinds", None),
    "county_rule": ({"late_fee": "30.5"}, "late_fee", Decimal("30.50")),
    "customer": ({"phones": [], "tags": ["dog"], "custom": {"plan": None}}, "phones", []),
    "property": ({"dogs": "two"}, "dogs", "two"),
    "link": ({"role": "Occupant"}, "role", "occupant"),
    "system": ({"make": "Clearstream"}, "make", "Clearstream"),
    "asset": ({"material": "Concrete"}, "material", "concrete"),
    "contract": ({"lines": []}, "lines", []),
    "visit": ({"lines": [{"service": "REPAIR"}], "amount": "0"}, "amount", Decimal(0)),
    "inspection_report": ({"results": None}, "results", None),
    "trip_ticket": ({"gallons_received": "990"}, "gallons_received", 990),
    "estimate": ({"state": "Declined"}, "state", "declined"),
    "invoice": ({"kind": "Credit"}, "amount", Decimal(-350)),
    "payment": ({"method": "Check"}, "method", "Check"),
    "interaction": ({"outcome": "Left message"}, "outcome", "left_message"),
    "task": ({"done_on": "11/22/2026"}, "done_on", TODAY),
    "sketch": ({"picture": None}, "picture", None),
    "note": ({"text": "Lid at the gate"}, "text", "Lid at the gate"),
    "postponement": ({"note": "After the rain"}, "note", "After the rain"),
}


def fill(db: Session, until: str | None = None) -> dict[str, int]:
    """Create one record of each kind, or of those up to one kind; their numbers."""
    db.add_all(
        [
            CustomField(key="alarms", label="Alarms", type="number"),
            CustomField(key="since", label="With us since", type="date"),
            CustomField(key="plan", label="Plan", type="choice", choices=["Gold", "Blue"]),
            CustomField(key="fee", label="Fee", type="money"),
        ]
    )
    ids: dict[str, int] = {}
    for kind, values in TYPED.items():
        if kind == until:
            break
        ids[kind] = create(db, kind, named(values, ids), NOW).id
    return ids


def named(values: Any, ids: dict[str, int]) -> Any:
    """The values with the numbers of the records that an @ names."""
    if isinstance(values, dict):
        return {key: named(value, ids) for key, value in values.items()}
    if isinstance(values, list):
        return [named(value, ids) for value in values]
    is_name = isinstance(values, str) and values.startswith("@")
    return ids[values[1:]] if is_name else values


def state(db: Session) -> dict[str, Any]:
    """The whole office, to be compared."""
    return dump(db, TODAY)


def home(db: Session, *, kind: str = "conventional", name: str = "Reyes, Ana") -> dict[str, int]:
    """An owner with a house, a system and a tank."""
    owner = create(db, "customer", {"display_name": name}, NOW).id
    place = create(db, "property", {"line1": "12 Oak St", "city": "Bryan"}, NOW).id
    link = create(db, "link", {"customer": owner, "property": place}, NOW).id
    system = create(db, "system", {"property": place, "kind": kind}, NOW).id
    asset = create(db, "asset", {"system": system, "kind": "septic_tank"}, NOW).id
    return {"customer": owner, "property": place, "link": link, "system": system, "asset": asset}


def undone_is_as_before(db: Session, saved: Saved, before: dict[str, Any]) -> bool:
    """Whether undoing an action gives back the office as it was."""
    assert saved.edit_id is not None
    undo_edit(db, saved.edit_id, NOW)
    return state(db) == before
