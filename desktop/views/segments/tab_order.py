"""Lets Tab go through the builder as it is read: each row from the left, rows from the top."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def put_in_order(*tops: QWidget) -> None:
    """Chain everything that takes the focus in these widgets, in the order of their layouts."""
    for first, second in pairwise([one for top in tops for one in stops(top)]):
        QWidget.setTabOrder(first, second)


def stops(widget: QWidget) -> Iterator[QWidget]:
    """What takes the focus by Tab in a widget, itself first."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if layout := widget.layout():
        yield from _inside(layout)


def _inside(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if widget is not None:
            yield from stops(widget)
        elif inner is not None:
            yield from _inside(inner)
