"""Commands for imports: import, imports, undo-import."""

import codecs
import getpass
from argparse import ArgumentTypeError, BooleanOptionalAction, Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import Call, Command, Result, argument, utc_now, whole_number
from desktop.command_line.import_text import ROWS_SHOWN, import_text
from desktop.models.choices import CUSTOM_TYPE
from desktop.models.database import open_office
from desktop.models.errors import UserError
from desktop.services import after_change, freshness
from desktop.services.importing.batch.apply import apply
from desktop.services.importing.batch.history import BatchRow, history
from desktop.services.importing.batch.report import import_report
from desktop.services.importing.batch.report_text import report_text
from desktop.services.importing.batch.undo import PARTLY_UNDONE, UNDONE, undo
from desktop.services.importing.cells.date_order import mixed_orders
from desktop.services.importing.cells.dates import DATE_ORDERS
from desktop.services.importing.headings.chosen import EVERY
from desktop.services.importing.headings.sensitive import HOW_TO_KEEP
from desktop.services.importing.headings.tables import KINDS, Options
from desktop.services.importing.planning.plan import Applying, RowResult
from desktop.services.importing.preview import Preview, TablePreview, preview, preview_again
from desktop.services.office.known_customers import named

_HOW_TO_KEEP = "If it must be kept, name it with --keep-sensitive."
Accounts = dict[int, tuple[str | None, str]]


def _import(call: Call) -> Result:
    given = call.arguments
    options = _options(given)
    files = [Path(file) for file in given.file]
    if given.dry_run:
        with _looking(call) as db:
            return _answer(db, None, _preview(db, call, files, options))
    with call.writing(create=True) as db:
        planned = _preview(db, call, files, options)
        _refuse_mixed_dates(planned)
        _refuse_problems(planned, strict=given.strict)
        now = utc_now()
        done = apply(db, planned, call.as_of, now, call.checkpoint, mapping_name=given.mapping)
        after_change.bring_up_to_date(db, call.as_of, now, done.touched)
        return _answer(db, done.batch_id, done.preview)


def _preview(db: Session, call: Call, files: list[Path], options: Options) -> Preview:
    """The dry run; where all suggestions are accepted, once more with what was found."""
    planned = preview(db, files, call.as_of, options, call.checkpoint)
    if not (call.arguments.accept_suggestions and planned.suggestions):
        return planned
    found = frozenset((one.table_key, one.row, one.field) for one in planned.suggestions)
    options = replace(options, accepted=found)
    return preview_again(db, planned.parsed, call.as_of, options, call.checkpoint)


def _options(given: Namespace) -> Options:
    """What the arguments choose, for every table of every file."""
    return Options(
        kind=given.kind,
        mapping_name=given.mapping,
        make_visits=not given.no_visits,
        encoding=given.encoding,
        date_orders={EVERY: given.date_order} if given.date_order else {},
        custom_types={EVERY: dict(given.custom_type)},
        keep_sensitive=frozenset((EVERY, heading) for heading in given.keep_sensitive),
        actor=_actor(),
        sheets=tuple(given.sheet),
        apply_payments=given.apply_payments,
    )


def _actor() -> str:
    """Who is at the computer; nobody in particular where the system does not know."""
    with suppress(ImportError, KeyError, OSError):
        return getpass.getuser()
    return ""


def _encoding(text: str) -> str:
    try:
        return codecs.lookup(text).name
    except LookupError:
        raise ArgumentTypeError(f"{text} is not an encoding like utf-8 or cp1252") from None


def _custom_type(text: str) -> tuple[str, str]:
    heading, _, kind = text.rpartition("=")
    if not heading or kind not in tuple(CUSTOM_TYPE):
        kinds = ", ".join(CUSTOM_TYPE)
        raise ArgumentTypeError(f"{text} is not HEADING=TYPE with one of {kinds}")
    return heading, kind


