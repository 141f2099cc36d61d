"""The frame of every row and group: grip, the parts of its own, count, quiet buttons, remark."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desktop.services.segments.tree import AnyNode
from desktop.views.segments.actions import ACTIONS
from desktop.views.segments.carrier import Carrier
from desktop.views.segments.desk import Desk, Verdict
from desktop.views.segments.handle import Handle
from desktop.views.segments.small import IconChip, Left, Mark, Remark, Tally
from desktop.views.widgets import tints
from desktop.views.widgets.chip import Chip
from desktop.views.widgets.flow import FlowLayout

Act = Callable[[str, str], None]  # action key, node id
ROOMY = 90  # letters; narrower cards leave the running number to the tool tip
ROW_ACTIONS = tuple(a for a in ACTIONS if a.key != "unwrap")


class Yard:
    """What a card is given besides its node: the desk, the carrier, and how to act on nodes."""

    def __init__(self, desk: Desk, carrier: Carrier, act: Act) -> None:
        self.desk = desk
        self.carrier = carrier
        self.act = act


class Card(QWidget):
    """One node on the screen. Subclasses put their parts into `flow` and `body`."""

    actions_offered = ROW_ACTIONS

    def __init__(self, yard: Yard, node: AnyNode, *, fixed: bool = False) -> None:
        """`fixed` is for the root and for conditions about an event: no grip."""
        super().__init__()
        self.yard = yard
        self.desk = yard.desk
        self.node = node
        self.verdict = Verdict()
        self._fixed = fixed
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.parts = QWidget()
        self.flow = FlowLayout(self.parts, tints.unit(self) * 2 // 3)
        self.not_chip = Chip("not", "Not: press to take away", tone="toggle")
        self.answer = Mark()  # of the customer that is asked about
        self.tally = Tally()
        self.left = Left()
        self.remark = Remark()
        self.note = Remark()
        self.line = QHBoxLayout()
        self.body = QVBoxLayout(self)
        self._lay_out()

    @property
    def node_id(self) -> str:
        """The id of the node shown."""
        return self.node.id or ""

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state of the node."""
        self.node = node
        self.not_chip.setVisible(node.negate)
        self.not_chip.setChecked(True)
        self.mute.setChecked(node.muted)
        self.mute.setAccessibleName("Switched off: switch on" if node.muted else "Switch off")
        self.mute.setToolTip(self.mute.accessibleName())
        self.mute.set_icon("eye-off" if node.muted else "eye")
        self.show_verdict(self.verdict)
        self.note.say(f"Note: {node.note}" if node.note else "")
        self._show_lock(node.locked)
        self.setAccessibleName(f"{self.spoken()}, locked" if node.locked else self.spoken())
        self.update()

    def _show_lock(self, locked: bool) -> None:  # noqa: FBT001 - a state, not an option
        """A locked card shows itself and its menu; nothing in it can be changed."""
        for part in (self.parts, self.mute, self.delete, self.handle):
            if part is not None:
                part.setEnabled(not locked)
        self.menu.set_icon("lock" if locked else "ellipsis-vertical")

    def show_verdict(self, verdict: Verdict) -> None:
        """Show what is known about the node now."""
        self.verdict = verdict
        count = None if self.node.muted else verdict.number
        self.tally.show_count(count, stale=verdict.stale, about=_about(verdict))
        self.left.show_left(None if self.node.muted else verdict.left, stale=verdict.stale)
        self._fit_left()
        wrong = verdict.problem
        text = wrong or verdict.missing
        if self.node.muted:
            text = "Switched off: left out."
        self.remark.say(text, wrong=bool(wrong) and not self.node.muted)
        said = (self.tally.accessibleName() if self.tally.text() else "", text, self.node.note)
        self.setAccessibleDescription(". ".join(part for part in said if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The second number gives way where the conditions need the room."""
        super().resizeEvent(event)
        self._fit_left()

    def _fit_left(self) -> None:
        roomy = self.width() >= self.fontMetrics().averageCharWidth() * ROOMY
        self.left.setVisible(roomy and bool(self.left.text()))

    def spoken(self) -> str:
        """What a screen reader calls the card."""
        return "Condition"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches the card off and on."""
        if event.key() == Qt.Key.Key_Space and self.hasFocus():
            self.yard.act("mute", self.node_id)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Any empty part of a card is a grip too."""
        if event.button() == Qt.MouseButton.LeftButton and not self._fixed:
            self.yard.carrier.press(self.node_id, event.globalPosition().toPoint())
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry on."""
        self.yard.carrier.move_to(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.yard.carrier.drop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ring round the card that has the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(tints.accent(self.palette()), 1.5))
            radius = tints.unit(self) * 0.6
            painter.drawRoundedRect(QRectF(self.ring()).adjusted(1, 1, -1, -1), radius, radius)

    def ring(self) -> QRect:
        """Round what the focus ring is drawn."""
        return self.rect()

    def open_menu(self) -> None:
        """All that can be done with this card, with its keys."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self.actions_offered:
            entry = menu.addAction(f"{action.label}\t{action.shortcut}")
            entry.triggered.connect(
                lambda _checked=False, key=action.key: self.yard.act(key, self.node_id)
            )
        menu.popup(self.menu.mapToGlobal(self.menu.rect().bottomLeft()))

    def _lay_out(self) -> None:
        unit = tints.unit(self)
        self.mute = IconChip("eye", "Switch off", self._on_mute, toggle=True)
        self.menu = IconChip("ellipsis-vertical", "More", self.open_menu)
        self.delete = IconChip("x", "Delete", lambda: self.yard.act("remove", self.node_id))
        self.line.setSpacing(unit // 3)
        self.line.setContentsMargins(0, 0, 0, 0)
        top = Qt.AlignmentFlag.AlignTop
        self.handle = None if self._fixed else Handle(self.yard.carrier, self.node_id)
        if self.handle:
            self.line.addWidget(self.handle, 0, top)
        self.line.addWidget(self.parts, 1)
        for widget in (self.left, self.answer, self.tally, self.mute, self.menu, self.delete):
            self.line.addWidget(widget, 0, top)
        self.flow.addWidget(self.not_chip)
        self.not_chip.clicked.connect(lambda: self.yard.act("negate", self.node_id))
        self.body.setContentsMargins(0, unit // 4, 0, unit // 4)
        self.body.setSpacing(unit // 3)
        self.body.addLayout(self.line)
        self.body.addWidget(self.remark)
        self.body.addWidget(self.note)
        self.note.setContentsMargins(0 if self._fixed else unit * 5 // 2, 0, 0, 0)
        self.remark.setContentsMargins(0 if self._fixed else unit * 5 // 2, 0, 0, 0)

    def _on_mute(self) -> None:
        self.yard.act("mute", self.node_id)


def _about(verdict: Verdict) -> str:
    """What the number of a card counts, and how many are left after it."""
    alone = "fit this alone"
    return alone if verdict.left is None else f"{alone}; {verdict.left:,} are left after it"
