"""One number of the day: how many, of what, how much it presses. A press opens its list."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from desktop.services.desk.agenda import AgendaLine
from desktop.views.today import looks
from desktop.views.today.looks import Role
from desktop.views.widgets import look
from desktop.views.widgets.icons import pixmap
from desktop.views.widgets.sign_looks import coloured
from desktop.views.widgets.tile_button import TileButton, paint_cut

LETTERS = 19  # a tile needs so many for its words
BIG = 1.6
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
Align = Qt.AlignmentFlag


class LineButton(TileButton):
    """A line of the agenda that can be pressed; the arrows ask for the neighbour."""

    moved = Signal(object)  # the arrow key

    def __init__(self, line: AgendaLine) -> None:
        super().__init__()
        self.line = line
        self.show_line(line)

    def show_line(self, line: AgendaLine) -> None:
        """Show another number."""
        self.line = line
        word = looks.TONES[line.tone].word
        said = ", ".join(text for text in (f"{line.number:,}", word, line.detail) if text)
        self.setAccessibleName(f"{line.label}: {said}")
        self.setToolTip(f"{line.label}\n{line.detail}".strip())
        self.update()

    def arrow(self, key: Qt.Key) -> bool:
        """Ask for the neighbour."""
        if key in ARROWS:
            self.moved.emit(key)
        return key in ARROWS


class Tile(LineButton):
    """A large number with its words below."""

    def __init__(self, line: AgendaLine) -> None:
        super().__init__(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the number and two lines of words."""
        line = self.fontMetrics().height()
        big = QFontMetrics(look.font(BIG, bold=True)).height()
        return QSize(self.letter() * (LETTERS + 4), big + 2 * line + look.L)

    def minimumSizeHint(self) -> QSize:
        """A narrow tile cuts its words."""
        return QSize(self.letter() * LETTERS, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile from the palette."""
        painter = QPainter(self)
        self._paint_ground(painter)
        room = self.rect().adjusted(look.M + 2, look.S, -look.S, -look.S)
        self._paint_number(painter, room)
        self._paint_words(painter, room)

    def _paint_ground(self, painter: QPainter) -> None:
        palette = self.palette()
        self.paint_sheet(painter, self.hover_ground(), QPen(palette.color(Role.Mid), 1))
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
            paint_cut(painter, words, self.line.label)
            painter.setPen(self.palette().color(Role.PlaceholderText))
            paint_cut(painter, words.translated(0, line), self.line.detail)
        else:
            flags = Align.AlignTop | Align.AlignLeft | Qt.TextFlag.TextWordWrap
            painter.drawText(words, int(flags), self.line.label)
