"""What the tests of reports share: the layouts in other dress, and the content of an office."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from sqlalchemy.orm import Session

from desktop.services.importing.files.text import read_csv
from tests.services.importing.conftest import rows

Grid = list[list[str]]


class Layout(NamedTuple):
    """What one example of a layout holds, counted by eye."""

    file: str
    kind: str
    customers: int = 0
    invoices: int = 0
    credits: int = 0
    payments: int = 0
    estimates: int = 0
    revenue: str = "0"
    paid: str = "0"


LAYOUTS = (
    Layout("desktop-ar-aging-detail-spaced.csv", "aging_detail", 2, 2, revenue="1385.00"),
    Layout("desktop-customer-list-export-cp1252.csv", "desktop_customer_list", 3),
    Layout(
        "desktop-sales-by-customer-detail-direct.csv", "sales_by_customer_detail",
        2, 3, 1, revenue="1355.00",
    ),
    Layout(
        "desktop-transaction-list-by-customer-spaced.csv", "desktop_transaction_list",
        2, 2, 0, 1, revenue="560.00", paid="325.00",
    ),
    Layout("qbo-customer-contact-list.csv", "customer_contact_list", 3),
    Layout("qbo-invoice-list-by-date.csv", "invoice_list", 2, 2, revenue="1630.00"),
    Layout(
        "qbo-invoices-and-received-payments.csv", "invoices_and_payments",
        1, 1, 0, 1, revenue="390.00", paid="390.00",
    ),
    Layout(
        "qbo-new-sales-by-customer-detail.csv", "sales_by_customer_detail", 1, 1, revenue="390.00"
    ),
    Layout(
        "qbo-new-transaction-list-by-customer.csv", "transaction_list_by_customer",
        2, 2, 1, 1, 1, revenue="1510.00", paid="390.00",
    ),
    Layout(
        "qbo-old-sales-by-customer-detail.csv", "sales_by_customer_detail", 1, 1, revenue="235.00"
    ),
    Layout(
        "qbo-old-transaction-list-by-customer.csv", "transaction_list_by_customer",
        1, 1, 0, 1, revenue="310.00", paid="310.00",
    ),
    Layout("qbo-open-invoices.csv", "open_invoices", 1, 1, revenue="1240.00"),
)  # fmt: skip


def found(preview: Any) -> Layout:
    """What a preview of one file holds, in the same terms."""
    table, totals = preview.tables[0], preview.totals
    return Layout(
        table.file, table.kind, table.new["customers"], totals.invoices, totals.credits,
        totals.payments, table.new["estimates"], str(totals.revenue + Decimal("0.00")),
        str(totals.paid + Decimal("0.00")),
    )  # fmt: skip


def expected(layout: Layout, file: str) -> Layout:
    """The layout with its sums written as `found` writes them."""
    revenue, paid = f"{Decimal(layout.revenue):.2f}", f"{Decimal(layout.paid):.2f}"
    return layout._replace(file=file, revenue=revenue, paid=paid)


def grid(path: Path) -> Grid:
    """The cells of a file."""
    return [list(row.cells) for row in read_csv(path.name, path.read_bytes()).rows]


def as_csv(rows: Grid, path: Path, separator: str = ",", encoding: str = "utf-8") -> Path:
    """Write cells as text, all quoted."""
    quoted = [separator.join('"' + c.replace('"', '""') + '"' for c in row) for row in rows]
    path.write_bytes("\r\n".join(quoted).encode(encoding))
    return path


def as_xlsx(rows: Grid, path: Path) -> Path:
    """Write cells as a workbook, behind the page of advice that Desktop puts first."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append([cell or None for cell in row])
    tips = book.create_sheet("QuickBooks Desktop Export Tips", 0)
    tips.append(["Tips", "Customer", "Phone", "Address"])
    tips.append(["Look here", "for", "help with", "Excel"])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def turned_round(rows: Grid) -> Grid:
    """The columns in the opposite order; the columns of labels stay in front."""
    wide = max(map(len, rows))
    padded = [row + [""] * (wide - len(row)) for row in rows]
    labels = min(next((i for i, c in enumerate(row) if c), wide) for row in _headings(padded))
    return [[*row[:labels], *reversed(row[labels:])] for row in padded]


def _headings(rows: Grid) -> Grid:
    return [max(rows[:6], key=lambda row: sum(map(bool, row)))]


VARIANTS: dict[str, Callable[[Grid, Path], Path]] = {
    "xlsx": as_xlsx,
    "with a byte mark": lambda g, p: as_csv(g, p, encoding="utf-8-sig"),
    "semicolons": lambda g, p: as_csv(g, p, ";"),
    "one more title": lambda g, p: as_csv([["Printed for Maria"], *g], p),
    "one more column": lambda g, p: as_csv([[*row, ""] for row in g], p),
    "another order": lambda g, p: as_csv(turned_round(g), p),
}


def content(db: Session) -> dict[str, list[str]]:
    """All records without their numbers; a reference is told by what it points to."""
    names = {one["id"]: one["display_name"] for one in rows(db, "customers")}
    owners = {one["property_id"]: names[one["customer_id"]] for one in rows(db, "property_links")}
    places = {
        one["id"]: f"{owners[one['id']]}|{one.get('line1')}|{one.get('note')}"
        for one in rows(db, "properties")
    }
    visits = {
        one["id"]: f"{names[one['customer_id']]}|{one['completed_date']}|{one.get('note')}"
        for one in rows(db, "visits")
    }
    invoices = {
        one["id"]: f"{names[one['customer_id']]}|{one.get('number')}|{one['date']}"
        for one in rows(db, "invoices")
    }
    refers = {
        "customer_id": names, "property_id": places, "visit_id": visits, "invoice_id": invoices
    }  # fmt: skip
    tables = (
        "customers", "properties", "visits", "service_lines", "invoices", "payments",
        "estimates", "other_transactions",
    )  # fmt: skip
    return {table: sorted(_told(one, refers) for one in rows(db, table)) for table in tables}


def _told(row: dict[str, Any], refers: dict[str, dict[int, str]]) -> str:
    plain = {
        key: refers[key][value] if key in refers else value
        for key, value in row.items()
        if key != "id"
    }
    return repr(sorted(plain.items()))