@contextmanager
def _looking(call: Call) -> Iterator[Session]:
    """A session for a dry run; where there is no office yet, an empty one that goes away again."""
    if "://" in call.location or Path(call.location).exists():
        with call.reading() as db:
            yield db
        return
    with TemporaryDirectory() as folder:
        office = open_office(Path(folder) / "office.db")
        with office.reading() as db:
            yield db
        office.close()


def _refuse_mixed_dates(planned: Preview) -> None:
    """Dates that may be read in two ways are not guessed where nobody looks at them."""
    for parsed in planned.parsed:
        mixed = mixed_orders(parsed.table, parsed.mapping) if parsed.date_order is None else ()
        if mixed:
            first = mixed[0]
            first_way, other_way = (f'--date-order "{order}"' for order in DATE_ORDERS)
            raise UserError(
                f"Nothing was imported: column {first.column} of {first.file} writes dates in two"
                f" ways (such as '{first.value}'). Say which is meant with {first_way} or"
                f" {other_way}.",
                where=f"{first.file} row {first.row}",
            )


def _refuse_problems(planned: Preview, *, strict: bool) -> None:
    problems = [problem for table in planned.tables for problem in table.problems]
    if strict and problems:
        first = problems[0]
        raise UserError(
            f"Nothing was imported: {len(problems):,} values cannot be read."
            f" The first, in {first.file}: {first.message}",
            where=f"{first.file} row {first.row}",
        )


def _answer(db: Session, batch: int | None, shown: Preview) -> Result:
    totals, accounts, accepted = shown.totals, _accounts(db, shown), shown.options.accepted
    return {
        "batch": batch,
        "files": [_file(table, accounts) for table in shown.tables],
        "totals": {
            "invoices": totals.invoices,
            "credits": totals.credits,
            "payments": totals.payments,
            "revenue": f"{totals.revenue:.2f}",
            "paid": f"{totals.paid:.2f}",
        },
        "applied": _applied(shown.applying),
        "visits": [service._asdict() for service in shown.services],
        "suggestions": [
            one._asdict() | {"accepted": (one.table_key, one.row, one.field) in accepted}
            for one in shown.suggestions
        ],
    }


def _applied(one: Applying) -> dict[str, Any]:
    """What payments pay the oldest open invoices, or would."""
    return {
        "wanted": one.wanted,
        "payments": one.money,
        "invoices": one.invoices,
        "amount": f"{Decimal(one.cents) / 100:.2f}",
        "left": f"{Decimal(one.left_cents) / 100:.2f}",
        "taken_back": f"{Decimal(one.taken_back_cents) / 100:.2f}",
    }


def _question(row: RowResult, accounts: Accounts) -> dict[str, Any]:
    """A row to review, and the customers it may be: on file, or made by an earlier row."""
    candidates = []
    for one in row.candidates:
        account_no, name = accounts.get(one.customer_id, (None, None))
        candidates.append(
            {
                "account_no": account_no,
                "name": name,
                "row": one.row or None,
                "score": one.score,
                "reasons": list(one.reasons),
            }
        )
    return {"row": row.row, "name": row.what, "question": row.reason, "candidates": candidates}


def _accounts(db: Session, shown: Preview) -> Accounts:
    """Account number and name of every customer that a row may be."""
    rows = [row for table in shown.tables for row in table.review]
    return named(db, (one.customer_id for row in rows for one in row.candidates))


def _file(table: TablePreview, accounts: Accounts) -> dict[str, Any]:
    return {
        "file": table.file,
        "kind": table.kind,
        "label": table.label,
        "sheet": table.sheet,
        "rows_read": table.rows_read,
        "boxes": table.boxes,
        "new": table.new,
        "changed": table.changed,
        "unchanged": table.unchanged,
        "review": [_question(row, accounts) for row in table.review],
        "problems": [problem._asdict() for problem in table.problems],
        "notes": [note.replace(HOW_TO_KEEP, _HOW_TO_KEEP) for note in table.notes],
    }


def _imports(call: Call) -> Result:
    with call.reading() as db:
        return [_import_row(row) for row in history(db)]


def _import_row(row: BatchRow) -> dict[str, Any]:
    kept = [record._asdict() for record in row.kept]
    return {**row._asdict(), "applied": _applied(row.applied), "kept": kept}


