"""Colours and sizes of the builder, all worked out from the palette and the font in use."""

from PySide6.QtGui import QColor, QFontMetrics, QPalette
from PySide6.QtWidgets import QWidget

TURN = 80  # degrees round the colour wheel from "all" to "any"


def mix(base: QColor, other: QColor, share: float) -> QColor:
    """`base` with `share` (0 to 1) of `other` stirred in."""
    keep = 1 - share
    return QColor.fromRgbF(
        base.redF() * keep + other.redF() * share,
        base.greenF() * keep + other.greenF() * share,
        base.blueF() * keep + other.blueF() * share,
    )


def surface(palette: QPalette, share: float = 0.0) -> QColor:
    """The paper colour with a little ink in it, for cards and chips."""
    base = palette.color(QPalette.ColorRole.Base)
    return mix(base, palette.color(QPalette.ColorRole.Text), share)


def quiet_ink(palette: QPalette) -> QColor:
    """Text that stays in the background, still 4.5 : 1 against the paper."""
    text = palette.color(QPalette.ColorRole.Text)
    return mix(text, palette.color(QPalette.ColorRole.Base), 0.32)


def accent(palette: QPalette) -> QColor:
    """The colour the office chose in Windows."""
    return palette.color(QPalette.ColorRole.Accent)


def warning_ink(palette: QPalette) -> QColor:
    """A warm colour that can be read on paper in both schemes."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128  # noqa: PLR2004 - half of 255
    return QColor.fromHsl(28, 220, 160 if dark else 75)


def group_colour(palette: QPalette, combinator: str) -> QColor:
    """The bar of a group: accent for all, its counterpart for any, ink for none."""
    base = accent(palette)
    if combinator == "all":
        return base
    if combinator in ("any", "at_least"):
        hue = (max(base.hslHue(), 0) + TURN) % 360
        return QColor.fromHsl(hue, min(base.hslSaturation(), 130), 140)
    return mix(palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base), 0.35)


def unit(widget: QWidget) -> int:
    """The grid of the builder: half the height of a line of text."""
    return max(6, QFontMetrics(widget.font()).height() // 2)


def control_height(widget: QWidget) -> int:
    """One height for chips and editors, so that a row stands on one line."""
    return QFontMetrics(widget.font()).height() + 12
