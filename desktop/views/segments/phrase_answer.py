"""What the phrase box understood, below its line: conditions, slips, unused words, questions."""

from collections.abc import Callable
from textwrap import fill

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.services.segments.phrase.understanding import Chip, Question, Understood
from desktop.views.widgets import look, parts, tints
from desktop.views.widgets.flow import FlowLayout

Choose = Callable[[str, int], None]
ICON = 14
WIDEST = 64  # letters of one line, so that a small window holds it


class Answer(QWidget):
    """Shows one `Understood`; `choose(question, n)` is called when a reading is chosen."""

    def __init__(self, choose: Choose) -> None:
        super().__init__()
        self._choose = choose
        self.buttons: list[QPushButton] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, look.S, 0, 0)
        self._layout.setSpacing(look.S)
        self._rows: list[QWidget] = []
        self.setVisible(False)

    def show_answer(self, found: Understood) -> None:
        """Show what was understood in place of what stood here."""
        self.clear()
        shown: list[QWidget] = [_Piece(chip) for chip in found.chips]
        if shown:
            self._add(_row(shown))
        for question in found.questions:
            self._add(self._question(question))
        if found.unused:
            self._add(_note("triangle-alert", f"Not used: {', '.join(map(_quoted, found.unused))}"))
        if found.remark:
            self._add(_note("info", found.remark))
        self.setVisible(bool(self._rows))

    def clear(self) -> None:
        """Show nothing."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows, self.buttons = [], []
        self.setVisible(False)

    def _add(self, row: QWidget) -> None:
        self._rows.append(row)
        self._layout.addWidget(row)
        row.show()

    def _question(self, question: Question) -> QWidget:
        pieces: list[QWidget] = [_note("circle-question-mark", question.text)]
        for n, reading in enumerate(question.choices):
            count = "" if reading.customers is None else f"  ·  {reading.customers:,}"
            button = parts.button(
                fill(f"{reading.label}{count}", WIDEST).replace("&", "&&"),
                lambda n=n: self._choose(question.text, n),  # type: ignore[misc] # n is bound here
            )
            button.setAccessibleName(f"{question.text} {reading.label}{count}")
            button.setEnabled(reading.tree is not None or reading.is_open)
            button.setAutoDefault(True)
            pieces.append(button)
            self.buttons.append(button)
        return _row(pieces)


class _Piece(QLabel):
    """One understood condition; a corrected one says so in words and has a broken outline."""

    def __init__(self, chip: Chip) -> None:
        slip = f"“{chip.corrected_from}” corrected: " if chip.corrected_from else ""
        super().__init__(fill(f"{slip}{chip.said}", WIDEST))
        self._is_corrected = bool(chip.corrected_from)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(f"From your words “{chip.words}”")
        self.setWordWrap(False)
        self.setContentsMargins(look.M, look.XS, look.M, look.XS)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tinted sheet below the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        pen = QPen(Qt.PenStyle.NoPen)
        if self._is_corrected:
            pen = QPen(tints.warning_ink(palette), 1.2, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(tints.mix(tints.surface(palette), tints.accent(palette), 0.14))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), look.RADIUS, look.RADIUS)
        painter.end()
        super().paintEvent(event)


def _row(pieces: list[QWidget]) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, look.S)
    for piece in pieces:
        flow.addWidget(piece)
    return row


def _note(icon: str, text: str) -> QWidget:
    note = QWidget()
    layout = QHBoxLayout(note)
    layout.setContentsMargins(0, look.XS, look.S, look.XS)
    layout.setSpacing(look.S)
    words = parts.body(text)
    words.setWordWrap(len(text) > 90)  # noqa: PLR2004 - a longer line does not fit a small window
    layout.addWidget(parts.Picture(icon, ICON, parts.Role.PlaceholderText))
    layout.addWidget(words, 1)
    return note


def _quoted(word: str) -> str:
    return f"“{word}”"
