"""From files to tables: read, recognise, find the heading row, propose the mapping."""

import hashlib
from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from desktop.models.folding import fold
from desktop.services.importing import iif
from desktop.services.importing.documents import frame
from desktop.services.importing.files.messages import unusable
from desktop.services.importing.files.recognise import FileKind, read_bytes, recognise
from desktop.services.importing.files.text import read_csv
from desktop.services.importing.files.workbook import read_workbook
from desktop.services.importing.headings import (
    layouts,
    mapping,
    own_list,
    reports,
    targets,
    visit_lists,
)
from desktop.services.importing.headings.mapping import Mapping
from desktop.services.importing.kinds import Checkpoint, Grid, Table, no_checkpoint
from desktop.services.importing.lists import owners_lists
from desktop.services.reading.child import no_pulse

SPREADSHEET = "spreadsheet"
KINDS = {
    SPREADSHEET: "Customer spreadsheet",
    iif.KIND: "File of QuickBooks Desktop (IIF)",
    **{report.key: report.label for report in layouts.REPORTS},
}


@dataclass(frozen=True)
class Options:
    """What the office chose for one import. Keys of the mappings are `Table.key`s.

    `date_orders` holds "month first" or "day first" (`dates.DATE_ORDERS`); for a table without
    an entry the order is decided column by column. `encodings` are remembered ones by file name;
    `encoding`, chosen now, wins. `keep_sensitive` names the columns (table, heading) that the
    office insists on, and `actor` who does. `jobs` says what a job becomes (`jobs.CHOICES`) by
    its path; transactions without a type are guessed in the tables of `guess`.
    `services` says what an item (or the words of a line of the item table) means.
    `accepted` are the suggestions that were ticked, each by its table, row and field.
    `sheets` are the names of the sheets to take, all where none is named.
    `repeated` says of a sale that equals one above it whether it is another or the same.
    `apply_payments` pays the oldest open invoices by payments that name none; None does as
    remembered for such files, and else not.
    """

    kind: str | None = None
    mapping_name: str | None = None
    mappings: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    heading_rows: MappingOf[str, int] = field(default_factory=dict)
    date_orders: MappingOf[str, str] = field(default_factory=dict)
    decisions: MappingOf[tuple[str, int], int | str] = field(default_factory=dict)
    make_visits: bool = True
    encoding: str | None = None
    encodings: MappingOf[str, str] = field(default_factory=dict)
    custom_types: MappingOf[str, MappingOf[str, str]] = field(default_factory=dict)
    keep_sensitive: frozenset[tuple[str, str]] = frozenset()
    actor: str = ""
    jobs: MappingOf[str, str] = field(default_factory=dict)
    guess: frozenset[str] = frozenset()
    services: MappingOf[str, str] = field(default_factory=dict)
    accepted: frozenset[tuple[str, int, str]] = frozenset()
    repeated: MappingOf[tuple[str, int], str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    apply_payments: bool | None = None


def read_grids(
    path: Path, encoding: str | None = None, pulse: Callable[[], None] = no_pulse
) -> list[Grid]:
    """Every sheet of one file as a grid; `pulse` is called now and then and may raise to stop.

    Raises:
        ImportFileError: the file cannot be used; the sentence says what to do.
    """
    data = read_bytes(path)
    kind = recognise(path.name, data)
    sha256 = hashlib.sha256(data).hexdigest()
    if kind is FileKind.IIF:
        return [iif.read_iif(path.name, data, sha256, encoding, pulse)]
    if kind is FileKind.TEXT:
        return [read_csv(path.name, data, sha256, encoding, pulse)]
    return read_workbook(path.name, data, kind, sha256, pulse)


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
        encoding = options.encoding or options.encodings.get(name)
        pulse = partial(checkpoint, done, len(paths))
        grids = [replace(grid, file=name) for grid in read_grids(path, encoding, pulse)]
        found = [recognise_table(grid, options) for grid in grids]
        good = [t for t in found if t.headings and not _is_tips(t.grid)]
        tables += good or found
    return tables


def _is_tips(grid: Grid) -> bool:
    """Whether a sheet is the page of advice that QuickBooks Desktop puts before its reports."""
    return fold(grid.sheet).endswith("export tips") or grid.sheet == own_list.COVER_SHEET


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
    if iif.is_iif(grid):
        return iif.customer_table(grid)
    chosen = options.heading_rows.get(f"{grid.file}|{grid.sheet}" if grid.sheet else grid.file)
    match = reports.find_report(grid, options.kind) if chosen is None else None
    if match:
        return frame.report_table(grid, match)
    _refuse_half_a_report(grid)
    return owners_lists.owners_table(grid, SPREADSHEET, chosen)


def _refuse_half_a_report(grid: Grid) -> None:
    """A known title without the needed columns: name those that are missing."""
    found = reports.missing_columns(grid)
    if found:
        label, missing = found
        raise unusable("missing_column", grid.file, what=label, column=" and ".join(missing))


def known_columns(table: Table) -> dict[int, str]:
    """The columns a known report names by itself: index -> target."""
    if table.kind == iif.KIND:
        return {
            place: targets.IIF_COLUMNS[heading]
            for place, heading in enumerate(table.headings)
            if heading in targets.IIF_COLUMNS
        }
    report = layouts.BY_KEY.get(table.kind)
    if report is None:
        return {}
    return reports.match_columns(report, [reports.heading_key(h) for h in table.headings])


def table_mapping(table: Table, choices: MappingOf[str, str] | None = None) -> Mapping:
    """The proposed mapping of a table, with the office's choices put in."""
    first = iif.telling_rows(table) if table.kind == iif.KIND else table.rows[:200]
    rows = [row.cells for row in first]
    report = layouts.BY_KEY.get(table.kind)
    if report and report.reader != "customers":
        return _fixed_mapping(table)
    proposed = mapping.propose_mapping(table.headings, rows, known_columns(table))
    if table.kind == SPREADSHEET:
        proposed = (
            own_list.as_own_list(proposed)
            if own_list.is_own_list(table.headings)
            else visit_lists.as_a_whole(table, proposed)
        )
    if table.kind == iif.KIND:
        proposed = iif.settled(proposed, table)
    return proposed.with_choices(choices or {})


def _fixed_mapping(table: Table) -> Mapping:
    """The columns of a report of documents; they are what they are."""
    return Mapping(
        tuple(
            mapping.Column(index, table.headings[index], key, 1.0, "A column of this report", ())
            for index, key in sorted(known_columns(table).items())
        )
    )
