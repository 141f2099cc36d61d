"""A group of conditions: its heading, a bar down the left with the joining word, its children."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.segments.fields import Field
from desktop.services.segments.tree import AnyNode, Group, SegmentRef
from desktop.views.segments import places
from desktop.views.segments.actions import ACTIONS
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.desk import Verdict
from desktop.views.segments.event_card import first_event
from desktop.views.segments.event_slots import event_options
from desktop.views.segments.inputs import NumberInput
from desktop.views.segments.rank_card import first_rank, rank_options
from desktop.views.segments.records_card import first_records, record_options
from desktop.views.segments.rule_card import field_options, first_rule
from desktop.views.segments.small import Words
from desktop.views.widgets import tints
from desktop.views.widgets.chip import Chip, quiet
from desktop.views.widgets.flow import FlowLayout
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option, choose

COUNTED = ("at_least", "at_most")
HEADINGS = {
    "all": "ALL",
    "any": "ANY",
    "none": "NONE",
    "at_least": "AT LEAST",
    "at_most": "AT MOST",
}
ABOUT = {
    "all": "every condition must hold",
    "any": "one of them is enough",
    "none": "not one of them may hold",
    "at_least": "so many of them must hold",
    "at_most": "no more than so many may hold",
}
JOINS = {"all": "and", "any": "or", "none": "nor", "at_least": "·", "at_most": "·"}
MakeCard = Callable[[AnyNode], Card]


class GroupCard(Card):
    """One group; the cards of its children come from `card_for`, so that they survive a move.

    With `fields` it is the small group about an event: no grip, rules only, `word` in front.
    """

    node: Group
    actions_offered = ACTIONS

    def __init__(
        self,
        yard: Yard,
        node: Group,
        card_for: MakeCard,
        *,
        fixed: bool = False,
        fields: Mapping[str, Field] | None = None,
        word: str = "",
    ) -> None:
        super().__init__(yard, node, fixed=fixed)
        self.fields = fields
        self._word = word
        self._card_for = card_for
        kinds = listed(Option(k, HEADINGS[k], about=ABOUT[k]) for k in HEADINGS)
        self.heading = PickInput("Group", kinds, tone="strong")
        self.number = NumberInput("How many of them", letters=4)
        self.words = Words()
        self.children_box = QVBoxLayout()
        self.cards: list[Card] = []
        self._put_together()
        self.show_node(node)

    @property
    def is_inner(self) -> bool:
        """Whether this is the small group about an event."""
        return self.fields is not None

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state of the group and of all below it."""
        assert isinstance(node, Group)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        self.heading.show_value(node.combinator)
        self.number.setVisible(node.combinator in COUNTED)
        self.number.show_value(node.n)
        self.words.setText("of these are true" if node.combinator != "none" else "of these is true")
        self._show_children()
        self._show_header()
        super().show_node(node)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the count; an empty group says that it is ignored."""
        super().show_verdict(verdict)
        if not self.node.children and not self._fixed and not self.node.muted:
            self.remark.say("Empty: left out until something stands in it.")

    def spoken(self) -> str:
        """The group in a few words."""
        node = self.node
        heading = f"{'not ' if node.negate else ''}{HEADINGS[node.combinator].lower()}"
        number = f" {node.n}" if node.combinator in COUNTED else ""
        return f"Group: {heading}{number} of {len(node.children)}"

    def focus_value(self) -> None:
        """Go to the first thing to do in a group."""
        self.add_rule.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The sheet of the group, the bar down its left, the words between its rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = tints.unit(self)
        if not self.is_inner:
            self._paint_sheet(painter, unit)
        self._paint_joins(painter, unit)
        painter.end()
        super().paintEvent(event)

    def ring(self) -> QRect:
        """The focus ring of a group lies round its heading only."""
        return self.line.geometry().adjusted(-2, -2, 2, 2)

    def _paint_sheet(self, painter: QPainter, unit: int) -> None:
        palette = self.palette()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(tints.surface(palette, 0.14), 1))
        painter.setBrush(tints.surface(palette, 0.025 if not self._fixed else 0.0))
        painter.drawRoundedRect(box, unit * 0.8, unit * 0.8)
        colour = tints.group_colour(palette, self.node.combinator)
        bar = QRectF(unit * 0.5, unit * 0.8, max(3.0, unit * 0.4), self.height() - unit * 1.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour if not self.node.muted else tints.surface(palette, 0.2))
        painter.drawRoundedRect(bar, bar.width() / 2, bar.width() / 2)

    def _paint_joins(self, painter: QPainter, unit: int) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(tints.quiet_ink(self.palette()))
        gutter = self.children_box.contentsMargins().left()
        for place, card in enumerate(self.cards):
            text = JOINS[self.node.combinator] if place else self._word
            middle = card.y() + unit // 4 + tints.control_height(self) / 2
            area = QRectF(0, middle - unit * 2, gutter - unit * 0.6, unit * 4)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )

    def _put_together(self) -> None:
        unit = tints.unit(self)
        for widget in (self.heading, self.number, self.words):
            self.flow.addWidget(widget)
        word = self._word or "and"
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        wide = QFontMetrics(bold).horizontalAdvance(word)
        gutter = wide + unit * (1 if self.is_inner else 3)
        self.children_box.setContentsMargins(gutter, 0, 0, 0)
        self.children_box.setSpacing(unit // 3 if not self.is_inner else 0)
        self.body.insertLayout(1, self.children_box)
        self.footer = self._footer(gutter)
        self.body.insertWidget(2, self.footer)
        side = 0 if self.is_inner else unit
        self.body.setContentsMargins(side, side // 2, side, side // 2)
        left = unit // 2 if self._fixed else 0
        self.line.setContentsMargins(0 if self.is_inner else left, 0, 0, 0)
        self.heading.edited.connect(self._set_combinator)
        self.number.edited.connect(self._set_number)
        self.number.left.connect(self.desk.draft.end_word)

    def _footer(self, gutter: int) -> QWidget:
        footer = QWidget()
        footer.setContentsMargins(gutter - tints.unit(self), 0, 0, 0)
        row = FlowLayout(footer, 2)

        def adder(text: str, about: str, act: Callable[[], None]) -> Chip:
            chip = quiet(text, about)
            chip.clicked.connect(act)
            row.addWidget(chip)
            return chip

        word = "+ where" if self.is_inner else "+ condition"
        self.add_rule = adder(word, "Add a condition", self._pick_rule)
        if self.is_inner:
            return footer
        self.add_event = adder("+ behavior", "Add a behavior", self._pick_event)
        self.add_records = adder("+ record", "Add a condition about records", self._pick_records)
        self.add_rank = adder("+ ranking", "Add the highest or lowest by a number", self._pick_rank)
        about_segment = "Add a condition about another segment"
        self.add_segment = adder("+ segment", about_segment, self._add_segment)
        self.add_group = adder("+ group", "Add a group", self._add_group)
        return footer

    def _show_children(self) -> None:
        wanted = [self._card_for(child) for child in self.node.children]
        for card in self.cards:
            if card not in wanted and card.parentWidget() is self:
                self.children_box.removeWidget(card)
                card.hide()
        for place, card in enumerate(wanted):
            if self.children_box.indexOf(card) != place:
                self.children_box.insertWidget(place, card)
            card.show()
        self.cards = wanted

    def _show_header(self) -> None:
        """The root cannot be moved or deleted; an inner group of one needs no heading."""
        small = self.is_inner and len(self.node.children) < 2  # noqa: PLR2004 - one needs no "all"
        for widget in (self.mute, self.menu, self.delete):
            if self._fixed and not self.is_inner:
                _keep_room(widget)  # the numbers stand in one column
            _show(widget, not small and not self._fixed)
        _show(self.parts, not small)
        _show(self.tally, not self.is_inner)

    def _show_lock(self, locked: bool) -> None:  # noqa: FBT001 - a state, not an option
        super()._show_lock(locked)
        for part in (self.footer, *self.cards):
            part.setEnabled(not locked)
        self._show_footer()

    def changeEvent(self, event: QEvent) -> None:
        """Nothing is offered to be added where nothing can be changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._show_footer()

    def _show_footer(self) -> None:
        self.footer.setVisible(self.isEnabled() and not self.node.locked)

    def _change(self, text: str, typing: str = "", **parts: Any) -> None:
        self.desk.replace(self.node.with_(**parts), text, typing=typing)

    def _set_combinator(self, name: str) -> None:
        n = (self.node.n or 2) if name in COUNTED else None
        self._change(f"Change to {HEADINGS[name]}", combinator=name, n=n)

    def _set_number(self, n: Any) -> None:
        self._change("Change of number", typing="n", n=n)

    def _pick_rule(self) -> None:
        fields = self.desk.fields if self.fields is None else self.fields
        choose(
            self.add_rule,
            "Condition",
            field_options(fields),
            lambda key: self.add(first_rule(fields[key], places.fresh_id())),
        )

    def _pick_event(self) -> None:
        choose(
            self.add_event,
            "Behavior",
            event_options(),
            lambda key: self.add(first_event(key, places.fresh_id())),
        )

    def _pick_records(self) -> None:
        choose(
            self.add_records,
            "Records",
            record_options(),
            lambda key: self.add(first_records(key, places.fresh_id())),
        )

    def _pick_rank(self) -> None:
        choose(
            self.add_rank,
            "By what",
            rank_options(self.desk.fields),
            lambda key: self.add(first_rank(key, places.fresh_id())),
        )

    def _add_segment(self) -> None:
        self.add(SegmentRef(id=places.fresh_id()))

    def _add_group(self) -> None:
        inner = "any" if self.node.combinator == "all" else "all"
        self.add(Group(id=places.fresh_id(), combinator=inner))

    def add(self, node: AnyNode) -> None:
        """Put a new node at the end and go to it."""
        what = "group" if isinstance(node, Group) else "condition"
        self._change(f"Add {what}", children=(*self.node.children, node))
        self.yard.act("focus", node.id or "")


def _keep_room(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    if not policy.retainSizeWhenHidden():
        policy.setRetainSizeWhenHidden(True)
        widget.setSizePolicy(policy)


def _show(widget: QWidget, wanted: bool) -> None:  # noqa: FBT001 - the only thing there is to say
    """Show or hide; the same as before is not said again, for each time all is laid out anew."""
    if widget.isHidden() == wanted:
        widget.setVisible(wanted)
