"""The scrolling sheet with all cards: keeps them in step with the tree, lets them be carried."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QInputDialog,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.models.errors import UserError
from desktop.services.segments.edits import Path
from desktop.services.segments.exchange import as_text, from_text
from desktop.services.segments.tree import (
    AnyNode,
    Event,
    Everyone,
    Group,
    Rank,
    Records,
    Rule,
    SegmentRef,
)
from desktop.services.segments.why_text import SIGNS
from desktop.views.segments import places, ungroup
from desktop.views.segments.actions import ACTIONS, BY_KEY
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.carrier import ONTO, Carrier, Target
from desktop.views.segments.desk import Desk, Verdict
from desktop.views.segments.drop_places import target_at
from desktop.views.segments.event_card import EventCard
from desktop.views.segments.group_card import GroupCard
from desktop.views.segments.rank_card import RankCard
from desktop.views.segments.records_card import RecordsCard
from desktop.views.segments.rule_card import RuleCard
from desktop.views.segments.segment_card import EveryoneCard, SegmentCard
from desktop.views.widgets import parts, tints


class Canvas(QScrollArea):
    """Shows the tree of the draft; a change of one row touches the widgets of that row only."""

    arranged = Signal()  # cards or fields may stand at other places

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        parts.slim_bars(self)
        self.desk = desk
        self.cards: dict[str, Card] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Conditions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ground = QWidget()
        self._layout = QVBoxLayout(self.ground)
        self._layout.addStretch(1)
        self.setWidget(self.ground)
        self.carrier = Carrier(self, self, self._on_dropped)
        self._yard = Yard(desk, self.carrier, self.act)
        self._mark = _Mark(self.ground)
        self._root: GroupCard | None = None
        self._shown: Group | None = None
        self._add_shortcuts()
        desk.draft.changed.connect(lambda _typed: self.sync())
        desk.catalogue_changed.connect(self._redraw)
        self.sync()

    def sync(self) -> None:
        """Make the cards agree with the tree; whoever is typing goes on typing."""
        tree = self.desk.draft.tree
        if tree is self._shown:
            return
        focus = QApplication.focusWidget()
        self.ground.setUpdatesEnabled(False)
        self._show_root(tree)
        self._shown = tree
        self._drop_gone(tree)
        self.ground.setUpdatesEnabled(True)
        if focus is not None and isValid(focus) and self.ground.isAncestorOf(focus):
            focus.setFocus()
        self.arranged.emit()

    def show_verdicts(self, verdicts: dict[str, Verdict]) -> None:
        """Show counts and remarks at the cards they belong to."""
        for node_id, card in self.cards.items():
            card.show_verdict(verdicts.get(node_id, Verdict()))

    def show_answers(self, answers: Mapping[Path, bool | None]) -> None:
        """Mark the cards with what is true of one customer; an empty table takes the marks away."""
        for path, node in places.paths(self.desk.draft.tree):
            if card := self.cards.get(node.id or ""):
                known = path in answers
                card.answer.say(SIGNS[answers[path]] if known else "")

    def mark_stale(self) -> None:
        """Grey the numbers: they are of an older state."""
        for card in self.cards.values():
            card.show_verdict(card.verdict._replace(stale=True))

    def act(self, action: str, node_id: str) -> None:
        """Do one of `actions.ACTIONS` to a node, or go to it with "focus"."""
        if action == "focus":
            self._go_to(node_id)
            return
        if action == "note":
            self._ask_note(node_id)
            return
        if action == "unwrap" and ungroup.changes_meaning(self.desk.tree, node_id):
            ungroup.ask(self, self.desk, node_id, lambda: self._do(action, node_id))
            return
        self._do(action, node_id)

    def _do(self, action: str, node_id: str) -> None:
        entry = BY_KEY[action]
        try:
            tree, focus = entry.do(self.desk.draft.tree, node_id)
        except UserError as error:  # a locked condition
            self.desk.context.show_error(error)
            return
        if tree is self.desk.draft.tree:
            return
        self.desk.draft.edit(f"{entry.step} {self.name_of(node_id)}", tree)
        if card := self.cards.get(focus):
            card.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(card)

    def _ask_note(self, node_id: str) -> None:
        """A note is for the office; it changes nothing about who is selected."""
        node = places.find(self.desk.draft.tree, node_id)
        if node is None:
            return
        ask = QInputDialog.getMultiLineText
        text, given = ask(self, "Note", f"Note on {self.name_of(node_id)}:", node.note or "")
        if given and text.strip() != (node.note or ""):
            self.desk.replace(node.with_(note=text.strip() or None), "Note")

    def name_of(self, node_id: str) -> str:
        """What undo calls a node."""
        card = self.cards.get(node_id)
        return f"“{card.spoken().partition(': ')[2]}”" if card else "condition"

    def focused_id(self) -> str:
        """The node in whose card the focus is."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, Card):
                return widget.node_id
            widget = widget.parentWidget()
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from card to card."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        here = self.focused_id()
        if step is None or not here:
            super().keyPressEvent(event)
            return
        order = [n.id or "" for n in places.walk(self.desk.draft.tree) if n.id in self.cards]
        place = order.index(here) + step
        if 0 <= place < len(order):
            self._go_to(order[place], inside=False)

    # -- what the carrier asks ------------------------------------------------------------------

    def to_ground(self, spot: QPoint) -> QPoint:
        """A spot of the screen on the sheet."""
        return self.ground.mapFromGlobal(spot)

    def picture_of(self, node_id: str) -> QPixmap:
        """What the card looks like."""
        return self.cards[node_id].grab()

    def target_at(self, node_id: str, spot: QPoint) -> Target | None:
        """Where the node would go from here."""
        carried = self.cards.get(node_id)
        if self._root is None or carried is None:
            return None
        return target_at(self._root, carried, self.ground, spot)

    def show_carrying(self, target: Target | None, picture: QPixmap | None, spot: QPoint) -> None:
        """Draw the line or frame, and the carried card beside the pointer."""
        self._mark.show_at(target, picture, spot)

    # -- the cards ------------------------------------------------------------------------------

    def card_for(self, node: AnyNode) -> Card:
        """The card of a node: the one there is, showing its newest state, or a new one."""
        card = self.cards.get(node.id or "")
        if card is not None and isValid(card):
            if card.node is not node:
                card.show_node(node)
            return card
        card = self._make(node)
        self.cards[node.id or ""] = card
        return card

    def _make(self, node: AnyNode) -> Card:
        match node:
            case Group():
                return GroupCard(self._yard, node, self.card_for)
            case Event():
                return EventCard(self._yard, node, self._inner_group)
            case Records():
                return RecordsCard(self._yard, node, self._inner_group)
            case _:
                return _PLAIN[type(node)](self._yard, node)

    def _inner_group(self, group: Group, fields: Any, word: str) -> GroupCard:
        """The conditions about an event; their rules cannot be carried out of it."""

        def inner_card(node: AnyNode) -> Card:
            card = self.cards.get(node.id or "")
            if card is not None and isValid(card):
                if card.node is not node:
                    card.show_node(node)
                return card
            if isinstance(node, Group):
                card = self._inner_group(node, fields, "")
            else:
                assert isinstance(node, Rule)  # noqa: S101 - only rules are about an event
                card = RuleCard(self._yard, node, fields, fixed=True)
            self.cards[node.id or ""] = card
            return card

        return GroupCard(self._yard, group, inner_card, fixed=True, fields=fields, word=word)

    def _show_root(self, tree: Group) -> None:
        if self._root is not None and self._root.node_id == tree.id:
            self._root.show_node(tree)
            return
        if self._root is not None:
            self._layout.removeWidget(self._root)
            self._root.hide()
            self._root.deleteLater()
        self.cards.clear()
        self._root = GroupCard(self._yard, tree, self.card_for, fixed=True)
        self.cards[tree.id or ""] = self._root
        self._layout.insertWidget(0, self._root)

    def _drop_gone(self, tree: Group) -> None:
        here = {node.id for node in places.walk(tree)}
        for node_id in [key for key in self.cards if key not in here]:
            card = self.cards.pop(node_id)
            if isValid(card):
                card.hide()
                card.deleteLater()

    def _redraw(self) -> None:
        for card in list(self.cards.values()):
            card.show_node(card.node)
        self.arranged.emit()

    def _go_to(self, node_id: str, *, inside: bool = True) -> None:
        card: Any = self.cards.get(node_id)
        if card is None:
            return
        self._layout.activate()
        if inside and hasattr(card, "focus_value"):
            card.focus_value()
        else:
            card.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(card, 0, tints.unit(self) * 4)

    def _on_dropped(self, node_id: str, target: Target) -> None:
        tree, name = self.desk.draft.tree, self.name_of(node_id)
        try:
            if target.place == ONTO:
                step, moved = "Group", places.drop_on(tree, node_id, target.node)
            else:
                step, moved = "Move of", places.move(tree, node_id, target.node, target.place)
        except UserError as error:
            self.desk.context.show_error(error)
            return
        if moved is not tree:
            self.desk.draft.edit(f"{step} {name}", moved)
            self.cards[node_id].setFocus(Qt.FocusReason.OtherFocusReason)

    def copy(self) -> None:
        """Put the condition in front on the clipboard, as text that another segment takes."""
        node = places.find(self.desk.draft.tree, self.focused_id())
        if node is not None:
            QApplication.clipboard().setText(as_text(node))

    def cut(self) -> None:
        """The same, and take it away here."""
        if node_id := self.focused_id():
            self.copy()
            self.act("remove", node_id)

    def paste(self) -> None:
        """Put the condition on the clipboard behind the one in front, or at the end."""
        tree = self.desk.draft.tree
        try:
            node = from_text(QApplication.clipboard().text())
            here = places.find(tree, self.focused_id()) or tree
            changed, focus = places.put_after(tree, here.id or "", node)
        except UserError as error:
            self.desk.context.show_error(error)
            return
        self.desk.draft.edit("Paste", changed)
        self._go_to(focus, inside=False)

    def _add_shortcuts(self) -> None:
        keys = QKeySequence.StandardKey
        for key, act in ((keys.Copy, self.copy), (keys.Cut, self.cut), (keys.Paste, self.paste)):
            standard = QShortcut(QKeySequence(key), self)
            standard.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            standard.activated.connect(act)
        for action in ACTIONS:
            shortcut = QShortcut(QKeySequence(action.shortcut), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda key=action.key: self._act_on_focused(key))

    def _act_on_focused(self, action: str) -> None:
        if node_id := self.focused_id():
            self.act(action, node_id)


