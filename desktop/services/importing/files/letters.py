"""Which letters the bytes of a text file stand for: a mark, UTF-8, Windows, or a choice."""

import csv
import io
from collections.abc import Iterator

# What the office may choose from when letters look wrong: the codec, and its name on screen.
ENCODINGS = {
    "cp1252": "Windows (1252)",
    "mac_roman": "Mac Roman",
    "cp850": "DOS (850)",
    "utf-8": "UTF-8",
}
_MARKS = (  # UTF-32 first: its mark begins like that of UTF-16
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_UTF8_MARK = b"\xef\xbb\xbf"
_LOOK_AT = 4096
_HALF_EMPTY = 0.4  # share of NUL bytes that only two-byte letters have
_LINES_NAMED = 3
_NULS = "Empty (NUL) characters were removed from the text."
_UNKNOWN = "\ufffd"


def decode(data: bytes, encoding: str | None = None) -> tuple[str, list[str]]:
    """The text of a file, and notes about doubtful letters.

    A byte mark decides; else strict UTF-8; else Windows-1252 for each line that is not UTF-8.
    """
    wide = wide_encoding(data)
    if wide:
        return _checked(data.decode(wide, errors="replace").removeprefix("\ufeff"), [])
    data = data.removeprefix(_UTF8_MARK)
    notes = []
    if b"\x00" in data:
        data = data.replace(b"\x00", b"")
        notes.append(_NULS)
    if encoding:
        return _checked(data.decode(encoding, errors="replace"), notes)
    try:
        return data.decode("utf-8"), notes
    except UnicodeDecodeError:
        return _decode_lines(data, notes)


def wide_encoding(data: bytes) -> str | None:
    """The encoding of a text whose letters take two or four bytes; None for every other."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_LOOK_AT]
    enough = len(head) // 2 * _HALF_EMPTY
    if head[1::2].count(0) > enough and not head[::2].count(0):
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > enough and not head[1::2].count(0) else None


def _checked(text: str, notes: list[str]) -> tuple[str, list[str]]:
    """The text without NUL characters, and how many letters could not be read."""
    if "\x00" in text:
        text = text.replace("\x00", "")
        notes.append(_NULS)
    unknown = text.count(_UNKNOWN)
    if unknown == 1:
        notes.append(f"1 letter could not be read; it is shown as {_UNKNOWN}.")
    elif unknown:
        notes.append(f"{unknown:,} letters could not be read; they are shown as {_UNKNOWN}.")
    return text, notes


def _decode_lines(data: bytes, notes: list[str]) -> tuple[str, list[str]]:
    """Line by line: those that are not UTF-8 are read with Windows letters, and named."""
    lines, windows, others = [], [], False
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        try:
            lines.append(line.decode("utf-8"))
            others = others or not line.isascii()
        except UnicodeDecodeError:
            lines.append(line.decode("cp1252", errors="replace"))
            windows.append(number)
    notes.append(_windows_note(windows, mixed=others))
    return _checked("".join(lines), notes)


def _windows_note(windows: list[int], *, mixed: bool) -> str:
    if not mixed:
        return "The text was read as Windows letters (1252); check accents and quotes."
    named = ", ".join(map(str, windows[:_LINES_NAMED]))
    more = " and more" if len(windows) > _LINES_NAMED else ""
    which = f"Line {named} is" if len(windows) == 1 else f"Lines {named}{more} are"
    return (
        f"{which} not in UTF-8 as the rest is, so Windows letters (1252) were used there; "
        "check accents and quotes."
    )


def encoding_samples(
    data: bytes, separator: str = ",", limit: int = 10
) -> dict[str, tuple[str, ...]]:
    """For each encoding the office may choose: the first cells with letters beyond ASCII.

    The same cells stand in the same order under each; a text whose mark decides has none.
    """
    cells: list[bytes] = []
    if not wide_encoding(data) and not data.isascii():
        for cell in _odd_cells(data.removeprefix(_UTF8_MARK), separator):
            if cell not in cells:
                cells.append(cell)
            if len(cells) == limit:
                break
    return {
        encoding: tuple(cell.decode(encoding, errors="replace") for cell in cells)
        for encoding in ENCODINGS
    }


def _odd_cells(data: bytes, separator: str) -> Iterator[bytes]:
    """The cells with a byte beyond ASCII; Latin-1 keeps every byte as it is."""
    text = io.StringIO(data.replace(b"\x00", b"").decode("latin-1"), newline="")
    try:
        for record in csv.reader(text, delimiter=separator):
            for cell in record:
                if not cell.isascii():
                    yield cell.strip().encode("latin-1")
    except csv.Error:
        return
