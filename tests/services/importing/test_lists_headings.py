"""What the headings of owners' lists mean, and which of them have to be asked about."""

import pytest

from desktop.services.importing.headings import tables, targets
from desktop.services.importing.headings.mapping import Column, best_target, candidates
from desktop.services.importing.headings.target import Target
from desktop.services.importing.kinds import Grid, Row

SECTION_7 = {
    "display_name": "customer, customer name, client, name, account name, bill to, owner, "
    "homeowner, sold to, display name",
    "first_name": "first, fname",
    "last_name": "last, lname, surname",
    "company": "company, business, dba",
    "phone": "phone, phone#, tel, contact no",
    "home_phone": "home",
    "mobile": "cell, mobile",
    "work_phone": "work",
    "email": "email, e-mail, mail",
    "mail_line1": "address, street, addr1, billing address, mailing",
    "mail_city": "city, town",
    "mail_state": "st, state",
    "mail_zip": "zip, zipcode, postal",
    "site_line1": "site, service address, job address, location, ship to, 911 address, "
    "physical address",
    "county": "county",
    "permit_no": "permit, ossf, license #",
    "directions": "directions, map",
    "gate_code": "gate, code",
    "capacity_gal": "tank, tank size, gal, gallons, capacity",
    "system_kind": "system, type, conv/aerobic, septic type",
    "riser": "riser",
    "lid_depth_in": "lid, depth",
    "last_service": "last pumped, last service, last pump, service date, date serviced, pumped on",
    "interval": "freq, frequency, every, years, cycle",
    "interval_months": "months",
    "next_due": "next, next due, due, due date",
    "contract_end": "contract, agreement, maint exp, expires, renewal",
    "contract_start": "start",
    "visits_per_year": "visits/yr",
    "invoice_no": "inv, invoice #",
    "last_amount": "amount, total, price",
    "invoice_paid": "paid",
    "invoice_open": "balance",
    "notes": "note, notes, remarks, comments, memo",
}
ALIASES = [(heading, key) for key, all_of in SECTION_7.items() for heading in all_of.split(", ")]


@pytest.mark.parametrize(("heading", "key"), ALIASES)
def test_every_heading_of_section_7_means_its_target(heading: str, key: str) -> None:
    sure = [fit.target for fit in candidates(heading.title()) if fit.score == 1]
    assert key in sure


@pytest.mark.parametrize("target", targets.TARGETS, ids=lambda target: target.key)
def test_every_alias_of_a_target_means_it_for_sure(target: Target) -> None:
    for alias in target.aliases:
        assert (target.key, 1.0) in [(f.target, f.score) for f in candidates(alias)], alias


def test_two_targets_share_a_heading_only_where_the_values_decide() -> None:
    shared: dict[str, list[str]] = {}
    for target in targets.TARGETS:
        for alias in target.aliases:
            shared.setdefault(alias, []).append(target.key)
    assert {alias: keys for alias, keys in shared.items() if len(keys) > 1} == {
        "type": ["customer_type", "system_kind"],
        "full name": ["display_name", "contact_name"],
        "work": ["work_phone", "last_service_kind"],
    }


@pytest.mark.parametrize("heading", ["PHONE #", " Phone: ", "phone_no", "Phone*", "Phone  No"])
def test_the_way_of_writing_a_heading_does_not_matter(heading: str) -> None:
    assert best_target(heading)[:2] == ("phone", 1.0)


@pytest.mark.parametrize("heading", ["Zebra", "2023", "", "Xx", "Truck"])
def test_an_unknown_heading_means_nothing(heading: str) -> None:
    assert best_target(heading).score == 0


def propose(headings: str, *rows: str) -> tuple[Column, ...]:
    lines = [headings, *rows]
    grid = Grid("l.csv", None, [Row(n, line.split("|")) for n, line in enumerate(lines, 1)])
    return tables.table_mapping(tables.recognise_table(grid)).columns


