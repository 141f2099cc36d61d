"""The parts of a print-out as pieces: things of a fixed height that are never split.

A page is filled with pieces from top to bottom. A piece that begins a page brings its `heads`
with it, so that a table goes on under its headings.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.views.printing.content import (
    Checks,
    Column,
    Drawing,
    Facts,
    Part,
    Signatures,
    Table,
    Text,
)
from desktop.views.printing.faces import POINT, STYLES, font, line, metrics, wrapped

Draw = Callable[[QPainter, QRectF], None]
Align = Qt.AlignmentFlag
BLACK, RULE, BAND = QColor(Qt.GlobalColor.black), QColor("#8c8c8c"), QColor("#e6e6e6")
HAIR, STROKE = 0.4 * POINT, 0.8 * POINT
GAP = 4 * POINT  # between columns
CONTINUED = " (continued)"
_ONE_LINE = Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
_FLAGS = {  # worked out once: putting flags together costs as much as painting the text
    True: int(Align.AlignRight | Align.AlignVCenter | _ONE_LINE),
    False: int(Align.AlignLeft | Align.AlignVCenter | _ONE_LINE),
}
_CUT = {True: Qt.TextElideMode.ElideMiddle, False: Qt.TextElideMode.ElideRight}
_SIGN_ROOM, _BOX = 30 * POINT, 8 * POINT
_ANSWER, _TWO = 54 * POINT, 2


class Piece(NamedTuple):
    """So high, painted so."""

    height: float
    draw: Draw
    keeps_next: bool = False
    heads: tuple["Piece", ...] = ()


def pieces(parts: Sequence[Part], width: float) -> list[Piece]:
    """All parts as pieces for pages of a width."""
    return [piece for part in parts for piece in _MAKERS[type(part)](part, width)]


def _text(part: Text, width: float) -> Iterator[Piece]:
    """One piece per line, so that a long note may go over two pages."""
    style = STYLES[part.style]
    if style.above:
        yield Piece(style.above * POINT, _nothing, keeps_next=True)
    for words in wrapped(part.text, part.style, width):
        yield Piece(line(part.style), _words(words, part.style), style.keeps_next)


def _nothing(_painter: QPainter, _area: QRectF) -> None:
    """Room."""


def _words(text: str, style: str) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        write(painter, area, text, style)

    return draw


def write(
    painter: QPainter,
    area: QRectF,
    text: str,
    style: str,
    *,
    to_the_right: bool = False,
    keeps_end: bool = False,
) -> None:
    """One line of text, cut with "…" where there is no room."""
    painter.setFont(font(style))
    painter.setPen(BLACK)
    shown = metrics(style).elidedText(text, _CUT[keeps_end], area.width() + 1)
    painter.drawText(area, _FLAGS[to_the_right], shown)


def rule(painter: QPainter, left: QPointF, right: QPointF, width: float = HAIR) -> None:
    """A thin line."""
    painter.setPen(QPen(RULE if width == HAIR else BLACK, width))
    painter.drawLine(QLineF(left, right))


# Tables


def _table(part: Table, width: float) -> Iterator[Piece]:
    heading = Piece(line("row_head") + 2 * POINT, _headings(part.columns), keeps_next=True)
    yield heading
    for group in part.groups:
        heads: tuple[Piece, ...] = (heading,)
        if group.label:
            yield Piece(line("row_head"), _band(group.label), keeps_next=True, heads=heads)
            again = Piece(line("row_head"), _band(group.label + CONTINUED), keeps_next=True)
            heads = (heading, again)
        for row in group.rows:
            cells = _lines(part, row, width)
            high = max(len(texts) for texts in cells)
            yield Piece(high * line("row"), _row(part.columns, cells), heads=heads)
    yield Piece(line("row") / 2, _nothing)


def _cells(columns: Sequence[Column], area: QRectF) -> Iterator[tuple[Column, QRectF]]:
    total, left = sum(column.share for column in columns), area.left()
    for column in columns:
        wide = area.width() * column.share / total
        yield column, QRectF(left, area.top(), wide - GAP, area.height())
        left += wide


def _lines(part: Table, row: Sequence[str], width: float) -> list[list[str]]:
    """The lines of each cell; what has no room stays in the last of them, to be cut there."""
    if part.lines == 1:
        return [[text] for text in row]
    found = []
    for (_, room), text in zip(_cells(part.columns, QRectF(0, 0, width, 0)), row, strict=True):
        lines = wrapped(text, "row", room.width())
        found.append([*lines[: part.lines - 1], " ".join(lines[part.lines - 1 :])])
    return [[text for text in texts if text] or [""] for texts in found]


def _headings(columns: Sequence[Column]) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        for column, room in _cells(columns, area):
            write(painter, room, column.label, "row_head", to_the_right=column.to_the_right)
        rule(painter, area.bottomLeft(), area.bottomRight(), STROKE)

    return draw


def _band(label: str) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, BAND)
        write(painter, area.adjusted(GAP / 2, 0, -GAP / 2, 0), label, "row_head")

    return draw


def _row(columns: Sequence[Column], cells: Sequence[Sequence[str]]) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        for (column, room), texts in zip(_cells(columns, area), cells, strict=True):
            for place, text in enumerate(texts):
                top, high = room.top() + place * line("row"), line("row")
                if text:
                    write(
                        painter, QRectF(room.left(), top, room.width(), high), text, "row",
                        to_the_right=column.to_the_right, keeps_end=column.keeps_end,
                    )  # fmt: skip
        rule(painter, area.bottomLeft(), area.bottomRight())

    return draw


# Facts, boxes, signatures


def _facts(part: Facts, width: float) -> Iterator[Piece]:
    """Pairs in columns, read across; a long value takes as many lines as it needs."""
    wide = width / part.columns
    for place in range(0, len(part.pairs), part.columns):
        pairs = part.pairs[place : place + part.columns]
        lines = [_pair_lines(pair, wide) for pair in pairs]
        high = max(len(found) for found in lines)
        yield Piece(high * line("body"), _pairs(pairs, lines, wide))


def _label_width(label: str) -> float:
    return metrics("strong").horizontalAdvance(f"{label}: ") if label else 0.0


def _pair_lines(pair: tuple[str, str], wide: float) -> list[str]:
    room = max(wide - _label_width(pair[0]) - 2 * GAP, wide / 3)
    return wrapped(pair[1], "body", room)


def _pairs(pairs: Sequence[tuple[str, str]], lines: Sequence[list[str]], wide: float) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        for place, ((label, _), texts) in enumerate(zip(pairs, lines, strict=True)):
            left, high = area.left() + place * wide, line("body")
            if label:
                write(painter, QRectF(left, area.top(), wide, high), f"{label}:", "strong")
            left += _label_width(label)
            for number, text in enumerate(texts):
                room = QRectF(left, area.top() + number * high, wide, high)
                write(painter, room, text, "body")

    return draw


def _checks(part: Checks, width: float) -> Iterator[Piece]:
    """Two items on a line, each with its boxes; read down the left side, then the right."""
    high = line("body") + 2 * POINT
    wide = width / _TWO - GAP
    heads = Piece(high, _twice(_answers(part.answers), wide), keeps_next=True)
    yield heads
    left = part.items[: (len(part.items) + 1) // _TWO]
    right = part.items[len(left) :]
    for items in zip_longest(left, right):
        drawn = [_boxes(item[0], item[1], part.answers) for item in items if item]
        yield Piece(high, _beside(drawn, wide), heads=(heads,))


def _twice(draw: Draw, wide: float) -> Draw:
    return _beside([draw, draw], wide)


def _beside(drawn: Sequence[Draw], wide: float) -> Draw:
    """Each in a room so wide; the last one ends at the right edge."""

    def draw(painter: QPainter, area: QRectF) -> None:
        for place, one in enumerate(drawn):
            left = area.left() + place * (area.width() - wide)
            one(painter, QRectF(left, area.top(), wide, area.height()))

    return draw


def _answers(answers: Sequence[str]) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        for place, answer in enumerate(answers):
            write(painter, _answer_room(area, place, len(answers)), answer, "strong")
        rule(painter, area.bottomLeft(), area.bottomRight(), STROKE)

    return draw


def _answer_room(area: QRectF, place: int, of: int) -> QRectF:
    left = area.right() - (of - place) * _ANSWER
    return QRectF(left, area.top(), _ANSWER - GAP, area.height())


def _boxes(label: str, answer: str, answers: Sequence[str]) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        write(painter, area.adjusted(0, 0, -len(answers) * _ANSWER, 0), label, "body")
        for place, one in enumerate(answers):
            room = _answer_room(area, place, len(answers))
            _box(painter, room, ticked=one == answer)
        rule(painter, area.bottomLeft(), area.bottomRight())

    return draw


def _box(painter: QPainter, room: QRectF, *, ticked: bool) -> None:
    """A square, with a cross in it when it is the answer."""
    square = QRectF(room.left(), room.center().y() - _BOX / 2, _BOX, _BOX)
    painter.setPen(QPen(BLACK, STROKE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(square)
    if ticked:
        inner = square.adjusted(_BOX / 5, _BOX / 5, -_BOX / 5, -_BOX / 5)
        painter.setPen(QPen(BLACK, 1.5 * POINT))
        painter.drawLine(QLineF(inner.topLeft(), inner.bottomRight()))
        painter.drawLine(QLineF(inner.bottomLeft(), inner.topRight()))


def _signatures(part: Signatures, width: float) -> Iterator[Piece]:
    """Two on a line; all of them on one page."""
    for place in range(0, len(part.labels), _TWO):
        labels = part.labels[place : place + _TWO]
        is_last = place + _TWO >= len(part.labels)
        drawn = _sign_lines(labels, width / _TWO)
        yield Piece(_SIGN_ROOM + line("body"), drawn, keeps_next=not is_last)


def _sign_lines(labels: Sequence[str], wide: float) -> Draw:
    def draw(painter: QPainter, area: QRectF) -> None:
        for place, label in enumerate(labels):
            room = QRectF(area.left() + place * wide, area.top() + _SIGN_ROOM, wide, line("body"))
            end = QPointF(room.right() - 4 * GAP, room.top())
            rule(painter, room.topLeft(), end, STROKE)
            write(painter, room, label, "body")

    return draw


def _drawing(part: Drawing, width: float) -> Iterator[Piece]:
    yield Piece(part.height(width), part.paint)


_MAKERS: dict[type, Callable[[Any, float], Iterator[Piece]]] = {
    Text: _text,
    Table: _table,
    Facts: _facts,
    Checks: _checks,
    Signatures: _signatures,
    Drawing: _drawing,
}
