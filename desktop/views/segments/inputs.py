"""The fields of a condition row that are typed into: texts, lists of texts, numbers, money."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCompleter, QLineEdit, QSizePolicy
from shiboken6 import isValid

from desktop.views.segments.several import numbers_in, texts_in
from desktop.views.widgets import tints

UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
SEVERAL = "several, separated by commas"
NARROWEST, WIDEST = 5, 34  # letters
SHEET = """
QLineEdit {{ padding: 0 {pad}px; border-radius: {round}px; border: 1px solid palette(mid);
    background: palette(base); selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text); }}
QLineEdit:hover {{ border-color: palette(dark); }}
QLineEdit:focus {{ border: 2px solid palette(highlight); padding: 0 {tight}px; }}
"""


class Line(QLineEdit):
    """A text field whose undo is the builder's, and which tells of every letter.

    `edited(value)` while typing, `left()` when a step of typing is over.
    """

    edited = Signal(object)
    left = Signal()

    def __init__(self, name: str, *, placeholder: str = "", letters: int = 12) -> None:
        super().__init__()
        self.setAccessibleName(name)
        pad = tints.unit(self) * 3 // 4
        self.setStyleSheet(SHEET.format(pad=pad, tight=pad - 1, round=tints.unit(self) * 6 // 10))
        self._least = letters
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(tints.control_height(self))
        self.textEdited.connect(self._on_typed)
        self.textChanged.connect(lambda _: self.updateGeometry())
        self.editingFinished.connect(self.left)

    def show_value(self, value: Any) -> None:
        """Show a value, but never disturb the text of somebody who is typing that very value."""
        if self.hasFocus() and self.understood(self.text()) == value:
            return
        text = self.shown(value)
        if text != self.text():
            place = self.cursorPosition()
            self.setText(text)
            self.setCursorPosition(min(place, len(text)) if self.hasFocus() else 0)

    def understood(self, text: str) -> Any:
        """The value a text stands for; None for nothing yet."""
        return " ".join(text.split()) or None

    def shown(self, value: Any) -> str:
        """The text of a value."""
        return "" if value is None else str(value)

    def sizeHint(self) -> QSize:
        """As wide as what stands in it, within reason."""
        letter = self.fontMetrics().averageCharWidth()
        words = max(self.text(), self.placeholderText(), key=len)
        width = self.fontMetrics().horizontalAdvance(words) + 2 * tints.unit(self) + 6
        width = min(max(width, letter * self._least), letter * WIDEST)
        return QSize(width, tints.control_height(self))

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * NARROWEST, tints.control_height(self))

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the builder, so that one history holds everything."""
        asks = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asks and _is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo go up to the page; a space ends a step of typing."""
        if _is_undo(event):
            event.ignore()
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Space:
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the value as we write it once the field is left."""
        super().focusOutEvent(event)
        value = self.understood(self.text())
        if value is not None:
            self.setText(self.shown(value))

    def _on_typed(self, text: str) -> None:
        self.edited.emit(self.understood(text))


class TextInput(Line):
    """One text, completed from the values on file."""

    def offer(self, values: Sequence[str]) -> None:
        """Complete what is typed from `values`; they may come when the field is gone already."""
        if not isValid(self):
            return
        completer = QCompleter(QStringListModel(list(values), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(10)
        completer.activated.connect(self._take)
        self.setCompleter(completer)

    def _take(self, text: str) -> None:
        self.edited.emit(self.understood(text))
        self.left.emit()


class TextsInput(Line):
    """Several texts with commas between; a text with a comma stands in quotes."""

    def understood(self, text: str) -> Any:
        """The texts, None when there is none."""
        return texts_in(text) or None

    def shown(self, value: Any) -> str:
        """The texts with commas between."""
        if value is None:
            return ""
        texts = value if isinstance(value, tuple) else (value,)
        return ", ".join(f'"{text}"' if "," in str(text) else str(text) for text in texts)


class NumberInput(Line):
    """A number; Up and Down count."""

    def __init__(self, name: str, *, letters: int = 6, whole: bool = True) -> None:
        super().__init__(name, letters=letters)
        self._whole = whole
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def understood(self, text: str) -> Any:
        """The number; what is no number stays as typed, so that it can be pointed out."""
        plain = text.replace(",", "").replace("$", "").strip()
        if not plain:
            return None
        try:
            number = float(plain)
        except ValueError:
            return text.strip()
        if number.is_integer():
            return int(number)
        return number

    def shown(self, value: Any) -> str:
        """The number with thousands set off."""
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return f"{value:,}" if is_number else super().shown(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Count with the arrow keys."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        value = self.understood(self.text()) or 0
        if isinstance(value, int | float):
            self.setText(self.shown(max(0, value + step)))
            self._on_typed(self.text())


class NumbersInput(TextsInput):
    """Several numbers with commas between."""

    def understood(self, text: str) -> Any:
        """The numbers; what is no number stays as typed."""
        return numbers_in(text) or None


class MoneyInput(NumberInput):
    """An amount in dollars and cents."""

    def __init__(self, name: str) -> None:
        super().__init__(name, letters=9, whole=False)

    def shown(self, value: Any) -> str:
        """$1,500 or $12.50."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return Line.shown(self, value)
        return f"${value:,}" if isinstance(value, int) else f"${value:,.2f}"


def _is_undo(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in UNDO_KEYS)
