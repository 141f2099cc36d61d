"""The gate: every rule with a file made for it, refused in milliseconds before any reader."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest

from desktop.services.importing.files import gate
from desktop.services.importing.files.gate import check_workbook
from desktop.services.importing.files.gate_sheets import far_corner
from desktop.services.importing.kinds import ImportFileError
from tests.services.importing.workbook_files import (
    LIST,
    ods,
    open_row,
    row,
    xlsx,
)

PROTECTED = "protected by a password"
UNSAFE = "parts that a normal workbook does not have"
UNPACKS = "unpacks to far more data"
DAMAGED = "is damaged or not complete"


def repeated_part() -> bytes:
    data = io.BytesIO(xlsx())
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return data.getvalue()


def locked_part() -> bytes:
    """A workbook whose list of parts says that they are encrypted."""
    data = bytearray(xlsx())
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<H", data, place + 8, 1)
    return bytes(data)


def lying_part(size: int) -> bytes:
    """A workbook whose first part says it has `size` bytes; a reader may not believe it."""
    data = bytearray(xlsx())
    place = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, place + 24, size)
    return bytes(data)


def cells(*places: str) -> str:
    return "".join(
        f'<row r="{place.lstrip("ABCDEFGXYZ")}"><c r="{place}"><v>1</v></c></row>'
        for place in places
    )


LAST_CELL = "<row r='1048576'><c s='3' r='XFD1048576'><v>1</v></c></row>"
MERGED = '<mergeCells><mergeCell ref="A5:XFD1048576"/></mergeCells>'
UNSAVED, SAVED = '<c r="B1"><f>A1</f></c>', '<c r="B1"><f>A1</f><v>5</v></c>'
FAILED = '<c r="B1" t="e"><v>#REF!</v></c>'
HIDDEN = '<cols><col min="2" max="2" hidden="1"/></cols>'
ZEROS = {"xl/s.xml": '<styleSheet><numFmt formatCode="00000"/></styleSheet>'}
BLANKS = b" " * (gate.LARGEST_PART + 1)
UTF_7 = '<?xml version="1.0" encoding="UTF-7"?><a/>'
UTF_16 = '<?xml version="1.0"?><a/>'.encode("utf-16")
MANY = {f"xl/media/{number}.bin": b"" for number in range(4001)}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "one part too large": (lambda: xlsx(parts={"xl/big.xml": BLANKS}), UNPACKS),
    "swollen": (lambda: xlsx(parts={"xl/big.xml": b" " * (11 * 1024 * 1024)}), UNPACKS),
    "too many parts": (lambda: xlsx(parts=MANY), UNSAFE),
    "repeated part": (repeated_part, UNSAFE),
    "the same in capitals": (lambda: xlsx(parts={"XL/WORKBOOK.XML": "<a/>"}), UNSAFE),
    "absolute name": (lambda: xlsx(parts={"/etc/passwd": "x"}), UNSAFE),
    "name that climbs": (lambda: xlsx(parts={"xl/../../x.xml": "<a/>"}), UNSAFE),
    "name that climbs backwards": (lambda: xlsx(parts={"xl\\..\\..\\x.xml": "<a/>"}), UNSAFE),
    "name with a drive": (lambda: xlsx(parts={"C:\\x.xml": "<a/>"}), UNSAFE),
    "encrypted member": (locked_part, PROTECTED),
    "part larger than it says": (lambda: lying_part(10), DAMAGED),
    "part smaller than it says": (lambda: lying_part(90_000), DAMAGED),
    "DOCTYPE": (lambda: xlsx(parts={"xl/x.xml": '<!DOCTYPE a SYSTEM "http://x"><a/>'}), UNSAFE),
    "ENTITY under another name": (lambda: xlsx(parts={"xl/x.dat": "<!ENTITY a 'b'>"}), UNSAFE),
    "DOCTYPE in relationships": (lambda: xlsx(parts={"xl/x.rels": "<!DOCTYPE a><a/>"}), UNSAFE),
    "UTF-16": (lambda: xlsx(parts={"xl/x.xml": UTF_16}), UNSAFE),
    "UTF-16 unmarked": (lambda: xlsx(parts={"xl/x.xml": "<a/>".encode("utf-16-be")}), UNSAFE),
    "UTF-32": (lambda: xlsx(parts={"xl/x.xml": "<a/>".encode("utf-32")}), UNSAFE),
    "EBCDIC": (lambda: xlsx(parts={"xl/x.xml": "<?xml version='1.0'?>".encode("cp037")}), UNSAFE),
    "UTF-7": (lambda: xlsx(parts={"xl/x.xml": UTF_7}), UNSAFE),
    "row after the last": (lambda: xlsx(LIST + cells("A1048577")), UNSAFE),
    "column after the last": (lambda: xlsx(LIST + cells("XFE3")), UNSAFE),
    "blank cell after the last": (lambda: xlsx(LIST + '<row r="3"><c r="XFE3"/></row>'), UNSAFE),
    "size said is too large": (lambda: xlsx(before='<dimension ref="A1:A2000000"/>'), UNSAFE),
    "cells without places": (
        lambda: xlsx(LIST + '<row r="2000000"><c><v>1</v></c></row>'),
        UNSAFE,
    ),
    "cut off": (lambda: xlsx()[:-40], DAMAGED),
    "wrong content": (lambda: xlsx().replace(b"PK\x03\x04", b"PK\x03\x05", 1), DAMAGED),
    "protected OpenDocument": (
        lambda: ods(open_row("x"), manifest="<manifest:encryption-data/>"),
        PROTECTED,
    ),
    "OpenDocument repeats a value": (
        lambda: ods(open_row("x" * 9, more=' table:number-rows-repeated="1048577"')),
        UNSAFE,
    ),
    "OpenDocument fills a box": (
        lambda: ods(
            '<table:table-row table:number-rows-repeated="9999"><table:table-cell '
            'table:number-columns-repeated="9999" office:value="1"/></table:table-row>'
        ),
        UNPACKS,
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_the_gate_refuses(what: str) -> None:
    make, sentence = REFUSED[what]
    data = make()
    with pytest.raises(ImportFileError, match=sentence):
        check_workbook("list.xlsx", data)


def test_all_parts_together_may_be_too_large() -> None:
    packed = bytearray(xlsx())
    place = packed.find(b"PK\x01\x02")
    while place >= 0:
        struct.pack_into("<I", packed, place + 24, 150 * 1024 * 1024)
        struct.pack_into("<I", packed, place + 20, 10 * 1024 * 1024)
        place = packed.find(b"PK\x01\x02", place + 4)
    with pytest.raises(ImportFileError, match=UNPACKS):
        check_workbook("list.xlsx", bytes(packed))


@pytest.mark.parametrize(
    ("rows", "corner"),
    [
        (cells("B2", "XFD1048576"), (1_048_576, 16_384)),
        (cells("B2") + '<row r="1048576"><c r="XFD1048576" s="3"/></row>', (99_999, 26)),
        (cells("B2") + '<row r="1048576"><c r="XFD1048576" s="3"></c></row>', (99_999, 26)),
        (cells("B2") + LAST_CELL, (1_048_576, 16_384)),
        ('<row r="5"><c/><c/><c><v>1</v></c></row><row><c><v>1</v></c></row>', (6, 3)),
        (cells("C700000"), (700_000, 26)),
        (cells("C800000"), (800_000, 3)),
    ],
)  # fmt: skip
def test_the_box_around_values_is_found(rows: str, corner: tuple[int, int]) -> None:
    rows_found, columns = far_corner(f"<sheetData>{rows}</sheetData>".encode())
    assert rows_found * columns == pytest.approx(corner[0] * corner[1], rel=0.05)


@pytest.mark.parametrize(
    ("data", "hint", "expected"),
    [
        (xlsx(), "is_sparse", False),
        (xlsx(LIST + cells("XFD1048576")), "is_sparse", True),
        (xlsx(LIST + '<row r="1048576"><c r="XFD1048576" s="1"/></row>'), "is_sparse", False),
        (xlsx(after=MERGED), "has_wide_merges", True),
        (xlsx(parts={"xl/vbaProject.bin": b"x"}), "has_macros", True),
        (xlsx(row(1, "Who", UNSAVED)), "doubts", ("formulas without a saved value",)),
        (xlsx(row(1, "Who", SAVED)), "doubts", ()),
        (xlsx(row(1, "Who", FAILED)), "doubts", ("failed formulas",)),
        (xlsx(before=HIDDEN), "doubts", ("hidden rows and columns",)),
        (xlsx(parts=ZEROS), "doubts", ("numbers shown with leading zeros",)),
    ],
)  # fmt: skip
def test_the_gate_says_what_a_reader_must_know(data: bytes, hint: str, expected: object) -> None:
    assert getattr(check_workbook("list.xlsx", data), hint) == expected


def test_one_long_text_used_a_million_times_is_heavy() -> None:
    texts = f"<sst><si><t>{'x' * 30_000}</t></si><si><t>y</t></si></sst>"
    many = ("<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>") * 100
    data = xlsx(many, parts={"xl/sharedStrings.xml": texts})
    assert check_workbook("list.xlsx", data).is_heavy
    assert not check_workbook("list.xlsx", xlsx(parts={"xl/sharedStrings.xml": texts})).is_heavy


def test_ordinary_strange_names_pass() -> None:
    assert check_workbook("list.xlsx", xlsx(parts={"xl/media/photo..1.png": b"x", "xl/": b""}))
