"""From files to tables: read, recognise, find the heading row, propose the mapping."""

import hashlib
import re
from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.services.importing import frame, iif, mapping, reports, targets
from desktop.services.importing.kinds import Checkpoint, DataRow, Grid, Row, Table, no_checkpoint
from desktop.services.importing.mapping import Mapping
from desktop.services.importing.messages import SENTENCES, unusable
from desktop.services.importing.recognise import FileKind, read_bytes, recognise
from desktop.services.importing.text import read_csv
from desktop.services.importing.values import text
from desktop.services.importing.workbook import read_workbook

SPREADSHEET = "spreadsheet"
KINDS = {
    SPREADSHEET: "Customer spreadsheet",
    iif.KIND: "Customer list of QuickBooks Desktop (IIF)",
    **{report.key: report.label for report in reports.REPORTS},
}
_TOTAL = re.compile(r"^(?:sub|grand )?totals?\b", re.IGNORECASE)
_LONG_NOTE = 60
_SHOWN = 120
_ENOUGH = 3  # a row with so many filled cells is more than a heading or a note


@dataclass(frozen=True)
class Options:
    """What the office chose for one import. Keys of the mappings are `Table.key`s.

    `date_orders` holds "month first" or "day first" (`dates.DATE_ORDERS`); for a table without
    an entry the order is decided column by column.
    """

    kind: str | None = None
    mapping_name: str | None = None
    mappings: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    heading_rows: MappingOf[str, int] = field(default_factory=dict)
    date_orders: MappingOf[str, str] = field(default_factory=dict)
    decisions: MappingOf[tuple[str, int], int | str] = field(default_factory=dict)
    make_visits: bool = True
    encoding: str | None = None


