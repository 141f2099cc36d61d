"""Rules that hold for any report: every row has one place, order does not matter."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.documents import frame
from desktop.services.importing.headings import reports
from desktop.services.importing.kinds import Grid, Row
from tests.services.importing.conftest import AS_OF, NOW, left_as_it_was
from tests.services.importing.reports_help import content

LIST = ["", "Date", "Transaction type", "Num", "Posting (Y/N)", "Memo", "Account name", "Amount"]
DETAIL = ["", "Date", "Transaction type", "Num", "Product/Service", "Memo/Description", "Qty",
          "Sales Price", "Amount", "Balance"]  # fmt: skip
OPEN = ["", "Date", "Transaction type", "Num", "Term", "Due date", "Open balance"]
ITEMS = ("Pumping:1000 gal", "Filter clean", "Riser", "Discount", "Camera")
FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))

CELLS = st.one_of(
    st.sampled_from(
        ["", "Nell", "Total for Nell", "TOTAL", "   Barn", "Not Specified", "Invoice", "Payment",
         "03/04/2025", "13/13/2025", "10.00", "TBD", "$1,000.00", "Voided", "1", "Bill", "7.5%"]
    ),
    st.text(alphabet="aN :-$1", max_size=6),
)  # fmt: skip
GRIDS = st.lists(st.lists(CELLS, max_size=10), max_size=12)


class Sale(NamedTuple):
    """An invoice as QuickBooks holds it."""

    who: str
    number: int
    day: date
    lines: tuple[tuple[str, Decimal], ...]
    tax: Decimal
    open: Decimal

    @property
    def total(self) -> Decimal:
        """With the tax."""
        return sum((money for _, money in self.lines), Decimal(0)) + self.tax


Writer = Callable[[Sequence[Sale]], list[list[str]]]
MONEY = st.decimals("1", "900", places=2)
SALES = st.lists(
    st.builds(
        Sale,
        st.sampled_from(["Nell", "Ray", "Park:Barn", "Park"]),
        st.integers(1, 10**6),
        st.integers(0, 300).map(lambda days: date(2025, 1, 1) + timedelta(days)),
        st.lists(st.tuples(st.sampled_from(ITEMS), MONEY), min_size=1, max_size=3).map(tuple),
        st.decimals("0", "20", places=2),
        st.decimals("0", "500", places=2),
    ),
    max_size=4,
    unique_by=lambda sale: sale.number,
)


def listed(sales: Sequence[Sale]) -> list[list[str]]:
    """The sales as a Transaction List by Customer."""
    found = [LIST]
    for one in sales:
        found.append([one.who])
        found.append(["", f"{one.day:%m/%d/%Y}", "Invoice", str(one.number), "Yes",
                      "Pump 1000 gal", "A/R", str(one.total)])  # fmt: skip
    return found


def detailed(sales: Sequence[Sale]) -> list[list[str]]:
    """The sales as a Sales by Customer Detail: no tax."""
    found = [DETAIL]
    for one in sales:
        found.append([one.who])
        found += [
            ["", f"{one.day:%m/%d/%Y}", "Invoice", str(one.number), item, "", "1", str(money),
             str(money), "9.99"]
            for item, money in one.lines
        ]  # fmt: skip
    return found


def owed(sales: Sequence[Sale]) -> list[list[str]]:
    """The sales as Open Invoices."""
    found = [["As of June 1, 2026"], OPEN]
    for one in sales:
        found.append([one.who])
        found.append(["", f"{one.day:%m/%d/%Y}", "Invoice", str(one.number), "Net 30",
                      f"{one.day:%m/%d/%Y}", str(one.open)])  # fmt: skip
    return found


def bring(db: Session, folder: Path, cells: list[list[str]], name: str) -> importing.ImportResult:
    path = folder / name
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in cells]
    path.write_text("\n".join(lines), encoding="utf-8")
    return importing.import_files(db, [path], AS_OF, NOW)


@given(st.sampled_from([LIST, DETAIL, OPEN]), GRIDS)
@settings(deadline=None)
def test_the_frame_gives_every_row_one_place(headings: list[str], below: list[list[str]]) -> None:
    rows = [Row(number, cells) for number, cells in enumerate([headings, *below], 1)]
    match = reports.find_report(Grid("x.csv", None, rows))
    assert match is not None
    table = frame.report_table(Grid("x.csv", None, rows), match)
    placed = sorted([*table.left_out, *(row.number for row in table.rows)])
    assert placed == [row.number for row in rows]


@given(SALES, st.permutations([listed, detailed, owed]))
@FEW
def test_three_reports_of_the_same_sales_agree_in_any_order(
    db: Session, tmp_path: Path, sales: list[Sale], order: list[Writer]
) -> None:
    told = []
    for writers in ([listed, detailed, owed], order):
        with left_as_it_was(db):
            for writer in writers:
                bring(db, tmp_path, writer(sales), f"{writer.__name__}.csv")
            told.append(content(db))
    assert told[0] == told[1]
    assert len(told[0]["invoices"]) == len(sales)
