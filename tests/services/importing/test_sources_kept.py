"""What the lists of sources and the table of messages promise beyond counts of documents."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.models.errors import CancelledError
from desktop.services import importing
from desktop.services.importing.batch.problems import problems_workbook
from desktop.services.importing.headings.tables import read_grids
from desktop.services.importing.preview import TablePreview
from desktop.views.importing.guide import GUIDES
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows
from tests.services.importing.iif.conftest import read
from tests.services.importing.iif.test_iif_samples import PROMISES

LIST, SALE = "Not a customer: ", "Not a sale to a customer: "
# Of IIF samples: why lines are left out, and how many, as the list of sources counts them.
LEFT_OUT = {
    "qbd-enterprise34-all-lists.IIF": {"account": 106, "item": 61, "vendor": 38},
    "kit-list-declarations.iif": {"account": 14, "item": 4, "vendor": 4},
    "kit-invoice-with-tax-2006.iif": {"account": 4, "item": 2, "vendor": 1},
    "square-full-cash-sale.iif": {"account": 4, "item": 3, "vendor": 1, "class": 1},
    "kit-deposit-income.iif": {"deposit": 3},
    "kit-bill-2007.iif": {"bill": 3},
    "riif-timeact.iif": {"time entry": 1},
    "kit-full-file-2006-text-named.xls": {
        "account": 22, "item": 4, "vendor": 4, "journal entry": 6, "deposit": 6, "check": 4,
        "bill": 3, "purchase order": 3, "transfer": 3, "credit card charge": 3, "item receipt": 3,
        "bill refund": 3,
    },
}  # fmt: skip
# Files without a customer's name in a column that is known: what waits and what is left out.
BOXES = {
    "badfiles/bad-header-order.iif": {"new": 2, "refused": 1, "left_out": 2},
    "badfiles/pub-phpspreadsheet-1904.xlsx": {"review": 2},
    "badfiles/pub-phpspreadsheet-million-rows.xlsx": {"review": 4, "left_out": 1},
    "badfiles/pub-phpspreadsheet-no-cell-refs.xlsx": {"review": 10},
    "badfiles/pub-messytables-head-padding.csv": {"review": 79, "left_out": 15},
    "badfiles/pub-csv-spectrum-newlines.csv": {"review": 3, "left_out": 1},
    "badfiles/pub-csv-spectrum-json.csv": {"review": 1, "left_out": 1},
    "quickbooks/spreadsheets/date_1904.xlsx": {"review": 3},
    "quickbooks/spreadsheets/merged-cells.xlsx": {"review": 1, "left_out": 1},
    "quickbooks/spreadsheets/error-cells.xlsx": {"review": 7},
    "quickbooks/spreadsheets/dates.ods": {"review": 4},
    "quickbooks/spreadsheets/macro-workbook.xlsm": {"review": 1},
}
# Files that would unpack to much, in memory or in rows.
SWELLING = [
    "entity-bomb-strings.xlsx", "pub-poi-laughs.xlsx", "pub-phpspreadsheet-hidden-entity.xlsx",
    "unpacks-to-250-mb.xlsx", "pub-phpspreadsheet-million-rows.xlsx", "stray-cell-far-down.xlsx",
]  # fmt: skip
MORE_MB = 600
MEASURE = """
import resource, sys
from pathlib import Path
from desktop.services.importing import ImportFileError
from desktop.services.importing.headings.tables import read_grids

def peak(who):
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 ** 2)

if __name__ == "__main__":
    before = peak(resource.RUSAGE_SELF)
    for name in sys.argv[2:]:
        try:
            read_grids(Path(sys.argv[1], name))
        except ImportFileError:
            pass
    print(max(peak(resource.RUSAGE_SELF) - before, peak(resource.RUSAGE_CHILDREN)))
