"""What the program remembers for one person at one computer: window, columns, last page.

Kept as JSON in a file of its own. A damaged file never stops the program: it is put aside and
the defaults are used; a single bad value falls back to its own default.
"""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from desktop.models.errors import UserError
from desktop.services.safekeeping.files import replacing

log = logging.getLogger(__name__)


class Setting(NamedTuple):
    """One remembered value: what it is without being set, and which values are believed."""

    key: str
    default: Any
    is_valid: Callable[[Any], bool]
    help: str


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_dict(value: Any) -> bool:
    return isinstance(value, dict)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _one_of(*values: str) -> Callable[[Any], bool]:
    return lambda value: value in values


SETTINGS = (
    Setting("window.scheme", "system", _one_of("system", "light", "dark"), "Light or dark"),
    Setting("window.geometry", "", _is_text, "Where the window was"),
    Setting("window.page", "today", _is_text, "The page shown last"),
    Setting("window.day", "", _is_text, "The day of that page; another day begins with Today"),
    Setting("customers.columns", [], _is_texts, "Columns shown, in order; empty: the usual ones"),
    Setting("customers.widths", {}, _is_dict, "Widths of columns, in pixels"),
    Setting("customers.sort", [], _is_texts, "Sorted by column and direction"),
    Setting("customers.filters", [], lambda v: isinstance(v, list), "Filters that were on"),
    Setting("customers.drafts", {}, _is_dict, "Unsaved notes of calls of each office"),
    Setting("segments.layout", {}, _is_dict, "Splitters and columns of Segments"),
    Setting("segments.drafts", {}, _is_dict, "Unsaved segments of each office"),
    Setting("user.name", "", _is_text, "By whom versions of segments are signed"),
    Setting("import.folder", "", _is_text, "Folder of the last import"),
    Setting("export.folder", "", _is_text, "Folder of the last list"),
)
WORK = ("segments.drafts", "customers.drafts", "user.name")
_BY_KEY = {setting.key: setting for setting in SETTINGS}


class Settings:
    """The remembered values; `was_reset` tells that a damaged file was put aside."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._values: dict[str, Any] = {}
        self.was_reset = False
        if path and path.exists():
            self._read(path)

    def get(self, key: str) -> Any:
        """The remembered value, or the default."""
        setting = _BY_KEY[key]
        value = self._values.get(key, setting.default)
        return value if setting.is_valid(value) else setting.default

    def set(self, key: str, value: Any) -> None:
        """Remember a value; written to disk by `save`."""
        if not _BY_KEY[key].is_valid(value):
            raise ValueError(f"{key} cannot be {value!r}")
        self._values[key] = value

    def reset(self) -> None:
        """Forget everything remembered but unsaved work and who works here."""
        self._values = {key: value for key, value in self._values.items() if key in WORK}

    def save(self) -> None:
        """Write the file whole or not at all; a folder that cannot be written is only logged."""
        if not self._path:
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self._path) as partial:
                partial.write_text(json.dumps(self._values, indent=1), encoding="utf-8")
        except (OSError, UserError):
            log.exception("the window layout could not be saved")

    def _read(self, path: Path) -> None:
        try:
            values = dict(json.loads(path.read_text(encoding="utf-8")).items())
        except (OSError, ValueError, AttributeError, RecursionError):
            log.exception("damaged settings put aside")
            self.was_reset = True
            _put_aside(path)
            return
        self._values = {key: value for key, value in values.items() if key in _BY_KEY}


def _put_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged.json"))
    except OSError:
        log.exception("the damaged settings could not be put aside")
