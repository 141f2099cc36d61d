"""The types of custom fields: guessed from a whole column, or chosen, and how each is read."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from desktop.models.folding import fold
from desktop.services.importing.cells import values
from desktop.services.importing.cells.values import text
from desktop.services.importing.kinds import BadValueError

Parser = Callable[[Any], Any]
_LONGEST_NUMBER = 9  # digits; a longer one is an id


def guess_type(cells: Iterable[Any]) -> str:
    """Number, money or date when every value is one; else text, which keeps everything."""

    def every(is_one: Callable[[Any], bool]) -> bool:
        return all(is_one(cell) for cell in cells if text(cell))

    if every(lambda _cell: False):
        return "text"  # nothing in it
    if values.is_european(cells) or every(_is_money):
        return "money"
    if every(_is_number):
        return "number"
    return "date" if every(lambda cell: isinstance(cell, date)) else "text"


def _is_number(cell: Any) -> bool:
    if isinstance(cell, int | float):
        return not isinstance(cell, bool)
    raw = text(cell)
    return raw.isdigit() and (raw == "0" or raw[0] != "0") and len(raw) <= _LONGEST_NUMBER


def _is_money(cell: Any) -> bool:
    if not isinstance(cell, str) or "$" not in cell:
        return False
    try:
        return values.amount(cell) is not None
    except BadValueError:
        return False


def parser(kind: str, parser_named: Callable[[str], Parser]) -> Parser:
    """How a cell of a custom field of this type is read; None for an empty one.

    `parser_named` gives the parsers of the column, which know how it writes dates and amounts.
    The parser raises a `BadValueError` for what does not fit.
    """
    if kind in _OF_COLUMN:
        return parser_named(_OF_COLUMN[kind])
    return _PARSERS[kind]


def choices_of(cells: Iterable[Any]) -> list[str]:
    """The different texts of a column in their order: the choices of a new list."""
    found: dict[str, str] = {}
    for cell in cells:
        said = text(cell)
        if said:
            found.setdefault(fold(said), said)
    return list(found.values())


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raw = text(value)
    if values.is_blank_word(raw):
        return None
    try:
        number = float(raw.replace(",", ""))
    except ValueError as error:
        raise BadValueError("is not a number") from error
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - "nan"
        raise BadValueError("is not a number")
    return number


def _text(value: Any) -> str | None:
    return text(value) or None


_OF_COLUMN = {"money": "amount", "date": "date_ahead"}
_PARSERS: dict[str, Parser] = {
    "text": _text,
    "number": _number,
    "yes_no": values.yes_no,
    "choice": _text,
}
