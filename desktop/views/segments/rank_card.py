"""The row of a ranking: the highest or lowest so many, or so many percent, by a number."""

from collections.abc import Mapping
from typing import Any

from desktop.services.segments.fields import Field
from desktop.services.segments.nodes import AnyNode, Rank
from desktop.services.segments.ranking import can_rank
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.inputs import NumberInput
from desktop.views.segments.rule_card import field_options
from desktop.views.segments.small import Words, words_in
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option

ENDS = {"top": "the highest", "bottom": "the lowest"}
PARTS = {False: "customers", True: "percent"}


def rank_options(fields: Mapping[str, Field]) -> tuple[Option, ...]:
    """The fields by which customers can be put in order."""
    return field_options({key: field for key, field in fields.items() if can_rank(field)})


def first_rank(key: str, node_id: str) -> Rank:
    """A new ranking: the highest 20 percent."""
    return Rank(id=node_id, rank=key, n=20, percent=True)


class RankCard(Card):
    """One ranking."""

    node: Rank

    def __init__(self, yard: Yard, node: Rank, *, fixed: bool = False) -> None:
        super().__init__(yard, node, fixed=fixed)
        ends = listed(Option(key, label) for key, label in ENDS.items())
        self.end_chip = PickInput("Which end", ends)
        self.number = NumberInput("How many", letters=5)
        counted = listed(Option(key, label) for key, label in PARTS.items())
        self.part_chip = PickInput("Customers or percent", counted)
        self.field_chip = PickInput("By what", self._offer, tone="strong", hint="choose a field")
        for widget in (self.end_chip, self.number, self.part_chip, Words("by"), self.field_chip):
            self.flow.addWidget(widget)
        self.end_chip.edited.connect(lambda end: self._change(end=end))
        self.number.edited.connect(lambda n: self._change("n", n=n))
        self.number.left.connect(self.desk.draft.end_word)
        self.part_chip.edited.connect(lambda percent: self._change(percent=percent))
        self.field_chip.edited.connect(lambda key: self._change(rank=key))
        self.show_node(node)

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state."""
        assert isinstance(node, Rank)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        self.end_chip.show_value(node.end)
        self.number.show_value(node.n)
        self.part_chip.show_value(node.percent)
        self.field_chip.show_value(node.rank or None)
        super().show_node(node)

    def spoken(self) -> str:
        """The row in a few words."""
        return f"Ranking: {words_in(self.flow)}"

    def focus_value(self) -> None:
        """Go to the number."""
        self.number.setFocus()

    def _change(self, typing: str = "", **parts: Any) -> None:
        changed = self.node.with_(**parts)
        self.desk.replace(changed, f"Change of “{self.field_chip.text()}”", typing=typing)

    def _offer(self, deliver: Any) -> None:
        deliver(rank_options(self.desk.fields))
