"""How boxes, doubts and states are shown: words, icons, colours that both schemes can carry."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPainter, QPalette, QPixmap

from desktop.views.widgets import look, parts

Role = QPalette.ColorRole


class BoxLook(NamedTuple):
    """How one of the six boxes is shown; `hue` is None for the quiet ones."""

    icon: str
    about: str
    hue: int | None


BOX_LOOKS = {
    "new": BoxLook("plus", "not on file", 150),
    "changed": BoxLook("pencil", "more or other values", 205),
    "unchanged": BoxLook("check", "as on file", None),
    "review": BoxLook("eye", "asks you", 38),
    "left_out": BoxLook("minus", "no records", None),
    "refused": BoxLook("ban", "unreadable", 4),
}


def ink(box: str, palette: QPalette) -> QColor:
    """The colour of a box's sign, 4.5 : 1 or more on the ground of cards in both schemes."""
    hue = BOX_LOOKS[box].hue
    if hue is None:
        return palette.color(Role.PlaceholderText)
    return QColor.fromHsl(hue, 150, 165 if look.is_dark() else 72)


def tint(box: str, palette: QPalette) -> QColor:
    """The ground of a chosen tile."""
    return parts.blend(palette.color(Role.Base), ink(box, palette), 0.14)


def coloured(picture: QPixmap, colour: QColor) -> QPixmap:
    """An icon in a colour that the palette has no role for."""
    made = QPixmap(picture)
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(made.rect(), colour)
    painter.end()
    return made
