"""Totals that a file states: reading them, and naming the rows that explain a difference."""

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from desktop.services.importing.kinds import BadValueError

MOST_ROWS = 5  # rows that are named
Amounts = Mapping[int, Decimal | None]  # by row; None: it could not be read


def money_or_none(read: Callable[[Any], Decimal | None], cell: Any) -> Decimal | None:
    """The amount in a cell; None when it is none, as in a formula without its value."""
    try:
        return read(cell)
    except BadValueError:
        return None


def rows_in_doubt(
    rows: Iterable[int], amounts: Amounts, unread: Collection[int], difference: Decimal
) -> tuple[int, ...]:
    """The rows that may explain a difference: those that were not read, else by their amount.

    The amount itself was left out or is there twice, or it was read with the wrong sign.
    """
    if unread:
        return tuple(sorted(unread)[:MOST_ROWS])
    wanted = (difference, -difference, difference / 2, -difference / 2)
    return tuple([n for n in rows if amounts.get(n) in wanted and difference][:MOST_ROWS])
