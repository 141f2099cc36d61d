"""The answers of trees for all customers at once: each leaf once, then put together."""

import json
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

import numpy as np
from sqlalchemy import ColumnClause, false, select, true
from sqlalchemy.sql import visitors

from desktop.services.segments.comparisons import Condition
from desktop.services.segments.compile import complete, membership, with_pins
from desktop.services.segments.context import Context, SavedSegment
from desktop.services.segments.nodes import AnyNode, Group, Not, Rank, SegmentRef
from desktop.services.segments.pruning import prune
from desktop.services.segments.sources import FACTS
from desktop.services.segments.tree import to_json
from desktop.services.segments.vectors import values as v
from desktop.services.segments.vectors.columns import read_ids
from desktop.services.segments.vectors.expressions import evaluate
from desktop.services.segments.vectors.frames import Customers, Rows
from desktop.services.segments.vectors.keeping import Kept
from desktop.services.segments.vectors.questions import large_columns
from desktop.services.segments.vectors.ranks import ranked
from desktop.services.segments.vectors.values import UnsupportedError

_UNASKED = ("id", "note", "locked", "muted")  # what a condition carries and does not ask


class VectorAnswers:
    """Truth by customer, live or not, in the order of their numbers."""

    def __init__(self, context: Context, kept: Kept, *, reads: bool = True) -> None:
        self._context, self._kept = context, kept
        self.customers = Customers(context.db, kept, reads=reads)

    def of(self, node: AnyNode) -> Any:
        """For whom a tree is true; nobody where nothing in it can be asked."""
        pruned = prune(node, self._context).node
        return self._nobody() if pruned is None else self._put_together(pruned)

    def every(self, parts: Sequence[Any]) -> Any:
        """For whom all of some answers are true."""
        return reduce(np.logical_and, parts)

    def numbers(self, answers: Sequence[Any]) -> list[int]:
        """How many live customers each is true for."""
        live = self.customers.live
        return [int(np.count_nonzero(met & live)) for met in answers]

    def live_ids(self, met: Any) -> Any:
        """The numbers of the live customers among these."""
        return self.customers.ids[met & self.customers.live]

    def meets(self, condition: Condition) -> Any:
        """For whom a condition on customers holds; the database says what is not known here."""
        try:
            met = v.truth(evaluate(condition, self.customers))
        except UnsupportedError:
            self._kept.missed |= large_columns(condition)
            chosen = read_ids(self._context.db, select(FACTS.c.customer_id).where(condition))
            return self.customers.marked(self.customers.places(chosen))
        return np.broadcast_to(met, self.customers.size)

    def is_in(self, segment: SavedSegment) -> Any:
        """Who is in a saved segment."""
        return self._kept.made(
            ("segment", segment.id), lambda: self._is_in(segment), lambda met: int(met.nbytes)
        )

    def _is_in(self, segment: SavedSegment) -> Any:
        if segment.kind == "static" or segment.tree is None:
            return self.meets(membership(segment, self._context))
        not_out = self.meets(with_pins(true(), segment.id))
        pinned_in = self.meets(with_pins(false(), segment.id))
        return (self.of(segment.tree) & not_out) | pinned_in

    def read_together(self, conditions: Sequence[Condition]) -> None:
        """Read the columns of the facts that some conditions will ask for by one walk."""
        asked = (one for condition in conditions for one in visitors.iterate(condition))
        columns = (one for one in asked if isinstance(one, ColumnClause) and one.table is FACTS)
        names = {one.name for one in columns}
        self.customers.read(sorted(names))

    def read_ahead(self) -> None:
        """Read the columns that questions so far would have needed; each is kept at once."""
        everybody = Customers(self._context.db, self._kept, reads=True)
        while self._kept.missed:
            table, name = min(self._kept.missed, key=str)
            Rows(everybody, table, [name])
            self._kept.missed.remove((table, name))

    def _nobody(self) -> Any:
        return np.zeros(self.customers.size, np.bool_)

    def _put_together(self, node: AnyNode) -> Any:
        match node:
            case Group():
                below = [self._put_together(child) for child in node.children]
                made = _COMBINED[node.combinator](below, int(node.n or 0))
            case Not():
                made = ~self._put_together(node.child)
            case SegmentRef():
                named = (self.is_in(self._context.segments[one]) for one in node.segments)
                made = reduce(np.logical_or, named)
                made = ~made if node.op == "not_in" else made
            case _:
                made = self._leaf(node.with_(negate=False))
        return ~made if node.negate else made

    def _leaf(self, node: AnyNode) -> Any:
        return self._kept.made(
            json.dumps(_asked(to_json(node)), sort_keys=True, default=str),
            lambda: self._ask(node),
            lambda met: int(met.nbytes),
        )

    def _ask(self, node: AnyNode) -> Any:
        stored = self._context.fields[node.rank].stored if isinstance(node, Rank) else None
        if isinstance(node, Rank) and stored is not None:
            return ranked(node, stored, self.customers)
        return self.meets(complete(node, self._context))


def _asked(data: Any) -> Any:
    """A definition without what does not change the answer."""
    match data:
        case dict():
            return {key: _asked(part) for key, part in data.items() if key not in _UNASKED}
        case list():
            return [_asked(part) for part in data]
        case _:
            return data


_COMBINED: dict[str, Callable[[list[Any], int], Any]] = {
    "all": lambda below, _n: reduce(np.logical_and, below),
    "any": lambda below, _n: reduce(np.logical_or, below),
    "none": lambda below, _n: ~reduce(np.logical_or, below),
    "at_least": lambda below, n: np.sum(below, axis=0) >= n,
    "at_most": lambda below, n: np.sum(below, axis=0) <= n,
}
