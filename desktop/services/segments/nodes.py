"""The nodes of a segment's tree (`condition-catalog`).

Nodes are plain frozen values. Editing makes new trees (`replace_at` and friends in `edits.py`);
nothing here knows what a field means or whether an operator exists, only the shape.
"""

from dataclasses import dataclass, replace
from typing import Any, Self

from desktop.models.errors import UserError

COMBINATORS = ("all", "any", "none", "at_least", "at_most")
# What a condition about events can ask, and the attributes of `Event` that it needs for it.
FORM_PARTS: dict[str, tuple[str, ...]] = {
    "did": (),
    "did_not": (),
    "count": ("op", "value", "value2"),
    "sum": ("attr", "op", "value", "value2"),
    "avg": ("attr", "op", "value", "value2"),
    "min": ("attr", "op", "value", "value2"),
    "max": ("attr", "op", "value", "value2"),
    "distinct": ("attr", "op", "value", "value2"),
    "distinct_days": ("op", "value", "value2"),
    "first": (),
    "latest": ("has",),
    "sequence": ("then", "then_where", "within", "unit"),
    "not_followed": ("then", "then_where", "within", "unit", "count_open"),
    "stopped": ("quiet", "unit"),
    "resumed": ("recent", "gap", "unit"),
    "regular": ("periods", "length", "unit", "times", "min_periods"),
    "compare": ("a", "b", "change", "event_b"),
    "ratio": ("over", "over_where", "op", "value", "value2"),
}
FORMS = tuple(FORM_PARTS)
MATCHES = ("any", "all", "none", "at_least", "at_most", "exactly")
WINDOW_KINDS = ("all", "last", "next", "previous", "older_than", "between_ago", "dates", "period")


class DefinitionError(UserError):
    """A definition that is not a tree of the condition language."""


@dataclass(frozen=True, kw_only=True)
class Node:
    """What every node may carry. `id` names it for the screen; `negate` turns it round."""

    id: str | None = None
    muted: bool = False
    locked: bool = False
    note: str | None = None
    negate: bool = False

    def with_(self, **changes: Any) -> Self:
        """The same node with some attributes changed."""
        return replace(self, **changes)


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of days relative to the as-of date or fixed; see section 3 of the catalogue.

    `n` and `m` with `unit` for the rolling kinds (`m` only for between_ago), `start` and `end`
    (ISO days, either may be None) for dates, `name` for period.
    """

    kind: str = "all"
    n: Any = None
    m: Any = None
    unit: str | None = None
    start: str | None = None
    end: str | None = None
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule(Node):
    """One field compared: `{"field": "city", "op": "is", "value": "Bryan"}`.

    `value` is a JSON scalar or a tuple of them, None while half-typed. `blank="exclude"` leaves
    customers without a value out of a negative rule. `window` only for anniversaries.
    """

    field: str = ""
    op: str = ""
    value: Any = None
    value2: Any = None
    unit: str | None = None
    blank: str | None = None
    window: Window | None = None


@dataclass(frozen=True, kw_only=True)
class Side:
    """One side of a comparison: the events of a window, and what their number must meet, if any."""

    window: Window = Window()
    op: str | None = None
    value: Any = None
    value2: Any = None


@dataclass(frozen=True, kw_only=True)
class Change:
    """How the second side must differ from the first: lt, gt, or at most a share (`ratio_le`)."""

    op: str = "lt"
    value: Any = None


@dataclass(frozen=True, kw_only=True)
class Event(Node):
    """Something that happened, or did not, in a window; `FORM_PARTS` says which parts a form uses.

    Numbers are None while half-typed. `within`, `quiet`, `recent`, `gap` and `length` count in
    `unit`; `times` and `min_periods` are numbers of events and of periods.
    """

    event: tuple[str, ...] = ()
    form: str = "did"
    window: Window = Window()
    where: "AnyNode | None" = None
    op: str | None = None
    value: Any = None
    value2: Any = None
    has: "AnyNode | None" = None
    attr: str | None = None
    then: tuple[str, ...] = ()
    then_where: "AnyNode | None" = None
    within: Any = None
    unit: str | None = None
    count_open: bool = False
    quiet: Any = None
    recent: Any = None
    gap: Any = None
    periods: Any = None
    length: Any = None
    times: Any = None
    min_periods: Any = None
    a: Side | None = None
    b: Side | None = None
    change: Change | None = None
    event_b: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    over_where: "AnyNode | None" = None


@dataclass(frozen=True, kw_only=True)
class Rank(Node):
    """The `n` highest (top) or lowest (bottom) by a field, or so many percent of them."""

    rank: str = ""
    end: str = "top"
    n: Any = None
    percent: bool = False


@dataclass(frozen=True, kw_only=True)
class Records(Node):
    """Records of a customer, such as due items; `where` is about one and the same record.

    any, all, none of them, or at_least / at_most / exactly `n`. Of no records all is not true.
    """

    records: str = ""
    match: str = "any"
    n: Any = None
    where: "AnyNode | None" = None


@dataclass(frozen=True, kw_only=True)
class Group(Node):
    """Several conditions: all, any, none, or at_least / at_most `n` of them."""

    combinator: str = "all"
    children: "tuple[AnyNode, ...]" = ()
    n: Any = None


@dataclass(frozen=True, kw_only=True)
class Not(Node):
    """The exact complement of one condition."""

    child: "AnyNode"


@dataclass(frozen=True, kw_only=True)
class SegmentRef(Node):
    """In any of the named segments, or (`not_in`) in none. Names are the segments' open ids."""

    segments: tuple[str, ...] = ()
    op: str = "in"


@dataclass(frozen=True, kw_only=True)
class Everyone(Node):
    """Every live customer; must be chosen on purpose."""


AnyNode = Rule | Event | Rank | Records | Group | Not | SegmentRef | Everyone

# The parts of an event condition that are trees of their own, about one and the same event.
INSIDE = ("where", "has", "then_where", "over_where")


def children(node: AnyNode) -> tuple[AnyNode, ...]:
    """The nodes directly below, without what stands inside a `where` or `has`."""
    match node:
        case Group(children=below):
            return below
        case Not(child=child):
            return (child,)
        case _:
            return ()
