"""The customer list of an IIF file as a table; what stands beside it is read later, or left out."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from desktop.services.importing.cells.values import text
from desktop.services.importing.files.messages import SENTENCES
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.mapping import Column, Mapping
from desktop.services.importing.iif.blocks import find_blocks
from desktop.services.importing.iif.grammar import heading_name, kind_of, records
from desktop.services.importing.iif.labels import (
    HEADS,
    OTHER_RECORDS,
    RECORDS,
    TRANSACTION_RECORDS,
    Called,
    transaction_type,
)
from desktop.services.importing.iif.lists import FIELD, custom_labels, data_date
from desktop.services.importing.kinds import DataRow, Grid, Table

KIND = "iif_customers"
CUSTOMER, TASKS = "CUST", "TODO"
_READ_LATER = TRANSACTION_RECORDS | {TASKS}
_FIRST_ROWS = 150

Slot = tuple[str, int]  # a heading and which of several of its name it is


class _Customers(NamedTuple):
    """The customer lines of a file under the headings of all its customer lists together."""

    headings: tuple[str, ...]
    heading_row: int
    rows: list[DataRow]


def customer_table(grid: Grid) -> Table:
    """The customer list of an IIF file as a table.

    Transactions and to-do notes are read from the grid afterwards; every other record is left
    out by kind.
    """
    found = _customers(grid)
    left_out = _left_out(grid)
    labels = custom_labels(grid)
    headings = tuple(_label(heading, labels) for heading in found.headings)
    return Table(
        grid, KIND, found.heading_row or 1, headings, found.rows, left_out, (),
        (*grid.notes, *_notes(grid, bool(found.rows))), data_date(grid),
    )  # fmt: skip


def _customers(grid: Grid) -> _Customers:
    """The customers; a later heading in another order puts their cells under the first one."""
    slots: list[Slot] = []
    order: list[int] = []
    rows: list[DataRow] = []
    heading_row = 0
    for number, cells in grid.rows:
        kind = kind_of(cells)
        if kind == "!CUST":
            order = _order(_slots(cells), slots)
            heading_row = heading_row or number
        elif kind == CUSTOMER and slots:
            rows.append(DataRow(number, _placed(cells, order)))
    return _Customers(("", *(name for name, _ in slots)) if slots else (), heading_row, rows)


def _slots(cells: Sequence[str]) -> list[Slot]:
    seen: Counter[str] = Counter()
    found = []
    for cell in cells[1:]:
        name = heading_name(cell)
        found.append((name, seen[name]))
        seen[name] += 1
    return found


def _order(wanted: list[Slot], slots: list[Slot]) -> list[int]:
    """Where each cell of a line goes, if not where it is; new headings are added to `slots`."""
    known = {slot: place for place, slot in enumerate(slots)}
    for slot in wanted:
        if slot not in known:
            known[slot] = len(slots)
            slots.append(slot)
    order = [known[slot] for slot in wanted]
    return [] if order == list(range(len(order))) else order


def _placed(cells: Sequence[str], order: list[int]) -> list[str]:
    values = list(cells[1:])
    if not order:
        return ["", *values]
    placed = [""] * (max(order, default=-1) + 1)
    for place, value in zip(order, values, strict=False):
        placed[place] = value
    return ["", *placed]


def _left_out(grid: Grid) -> dict[int, str]:
    """Why each line is left out that is no customer and is not read later."""
    found = {}
    for number, cells in grid.rows:
        kind = kind_of(cells)
        if kind != CUSTOMER and kind not in _READ_LATER:
            found[number] = _reason(kind, cells)
    return found


def _reason(kind: str, cells: Sequence[str]) -> str:
    if not any(map(text, cells)):
        return "Blank row"
    if kind.startswith("!"):
        return "Heading"
    if kind.startswith(HEADS):
        return "Beginning or end of a list"
    return f"Not a customer: {RECORDS.get(kind, OTHER_RECORDS).singular}"


def _notes(grid: Grid, has_customers: bool) -> list[str]:  # noqa: FBT001 - of this module only
    """What else the file holds, in plain words, the most frequent first."""
    written = [block.header.get("TRNSTYPE") for block in find_blocks(records(grid)).blocks]
    types = [transaction_type(word) for word in written if word]
    left_out = Counter(one for one in types if not one.kind)
    counts: list[tuple[Called, int]] = []
    counts += [*_other_records(grid).items(), *left_out.items()]
    counts.sort(key=lambda pair: -pair[1])
    listed = ", ".join(f"{count} {one.named(count)}" for one, count in counts)
    notes = [f"Left out: {listed}."] if listed else []
    if not has_customers and len(left_out) == len({*types}) and len(types) == len(written):
        said = SENTENCES["no_customers"].format(name=grid.file, what=listed or "no records")
        notes.append(said)
    return notes


def _other_records(grid: Grid) -> Counter[Called]:
    counts: Counter[Called] = Counter()
    for record in records(grid):
        is_mark = record.kind.startswith(HEADS)
        if not is_mark and record.kind not in _READ_LATER and record.kind != CUSTOMER:
            counts[RECORDS.get(record.kind, OTHER_RECORDS)] += 1
    return counts


def _label(heading: str, labels: dict[str, str]) -> str:
    """What a column is called: custom fields by the company's own word, never by one of IIF."""
    if heading in labels:
        own = labels[heading]
        return own.capitalize() if own in targets.IIF_COLUMNS else own
    number = heading.removeprefix(FIELD)
    return f"Custom field {number}" if number != heading and number.isdigit() else heading


def telling_rows(table: Table) -> list[DataRow]:
    """Rows that show a value of every column that has one, then the first ones."""
    unseen = set(range(len(table.headings)))
    telling = []
    for row in table.rows:
        filled = {place for place in unseen if place < len(row.cells) and text(row.cells[place])}
        if filled:
            telling.append(row)
            unseen -= filled
    return telling + table.rows[:_FIRST_ROWS]


def settled(proposed: Mapping, table: Table) -> Mapping:
    """The mapping in which IIF's own columns keep their places, and empty ones are left out."""
    filled = {place for row in table.rows for place, cell in enumerate(row.cells) if text(cell)}
    own = {targets.IIF_COLUMNS.get(column.heading) for column in proposed.columns}
    return Mapping(tuple(_settled(column, filled, own) for column in proposed.columns))


def _settled(column: Column, filled: set[int], own: set[str | None]) -> Column:
    """One column; a custom field never takes the place of a column of IIF itself."""
    if not column.heading or column.at not in filled:
        return column._replace(target=targets.LEAVE_OUT)
    wanted = targets.IIF_COLUMNS.get(column.heading)
    if wanted:
        return column._replace(target=wanted, score=1.0, reason="A column of this report")
    target = targets.BY_KEY.get(column.target)
    is_taken = column.target in own and target and target.parser not in targets.MANY
    if not is_taken:
        return column
    return column._replace(target=targets.CUSTOM, reason="Another column fits better")
