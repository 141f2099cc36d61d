"""The cells of many rows as JSON, all in one call: a whole workbook is kept with its import."""

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

from desktop.services.importing.cells.values import plain

_BETWEEN = "\0"  # stands in no JSON text, where it is written as an escape
_encode = json.JSONEncoder(default=plain, separators=(_BETWEEN, ": ")).encode


def as_json(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Each row as a JSON list; its cells are plain values, no lists."""
    cells = _encode(list(chain.from_iterable(rows)))[1:-1].split(_BETWEEN)
    found, end = [], 0
    for row in rows:
        start, end = end, end + len(row)
        found.append(f"[{', '.join(cells[start:end])}]")
    return found
