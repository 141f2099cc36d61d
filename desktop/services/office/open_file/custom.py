"""Values of the office's own fields: from JSON to the column that fits the type, and back."""

from typing import Any

from desktop.models.folding import fold
from desktop.models.office import CustomValue
from desktop.services.office.open_file.shape import Item
from desktop.services.office.open_file.values import WrongValueError, to_open, to_stored

_COLUMNS = {
    "text": ("text", "text"),
    "choice": ("text", "text"),
    "number": ("number", "number"),
    "money": ("cents", "money"),
    "date": ("day", "date"),
    "yes_no": ("yes", "yes_no"),
}
EMPTY: dict[str, Any] = dict.fromkeys(("text", "text_key", "number", "cents", "day", "yes"))


def stored_value(type_: str, choices: list[str], value: Any) -> dict[str, Any]:
    """The columns of a `CustomValue` for a JSON value.

    Raises:
        WrongValueError: the value does not fit the type of the field.
    """
    name, kind = _COLUMNS[type_]
    stored = to_stored(_item(name, kind), value)
    if type_ == "choice" and stored is not None and stored not in choices:
        raise WrongValueError(f"one of {', '.join(choices)}")
    return EMPTY | {name: stored} | ({"text_key": fold(stored)} if name == "text" else {})


def open_value(type_: str, row: Any) -> Any:
    """The JSON value of a row of `CustomValue`."""
    name, kind = _COLUMNS[type_]
    value = to_open(_item(name, kind), getattr(row, name))
    return int(value) if kind == "number" and value == int(value) else value


def _item(name: str, kind: str) -> Item:
    column: Any = CustomValue.__table__.columns[name]
    return Item(name, column, kind, required=False)
