"""Jobs of QuickBooks lists: places, notes at the customer's place, service contracts."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.lists import jobs
from tests.services.importing.conftest import Import, picture, rows
from tests.services.importing.iif.conftest import WriteIif, read

HEAD = (
    "!CUST|NAME|BADDR1|BADDR2|BADDR3|SADDR1|SADDR2|SADDR3|PHONE1|CONT2|"
    "JOBDESC|JOBTYPE|JOBSTATUS|JOBSTART|JOBPROJEND|JOBEND"
)
HOME = 'Ann|12 Oak St|"Tyler, TX 75701"'
ANN = f"CUST|Ann|{HOME}"
RIVER = 'Ann|9 River Rd|"Tyler, TX 75701"'
JOBS = {
    f"CUST|Ann:Lake house|{HOME}|{RIVER}": jobs.PLACE,
    f"CUST|Ann:Kitchen remodel|{HOME}|{RIVER}": jobs.PLACE,
    f"CUST|Ann:9 River Rd|{HOME}": jobs.PLACE,
    f"CUST|Ann:Guest place|{HOME}": jobs.PLACE,
    f"CUST|Ann:Spa|{HOME}": jobs.NOTE,
    f"CUST|Ann:Spa|{HOME}|{HOME}": jobs.NOTE,
    f"CUST|Ann:Barn|{HOME}|||||||||||9/1/2025": jobs.NOTE,
}
CARE = f"CUST|Ann:Care|{HOME}||||||Mowing|Contract|2|6/1/2026|5/31/2027|"


@pytest.mark.parametrize(("line", "proposed"), JOBS.items())
def test_a_job_is_proposed_as_what_it_looks_like(
    write_iif: WriteIif, line: str, proposed: str
) -> None:
    (job,) = jobs.jobs_of(read(write_iif(HEAD, ANN, line)))
    assert (job.customer, job.proposed, job.choice) == ("Ann", proposed, proposed)
    assert job.reason


def test_a_person_switches_a_job_by_its_path(write_iif: WriteIif) -> None:
    parsed = read(write_iif(HEAD, ANN, f"CUST|Ann:Spa|{HOME}"))
    (job,) = jobs.jobs_of(parsed, {"Ann:Spa": jobs.PLACE, "Bob:Spa": jobs.CONTRACT})
    assert (job.proposed, job.choice) == (jobs.NOTE, jobs.PLACE)
    (unknown,) = jobs.jobs_of(parsed, {"Ann:Spa": "party"})
    assert unknown.choice == jobs.NOTE


def test_a_list_without_jobs_has_none(write_iif: WriteIif) -> None:
    assert jobs.jobs_of(read(write_iif(HEAD, ANN))) == []
    assert jobs.jobs_of(read(write_iif(HEAD))) == []


@pytest.mark.parametrize(
    ("choice", "places", "note"),
    [
        (None, 1, "Job: Spa (Six men), New, closed, Sep 1, 2025 – Sep 9, 2025"),
        (jobs.PLACE, 2, "Address taken from billing."),
    ],
)
def test_work_is_a_note_at_the_place_unless_switched(
    db: Session, write_iif: WriteIif, bring_in: Import, choice: str | None, places: int, note: str
) -> None:
    spa = f"CUST|Ann:Spa|{HOME}||||||Six men|New|4|9/1/2025|9/5/2025|9/9/2025"
    path = write_iif(HEAD, ANN, spa)
    options = {"jobs": {"Ann:Spa": choice}} if choice else {}
    before = picture(db)
    result = bring_in(path, **options)
    stored = rows(db, "properties")
    assert len(stored) == places
    assert note in stored[0]["note"]
    again = bring_in(path, **options).preview.boxes
    assert again["new"] == again["changed"] == 0
    importing.undo(db, result.batch_id + 1)
    importing.undo(db, result.batch_id)
    assert picture(db) == before


def test_work_of_a_customer_without_a_place_is_a_note_of_his(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    bring_in(write_iif(HEAD, "CUST|Ann", "CUST|Ann:Spa"))
    assert rows(db, "customers")[0]["notes"] == "Job: Spa"
    assert rows(db, "properties") == []


def test_a_job_named_like_the_customers_street_is_that_place(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    bring_in(write_iif(HEAD, ANN, f"CUST|Ann:12 Oak St.|{HOME}"))
    assert len(rows(db, "properties")) == 1


def test_who_is_reached_at_a_job_stands_at_the_place(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    bring_in(write_iif(HEAD, ANN, f"CUST|Ann:Lake|{HOME}|{RIVER}|903-555-0151|Fran"))
    assert rows(db, "properties")[1]["note"] == "Lake\nContact here: Fran, (903) 555-0151"


def test_a_contract_is_suggested_and_made_only_when_chosen(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    path = write_iif(HEAD, ANN, CARE)
    result = bring_in(path)
    assert rows(db, "contracts") == []
    assert any(
        "Looks like a service contract" in row.reason for row in result.preview.tables[0].rows
    )
    bring_in(path, jobs={"Ann:Care": jobs.CONTRACT})
    again = bring_in(path, jobs={"Ann:Care": jobs.CONTRACT}).preview.boxes
    assert again["new"] == again["changed"] == 0
    (contract,) = rows(db, "contracts")
    assert (contract["start_date"], contract["end_date"]) == (date(2026, 6, 1), date(2027, 5, 31))


def test_a_contract_on_the_customers_own_line_is_listed_too(write_iif: WriteIif) -> None:
    line = f"CUST|Ann|{HOME}||||||Mowing|Contract|2|6/1/2026|5/31/2027|"
    (job,) = jobs.jobs_of(read(write_iif(HEAD, line)))
    assert (job.path, job.is_contract_like) == ("Ann", True)


def test_a_document_of_work_goes_to_the_place_of_the_customer(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    bring_in(
        write_iif(
            HEAD, ANN, f"CUST|Ann:Spa|{HOME}", "!TRNS|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|DOCNUM",
            "!SPL|TRNSTYPE|DATE|ACCNT|NAME|AMOUNT|DOCNUM", "!ENDTRNS",
            "TRNS|INVOICE|9/9/2025|Accounts Receivable|Ann:Spa|20|7", "SPL||9/9/2025|Sales||-20|",
            "ENDTRNS",
        )
    )  # fmt: skip
    (place,) = rows(db, "properties")
    assert rows(db, "invoices")[0]["property_id"] == place["id"]


def test_a_contract_of_a_customer_without_a_place_is_his(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    path = write_iif(HEAD, CARE.replace("Ann:Care", "Ann").replace(HOME, "||"))
    bring_in(path, jobs={"Ann": jobs.CONTRACT})
    (contract,) = rows(db, "contracts")
    assert "property_id" not in contract
    assert rows(db, "customers")[0]["notes"].startswith("Job: Mowing, Contract, awarded")


def test_notes_of_a_job_stand_at_its_place(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    path = write_iif("!CUST|NAME|NOTEPAD", "CUST|Ann|", "CUST|Ann:Lake|dog\\n1/2/2020: called")
    bring_in(path)
    assert rows(db, "properties")[0]["note"] == "Lake\ndog"
    assert rows(db, "interactions")[0]["note"] == "Lake: called"
