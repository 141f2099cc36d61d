"""Pieces on pages, and pages on a printer, a preview or a PDF: the same painting for all."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMarginsF, QPointF, QRectF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from desktop.models.errors import CancelledError, UserError
from desktop.services.days import paper_day
from desktop.services.safekeeping.files import replacing
from desktop.views.printing.content import Head, Print, Text
from desktop.views.printing.faces import INCH, POINT, line
from desktop.views.printing.pieces import STROKE, Piece, pieces, rule, write

MARGIN_IN = 0.35
PAPER = (8.5 * INCH, 11 * INCH)
WIDTH = PAPER[0] - 2 * MARGIN_IN * INCH
HEIGHT = PAPER[1] - 2 * MARGIN_IN * INCH
HEAD = 2 * line("body") + 5 * POINT
FOOT = line("body") + 3 * POINT
ROOM = HEIGHT - HEAD - FOOT
PRODUCT = "ECBTX CRM"


Check = Callable[[int, int], None]


def _go_on(_done: int, _total: int) -> None:
    """Nobody wants to stop."""


class Frame(NamedTuple):
    """What stands around the pieces of a page, and the area that they have to themselves."""

    area: QRectF
    paint: Callable[[QPainter, "Sheet"], None]


class Sheet(NamedTuple):
    """One page of a print-out, laid out; `number` counts from 1. Letters have frames of their own.

    `key` says what the print-out is about, for whoever notes what was printed.
    """

    title: str
    head: Head
    pieces: tuple[Piece, ...]
    number: int
    of: int
    frame: Frame | None = None
    key: int = 0


def lay_out(*prints: Print) -> tuple[Sheet, ...]:
    """Put print-outs on pages, each with page numbers of its own; an empty one takes a page too."""
    return tuple(sheet for one in prints for sheet in _sheets(one))


def _sheets(content: Print) -> list[Sheet]:
    first: tuple[Text, ...] = (Text(content.title, "title"),)
    if content.mark:
        first = (*first, Text(content.mark, "mark"))
    found = pieces((*first, *content.parts), WIDTH)
    return numbered(content.title, content.head, filled(found))


def numbered(title: str, head: Head, pages: Sequence[tuple[Piece, ...]]) -> list[Sheet]:
    """Pages of one print-out with their numbers."""
    return [Sheet(title, head, page, n, len(pages)) for n, page in enumerate(pages, 1)]


def filled(
    found: Sequence[Piece], first: float = ROOM, later: float = ROOM
) -> list[tuple[Piece, ...]]:
    """Pieces on pages; `first` is the room on the first page, `later` that on each other."""
    pages: list[list[Piece]] = [[]]
    left = first
    for place, piece in enumerate(found):
        if pages[-1] and _together(found, place) > left:
            pages.append(list(piece.heads))
            left = later - sum(head.height for head in piece.heads)
        pages[-1].append(piece)
        left -= piece.height
    return [tuple(page) for page in pages]


def _together(found: Sequence[Piece], place: int) -> float:
    """The height of a piece with what may not be parted from it."""
    high = found[place].height
    while found[place].keeps_next and place + 1 < len(found):
        place += 1
        high += found[place].height
    return high


def prepare(device: QPagedPaintDevice) -> None:
    """Letter paper upright, with margins that every printer can keep."""
    inches = QMarginsF(MARGIN_IN, MARGIN_IN, MARGIN_IN, MARGIN_IN)
    upright = QPageLayout.Orientation.Portrait
    size = QPageSize(QPageSize.PageSizeId.Letter)
    device.setPageLayout(QPageLayout(size, upright, inches, QPageLayout.Unit.Inch))


def paint(sheets: Sequence[Sheet], device: QPagedPaintDevice, checkpoint: Check = _go_on) -> bool:
    """Paint pages one after another; whether the device could be painted on."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    shrink = painter.viewport().width() / WIDTH
    painter.scale(shrink, shrink)
    try:
        for place, sheet in enumerate(sheets):
            checkpoint(place, len(sheets))
            if place:
                device.newPage()
            _paint_page(painter, sheet)
    finally:
        painter.end()
    return True


def send(sheets: Sequence[Sheet], printer: QPrinter, checkpoint: Check) -> bool:
    """Paint pages onto a printer; when it is to stop, what the printer has is thrown away."""

    def check(done: int, total: int) -> None:
        try:
            checkpoint(done, total)
        except CancelledError:
            printer.abort()
            raise

    return paint(sheets, printer, check)


def chosen(sheets: Sequence[Sheet], printer: QPrinter) -> Sequence[Sheet]:
    """The pages that were chosen in the dialog of the printer; all without a choice."""
    if not printer.fromPage():
        return sheets
    return sheets[printer.fromPage() - 1 : printer.toPage()]


def save_pdf(sheets: Sequence[Sheet], path: Path, checkpoint: Check = _go_on) -> None:
    """Write a PDF, whole or not at all.

    Raises:
        UserError: the file cannot be written.
    """
    with replacing(path) as temporary:
        writer = QPdfWriter(str(temporary))
        writer.setTitle(sheets[0].title if sheets else "")
        writer.setCreator(PRODUCT)
        prepare(writer)
        if not paint(sheets, writer, checkpoint):
            raise UserError(f"{path.name} cannot be written.", where=str(path))


def _paint_page(painter: QPainter, sheet: Sheet) -> None:
    area, paint_frame = sheet.frame or PLAIN
    paint_frame(painter, sheet)
    top = area.top()
    for piece in sheet.pieces:
        piece.draw(painter, QRectF(area.left(), top, area.width(), piece.height))
        top += piece.height


def _paint_plain(painter: QPainter, sheet: Sheet) -> None:
    """Whose it is and when it was printed above, what it is below."""
    _paint_head(painter, sheet.head)
    foot = QRectF(0, HEIGHT - line("body"), WIDTH, line("body"))
    write(painter, foot, sheet.title, "body")
    said = f"Page {sheet.number:,} of {sheet.of:,}"
    write(painter, foot, said, "body", to_the_right=True)


def _paint_head(painter: QPainter, told: Head) -> None:
    """The company at the left, the day and the time at the right."""
    whose, high = told.company, line("body")
    upper, lower = QRectF(0, 0, WIDTH * 0.6, high), QRectF(0, high, WIDTH * 0.6, high)
    write(painter, upper, whose.name or PRODUCT, "strong")
    about = (whose.address, whose.phone, whose.licence)
    write(painter, lower, "  ·  ".join(text for text in about if text), "body")
    right = QRectF(WIDTH * 0.6, 0, WIDTH * 0.4, high)
    write(painter, right, f"As of {paper_day(told.as_of)}", "strong", to_the_right=True)
    right.moveTop(high)
    write(painter, right, f"Printed {_moment(told.printed)}", "body", to_the_right=True)
    under = HEAD - 3 * POINT
    rule(painter, QPointF(0, under), QPointF(WIDTH, under), STROKE)


def _moment(when: datetime) -> str:
    hour = f"{when:%I}".lstrip("0")
    return f"{paper_day(when.date())}, {hour}:{when:%M %p}"


PLAIN = Frame(QRectF(0, HEAD, WIDTH, ROOM), _paint_plain)
