"""Many conditions about the same customers at once: each leaf is answered once, then put together.

A tree of ten conditions asks for the number of each, of each group, and of the whole. As one sum
each, every condition would be worked out again in every group above it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, case, column, func, select

from desktop.services.segments.comparisons import Condition
from desktop.services.segments.compile import complete
from desktop.services.segments.context import Context
from desktop.services.segments.logic import combine, is_not
from desktop.services.segments.nodes import AnyNode, Group, Not
from desktop.services.segments.pruning import prune
from desktop.services.segments.sources import FACTS


class Answers:
    """Collects the leaves of trees; what it gives back only means something to `numbers`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._leaves: dict[AnyNode, Condition] = {}
        self._names: dict[AnyNode, Condition] = {}

    def of(self, node: AnyNode) -> Condition:
        """What a tree answers, from the answers of its leaves; it has a part that can be asked."""
        pruned = prune(node, self._context).node
        if pruned is None:
            raise ValueError("nothing in this tree can be asked")
        return self._put_together(pruned)

    def every(self, parts: Sequence[Condition]) -> Condition:
        """For whom all of some answers are true."""
        return and_(*parts)

    def numbers(self, answers: Sequence[Condition]) -> list[int]:
        """How many live customers each is true for."""
        named = (one.label(f"a{n}") for n, one in enumerate(self._leaves.values()))
        asked = select(*named).select_from(FACTS).where(FACTS.c.live)
        once = asked.cte("answers").prefix_with("MATERIALIZED")
        sums = select(*(_number(one) for one in answers)).select_from(once)
        return list(self._context.db.execute(sums).one())

    def _put_together(self, node: AnyNode) -> Condition:
        match node:
            case Group():
                below = [self._put_together(child) for child in node.children]
                made = combine(node.combinator, below, int(node.n or 0))
            case Not():
                made = is_not(self._put_together(node.child))
            case _:
                return self._leaf(node)
        return is_not(made) if node.negate else made

    def _leaf(self, node: AnyNode) -> Condition:
        if node not in self._names:
            self._names[node] = column(f"a{len(self._names)}", Boolean)
            self._leaves[node] = complete(node, self._context)
        return self._names[node]


def _number(condition: Condition) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
