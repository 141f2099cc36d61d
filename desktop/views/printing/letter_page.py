"""Letters for window envelopes: letterhead, address behind the window, folds (domain 13.3).

Places are inches from the upper left corner of the paper, as the reference gives them.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.services.outreach.mail_address import MOST_LINES
from desktop.views.printing.content import Head, Part
from desktop.views.printing.faces import INCH, POINT, line, metrics, wrapped
from desktop.views.printing.pages import HEIGHT, MARGIN_IN, WIDTH, Frame, Sheet, filled
from desktop.views.printing.pieces import BLACK, STROKE, pieces, rule, write

WINDOW = (0.875, 2.50, 4.375, 3.17)  # what shows however the letter slides: left, top, right, end
ADDRESS = (1.0, 2.52)  # left, and the top of the first line: its baseline is below 2.60
LINE_IN = 0.15  # four lines take 0.60 in
CLEAR = (5.4, 2.0, 3.7)  # left of the first and between the others nothing else may stand
FOLDS = (3.667, 7.333)
LEFT, RIGHT = 1.0, 7.5  # of what is written
BODY, BOTTOM = 3.85, 10.4
LATER = 1.1  # where the text goes on, on other pages
_TICK_IN = 0.12
NARROWER = (1.0, 0.9, 0.8, 0.7)  # letters, where an address is long
WINDOW_WIDTH = (WINDOW[2] - ADDRESS[0]) * INCH


class Envelope(NamedTuple):
    """What a letter has besides its text: the window, and the lines at the right of it."""

    lines: tuple[str, ...]
    beside: tuple[tuple[str, str], ...]  # "Date", "Account", ...
    name: str  # of the customer, on top of other pages


def _x(inches: float) -> float:
    return (inches - MARGIN_IN) * INCH


def _area(top: float, bottom: float = BOTTOM) -> QRectF:
    return QRectF(_x(LEFT), _x(top), (RIGHT - LEFT) * INCH, (bottom - top) * INCH)


def letter_sheets(
    title: str, head: Head, envelope: Envelope, parts: Sequence[Part], key: int = 0
) -> tuple[Sheet, ...]:
    """A letter on as many pages as it needs; only the first has letterhead and window."""
    first, later = _area(BODY), _area(LATER)
    found = filled(pieces(parts, first.width()), first.height(), later.height())

    def paint_first(painter: QPainter, sheet: Sheet) -> None:
        _letterhead(painter, sheet.head)
        _window(painter, envelope.lines)
        _beside(painter, envelope)
        _ticks(painter)
        _number(painter, sheet)

    def paint_later(painter: QPainter, sheet: Sheet) -> None:
        _later_head(painter, sheet, envelope)
        _number(painter, sheet)

    frames = (Frame(first, paint_first), Frame(later, paint_later))
    return tuple(
        Sheet(title, head, page, number, len(found), frames[min(number, 2) - 1], key)
        for number, page in enumerate(found, 1)
    )


def _letterhead(painter: QPainter, head: Head) -> None:
    """The company, its address and telephone, above a line."""
    whose, wide = head.company, (RIGHT - LEFT) * INCH
    room = QRectF(_x(LEFT), _x(0.55), wide, line("title"))
    write(painter, room, whose.name, "title")
    about = "  ·  ".join(text for text in (whose.address, whose.phone, whose.licence) if text)
    room = QRectF(room.left(), room.bottom(), wide, line("body"))
    write(painter, room, about, "body")
    under = room.bottom() + 4 * POINT
    rule(painter, QPointF(room.left(), under), QPointF(room.right(), under), STROKE)


def _window(painter: QPainter, lines: Sequence[str]) -> None:
    left, top = ADDRESS
    shown, narrow = in_window(lines)
    painter.save()
    painter.translate(_x(left), _x(top))
    painter.scale(narrow, 1)
    for place, text in enumerate(shown):
        room = QRectF(0, place * LINE_IN * INCH, WINDOW_WIDTH / narrow, LINE_IN * INCH)
        write(painter, room, text, "address")
    painter.restore()


def in_window(lines: Sequence[str]) -> tuple[Sequence[str], float]:
    """The lines as they stand there, and how narrow the letters are.

    A long line goes on below where there is a line for that, else in narrower letters; the company
    gives way before a street is cut.
    """
    for told in (lines, (*lines[:1], *lines[2:])) if len(lines) == MOST_LINES else (lines,):
        for narrow in NARROWER:
            width = WINDOW_WIDTH / narrow
            broken = [part for text in told for part in wrapped(text, "address", width)]
            if len(broken) <= MOST_LINES:
                return broken, narrow
    return lines, NARROWER[-1]


def _beside(painter: QPainter, envelope: Envelope) -> None:
    """At the right of the window, where nothing of it can be seen."""
    label = max((metrics("strong").horizontalAdvance(f"{name}  ") for name, _ in envelope.beside),
                default=0.0)  # fmt: skip
    left = _x(CLEAR[0] + 0.1)
    for place, (name, value) in enumerate(envelope.beside):
        top = _x(2.3) + place * line("body")
        room = QRectF(left, top, WIDTH - left, line("body"))
        write(painter, room, name, "strong")
        write(painter, room.adjusted(label, 0, 0, 0), value, "body")


def _ticks(painter: QPainter) -> None:
    """Where the letter is folded, at the edge of the paper."""
    painter.setPen(QPen(BLACK, STROKE))
    for fold in FOLDS:
        painter.drawLine(QLineF(0, _x(fold), _TICK_IN * INCH, _x(fold)))


def _later_head(painter: QPainter, sheet: Sheet, envelope: Envelope) -> None:
    whose = sheet.head.company.name
    room = QRectF(_x(LEFT), _x(0.6), (RIGHT - LEFT) * INCH, line("body"))
    write(painter, room, whose, "strong")
    said = dict(envelope.beside).get("Date", "")
    write(painter, room, ", ".join(part for part in (envelope.name, said) if part), "body",
          to_the_right=True)  # fmt: skip
    under = room.bottom() + 3 * POINT
    rule(painter, QPointF(room.left(), under), QPointF(room.right(), under), STROKE)


def _number(painter: QPainter, sheet: Sheet) -> None:
    """The number of the page, where there is more than one."""
    if sheet.of > 1:
        room = QRectF(_x(LEFT), HEIGHT - line("body"), (RIGHT - LEFT) * INCH, line("body"))
        said = f"Page {sheet.number:,} of {sheet.of:,}"
        write(painter, room, said, "body", to_the_right=True)


def window_test(head: Head) -> tuple[Sheet, ...]:
    """A page to hold into an envelope: what must show, and where to fold."""

    def paint(painter: QPainter, sheet: Sheet) -> None:
        _letterhead(painter, sheet.head)
        left, top, right, end = WINDOW
        painter.setPen(QPen(BLACK, STROKE, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(_x(left), _x(top), (right - left) * INCH, (end - top) * INCH))
        lines = ("THIS ADDRESS MUST SHOW", "IN THE WINDOW HOWEVER", "THE LETTER SLIDES", "77801")
        _window(painter, lines)
        _ticks(painter)
        _say(painter, TEST)

    return (Sheet("Test of the window envelope", head, (), 1, 1, Frame(_area(BODY), paint)),)


TEST = (
    "Print this page at its actual size (100%), not fitted to the page.",
    "Fold it at the two short lines at the left edge, the printing outside.",
    "Put it into a #10 window envelope.",
    "The dashed frame must show as a whole, also when the letter slides to any side.",
    "If it does not: choose “Actual size” in the settings of the printer.",
)


def _say(painter: QPainter, said: Sequence[str]) -> None:
    for place, text in enumerate(said):
        room = QRectF(_x(LEFT), _x(BODY) + place * 2 * line("body"), WIDTH - _x(LEFT), line("body"))
        write(painter, room, text, "body")
