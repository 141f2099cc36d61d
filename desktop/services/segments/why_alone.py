"""Which conditions alone keep a customer out: without one of them she would be in."""

from collections.abc import Callable, Mapping

from desktop.services.segments.nodes import AnyNode, Group, children
from desktop.services.segments.pruning import Path

# By how many hold, of how many, and the number of the group.
_TOGETHER: dict[str, Callable[[int, int, int], bool]] = {
    "all": lambda held, of, _n: held == of,
    "any": lambda held, _of, _n: held > 0,
    "none": lambda held, _of, _n: held == 0,
    "at_least": lambda held, _of, n: held >= n,
    "at_most": lambda held, _of, n: held <= n,
}


def alone(tree: AnyNode, held: Mapping[Path, bool]) -> frozenset[Path]:
    """The conditions of a tree that does not hold, without any one of which it would.

    `held` has the answer of each condition that is calculated, as the members are selected by it.
    """
    if held.get((), True):
        return frozenset()
    return frozenset(path for path in held if path and _without(tree, (), held, path))


def _without(node: AnyNode, path: Path, held: Mapping[Path, bool], gone: Path) -> bool | None:
    """Whether a node holds when one below it is taken out; None for what is left out itself."""
    if path == gone or path not in held:
        return None
    if gone[: len(path)] != path:
        return held[path]
    below = [_without(child, (*path, n), held, gone) for n, child in enumerate(children(node))]
    asked = [one for one in below if one is not None]
    if not asked:
        return None
    if not isinstance(node, Group):  # a not, turned round once more where it says so itself
        return asked[0] == node.negate
    met = _TOGETHER[node.combinator](sum(asked), len(asked), int(node.n or 0))
    return met != node.negate
