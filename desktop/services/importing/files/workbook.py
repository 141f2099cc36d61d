"""Workbooks become grids: the gate, then a reader, in a process of its own where it is risky."""

from collections.abc import Iterable
from contextlib import ExitStack
from functools import partial
from typing import NoReturn

from desktop.services.importing.files.book import Book
from desktop.services.importing.files.gate import SheetHints, check_workbook
from desktop.services.importing.files.kept_rows import KeptRows
from desktop.services.importing.files.messages import unusable
from desktop.services.importing.files.recognise import FileKind
from desktop.services.importing.files.text import decode
from desktop.services.importing.kinds import Grid, ImportFileError, Row
from desktop.services.reading import child, with_calamine
from desktop.services.reading.child import Pulse, no_pulse
from desktop.services.reading.plain import Message, ReadError

LOOK_TWICE_UP_TO = 20_000
HERE_UP_TO = 512 * 1024  # a longer workbook is read by another processor while the gate looks
_LONG, _MUCH = 600.0, 2 * 1024**3  # seconds and memory for a workbook that the gate let in
ZIPPED = (FileKind.WORKBOOK_XML, FileKind.WORKBOOK_BINARY, FileKind.WORKBOOK_OPEN)
# Which reader each kind goes to; only an xlsx that passed the gate is read in this process.
TASKS = {
    FileKind.WORKBOOK_BINARY: "calamine",
    FileKind.WORKBOOK_OPEN: "open",
    FileKind.WORKBOOK_OLD: "old",
    FileKind.WEB_PAGE: "html",
    FileKind.SPREADSHEET_XML: "xml",
}
_MACROS = "This workbook contains macros; only the values were read."
_FAR_AWAY = "Values far away from the table were left out; only the block at the top was read."
_UNCHECKED = "This sheet is too long to look for {what} in it."
_UNSURE = "Could not look for {what} in this workbook."


def read_workbook(
    file: str, data: bytes, kind: FileKind, sha256: str = "", pulse: Pulse = no_pulse
) -> list[Grid]:
    """Every visible sheet with values; `pulse` is called while waiting and may raise to stop.

    Raises:
        ImportFileError: refused by the gate, protected, damaged, or beyond the reader.
    """
    book = Book()
    try:
        hints = _read(book, file, kind, data, pulse)
    except ReadError as error:
        _refuse(file, error)
    return _grids(file, book, hints, sha256)


def _read(book: Book, file: str, kind: FileKind, data: bytes, pulse: Pulse) -> SheetHints:
    if kind is FileKind.WORKBOOK_XML:
        return _read_xlsx(book, file, data, pulse)
    hints = check_workbook(file, data) if kind in ZIPPED else SheetHints()
    if kind is FileKind.WORKBOOK_OLD:
        _read_old(book, data, pulse)
    else:
        if kind is FileKind.WEB_PAGE:
            data = decode(data)[0].encode()
        book.take(child.ask(TASKS[kind], data, pulse=pulse))
    return hints


def _read_xlsx(book: Book, file: str, data: bytes, pulse: Pulse) -> SheetHints:
    """Calamine here or, when the workbook is long, in a process that begins before the gate ends.

    What could exhaust memory or needs the slow second look is read in a process too.
    """
    if len(data) <= HERE_UP_TO:
        hints = check_workbook(file, data)
        is_read = not (hints.is_sparse or hints.is_heavy)
        book.take(_here(data, pulse) if is_read else ())
    else:
        with ExitStack() as process:
            said = process.enter_context(
                child.begun("calamine", data, keep=True, seconds=_LONG, memory=_MUCH)
            )
            hints = check_workbook(file, data)
            is_read = not (hints.is_sparse or hints.is_heavy)
            if is_read:
                book.take(said(pulse))
                book.kept = KeptRows(said, process.pop_all())
    if hints.is_sparse:
        book.take(child.ask("sparse", data, pulse=pulse))
        for sheet in book.sheets:
            sheet.notes.append(_FAR_AWAY)
        return hints
    book.take(() if is_read else child.ask("calamine", data, pulse=pulse))
    if hints.doubts:
        _look_twice(book, data, hints, pulse)
    return hints


def _here(data: bytes, pulse: Pulse) -> Iterable[Message]:
    """Calamine in this process, stopped between two parts of a sheet."""
    for message in with_calamine.read(data):
        pulse()
        yield message


def _read_old(book: Book, data: bytes, pulse: Pulse) -> None:
    """A crash takes calamine with it; xlrd may still read what is there."""
    try:
        messages = child.ask("old", data, pulse=pulse)
    except ReadError as error:
        if error.case != "crashed":
            raise
        messages = child.ask("xlrd", data, pulse=pulse)
    book.take(messages)


def _look_twice(book: Book, data: bytes, hints: SheetHints, pulse: Pulse) -> None:
    """Put in what calamine hides; say of each sheet that was not looked at what may be missing."""
    what = " or ".join(hints.doubts)
    short = [sheet for sheet in book.sheets if len(sheet.rows) <= LOOK_TWICE_UP_TO]
    for sheet in book.sheets:
        if sheet not in short:
            sheet.notes.append(_UNCHECKED.format(what=what))
    names = [sheet.name for sheet in short]
    try:
        found = _second_look(data, names, hints, pulse) if names else []
    except ReadError:
        for sheet in short:
            sheet.notes.append(_UNSURE.format(what=what))
    else:
        book.take(found)


def _second_look(
    data: bytes, names: list[str | None], hints: SheetHints, pulse: Pulse
) -> list[Message]:
    merges = hints.has_wide_merges
    return child.ask("twice", data, pulse=pulse, sheets=names, ignore_merges=merges)


def _refuse(file: str, error: ReadError) -> NoReturn:
    raise unusable(error.case, file, **error.values) from error


def _grids(file: str, book: Book, hints: SheetHints, sha256: str) -> list[Grid]:
    """The sheets with values as grids, with the notes that concern the whole workbook."""
    sheets = enumerate(book.sheets)
    filled = [(at, sheet) for at, sheet in sheets if any(map(_has_value, sheet.rows))]
    if not filled:
        raise _nothing(file, book)
    notes = tuple(_book_notes(book, hints, len(filled)))
    date_1904 = hints.date_1904 or book.date_1904
    return [
        Grid(
            file,
            sheet.name,
            sheet.rows,
            (*sheet.notes, *notes),
            date_1904,
            sha256,
            errors=sheet.errors,
            kept=partial(book.kept.of, at) if book.kept and not sheet.is_bettered else None,
        )
        for at, sheet in filled
    ]


def _has_value(row: Row) -> bool:
    return any(cell not in ("", None) for cell in row.cells)


def _nothing(file: str, book: Book) -> ImportFileError:
    if book.hidden:
        return unusable("only_hidden", file, what=", ".join(book.hidden))
    return unusable("no_sheet", file)


def _book_notes(book: Book, hints: SheetHints, filled: int) -> Iterable[str]:
    if hints.has_macros:
        yield _MACROS
    if book.hidden:
        yield f"Hidden sheets were not read: {', '.join(book.hidden)}."
    if filled > 1:
        yield f"This workbook has {filled} sheets with values; look at each before you import."
