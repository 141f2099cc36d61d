"""Owners' own lists (section 7): what one row, or several rows of one customer, become."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows


def boxes(db: Session, path: Path) -> dict[str, int]:
    """The boxes of a dry run that are not empty."""
    found = importing.preview(db, [path], AS_OF).boxes
    return {box: count for box, count in found.items() if count}


HISTORY = (
    "Customer,Date,Service,Gallons,Amount,Notes,Tech",
    '"Reyes, Ana",3/4/2024,pumped,"1,000",395.00,roots in the inlet,Joe',
    '"Reyes, Ana",3/9/2021,insp,,95.00,,Joe',
    "Ana Reyes,4/1/2018,pumped,1000,350.00,,",
    '"Cruz, Bo",5/6/2024,Pump-out,750,395.00,,Lee',
)


def test_a_history_of_services_makes_several_visits_and_no_doubled_customer(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv(*HISTORY))
    assert [c["display_name"] for c in rows(db, "customers")] == ["Reyes, Ana", "Cruz, Bo"]
    visits = rows(db, "visits")
    assert [(v["customer_id"], v["completed_date"]) for v in visits] == [
        (1, date(2024, 3, 4)), (1, date(2021, 3, 9)), (1, date(2018, 4, 1)), (2, date(2024, 5, 6)),
    ]  # fmt: skip
    assert [v["amount_cents"] for v in visits] == [39500, 9500, 35000, 39500]
    lines = rows(db, "service_lines")
    assert [line["service"] for line in lines] == ["PUMP", "INSPECT", "PUMP", "PUMP"]
    assert [line.get("gallons") for line in lines] == [1000, None, 1000, 750]
    assert lines[0]["notes"] == "roots in the inlet"
    assert "Technician: Joe." in visits[0]["note"]
    assert rows(db, "assets") == []


def test_the_same_history_twice_changes_nothing(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(*HISTORY)
    bring_in(path)
    assert boxes(db, path) == {"unchanged": 4, "left_out": 1}


def test_two_services_of_one_day_are_one_visit_with_two_lines(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Customer,Service date,Service,Price",
        "Ana Reyes,3/4/2024,Pump-out,395.00",
        "Ana Reyes,3/4/2024,Repair,45.00",
        "Ana Reyes,3/4/2024,Pump-out,395.00",
    )
    bring_in(path)
    (visit,) = rows(db, "visits")
    assert visit["amount_cents"] == 44000
    assert [(one["position"], one["service"]) for one in rows(db, "service_lines")] == [
        (0, "PUMP"),
        (1, "REPAIR"),
    ]
    assert boxes(db, path) == {"unchanged": 3, "left_out": 1}


BILLED = (
    "Customer,Service date,Service,Inv #,Amount,Paid",
    "Ana Reyes,3/4/2024,Pump-out,2288,395.00,Y",
    "Ana Reyes,3/9/2025,Pump-out,2310,395.00,100.00",
    "Bo Cruz,3/9/2025,Pump-out,2311,395.00,N",
    "Bo Cruz,3/9/2025,Repair,2311,45.00,N",
    "Dee Fox,3/9/2025,Pump-out,,395.00,",
)


def test_an_invoice_number_in_a_row_makes_the_invoice_of_its_visit(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    shown = bring_in(write_csv(*BILLED)).preview
    invoices = rows(db, "invoices")
    assert [(i["number"], i["amount_cents"], i["open_cents"]) for i in invoices] == [
        ("2288", 39500, 0), ("2310", 39500, 29500), ("2311", 44000, 44000),
    ]  # fmt: skip
    visits = {v["id"]: v for v in rows(db, "visits")}
    assert [visits[i["visit_id"]]["completed_date"] for i in invoices] == [
        i["date"] for i in invoices
    ]
    assert len(visits) == 4
    assert len(rows(db, "customers")) == 3
    assert (shown.boxes["new"], shown.boxes["changed"]) == (5, 0)


def test_the_same_invoices_twice_change_nothing(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(*BILLED)
    bring_in(path)
    assert boxes(db, path) == {"unchanged": 5, "left_out": 1}


def test_an_invoice_without_a_day_is_said_and_not_made(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    shown = bring_in(write_csv("Customer,Phone,Inv #", "Ana Reyes,903-555-0101,2288")).preview
    assert [p.message for p in shown.tables[0].problems] == [
        "Row 2: invoice 2288 has no day and was not made."
    ]
    assert rows(db, "invoices") == []


def test_no_invoice_of_a_customer_who_is_asked_about(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,Phone,Address", "Ana Reyes,903-555-0101,12 Oak St"))
    path = write_csv(
        "Customer,Phone,Service date,Inv #,Amount",
        "Anna Reyes,903-555-0101,3/4/2024,2288,395.00",
        name="b.csv",
    )
    shown = importing.preview(db, [path], AS_OF)
    assert shown.tables[0].boxes["review"] == 1
    assert shown.tables[0].new["invoices"] == 0
    bring_in(path, decisions={("b.csv", 2): 1})
    (invoice,) = rows(db, "invoices")
    assert invoice["customer_id"] == 1


def test_a_list_of_contracts(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv(
        "Customer,Contract #,Plan,Start,Expires,Visits/yr,Price",
        "Ana Reyes,C-1,Inspection only,1/1/25,12/31/25,3,$250.00",
        "Ana Reyes,C-2,Full maintenance,1/1/26,12/31/28,4,$310.00",
    )
    bring_in(path)
    found = rows(db, "contracts")
    assert [(c["no"], c["kind"], c["end_date"], c["price_cents"]) for c in found] == [
        ("C-1", "inspection_only", date(2025, 12, 31), 25000),
        ("C-2", "full_maintenance", date(2028, 12, 31), 31000),
    ]
    assert boxes(db, path) == {"unchanged": 2, "left_out": 1}


def test_contracts_with_visits_a_year_can_be_taken_back(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Customer,Address,City,Zip,Start,Expires,Visits/yr",
        "Ana Reyes,1 Oak St,Tyler,75701,1/1/26,12/31/26,3",
        "Bo Cruz,2 Oak St,Tyler,75701,1/1/26,12/31/26,1000000",
    )
    bring_in(path)
    assert [c.get("visits_per_year") for c in rows(db, "contracts")] == [3, None]
    importing.undo(db, 1)
    assert rows(db, "contracts") == []


def test_a_contract_of_inspections_is_of_the_one_system_of_its_place(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Customer,Address,City,State,Zip,System Type,Plan,Start,Expires",
        "Ana Reyes,1 Oak St,Tyler,TX,75701,Aerobic,Inspection only,1/1/25,12/31/25",
        "Ana Reyes,1 Oak St,Tyler,TX,75701,Aerobic,Pumping plan,1/1/26,12/31/28",
        "Bo Cruz,2 Elm St,Tyler,TX,75701,,Inspection only,1/1/25,12/31/25",
    )
    bring_in(path)
    (system,) = rows(db, "systems")
    assert [c.get("system_id") for c in rows(db, "contracts")] == [system["id"], None, None]
    assert boxes(db, path) == {"unchanged": 3, "left_out": 1}


def test_a_year_alone_is_the_middle_of_it_for_equipment_only(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Customer,Tank,Year Installed,Last Pumped",
        "Ana Reyes,1000,2012,3/4/2024",
        "Bo Cruz,1000,6/1/2019,2023",
    )
    table = bring_in(path).preview.tables[0]
    assert "1 cell of column C (Year Installed) names only a year" in str(table.notes)
    assert "Jul 1, 2012" in str(table.notes)
    assert [s["install_date"] for s in rows(db, "systems")] == [date(2012, 7, 1), date(2019, 6, 1)]
    assert ["'2023' is not a date" in one.message for one in table.problems] == [True]


def test_a_list_of_equipment(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv(
        "Owner,Equipment,Make,Model,Serial #,Installed",
        "Ana Reyes,Septic tank,,,T-7,6/1/2012",
        "Ana Reyes,Air pump,Hiblow,HP-80,A-1,6/1/2019",
        "Ana Reyes,Control panel,,,B-2,",
        "Ana Reyes,Air pump,Hiblow,HP-80,A-9,6/1/2024",
    )
    bring_in(path)
    found = [(a["kind"], a["serial"]) for a in rows(db, "assets")]
    assert found == [
        ("septic_tank", "T-7"), ("aerator", "A-1"), ("control_panel", "B-2"), ("aerator", "A-9"),
    ]  # fmt: skip
    assert len(rows(db, "systems")) == 1
    assert rows(db, "assets")[1]["install_date"] == date(2019, 6, 1)
    assert "Aerator: Hiblow HP-80, serial number A-1" in rows(db, "customers")[0]["notes"]
    assert boxes(db, path) == {"unchanged": 4, "left_out": 1}


def test_several_entities_in_one_row(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    path = write_csv(
        "Homeowner,911 Address,County,OSSF,System,Tank,Riser,Lid depth,Every,Last pumped,Next due,"
        "Contract,Visits/yr,Inv #,Invoice amount,Paid,Gate",
        '"Kowalski, Adam & Brenda","4100 River Rd, Athens, TX 75751",Henderson,OS-9,Conv,1.5k,Y,'
        '18",every 2 years,3/4/25,3/4/27,12/31/26,3,2288,$395.00,paid,4711#',
    )
    bring_in(path)
    (customer,) = rows(db, "customers")
    assert [customer[k] for k in ("first_name", "second_name", "last_name")] == [
        "Adam", "Brenda", "Kowalski",
    ]  # fmt: skip
    (place,) = rows(db, "properties")
    wanted = ("4100 River Rd", "Athens", "75751", "Henderson", "OS-9", "4711#")
    columns = ("line1", "city", "zip5", "county", "permit_no", "gate_code")
    assert tuple(place[column] for column in columns) == wanted
    assert rows(db, "systems")[0]["kind"] == "conventional"
    (tank,) = rows(db, "assets")
    assert (tank["capacity_gal"], tank["lid_kind"], tank["lid_depth_in"]) == (
        1500, "riser_at_grade", 18,
    )  # fmt: skip
    assert (tank["custom_interval"], tank["custom_interval_unit"]) == (2, "years")
    assert tank["due_override"] == date(2027, 3, 4)
    assert rows(db, "visits")[0]["completed_date"] == date(2025, 3, 4)
    assert rows(db, "contracts")[0]["end_date"] == date(2026, 12, 31)
    assert rows(db, "invoices")[0]["open_cents"] == 0
    assert boxes(db, path) == {"unchanged": 1, "left_out": 1}


def test_a_number_behind_a_name_is_kept_and_is_no_part_of_the_name(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv("Customer,City", "Ana Reyes 48213077,Tyler", "Ana Reyes 48213099,Waco")
    bring_in(path)
    found = rows(db, "customers")
    assert [c["first_name"] for c in found] == ["Ana", "Ana"]
    assert [c["extra"] for c in found] == [
        {"Number of another program": "48213077"},
        {"Number of another program": "48213099"},
    ]
    assert boxes(db, path) == {"unchanged": 2, "left_out": 1}


@pytest.mark.parametrize(
    ("address", "line1", "is_site"),
    [("PO Box 71", "PO Box 71", False), ("Rt 2 Box 44", "Rt 2 Box 44", False),
     ("12 Oak St", "12 Oak St", True)],
)  # fmt: skip
def test_a_site_taken_from_billing_is_marked_and_a_box_is_none(
    db: Session,
    bring_in: Import,
    write_csv: WriteCsv,
    address: str,
    line1: str,
    is_site: bool,  # noqa: FBT001
) -> None:
    bring_in(write_csv("Customer,Address,City,State,Zip", f"Ana Reyes,{address},Tyler,TX,75701"))
    assert rows(db, "customers")[0]["line1"] == line1
    notes = [place["note"] for place in rows(db, "properties")]
    assert notes == (["Address taken from billing."] if is_site else [])


def test_a_contract_to_come_is_not_a_hundred_years_old(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    bring_in(write_csv("Customer,Expires,Last pumped", "Ana Reyes,12/31/29,12/31/29"))
    assert rows(db, "contracts")[0]["end_date"] == date(2029, 12, 31)
    assert rows(db, "visits")[0]["completed_date"] == date(1929, 12, 31)


def test_months_under_their_own_heading(db: Session, bring_in: Import, write_csv: WriteCsv) -> None:
    bring_in(write_csv("Customer,Tank size,Months", "Ana Reyes,1000,6"))
    assert rows(db, "assets")[0]["custom_interval_unit"] == "months"
