"""Single values of the open file: from JSON to what a column stores, and back."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop.services.office.open_file.shape import Item

LARGEST = 2**53  # beyond this a JSON number is not exact everywhere


class WrongValueError(ValueError):
    """A value that does not fit its field; the message says what would."""


def to_stored(item: Item, value: Any) -> Any:
    """What the column stores for a JSON value; None for a blank.

    Raises:
        WrongValueError: the value does not fit the field.
    """
    if value is None or (isinstance(value, str) and not value.strip() and item.kind != "json"):
        return None
    return _TO_STORED[item.kind](item, value)


def to_open(item: Item, value: Any) -> Any:
    """The JSON value for what a column stores; None for what is left out of the file."""
    if value is None or value in ([], {}):
        return None
    return _TO_OPEN.get(item.kind, _as_it_is)(value)


def money_text(cents: int) -> str:
    """Whole cents as decimal text: 12500 is "125.00"."""
    return f"{Decimal(cents).scaleb(-2):.2f}"


def cents(value: Any) -> int:
    """Decimal text (or a whole number) as cents."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise WrongValueError('an amount like "125.00"')
    try:
        amount = Decimal(str(value)) * 100
        exact = amount == amount.to_integral_value() and abs(amount) < LARGEST
    except InvalidOperation:
        exact = False
    if not exact:
        raise WrongValueError('an amount like "125.00"')
    return int(amount)


def _text(item: Item, value: Any) -> str:
    if not isinstance(value, str):
        raise WrongValueError("text")
    _refuse_odd_letters(value)
    longest = getattr(item.column.type, "length", None)
    if longest and len(value) > longest:
        raise WrongValueError(f"at most {longest} letters")
    return value


def _refuse_odd_letters(value: str) -> None:
    """Refuse what not every database can hold."""
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise WrongValueError("text without broken letters")


def _whole(_item: Item, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST:
        raise WrongValueError("a whole number")
    return value


def _number(_item: Item, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > LARGEST:
        raise WrongValueError("a number")
    return float(value)


def _decimal(item: Item, value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise WrongValueError("a number")
    places = getattr(item.column.type, "scale", 2)
    try:
        number = Decimal(str(value))
        exact = number == number.quantize(Decimal(1).scaleb(-places))
    except InvalidOperation:
        exact = False
    if not exact:
        raise WrongValueError(f"a number with at most {places} decimals")
    return number


def _day(_item: Item, value: Any) -> date:
    try:
        return date.fromisoformat(value) if len(value) == len("2026-06-15") else _no_day()
    except (TypeError, ValueError):
        return _no_day()


def _no_day() -> date:
    raise WrongValueError("a day like 2026-06-15")


def _yes_no(_item: Item, value: Any) -> bool:
    if not isinstance(value, bool):
        raise WrongValueError("true or false")
    return value


def _choice(item: Item, value: Any) -> str:
    assert item.choices is not None  # noqa: S101 - the kind says so
    key = item.choices.key(value) if isinstance(value, str) else None
    if key is None:
        raise WrongValueError(f"one of {', '.join(item.choices)}")
    return key


def _json(_item: Item, value: Any) -> Any:
    _refuse_odd_letters(json.dumps(value, ensure_ascii=False))
    return value


_TO_STORED: dict[str, Callable[[Item, Any], Any]] = {
    "text": _text,
    "whole": _whole,
    "number": _number,
    "decimal": _decimal,
    "money": lambda _item, value: cents(value),
    "date": _day,
    "yes_no": _yes_no,
    "choice": _choice,
    "json": _json,
}


def _as_it_is(value: Any) -> Any:
    return value


def _plain_decimal(value: Decimal) -> str:
    return f"{value.normalize():f}"


_TO_OPEN: dict[str, Callable[[Any], Any]] = {
    "money": money_text,
    "date": date.isoformat,
    "decimal": lambda value: _plain_decimal(Decimal(value)),
}
