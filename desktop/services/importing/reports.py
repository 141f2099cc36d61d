"""The reports that are known: their headings, and how to tell which one a grid holds.

A new report is one entry here and one small reader function named by it in `readers.READERS`.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from desktop.models.folding import fold
from desktop.services.importing.kinds import Grid
from desktop.services.importing.values import text

LOOK_DOWN = 30
_FULL_NAME = re.compile(r"^\w+ full name$")


class Report(NamedTuple):
    """One report: `columns` maps a key to the headings that mean it."""

    key: str
    label: str
    title: str  # a pattern the title line fits
    columns: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    is_grouped: bool = False
    reader: str | None = None  # a key of `readers.READERS`; None: recognised, not read yet
    any_of: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # headings that belong to another report


def _columns(**headings: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(text.split("|")) for key, text in headings.items()}


_DOCUMENT = _columns(
    date="date|transaction date",
    type="transaction type|type",
    number="num|no.|no./num|transaction number",
    posting="posting|posting (y/n)",
    memo="memo|memo/description|description",
    account="account|account name|account full name",
    amount="amount",
)
_NAME = "customer full name|customer|name|client|patient|member|guest|donor|tenant"
_NUMBERED = {
    **{f"bill{n}": (f"bill to {n}",) for n in range(1, 6)},
    **{f"ship{n}": (f"ship to {n}",) for n in range(1, 6)},
}

REPORTS: tuple[Report, ...] = (
    Report(
        "customer_contact_list",
        "Customer Contact List",
        r"\w+ contact list",
        _columns(
            display_name="customer full name|customer",
            phone="phone numbers|phone",
            email="email",
            contact_name="full name",
            mail_block="bill address|billing address",
            site_block="ship address|shipping address",
        ),
        ("display_name",),
        reader="customers",
        any_of=("mail_block", "site_block"),
        never=("street address", "bill to 1", "city", "last pumped"),
    ),
    Report(
        "desktop_customer_list",
        "Customer list of QuickBooks Desktop",
        r"customer list",
        _columns(
            status="active status",
            display_name="customer",
            leave_out="balance|balance total|job status|start date|end date|job type",
            company="company",
            salutation="mr./ms./...",
            phone="main phone",
            email="main email",
            **{key: value[0] for key, value in _NUMBERED.items()},
        ),
        ("status", "display_name", "phone"),
        reader="customers",
        any_of=("bill1", "company"),
    ),
    Report(
        "online_customer_list",
        "Customer list of QuickBooks Online",
        r"customers?( list)?",
        _columns(
            display_name="name",
            company="company name",
            mail_line1="street address",
            mail_city="city",
            mail_state="state",
            mail_zip="zip",
            phone="phone",
            email="email",
            customer_type="customer type",
            leave_out="attachments|open balance",
            notes="notes",
        ),
        ("display_name", "company", "mail_line1"),
        reader="customers",
    ),
    Report(
        "transaction_list_by_customer",
        "Transaction List by Customer",
        r"transaction list by \w+",
        _DOCUMENT,
        ("date", "type", "amount"),
        is_grouped=True,
        reader="documents",
        any_of=("posting", "account", "memo"),
        never=(
            "product/service",
            "product/service full name",
            "balance",
            "split",
            "item",
            "open balance",
            "due date",
            "transaction number",
            "status",
            "name",
            "customer",
        ),
    ),
    Report(
        "sales_by_customer_detail",
        "Sales by Customer Detail",
        r"sales by \w+ detail",
        {
            **_DOCUMENT,
            **_columns(
                item="product/service|product/service full name|item",
                quantity="qty|quantity",
                price="sales price",
                balance="balance",
            ),
        },
        ("date", "type", "amount", "item"),
        is_grouped=True,
    ),
    Report(
        "invoice_list",
        "Invoice List",
        r"invoice list.*",
        {**_DOCUMENT, **_columns(name=_NAME, due="due date", open="open balance")},
        ("date", "type", "name", "amount", "open"),
    ),
    Report(
        "transaction_list_by_date",
        "Transaction List by Date",
        r"transaction list by date",
        {**_DOCUMENT, **_columns(name=_NAME, split="split")},
        ("date", "type", "name", "amount"),
    ),
    Report(
        "invoices_and_payments",
        "Invoices and Received Payments",
        r"invoices and received payments",
        _DOCUMENT,
        ("date", "type", "number", "amount"),
        is_grouped=True,
        never=("posting", "account name", "account", "name"),
    ),
    Report(
        "open_invoices",
        "Open Invoices",
        r"open invoices",
        {**_DOCUMENT, **_columns(due="due date", open="open balance", terms="term|terms")},
        ("date", "type", "open"),
        is_grouped=True,
    ),
    Report(
        "aging_detail",
        "A/R Aging Detail",
        r"a/r aging detail.*",
        {**_DOCUMENT, **_columns(due="due date", open="open balance", aging="aging", name=_NAME)},
        ("date", "type", "open", "name"),
        is_grouped=True,
    ),
    Report(
        "desktop_transaction_list",
        "Transaction List by Customer (QuickBooks Desktop)",
        r"transaction list by customer",
        {**_DOCUMENT, **_columns(clr="clr", split="split", debit="debit", credit="credit")},
        ("date", "type", "debit", "credit"),
        is_grouped=True,
    ),
)

BY_KEY = {report.key: report for report in REPORTS}


class Match(NamedTuple):
    """A report found in a grid: the place of its heading row and which column is which."""

    report: Report
    place: int  # index into grid.rows
    columns: dict[int, str]


def heading_key(cell: object) -> str:
    """A heading as it is compared."""
    return fold(text(cell))


def find_report(grid: Grid, kind: str | None = None) -> Match | None:
    """The report whose headings stand within the first 30 rows; None for a plain spreadsheet."""
    best: Match | None = None
    best_score = 0.0
    above = titles(grid)
    for place, row in enumerate(grid.rows[:LOOK_DOWN]):
        headings = [heading_key(cell) for cell in row.cells]
        for report in REPORTS:
            if kind in (None, report.key):
                columns = match_columns(report, headings)
                score = _score(report, headings, columns, above)
                if score > best_score:
                    best, best_score = Match(report, place, columns), score
    return best


def titles(grid: Grid) -> list[str]:
    """The lines above a table that stand alone in their row: company, report name, period."""
    return [
        heading_key(row.cells[0])
        for row in grid.rows[:LOOK_DOWN]
        if row.cells and text(row.cells[0]) and not any(text(cell) for cell in row.cells[1:])
    ]


def match_columns(report: Report, headings: list[str]) -> dict[int, str]:
    """Which column of a heading row is which key of the report."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        for key, aliases in report.columns.items():
            is_name = key == "display_name" and _FULL_NAME.match(heading)
            if heading in aliases or is_name:
                if key == "leave_out" or key not in found.values():
                    found[place] = key
                break
    return found


def _score(report: Report, headings: list[str], columns: dict[int, str], above: list[str]) -> float:
    """How well a report fits a heading row; 0 when it cannot be it."""
    keys = set(columns.values())
    if not keys.issuperset(report.needed) or any(word in headings for word in report.never):
        return 0
    if report.any_of and not keys.intersection(report.any_of):
        return 0
    titled = any(re.fullmatch(report.title, title) for title in above)
    return len(columns) / max(1, sum(map(bool, headings))) * 10 + len(columns) + 5 * titled
