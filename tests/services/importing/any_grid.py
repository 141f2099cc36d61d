"""Grids of every kind: headings of lists and reports, realistic and hostile cells, two formats."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from hypothesis import strategies as st

from desktop.services.importing.headings.layouts import REPORTS, Report
from desktop.services.importing.headings.targets import TARGETS

Cells = list[list[Any]]

NAMES = (
    "Ann Reyes", "Reyes, Ann", "Ann Reyes (SOLD)", "Ann & Bo Cruz", "Cruz, Bo", "Cruz LLC",
    "Cruz LLC:Barn", "Ann Reyes (deleted)", "Total Comfort", "Ann Reyes Jr.", "None",
)  # fmt: skip
DAYS = (
    "3/4/2024", "13/4/2024", "2024-05-06", date(2024, 3, 4), datetime(2023, 1, 2), 45355,  # noqa: DTZ001 - as workbooks hold it
    "02/30/2024", "0/0/0", "Mar 4, 2025", "5/6/31", "1/1/70",
)  # fmt: skip
MONEY = ("325.00", "$1,000.00", "(85.00)", -85, 10.5, "TBD", "-", "1.234,56", "7.5%", 0, "0.00")
PHONES = ("(903) 555-0101", "903.555.0102/903.555.0103", "555-0154", "none", 9035550101, "4.79E+08")
WORDS = (
    "Pump 1000 gal", "Pumping:1000 gal (Pump septic tank)", 'lid 18" down', "Service contract",
    "Riser installed", "Voided", "Discount", "Sales Tax", "aerobic inspection", "INV-7", "7",
    7, 7.0,
)  # fmt: skip
PLACES = (
    "12 Oak St", "12 Oak St, Tyler TX 75701", "PO Box 7", "12 Oak St Tyler", "Tyler", "TX", "Texas",
    "75701", 2301, "75701-0012", "12 Oak St\nTyler, TX 75701",
)  # fmt: skip
EMAILS = ("ann@example.com", "ann@example.com; bo@example.com", "ann@", "n/a")
TYPES = (
    "Invoice", "Payment", "Sales Receipt", "Credit Memo", "Estimate", "Refund", "Charge", "Bill",
    "Journal Entry", "Statement",
)  # fmt: skip
FRAME = ("Total for Ann Reyes", "Total Ann Reyes", "TOTAL", "Not Specified", "Jan - Dec 26", "   ")
HOSTILE = st.one_of(
    st.sampled_from(["", "", "", "-", "?", "=1+1", "=A1", "#REF!", True, "é’“", "\xa0", "0", ":"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=8),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
)
# What stands under headings that are read in this way; any other column takes words.
BY_PARSER = {
    "date": DAYS, "date_ahead": DAYS, "amount": MONEY, "paid": (*MONEY, "yes", "3/4/2024"),
    "phone": PHONES, "email": EMAILS, "lines": PLACES, "state": PLACES, "whole": ("1,000 gal", 750),
    "interval": ("3yr", "36 mo", 2, "yearly"), "months": (12, "6"), "yes_no": ("Y", "no", "maybe"),
}  # fmt: skip
BY_KEY = {
    "name": NAMES, "source_name": NAMES, "display_name": NAMES, "type": TYPES, "date": DAYS,
    "due": DAYS, "posting": ("Yes", "No"), "trans_no": ("7", "364,134", ""), "quantity": (1, "-1"),
    **dict.fromkeys(("amount", "debit", "credit", "open", "price", "balance"), MONEY),
}  # fmt: skip


class Column(NamedTuple):
    """A heading, and what plausibly stands under it."""

    heading: str
    cells: tuple[Any, ...]


def _pool(parser: str, part: str) -> tuple[Any, ...]:
    if part == "name":
        return NAMES
    return BY_PARSER.get(parser, PLACES if part in ("mail", "site") else WORDS)


LIST_COLUMNS = tuple(
    Column(alias, _pool(target.parser, target.part))
    for target in TARGETS
    for alias in target.aliases
)
NAME_COLUMNS = tuple(Column(heading, NAMES) for heading in ("Customer", "Name", "Client"))
ODD_COLUMNS = (Column("", WORDS), Column("Zebra", WORDS), Column("Religion", ("Baptist",)))


@st.composite
def list_columns(draw: st.DrawFn) -> list[Column]:
    """The headings of an owner's list, in any order, some of them twice."""
    named = draw(st.lists(st.sampled_from(NAME_COLUMNS), min_size=1, max_size=1))
    others = draw(st.lists(st.sampled_from((*LIST_COLUMNS, *ODD_COLUMNS)), min_size=2, max_size=7))
    return draw(st.permutations([*named, *others]))


def report_columns(report: Report) -> list[Column]:
    """The headings of a report with all that it needs and what tells it from its neighbours."""
    keys = dict.fromkeys([*report.needed, *report.any_of[:1], "number", "memo", "item", "open"])
    wanted = [k for k in keys if report.columns.get(k) and k not in report.never]
    spare = [Column("", ())] if report.is_grouped else []
    return spare + [Column(report.columns[k][0], BY_KEY.get(k, WORDS)) for k in wanted]


COLUMNS = st.one_of(list_columns(), st.sampled_from(REPORTS).map(report_columns))


@st.composite
def grids(draw: st.DrawFn) -> Cells:
    """A title or none, headings, rows of data with accidents among them."""
    columns = draw(COLUMNS)
    rows: Cells = [[column.heading.capitalize() for column in columns]]
    for kind in draw(st.lists(st.sampled_from("dddddgfxh"), min_size=1, max_size=9)):
        rows.append(_row(draw, kind, columns))
    title = draw(st.sampled_from([[], [["Septic Service LLC"], ["As of June 1, 2026"], [""]]]))
    return title + rows


def _row(draw: st.DrawFn, kind: str, columns: list[Column]) -> list[Any]:
    """A row of data, a group, an end of a group, rubbish, or the headings again."""
    if kind == "g":
        return [draw(st.sampled_from(NAMES))]
    if kind == "f":
        return [
            draw(st.sampled_from(FRAME)),
            *[""] * (len(columns) - 2),
            draw(st.sampled_from(MONEY)),
        ]
    if kind == "h":
        return [column.heading for column in columns]
    if kind == "x":
        return draw(st.lists(HOSTILE, max_size=len(columns) + 2))
    cells = [st.sampled_from(column.cells) if column.cells else st.just("") for column in columns]
    return [draw(st.one_of(cell, cell, cell, HOSTILE)) if at or not _spare(columns) else ""
            for at, cell in enumerate(cells)]  # fmt: skip


def _spare(columns: list[Column]) -> bool:
    return not columns[0].cells


def as_csv(grid: Cells, path: Path) -> Path:
    """Write a grid as text."""
    with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(grid)
    return path.with_suffix(".csv")


def as_xlsx(grid: Cells, path: Path) -> Path:
    """Write a grid as a workbook."""
    book = openpyxl.Workbook()
    for number, row in enumerate(grid, 1):
        for at, cell in enumerate(row, 1):
            if cell != "":
                book.worksheets[0].cell(number, at, cell)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


FORMATS = (as_csv, as_xlsx)
