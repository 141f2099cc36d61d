"""A picture with its heading on a card, and what can be changed about it at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped

SWITCH = """
QToolButton {{ padding: {p}px {h}px; border: 1px solid palette(dark); background: palette(base);
    color: palette(text); border-radius: {r}px; }}
QToolButton:hover {{ background: palette(alternate-base); }}
QToolButton:checked {{ background: palette(highlight); color: palette(highlighted-text);
    border-color: palette(highlight); }}
QToolButton:focus {{ border: 2px solid palette(text); padding: {fp}px {fh}px; }}
"""


class Block(parts.Card):
    """A heading, tools at its right, pictures below, a quiet sentence under them."""

    def __init__(self, head: str, *tools: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(head)
        self.head = parts.heading(head)
        self.head.setWordWrap(True)  # beside many tools in a narrow window
        self.about: QLabel = wrapped(quiet=True)
        self.about.hide()
        line = QHBoxLayout()
        line.setSpacing(look.S)
        line.addWidget(self.head, 1)
        for tool in tools:
            line.addWidget(tool)
        self.inside = QVBoxLayout()
        self.inside.setSpacing(look.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.M, look.L, look.M)
        layout.setSpacing(look.S)
        layout.addLayout(line)
        layout.addLayout(self.inside, 1)
        layout.addWidget(self.about)

    def add(self, *pictures: QWidget) -> None:
        """Put pictures below each other."""
        for picture in pictures:
            self.inside.addWidget(picture)

    def say(self, text: str) -> None:
        """Explain the picture below it."""
        self.about.setText(text)
        self.about.setVisible(bool(text))


class Switch(QWidget):
    """A few words of which one holds; `turned` carries its key."""

    turned = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(parts.muted(name))
        for key, label in choices:
            layout.addWidget(self._button(key, label, name))
        self.key = choices[0][0]
        self.buttons[self.key].setChecked(True)

    def _button(self, key: str, label: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(label)
        button.setAccessibleName(f"{name} {label}")
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        p, h = look.XS, look.S
        button.setStyleSheet(SWITCH.format(p=p, h=h, fp=p - 1, fh=h - 1, r=look.RADIUS))
        button.clicked.connect(lambda _checked: self._turn(key))
        self._group.addButton(button)
        self.buttons[key] = button
        return button

    def show_key(self, key: str) -> None:
        """Show which one holds, without a word."""
        self.key = key
        self.buttons[key].setChecked(True)

    def _turn(self, key: str) -> None:
        if key != self.key:
            self.key = key
            self.turned.emit(key)
