"""What the card is built of: sections with lines of text and small buttons."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.views.widgets import look, parts
from desktop.views.widgets.breaking import show_breaking
from desktop.views.widgets.icons import icon

Act = Callable[[str, Any], None]  # what was pressed, and what it is about
DOT = "  ·  "
SMALL = 15  # dots of an icon in a line: lines stand close, so that a card is seen at once
LONG, LINES = 420, 8  # letters and lines of a text that are shown at first
ALL = "Show all"
NAMED = 30  # letters of it that name its button
Choice = tuple[str, str, str]  # key of the action, words, icon


def joined(*said: str) -> str:
    """Parts of a line with a dot between them."""
    return DOT.join(one for one in said if one)


def wrapped(label: QLabel) -> QLabel:
    """Text that goes on in the next line, endless words too, and can be copied."""
    show_breaking(label, label.text())
    label.setWordWrap(True)
    narrow = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    narrow.setHeightForWidth(True)
    label.setSizePolicy(narrow)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def text(said: str, under: str = "", *, bold: bool = False) -> QWidget:
    """A line, and smaller text below it."""
    label = parts.body(said)
    if bold:
        label.setFont(look.font(bold=True))
    if not under:
        return _opened(label)
    return below(_opened(label), _opened(parts.muted(under)))


def _opened(label: QLabel) -> QWidget:
    """Text that goes on in the next line; a long one is shown in part, with a way to all of it."""
    said = label.text()
    part = beginning(said)
    if part == said:
        return wrapped(label)

    def turn() -> None:
        is_part = more.text() == ALL
        show_breaking(label, said if is_part else part)
        more.setText("Show less" if is_part else ALL)

    label.setText(part)
    more = parts.link(ALL, turn)
    more.setAccessibleName(f"Show all or less of {said[:NAMED]}")
    whole = below(wrapped(label), more)
    whole.layout().setAlignment(more, Qt.AlignmentFlag.AlignLeft)  # type: ignore[union-attr]
    return whole


def beginning(said: str) -> str:
    """The text, or what is shown of a long one until all of it is wanted."""
    lines = "\n".join(said.split("\n", LINES)[:LINES])
    part = lines if len(lines) <= LONG else lines[:LONG].rsplit(None, 1)[0]
    return said if part == said else f"{part} …"


def below(*widgets: QWidget) -> QWidget:
    """Widgets close below each other."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget)
    return whole


def beside(left: QWidget, *buttons: QWidget) -> QWidget:
    """Text with its buttons at the right."""
    whole = QWidget()
    line = QHBoxLayout(whole)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(look.XS)
    line.addWidget(left, 1)
    for button in buttons:
        _make_small(button)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return whole


def _make_small(button: QWidget) -> None:
    """A button in a line takes no more room than the line."""
    if isinstance(button, QToolButton):
        button.setIconSize(QSize(SMALL, SMALL))
        button.setMaximumHeight(SMALL + 2 * look.XS + 2)
        button.setStyleSheet(f"{button.styleSheet()}\nQToolButton {{ padding: {look.XS}px; }}")


def menu(name: str, act: Act, subject: Any, choices: Iterable[Choice]) -> QToolButton:
    """A button with a menu of what can be done with a line."""
    button = parts.tool(name, "ellipsis-vertical")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    inside = QMenu(button)
    for key, words, icon_name in choices:
        inside.addAction(icon(icon_name), words, lambda key=key: act(key, subject))
    button.setMenu(inside)
    return button


class Section(parts.Card):
    """A part of the card: a heading with buttons, and lines."""

    def __init__(self, head: str, *buttons: QAbstractButton) -> None:
        super().__init__()
        self.setAccessibleName(head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.XS + 2, look.M, look.S)
        layout.setSpacing(look.XS + 2)
        line = QHBoxLayout()
        line.setSpacing(look.XS)
        line.addWidget(wrapped(parts.heading(head)), 1)
        for button in buttons:
            _make_small(button)
            line.addWidget(button)
        layout.addLayout(line)
        self.lines = layout

    def add(self, widget: QWidget) -> None:
        """Put a line at the end."""
        self.lines.addWidget(widget)
