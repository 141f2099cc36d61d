"""What a file is, judged by its first bytes and not by its name."""

import struct
import zipfile
import zlib
from enum import Enum
from io import BytesIO
from pathlib import Path

from desktop.services.importing.files.letters import wide_encoding
from desktop.services.importing.files.messages import unusable

LARGEST_FILE = 100 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BEGINS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
# Workbooks of Excel 2 to 5 may begin without the container of later ones.
_OLDER_BEGINS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_FILE_PASS, _LOOK_AT_RECORDS = 0x2F, 20
_LOOK_AT_PART = 100
_DAMAGED_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError)
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ENTRY, _KIND_AT, _SIZE_AT, _STREAM = 128, 66, 120, 2  # of an entry of the file's directory
_QUICKBOOKS_OWN = (".qbw", ".qbb", ".qbm", ".qbx", ".qba", ".qby")
_IIF_STARTS = (b"!", b"HDR\t", b"CUST\t", b"TRNS\t")
_TEXT_CONTROLS = set(range(9)) | {11} | set(range(14, 27)) | {28, 29, 30, 31}


class FileKind(Enum):
    """The kinds of file that have a reader."""

    WORKBOOK_XML = "xlsx"
    WORKBOOK_BINARY = "xlsb"
    WORKBOOK_OPEN = "ods"
    WORKBOOK_OLD = "xls"
    WEB_PAGE = "html"
    SPREADSHEET_XML = "xml"
    IIF = "iif"
    TEXT = "text"


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        ImportFileError: missing, a folder, in use, empty or too large.
    """
    try:
        if path.is_dir():
            raise unusable("folder", path.name)
        if path.stat().st_size > LARGEST_FILE:
            raise unusable("too_big", path.name)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise unusable("missing", path.name) from error
    except OSError as error:
        raise unusable("locked", path.name) from error
    if not data.strip(b"\x00\r\n\t "):
        raise unusable("empty" if not data else "damaged", path.name)
    return data


def recognise(name: str, data: bytes) -> FileKind:
    """The kind of a file.

    Raises:
        ImportFileError: it is a kind without customers, protected, or damaged.
    """
    if name.lower().endswith(_QUICKBOOKS_OWN):
        raise unusable("quickbooks", name)
    if data.startswith(b"PK"):
        return _zip_kind(name, data)
    if data.startswith(_OLE):
        return _ole_kind(name, data)
    if data.startswith(_OLDER_BEGINS + _OLD_BEGINS):
        return FileKind.WORKBOOK_OLD
    return _text_kind(name, data)


def _zip_kind(name: str, data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
            is_open = "mimetype" in parts and b"spreadsheet" in _beginning(archive, "mimetype")
    except (*_DAMAGED_ZIP, RuntimeError, OSError, ValueError, EOFError) as error:
        raise unusable("damaged", name) from error
    lower = {part.lower().lstrip("/") for part in parts}
    if "xl/workbook.bin" in lower:
        return FileKind.WORKBOOK_BINARY
    if is_open:
        return FileKind.WORKBOOK_OPEN
    if any(part.startswith("xl/") for part in lower):
        return FileKind.WORKBOOK_XML
    raise unusable("damaged", name)


def _beginning(archive: zipfile.ZipFile, part: str) -> bytes:
    """The first bytes of a part, however large it would unpack."""
    with archive.open(part) as opened:
        return opened.read(_LOOK_AT_PART)


def _ole_kind(name: str, data: bytes) -> FileKind:
    if _is_encrypted(data) or _has_password(data):
        raise unusable("password", name)
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return FileKind.WORKBOOK_OLD
    raise unusable("damaged", name)


def _is_encrypted(data: bytes) -> bool:
    """Whether there is an encrypted workbook inside, as a stream that fits into the file."""
    place = data.find(_PACKAGE)
    while place >= 0:
        entry = data[place : place + _ENTRY]
        if len(entry) == _ENTRY and entry[_KIND_AT] == _STREAM:
            (size,) = struct.unpack_from("<Q", entry, _SIZE_AT)
            return bool(0 < size <= len(data))
        place = data.find(_PACKAGE, place + 1)
    return False


def _has_password(data: bytes) -> bool:
    """Whether an old workbook says near its beginning that all that follows is scrambled."""
    place = max(data.find(begin) for begin in _OLD_BEGINS)
    for _ in range(_LOOK_AT_RECORDS):
        if place < 0 or place + 4 > len(data):
            return False
        kind, length = struct.unpack_from("<HH", data, place)
        if kind == _FILE_PASS:
            return True
        place += 4 + length
    return False


def _text_kind(name: str, data: bytes) -> FileKind:
    wide = wide_encoding(data)
    if wide:
        data = data[:65536].decode(wide, errors="replace").encode()
    head = data[:4096]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"ofxheader" in start[:200] or start.startswith((b"<ofx", b"<?ofx")) or b"<ofx>" in start:
        raise unusable("bank", name)
    if start.startswith((b"<", b"mime-version:")):
        return _marked_kind(name, start, data)
    if _is_binary(head):
        raise unusable("binary", name)
    return _iif_or_text(name, data)


def _marked_kind(name: str, start: bytes, data: bytes) -> FileKind:
    """A web page, an XML spreadsheet, or a list whose first cell begins like a tag."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start and b"<html" not in start:
        return FileKind.SPREADSHEET_XML
    if start.startswith((b"<?xml", b"mime-version:")) and b"<html" not in start:
        raise unusable("html", name)
    if b"<table" in data.lower():
        return FileKind.WEB_PAGE
    if start.startswith((b"<html", b"<!doctype", b"<head", b"<body", b"<meta")):
        raise unusable("html", name)
    return _iif_or_text(name, data)


def _iif_or_text(name: str, data: bytes) -> FileKind:
    lines = [line for line in data[:65536].splitlines()[:40] if line.strip()]
    records = [line for line in lines if line.lstrip(b"\xef\xbb\xbf").startswith(_IIF_STARTS)]
    if any(b"\t" in line for line in records):
        return FileKind.IIF
    spaced = [line for line in records if line.startswith((b"!HDR ", b"!CUST ", b"!TRNS "))]
    if spaced or (records and name.lower().endswith(".iif")):
        raise unusable("tabs", name)
    return FileKind.TEXT


def _is_binary(head: bytes) -> bool:
    controls = sum(byte in _TEXT_CONTROLS for byte in head)
    return controls > len(head) // 50
