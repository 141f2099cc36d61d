"""The due list cut into the pages of a print-out: at most forty rows each, groups with totals."""

from typing import NamedTuple

from desktop.services.desk.due_list import DueGroup, DueList, DueRow, gallons_of

ROWS_OF_A_PAGE = 40


class PageGroup(NamedTuple):
    """The rows of one zone and day that stand on one page."""

    group: DueGroup
    rows: tuple[DueRow, ...]
    goes_on: bool  # it began on an earlier page
    is_last: bool  # the totals of the group stand under these rows

    @property
    def gallons(self) -> int:
        """What the tanks on this page hold, as far as that is known."""
        return gallons_of(self.rows)


class DuePage(NamedTuple):
    """One page of the due list."""

    number: int
    of: int
    groups: tuple[PageGroup, ...]


class Totals(NamedTuple):
    """What stands at the end."""

    items: int
    places: int
    gallons: int
    gallons_unknown: int  # tanks whose size nobody knows
    hidden: tuple[str, ...]  # "Already booked: 3"


def due_pages(found: DueList, most: int = ROWS_OF_A_PAGE) -> tuple[DuePage, ...]:
    """The pages of a due list, in the order of its groups; one empty page for an empty list."""
    pages: list[list[PageGroup]] = [[]]
    left = most
    for group in found.groups:
        place = 0
        while place < len(group.rows):
            if not left:
                pages.append([])
                left = most
            rows = group.rows[place : place + left]
            is_last = place + len(rows) == len(group.rows)
            pages[-1].append(PageGroup(group, rows, goes_on=place > 0, is_last=is_last))
            place += len(rows)
            left -= len(rows)
    return tuple(DuePage(number, len(pages), tuple(one)) for number, one in enumerate(pages, 1))


def totals(found: DueList) -> Totals:
    """What stands at the end of the list."""
    return Totals(
        items=len(found.rows),
        places=len({row.property_id for row in found.rows}),
        gallons=found.gallons,
        gallons_unknown=found.gallons_unknown,
        hidden=tuple(f"{one.label}: {one.items:,}" for one in found.hidden),
    )