# (headings, a row, the targets; a "?" before a target: the office is asked)
SETS = [
    ("Customer|Phone|Address|City|State|Zip", "Ana Reyes|9035550101|12 Oak St|Tyler|TX|75701",
     "display_name phone mail_line1 mail_city mail_state mail_zip"),
    ("Last|First|Street|Town|St|Zipcode|Tel", "Reyes|Ana|12 Oak St|Tyler|TX|75701|555-0101",
     "last_name first_name mail_line1 mail_city mail_state mail_zip phone"),
    ("LNAME|FNAME|ADDR1|ADDR2|CITY|ST|ZIP", "Reyes|Ana|12 Oak St|Apt 2|Tyler|TX|75701",
     "last_name first_name mail_line1 mail_line2 mail_city mail_state mail_zip"),
    ("Client|Home|Cell|Work|Fax", "Ana Reyes|9035550101|9035550102|9035550103|9035550104",
     "display_name home_phone mobile work_phone fax"),
    ("Last|First|Phone 1|Phone 2|Phone 3|Phone 4",
     "Reyes|Ana|9035550101|9035550102|9035550103|9035550104",
     "last_name first_name phone other_phone phone phone"),
    ("Business Name|Contact|Office|E-mail", "Barb's Diner|Barb Hill|9035550101|b@x.com",
     "company contact_name work_phone email"),
    ("Homeowner|911 Address|Mailing|City|Zip", "Ana Reyes|12 Oak St|PO Box 7|Tyler|75701",
     "display_name site_line1 mail_line1 mail_city mail_zip"),
    ("Owner|Location|County|OSSF|Gate", "Ana Reyes|12 Oak St|Smith|OS-12|4711#",
     "display_name site_line1 county permit_no gate_code"),
    ("Name|Directions|Code|Bedrooms", "Ana Reyes|Left at the barn|4711|3",
     "display_name directions gate_code bedrooms"),
    ("Name|Tank|Lid|Riser|Last Pumped|Every", "Ana Reyes|1,000 gal|18|Y|3/4/2024|3yr",
     "display_name capacity_gal lid_depth_in riser last_service interval"),
    ("Customer|Tank Size (gal)|Lids|Depth (in)|Freq", "Ana Reyes|1.5k|2|18 in|36 mo",
     "display_name capacity_gal lids lid_depth_in interval"),
    ("Customer|Septic type|Make|Model|Installed", "Ana Reyes|Aerobic|Clearstream|600N|6/1/2012",
     "display_name system_kind system_make system_model install_date"),
    ("Name|Type|Phone", "Ana Reyes|Aerobic|9035550101", "display_name system_kind phone"),
    ("Name|Type|Phone", "Ana Reyes|Commercial|9035550101", "display_name customer_type phone"),
    ("Name|Type|Phone", "Ana Reyes|B2|9035550101", "display_name ?custom phone"),
    ("Name|Type|Phone", "Ana Reyes||9035550101", "display_name ?customer_type phone"),
    ("Customer|Service date|Service|Amount", "Ana Reyes|3/4/2024|Pump-out|395.00",
     "display_name last_service last_service_kind last_amount"),
    ("Customer|Date|Phone", "Ana Reyes|3/4/2024|9035550101", "display_name ?custom phone"),
    ("Customer|Date|Service|Tech", "Ana Reyes|3/4/2024|Pump-out|Joe",
     "display_name ?last_service last_service_kind technician"),
    ("Customer|Next Due|Last Service|Price", "Ana Reyes|3/4/2027|3/4/2024|395",
     "display_name next_due last_service last_amount"),
    ("Customer|Contract #|Start|Expires|Visits/yr", "Ana Reyes|C-1|1/1/2026|12/31/2026|3",
     "display_name contract_no contract_start contract_end visits_per_year"),
    ("Customer|Maint Exp|Price", "Ana Reyes|12/31/2026|250",
     "display_name contract_end ?contract_price"),
    ("Owner|Equipment|Serial #|Model", "Ana Reyes|Aerator|A-1|HP-80",
     "display_name equipment_kind serial system_model"),
    ("Customer|Service date|Inv #|Invoice total|Paid|Balance",
     "Ana Reyes|3/4/2024|2288|395.00|Y|0.00",
     "display_name last_service invoice_no invoice_amount invoice_paid invoice_open"),
    ("Customer|Phone|Balance", "Ana Reyes|9035550101|85.00", "display_name phone ?custom"),
    ("Name|Owner|Bill To", "Oak Hill|Ana Reyes|Bo Cruz", "?display_name ?custom ?custom"),
    ("Customer|Owner|Phone", "Oak Hill|Ana Reyes|9035550101", "display_name ?custom phone"),
    ("Full Name|Email", "Ana Reyes|a@x.com", "?display_name email"),
    ("Customer|Full Name|Email", "Oak Hill|Ana Reyes|a@x.com",
     "display_name ?contact_name email"),
    ("Name|Address|City|Zip|Address|City|Zip", "Ana Reyes|PO Box 7|Tyler|75701|1 Oak|Waco|76701",
     "display_name ?mail_line1 ?mail_city ?mail_zip ?site_line1 ?site_city ?site_zip"),
    ("Customer|Address|Site address", "Ana Reyes|PO Box 7|12 Oak St",
     "display_name mail_line1 site_line1"),
    ("Customer|Tank|Gallons", "Ana Reyes|1000|950", "display_name capacity_gal ?gallons_pumped"),
    ("Customer|Phone|Address", "Ana Reyes|12 Oak St|9035550101",
     "display_name ?custom mail_line1"),
    ("Customer|Last pumped", "Ana Reyes|soon", "display_name ?custom"),
    ("Customer|Sensor alarms|", "Ana Reyes|3|x", "display_name ?custom ?leave_out"),
    ("Customer|Fax|", "Ana Reyes||", "display_name fax leave_out"),
    ("Customer|Months|Years", "Ana Reyes|6|3", "display_name interval_months interval"),
    ("Customer|Status|Notes|Comments", "Ana Reyes|Active|Dog|Gate",
     "display_name status notes notes"),
    ("Customer|Spouse|Acct #|Terms", "Ana Reyes|Carl|1001|Net 30",
     "display_name second_name account_no terms"),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "row", "wanted"), SETS, ids=[one[0] for one in SETS])
