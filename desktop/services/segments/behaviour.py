"""What customers did: each form of an event condition as a condition on customers."""

from collections.abc import Callable, Mapping

from desktop.services.segments import followed, measures, rhythms
from desktop.services.segments.comparisons import Bounds, Condition
from desktop.services.segments.context import Context
from desktop.services.segments.happened import Asked, Inside, asked, some, times
from desktop.services.segments.last_event import latest
from desktop.services.segments.logic import is_not
from desktop.services.segments.nodes import Event
from desktop.services.segments.typed import Problem, count_bounds

Form = Callable[[Event, Asked], Condition]


def behaviour(node: Event, context: Context, inside: Inside) -> Condition:
    """The condition on customers that an event condition makes."""
    return FORMS[node.form](node, asked(node, context, inside))


def _count(node: Event, what: Asked) -> Condition:
    bounds = count_bounds(node.op, node.value, node.value2)
    if isinstance(bounds, Problem):
        raise TypeError(bounds.message)
    counted = times(what, bounds)
    return is_not(counted) if node.op == "ne" else counted


FORMS: Mapping[str, Form] = {
    "did": lambda _node, what: some(what),
    "did_not": lambda _node, what: times(what, Bounds(0, 0)),
    "count": _count,
    **dict.fromkeys(("sum", "avg", "min", "max", "distinct", "distinct_days"), measures.measured),
    "first": rhythms.first,
    "latest": latest,
    "sequence": followed.sequence,
    "not_followed": followed.not_followed,
    "stopped": rhythms.stopped,
    "resumed": rhythms.resumed,
    "regular": rhythms.regular,
    "compare": rhythms.compare,
    "ratio": rhythms.ratio,
}
