"""The room that widgets take: text that wraps, areas that scroll, widths in letters."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.widgets import parts


def wrapped(text: str = "", *, quiet: bool = False) -> QLabel:
    """Text that goes on in the next line."""
    label = parts.muted(text) if quiet else parts.body(text)
    label.setWordWrap(True)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def scrolled(inner: QWidget, name: str) -> QScrollArea:
    """A frameless area that scrolls up and down, never sideways."""
    area = QScrollArea()
    parts.slim_bars(area)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.viewport().setAutoFillBackground(False)
    inner.setAutoFillBackground(False)
    return area


def clear(layout: QVBoxLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def keep_room(widget: QWidget) -> None:
    """Let a widget keep its place while it is hidden, so that its neighbours stand in columns."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def between(widget: QWidget, least: int, most: int) -> None:
    """Let a widget be as wide as there is room, within two widths in letters."""
    letter = widget.fontMetrics().averageCharWidth()
    widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    widget.setMinimumWidth(letter * least)
    widget.setMaximumWidth(letter * most)


def fixed(widget: QWidget, letters: int) -> None:
    """Give a widget a width in letters."""
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    widget.setFixedWidth(widget.fontMetrics().averageCharWidth() * letters)
