"""Lets Tab go through a page of pictures as it is read, from picture to picture."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from desktop.views.charts.chart import Chart


def put_in_order(layout: QLayout) -> None:
    """Chain everything that takes the focus, in the order of the layouts; once it is there."""
    for first, second in pairwise(stops(layout)):
        QWidget.setTabOrder(first, second)


def stops(layout: QLayout) -> Iterator[QWidget]:
    """What takes the focus by Tab; of a chart the part used last."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if isinstance(widget, Chart):
            yield from filter(_is_stop, widget.parts)
        elif widget is not None and _is_stop(widget):
            yield widget
        elif below := inner or (widget and widget.layout()):
            yield from stops(below)


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
