"""How much a number presses: an icon, a word and a colour, never the colour alone."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette

from desktop.services.desk.agenda import PLAIN, SOON, URGENT
from desktop.views.widgets import tints

Role = QPalette.ColorRole


class Tone(NamedTuple):
    """The sign of a tone and the word for it."""

    icon: str
    word: str


TONES = {
    URGENT: Tone("triangle-alert", "pressing"),
    SOON: Tone("clock", "soon"),
    PLAIN: Tone("", ""),
}


def ink(tone: str, palette: QPalette) -> QColor:
    """The colour of the sign and of the bar at the left of a tile."""
    if tone == URGENT:
        return palette.color(Role.BrightText)
    return tints.warning_ink(palette) if tone == SOON else palette.color(Role.Mid)
