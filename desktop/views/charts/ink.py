"""Colours and letters of a chart: those of the palette on screen, black and grey on paper."""

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen

from desktop.views.printing.faces import FAMILIES, POINT, SMALLEST
from desktop.views.widgets import look
from desktop.views.widgets.parts import blend

Role = QPalette.ColorRole
BLACK, WHITE = QColor("#000000"), QColor("#ffffff")
PALEST, FULLEST = 0.05, 0.92  # how much accent the smallest and the largest number get
GREYEST = 0.45  # on paper letters are always black
PAPER_UNIT = 0.75 * POINT
HALF = 0.179  # the brightness at which black and white letters are read equally well


class Side(IntEnum):
    """On which side of its room a text stands."""

    LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    MIDDLE = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
    RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class Tone(NamedTuple):
    """A colour with a meaning; on paper its pattern carries it."""

    hue: int
    pattern: Qt.BrushStyle


TONES = {
    "green": Tone(150, Qt.BrushStyle.NoBrush),
    "yellow": Tone(40, Qt.BrushStyle.BDiagPattern),
    "red": Tone(4, Qt.BrushStyle.Dense3Pattern),
    "none": Tone(-1, Qt.BrushStyle.Dense6Pattern),
}


class Ink(NamedTuple):
    """What a chart is drawn with. `unit` is the width of a thin line, all lengths follow it."""

    unit: float
    ground: QColor
    text: QColor
    muted: QColor
    line: QColor
    accent: QColor
    is_paper: bool
    letters: Callable[[float, bool], QFont]

    def high(self, scale: float = 1.0) -> float:
        """The height of a line of text."""
        return QFontMetricsF(self.letters(scale, False)).height()

    def wide(self, text: str, scale: float = 1.0, *, bold: bool = False) -> float:
        """The width of a text."""
        return QFontMetricsF(self.letters(scale, bold)).horizontalAdvance(text)

    def shade(self, share: float) -> QColor:
        """The ground of a number: pale for none, full for the largest."""
        share = min(max(share, 0.0), 1.0)
        if self.is_paper:
            return blend(WHITE, BLACK, share * GREYEST)
        return blend(self.ground, self.accent, PALEST + (FULLEST - PALEST) * share)

    def fill(self, tone: str = "") -> QBrush:
        """What a bar is filled with; without a tone the accent."""
        if tone not in TONES:
            return QBrush(blend(WHITE, BLACK, GREYEST) if self.is_paper else self.accent)
        hue, pattern = TONES[tone]
        if self.is_paper:
            return QBrush(BLACK, pattern)
        if hue < 0:
            return QBrush(self.line)
        return QBrush(QColor.fromHsl(hue, 120, 120 if self.ground.lightness() < 128 else 105))  # noqa: PLR2004 - half of 255


def screen(palette: QPalette) -> Ink:
    """The ink of a widget."""
    return Ink(
        1.0,
        palette.color(Role.Base),
        palette.color(Role.Text),
        palette.color(Role.PlaceholderText),
        palette.color(Role.Mid),
        palette.color(Role.Accent),
        is_paper=False,
        letters=lambda scale, bold: look.font(scale, bold=bold),
    )


def _paper_letters(scale: float, bold: bool) -> QFont:  # noqa: FBT001 - the shape of `letters`
    made = QFont(FAMILIES)
    made.setPixelSize(round(max(SMALLEST, SMALLEST * scale) * POINT))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


PAPER = Ink(
    PAPER_UNIT,
    WHITE,
    BLACK,
    BLACK,
    QColor("#8c8c8c"),
    BLACK,
    is_paper=True,
    letters=_paper_letters,
)


def brightness(colour: QColor) -> float:
    """How bright a colour is to the eye, 0 to 1."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    red, green, blue = linear(colour.redF()), linear(colour.greenF()), linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def letters_on(ground: QColor) -> QColor:
    """Black or white, whichever can be read on a ground: 4.5 : 1 or more on any."""
    return BLACK if brightness(ground) > HALF else WHITE


def write(
    painter: QPainter,
    area: QRectF,
    text: str,
    ink: Ink,
    *,
    side: Side = Side.LEFT,
    scale: float = 1.0,
    bold: bool = False,
    colour: QColor | None = None,
) -> None:
    """One line of text, cut with "…" where there is no room."""
    font = ink.letters(scale, bold)
    painter.setFont(font)
    painter.setPen(colour or ink.text)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() + ink.unit)
    painter.drawText(area, int(side) | int(Qt.TextFlag.TextSingleLine), shown)


def thin(ink: Ink, colour: QColor | None = None, width: float = 1.0) -> QPen:
    """A line as thin as lines are here."""
    return QPen(colour or ink.line, width * ink.unit)
