"""Formulas without a saved value: constants, and sums of constants and cells of one column."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from desktop.services.reading.plain import ErrorCell

_TEXT = re.compile(r'^="([^"]*)"$')
_IN_BRACKETS = re.compile(r"^\(([^()]*)\)$")
_SUMMAND = re.compile(r"([+-]?)(?:SUM\(([^()]+)\)|\(([^()+-]+)\)|([^()+:-]+))")
_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
_CELLS = re.compile(r"^([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?$")
_DEEPEST = 40  # a sum of sums of sums


class _NoSumError(Exception):
    """The formula is more than a sum."""


def evaluate(cell: Any, values: Any, formulas: Any) -> Any:
    """The value of a formula that has none saved; an `ErrorCell` when it is more than a sum."""
    formula = str(getattr(cell.value, "text", cell.value))
    literal = _TEXT.match(formula)
    if literal:
        return literal.group(1)
    try:
        found = list(_numbers(formula, cell.column_letter, (values, formulas), 0))
    except _NoSumError:
        return ErrorCell(formula)
    return float(sum(found)) if found else ErrorCell(formula)


def _numbers(formula: str, column: str, sheets: tuple[Any, Any], depth: int) -> Iterator[Decimal]:
    """Every number that a sum adds up, with its sign."""
    if depth > _DEEPEST:
        raise _NoSumError
    for sign, term in _terms(formula.replace(" ", "").replace("$", "").upper()):
        for number in _term(term, column, sheets, depth):
            yield sign * number


def _terms(formula: str) -> Iterator[tuple[int, str]]:
    """Each summand with its sign."""
    rest = _IN_BRACKETS.sub(r"\1", formula.removeprefix("="))
    place = 0
    while place < len(rest):
        found = _SUMMAND.match(rest, place)
        if not found or (place and not found.group(1)):
            raise _NoSumError
        for term in (found.group(2) or found.group(3) or found.group(4)).split(","):
            yield (-1 if found.group(1) == "-" else 1), term
        place = found.end()


def _term(term: str, column: str, sheets: tuple[Any, Any], depth: int) -> Iterator[Decimal]:
    if _NUMBER.match(term):
        yield Decimal(term)
        return
    cells = _CELLS.match(term)
    if not cells or cells.group(1) != column or cells.group(3) not in (None, column):
        raise _NoSumError
    first = int(cells.group(2))
    last = min(int(cells.group(4) or first), sheets[1].max_row)
    for row in range(first, last + 1):
        yield from _cell(f"{column}{row}", column, sheets, depth)


def _cell(place: str, column: str, sheets: tuple[Any, Any], depth: int) -> Iterator[Decimal]:
    """The numbers behind a cell; an empty one has none, a text makes the sum unreadable."""
    values, formulas = sheets
    value = values[place].value
    if value is None:
        formula = formulas[place].value
        if formula is not None:
            yield from _numbers(str(formula), column, sheets, depth + 1)
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise _NoSumError
    else:
        yield Decimal(str(value))
