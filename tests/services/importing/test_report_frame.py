"""What stands around the rows of a QuickBooks report never becomes a sale or a customer."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.headings.tables import read_tables
from desktop.services.importing.kinds import Table
from desktop.services.importing.preview import TablePreview
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

HEADINGS = ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount"
DESKTOP = ',"Type","Date","Num","Memo","Name","Item","Qty","Sales Price","Amount","Balance"'
Show = Callable[..., TablePreview]


@pytest.fixture
def show(db: Session, write_csv: WriteCsv) -> Show:
    """Preview lines of a report."""

    def run(*lines: str, **how: str) -> TablePreview:
        (table,) = importing.preview(db, [write_csv(*lines, **how)], AS_OF).tables
        assert sum(table.boxes.values()) == table.rows_read
        return table

    return run


def sale(number: int, money: str = "10.00", kind: str = "Invoice") -> str:
    return f',03/04/2025,{kind},{number},Yes,,Accounts Receivable (A/R),"{money}"'


def who(table: TablePreview) -> list[str]:
    """Whom the new rows are about."""
    return [row.what.rpartition(", ")[2] for row in table.in_box("new")]


@pytest.mark.parametrize("total", ["Total for Total Comfort Cabins,,,,,,,$10.00", ""])
def test_a_customer_may_be_called_total(show: Show, total: str) -> None:
    table = show(HEADINGS, "Total Comfort Cabins,,,,,,,", sale(1), total)
    assert who(table) == ["Total Comfort Cabins"]


def test_a_total_of_a_formula_without_its_value_is_no_heading(show: Show) -> None:
    table = show(HEADINGS, "Nell,,,,,,,", sale(1), "Total for Nell,,,,,,,", sale(2))
    assert who(table) == ["Nell"]
    assert "No customer" in table.in_box("left_out")[-1].reason
    assert table.checks == []


@pytest.mark.parametrize("label", ["Not Specified", "--"])
def test_rows_of_nobody_are_of_nobody(show: Show, label: str) -> None:
    lines = ["Nell,,,,,,,", sale(1), "Total for Nell,,,,,,,$10.00"]
    table = show(HEADINGS, *lines, f"{label},,,,,,,", sale(2), f"Total for {label},,,,,,,$10.00")
    assert who(table) == ["Nell"]


def test_a_heading_that_is_repeated_goes_on_with_its_group(show: Show) -> None:
    table = show(HEADINGS, "Nell,,,,,,,", sale(1), HEADINGS, "Nell,,,,,,,", sale(2))
    assert table.new["customers"] == 1
    assert "The headings again" in [row.reason for row in table.in_box("left_out")]


def test_nested_totals_count_the_customers_below_once(show: Show) -> None:
    table = show(
        HEADINGS,
        "Park,,,,,,,", sale(1), "   Bath house,,,,,,,", sale(2, "5.00"),
        "   Total for Bath house,,,,,,,$5.00",
        "Total for Park,,,,,,,$10.00",
        "Total for Park with sub-customers,,,,,,,$15.00",
        "TOTAL,,,,,,,$15.00",
    )  # fmt: skip
    assert [check.agrees for check in table.checks] == [True] * 4


@pytest.mark.parametrize("label", ["Park:Bath house", "Park:Bath house:Sink"])
def test_a_total_with_sub_customers_may_follow_its_closed_groups(show: Show, label: str) -> None:
    table = show(
        HEADINGS,
        "Park,,,,,,,", sale(1), "Total for Park,,,,,,,$10.00",
        f"{label},,,,,,,", sale(2), f"Total for {label},,,,,,,$10.00",
        "Total for Park with sub-customers,,,,,,,$20.00",
    )  # fmt: skip
    assert [check.agrees for check in table.checks] == [True] * 3
    assert table.new["customers"] == 1


def test_a_note_below_the_total_is_left_out_and_listed(show: Show) -> None:
    table = show(HEADINGS, "Nell,,,,,,,", sale(1), "TOTAL,,,,,,,$10.00", "", "ask Bob")
    assert table.in_box("left_out")[-1].reason == "A note after the table"


def test_a_wrong_total_names_the_row_that_explains_it(show: Show) -> None:
    lines = [sale(1), sale(2, "TBD"), sale(3, "7.00")]
    table = show(HEADINGS, "Nell,,,,,,,", *lines, "Total for Nell,,,,,,,$30.00")
    assert table.notes[-1].endswith("Look at row 4.")
    assert table.boxes["refused"] == 1


def test_a_total_that_counts_a_row_twice_names_it(show: Show) -> None:
    lines = [sale(1), sale(2, "7.00"), "Total for Nell,,,,,,,$24.00"]
    assert show(HEADINGS, "Nell,,,,,,,", *lines).notes[-1].endswith("Look at row 4.")


@pytest.mark.parametrize("word", ["Client", "Patient", "Member", "Tenant"])
def test_customers_may_be_called_otherwise(show: Show, word: str) -> None:
    table = show(
        f"Date,Transaction type,Num,Posting (Y/N),{word} full name,Memo,Account name,Split,Amount",
        "03/04/2025,Invoice,1,Yes,Nell,,A/R,Sales,10.00",
    )
    assert (table.kind, who(table)) == ("transaction_list_by_date", ["Nell"])


@pytest.mark.parametrize("period", ["Jan - Dec 26", '"Jul 1 - Sep 30, 25"'])
def test_a_period_is_no_customer(show: Show, period: str) -> None:
    line = ',"Invoice","03/04/2022","1","","Nell","Pumping",1,325.00,325.00,325.00'
    table = show(DESKTOP, period + ",,,,,,,,,,", '"Nell",,,,,,,,,,', line)
    assert who(table) == ["Nell"]
    assert table.in_box("left_out")[1].reason == "Heading of a period"


def test_a_balance_somebody_broke_does_not_matter(show: Show) -> None:
    line = ',"Invoice","03/04/2022","1","","Nell","Pumping",1,325.00,325.00,#REF!'
    assert show(DESKTOP, '"Nell",,,,,,,,,,', line).boxes["new"] == 1


def test_the_line_of_commas_under_desktop_headings_is_blank(show: Show) -> None:
    table = show(DESKTOP, ',,,,,,,,,,""', '"Nell",,,,,,,,,,')
    assert [row.reason for row in table.in_box("left_out")][1] == "Blank row"


def test_the_name_of_a_row_comes_before_its_group_and_a_group_stands_in(show: Show) -> None:
    no_name = ',"Type","Date","Num","Memo","Item","Qty","Sales Price","Amount","Balance"'
    line = ',"Invoice","03/04/2022","1","","Pumping",1,325.00,325.00,325.00'
    assert who(show(no_name, '"Nell",,,,,,,,,', line)) == ["Nell"]


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ((['"As of June 11, 2026",,']), date(2026, 6, 11)),
        ((['"As of Jun 11, 2026",,']), date(2026, 6, 11)),
        ((["All Dates"]), date(2026, 1, 6)),
    ],
)
def test_a_report_stands_for_its_own_day(lines: list[str], day: date, write_csv: WriteCsv) -> None:
    footer = '"Accrual Basis Tuesday, January 06, 2026 03:18 PM GMT-06:00",,,,,,,'
    path = write_csv("Co", "Transaction List by Customer", *lines, "", HEADINGS, "Nell", footer)
    (table,) = read_tables([path], importing.Options())
    assert table.data_date == day


def test_a_missing_column_stops_the_import_with_its_name(show: Show) -> None:
    with pytest.raises(importing.ImportFileError, match="the column Amount is missing"):
        show("Co,,,", "Transaction List by Customer,,,", ",Date,Transaction type,Num", "Nell")


def test_two_missing_columns_are_both_named(show: Show) -> None:
    with pytest.raises(importing.ImportFileError, match="Trans # and Account"):
        show("Co,,,", "Custom Transaction Detail,,,", ",Type,Date,Num,Name,Amount", ",Bill")


def test_the_page_of_tips_before_a_desktop_report_is_skipped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    tips = book.worksheets[0]
    tips.title = "QuickBooks Desktop Export Tips"
    tips.append(["Customer", "Phone", "Email", "Address"])
    tips.append(["Look", "here", "for", "help"])
    sheet = book.create_sheet("Sheet1")
    sheet.append([None, None, "Type", None, "Date", None, "Num", None, "Debit", None, "Credit",
                  None, "Split"])  # fmt: skip
    book.save(tmp_path / "report.xlsx")
    tables: list[Table] = read_tables([tmp_path / "report.xlsx"], importing.Options())
    assert [table.kind for table in tables] == ["desktop_transaction_list"]


def test_desktop_lists_of_contacts_and_phones_are_known(show: Show) -> None:
    contacts = show(
        ",Customer,Bill to,Primary Contact,Main Phone,Fax,Balance Total",
        ',"Abate, Brigitte","Abate, Brigitte 2 Wren Way Athens TX 75751",,903-555-0151,,0.00',
    )
    phones = show(",Customer,Main Phone", ',"Abate, Brigitte",903-555-0151')
    assert (contacts.kind, phones.kind) == ("desktop_contact_list", "desktop_phone_list")
    assert contacts.boxes["new"] == phones.boxes["new"] == 1


def test_the_one_cell_address_of_a_contact_list_is_kept_and_flagged(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    whole = "Abate, Brigitte 2 Wren Way Athens TX 75751"
    line = f',"Abate, Brigitte","{whole}",,903-555-0151,'
    shown = bring_in(write_csv(",Customer,Bill to,Primary Contact,Main Phone,Fax", line)).preview
    assert "2 Wren Way" in rows(db, "customers")[0]["line1"]
    assert any("Bill to" in problem.column for problem in shown.tables[0].problems)
