"""The report of one import, to print: what came in, what was left out and why, what is open.

It is made from the stored rows of the batch, so it can be printed again years later.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.models.errors import UserError
from desktop.models.imports import ImportBatch, ImportFile
from desktop.services.days import DayWriter, day_text
from desktop.services.importing.batch.kept import KeptRecord
from desktop.services.importing.batch.raw_rows import outcomes
from desktop.services.importing.batch.record_names import label
from desktop.services.importing.headings import targets
from desktop.services.importing.headings.tables import KINDS
from desktop.services.importing.kinds import BOX_LABELS, BOXES, column_name
from desktop.services.importing.planning.staging import ENTITIES

MOST_LINES = 500  # rows named one by one
_MOST_RANGES = 40
_STATES = {
    "applied": "In force",
    "partly_undone": "Undone, except what was changed or used since",
    "undone": "Undone",
}


class Reason(NamedTuple):
    """Rows of one file that share a reason: "rows 12–18, 40"."""

    reason: str
    number: int
    rows: str


class RowLine(NamedTuple):
    """One row with its own reason."""

    row: int
    reason: str


class Entity(NamedTuple):
    """One kind of record and how many the import added and changed."""

    label: str
    new: int
    changed: int


@dataclass(frozen=True)
class FileReport:
    """One table of one file: what it is, how it was read, and the rows that did not come in."""

    name: str
    sheet: str | None
    kind: str
    sha256: str
    settings: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]  # the heading, where it went
    boxes: dict[str, int]
    left_out: tuple[Reason, ...]
    refused: tuple[RowLine, ...]
    to_review: tuple[RowLine, ...]
    differences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ImportReport:
    """Everything there is to print about one import, as plain values."""

    title: str
    imported_at: datetime  # UTC; who shows it, shows the office's own time
    facts: tuple[tuple[str, str], ...]
    boxes: tuple[tuple[str, int], ...]
    entities: tuple[Entity, ...]
    totals: tuple[tuple[str, str], ...]
    files: tuple[FileReport, ...]
    insisted: tuple[str, ...]
    kept: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """How many rows did not come in by their nature: headings, totals, notes."""
        return sum(one.boxes["left_out"] for one in self.files)

    @property
    def refused(self) -> int:
        """How many rows could not be read."""
        return sum(one.boxes["refused"] for one in self.files)

    @property
    def to_review(self) -> int:
        """How many rows wait for an answer."""
        return sum(one.boxes["review"] for one in self.files)


def import_report(db: Session, batch_id: int, write_day: DayWriter = day_text) -> ImportReport:
    """The report of one import.

    Raises:
        UserError: there is no such import.
    """
    batch = db.get(ImportBatch, batch_id)
    if batch is None:
        raise UserError(f"There is no import number {batch_id}.", where=f"batch {batch_id}")
    of_batch = select(ImportFile).where(ImportFile.batch_id == batch_id).order_by(ImportFile.id)
    files = tuple(_file(db, file, write_day) for file in db.scalars(of_batch))
    summary = batch.summary
    return ImportReport(
        title=f"Import number {batch_id}",
        imported_at=batch.imported_at,
        facts=_facts(batch, len(files), write_day),
        boxes=tuple((BOX_LABELS[box], summary["boxes"].get(box, 0)) for box in BOXES),
        entities=_entities(summary),
        totals=(*_totals(summary.get("totals")), *_applied(summary.get("applied"))),
        files=files,
        insisted=tuple(map(_insisted, summary.get("insisted", ()))),
        kept=tuple(f"{one.what} {one.why}" for one in _kept(summary)),
    )


def _facts(batch: ImportBatch, files: int, write_day: DayWriter) -> tuple[tuple[str, str], ...]:
    summary = batch.summary
    told = (
        ("Calculated for", write_day(batch.as_of)),
        ("By", summary.get("actor", "")),
        ("Files", f"{files:,}"),
        ("State", _STATES[batch.state]),
    )
    return tuple((what, value) for what, value in told if value)


def _entities(summary: dict[str, Any]) -> tuple[Entity, ...]:
    found = (
        Entity(label(name), summary["new"].get(name, 0), summary["changed"].get(name, 0))
        for name in ENTITIES
    )
    return tuple(one for one in found if one.new or one.changed)


def _totals(totals: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """The money of the documents; nothing for a plain list or an import of an older version."""
    if not totals or not any(totals.get(key) for key in ("invoices", "credits", "payments")):
        return ()
    return (
        ("Invoices and sales receipts", f"{totals['invoices']:,}"),
        ("Credits and refunds", f"{totals['credits']:,}"),
        ("Revenue", f"${Decimal(totals['revenue']):,.2f}"),
        ("Payments", f"{totals['payments']:,}"),
        ("Paid", f"${Decimal(totals['paid']):,.2f}"),
    )


def _applied(applied: dict[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """What payments that name no invoice pay, where somebody asked; and what was taken back."""
    if not applied:
        return ()
    back = applied.get("taken_back_cents", 0)
    said = (("Applied before, taken back", f"${Decimal(back) / 100:,.2f}"),) if back else ()
    if not applied["wanted"]:
        return said
    return (
        *said,
        ("Payments and credits applied, oldest first", f"{applied['money']:,}"),
        ("Applied to invoices", f"${Decimal(applied['cents']) / 100:,.2f}"),
        ("Fits no open invoice", f"${Decimal(applied['left_cents']) / 100:,.2f}"),
    )


def _insisted(one: dict[str, Any]) -> str:
    by = f" by {one['by']}" if one.get("by") else ""
    return f"{one['file']}: the column “{one['column']}” ({one['kind']}) was kept on demand{by}."


def _kept(summary: dict[str, Any]) -> list[KeptRecord]:
    return [KeptRecord(*record) for record in summary.get("kept", ())]


def _file(db: Session, file: ImportFile, write_day: DayWriter) -> FileReport:
    details = file.details or {}
    boxes = dict.fromkeys(BOXES, 0)
    grouped: dict[str, list[int]] = defaultdict(list)
    single: dict[str, list[RowLine]] = {"refused": [], "review": []}
    for row, box, reason in outcomes(db, file.id):
        boxes[box] += 1
        if box == "left_out":
            grouped[_general(reason)].append(row)
        elif box in single and len(single[box]) < MOST_LINES:
            single[box].append(RowLine(row, reason))
    return FileReport(
        name=file.name,
        sheet=file.sheet,
        kind=KINDS.get(file.kind, file.kind),
        sha256=file.sha256,
        settings=_settings(file, details, write_day),
        columns=_columns(file, details),
        boxes=boxes,
        left_out=tuple(Reason(said, len(at), row_ranges(at)) for said, at in grouped.items()),
        refused=tuple(single["refused"]),
        to_review=tuple(single["review"]),
        differences=tuple(map(_difference, details.get("differences", ()))),
        notes=(*details.get("notes", ()), *map(_not_kept, details.get("not_kept", ()))),
    )


def _general(reason: str) -> str:
    """The reason without the name of the one group whose heading it is."""
    return "Heading of a group" if reason.startswith("Heading of ") else reason or "No reason given"


def row_ranges(rows: Sequence[int]) -> str:
    """Numbers as a person reads them: "row 12" or "rows 12–18, 40"."""
    parts: list[list[int]] = []
    for row in sorted(set(rows)):
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    shown = parts[:_MOST_RANGES]
    said = ", ".join(f"{a:,}" if a == b else f"{a:,}–{b:,}" for a, b in shown)
    more = sum(b - a + 1 for a, b in parts[_MOST_RANGES:])
    said += f" and {more:,} more" if more else ""
    return f"row {said}" if len(rows) == 1 else f"rows {said}"


def _settings(
    file: ImportFile, details: dict[str, Any], write_day: DayWriter
) -> tuple[tuple[str, str], ...]:
    """How the file was read."""
    told = (
        ("Data as of", write_day(file.data_date) if file.data_date else ""),
        ("Heading row", str(details.get("heading_row") or "")),
        ("Order of dates", details.get("date_order") or ("as the columns show" if details else "")),
        ("Letters", details.get("encoding") or ""),
        *((f"Type of “{name}”", kind) for name, kind in details.get("types", {}).items()),
    )
    return tuple((what, value) for what, value in told if value)


def _columns(file: ImportFile, details: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Where each column went. A batch of an older version names columns by their letters only."""
    headings = details.get("headings", {})
    labels = {key: said for key, _, said in targets.CHOICES}
    return tuple(
        (headings.get(at) or column_name(int(at), ""), labels.get(target, target))
        for at, target in sorted((file.mapping or {}).items(), key=lambda item: int(item[0]))
        if headings.get(at) or target != targets.LEAVE_OUT
    )


def _difference(check: dict[str, Any]) -> str:
    who = f"for {check['group']}" if check["group"] else "of the whole file"
    stated, ours = Decimal(check["stated"]), Decimal(check["ours"])
    return (
        f"Row {check['row']}: the file's total {who} is {stated:,.2f},"
        f" the rows above it add up to {ours:,.2f}."
    )


def _not_kept(column: list[str]) -> str:
    heading, kind = column
    return f"The column “{heading}” was not kept: it looks like {kind}."
