"""Small workbooks made by hand, byte by byte where no library would write such a thing."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as a zip file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def parts_of_xlsx(rows: str, *, before: str = "", after: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet; `rows` is the XML of its rows."""
    sheet = f'{_XML}<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}'
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats'
        '-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": _links("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
        '<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f"{sheet}</worksheet>",
    }


def _links(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_LINKS}/{kind}" Target="{target}"/></Relationships>'
    )


def text_cell(place: str, text: str) -> str:
    """A cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, *cells: str) -> str:
    """A row of text cells from column A on; a cell that begins like XML stays as it is."""
    made = [
        cell if cell.startswith("<c ") else text_cell(f"{chr(65 + place)}{number}", cell)
        for place, cell in enumerate(cells)
    ]
    return f'<row r="{number}">{"".join(made)}</row>'


LIST = row(1, "Customer", "City", "Balance") + row(
    2, "Ann Reyes", "Tyler", '<c r="C2"><v>5</v></c>'
)


def xlsx(
    rows: str = LIST,
    *,
    before: str = "",
    after: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook with one sheet, and further parts."""
    made: dict[str, str | bytes] = dict(parts_of_xlsx(rows, before=before, after=after))
    return zipped(made | dict(parts or {}))


def ods(rows: str, *, manifest: str = "") -> bytes:
    """An OpenDocument sheet; `rows` is the XML of its table rows."""
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'{_XML}<office:document-content{names}{_CALC} office:version="1.2">'
            '<office:body><office:spreadsheet><table:table table:name="List">'
            f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
            "META-INF/manifest.xml": f"{_XML}<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f"{manifest}</manifest:manifest>",
        }
    )


def open_row(*cells: str, more: str = "") -> str:
    """A row of texts of an OpenDocument sheet."""
    made = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in cells
    )
    return f"<table:table-row{more}>{made}</table:table-row>"


def xls(rows: Sequence[Sequence[Any]], *, date_1904: bool = False, zeros: bool = False) -> bytes:
    """An old Excel 97 workbook: texts, numbers, and `None` for #DIV/0!.

    With `zeros` all numbers are shown in the format 00000.
    """
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    width = max(map(len, rows))
    sheet += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for number, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            sheet += _cell(number, place, cell)
    sheet += _record(0x0A, b"")
    book = _book_start(date_1904=date_1904, zeros=zeros)
    place = len(book) + 4 + 12 + 4
    book += _record(0x85, struct.pack("<IHBB", place, 0, 4, 0) + b"List") + _record(0x0A, b"")
    return _container(book + sheet)


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cell(number: int, place: int, cell: Any) -> bytes:
    where = struct.pack("<HHH", number, place, 0)
    if cell is None:
        return _record(0x205, where + b"\x07\x01")
    if isinstance(cell, str):
        text = cell.encode("utf-16-le")
        return _record(0x204, where + struct.pack("<HB", len(cell), 1) + text)
    return _record(0x203, where + struct.pack("<d", cell))


def _book_start(*, date_1904: bool, zeros: bool) -> bytes:
    """The beginning of a workbook: code page, date system, one font, and the cell format."""
    shown = "00000".encode("utf-16-le")
    style = struct.pack("<HHHBBBBIIH", 0, 170 if zeros else 0, 0, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    return (
        _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
        + _record(0x42, struct.pack("<H", 1200))
        + _record(0x22, struct.pack("<H", date_1904))
        + _record(
            0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 1) + b"A\0"
        )
        + _record(0x41E, struct.pack("<HHB", 170, 5, 1) + shown)
        + _record(0xE0, style)
    )


def _container(stream: bytes) -> bytes:
    """The stream "Workbook" in an OLE container of sectors of 512 bytes."""
    stream = stream.ljust(max(4096, -len(stream) % 512 + len(stream)), b"\0")
    sectors = len(stream) // 512
    header = struct.pack(
        "<8s16sHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6
    )
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    directory = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry(
        "Workbook", 2, -1, 2, len(stream)
    )
    return header + table + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    named = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBBiii36xIQ", named, len(named), kind, 1, -1, -1, child, start, size)
