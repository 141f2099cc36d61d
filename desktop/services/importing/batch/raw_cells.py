"""The cells of many rows as JSON, a column at a time: a whole workbook is kept with its import."""

import json
from collections.abc import Sequence
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from desktop.services.importing.cells.values import plain

_encode = json.JSONEncoder(default=plain).encode


def as_json(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Each row as a JSON list."""
    if len(set(map(len, rows))) != 1 or not rows[0]:
        return [_encode(list(row)) for row in rows]
    columns = [_column(cells) for cells in zip(*rows, strict=True)]
    return [f"[{', '.join(cells)}]" for cells in zip(*columns, strict=True)]


def _column(cells: Sequence[Any]) -> list[str]:
    if set(map(type, cells)) == {str}:
        return list(map(quoted, cells))
    known: dict[tuple[type, Any], str] = {}  # days and numbers are repeated much
    found = []
    for cell in cells:
        kind = type(cell)
        if kind is str:
            found.append(quoted(cell))
            continue
        key = (kind, cell)
        if key not in known:
            known[key] = _encode(cell)
        found.append(known[key])
    return found
