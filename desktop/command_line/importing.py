"""Commands for imports: import, imports, undo-import."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy.orm import Session

from desktop.command_line.command import Call, Command, Result, argument
from desktop.models.database import open_office
from desktop.models.errors import UserError
from desktop.services import facts
from desktop.services.importing.apply import apply
from desktop.services.importing.history import history
from desktop.services.importing.preview import Preview, TablePreview, preview
from desktop.services.importing.tables import KINDS, Options
from desktop.services.importing.undo import undo

ROWS_SHOWN = 20


def _import(call: Call) -> Result:
    given = call.arguments
    options = Options(kind=given.kind, mapping_name=given.mapping, make_visits=not given.no_visits)
    files = [Path(file) for file in given.file]
    if given.dry_run:
        with _looking(call) as db:
            return _answer(None, preview(db, files, call.as_of, options, call.checkpoint))
    with call.writing(create=True) as db:
        planned = preview(db, files, call.as_of, options, call.checkpoint)
        _refuse_problems(planned, strict=given.strict)
        now = datetime.now(UTC).replace(tzinfo=None)
        done = apply(db, planned, call.as_of, now, call.checkpoint, mapping_name=given.mapping)
        facts.refresh(db, call.as_of, done.touched)
        return _answer(done.batch_id, done.preview)


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


def _refuse_problems(planned: Preview, *, strict: bool) -> None:
    problems = [problem for table in planned.tables for problem in table.problems]
    if strict and problems:
        first = problems[0]
        raise UserError(
            f"Nothing was imported: {len(problems):,} values cannot be read."
            f" The first, in {first.file}: {first.message}",
            where=f"{first.file} row {first.row}",
        )


def _answer(batch: int | None, shown: Preview) -> Result:
    totals = shown.totals
    return {
        "batch": batch,
        "files": [_file(table) for table in shown.tables],
        "totals": {
            "invoices": totals.invoices,
            "credits": totals.credits,
            "payments": totals.payments,
            "revenue": f"{totals.revenue:.2f}",
            "paid": f"{totals.paid:.2f}",
        },
        "visits": [service._asdict() for service in shown.services],
    }


def _file(table: TablePreview) -> dict[str, Any]:
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
        "review": [
            {"row": row.row, "name": row.what, "question": row.reason} for row in table.review
        ],
        "problems": [problem._asdict() for problem in table.problems],
        "notes": list(table.notes),
    }


def _imports(call: Call) -> Result:
    with call.reading() as db:
        return [row._asdict() for row in history(db)]


def _undo(call: Call) -> Result:
    with call.writing() as db:
        done = undo(db, call.arguments.batch, call.checkpoint)
        facts.refresh(db, call.as_of, done.touched)
    return {"batch": done.batch_id, "removed": done.removed, "restored": done.restored}


def _import_text(result: dict[str, Any]) -> str:
    batch = result["batch"]
    lines = ["Nothing was written (dry run)." if batch is None else f"Import number {batch}."]
    for file in result["files"]:
        sheet = f", sheet {file['sheet']}" if file["sheet"] else ""
        boxes = ", ".join(
            f"{count:,} {box.replace('_', ' ')}" for box, count in file["boxes"].items()
        )
        lines += [
            f"{file['file']}{sheet}: {file['label']}",
            f"  {file['rows_read']:,} rows: {boxes}",
            *(f"  {note}" for note in file["notes"]),
            *(f"  {problem['message']}" for problem in file["problems"][:ROWS_SHOWN]),
        ]
    totals = result["totals"]
    lines.append(
        f"{totals['invoices']:,} invoices and {totals['credits']:,} credits"
        f" ${totals['revenue']}, {totals['payments']:,} payments ${totals['paid']}"
    )
    return "\n".join(lines)


def _imports_text(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return "No imports yet."
    return "\n".join(
        f"{row['batch_id']:>5}  {row['imported_at']:%Y-%m-%d %H:%M}  {row['state']:<8}"
        f"  {', '.join(row['files'])}"
        for row in rows
    )


COMMANDS = (
    Command(
        "import",
        "read files, match them with the office, write one undoable batch",
        _import,
        _import_text,
        (
            argument("file", nargs="+", metavar="FILE"),
            argument("--kind", choices=sorted(KINDS), help="what the files are, if not clear"),
            argument("--mapping", metavar="NAME", help="a remembered mapping of columns"),
            argument("--dry-run", action="store_true", help="say what would happen"),
            argument("--strict", action="store_true", help="import nothing if a row is refused"),
            argument("--no-visits", action="store_true", help="make no visits from invoices"),
        ),
    ),
    Command("imports", "the imports that were done", _imports, _imports_text),
    Command(
        "undo-import",
        "take one import back",
        _undo,
        lambda result: f"Import number {result['batch']} was taken back.",
        (argument("batch", type=int, metavar="BATCH"),),
    ),
)
