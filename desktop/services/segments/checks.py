"""The checks before saving (`condition-catalog` section 5): errors stop, warnings do not."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from desktop.services.segments.circles import circle_with
from desktop.services.segments.context import Context
from desktop.services.segments.edits import Path, depth, steps
from desktop.services.segments.operators import OPERATORS
from desktop.services.segments.pruning import Place, node_problem, part_fields, prune
from desktop.services.segments.spans import shift, window_span
from desktop.services.segments.tree import AnyNode, Event, Group, Not, Records, Rule
from desktop.services.segments.typed import window_problem
from desktop.services.segments.values import Reading, read_rule

MOST_LEVELS = 6
MOST_CONDITIONS = 100


class Finding(NamedTuple):
    """One remark about one node."""

    path: Path
    code: str
    message: str


class Checked(NamedTuple):
    """What was found; only a tree without errors may be saved."""

    errors: tuple[Finding, ...]
    warnings: tuple[Finding, ...]


def check(
    node: AnyNode, context: Context, *, saving: str | None = None, name: str = "this segment"
) -> Checked:
    """Check a tree; `saving` is the open id of the segment it is to be the definition of."""
    places = list(_places(node, Place(context, context.fields)))
    errors = list(_problems(places))
    errors += _whole_tree(node, context)
    circle = circle_with(saving, name, node, context.segments) if saving else None
    if circle and not any(found.code == "circle" for found in errors):
        errors.append(Finding((), "circle", f"These segments would use each other: {circle}."))
    warnings = [found for one, place in places for warn in _WARNINGS for found in warn(one, place)]
    return Checked(tuple(errors), tuple(warnings))


def _places(node: AnyNode, place: Place) -> Iterator[tuple[AnyNode, Place]]:
    """Every node with its place, also inside events, muted ones too."""
    yield node, place
    for step in steps(node):
        inside = place
        if isinstance(node, Event | Records):
            inside = place._replace(fields=part_fields(node, str(step)), in_event=True)
        below = getattr(node, step) if isinstance(step, str) else _below(node)[step]
        yield from _places(below, inside.below(step))


def _below(node: AnyNode) -> tuple[AnyNode, ...]:
    return (
        node.children if isinstance(node, Group) else (node.child,) if isinstance(node, Not) else ()
    )


def _problems(places: list[tuple[AnyNode, Place]]) -> Iterator[Finding]:
    for node, place in places:
        problem = node_problem(node, place)
        if problem:
            yield Finding(place.path, problem.code, problem.message)
        elif isinstance(node, Event) and node.form == "latest" and node.has is None:
            yield Finding(place.path, "missing_value", "Say what the latest one must be like.")


def _whole_tree(node: AnyNode, context: Context) -> Iterator[Finding]:
    if depth(node) > MOST_LEVELS:
        yield Finding((), "too_deep", f"Groups can be nested {MOST_LEVELS} levels deep at most.")
    if _conditions(node) > MOST_CONDITIONS:
        yield Finding((), "too_many", f"A segment has {MOST_CONDITIONS} conditions at most.")
    pruned = prune(node, context)
    if pruned.node is None and not pruned.left_out:
        yield Finding((), "nothing_active", "No condition is active; the segment would be empty.")


def _conditions(node: AnyNode) -> int:
    below = sum(_conditions(child) for child in _below(node))
    return below if isinstance(node, Group | Not) else 1


def _active(node: AnyNode) -> list[AnyNode]:
    return [child for child in _below(node) if not child.muted]


def _too_few(node: AnyNode, place: Place) -> Iterator[Finding]:
    if isinstance(node, Group) and node.combinator == "at_least" and isinstance(node.n, int):
        active = len(_active(node))
        if node.n > active:
            yield Finding(
                place.path, "too_few", f"At least {node.n} of {active} can never be true."
            )


def _always_true(node: AnyNode, place: Place) -> Iterator[Finding]:
    if _any_number(node):
        yield Finding(place.path, "always_true", "“At least 0” is true for every customer.")
    if isinstance(node, Group) and node.combinator == "any":
        active = [_bare(child) for child in _active(node)]
        if any(Not(child=child) in active for child in active):
            yield Finding(
                place.path, "always_true", "A condition or its opposite is true for everyone."
            )


def _any_number(node: AnyNode) -> bool:
    match node:
        case Event(form="count", op="ge", value=0) | Group(combinator="at_least", n=0):
            return True
        case _:
            return False


def _bare(node: AnyNode) -> AnyNode:
    """The node without what does not change its meaning; a negated one as a not."""
    below: AnyNode = node.with_(id=None, note=None, locked=False, negate=False)
    if isinstance(below, Group):
        below = below.with_(children=tuple(_bare(child) for child in below.children))
    if isinstance(below, Not):
        below = Not(child=_bare(below.child))
    operator = OPERATORS.get(below.op) if isinstance(below, Rule) else None
    if operator and operator.complement_of and isinstance(below, Rule) and below.blank != "exclude":
        below = Not(child=below.with_(op=operator.complement_of, blank=None))
    if not node.negate:
        return below
    return below.child if isinstance(below, Not) else Not(child=below)


def _never_true(node: AnyNode, place: Place) -> Iterator[Finding]:
    if not isinstance(node, Group) or node.combinator != "all":
        return
    wanted: dict[str, set[object]] = {}
    for child in _active(node):
        if isinstance(child, Rule) and child.op == "is" and not child.negate:
            reading = read_rule(child, place.fields, place.context)
            if not isinstance(reading, Reading) or reading.field.type != "choice":
                continue
            # A visit has several kinds at once, so two of them are no contradiction.
            if not (place.in_event and child.field == "kind"):
                wanted.setdefault(child.field, set()).add(reading.test)
    for key, values in wanted.items():
        if len(values) > 1:
            label = place.fields[key].label
            yield Finding(place.path, "never_true", f"“{label}” cannot have two values at once.")


def _duplicates(node: AnyNode, place: Place) -> Iterator[Finding]:
    seen: list[AnyNode] = []
    for number, child in enumerate(_below(node)):
        bare = _bare(child)
        if not child.muted and bare in seen:
            path = (*place.path, number)
            yield Finding(path, "duplicate", "The same condition stands here twice.")
        seen.append(bare)


def _ahead(node: AnyNode, place: Place) -> Iterator[Finding]:
    if not isinstance(node, Event) or window_problem(node.window):
        return
    span = window_span(node.window, place.context.as_of, place.context.week_start)
    ends_ahead = span.end is not None and span.end > place.context.as_of
    if node.window.kind == "next" or (span.start and span.start > place.context.as_of):
        yield Finding(place.path, "future_event", "What has happened cannot lie in the future.")
    elif ends_ahead and node.window.kind == "dates":
        yield Finding(place.path, "future_event", "Only days up to today can be counted.")


def _too_late(node: AnyNode, place: Place) -> Iterator[Finding]:
    """A deadline longer than a window that ends today can hardly have passed inside it."""
    if not isinstance(node, Event) or node.form not in ("sequence", "not_followed"):
        return
    if node_problem(node, place):
        return
    span = window_span(node.window, place.context.as_of, place.context.week_start)
    if span.start and shift(span.start, int(node.within), str(node.unit)) > (
        span.end or place.context.as_of
    ):
        yield Finding(place.path, "long_deadline", "The deadline is longer than the window.")


_WARNINGS: tuple[Callable[[AnyNode, Place], Iterator[Finding]], ...] = (
    _too_few,
    _always_true,
    _never_true,
    _duplicates,
    _ahead,
    _too_late,
)
