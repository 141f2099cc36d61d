"""The report of an import as plain text, for the command line and for an e-mail to support."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

from desktop.services.importing.lists.jobs import say_day


def report_text(report: Mapping[str, Any]) -> str:
    """The lines of a report, given as the plain values of `ImportReport`."""
    return "\n".join(_lines(report))


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    yield report["title"]
    here = report["imported_at"].replace(tzinfo=UTC).astimezone()
    yield f"  Imported: {say_day(here)} {here:%H:%M}"
    yield from _pairs(report["facts"])
    yield "Rows"
    yield from _pairs((label, f"{count:,}") for label, count in report["boxes"])
    if report["entities"]:
        yield "Records"
    for entity in report["entities"]:
        label, new, changed = entity
        yield f"  {label}: {new:,} new, {changed:,} changed"
    if report["totals"]:
        yield "Money"
        yield from _pairs(report["totals"])
    for file in report["files"]:
        yield from _file_lines(file)
    for what, lines in (("Insisted on", report["insisted"]), ("Not undone", report["kept"])):
        if lines:
            yield what
            yield from (f"  {line}" for line in lines)


def _pairs(pairs: Any) -> Iterator[str]:
    return (f"  {what}: {value}" for what, value in pairs)


def _file_lines(file: Mapping[str, Any]) -> Iterator[str]:
    sheet = f", sheet {file['sheet']}" if file["sheet"] else ""
    yield f"{file['name']}{sheet} ({file['kind']})"
    yield f"  SHA-256: {file['sha256']}"
    yield from _pairs(file["settings"])
    yield from (f"  “{heading}” → {target}" for heading, target in file["columns"])
    yield from (f"  {line}" for line in (*file["differences"], *file["notes"]))
    yield from (f"  Left out: {reason} ({rows})" for reason, _, rows in file["left_out"])
    yield from (f"  Refused, row {row}: {reason}" for row, reason in file["refused"])
    yield from (f"  To review, row {row}: {reason}" for row, reason in file["to_review"])
