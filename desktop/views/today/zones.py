"""What is due this week, zone by zone: a press opens the list of a zone."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.services.desk.agenda import Agenda, AgendaLine
from desktop.views.today.tile import Align, LineButton
from desktop.views.widgets import look, parts

Role = QPalette.ColorRole


class ZoneLine(LineButton):
    """A zone at the left, its number at the right, and how large its share is."""

    def __init__(self, line: AgendaLine, most: int) -> None:
        self._share = line.number / most if most else 0.0
        super().__init__(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One line and a bar."""
        return QSize(self.fontMetrics().averageCharWidth() * 24, self.fontMetrics().height() + 14)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(palette.color(Role.AlternateBase))
            if self.hasFocus():
                painter.setPen(palette.color(Role.Accent))
            area = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(area, look.RADIUS, look.RADIUS)
        self._paint_bar(painter)
        room = self.rect().adjusted(look.S, 0, -look.S, -4)
        painter.setPen(palette.color(Role.Text))
        number = f"{self.line.number:,}"
        painter.drawText(room, Align.AlignVCenter | Align.AlignRight, number)
        wide = room.width() - self.fontMetrics().horizontalAdvance(f"{number}  ")
        mode = Qt.TextElideMode.ElideRight
        name = self.fontMetrics().elidedText(self.line.label, mode, wide)
        painter.drawText(room, Align.AlignVCenter | Align.AlignLeft, name)

    def _paint_bar(self, painter: QPainter) -> None:
        room = self.rect().adjusted(look.S, 0, -look.S, 0)
        bar = QRect(room.left(), self.height() - 6, round(room.width() * self._share), 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(Role.Accent))
        painter.drawRoundedRect(bar.toRectF(), 1.5, 1.5)


class ZoneCard(parts.Card):
    """The zones of this week, each with its number."""

    edit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[ZoneLine] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(look.M, look.M, look.M, look.M)
        self._layout.setSpacing(2)
        self.edit = parts.tool("Zones of the office…", "pencil", self.edit_wanted.emit)
        head = QHBoxLayout()
        name = parts.heading("Due this week by zone")
        name.setWordWrap(True)  # wide letters need two lines
        head.addWidget(name, 1)
        head.addWidget(self.edit)
        self._layout.addLayout(head)
        self.nothing = parts.muted("Nothing is due this week.")
        self._layout.addWidget(self.nothing)
        self._layout.addStretch(1)

    def show_agenda(self, agenda: Agenda) -> None:
        """Show the zones of a day."""
        for line in self.lines:
            self._layout.removeWidget(line)
            line.deleteLater()
        zones = agenda.line("due_week").parts
        most = max((part.number for part in zones), default=0)
        self.lines = [ZoneLine(part, most) for part in zones]
        for place, line in enumerate(self.lines, 2):
            self._layout.insertWidget(place, line)
        self.nothing.setVisible(not zones)
