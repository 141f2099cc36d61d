"""Which segments ask for the labels of past days, and so move when such a day is kept."""

from collections.abc import Iterator

from desktop.services.segments.circles import references
from desktop.services.segments.context import Context
from desktop.services.segments.nodes import AnyNode, Rank, Records, Rule
from desktop.services.segments.tree import children

FIELDS = frozenset(("health_trend", "health_change"))
RECORDS = "labels"


def asking(context: Context) -> frozenset[str]:
    """The segments that do, or that are made of one that does, by their open ids."""
    trees = {one.open_id: one.tree for one in context.segments.values() if one.tree is not None}
    found = {name for name, tree in trees.items() if any(map(_asks, _below(tree)))}
    before = 0
    while len(found) > before:
        before = len(found)
        found |= {name for name, tree in trees.items() if found.intersection(references(tree))}
    return frozenset(found)


def _below(node: AnyNode) -> Iterator[AnyNode]:
    yield node
    for child in children(node):
        yield from _below(child)


def _asks(node: AnyNode) -> bool:
    match node:
        case Rule():
            return node.field in FIELDS
        case Rank():
            return node.rank in FIELDS
        case Records():
            return node.records == RECORDS
        case _:
            return False
