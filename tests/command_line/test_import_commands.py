"""The commands around imports: their JSON, what they choose, undo in part, reports, mappings."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import update

from desktop.models.customers import Customer
from desktop.models.database import open_office
from desktop.models.work import PaymentShare
from tests.command_line.conftest import Run

SALES = """Transaction List by Customer
,Date,Transaction type,Num,Posting,Memo,Account,Amount
Nell Abbott,,,,,,,
,03/04/2024,Invoice,1,Yes,,A/R,100.00
,02/30/2024,Invoice,2,Yes,,A/R,50.00
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("Customer,City,Religion,Level\nAna Reyes,Tyler,x,7\nBo Cruz,Tyler,y,8\n")
    return path


def edit(tmp_path: Path) -> None:
    office = open_office(tmp_path / "office.db")
    with office.writing.begin() as db:
        db.execute(update(Customer).where(Customer.id == 2).values(notes="Edited"))
    office.close()


def test_import_answers_with_every_key_of_the_reference(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    answer = run("import", tmp_path / "sales.csv", "--json").json
    assert answer["batch"] == 1
    (file,) = answer["files"]
    assert {"file", "kind", "sheet", "rows_read", "new", "changed", "unchanged", "review"} < set(
        file
    )
    (problem,) = file["problems"]
    assert {key: problem[key] for key in ("file", "sheet", "row", "column", "value")} == {
        "file": "sales.csv",
        "sheet": None,
        "row": 5,
        "column": "B (Date)",
        "value": "02/30/2024",
    }
    assert problem["message"]
    assert (answer["totals"]["invoices"], answer["totals"]["revenue"]) == (1, "100.00")


def test_a_dry_run_names_who_a_row_may_be(run: Run, tmp_path: Path) -> None:
    headings = "Customer,Account,Phone,Address,City,Zip\n"
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(headings + "Anna Reyes,A-7,(903) 555-0101,12 Oak St,Tyler,75701\n")
    run("import", first)
    lines = [
        "Ana Reyes,,(903) 555-0101,12 Oak St,Tyler,75701",
        "Robert Cruz,,(903) 555-0202,9 Elm St,Tyler,75701",
        "Bob Cruz,,(903) 555-0202,9 Elm St,Tyler,75701",
    ]
    second.write_text(headings + "\n".join(lines))
    on_file, earlier = run("import", second, "--dry-run", "--json").json["files"][0]["review"]
    assert on_file["name"] == "Ana Reyes"
    (one,) = on_file["candidates"]
    assert (one["account_no"], one["name"], one["row"]) == ("A-7", "Anna Reyes", None)
    assert one["score"] > 50
    assert "same phone" in ", ".join(one["reasons"])
    assert [(one["name"], one["row"]) for one in earlier["candidates"]] == [(None, 3)]


def test_undo_in_part_says_what_stays(run: Run, tmp_path: Path, listed: Path) -> None:
    run("import", listed)
    edit(tmp_path)
    refused = run("undo-import", 1)
    assert (refused.status, "customer Bo Cruz was changed since" in refused.errors) == (1, True)
    done = run("undo-import", 1, "--keep-edited", "--json").json
    assert (done["state"], done["removed"]["customers"]) == ("partly_undone", 1)
    assert done["kept"][0]["what"] == "customer Bo Cruz"
    (past,) = run("imports", "--json").json
    assert (past["state"], past["kept"][0]["why"]) == ("partly_undone", "was changed since")
    assert "Bo Cruz was changed since" in run("undo-import", 1, "--keep-edited").output


def test_a_sensitive_column_comes_in_only_on_demand(run: Run, listed: Path) -> None:
    assert "“Religion” was left out" in run("import", listed, "--dry-run").output
    run("import", listed, "--keep-sensitive", "Religion", "--custom-type", "Level=text")
    report = run("import-report", 1, "--json").json
    assert report["insisted"][0].startswith("list.csv: the column “Religion” (religion) was kept")
    assert ["Type of “Level”", "text"] in report["files"][0]["settings"]


@pytest.mark.parametrize(
    "wrong",
    [("--encoding", "moon"), ("--custom-type", "Level=moon"), ("--date-order", "year first")],
)
def test_a_choice_that_does_not_exist_is_wrong_usage(
    wrong: tuple[str, str], run: Run, listed: Path
) -> None:
    assert run("import", listed, *wrong).status == 2


def test_letters_and_order_of_dates_can_be_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes("Customer,Address,Last pumped\nJosé Reyes,1 Oak St,3/4/2024\n".encode("cp850"))
    run("import", path, "--encoding", "cp850", "--date-order", "day first")
    run("dump", tmp_path / "office.json")
    office = json.loads((tmp_path / "office.json").read_text("utf-8"))
    assert office["customers"][0]["display_name"] == "José Reyes"
    assert office["visits"][0]["completed_date"] == "2024-04-03"


def test_the_report_is_readable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    run("import", tmp_path / "sales.csv")
    said = run("import-report", 1).output
    assert "Refused, row 5: " in said
    assert "Revenue: $100.00" in said
    assert run("import-report", 9).status == 1


def test_freshness_is_told(run: Run, listed: Path) -> None:
    run("import", listed)
    assert run("freshness").output.strip() == "Data as of Jun 15, 2026"
    assert run("freshness", "--json").json["sources"][0]["kind"] == "lists"


def test_a_mapping_goes_from_one_office_to_another(
    run: Run, tmp_path: Path, listed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("import", listed)
    assert run("mapping", "list", "--json").json[0]["name"] == "Like list.csv"
    (tmp_path / "mapping.json").write_text(run("mapping", "export", "Like list.csv").output)
    monkeypatch.setenv("ECBTX_DATABASE", str(tmp_path / "other.db"))
    assert (
        "called “Like list.csv” here" in run("mapping", "import", tmp_path / "mapping.json").output
    )
    assert run("mapping", "import", tmp_path / "none.json").status == 1
    assert "city, customer, level, religion" in run("mapping", "list").output
    assert run("import", listed, "--mapping", "Like list.csv", "--dry-run").status == 0
    assert run("import", listed, "--mapping", "Moon", "--dry-run").status == 1


def test_dates_in_two_ways_are_refused_with_the_option_that_helps(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    path.write_text("Customer,Last pumped\nAnn Reyes,12/25/2024\nBo Cruz,25/12/2024\n")
    refused = run("import", path)
    assert refused.status == 1
    assert "B (Last pumped) of mixed.csv writes dates in two ways" in refused.errors
    assert '--date-order "day first"' in refused.errors
    assert run("import", path, "--date-order", "day first").status == 0
    (batch,) = run("imports", "--json").json
    assert batch["batch_id"] == 1


def test_the_rows_to_review_are_told_with_question_and_who_it_may_be(
    run: Run, tmp_path: Path
) -> None:
    headings = "Customer,Account,Phone,Address,City,Zip\n"
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text(headings + "Anna Reyes,A-7,(903) 555-0101,12 Oak St,Tyler,75701\n")
    second.write_text(headings + "Ana Reyes,,(903) 555-0101,12 Oak St,Tyler,75701\n")
    run("import", first)
    said = run("import", second, "--dry-run").output
    assert "Row 2, Ana Reyes: " in said
    assert "(Anna Reyes)" in said
    assert "Import page" in said


def test_one_invoice_is_counted_in_the_singular(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sales.csv").write_text(SALES)
    assert (
        "1 invoice and 0 credits $100.00, 0 payments"
        in run("import", tmp_path / "sales.csv", "--dry-run").output
    )


DETAIL = """,Transaction date,Transaction type,Num,Product/Service full name,Description,Amount
Nell,,,,,,
,03/04/2025,Invoice,1,Pumping,Pumped 1000 gal tank,345.00
"""


def test_suggestions_are_taken_over_only_when_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(DETAIL)
    assert "1 suggestion in notes and memos, not taken over" in run("import", path).output
    assert run("import", path, "--json").json["suggestions"][0]["accepted"] is False
    accepted = run("import", path, "--accept-suggestions", "--json").json
    assert accepted["files"][0]["new"]["assets"] == 1
    assert run("import", path, "--accept-suggestions", "--json").json["suggestions"] == []


def two_sheets(tmp_path: Path) -> Path:
    book = Workbook()
    for sheet, name in ((book.active, "Ana Reyes"), (book.create_sheet("Old"), "Bo Cruz")):
        assert sheet is not None
        for row in (("Customer", "City"), (name, "Tyler")):
            sheet.append(row)
    book["Sheet"].title = "Now"
    book.save(tmp_path / "two.xlsx")
    return tmp_path / "two.xlsx"


def test_only_the_named_sheets_are_imported(run: Run, tmp_path: Path) -> None:
    path = two_sheets(tmp_path)
    files = run("import", path, "--sheet", "now", "--dry-run", "--json").json["files"]
    assert [file["sheet"] for file in files] == ["Now"]
    both = run("import", path, "--sheet", "Now", "--sheet", "Old", "--dry-run", "--json").json
    assert [file["sheet"] for file in both["files"]] == ["Now", "Old"]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(run: Run, tmp_path: Path) -> None:
    refused = run("import", two_sheets(tmp_path), "--sheet", "Next", "--dry-run")
    assert refused.status == 1
    assert "No sheet is called “Next”; the sheets are: “Now”, “Old”." in refused.errors


def test_a_text_file_has_no_sheet_to_name(run: Run, listed: Path) -> None:
    assert "No sheet is called “Now”" in run("import", listed, "--sheet", "Now").errors


RECEIVED = SALES.replace(
    ",02/30/2024,Invoice,2,Yes,,A/R,50.00\n", ",03/09/2024,Payment,c1,Yes,,Bank,120.00\n"
)


def test_payments_are_applied_to_the_oldest_invoices_only_when_asked(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(RECEIVED)
    said = run("import", path, "--dry-run").output
    assert "$100.00 of 1 payment or credit not applied to invoices (--apply-payments" in said
    applied = run("import", path, "--apply-payments", "--json").json["applied"]
    assert applied == {
        "wanted": True, "payments": 1, "invoices": 1, "amount": "100.00", "left": "20.00",
        "taken_back": "0.00",
    }  # fmt: skip
    assert run("imports", "--json").json[0]["applied"] == applied
    assert run("import", path, "--json").json["applied"]["wanted"] is True
    assert run("import", path, "--no-apply-payments", "--json").json["applied"]["wanted"] is False
    assert run("check", "--json").json["ok"] is True


def test_the_check_names_who_has_more_applied_than_there_is(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text(RECEIVED)
    run("import", path, "--apply-payments")
    office = open_office(tmp_path / "office.db")
    with office.writing.begin() as db:
        db.execute(update(PaymentShare).values(amount_cents=500_00))
    office.close()
    found = run("check", "--json").json["findings"]
    assert {
        "where": "payment_shares",
        "message": "what is applied for Nell Abbott does not fit the invoices",
    } in found
