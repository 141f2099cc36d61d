"""Which columns of a list of the day stand beside each other in its width, and how wide."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from desktop.views.widgets import look


class Width(NamedTuple):
    """Letters a column needs, letters it likes, and how soon it gives way (0: never)."""

    least: int
    usual: int
    gives_way: int


WIDTHS: Mapping[str, Width] = {
    "name": Width(14, 19, 0),
    "what": Width(16, 27, 0),
    "day": Width(11, 13, 0),
    "by": Width(11, 12, 1),
    "due": Width(11, 11, 0),
    "days": Width(9, 9, 0),
    "service": Width(12, 16, 1),
    "amount": Width(9, 12, 1),
    "phone": Width(12, 13, 2),
    "site": Width(17, 23, 3),
    "status": Width(9, 9, 4),
    "booked": Width(10, 10, 5),
    "gallons": Width(7, 7, 6),
    "account_no": Width(8, 9, 6),
    "zone": Width(12, 18, 7),
    "last_service": Width(11, 11, 8),
    "contract": Width(8, 8, 9),
    "attempts": Width(8, 8, 10),
}
LONG = {"name": 1, "site": 1, "what": 2, "zone": 1}  # they take what is left, in such shares


def fitted(keys: Sequence[str], room: int, letter: int) -> dict[str, int]:
    """The columns that fit into so many dots, each with its width in dots.

    Those that give way soonest go first; those that never do are cut.
    """
    kept = list(keys)
    for key in sorted(keys, key=lambda one: -WIDTHS[one].gives_way):
        if WIDTHS[key].gives_way and _sum(kept, letter) > room:
            kept.remove(key)
    widths = {key: _dots(WIDTHS[key].least, letter) for key in kept}
    left = room - sum(widths.values())
    long = [key for key in kept if key in LONG]
    for key in kept:
        if key not in long:
            more = max(0, min(left, _dots(WIDTHS[key].usual, letter) - widths[key]))
            widths[key] += more
            left -= more
    shares = sum(LONG[key] for key in long)
    for key in long:
        widths[key] += max(0, left) * LONG[key] // shares
    return widths


def usual(keys: Sequence[str], letter: int) -> dict[str, int]:
    """All columns as wide as they like."""
    return {key: _dots(WIDTHS[key].usual, letter) for key in keys}


def _sum(keys: Sequence[str], letter: int) -> int:
    return sum(_dots(WIDTHS[key].least, letter) for key in keys)


def _dots(letters: int, letter: int) -> int:
    return letters * letter + 2 * look.S
