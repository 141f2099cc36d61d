"""The cards on the canvas by the ids of their nodes: each is made once and moves with its node."""

from collections.abc import Callable
from typing import Any

from shiboken6 import isValid

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
from desktop.views.segments import places
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.event_card import EventCard
from desktop.views.segments.group_card import GroupCard
from desktop.views.segments.rank_card import RankCard
from desktop.views.segments.records_card import RecordsCard
from desktop.views.segments.rule_card import RuleCard
from desktop.views.segments.segment_card import EveryoneCard, SegmentCard

# Cards without anything inside; `prepared` leaves no Not.
_PLAIN: dict[type, Callable[[Yard, Any], Card]] = {
    Rank: RankCard,
    Rule: RuleCard,
    SegmentRef: SegmentCard,
    Everyone: EveryoneCard,
}


class Cards(dict[str, Card]):
    """All cards there are, and how one is made for each kind of node."""

    def __init__(self, yard: Yard) -> None:
        super().__init__()
        self._yard = yard

    def begin(self, tree: Group) -> GroupCard:
        """Forget all cards and make that of another root."""
        self.clear()
        root = GroupCard(self._yard, tree, self._card_for, fixed=True)
        self[tree.id or ""] = root
        return root

    def drop_gone(self, tree: Group) -> None:
        """Take away the cards whose nodes are in the tree no more."""
        here = {node.id for node in places.walk(tree)}
        for node_id in [key for key in self if key not in here]:
            card = self.pop(node_id)
            if isValid(card):
                card.hide()
                card.deleteLater()

    def _card_for(self, node: AnyNode) -> Card:
        """The card of a node: the one there is, showing its newest state, or a new one."""
        return self._known(node) or self._keep(node, self._make(node))

    def _known(self, node: AnyNode) -> Card | None:
        card = self.get(node.id or "")
        if card is None or not isValid(card):
            return None
        if card.node is not node:
            card.show_node(node)
        return card

    def _keep(self, node: AnyNode, card: Card) -> Card:
        self[node.id or ""] = card
        return card

    def _make(self, node: AnyNode) -> Card:
        match node:
            case Group():
                return GroupCard(self._yard, node, self._card_for)
            case Event():
                return EventCard(self._yard, node, self._inner_group)
            case Records():
                return RecordsCard(self._yard, node, self._inner_group)
            case _:
                return _PLAIN[type(node)](self._yard, node)

    def _inner_group(self, group: Group, fields: Any, word: str) -> GroupCard:
        """The conditions about an event; their rules cannot be carried out of it."""

        def inner_card(node: AnyNode) -> Card:
            known = self._known(node)
            if known is not None:
                return known
            if isinstance(node, Group):
                return self._keep(node, self._inner_group(node, fields, ""))
            assert isinstance(node, Rule)  # noqa: S101 - only rules are about an event
            return self._keep(node, RuleCard(self._yard, node, fields, fixed=True))

        return GroupCard(self._yard, group, inner_card, fixed=True, fields=fields, word=word)
