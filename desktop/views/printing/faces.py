"""Letters and lengths on paper. Lengths are twentieths of a point, whatever the printer.

Everything is laid out in these units, so that the preview, the PDF and the printer break lines
and pages at the same places.
"""

from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontMetricsF

POINT = 20.0
INCH = 72 * POINT
FAMILIES = ["Arial", "Liberation Sans", "DejaVu Sans Condensed", "DejaVu Sans"]
SMALLEST = 9.0  # points; smaller letters cannot be read in a truck


class Style(NamedTuple):
    """How a text looks: points, weight, and the height of its line in points."""

    points: float
    bold: bool
    line: float
    above: float = 0.0  # points of room above the first line
    keeps_next: bool = False


STYLES = {
    "title": Style(15, bold=True, line=20, keeps_next=True),
    "mark": Style(11, bold=True, line=15),
    "heading": Style(10.5, bold=True, line=14.5, above=7, keeps_next=True),
    "body": Style(SMALLEST, bold=False, line=12),
    "strong": Style(SMALLEST, bold=True, line=12),
    "row": Style(SMALLEST, bold=False, line=11.6),
    "row_head": Style(SMALLEST, bold=True, line=13),
    "letter": Style(10.5, bold=False, line=13.8, above=6),
    "address": Style(10, bold=False, line=10.8),  # four of them in the window of an envelope
}


@cache
def font(style: str) -> QFont:
    """The letters of a style."""
    made = QFont(FAMILIES)
    made.setPixelSize(round(STYLES[style].points * POINT))
    made.setBold(STYLES[style].bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def metrics(style: str) -> QFontMetricsF:
    """The measures of a style."""
    return QFontMetricsF(font(style))


def line(style: str) -> float:
    """The height of one line."""
    return STYLES[style].line * POINT


def wrapped(text: str, style: str, width: float) -> list[str]:
    """The lines of a text; a word longer than a line is cut into pieces."""
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines.extend(_filled(paragraph.split(), style, width))
    return lines


def _filled(words: list[str], style: str, width: float) -> list[str]:
    """The words of one paragraph, as many on a line as fit."""
    measure = metrics(style).horizontalAdvance
    lines, current = [], ""
    for word in words:
        longer = f"{current} {word}" if current else word
        if measure(longer) <= width:
            current = longer
            continue
        if current:
            lines.append(current)
        *full, current = _cut(word, style, width)
        lines.extend(full)
    return [*lines, current]


def _cut(word: str, style: str, width: float) -> list[str]:
    measure = metrics(style).horizontalAdvance
    pieces, current = [], ""
    for letter in word:
        if current and measure(current + letter) > width:
            pieces.append(current)
            current = ""
        current += letter
    return [*pieces, current]
