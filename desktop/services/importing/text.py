"""Text files become grids: the right letters, the right separator, real line breaks in cells."""

import csv
import io
import re
from collections import Counter

from desktop.services.importing.kinds import Grid, Row

SEPARATORS = ",;\t|"
_FIELD_LIMIT = 10 * 1024 * 1024
_MANY_LINES = 50
_LINE_ENDS = ("\n", "\r")
_END = "\x01end of the file"
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_PROTECTED = re.compile(r"^'(?=[=+\-@\t\r\n＝＋－＠])")


def decode(data: bytes, encoding: str | None = None) -> tuple[str, list[str]]:
    """The text of a file, and notes about doubtful letters.

    A byte mark decides; else strict UTF-8; else Windows-1252 line by line.
    """
    notes: list[str] = []
    if encoding:
        return data.decode(encoding, errors="replace"), notes
    for mark, marked in _MARKS.items():
        if data.startswith(mark):
            return data.decode(marked, errors="replace"), notes
    if b"\x00" in data:
        data = data.replace(b"\x00", b"")
        notes.append("Empty (NUL) characters were removed from the text.")
    try:
        return data.decode("utf-8"), notes
    except UnicodeDecodeError:
        notes.append("The text was read as Windows letters (1252); check accents and quotes.")
        return "".join(_decode_line(line) for line in data.splitlines(keepends=True)), notes


def _decode_line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def read_csv(file: str, data: bytes, sha256: str = "", encoding: str | None = None) -> Grid:
    """Read a separated text file; every cell stays text, every record is one row."""
    text, notes = decode(data, encoding)
    csv.field_size_limit(_FIELD_LIMIT)
    separator = find_separator(text)
    reader = csv.reader(io.StringIO(_with_end(text), newline=""), delimiter=separator)
    rows: list[Row] = []
    began = [0]  # the line on which each record begins
    try:
        for number, cells in enumerate(reader, start=1):
            rows.append(Row(number, [_PROTECTED.sub("", cell) for cell in cells]))
            began.append(reader.line_num)
    except csv.Error:
        notes.append(f"Reading stopped after row {len(rows)}: a cell is far too long.")
    broken = _take_end(rows, began)
    if not broken and any(cell.count("\n") > _MANY_LINES for row in rows for cell in row.cells):
        notes.append("One cell holds more than 50 lines: a quote may never have been closed.")
    return Grid(file, None, rows, tuple(notes), sha256=sha256, broken=broken)


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
