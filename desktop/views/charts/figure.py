"""What a chart shows, apart from where: a figure finds its parts' places and paints itself."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple, Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.views.charts.ink import Ink


class Mark(NamedTuple):
    """A part that can be chosen: `key` is the page's own, `name` is read aloud and a tool tip.

    A text as key stands for a part that opens nothing.
    """

    key: Hashable
    name: str


class Spot(NamedTuple):
    """Where a part stands."""

    mark: Mark
    area: QRectF


class Figure(Protocol):
    """A picture of numbers. Lengths are in units of the ink."""

    @property
    def name(self) -> str:
        """What the picture shows."""

    def height(self, width: float, ink: Ink) -> float:
        """How high it wants to be at a width."""

    def spots(self, area: QRectF, ink: Ink) -> Sequence[Spot]:
        """Its parts in the order they are read."""

    def paint(self, painter: QPainter, area: QRectF, ink: Ink) -> None:
        """Paint all of it."""
