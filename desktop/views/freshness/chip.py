"""“Data as of …”: amber or red when a source is older than the office allows."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.views.page import Context
from desktop.views.widgets import look, parts, sign_looks
from desktop.views.widgets.debounce import Debounce
from desktop.views.widgets.formats import counted, day
from desktop.views.widgets.icons import pixmap

if TYPE_CHECKING:  # the import services come after the first paint
    from sqlalchemy.orm import Session

    from desktop.services.freshness import Freshness, Source

BOX_OF = {"amber": "review", "red": "refused"}  # whose colours the states wear
STATE_WORDS = {"amber": "getting old", "red": "too old"}
LETTERS = 64  # the widest chip
PAUSE_MS = 250  # the rows of the page come first


class State(NamedTuple):
    """What the chip shows, and what its tool tip explains."""

    summary: "Freshness"
    sources: "tuple[Source, ...]"


def read(db: "Session", as_of: date) -> State:
    """Ask how old the data are."""
    from desktop.services import freshness  # noqa: PLC0415 - after the first paint

    return State(freshness.summary(db, as_of), tuple(freshness.sources(db, as_of)))


def source_line(source: "Source") -> str:
    """One source: "Sales: Nov 1, 2026, 21 days old; at most 7 days"."""
    name = source.label[:1].upper() + source.label[1:]
    allowed = counted(source.max_age_days, "day")
    return (
        f"{name}: {day(source.data_date)}, {counted(source.age_days, 'day')} old; at most {allowed}"
    )


class FreshnessChip(QAbstractButton):
    """Stands beside the heading of a page; a press opens the list of sources."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.state = "ok"
        self._pause = Debounce(self, self._ask, PAUSE_MS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_sources)
        context.hub.changed.connect(self._on_changed)
        self.hide()

    def refresh(self) -> None:
        """Ask again, when the page itself has its answers."""
        self._pause.start()

    def _ask(self) -> None:
        as_of = self._context.as_of()
        channel = f"freshness.{id(self)}"
        self._context.jobs.run(lambda db, _c: read(db, as_of), self._show, channel=channel)

    def open_sources(self) -> None:
        """Show every source with its limit."""
        from desktop.views.freshness.dialog import SourcesDialog  # noqa: PLC0415 - seldom needed

        self.dialog = SourcesDialog(self.window(), self._context)
        self.dialog.open()

    def _on_changed(self, topic: str) -> None:
        if topic == "imports":
            self.refresh()

    def _show(self, state: State) -> None:
        self.state = state.summary.state
        self.setText(state.summary.text)
        words = STATE_WORDS.get(self.state, "")
        self.setAccessibleName(f"{state.summary.text} {words}".strip())
        self.setToolTip("\n".join(map(source_line, state.sources)))
        self.setVisible(state.summary.data_date is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words, within reason."""
        metrics = self.fontMetrics()
        width = min(metrics.horizontalAdvance(self.text()), metrics.averageCharWidth() * LETTERS)
        return QSize(width + metrics.height() + look.M * 3, metrics.height() + look.S)

    def minimumSizeHint(self) -> QSize:
        """The date can always be read."""
        width = self.fontMetrics().averageCharWidth() * 28
        return QSize(min(width, self.sizeHint().width()), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a tinted pill with a sign and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.setPen(self._outline())
        painter.setBrush(self._ground())
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        side = self.fontMetrics().height()
        name = "triangle-alert" if self.state in BOX_OF else "clock"
        mask = pixmap(name, side, look.Role.Text, self.devicePixelRatioF())
        painter.drawPixmap(
            look.M, (self.height() - side) // 2, sign_looks.coloured(mask, self._ink())
        )
        painter.setPen(self.palette().color(look.Role.WindowText))
        left = look.M + side + look.S
        room = QRect(left, 0, self.width() - left - look.M, self.height())
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _ink(self) -> QColor:
        if box := BOX_OF.get(self.state):
            return sign_looks.ink(box, self.palette())
        return self.palette().color(look.Role.PlaceholderText)

    def _ground(self) -> QColor:
        ground = self.palette().color(look.Role.Base)
        share = (0.16 if self.state in BOX_OF else 0.0) + 0.06 * self.underMouse()
        return parts.blend(ground, self._ink(), share)

    def _outline(self) -> QPen:
        if self.hasFocus():
            return QPen(self.palette().color(look.Role.Accent), 2)
        return QPen(self._ink() if self.state in BOX_OF else self.palette().color(look.Role.Mid), 1)
