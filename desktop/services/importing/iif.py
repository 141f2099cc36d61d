"""IIF files: records by kind, cells by position, and the customer list as a table."""

import re
from collections import Counter
from typing import NamedTuple

from desktop.services.importing.kinds import DataRow, Grid, Row, Table
from desktop.services.importing.messages import SENTENCES
from desktop.services.importing.text import decode

KIND = "iif_customers"
_LINE = re.compile(r"\r\n|\n|\r")
_QUOTED = re.compile(r'"((?:[^"]|"(?!\t|$))*)"(?:\t|$)')
_LABELS = {
    "TRNS": "transactions",
    "SPL": "transaction lines",
    "VEND": "vendors",
    "EMP": "employees",
    "ACCNT": "accounts",
    "INVITEM": "items",
    "OTHERNAME": "other names",
    "TIMEACT": "time entries",
    "BUD": "budgets",
    "TODO": "to-do notes",
    "CUSTNAMEDICT": "names of custom fields",
    "CUSTITEMDICT": "names of custom item fields",
    "CTYPE": "customer types",
    "VTYPE": "vendor types",
    "JOBTYPE": "job types",
    "QB ONLINE": "settings of QuickBooks Online services",
    "TERMS": "payment terms",
    "PAYMETH": "payment methods",
    "SHIPMETH": "shipping methods",
    "INVMEMO": "invoice messages",
    "SALESREP": "sales representatives",
    "SALESTAXCODE": "sales tax codes",
    "CLASS": "classes",
    "UNITMEAS": "units of measure",
    "PRICELEVEL": "price levels",
    "PITEM": "payroll items",
    "INVITEMS": "items",
    "VEHICLE": "vehicles",
    "BUDGET": "budgets",
}
_OTHER = "other records"


def read_iif(file: str, data: bytes, sha256: str = "") -> Grid:
    """One row per physical line, its cells split at tabs outside quotes."""
    text, notes = decode(data)
    lines = _LINE.split(text)
    if lines and not lines[-1].strip("\x1a\x00"):
        lines.pop()
    rows = [Row(number, _cells(line)) for number, line in enumerate(lines, start=1)]
    return Grid(file, None, rows, tuple(notes), sha256=sha256)


def _cells(line: str) -> list[str]:
    """Split a line; a quote ends its cell only before a tab or the end of the line."""
    if '"' not in line:
        return [cell.strip() for cell in line.split("\t")]
    cells, place = [], 0
    while place <= len(line):
        quoted = _QUOTED.match(line, place) if line[place : place + 1] == '"' else None
        if quoted:
            cells.append(quoted.group(1).replace('""', '"').strip())
            place = quoted.end() if line[quoted.end() - 1] == "\t" else len(line) + 1
            if place == len(line):
                cells.append("")
                place += 1
            continue
        end = line.find("\t", place)
        end = len(line) if end < 0 else end
        cells.append(line[place:end].strip())
        place = end + 1
    return cells


class _Scan(NamedTuple):
    """The records of a file sorted by what becomes of them."""

    customers: list[DataRow]
    left_out: dict[int, str]
    headings: tuple[str, ...]
    heading_row: int
    counts: Counter[str]


def customer_table(grid: Grid) -> Table:
    """The customer list of an IIF file as a table; every other record is left out by kind."""
    labels = _custom_labels(grid)
    scan = _scan(grid)
    headings = tuple(labels.get(heading, heading) for heading in scan.headings)
    listed = _listed(scan.counts) or "no records"
    notes = grid.notes + ((f"Left out: {listed}.",) if scan.counts else ())
    if not scan.customers:
        notes = (*notes, SENTENCES["no_customers"].format(name=grid.file, what=listed))
    return Table(
        grid, KIND, scan.heading_row or 1, headings, scan.customers, scan.left_out, (), notes
    )


def _scan(grid: Grid) -> _Scan:
    customers: list[DataRow] = []
    left_out: dict[int, str] = {}
    counts: Counter[str] = Counter()
    first: tuple[str, ...] = ()
    heading_row, order = 0, None
    for number, cells in grid.rows:
        record = str(cells[0]).upper()
        if record == "!CUST":
            names = ("", *(_heading(cell) for cell in cells[1:]))
            first, heading_row = (first, heading_row) if first else (names, number)
            order = None if names == first else [_place(names, name) for name in first]
            left_out[number] = "Heading"
        elif record == "CUST" and first:
            values = ["", *cells[1:]] if order is None else _ordered(["", *cells[1:]], order)
            customers.append(DataRow(number, values))
        else:
            left_out[number] = _reason(record)
            if record and not record.startswith(("!", "END", "HDR")):
                counts[record] += 1
    return _Scan(customers, left_out, first, heading_row, counts)


def _heading(cell: str) -> str:
    return cell.replace(" ", "").upper()


def _place(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _ordered(cells: list[str], order: list[int]) -> list[str]:
    """The cells in the order of the first heading, when a later heading changed it."""
    return [cells[place] if 0 <= place < len(cells) else "" for place in order]


def _reason(record: str) -> str:
    if not record:
        return "Blank row"
    if record.startswith("!"):
        return "Heading"
    if record == "CUST":
        return "A customer before the heading of the customer list; its columns are unknown"
    return f"Not a customer: {_LABELS.get(record, _OTHER)}"


def _listed(counts: Counter[str]) -> str:
    """What the records are, in plain words, the most frequent first."""
    plain: Counter[str] = Counter()
    for kind, count in counts.items():
        plain[_LABELS.get(kind, _OTHER)] += count
    return ", ".join(f"{count} {label}" for label, count in plain.most_common())


def _custom_labels(grid: Grid) -> dict[str, str]:
    """The company's own names of CUSTFLD1 to 15; row INDEX 0 names the first."""
    labels = {}
    for _, cells in grid.rows:
        if cells[0] == "CUSTNAMEDICT" and len(cells) > 2 and cells[1].isdigit() and cells[2]:  # noqa: PLR2004
            labels[f"CUSTFLD{int(cells[1]) + 1}"] = cells[2]
    return labels
