"""What stands on a print-out, as plain values; how it is laid out is not decided here.

Every text is text: nothing in it is ever read as markup.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop.services.office.company import Company

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter


class Text(NamedTuple):
    """A paragraph; `style` is a key of `faces.STYLES`."""

    text: str
    style: str = "body"


class Column(NamedTuple):
    """A column of a table; `share` is its part of the width."""

    label: str
    share: float
    to_the_right: bool = False
    keeps_end: bool = False  # what has no room is left out in the middle: the town ends an address


class Group(NamedTuple):
    """Rows under a line of their own; without a label there is no such line."""

    label: str
    rows: tuple[tuple[str, ...], ...]


class Table(NamedTuple):
    """Rows of at most so many lines; headings are repeated on every page."""

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    lines: int = 1


class Facts(NamedTuple):
    """Pairs of a name and a value, side by side in columns."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 2


class Checks(NamedTuple):
    """Items with one box per answer, on two sides; the given answer is ticked."""

    answers: tuple[str, ...]
    items: tuple[tuple[str, str], ...]


class Signatures(NamedTuple):
    """Lines to sign on, with what is to be written on each."""

    labels: tuple[str, ...]


class Drawing(NamedTuple):
    """A picture: how high it is at a width, and what paints it into its room; never split."""

    height: Callable[[float], float]
    paint: "Callable[[QPainter, QRectF], None]"


Part = Text | Table | Facts | Checks | Signatures | Drawing


class Head(NamedTuple):
    """What stands on top of every page: whose it is, for which day, when it was printed.

    `rules` says by which rules due days were found, where these are the office's own.
    """

    company: Company
    as_of: date
    printed: datetime
    rules: str = ""


class Print(NamedTuple):
    """One print-out with page numbers of its own; `mark` says which copy it is."""

    title: str
    head: Head
    parts: tuple[Part, ...]
    mark: str = ""


def by_rules(head: Head) -> tuple[Text, ...]:
    """The last line of what depends on the rules of the office."""
    return (Text(head.rules),) if head.rules else ()
