"""Reads "SOLD 6/24" behind a name: that the customer sold the place, and when."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from desktop.services.importing.cells.names import Name

_WHEN = r"[\d/.\-]+|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s+\d{2,4}"
_SOLD = re.compile(
    rf"^(?:sold|moved)(?:\W+(?:in\W+|on\W+)?({_WHEN})|\W+(?:to|the|house|home|property|out)\b.*)?$",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Left(NamedTuple):
    """A place that an owner left."""

    property_id: int
    day: date
    customer_id: int


@dataclass
class Owners:
    """The places that change hands, by their address.

    `on_file` holds, by ZIP code and then by address, the places with an owner: number and owner.
    """

    sold: dict[str, date] = field(default_factory=dict)  # as the rows of this import say
    left: dict[str, Left] = field(default_factory=dict)  # waiting for the next owner
    taken: dict[str, int] = field(default_factory=dict)  # by a next owner, before the old one came
    on_file: dict[str, dict[str, list[tuple[int, str]]]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)  # names that some rows mark as sold, some not


def is_sold(name: Name) -> bool:
    """Whether a note in the name says that the place was sold."""
    return any(_SOLD.match(note) for note in name.notes)


def sold_on(name: Name, as_of: date) -> date:
    """The day the place was sold: of a month its first; the day of the import when none is told."""
    matches = filter(None, map(_SOLD.match, name.notes))
    days = (_day(match[1]) for match in matches if match[1])
    return next((day for day in days if day and day <= as_of), as_of)


def _day(written: str) -> date | None:
    """The day of "6/24", "6/15/24", "2024" or "June 2024"; None when it is none."""
    word = written[:3].casefold()
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if word in _MONTHS:
        numbers = [_MONTHS.index(word) + 1, *numbers]
    if len(numbers) == 1:
        numbers = [1, *numbers]
    if len(numbers) == 2:  # noqa: PLR2004 - month and year
        numbers = [numbers[0], 1, numbers[1]]
    if len(numbers) != 3:  # noqa: PLR2004 - month, day and year
        return None
    month, day, year = numbers
    try:
        return date(year + 2000 if year < 100 else year, month, day)  # noqa: PLR2004
    except ValueError:
        return None