def _undo(call: Call) -> Result:
    with call.writing() as db:
        given = call.arguments
        done = undo(db, given.batch, call.checkpoint, keep_edited=given.keep_edited)
        after_change.bring_up_to_date(db, call.as_of, utc_now(), done.touched)
    return {
        "batch": done.batch_id,
        "state": PARTLY_UNDONE if done.kept else UNDONE,
        "removed": done.removed,
        "restored": done.restored,
        "kept": [record._asdict() for record in done.kept],
    }


def _undo_text(result: dict[str, Any]) -> str:
    kept = result["kept"]
    if not kept:
        return f"Import number {result['batch']} was taken back."
    return "\n".join(
        [
            f"Import number {result['batch']} was taken back, except {len(kept):,} records:",
            *(f"  {record['what']} {record['why']}" for record in kept[:ROWS_SHOWN]),
        ]
    )


def _report(call: Call) -> Result:
    with call.reading() as db:
        return asdict(import_report(db, call.arguments.batch))


def _freshness(call: Call) -> Result:
    with call.reading() as db:
        found = freshness.sources(db, call.as_of)
        summary = freshness.summary(db, call.as_of)
    told = {"data_date": summary.data_date, "text": summary.text, "state": summary.state}
    return told | {"sources": [source._asdict() for source in found]}


def _imports_text(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "No imports yet."
    return "\n".join(
        f"{row['batch_id']:>5}  {_here(row['imported_at']):%Y-%m-%d %H:%M}  {row['state']:<8}"
        f"  {', '.join(row['files'])}"
        for row in rows
    )


def _here(stored: datetime) -> datetime:
    """A stored moment, which is UTC, on the clock of this computer."""
    return stored.replace(tzinfo=UTC).astimezone()


COMMANDS = (
    Command(
        "import",
        "read files, match them with the office, write one undoable batch",
        _import,
        import_text,
        (
            argument("file", nargs="+", metavar="FILE"),
            argument("--kind", choices=sorted(KINDS), help="what the files are, if not clear"),
            argument("--mapping", metavar="NAME", help="a remembered mapping of columns"),
            argument(
                "--sheet",
                action="append",
                default=[],
                metavar="NAME",
                help="only this sheet of the workbooks; may be given several times",
            ),
            argument(
                "--accept-suggestions",
                action="store_true",
                help="take over every fact about tanks and contracts that notes and memos name",
            ),
            argument("--dry-run", action="store_true", help="say what would happen"),
            argument("--strict", action="store_true", help="import nothing if a row is refused"),
            argument(
                "--apply-payments",
                action=BooleanOptionalAction,
                help="payments that name no invoice pay the oldest open ones (as the last time)",
            ),
            argument("--no-visits", action="store_true", help="make no visits from invoices"),
            argument("--date-order", choices=DATE_ORDERS, help="how the files write dates"),
            argument("--encoding", type=_encoding, help="the letters of text files, if wrong"),
            argument(
                "--custom-type",
                type=_custom_type,
                action="append",
                default=[],
                metavar="HEADING=TYPE",
                help=f"the type of a new custom field: {', '.join(CUSTOM_TYPE)}",
            ),
            argument(
                "--keep-sensitive",
                action="append",
                default=[],
                metavar="HEADING",
                help="keep a column that should not be kept; the history says so",
            ),
        ),
    ),
    Command("imports", "the imports that were done", _imports, _imports_text),
    Command(
        "undo-import",
        "take one import back",
        _undo,
        _undo_text,
        (
            argument("batch", type=whole_number, metavar="BATCH"),
            argument(
                "--keep-edited",
                action="store_true",
                help="leave what was changed or used since, and say what",
            ),
        ),
    ),
    Command(
        "import-report",
        "what one import brought, what it left out and why",
        _report,
        report_text,
        (argument("batch", type=whole_number, metavar="BATCH"),),
    ),
    Command(
        "freshness",
        "how old the imported data are",
        _freshness,
        lambda result: str(result["text"]),
    ),
)
