"""Reads files and works out the preview, file by file, so that a bad one does not stop the rest."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from desktop.services.importing import iif
from desktop.services.importing.headings.chosen import as_remembered, is_list
from desktop.services.importing.headings.tables import KINDS, Options, read_tables, recognise_table
from desktop.services.importing.kinds import ImportFileError, Table
from desktop.services.importing.lists.jobs import jobs_of
from desktop.services.importing.preview import Preview, TablePreview, dry_run, parse_table
from desktop.services.importing.records import Parsed
from desktop.services.pace import uncollected
from desktop.views.importing import bringing
from desktop.views.importing.amounts import Amounts, Check
from desktop.views.importing.columns import MappedTable
from desktop.views.importing.dates_asked import dates_asked
from desktop.views.importing.file_list import FileLine, Sheet
from desktop.views.importing.jobs_panel import JobLine
from desktop.views.importing.lines import Line, by_box
from desktop.views.importing.preview import Shown
from desktop.views.importing.questions.asking import questions_of
from desktop.views.importing.suggestions_panel import SuggestedLine
from desktop.views.importing.visits import ProposedService
from desktop.views.jobs import Checkpoint

ONLINE = "QuickBooks Online: "
FROM_ONLINE = frozenset(["customer_contact_list", "transaction_list_by_customer"])


class ReadFile(NamedTuple):
    """One file as it was read; kept, so that a change of columns reads nothing again."""

    path: Path
    tables: tuple[Table, ...] = ()
    trouble: str = ""
    parsed: tuple[Parsed, ...] = ()  # as the tables were last understood


class Looked(NamedTuple):
    """A preview: what is shown, what is imported from, and the files it was made of."""

    shown: Shown
    planned: Preview
    files: tuple[ReadFile, ...]


def look(
    db: Session,
    paths: Sequence[Path],
    known: Iterable[ReadFile],
    options: Options,
    as_of: date,
    checkpoint: Checkpoint,
    left_out: Collection[str] = (),
) -> Looked:
    """Read what is not known yet and preview all of it but the tables `left_out`."""
    with uncollected():
        return _look(db, paths, known, options, as_of, checkpoint, left_out)


def _look(
    db: Session,
    paths: Sequence[Path],
    known: Iterable[ReadFile],
    options: Options,
    as_of: date,
    checkpoint: Checkpoint,
    left_out: Collection[str],
) -> Looked:
    by_path = {file.path: file for file in known}
    files: list[ReadFile] = []
    taken = {t.file for path in paths if path in by_path for t in by_path[path].tables}
    for path in paths:
        files.append(_read(db, by_path.get(path) or ReadFile(path), options, checkpoint, taken))
        taken |= {table.file for table in files[-1].tables}
    parsed: list[Parsed] = []
    for place, file in enumerate(files):
        files[place], found = _parse(db, file, options, as_of, checkpoint)
        parsed += [one for one in found if one.table.key not in left_out]
    planned = dry_run(db, parsed, as_of, options, checkpoint)
    checkpoint()
    return Looked(shown_of(planned, files), planned, tuple(files))


def _read(
    db: Session, file: ReadFile, options: Options, checkpoint: Checkpoint, taken: Collection[str]
) -> ReadFile:
    checkpoint()
    try:
        if not file.tables:
            tables = read_tables([file.path], options, lambda _done, _total: checkpoint(), taken)
            remembered = as_remembered(db, tables, options)
            if remembered is not options:
                tables = read_tables([file.path], remembered, taken=taken)
        else:
            tables = [_with_headings(table, options) for table in file.tables]
    except ImportFileError as error:
        return ReadFile(file.path, (), error.message)
    return ReadFile(file.path, tuple(tables), parsed=file.parsed)


def _with_headings(table: Table, options: Options) -> Table:
    """The table, understood anew when another row was chosen for its headings."""
    wanted = options.heading_rows.get(table.key)
    is_so = wanted is None or (wanted == table.heading_row and bool(table.headings))
    return table if is_so else recognise_table(table.grid, options)


def _parse(
    db: Session, file: ReadFile, options: Options, as_of: date, checkpoint: Checkpoint
) -> tuple[ReadFile, list[Parsed]]:
    """Understand the tables of a file; those whose columns stay as they were are kept."""
    earlier = file.parsed or (None,) * len(file.tables)
    try:
        parsed = [
            parse_table(db, table, as_of, options, checkpoint, before)
            for table, before in zip(file.tables, earlier, strict=True)
        ]
    except ImportFileError as error:
        return file._replace(trouble=error.message, parsed=()), []
    return file._replace(parsed=tuple(parsed)), parsed


def shown_of(planned: Preview, files: Sequence[ReadFile]) -> Shown:
    """A preview as the screen shows it."""
    new = _summed(planned.tables)
    totals = planned.totals
    return Shown(
        files=_file_lines(planned, files),
        tables=_mapped(planned),
        lines=by_box(_lines(planned)),
        rows_in_files=sum(table.rows_read for table in planned.tables),
        problems=tuple(problem for table in planned.tables for problem in table.problems),
        amounts=Amounts(
            totals.invoices, totals.credits, totals.payments, totals.revenue, totals.paid
        ),
        applying=planned.applying,
        checks=tuple(
            Check(where(table.file, table.sheet), check)
            for table in planned.tables
            for check in table.checks
        ),
        services=tuple(
            ProposedService(line.name, line.match, line.service, line.documents, line.is_new)
            for line in planned.services
        ),
        visits=new.get("visits", 0),
        jobs=_jobs(planned),
        questions=questions_of(planned),
        suggestions=_suggested(planned),
        brings=bringing.brings(new, planned.boxes["changed"], planned.applying),
    )


def _summed(tables: Iterable[TablePreview]) -> dict[str, int]:
    """The records that all files together add."""
    counts: Counter[str] = Counter()
    for table in tables:
        counts.update(table.new)
    return dict(counts)


def where(file: str, sheet: str | None) -> str:
    """A file, and the sheet where there is one."""
    return f"{file} › {sheet}" if sheet else file


def _lines(planned: Preview) -> Iterable[Line]:
    for table, parsed in zip(planned.tables, planned.parsed, strict=True):
        place = where(table.file, table.sheet)
        find, sales = parsed.customers.by_row(), {one.row: one for one in parsed.documents}
        for result in table.rows:
            yield Line(table.key, place, result, find, sales)


def _mapped(planned: Preview) -> tuple[MappedTable, ...]:
    """The tables one may say something about: where columns go, how dates and letters are read."""
    orders, found = planned.options.date_orders, []
    for one in planned.parsed:
        key, is_plain = one.table.key, is_list(one.table)
        asked = dates_asked(one.table, one.mapping, orders.get(key))
        if is_plain or asked:
            is_text = one.table.sheet is None and one.table.kind != iif.KIND
            found.append(MappedTable(one.table, one.mapping, asked, is_text, is_plain))
    return tuple(found)


def _jobs(planned: Preview) -> tuple[JobLine, ...]:
    """The jobs of the lists, those that may be more than one thing."""
    chosen = planned.options.jobs
    return tuple(
        JobLine(where(parsed.table.file, parsed.table.sheet), job)
        for parsed in planned.parsed
        for job in jobs_of(parsed, chosen)
    )


def _suggested(planned: Preview) -> tuple[SuggestedLine, ...]:
    """The facts that notes name, with what is ticked now."""
    places = {table.key: where(table.file, table.sheet) for table in planned.tables}
    accepted = planned.options.accepted
    return tuple(
        SuggestedLine(places[one.table_key], one, (one.table_key, one.row, one.field) in accepted)
        for one in planned.suggestions
    )


def _file_lines(planned: Preview, files: Sequence[ReadFile]) -> tuple[FileLine, ...]:
    planned_of = {table.key: table for table in planned.tables}
    lines = []
    for file in files:
        if file.trouble:
            lines.append(FileLine(file.path, trouble=file.trouble))
        else:
            lines.append(
                FileLine(file.path, tuple(_sheet(table, planned_of) for table in file.tables))
            )
    return tuple(lines)


def _sheet(table: Table, planned_of: Mapping[str, TablePreview]) -> Sheet:
    """One sheet as it is planned; one that is left out only with its kind."""
    kind = KINDS[table.kind]
    what = f"{ONLINE}{kind}" if table.kind in FROM_ONLINE else kind
    planned = planned_of.get(table.key)
    notes = planned.notes if planned else ()
    return Sheet(what, table.sheet, len(table.grid.rows), notes, table.key, planned is None)
