"""Raw rows as an import keeps them: some together as one packed text, made where they are read."""

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from desktop.models.errors import UserError

ROWS_TOGETHER = 500
_QUICK = 1  # of the levels of packing; the best one takes three times as long for a sixth less
_MIDNIGHT = time()


def plain(value: Any) -> Any:
    """A raw cell in the form that is stored with its row."""
    if type(value) is date:  # what nearly all are that JSON does not know by itself
        return value.isoformat()
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == _MIDNIGHT else value.isoformat(" ")
    return str(value)


_encode = json.JSONEncoder(default=plain, separators=(",", ":")).encode


def pack(text: str) -> bytes:
    """A text of JSON packed; other threads run meanwhile."""
    return zlib.compress(text.encode(), _QUICK)


def unpacked(block: bytes) -> Any:
    """The values of a packed text.

    Raises:
        UserError: it is damaged.
    """
    try:
        return json.loads(zlib.decompress(block))
    except (zlib.error, ValueError) as error:
        raise UserError(
            "A part of what was kept of this import is damaged; a backup of the office has it."
        ) from error


def packed(rows: Sequence[Sequence[Any]]) -> bytes:
    """Some rows of cells as one packed text."""
    return pack(_encode(rows))


def blocks_of(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """All rows packed, as many together as are stored together."""
    left = iter(rows)
    while part := list(islice(left, ROWS_TOGETHER)):
        yield packed(part)