"""
# What the help panel must lead to: the menus of each program.
MENUS = {
    "QuickBooks Desktop": [
        "Customers › Customer Center › Excel › Export Customer List",
        "Reports › Sales › Sales by Customer Detail › Dates: All › Excel › Create New Worksheet",
        "Reports › Customers & Receivables › Open Invoices › Excel",
        "File › Utilities › Export › Lists to IIF Files › Customer List",
    ],
    "QuickBooks Online": [
        "Reports › Customer Contact List › Export to Excel",
        "Reports › Transaction List by Customer › All dates › Export to Excel",
        "Reports › Sales by Customer Detail › All dates › Export to Excel",
        "Reports › Open Invoices › Export to Excel",
    ],
}
REPORT = (
    "Sample Septic Co", "Transaction List by Customer", "All Dates", "",
    ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount",
    "Ray Tollefson,,,,,,,",
    ",{date},Invoice,2288,Y,Pump,A/R,{amount}",
)  # fmt: skip
WHO = "The row was not imported. Customer: Ray Tollefson, invoice 2288."


def previewed(db: Session, path: Path) -> TablePreview:
    (table,) = importing.preview(db, [path], AS_OF).tables
    return table


def test_no_iif_sample_is_missing_from_the_promises(shared_data: Path) -> None:
    names = {path.name for path in (shared_data / "quickbooks/iif").iterdir()}
    assert names == {one.name for one in PROMISES} | {"bad-tabs-turned-to-spaces.iif"}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_no_customer_and_no_sale_is_counted_by_kind(
    name: str, db: Session, shared_data: Path
) -> None:
    table = previewed(db, shared_data / "quickbooks/iif" / name)
    reasons = Counter(
        row.reason.removeprefix(LIST).removeprefix(SALE) for row in table.in_box("left_out")
    )
    assert {kind: reasons[kind] for kind in LEFT_OUT[name]} == LEFT_OUT[name]
    assert table.notes[0].startswith("Left out: ")


def test_the_whole_list_has_the_mails_phones_and_places_that_its_source_counts(
    shared_data: Path,
) -> None:
    parsed = read(shared_data / "quickbooks/iif/qbd-enterprise34-all-lists.IIF")
    found = list(parsed.customers)
    assert sum("email" in one.values for one in found) == 32
    assert sum(bool(one.phones) for one in found) == 63
    assert sum(bool(one.site.line1) and not one.site_from_billing for one in found) == 17
    assert len({contact.row for contact in parsed.contacts}) == 4  # those with notes


def test_a_payment_keeps_the_number_of_its_check(shared_data: Path) -> None:
    (payment,) = read(shared_data / "quickbooks/iif/kit-receive-payment.iif").documents
    assert (payment.number, str(payment.amount), str(payment.date)) == (
        "321", "500.00", "1998-07-16",
    )  # fmt: skip


def test_cells_beside_their_headings_are_read_and_said(shared_data: Path) -> None:
    parsed = read(shared_data / "quickbooks/iif/kit-invoice-no-tax.iif")
    (invoice,), (problem,) = parsed.documents, parsed.problems
    assert (invoice.number, str(invoice.amount), str(invoice.due)) == ("1", "20.00", "1998-07-16")
    assert "one column too far to the right" in problem.message


def test_quotes_inside_quotes_stay_in_the_memo(shared_data: Path) -> None:
    parsed = read(shared_data / "quickbooks/iif/paypal-donation.iif")
    assert 'Dial "M" for Murder' in parsed.guessed[0].memo


@pytest.mark.parametrize("name", BOXES)
def test_every_row_of_an_unusual_file_has_its_box(
    name: str, db: Session, shared_data: Path
) -> None:
    table = previewed(db, shared_data / name)
    assert {box: count for box, count in table.boxes.items() if count} == BOXES[name]
    assert len(table.boxes) == 6


@pytest.mark.parametrize(
    ("name", "customers"), [("customers-html-names.csv", 10), ("customers-formula-names.csv", 6)]
)
def test_names_come_in_letter_for_letter_with_their_tanks(
    name: str, customers: int, db: Session, bring_in: Import, shared_data: Path
) -> None:
    path = shared_data / "badfiles" / name
    bring_in(path)
    (grid,) = read_grids(path)
    written = [str(row.cells[0]).strip().partition("(") for row in grid.rows[1:]]
    found = rows(db, "customers")
    assert [one["display_name"] for one in found] == [name for name, *_ in written]
    brackets = [text.rstrip(")") for *_, text in written]  # a bracket becomes a note
    assert all(text in one.get("notes", "") for text, one in zip(brackets, found, strict=True))
    assert sum(one["capacity_gal"] for one in rows(db, "assets")) == 1_000 * customers
    assert len(rows(db, "visits")) == customers


def test_a_customer_above_the_headings_is_saved_to_be_corrected(
    db: Session, shared_data: Path, tmp_path: Path
) -> None:
    shown = importing.preview(db, [shared_data / "badfiles/bad-header-order.iif"], AS_OF)
    (problem,) = shown.tables[0].problems
    assert problem.message.startswith("Row 1: A customer before the heading")
    assert problems_workbook(shown, tmp_path / "again.xlsx") == 1
    again = previewed(db, tmp_path / "again.xlsx")
    assert (again.boxes["new"], again.new["customers"]) == (1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="the peak is not known there")
def test_files_that_swell_take_little_memory(shared_data: Path, tmp_path: Path) -> None:
    script = tmp_path / "measure.py"
    script.write_text(MEASURE)
    command = [sys.executable, str(script), str(shared_data / "badfiles"), *SWELLING]
    root = Path(__file__).parents[3]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(root)}
    )
    assert float(done.stdout) < MORE_MB


@pytest.mark.parametrize(
    ("date", "amount", "said"),
    [
        ("3/5/2025", "TBD", f"Row 7, column H (Amount): 'TBD' is not an amount. {WHO}"),
        (
            "02/30/2024", "5.00",
            f"Row 7, column B (Date): '02/30/2024' is not a day of the calendar. {WHO}",
        ),
    ],
)  # fmt: skip
def test_a_bad_cell_says_row_column_value_reason_and_whose_it_is(
    date: str, amount: str, said: str, db: Session, write_csv: WriteCsv
) -> None:
    lines = [line.format(date=date, amount=amount) for line in REPORT]
    table = previewed(db, write_csv(*lines))
    assert [problem.message for problem in table.problems] == [said]
    assert table.boxes["refused"] == 1


@pytest.mark.parametrize(
    ("name", "line"), [("list.csv", "Ann,Tyler\n"), ("list.iif", "CUST\tAnn\n")]
)
def test_reading_a_long_text_can_be_stopped(name: str, line: str, tmp_path: Path) -> None:
    def stop() -> None:
        raise CancelledError

    head = "Customer,City\n" if name.endswith("csv") else "!CUST\tNAME\n"
    (tmp_path / name).write_text(head + line * 6_000)
    with pytest.raises(CancelledError):
        read_grids(tmp_path / name, pulse=stop)


@pytest.mark.parametrize("program", MENUS)
def test_the_help_panel_leads_to_every_report_that_is_read(program: str) -> None:
    (guide,) = (guide for guide in GUIDES if guide.program == program)
    for step, menu in zip(guide.steps, MENUS[program], strict=True):
        assert step.where.startswith(menu)
    assert "inactive" in guide.advice
