"""The slip at the end of a renewal letter: signed, cut off, sent back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop.services.days import paper_day
from desktop.services.outreach.letters import Letter
from desktop.services.outreach.renewals import Renewal
from desktop.services.records.words import money_text
from desktop.views.printing.content import Drawing, Head
from desktop.views.printing.faces import POINT, line
from desktop.views.printing.pieces import BLACK, STROKE, rule, write

ABOVE, GAP, BOX, SIGN = 12 * POINT, 3 * POINT, 8 * POINT, 26 * POINT
SIGN_LABELS = (("Signature", 0.45), ("Date", 0.2), ("Telephone", 0.35))
Row = tuple[float, Callable[[QPainter, QRectF], None]]


def slip(letter: Letter, head: Head) -> Drawing:
    """Which contracts go on, who says so, and how to reach them."""
    rows: list[Row] = [
        (ABOVE, _cut),
        _words("Please sign and send back" + _to(head), "strong"),
        _words(_who(letter), "body"),
        *(_choice(_yes(one)) for one in letter.renewals),
        _choice("No, thank you." if len(letter.renewals) == 1 else "None of them, thank you."),
        _choice("Please call me first."),
        (SIGN + line("body"), _signature),
    ]

    def paint(painter: QPainter, area: QRectF) -> None:
        top = area.top()
        for high, draw in rows:
            draw(painter, QRectF(area.left(), top, area.width(), high))
            top += high

    return Drawing(lambda _width: sum(high for high, _ in rows), paint)


def _to(head: Head) -> str:
    where = ", ".join(part for part in (head.company.name, head.company.address) if part)
    return f" to {where}" if where else ""


def _who(letter: Letter) -> str:
    account = f"Account {letter.to.account_no}" if letter.to.account_no else ""
    return ", ".join(part for part in (letter.to.name, account) if part)


def _yes(one: Renewal) -> str:
    days = f"from {paper_day(one.next_start)} to {paper_day(one.next_end)}"
    cost = f" for {money_text(one.price_cents)}" if one.price_cents is not None else ""
    return f"Yes, renew contract {one.no or 'for ' + one.site} {days}{cost}."


def _words(text: str, style: str) -> Row:
    return line(style), lambda painter, area: write(painter, area, text, style)


def _choice(text: str) -> Row:
    """A box to tick, and what it means."""

    def draw(painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(BLACK, STROKE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(area.left(), area.center().y() - BOX / 2, BOX, BOX))
        write(painter, area.adjusted(BOX + 2 * GAP, 0, 0, 0), text, "body")

    return line("body") + GAP, draw


def _cut(painter: QPainter, area: QRectF) -> None:
    """Where the slip is cut off."""
    painter.setPen(QPen(BLACK, STROKE, Qt.PenStyle.DashLine))
    middle = area.center().y()
    painter.drawLine(QLineF(area.left(), middle, area.right(), middle))


def _signature(painter: QPainter, area: QRectF) -> None:
    left = area.left()
    for label, share in _shares(SIGN_LABELS, area.width()):
        top = area.top() + SIGN
        rule(painter, QPointF(left, top), QPointF(left + share - 4 * GAP, top), STROKE)
        write(painter, QRectF(left, top, share, line("body")), label, "body")
        left += share


def _shares(labels: Sequence[tuple[str, float]], width: float) -> list[tuple[str, float]]:
    return [(label, share * width) for label, share in labels]