def read_grids(path: Path, encoding: str | None = None) -> list[Grid]:
    """Every sheet of one file as a grid.

    Raises:
        ImportFileError: the file cannot be used; the sentence says what to do.
    """
    data = read_bytes(path)
    kind = recognise(path.name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind is FileKind.IIF:
        return [iif.read_iif(path.name, data, sha256)]
    if kind is FileKind.TEXT:
        return [read_csv(path.name, data, sha256, encoding)]
    return read_workbook(path.name, data, kind, sha256)


def read_tables(
    paths: list[Path],
    options: Options,
    checkpoint: Checkpoint = no_checkpoint,
    taken: Collection[str] = (),
) -> list[Table]:
    """The tables of several files; of a workbook all sheets that hold one.

    Files of one name from several folders are told apart by a number; `taken` are names that
    other files of this import have already.
    """
    tables: list[Table] = []
    names = set(taken)
    for done, path in enumerate(paths):
        checkpoint(done, len(paths))
        name = _free_name(path.name, names)
        names.add(name)
        grids = [replace(grid, file=name) for grid in read_grids(path, options.encoding)]
        found = [recognise_table(grid, options) for grid in grids]
        good = [table for table in found if table.heading_row]
        tables += good or found
    return tables


def _free_name(name: str, taken: Collection[str]) -> str:
    """The name of a file, with a number behind it when another file has the name already."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free


def recognise_table(grid: Grid, options: Options | None = None) -> Table:
    """Understand a grid as a report, or as a plain customer spreadsheet.

    Raises:
        ImportFileError: a report that is not read here, or one without a needed column.
    """
    options = options or Options()
    if any(str(row.cells[0]).startswith("!CUST") for row in grid.rows if row.cells) or _is_iif(
        grid
    ):
        return iif.customer_table(grid)
    chosen = options.heading_rows.get(f"{grid.file}|{grid.sheet}" if grid.sheet else grid.file)
    match = None if chosen else reports.find_report(grid, options.kind)
    if match:
        return _report_table(grid, match)
    _refuse_half_a_report(grid)
    return _spreadsheet_table(grid, chosen)


def _is_iif(grid: Grid) -> bool:
    return grid.sheet is None and any(
        str(row.cells[0]).startswith(("!TRNS", "!HDR", "!TIMERHDR"))
        for row in grid.rows[:5]
        if row.cells
    )


def _report_table(grid: Grid, match: reports.Match) -> Table:
    report = match.report
    if report.reader is None:
        raise unusable("unreadable_report", grid.file, what=report.label)
    heading = grid.rows[match.place]
    framed = frame.Frame()
    amount = next((p for p, key in match.columns.items() if key == "amount"), None)
    for row in grid.rows[match.place + 1 :]:
        if report.is_grouped:
            framed.add_grouped(row, amount)
        else:
            framed.add_flat(row)
    left_out = _above(grid, match.place) | framed.left_out
    headings = tuple(text(cell) for cell in heading.cells)
    return Table(
        grid,
        report.key,
        heading.number,
        headings,
        framed.rows,
        left_out,
        tuple(framed.totals),
        grid.notes,
    )


def _above(grid: Grid, place: int) -> dict[int, str]:
    rows = {
        row.number: frame.ABOVE if any(text(cell) for cell in row.cells) else frame.BLANK
        for row in grid.rows[:place]
    }
    return rows | {grid.rows[place].number: frame.HEADING}


def _refuse_half_a_report(grid: Grid) -> None:
    """A known title without the needed columns: name the first that is missing."""
    titles = reports.titles(grid)
    for report in reports.REPORTS:
        if len(report.title) < 12 or not any(re.fullmatch(report.title, t) for t in titles):  # noqa: PLR2004
            continue
        for row in grid.rows[: reports.LOOK_DOWN]:
            found = set(
                reports.match_columns(report, [reports.heading_key(c) for c in row.cells]).values()
            )
            missing = [key for key in report.needed if key not in found]
            if len(found) > 2 and missing:  # noqa: PLR2004 - surely the heading row
                column = report.columns[missing[0]][0].capitalize()
                raise unusable("missing_column", grid.file, what=report.label, column=column)


def _spreadsheet_table(grid: Grid, chosen: int | None) -> Table:
    place = _heading_place(grid) if chosen is None else max(chosen - 1, 0)
    if place is None:
        found = "; ".join(_shown(row) for row in grid.rows[:3])[:_SHOWN]
        name = f"sheet {grid.sheet} of {grid.file}" if grid.sheet else grid.file
        note = SENTENCES["no_table"].format(name=name, what=found)
        rows = [DataRow(r.number, r.cells) for r in grid.rows if _filled(r)]
        left_out = {r.number: frame.BLANK for r in grid.rows if not _filled(r)}
        return Table(grid, SPREADSHEET, 0, (), rows, left_out, (), (*grid.notes, note))
    headings = tuple(text(cell) for cell in grid.rows[place].cells)
    rows, left_out = [], _above(grid, place)
    first_heading = next(filter(None, headings), "")
    for row in grid.rows[place + 1 :]:
        first, filled = _beginning(row)
        if filled == _ENOUGH and first != first_heading and not _TOTAL.match(first):
            rows.append(DataRow(row.number, row.cells))  # nearly every row
            continue
        reason = _not_a_record(row, headings)
        if reason:
            left_out[row.number] = reason
        else:
            rows.append(DataRow(row.number, row.cells))
    return Table(
        grid, SPREADSHEET, grid.rows[place].number, headings, rows, left_out, (), grid.notes
    )


def _shown(row: Row) -> str:
    return ", ".join(text(cell) for cell in row.cells[:6] if text(cell))


def _filled(row: Row) -> int:
    return sum(1 for cell in row.cells if cell not in ("", None) and text(cell))


def _beginning(row: Row) -> tuple[str, int]:
    """The first text of a row, and how many of its cells are filled, counted up to three."""
    first, filled = "", 0
    for cell in row.cells:
        said = text(cell)
        if said:
            first = first or said
            filled += 1
            if filled == _ENOUGH:
                break
    return first, filled


def _heading_place(grid: Grid) -> int | None:
    """The row within the first 30 whose texts mean the most targets."""
    best, best_score = None, 0.0
    for place, row in enumerate(grid.rows[: reports.LOOK_DOWN]):
        texts = [text(c) for c in row.cells if isinstance(c, str) and text(c)]
        if len(texts) < 2 or any(c.isdigit() for c in texts):  # noqa: PLR2004 - not one heading
            continue
        score = 0.1 + sum(mapping.best_target(heading)[1] for heading in texts)
        if score > best_score + 0.5 * (best is not None):
            best, best_score = place, score
    return best


def _not_a_record(row: Row, headings: tuple[str, ...]) -> str:
    """Why a row below the headings is no customer; "" when it may be one."""
    filled = _filled(row)
    if not filled:
        return frame.BLANK
    first = next(text(cell) for cell in row.cells if text(cell))
    if filled >= _ENOUGH and tuple(text(cell) for cell in row.cells) == headings:
        return "The headings again"
    if _TOTAL.match(first):
        return frame.TOTAL
    if filled == 1 and len(headings) > 2:  # noqa: PLR2004 - a word alone in a wide table
        if len(first) > _LONG_NOTE:
            return frame.NOTE
        if first.isupper() and " " not in first:
            return f"Heading of {first}"
    return ""


def known_columns(table: Table) -> dict[int, str]:
    """The columns a known report names by itself: index -> target."""
    if table.kind == iif.KIND:
        return {
            place: targets.IIF_COLUMNS[heading]
            for place, heading in enumerate(table.headings)
            if heading in targets.IIF_COLUMNS
        }
    report = reports.BY_KEY.get(table.kind)
    if report is None:
        return {}
    return reports.match_columns(report, [reports.heading_key(h) for h in table.headings])


def table_mapping(table: Table, choices: MappingOf[str, str] | None = None) -> Mapping:
    """The proposed mapping of a table, with the office's choices put in."""
    rows = [row.cells for row in table.rows[:200]]
    report = reports.BY_KEY.get(table.kind)
    if report and report.reader != "customers":
        return _fixed_mapping(table)
    proposed = mapping.propose_mapping(table.headings, rows, known_columns(table))
    if table.kind == iif.KIND:
        proposed = _iif_custom(proposed)
    return proposed.with_choices(choices or {})


def _fixed_mapping(table: Table) -> Mapping:
    """The columns of a report of documents; they are what they are."""
    return Mapping(
        tuple(
            mapping.Column(index, table.headings[index], key, 1.0, "A column of this report", ())
            for index, key in sorted(known_columns(table).items())
        )
    )


def _iif_custom(proposed: Mapping) -> Mapping:
    """Unnamed CUSTFLD columns that are empty are left out."""
    return Mapping(
        tuple(
            c._replace(target=targets.LEAVE_OUT) if not c.heading or not c.samples else c
            for c in proposed.columns
        )
    )