def test_only_what_is_doubtful_is_asked(headings: str, row: str, wanted: str) -> None:
    found = [f"{'?' if c.score < 1 else ''}{c.target}" for c in propose(headings, row)]
    assert found == wanted.split()


def test_each_doubt_has_its_reason() -> None:
    for headings, row, _ in SETS:
        for column in propose(headings, row):
            assert column.reason, column


def test_a_list_whose_customers_return_is_a_history() -> None:
    rows = ("Ana Reyes|3/4/2024|1000|ok", "Ana Reyes|3/4/2021|1000|", "Bo Cruz|5/6/2024|750|x")
    found = propose("Customer|Date|Gallons|Notes", *rows)
    assert [(c.target, c.score < 1) for c in found] == [
        ("display_name", False), ("last_service", True), ("gallons_pumped", True),
        ("visit_note", True),
    ]  # fmt: skip


def test_the_tank_size_of_a_history_stays_the_size_of_the_tank() -> None:
    rows = ("Ana Reyes|3/4/2024|1000", "Ana Reyes|3/4/2021|1000", "Bo Cruz|5/6/2024|750")
    assert propose("Customer|Service date|Tank size", *rows)[2].target == "capacity_gal"


def test_a_list_whose_customers_do_not_return_is_none() -> None:
    rows = ("Ana Reyes|3/4/2024|1000", "Bo Cruz|5/6/2024|750", "Dee Fox|5/6/2024|750")
    assert propose("Customer|Last pumped|Gallons", *rows)[2].target == "capacity_gal"
