"""What the raw XML of an OpenDocument sheet tells: how far its repeated rows and cells go."""

import re

from desktop.services.importing.files.gate_scan import Content
from desktop.services.importing.files.gate_sheets import LARGEST_BOX, LAST_COLUMN, LAST_ROW

_ANY = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(\s[^>]*?|)(/?)>")
_REPEATED = re.compile(rb"""table:number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")


def trouble(part: str, xml: Content) -> str:
    """The case of the sentence when a sheet goes too far; "" for a usual one, or another part."""
    if not part.lower().endswith("content.xml") or b"<table:table" not in xml:
        return ""
    row = column = rows = columns = height = 0
    for element in _ANY.finditer(xml):  # one by one: a list of all would hold up the window
        kind, attributes, closed = element.groups()
        repeated = _REPEATED.search(attributes)
        times = int(repeated.group(1)) if repeated else 1
        if kind == b"table":
            row = height = 0
        elif kind == b"table-row":
            row, height, column = row + height, times, 0
        else:
            column += times
            if not closed or b"office:value" in attributes:
                rows, columns = max(rows, row + height), max(columns, column)
    if rows > LAST_ROW or columns > LAST_COLUMN:
        return "unsafe"
    return "unpacks" if rows * columns > LARGEST_BOX else ""
