"""The customer list of an IIF file: custom fields, types, notepads, tasks."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.tables import read_tables, table_mapping
from desktop.services.importing.iif.notepad import read_notepad
from desktop.services.importing.kinds import BadValueError
from tests.services.importing.conftest import AS_OF, Import, picture, rows
from tests.services.importing.iif.conftest import WriteIif, read

PAD = r"Gate code 12\n12/10/2003:  Mike called, wants a price\nhas a dog\n1/5/2004: Called him"
NOTEPAD = ("!CUST|NAME|REFNUM|NOTEPAD", f'CUST|Ann|1|"{PAD}"')
TODO = ("!TODO|REFNUM|ISDONE|DATE|DESC", "TODO|1|N|12/24/2026|Call Ann", "TODO|2|Y|0/0/0|Old")


def columns(*lines: str, write_iif: WriteIif) -> dict[str, str]:
    (table,) = read_tables([write_iif(*lines)], importing.Options())
    return {column.heading: column.target for column in table_mapping(table).columns}


def test_every_column_of_the_list_has_a_place() -> None:
    known = {*targets.BY_KEY, targets.LEAVE_OUT}
    assert set(targets.IIF_COLUMNS.values()) <= known


def test_a_custom_field_has_the_name_the_company_gave_it(write_iif: WriteIif) -> None:
    found = columns(
        "!CUSTNAMEDICT|INDEX|LABEL|CUSTOMER", "CUSTNAMEDICT|0|Tank size|N",
        "!CUST|NAME|CUSTFLD1|CUSTFLD2|CUSTFLD3", "CUST|Ann|1000|blue|", write_iif=write_iif,
    )  # fmt: skip
    assert found["Tank size"] == "capacity_gal"
    assert found["Custom field 2"] == targets.CUSTOM
    assert found["Custom field 3"] == targets.LEAVE_OUT


def test_a_custom_field_never_takes_the_place_of_a_column_of_iif(write_iif: WriteIif) -> None:
    found = columns(
        "!CUSTNAMEDICT|INDEX|LABEL", "CUSTNAMEDICT|0|Terms", "CUSTNAMEDICT|1|TERMS",
        "!CUST|NAME|CUSTFLD1|TERMS", "CUST|Ann|weekly|Net 30", write_iif=write_iif,
    )  # fmt: skip
    assert (found["Terms"], found["TERMS"]) == (targets.CUSTOM, "terms")


def test_a_custom_field_filled_only_far_down_is_kept(write_iif: WriteIif) -> None:
    lines = [f"CUST|Customer {n}|" for n in range(300)]
    found = columns("!CUST|NAME|CUSTFLD1", *lines, "CUST|Last|1000", write_iif=write_iif)
    assert found["Custom field 1"] == targets.CUSTOM


@pytest.mark.parametrize(
    ("written", "kind", "tags"),
    [
        ("Residential", "residential", []),
        ("Commercial:Restaurant", "commercial", ["Commercial:Restaurant"]),
        ("Snowbirds", "other", ["Snowbirds"]),
    ],
)
def test_a_customer_type_that_says_more_is_kept_as_a_tag(
    write_iif: WriteIif, written: str, kind: str, tags: list[str]
) -> None:
    (customer,) = read(write_iif("!CUST|NAME|CTYPE", f"CUST|Ann|{written}")).customers
    assert (customer.values["customer_type"], list(customer.tags)) == (kind, tags)


def test_note_is_the_account_number_and_rep_a_person(write_iif: WriteIif) -> None:
    path = write_iif("!CUST|NAME|NOTE|REP|HIDDEN", "CUST|Ann|R306|Shane B. Hamby:3:SBH|Y")
    (customer,) = read(path).customers
    assert customer.values["account_no"] == "R306"
    assert customer.values["status"] == "inactive"
    assert customer.values["extra"]["REP"] == "Shane B. Hamby (SBH, other name)"


def test_a_notepad_becomes_contacts_and_a_note(write_iif: WriteIif) -> None:
    parsed = read(write_iif(*NOTEPAD))
    (customer,) = parsed.customers
    assert list(customer.notes) == ["Gate code 12"]
    assert [(c.date, c.text, c.channel) for c in parsed.contacts] == [
        (date(2003, 12, 10), "Mike called, wants a price\nhas a dog", "call_in"),
        (date(2004, 1, 5), "Called him", "call_out"),
    ]


@pytest.mark.parametrize(
    "line", ["02/30/2024: no such day", "1/1/2090: to come", "1000 gal tank", ""]
)
def test_a_line_without_a_day_in_the_past_stays_a_note(line: str) -> None:
    def day(written: str) -> date:
        return date(2090, 1, 1) if "2090" in written else _no_day()

    assert read_notepad(line, day, AS_OF) == ([], line)


def _no_day() -> date:
    raise BadValueError("is not a day of the calendar")


def test_contacts_and_tasks_come_in_once(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    path = write_iif(*NOTEPAD, *TODO)
    table = bring_in(path).preview.tables[0]
    assert (table.new["interactions"], table.new["tasks"]) == (2, 2)
    assert sum(table.boxes.values()) == table.rows_read
    before = picture(db)
    again = bring_in(path).preview
    assert again.boxes["new"] == again.boxes["changed"] == 0
    assert again.tables[0].unchanged["tasks"] == 2
    assert picture(db) == before


def test_a_task_is_due_and_done_as_the_list_says(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    bring_in(write_iif(*TODO))
    waiting, done = rows(db, "tasks")
    assert (waiting["text"], waiting["due_date"]) == ("Call Ann", date(2026, 12, 24))
    assert "done_on" not in waiting
    assert done["done_on"] == AS_OF


def test_a_task_that_was_done_since_is_changed(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    bring_in(write_iif(*TODO))
    again = bring_in(write_iif(TODO[0], TODO[1].replace("|N|", "|Y|"), TODO[2]))
    assert again.preview.boxes["changed"] == 1
    assert rows(db, "tasks")[0]["done_on"] == date(2026, 12, 24)


@pytest.mark.parametrize(
    ("said", "customer"),
    [
        ("Reyes, Ann: call back", 1),
        ("Call ANN REYES about Bo", 1),
        ("Cruz & Sons LLC wants a price", 2),
        ("Ann Reyes, ask for Bo Cruz", 1),
        ("Call Ann Reyes or Bo Cruz", None),
        ("Call Ann", None),
        ("Order tablets", None),
    ],
)
def test_a_task_belongs_to_the_one_customer_it_names(
    said: str, customer: int | None, db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    people = ("!CUST|NAME", "CUST|Ann Reyes", "CUST|Cruz & Sons LLC", "CUST|Bo Cruz")
    path = write_iif(*people, TODO[0], f'TODO|1|N|0/0/0|"{said}"')
    for box in ("new", "unchanged"):
        assert bring_in(path).preview.boxes[box] == 4
    assert rows(db, "tasks")[0].get("customer_id") == customer


def test_undo_takes_contacts_and_tasks_back(
    db: Session, write_iif: WriteIif, bring_in: Import
) -> None:
    before = picture(db)
    importing.undo(db, bring_in(write_iif(*NOTEPAD, *TODO)).batch_id)
    assert picture(db) == before


@pytest.mark.parametrize(
    ("heading", "value", "words"),
    [
        ("BADDR2", "415-555-01{n:02}", "BADDR2 look like phone numbers"),
        ("FAXNUM", "user{n}@example.com", "FAXNUM look like e-mail addresses"),
        ("EMAIL", "9/{n}/2025", "EMAIL look like dates"),
    ],
)
def test_columns_that_slipped_stop_with_the_rows_to_compare(
    write_iif: WriteIif, heading: str, value: str, words: str
) -> None:
    lines = [f"CUST|Customer {n}|{value.format(n=n)}" for n in range(1, 7)]
    path = write_iif(f"!CUST|NAME|{heading}", *lines)
    with pytest.raises(importing.ImportFileError, match=f"6 of 6 values under {words}") as error:
        read(path)
    assert f"NAME: Customer 1 | Customer 2 | Customer 3; {heading}: " in str(error.value)


def test_three_odd_values_stop_nothing(write_iif: WriteIif) -> None:
    lines = [f"CUST|Customer {n}|415-555-0{n}00" for n in range(3)]
    assert len(read(write_iif("!CUST|NAME|BADDR2", *lines)).customers) == 3


def test_a_file_without_any_record_is_said(write_iif: WriteIif) -> None:
    parsed = read(write_iif("!CUST|NAME|BADDR1"))
    assert not parsed.customers
    assert "holds no customer list" in parsed.table.notes[-1]
