"""Day and month: decided per column, asked when a column holds both, chosen for a whole table."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.services import importing
from desktop.services.importing.cells.dates import DATE_ORDERS, DAY_FIRST, MONTH_FIRST, find_order
from tests.services.importing.conftest import AS_OF, Import, WriteCsv, rows

HEADINGS = "Customer,Address,Last pumped"
MIXED = ("Ann Reyes,1 Oak St,12/25/2024", "Bo Cruz,2 Oak St,25/12/2024", "Di Fox,3 Oak St,3/4/2024")


def test_a_column_that_holds_both_kinds_asks(db: Session, write_csv: WriteCsv) -> None:
    (table,) = importing.preview(db, [write_csv(HEADINGS, *MIXED)], AS_OF).tables
    asked = table.problems[0]
    assert (asked.row, asked.column) == (3, "C (Last pumped)")
    assert "'12/25/2024'" in asked.message
    assert "'25/12/2024'" in asked.message
    assert "until then they are read month first" in asked.message
    assert (table.boxes["new"], table.boxes["refused"]) == (3, 0)


@pytest.mark.parametrize(
    ("order", "days"),
    [
        (MONTH_FIRST, [date(2024, 12, 25), date(2024, 3, 4)]),
        (DAY_FIRST, [date(2024, 12, 25), date(2024, 4, 3)]),
    ],
)
def test_the_chosen_order_is_taken_and_asks_no_more(
    order: str, days: list[date], db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(HEADINGS, *MIXED)
    table = bring_in(path, date_orders={"list.csv": order}).preview.tables[0]
    assert [visit["completed_date"] for visit in rows(db, "visits")] == days
    assert (len(table.problems), len(rows(db, "customers"))) == (1, 3)


def test_a_report_of_documents_is_read_in_the_chosen_order(
    db: Session, bring_in: Import, write_csv: WriteCsv
) -> None:
    path = write_csv(
        "Transaction List by Customer",
        ",Date,Transaction type,Num,Posting,Memo,Account,Amount",
        "Nell Abbott,,,,,,,",
        ",03/04/2024,Invoice,1,Yes,Pump,A/R,100.00",
    )
    bring_in(path, date_orders={"list.csv": DAY_FIRST})
    assert rows(db, "invoices")[0]["date"] == date(2024, 4, 3)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "month first"),
        (["03/04/2024"], "month first"),
        (["25/12/2024", None, date(2024, 1, 1)], "day first"),
        (["25/12/2024", "12/25/2024"], "mixed"),
        (["99/12/2024", "00/25/2024"], "month first"),
    ],
)
def test_only_dates_that_fit_one_way_count(values: list[Any], said: str) -> None:
    found = find_order(values)
    assert (found.is_mixed, found.is_day_first) == (said == "mixed", said == "day first")


def test_there_are_two_orders_to_choose_from() -> None:
    assert DATE_ORDERS == (MONTH_FIRST, DAY_FIRST)
