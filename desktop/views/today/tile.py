"""One number of the day: how many, of what, how much it presses. A press opens its list."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.services.desk.agenda import AgendaLine
from desktop.views.importing.looks import coloured
from desktop.views.today import looks
from desktop.views.today.looks import Role
from desktop.views.widgets import look
from desktop.views.widgets.icons import pixmap

LETTERS = 19  # a tile needs so many for its words
BIG = 1.6
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
Align = Qt.AlignmentFlag


class LineButton(QAbstractButton):
    """A line of the agenda that can be pressed; the arrows ask for the neighbour."""

    moved = Signal(object)  # the arrow key

    def __init__(self, line: AgendaLine) -> None:
        super().__init__()
        self.line = line
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.show_line(line)

    def show_line(self, line: AgendaLine) -> None:
        """Show another number."""
        self.line = line
        word = looks.TONES[line.tone].word
        said = ", ".join(text for text in (f"{line.number:,}", word, line.detail) if text)
        self.setAccessibleName(f"{line.label}: {said}")
        self.setToolTip(f"{line.label}\n{line.detail}".strip())
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up under the pointer."""
        self.update()
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, the arrows go to the neighbour."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ARROWS:
            self.moved.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)


class Tile(LineButton):
    """A large number with its words below."""

    def __init__(self, line: AgendaLine) -> None:
        super().__init__(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the number and two lines of words."""
        line = self.fontMetrics().height()
        big = QFontMetrics(look.font(BIG, bold=True)).height()
        return QSize(self._letter() * (LETTERS + 4), big + 2 * line + look.L)

    def minimumSizeHint(self) -> QSize:
        """A narrow tile cuts its words."""
        return QSize(self._letter() * LETTERS, self.sizeHint().height())

    def _letter(self) -> int:
        return self.fontMetrics().averageCharWidth()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile from the palette."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        room = self.rect().adjusted(look.M + 2, look.S, -look.S, -look.S)
        self._paint_number(painter, room)
        self._paint_words(painter, room)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self.palette()
        outline = QPen(palette.color(Role.Mid), 1)
        if self.hasFocus():
            outline = QPen(palette.color(Role.Accent), 2)
        painter.setPen(outline)
        painter.setBrush(palette.color(Role.AlternateBase if self.underMouse() else Role.Base))
        edge = outline.widthF() / 2
        area = self.rect().toRectF().adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(area, look.RADIUS + 2, look.RADIUS + 2)
        if looks.TONES[self.line.tone].icon:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(looks.ink(self.line.tone, palette))
            bar = QRect(3, look.S, 3, self.height() - 2 * look.S)
            painter.drawRoundedRect(bar.toRectF(), 1.5, 1.5)

    def _paint_number(self, painter: QPainter, room: QRect) -> None:
        palette = self.palette()
        painter.setFont(look.font(BIG, bold=True))
        painter.setPen(palette.color(Role.Text if self.line.number else Role.PlaceholderText))
        painter.drawText(room, Align.AlignTop | Align.AlignLeft, f"{self.line.number:,}")
        tone = looks.TONES[self.line.tone]
        if not tone.icon:
            return
        side = self.fontMetrics().height()
        mask = pixmap(tone.icon, side, Role.Text, self.devicePixelRatioF())
        ink = looks.ink(self.line.tone, palette)
        painter.drawPixmap(room.right() - side, room.top() + look.XS, coloured(mask, ink))

    def _paint_words(self, painter: QPainter, room: QRect) -> None:
        """The label on up to two lines; a detail takes the second."""
        painter.setFont(self.font())
        line = self.fontMetrics().height()
        high = line if self.line.detail else 2 * line
        words = QRect(room.left(), room.bottom() - 2 * line, room.width(), high + 1)
        painter.setPen(self.palette().color(Role.Text))
        if self.line.detail:
            painter.drawText(words, Align.AlignVCenter, self._cut(self.line.label, words))
            painter.setPen(self.palette().color(Role.PlaceholderText))
            below = words.translated(0, line)
            painter.drawText(below, Align.AlignVCenter, self._cut(self.line.detail, below))
        else:
            flags = Align.AlignTop | Align.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(words, int(flags), self.line.label)

    def _cut(self, text: str, room: QRect) -> str:
        mode = Qt.TextElideMode.ElideRight
        return self.fontMetrics().elidedText(text, mode, room.width())
