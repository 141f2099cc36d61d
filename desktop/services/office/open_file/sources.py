"""Where an open office comes from: decoded JSON, a JSON file, or a folder of CSV files."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from desktop.models.errors import UserError
from desktop.services.office.open_file import memberships, rule_versions
from desktop.services.office.open_file.shape import FORMAT, HEAD, VERSION, entities, items, nested

Arrays = dict[str, Any]
EXTRA_ARRAYS = ("settings",)
LOGS: dict[str, dict[str, str]] = {one.NAME: one.KINDS for one in (memberships, rule_versions)}
_YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


def read_arrays(source: Mapping[str, Any] | Path) -> Arrays:
    """The arrays of the file by name; anything that is not an open office is refused.

    Raises:
        UserError: not readable, not JSON, another format or version, an unknown array.
    """
    if isinstance(source, Path):
        source = _folder(source) if source.is_dir() else _file(source)
    if source.get("format") != FORMAT:
        raise UserError(f"This is not an open office file: “format” is not “{FORMAT}”.")
    if source.get("version") != VERSION:
        raise UserError(
            f"This open office file has version {source.get('version')}; version {VERSION} is read."
        )
    arrays = {name: array for name, array in source.items() if name not in HEAD}
    known = {entity.__open_name__ for entity in entities()} | {*EXTRA_ARRAYS, *LOGS}
    for name, array in arrays.items():
        if name not in known:
            raise UserError(f"There is no kind of record called “{name}”.", where=name)
        wanted = dict if name in EXTRA_ARRAYS else list
        if not isinstance(array, wanted):
            raise UserError(f"“{name}” must be a {wanted.__name__}.", where=name)
    return arrays


def _file(path: Path) -> Mapping[str, Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", where=str(path)) from None
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", where=str(path)) from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path.name} is not JSON: {error}.", where=str(path)) from error
    if not isinstance(data, dict):
        raise UserError(f"{path.name} is not an open office file.", where=str(path))
    return data


def _folder(folder: Path) -> Mapping[str, Any]:
    """A folder of CSV files named like the arrays; lists inside a cell are JSON."""
    data: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    for path in sorted(folder.glob("*.csv")):
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = [_record(path.stem, row) for row in csv.DictReader(file)]
        except (UnicodeDecodeError, csv.Error) as error:
            raise UserError(f"{path.name} cannot be read: {error}.", where=str(path)) from error
        data[path.stem] = (
            {row["key"]: row["value"] for row in rows} if path.stem in EXTRA_ARRAYS else rows
        )
    return data


def _record(array: str, row: Mapping[Any, Any]) -> dict[str, Any]:
    kinds = _kinds(array)
    return {
        str(key): _cell(kinds.get(key, "text"), text)
        for key, text in row.items()
        if text not in (None, "")
    }


def _kinds(array: str) -> dict[str, str]:
    for entity in entities():
        if entity.__open_name__ == array:
            lists = {one.key: "json" for one in nested(entity)}
            return {item.key: item.kind for item in items(entity)} | lists | {"custom": "json"}
    return LOGS.get(array, {"value": "json"})


def _cell(kind: str, text: str) -> Any:
    """The JSON value that the text of a cell stands for; what cannot be read stays text."""
    try:
        match kind:
            case "whole":
                return int(text)
            case "number":
                return float(text)
            case "json":
                return json.loads(text)
            case "yes_no":
                return _YES_NO.get(text.lower(), text)
    except ValueError:
        pass
    return text
