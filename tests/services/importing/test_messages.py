"""Every message names the file or the place, the value, the reason, and what to do."""

import re
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.files.messages import SENTENCES, unusable
from desktop.services.importing.files.recognise import read_bytes
from tests.services.importing.conftest import AS_OF
from tests.services.importing.workbook_files import LIST, ods, open_row, row, xls, xlsx

DATA = Path(__file__).parents[2] / "data"
REPORT = (
    "Reyes Septic,,,,,,,\r\nTransaction List by Customer,,,,,,,\r\nAll Dates,,,,,,,\r\n\r\n"
    ",Date,Transaction type,Num,Posting (Y/N),Memo,Account name,Amount\r\n"
    "Ray Tollefson,,,,,,,\r\n,03/04/2025,Invoice,2287,Y,Pump,A/R,325.00\r\n"
    ",{date},Invoice,2288,Y,Pump,A/R,{amount}\r\nTotal for Ray Tollefson,,,,,,,$325.00\r\n"
)
PHONES = "Customer,Phone,Address,City\r\n" + "".join(
    f"Ann {n},12 Oak St,903-555-010{n},Tyler\r\n" for n in range(5)
)
UNBALANCED = (
    "!TRNS\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM\r\n"
    "!SPL\tTRNSTYPE\tDATE\tACCNT\tNAME\tAMOUNT\tDOCNUM\r\n!ENDTRNS\r\n"
    "TRNS\tINVOICE\t3/4/2025\tAccounts Receivable\tAnn Reyes\t20.00\t11\r\n"
    "SPL\tINVOICE\t3/4/2025\tIncome\t\t-15.00\t11\r\nENDTRNS\r\n"
)
# The cases of the table of messages: name of the file, its bytes, and what must be said.
CASES: dict[str, tuple[str, bytes, str]] = {
    "password": (
        "list.xlsx", (DATA / "spreadsheets/password-protected.xlsx").read_bytes(),
        r"list\.xlsx is protected by a password\. Open it in Excel, remove the password",
    ),
    "password of an open document": (
        "list.ods", ods(open_row("x"), manifest="<manifest:encryption-data/>"),
        r"list\.ods is protected by a password",
    ),
    "password of an old workbook": (
        "list.xls", (DATA / "spreadsheets/xor-encrypted.xls").read_bytes(),
        r"list\.xls is protected by a password",
    ),
    "damaged": ("list.xlsx", xlsx()[:500], r"list\.xlsx is damaged or not complete\. Try opening"),
    "no table": (
        "list.csv", b"12,34\r\n56,78\r\n",
        r"No table found in the first 30 rows of list\.csv.*Expected headings such as Customer.*12",
    ),
    "needed column": (
        "list.csv", REPORT.replace("Amount\r\n", "Sum\r\n").encode(),
        r"looks like “Transaction List by Customer”, but the column Amount is missing\. In Q.*tick",
    ),
    "bad cell": (
        "list.csv", REPORT.format(date="03/05/2025", amount="TBD").encode(),
        r"Row 8, column H \(Amount\): 'TBD' is not an amount.*2288",
    ),
    "bad date": (
        "list.csv", REPORT.format(date="02/30/2024", amount="5.00").encode(),
        r"Row 8, column B \(Date\): '02/30/2024' is not a day of the calendar",
    ),
    "formula error": (
        "list.xlsx", xlsx(LIST + row(3, "Bo Cruz", "Waco", '<c r="C3" t="e"><v>#REF!</v></c>')),
        r"Row 3, column C \(Balance\): '#REF!' is a formula error.*not imported.*Put the value",
    ),
    "shifted": (
        "list.csv", PHONES.encode(),
        r"5 of 5 values under Address look like phone numbers\. Columns may be shifted",
    ),
    "tabs lost": (
        "list.iif", b"!CUST   NAME   PHONE1\r\nCUST   Ann   903\r\n",
        r"list\.iif: this IIF file has blanks where tabs should be.*Export it again",
    ),
    "unbalanced": (
        "list.iif", UNBALANCED.encode(),
        r"4.{1,3}6: transaction does not add up \(20\.00 and .15\.00\)",
    ),
    "bank": (
        "list.qbo", b"OFXHEADER:100\r\n<OFX>",
        r"\.qbo files are bank statements and hold no customers.*Export Customer List",
    ),
    "quickbooks' own": (
        "office.qbw", b"\x00\x01anything", r"office\.qbw is QuickBooks' own file\. Export a report",
    ),
    "web page": (
        "list.xls", b"<html><p>x</p></html>", r"list\.xls is a web page.*save it as \.xlsx",
    ),
    "picture": (
        "list.csv", bytes(range(9)) * 50, r"list\.csv is not a spreadsheet or a text file\. Choose",
    ),
    "empty": ("list.csv", b"", r"list\.csv is empty\. Export it again"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_message_says_what_where_why_and_what_to_do(
    case: str, db: Session, tmp_path: Path
) -> None:
    name, data, words = CASES[case]
    (tmp_path / name).write_bytes(data)
    said = " ".join(_said(db, tmp_path / name))
    assert re.search(words, said, re.DOTALL), said


def _said(db: Session, path: Path) -> list[str]:
    """Everything the office reads about a file."""
    try:
        tables = importing.preview(db, [path], AS_OF).tables
    except importing.ImportFileError as error:
        return [error.message]
    return [
        said
        for table in tables
        for said in (*table.notes, *(problem.message for problem in table.problems))
    ]


@pytest.mark.parametrize("case", SENTENCES)
def test_every_sentence_is_whole_and_names_the_file_or_its_kind(case: str) -> None:
    fields = [field for _, field, _, _ in string.Formatter().parse(SENTENCES[case]) if field]
    said = unusable(case, "list.xlsx", **dict.fromkeys(set(fields) - {"name", "suffix"}, "x"))
    assert said.message[-1] in ".x"
    assert {"name", "suffix"} & set(fields) or case == "no_name"
    assert len(said.message) < 400


def _deny(*_: Any) -> bytes:
    raise PermissionError(13, "used by another process")


def _gone(*_: Any) -> bytes:
    raise OSError(5, "the drive is gone")


@pytest.mark.parametrize("reading", [_deny, _gone])
def test_a_file_that_is_open_in_excel_says_so(
    reading: Callable[..., bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "list.xls").write_bytes(xls([["Customer"]]))
    monkeypatch.setattr(Path, "read_bytes", reading)
    with pytest.raises(importing.ImportFileError, match=r"list\.xls is open in Excel.*a copy"):
        read_bytes(tmp_path / "list.xls")
