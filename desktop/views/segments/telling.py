"""The conditions as a sentence, and which of them to switch off when nobody is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.views.segments.live import Detail
from desktop.views.segments.small import breakable
from desktop.views.widgets import look, parts
from desktop.views.widgets.room import wrapped

FEWEST, MOST = 2, 6  # lines of the sentence; the tool tip has all of it
LINE_OF_WINDOW = 170  # pixels of the window's height for each line
NO_CONDITIONS = "A list kept as it is, without conditions."
NOTHING_YET = "Add a condition: the number of customers appears here as you go."


class Telling(QWidget):
    """Shows what one answer says in words; `mute_wanted` carries the condition in the way."""

    mute_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._detail: Detail | None = None
        self.sentence = wrapped()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.obstacle = wrapped(quiet=True)
        self.switch_off = parts.link("Switch it off", self._switch_off)
        way = QHBoxLayout()
        way.addWidget(self.obstacle, 1)
        way.addWidget(self.switch_off)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(self.sentence)
        layout.addLayout(way)
        self.show_nothing()

    def show_nothing(self) -> None:
        """A draft without conditions."""
        self._detail = None
        self._say(NOTHING_YET)
        self._show_obstacle()

    def show_detail(self, detail: Detail) -> None:
        """Show the sentence of an answer."""
        self._detail = detail
        question = detail.question
        nothing = NO_CONDITIONS if question.is_frozen and question.is_as_saved else NOTHING_YET
        self._say(detail.sentence if detail.tree.children else nothing)
        self._show_obstacle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentence anew."""
        super().resizeEvent(event)
        self._fit()

    def _say(self, text: str) -> None:
        self.sentence.setText(breakable(text))
        self.sentence.setToolTip(text)
        self._fit()

    def _fit(self) -> None:
        """Keep room for the lines of the sentence, fewer in a low window; the rest gives way."""
        lines = min(max(self.window().height() // LINE_OF_WINDOW, FEWEST), MOST)
        self.sentence.setFixedHeight(0)  # its own wish is never below what it was given
        wanted = self.sentence.heightForWidth(self.sentence.width())
        self.sentence.setFixedHeight(min(wanted, self.fontMetrics().lineSpacing() * lines))

    def _show_obstacle(self) -> None:
        found = self._detail.obstacle if self._detail else None
        text = f"Without “{found.words}” there would be {found.left:,}." if found else ""
        self.obstacle.setText(breakable(text))
        self.obstacle.setVisible(bool(found))
        self.switch_off.setVisible(bool(found))
        self.switch_off.setAccessibleName(f"{text} Switch that condition off")

    def _switch_off(self) -> None:
        if self._detail and self._detail.obstacle:
            self.mute_wanted.emit(self._detail.obstacle.node_id)
