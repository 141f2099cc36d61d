"""Reads the cells of a column together: each different one once, plain texts in a few calls."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from typing import Any

from desktop.services.importing.cells.values import BLANK_WORDS
from desktop.services.importing.kinds import BadValueError
from desktop.services.importing.lists.cell_parsers import NAMES, Parser, plain, plain_name

_TOLD_APART = frozenset([str, float, date, type(None)])  # a whole number 1 equals True and 1.0
_REMEMBERED = 2_048  # cells per column; more different ones are hardly repeated
_BLANK = BLANK_WORDS - {"?"}  # says that there is nothing


def _in_any_capitals(words: Iterable[str]) -> frozenset[str]:
    """The words in every mixture of small and capital letters: "N/A", "n/A"."""
    pairs = ([{letter, letter.upper()} for letter in word] for word in words)
    return frozenset("".join(letters) for some in pairs for letters in product(*some))


_BLANKS: dict[Parser, frozenset[str]] = {
    plain: _in_any_capitals(_BLANK),
    plain_name: _in_any_capitals(_BLANK - NAMES),
}


def reader_of(parse: Parser) -> Callable[[Sequence[Any]], list[Any]]:
    """Reads the cells of one column; what cannot be read becomes the error that says why."""
    known: dict[Any, Any] = {}
    blank = _BLANKS.get(parse)

    def read(cells: Sequence[Any]) -> list[Any]:
        if blank is not None and set(map(type, cells)) == {str} and "".join(cells).isascii():
            return _texts(cells, blank)
        return _read(parse, cells, known)

    return read


def _texts(cells: Sequence[str], blank: frozenset[str]) -> list[str | None]:
    """What `plain` and `plain_name` make of plain letters."""
    stripped = list(map(str.strip, cells))
    nothing = blank.intersection(stripped)
    if nothing <= {""}:
        return [said or None for said in stripped]
    return [None if said in nothing else said for said in stripped]


def _read(parse: Parser, cells: Sequence[Any], known: dict[Any, Any]) -> list[Any]:
    """The values of some cells, or why they have none; the same cell is read once."""
    different = set(cells)
    if not _TOLD_APART.issuperset(map(type, cells)) or 0.0 in different:  # -0.0 is the same cell
        return [_value(parse, cell) for cell in cells]
    found = {cell: known[cell] for cell in different if cell in known}
    found |= {cell: _value(parse, cell) for cell in different if cell not in found}
    if len(known) < _REMEMBERED:
        known.update(found)
    return list(map(found.__getitem__, cells))


def _value(parse: Parser, cell: Any) -> Any:
    try:
        return None if cell is None or cell == "" else parse(cell)
    except BadValueError as error:
        return error.with_traceback(None)


def longer_than(most: int, cells: Sequence[Any]) -> list[int]:
    """The places of the texts that have more letters."""
    kinds = set(map(type, cells))
    if str not in kinds or (kinds == {str} and max(map(len, cells)) <= most):
        return []
    return [at for at, cell in enumerate(cells) if type(cell) is str and len(cell) > most]
