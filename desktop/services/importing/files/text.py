"""Text files become grids: the right letters, the right separator, real line breaks in cells."""

import csv
import io
import re
from collections import Counter

from desktop.services.importing.files import letters
from desktop.services.importing.files.letters import ENCODINGS, decode
from desktop.services.importing.kinds import Grid, Row
from desktop.services.reading.child import Pulse, no_pulse

__all__ = ["ENCODINGS", "decode", "encoding_samples", "find_separator", "read_csv"]

SEPARATORS = ",;\t|"
_FIELD_LIMIT = 10 * 1024 * 1024
_MANY_LINES = 50
_EVERY = 5_000  # rows between two chances to stop
_LINES_PER_ROW = 10  # an address or a memo has fewer
_LINE_ENDS = ("\n", "\r")
_END = "\x01end of the file"
_PROTECTED = re.compile(r"^'(?=[=+\-@\t\r\n＝＋－＠])")
_AS_TEXT = re.compile(r'^="([^"]*)"$')  # how programs keep Excel from changing a number
_NAMED = re.compile(r"^sep=(.)(?:\r\n|\n|\r|$)", re.IGNORECASE)
_OPEN_QUOTE = "a quote may never have been closed. Check the row before you import."


def read_csv(
    file: str,
    data: bytes,
    sha256: str = "",
    encoding: str | None = None,
    pulse: Pulse = no_pulse,
) -> Grid:
    """Read a separated text file; every cell stays text, every record is one row.

    `pulse` is called every few thousand rows and may raise to stop.
    """
    text, notes = decode(data, encoding)
    text, separator = _named_separator(text, notes)
    rows, began, broken = _records(text, separator or find_separator(text), pulse)
    broken = _take_end(rows, began) or broken
    if not broken:
        notes += _open_quote(rows, began)
    return Grid(file, None, rows, tuple(notes), sha256=sha256, broken=broken)


def encoding_samples(data: bytes) -> dict[str, tuple[str, ...]]:
    """For each encoding of `ENCODINGS` the first ten cells with letters beyond ASCII."""
    return letters.encoding_samples(data, find_separator(data[:200_000].decode("latin-1")))


def _named_separator(text: str, notes: list[str]) -> tuple[str, str]:
    """The text without Excel's line that names the separator, which is no row for Excel."""
    named = _NAMED.match(text)
    if not named:
        return text, ""
    notes.append(
        f"The first line ({named.group().strip()}) only names the separator; "
        "rows are counted without it, as Excel does."
    )
    return text[named.end() :], named.group(1)


def _records(
    text: str, separator: str, pulse: Pulse
) -> tuple[list[Row], list[int], tuple[int, str] | None]:
    """The rows, the line before each, and the row at which reading had to stop."""
    csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(_with_end(text), newline=""), delimiter=separator)
    rows: list[Row] = []
    began = [0]
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append(Row(number, [_plain(cell) for cell in cells]))
            began.append(reader.line_num)
            if number % _EVERY == 0:
                pulse()
    except csv.Error:
        number = len(rows) + 1
        rows.append(Row(number, [""]))
        said = (
            f"Row {number}: a cell is longer than 10 MB, so this row and all below it were not "
            "imported. A quote may never have been closed; correct it and import the file again."
        )
        return rows, began, (number, said)
    return rows, began, None


def _plain(cell: str) -> str:
    """A cell without the marks that only keep a spreadsheet program from calculating."""
    if cell[:1] == "'":
        return _PROTECTED.sub("", cell)
    return _AS_TEXT.sub(r"\1", cell) if cell[:2] == '="' else cell


def _open_quote(rows: list[Row], began: list[int]) -> list[str]:
    """A warning when lines were swallowed by what looks like a quote that was closed too late."""
    for row in rows:
        if any(cell.count("\n") > _MANY_LINES for cell in row.cells):
            return [f"Row {row.number}: one cell holds more than 50 lines; {_OPEN_QUOTE}"]
    lines = began[len(rows)]
    if lines > _MANY_LINES and lines > _LINES_PER_ROW * len(rows):
        return [f"The file has {lines:,} lines but only {len(rows):,} rows; {_OPEN_QUOTE}"]
    return []


def _with_end(text: str) -> str:
    """The text with one more record, which shows whether the quotes before it were closed."""
    return f"{text}{'' if text.endswith(_LINE_ENDS) else _LINE_ENDS[0]}{_END}"


def _take_end(rows: list[Row], began: list[int]) -> tuple[int, str] | None:
    """Take the added record out; when an open quote swallowed it, name the row and the line."""
    if not rows or not rows[-1].cells or not rows[-1].cells[-1].endswith(_END):
        return None  # reading stopped before
    number, cells = rows.pop()
    if cells == [_END]:
        return None
    rows.append(Row(number, [*cells[:-1], cells[-1].removesuffix(_END).rstrip("\r\n")]))
    said = (
        f"Line {began[number - 1] + 1}: a quote that begins in this row is never closed, so this "
        "row and all below it were not imported. Correct the quote and import the file again."
    )
    return number, said


def find_separator(text: str) -> str:
    """The separator with which most of the first records have the same, largest width."""
    sample = text[:200_000]
    best, best_score = ",", (0, 0)
    for separator in SEPARATORS:
        widths = _widths(sample, separator)
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            continue
        width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
        if (count, width) > best_score:
            best, best_score = separator, (count, width)
    return best


def _widths(sample: str, separator: str) -> list[int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths: list[int] = []
    try:
        for record in reader:
            widths.append(len(record))
            if len(widths) == _MANY_LINES:
                break
    except csv.Error:
        return widths
    return widths
