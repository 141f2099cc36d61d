"""What the raw XML of an xlsx tells before a reader sees it: how far its cells go, its doubts."""

import re
from collections.abc import Callable
from typing import NamedTuple

from desktop.services.importing.files import gate_scan
from desktop.services.importing.files.gate_scan import Content

LARGEST_BOX = 20_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_MOST_TEXT = 500 * 1024 * 1024
# A cell in a column past Z, or a cell or row past 99,999; what follows tells whether it has a
# value. It begins with fixed letters because that is what makes the search quick.
_FAR = re.compile(
    rb' r="([A-Za-z]{2,}|[A-Za-z](?=\d{6})|(?=\d{6}))(\d+)"([^>]*)>(\s*</(?:\w+:)?c>)?'
)
_FAR_BEGINS = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z]?\d{6})')
_BROKEN_TAG, _BROKEN_BEGINS = re.compile(rb"c[\t\r\n]+\w"), re.compile(rb"c[\t\r\n]")
_ANY = re.compile(rb"""<(?:\w+:)?(row|c)(\s[^>]*?|)(/?)>(\s*</(?:\w+:)?c>)?""")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_DIMENSION = re.compile(rb"""<(?:\w+:)?dimension\b[^>]*ref\s*=\s*["']([^"']*)""")
_CORNER = re.compile(rb"\$?([A-Za-z]+)\$?(\d+)")
_MERGE = re.compile(rb"""mergeCell\b[^>]*ref\s*=\s*["']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)""")
_MERGE_BEGINS = re.compile(rb"mergeCell\b")
_UNSAVED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>"
)
_ZEROS = re.compile(rb"""formatCode\s*=\s*["']0{2,}["']""")
_ZERO_DOUBT = "numbers shown with leading zeros"


class SheetHints(NamedTuple):
    """What the raw parts say about a workbook before it is read."""

    has_macros: bool = False
    doubts: tuple[str, ...] = ()  # what calamine would hide
    is_sparse: bool = False
    is_heavy: bool = False
    has_wide_merges: bool = False
    date_1904: bool = False


class Sheets:
    """Looks at one part after the other and remembers what they say together."""

    def __init__(self, *, has_macros: bool) -> None:
        self._hints = SheetHints(has_macros)
        self._doubts: dict[str, None] = {}
        self._texts: Content = b""
        self._text_cells = 0

    def look_at(self, part: str, xml: Content) -> str:
        """Take in one part; the case of the sentence when it must be refused, else ""."""
        if b"sheetData" in xml:
            return self._look_at_sheet(xml)
        if b"<styleSheet" in xml and _ZEROS.search(xml):
            self._doubts[_ZERO_DOUBT] = None
        elif part.lower().endswith("workbook.xml"):
            date_1904 = b'date1904="1"' in xml or b'date1904="true"' in xml
            self._hints = self._hints._replace(date_1904=date_1904)
        elif b"<sst" in xml:
            self._texts = xml
        return ""

    def _look_at_sheet(self, xml: Content) -> str:
        rows, columns = far_corner(xml)
        declared = _declared_corner(xml)
        if max(rows, declared[0]) > LAST_ROW or max(columns, declared[1]) > LAST_COLUMN:
            return "unsafe"
        self._doubts |= dict.fromkeys(doubt for doubt, found in _DOUBTS.items() if found(xml))
        self._text_cells += gate_scan.count(xml, b't="s"')
        self._hints = self._hints._replace(
            is_sparse=self._hints.is_sparse or rows * columns > LARGEST_BOX,
            has_wide_merges=self._hints.has_wide_merges or _merged_places(xml) > LARGEST_BOX,
        )
        return ""

    def hints(self) -> SheetHints:
        """What all parts say together."""
        is_heavy = self._text_cells * len(self._texts) > _MOST_TEXT and (
            self._text_cells * max(map(len, self._texts.split(b"</si>"))) > _MOST_TEXT
        )
        return self._hints._replace(doubts=tuple(self._doubts), is_heavy=is_heavy)


def far_corner(xml: Content) -> tuple[int, int]:
    """The last row and column of a box around all values; never too small, exact when far."""
    if _has_cells_without_place(xml):
        return _exact_corner(xml)
    rows, columns = 99_999, 26
    for far in gate_scan.matches(_FAR_BEGINS, _FAR, xml):
        letters, number, attributes, ends = far.groups()
        row, column = int(number), column_number(letters)
        is_blank = not letters or attributes.endswith(b"/") or ends
        if not is_blank or row > LAST_ROW or column > LAST_COLUMN:
            rows, columns = max(rows, row), max(columns, column)
    return _exact_corner(xml) if rows * columns > LARGEST_BOX else (rows, columns)


def _has_cells_without_place(xml: Content) -> bool:
    """Whether some cell may not begin with its place, so that the quick look could miss it."""
    has, count = gate_scan.has, gate_scan.count
    if has(xml, b"<c>") or count(xml, b"<c ") != count(xml, b'<c r="'):
        return True
    has_breaks = has(xml, b"\t") or has(xml, b"\n") or has(xml, b"\r")
    if has_breaks and any(gate_scan.matches(_BROKEN_BEGINS, _BROKEN_TAG, xml)):
        return True
    if not has(xml, b":c"):
        return False
    return has(xml, b":c>") or count(xml, b":c ") != count(xml, b':c r="')


def _exact_corner(xml: Content) -> tuple[int, int]:
    """The box cell by cell; a cell or row beyond the last one counts even when it is blank."""
    row = column = rows = columns = 0
    for element in _ANY.finditer(xml):
        kind, attributes, closed, ends = element.groups()
        place = _PLACE.search(attributes)
        if kind == b"row":
            row = int(place.group(2)) if place else row + 1
            rows = max(rows, row) if row > LAST_ROW else rows
            column = 0
            continue
        column = column_number(place.group(1)) if place else column + 1
        row = int(place.group(2)) if place else row
        if not (closed or ends) or column > LAST_COLUMN or row > LAST_ROW:
            rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def column_number(letters: bytes) -> int:
    """The number of a column by its letters; A is 1."""
    number = 0
    for letter in letters[:4].upper():
        number = number * 26 + letter - 64
    return number


def _declared_corner(xml: Content) -> tuple[int, int]:
    """The last row and column that the sheet says it has."""
    found = _DIMENSION.search(xml[:100_000])
    corners = _CORNER.findall(found.group(1)) if found else []
    return (
        max((int(number) for _, number in corners), default=0),
        max((column_number(letters) for letters, _ in corners), default=0),
    )


def _merged_places(xml: Content) -> int:
    return sum(
        (abs(int(bottom) - int(top)) + 1) * (abs(column_number(right) - column_number(left)) + 1)
        for left, top, right, bottom in (
            merge.groups() for merge in gate_scan.matches(_MERGE_BEGINS, _MERGE, xml)
        )
    )


def _has_unsaved(xml: Content) -> bool:
    return gate_scan.has(xml, b"f>") and gate_scan.found(_UNSAVED, xml)


def _has_errors(xml: Content) -> bool:
    return gate_scan.has(xml, b't="e"')


def _has_hidden(xml: Content) -> bool:
    return gate_scan.has(xml, b'hidden="1"') or gate_scan.has(xml, b'hidden="true"')


_DOUBTS: dict[str, Callable[[Content], bool]] = {
    "formulas without a saved value": _has_unsaved,
    "failed formulas": _has_errors,
    "hidden rows and columns": _has_hidden,
}
