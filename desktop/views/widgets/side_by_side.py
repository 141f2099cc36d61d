"""Records side by side, line by line; what differs from the first is marked by sign and tint."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.models.folding import fold
from desktop.views.widgets import look, parts, tints
from desktop.views.widgets.icons import pixmap

SAME, DIFFERS, UNKNOWN = "same", "differs", ""
SIGNS = {SAME: "equal", DIFFERS: "equal-not"}
SAID = {SAME: "the same", DIFFERS: "differs", UNKNOWN: "on one side only"}
COLUMN = 18  # letters of a column at least
_WORD = re.compile(r"\w+")
_BETWEEN = re.compile(r"[,;\n]")
_EXTENSION = re.compile(r"\s*(?:x|ext)", re.IGNORECASE)


class Side(NamedTuple):
    """One record: its heading, what stands under it, and its values in the order of the lines."""

    head: QWidget
    values: Sequence[str]
    name: str = ""


def _words(text: str) -> str:
    return " ".join(_WORD.findall(fold(text)))


def _numbers(text: str) -> set[str]:
    """The telephone numbers in a text, as digits without country and extension."""
    parts_of = (_EXTENSION.split(part)[0] for part in _BETWEEN.split(text))
    return {digits[-10:] for part in parts_of if (digits := re.sub(r"\D", "", part))}


def _share_a_number(one: str, other: str) -> bool:
    """Whether two lists of telephone numbers have one in common."""
    return bool(_numbers(one) & _numbers(other))


def _same_words(one: str, other: str) -> bool:
    return _words(one) == _words(other)


# How the values of a line are compared, where it is not word by word.
COMPARED: dict[str, Callable[[str, str], bool]] = {
    "Phone": _share_a_number,
    "Phones": _share_a_number,
}


def compared(label: str, one: str, other: str) -> str:
    """Whether two values agree; nothing is said where one side is blank."""
    if not (one and other):
        return UNKNOWN
    return SAME if COMPARED.get(label, _same_words)(one, other) else DIFFERS


class _Value(QLabel):
    """One value with its sign."""

    def __init__(self, text: str, state: str) -> None:
        super().__init__(text or "–")
        self.state = state
        side = self.fontMetrics().height()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setToolTip(text)  # an e-mail address may be longer than its column
        self.setContentsMargins(look.S + (side + look.XS if state else 0), look.XS, look.S, look.XS)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if state == DIFFERS:
            self.setFont(look.font(bold=True))
        elif not text:
            self.setForegroundRole(look.Role.PlaceholderText)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint of a difference and the sign, then the text."""
        painter = QPainter(self)
        if self.state == DIFFERS:
            palette = self.palette()
            ground = parts.blend(palette.base().color(), tints.warning_ink(palette), 0.13)
            painter.fillRect(self.rect().adjusted(1, 1, -1, -1), ground)
        if self.state:
            side = self.fontMetrics().height()
            role = look.Role.Text if self.state == DIFFERS else look.Role.PlaceholderText
            picture = pixmap(SIGNS[self.state], side, role, self.devicePixelRatioF())
            painter.drawPixmap(look.S, look.XS, picture)
        painter.end()
        super().paintEvent(event)


class SideBySide(QScrollArea):
    """The first side at the left, the others beside it; lines that all leave blank are not shown.

    `states` holds what was said of each line and side, for who wants to count differences.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        parts.slim_bars(self)
        self.states: dict[tuple[str, int], str] = {}

    def show_sides(self, labels: Sequence[str], sides: Sequence[Side]) -> None:
        """Show these records; what was shown before goes."""
        self.states = {}
        inside = QWidget()
        inside.setAutoFillBackground(False)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._grid(labels, sides))
        outer.addStretch(1)
        self.setWidget(inside)

    def _grid(self, labels: Sequence[str], sides: Sequence[Side]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(0)
        least = self.fontMetrics().averageCharWidth() * COLUMN
        for place, side in enumerate(sides, start=1):
            grid.addWidget(side.head, 0, place)
            grid.setColumnMinimumWidth(place, least)
            grid.setColumnStretch(place, 1)
        for number, label in enumerate(labels):
            values = [side.values[number] for side in sides]
            if any(values):
                self._add_line(grid, label, values, sides)
        return grid

    def _add_line(
        self, grid: QGridLayout, label: str, values: Sequence[str], sides: Sequence[Side]
    ) -> None:
        row = grid.rowCount()
        grid.addWidget(parts.Rule(), row, 0, 1, len(sides) + 1)
        name = parts.muted(label)
        name.setContentsMargins(look.L, look.XS, look.S, look.XS)
        grid.addWidget(name, row + 1, 0, Qt.AlignmentFlag.AlignTop)
        for place, value in enumerate(values):
            state = compared(label, values[0], value) if place else UNKNOWN
            if place:
                self.states[label, place] = state
            cell = _Value(value, state)
            said = f", {SAID[state]}" if place else ""
            cell.setAccessibleName(f"{label} of {sides[place].name}: {value or 'nothing'}{said}")
            grid.addWidget(cell, row + 1, place + 1)
