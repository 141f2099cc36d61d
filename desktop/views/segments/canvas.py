"""The scrolling sheet with all cards: keeps them in step with the tree, lets them be carried."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QPixmap, QShortcut
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
from desktop.services.segments.tree import Group
from desktop.services.segments.why_text import SIGNS
from desktop.views.segments import places, ungroup
from desktop.views.segments.actions import ACTIONS, BY_KEY
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.cards import Cards
from desktop.views.segments.carried_mark import CarriedMark
from desktop.views.segments.carrier import ONTO, Carrier, Target
from desktop.views.segments.clipboard import copy, cut, paste
from desktop.views.segments.desk import Desk, Verdict
from desktop.views.segments.drop_places import target_at
from desktop.views.segments.group_card import GroupCard
from desktop.views.segments.strip import Strip
from desktop.views.widgets import parts, tints


class Canvas(QScrollArea):
    """Shows the tree of the draft; a change of one row touches the widgets of that row only."""

    arranged = Signal()  # cards or fields may stand at other places

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.ground = QWidget()
        parts.slim_bars(self)
        self.desk = desk
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Conditions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._layout = QVBoxLayout(self.ground)
        self._layout.addStretch(1)
        self.setWidget(self.ground)
        self.carrier = Carrier(self, self, self._on_dropped)
        self.cards = Cards(Yard(desk, self.carrier, self.act))
        self._mark = CarriedMark(self.ground)
        self._root: GroupCard | None = None
        self._shown: Group | None = None
        self._places: list[str | None] = []  # of the cards, from the top
        self._add_shortcuts()
        self._ink_what_is_locked()
        desk.draft.changed.connect(lambda _typed: self.sync())
        desk.catalogue_changed.connect(self._redraw)
        self.sync()

    def sync(self) -> None:
        """Make the cards agree with the tree; whoever is typing goes on typing."""
        tree = self.desk.draft.tree
        if tree is self._shown:
            return
        focus, made = QApplication.focusWidget(), Strip.made
        self.ground.setUpdatesEnabled(False)
        self._show_root(tree)
        self._shown = tree
        self.cards.drop_gone(tree)
        self.ground.setUpdatesEnabled(True)
        if focus is not None and isValid(focus) and self.ground.isAncestorOf(focus):
            focus.setFocus()
        places_now = [node.id for node in places.walk(tree)]
        if made != Strip.made or places_now != self._places:
            self._places = places_now
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
            if not card.verdict.stale:
                card.show_verdict(card.verdict._replace(stale=True))

    def act(self, action: str, node_id: str) -> None:
        """Do one of `actions.ACTIONS` to a node, or go to it with "focus"."""
        if action == "focus":
            self.go_to(node_id)
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

    def changeEvent(self, event: QEvent) -> None:
        """Another scheme has other inks."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and isValid(self.ground):
            self._ink_what_is_locked()

    def _ink_what_is_locked(self) -> None:
        """What cannot be changed is there to be read."""
        inks, ink = QPalette(), tints.quiet_ink(self.palette())
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
            inks.setColor(QPalette.ColorGroup.Disabled, role, ink)
        self.ground.setPalette(inks)

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
            self.go_to(order[place], inside=False)

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

    def _show_root(self, tree: Group) -> None:
        if self._root is not None and self._root.node_id == tree.id:
            self._root.show_node(tree)
            return
        if self._root is not None:
            self._layout.removeWidget(self._root)
            self._root.hide()
            self._root.deleteLater()
        self._root = self.cards.begin(tree)
        self._layout.insertWidget(0, self._root)

    def _redraw(self) -> None:
        for card in list(self.cards.values()):
            card.show_node(card.node)
        self.arranged.emit()

    def go_to(self, node_id: str, *, inside: bool = True) -> None:
        """Put the focus on a card, or into the first field to fill in."""
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

    def _add_shortcuts(self) -> None:
        keys = QKeySequence.StandardKey
        for key, act in ((keys.Copy, copy), (keys.Cut, cut), (keys.Paste, paste)):
            standard = QShortcut(QKeySequence(key), self)
            standard.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            standard.activated.connect(lambda act=act: act(self))
        for action in ACTIONS:
            shortcut = QShortcut(QKeySequence(action.shortcut), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda key=action.key: self._act_on_focused(key))

    def _act_on_focused(self, action: str) -> None:
        if node_id := self.focused_id():
            self.act(action, node_id)
