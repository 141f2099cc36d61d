"""What passes between a reader and the program: messages of plain values, and nothing else.

A reader yields tuples: ("sheet", name), then ("rows", rows) as often as needed, or the same rows
as ("columns", columns), where a column of texts may be one text with `BETWEEN` between them, or
("mixed_rows", rows) when an `ErrorCell` may be among the cells; ("better", sheet, cells) brings
better values by (row, place); ("unseen", sheet, rows, columns) names hidden rows and columns,
("hidden", sheets) hidden sheets; ("date_1904",) is said of the workbook. A reader that was asked
to keep the rows says ("read",) and then ("kept", sheet, block).
"""

import io
import pickle
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

Message = tuple[Any, ...]
ROWS_AT_ONCE = 2_000
BETWEEN = "\0"  # in no text of a cell


class ErrorCell(str):
    """A formula that failed, or one that has no saved value; it never reads as a value."""

    __slots__ = ()


class ReadError(Exception):
    """A workbook that a reader cannot use; `case` is a key of the import's sentences."""

    def __init__(self, case: str, **values: str) -> None:
        super().__init__(case)
        self.case = case
        self.values = values


_CLASSES = {(c.__module__, c.__name__): c for c in (date, datetime, time, timedelta, ErrorCell)}


class _PlainUnpickler(pickle.Unpickler):
    """Makes numbers, texts, lists and days; refuses every other class."""

    def find_class(self, module: str, name: str) -> type:
        """One of the few classes a cell may have."""
        try:
            return _CLASSES[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain value") from None


def pack(message: Message) -> bytes:
    """A message as bytes."""
    return pickle.dumps(message, protocol=5)


def unpack(data: bytes) -> Message:
    """The message again; bytes that hold anything but plain values are refused."""
    message: Message = _PlainUnpickler(io.BytesIO(data)).load()
    return message


def in_parts(rows: Iterable[list[Any]], kind: str = "rows") -> Iterator[Message]:
    """The rows of a sheet as messages of a size that a pipe takes well."""
    left = iter(rows)
    while part := list(islice(left, ROWS_AT_ONCE)):
        yield (kind, part)
