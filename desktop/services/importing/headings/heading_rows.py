"""Finds the headings of an owner's own list: in which row, and whether two rows make them."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from desktop.services.importing.cells.values import text
from desktop.services.importing.headings import headless, mapping
from desktop.services.importing.headings.reports import LOOK_DOWN
from desktop.services.importing.kinds import Grid, Row

_KNOWN = 2  # so many sure headings, and a date or a number among them is one too
_YEARS = frozenset(map(str, range(1950, 2100)))
NO_HEADINGS = 0  # the number of the heading row that the office chose for a list without one
_MOST = 0.6  # of the texts of a second heading row must mean something with the first


class Headings(NamedTuple):
    """The headings of a list and the places of their rows in the grid, one or two."""

    texts: tuple[str, ...]
    places: tuple[int, ...]

    @property
    def last(self) -> int:
        """The place of the row above the first record; -1 where the list has no headings."""
        return self.places[-1] if self.places else -1

    @property
    def is_made(self) -> bool:
        """Whether the list has no headings, and its columns got theirs here."""
        return not self.places


def find_headings(grid: Grid, chosen: int | None = None) -> Headings | None:
    """The headings within the first 30 rows, or in the row the office chose (its number)."""
    if chosen == NO_HEADINGS:
        made = headless.headings(grid)
        return Headings(made, ()) if made else None
    place = _best_place(grid) if chosen is None else _place_of(grid, chosen)
    if place is None:
        made = headless.headings(grid)
        return Headings(made, ()) if headless.is_told(made) else None
    for upper in (place - 1, place):
        if 0 <= upper < len(grid.rows) - 1 and (chosen is None or upper == place):
            joined = _joined(grid.rows[upper], grid.rows[upper + 1])
            if joined:
                return Headings(joined, (upper, upper + 1))
    return Headings(tuple(text(cell) for cell in grid.rows[place].cells), (place,))


def _place_of(grid: Grid, number: int) -> int:
    places = [place for place, row in enumerate(grid.rows) if row.number <= number]
    return places[-1] if places else 0


def _best_place(grid: Grid) -> int | None:
    """The row whose texts mean the most targets."""
    best, best_score = None, 0.0
    for place, row in enumerate(grid.rows[:LOOK_DOWN]):
        texts = _texts(row)
        if len([said for said in texts if said]) < 2:  # noqa: PLR2004 - a title, a note
            continue
        score = 0.1 + sum(mapping.best_target(said).score for said in texts if said)
        if score > best_score + 0.5 * (best is not None):
            best, best_score = place, score
    return best


def _texts(row: Row) -> list[str]:
    """The texts of a row; none at all when a number shows that it is a record."""
    texts = [text(cell) if isinstance(cell, str) else "" for cell in row.cells]
    digits = [said for said in texts if said.isdecimal()]
    if any(said not in _YEARS for said in digits):
        return []
    known = sum(mapping.best_target(said).score == 1 for said in texts if said)
    return [] if known < _KNOWN and any(map(headless.tells, texts)) else texts


def _joined(upper: Row, lower: Row) -> tuple[str, ...]:
    """The headings two rows make together; () when the lower one is no second heading row.

    A word over several columns ("Mailing" over street, town, ZIP) stands only in the first of
    them, so it is tried for the others too.
    """
    above, below = _texts(upper), _texts(lower)
    if min(sum(map(bool, above)), sum(map(bool, below))) < 2:  # noqa: PLR2004 - a title, a word
        return ()
    headings, known, group = [], 0, ""
    for over, under in zip_longest(above, below, fillvalue=""):
        group = over or group
        heading, is_known = _best_heading(over, under, group)
        headings.append(heading)
        known += bool(under) and is_known
    together = sum(bool(over and under) for over, under in zip(above, below, strict=False))
    spread = sum(map(bool, below)) > sum(map(bool, above))
    is_second = known >= _MOST * sum(map(bool, below)) and (together or spread)
    return tuple(headings) if is_second else ()


def _best_heading(over: str, under: str, group: str) -> tuple[str, bool]:
    """The heading of one column, and whether the lower text means something in it."""
    if not under:
        return over, False
    tries = _tries(over, under, group)
    for said in tries:
        if mapping.best_target(said).score == 1:
            return said, True
    return tries[-1] if not over else tries[0], False


def _tries(over: str, under: str, group: str) -> Sequence[str]:
    whole = f"{over} {under}".strip()
    return list(dict.fromkeys([whole, f"{group} {under}".strip(), under]))
