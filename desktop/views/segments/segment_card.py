"""The rows without a field: in or not in other segments, and everyone."""

from typing import Any

from desktop.services.segments.tree import AnyNode, Everyone, SegmentRef
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.small import Words, words_in
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option

OP_LABELS = {"in": "is in segment", "not_in": "is not in segment"}


class SegmentCard(Card):
    """Membership of other segments."""

    node: SegmentRef

    def __init__(self, yard: Yard, node: SegmentRef, *, fixed: bool = False) -> None:
        super().__init__(yard, node, fixed=fixed)
        ops = listed(Option(key, label) for key, label in OP_LABELS.items())
        self.op_chip = PickInput("In or not in", ops)
        self.segments_chip = PickInput("Segments", self._offer, many=True, tone="strong")
        self.flow.addWidget(self.op_chip)
        self.flow.addWidget(self.segments_chip)
        self.op_chip.edited.connect(lambda op: self._change(op=op))
        self.segments_chip.edited.connect(lambda keys: self._change(segments=keys or ()))
        self.desk.segments_changed.connect(self._on_segments)
        self.show_node(node)

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state."""
        assert isinstance(node, SegmentRef)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        self.op_chip.show_value(node.op)
        self.segments_chip.show_value(node.segments or None)
        super().show_node(node)

    def spoken(self) -> str:
        """The row in a few words."""
        return f"Condition: {words_in(self.flow)}"

    def focus_value(self) -> None:
        """Go to what is still to choose."""
        self.segments_chip.setFocus()

    def _change(self, **parts: Any) -> None:
        self.desk.replace(self.node.with_(**parts), "Change of segments")

    def _offer(self, deliver: Any) -> None:
        deliver(self.desk.segments)

    def _on_segments(self) -> None:
        self._offer(self.segments_chip.take_options)


class EveryoneCard(Card):
    """All customers on file, chosen on purpose."""

    node: Everyone

    def __init__(self, yard: Yard, node: Everyone, *, fixed: bool = False) -> None:
        super().__init__(yard, node, fixed=fixed)
        self.flow.addWidget(Words("everyone on file"))
        self.show_node(node)

    def spoken(self) -> str:
        """The row in a few words."""
        return "Condition: everyone on file"

    def focus_value(self) -> None:
        """There is nothing to fill in."""
        self.setFocus()
