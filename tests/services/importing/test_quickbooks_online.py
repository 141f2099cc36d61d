"""The two exports of QuickBooks Online that the office starts with."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.files.text import read_csv
from tests.services.importing.conftest import AS_OF, SAMPLES, Import, rows

CONTACTS = SAMPLES / "qbo-customer-contact-list.csv"
SALES = SAMPLES / "qbo-new-transaction-list-by-customer.csv"

Grid = list[list[str]]


def grid(path: Path) -> Grid:
    return [list(row.cells) for row in read_csv(path.name, path.read_bytes()).rows]


def as_csv(rows: Grid, path: Path, separator: str = ",", encoding: str = "utf-8") -> Path:
    quoted = [separator.join('"' + c.replace('"', '""') + '"' for c in row) for row in rows]
    path.write_bytes("\r\n".join(quoted).encode(encoding))
    return path


def as_xlsx(rows: Grid, path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def turned_round(rows: Grid) -> Grid:
    wide = max(map(len, rows))
    padded = [row + [""] * (wide - len(row)) for row in rows]
    return [[row[0], *reversed(row[1:])] for row in padded]


VARIANTS: dict[str, Callable[[Grid, Path], Path]] = {
    "xlsx": as_xlsx,
    "with a byte mark": lambda g, p: as_csv(g, p, encoding="utf-8-sig"),
    "semicolons": lambda g, p: as_csv(g, p, ";"),
    "one more title": lambda g, p: as_csv([["Printed for Maria"], *g], p),
    "one more column": lambda g, p: as_csv([[*row, ""] for row in g], p),
    "another order": lambda g, p: as_csv(turned_round(g), p),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", [CONTACTS, SALES], ids=["contacts", "sales"])
def test_the_same_report_in_another_dress_gives_the_same_records(
    variant: str, path: Path, tmp_path: Path, db: Session
) -> None:
    plain = importing.preview(db, [path], AS_OF).tables[0]
    dressed = VARIANTS[variant](grid(path), tmp_path / "dressed.csv")
    table = importing.preview(db, [dressed], AS_OF).tables[0]
    assert (table.kind, table.new) == (plain.kind, plain.new)
    assert sum(table.boxes.values()) == table.rows_read


def test_contacts_become_customers_with_all_phones_and_mails(db: Session, bring_in: Import) -> None:
    bring_in(CONTACTS)
    nell, riverbend, jim = rows(db, "customers")
    assert nell["display_name"] == "Nell Abbott"
    assert riverbend["other_emails"] == ["owner@riverbend.example"]
    assert (jim["display_name"], jim["status"]) == ('"Big" Jim Tatum', "inactive")
    kinds = [(p["number"], p["kind"]) for p in rows(db, "customer_phones")][:2]
    assert kinds == [("(903) 555-0151", "phone"), ("(903) 555-0152", "mobile")]


def test_a_sub_customer_becomes_a_place_of_the_top_customer(db: Session, bring_in: Import) -> None:
    bring_in(CONTACTS)
    bath_house = rows(db, "properties")[2]
    assert (bath_house["line1"], bath_house["note"]) == ("4120 River Rd", "Bath house")
    assert rows(db, "property_links")[2]["customer_id"] == 2


def test_a_site_taken_from_billing_says_so_and_a_box_is_no_site(
    db: Session, bring_in: Import
) -> None:
    bring_in(CONTACTS)
    first, second, *_ = rows(db, "properties")
    assert first["note"] == "Address taken from billing."
    assert second["line1"] == "4100 River Rd"


def test_a_town_another_row_names_is_told_from_the_street(db: Session, bring_in: Import) -> None:
    result = bring_in(CONTACTS)
    (problem,) = result.preview.tables[0].problems
    assert "'555-0154' has no area code" in problem.message
    tatum = rows(db, "customers")[2]
    assert (tatum["line1"], tatum["city"], tatum["zip5"]) == ("77 FM 315", "Athens", "75751")


def test_sales_become_invoices_payments_estimates_and_one_visit(
    db: Session, bring_in: Import
) -> None:
    result = bring_in(CONTACTS, SALES)
    assert [(i["kind"], i["amount_cents"]) for i in rows(db, "invoices")] == [
        ("invoice", 39000), ("invoice", 124000), ("credit", -12000),
    ]  # fmt: skip
    (visit,) = rows(db, "visits")
    assert (visit["completed_date"], visit["property_id"]) == (date(2025, 3, 4), 1)
    assert rows(db, "estimates")[0]["amount_cents"] == 385000
    assert [(s.service, s.documents) for s in result.preview.services] == [("PUMP", 1)]


def test_without_the_visits_only_the_money_comes_in(db: Session, bring_in: Import) -> None:
    bring_in(SALES, make_visits=False)
    assert (rows(db, "visits"), len(rows(db, "payments"))) == ([], 1)


def test_a_total_that_does_not_add_up_is_named(tmp_path: Path, db: Session) -> None:
    cells = grid(SALES)
    cells[8][7] = "$781.00"
    table = importing.preview(db, [as_csv(cells, tmp_path / "x.csv")], AS_OF).tables[0]
    (note,) = [note for note in table.notes if "total" in note]
    assert note.startswith("Row 9: the file's total for Nell Abbott is 781.00")


def test_rows_without_a_customer_never_go_to_the_customer_before(
    db: Session, write_csv: Callable[..., Path]
) -> None:
    path = write_csv(
        ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount",
        "Nell Abbott,,,,,,,",
        ",03/04/2025,Invoice,1,Yes,Pump,A/R,10.00",
        "Total for Nell Abbott,,,,,,,$10.00",
        ",12/30/2025,Sales Receipt,2,Yes,Riser,Bank,95.00",
        "Total for --,,,,,,,$95.00",
    )
    table = importing.preview(db, [path], AS_OF).tables[0]
    assert table.new["invoices"] == 1
    assert "No customer" in table.in_box("left_out")[3].reason


@pytest.mark.parametrize(("word", "made"), [("Sales Receipt", 1), ("Payment", 1), ("Bill", 0)])
def test_the_type_word_decides_whether_money_came_in(
    word: str, made: int, db: Session, write_csv: Callable[..., Path]
) -> None:
    path = write_csv(
        ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount",
        "Nell Abbott,,,,,,,",
        f",03/04/2025,{word},1,Yes,,A/R,10.00",
    )
    assert importing.preview(db, [path], AS_OF).tables[0].new["payments"] == made


def test_a_voided_invoice_is_kept_as_voided(
    db: Session, bring_in: Import, write_csv: Callable[..., Path]
) -> None:
    bring_in(
        write_csv(
            ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount",
            "Nell Abbott,,,,,,,",
            ",03/04/2025,Invoice,7,Yes,Voided - pump,A/R,0.00",
        )
    )
    assert rows(db, "invoices")[0]["state"] == "voided"
    assert rows(db, "visits") == []