# Cards without anything inside; `prepared` leaves no Not.
_PLAIN: dict[type, Callable[[Yard, Any], Card]] = {
    Rank: RankCard,
    Rule: RuleCard,
    SegmentRef: SegmentCard,
    Everyone: EveryoneCard,
}


class _Mark(QWidget):
    """Lies over the cards and draws where the carried one would go."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target: Target | None = None
        self._picture: QPixmap | None = None
        self._spot = QPoint()
        self.hide()

    @property
    def target(self) -> Target | None:
        """What is marked now."""
        return self._target

    def show_at(self, target: Target | None, picture: QPixmap | None, spot: QPoint) -> None:
        self._target, self._picture, self._spot = target, picture, spot
        self.setVisible(picture is not None)
        if picture is not None:
            parent = self.parentWidget()
            self.resize(parent.size() if parent else QSize())
            self.raise_()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picture is not None:
            painter.setOpacity(0.55)
            painter.drawPixmap(self._spot + QPoint(12, 8), self._picture)
            painter.setOpacity(1)
        if self._target is None:
            return
        mark: QRect = self._target.mark
        colour = tints.accent(self.palette())
        if mark.height() <= 4:  # noqa: PLR2004 - a line, not a frame
            painter.fillRect(mark, colour)
        else:
            painter.setPen(QPen(colour, 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(mark), 6, 6)
