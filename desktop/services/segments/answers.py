"""Many conditions about the same customers at once: each leaf is answered once, then put together.

A tree of ten conditions asks for the number of each, of each group, and of the whole. As one sum
each, every condition would be worked out again in every group above it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, case, column, func, select

from desktop.services.segments.comparisons import Condition
from desktop.services.segments.compile import complete
from desktop.services.segments.context import Context
from desktop.services.segments.logic import combine, is_not
from desktop.services.segments.nodes import AnyNode, Group, Not
from desktop.services.segments.pruning import prune
from desktop.services.segments.sources import FACTS


class Answers:
    """Collects the leaves of trees; what it gives back only means something inside `sums`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._leaves: dict[AnyNode, Condition] = {}
        self._found: list[Condition] = []

    def of(self, node: AnyNode) -> Condition:
        """What a tree answers, from the answers of its leaves; it has a part that can be asked."""
        pruned = prune(node, self._context).node
        if pruned is None:
            raise ValueError("nothing in this tree can be asked")
        return self._put_together(pruned)

    def kept(self, condition: Condition) -> Condition:
        """What a condition on customers answers."""
        self._found.append(condition)
        return column(f"a{len(self._found) - 1}", Boolean)

    def sums(self, columns: Sequence[Condition]) -> Select[Any]:
        """The statement that counts the live customers for whom each is true."""
        named = (one.label(f"a{n}") for n, one in enumerate(self._found))
        answers = select(*named).select_from(FACTS).where(FACTS.c.live)
        once = answers.cte("answers").prefix_with("MATERIALIZED")
        return select(*(_number(one) for one in columns)).select_from(once)

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
        if node not in self._leaves:
            self._leaves[node] = self.kept(complete(node, self._context))
        return self._leaves[node]


def _number(condition: Condition) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
