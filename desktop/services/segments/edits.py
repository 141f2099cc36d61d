"""Pure edits of a tree, for the builder: each takes a tree and gives back a new one.

A path names a node by the steps down from the root: a number for a child of a group (0 for the
child of a not), "where", "has" and so on for what stands inside an event. () is the root.
"""

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from desktop.models.errors import UserError
from desktop.services.segments.nodes import (
    FORM_PARTS,
    INSIDE,
    AnyNode,
    Event,
    Group,
    Node,
    Not,
    Records,
    children,
)

Path = tuple[int | str, ...]


class EditError(UserError):
    """An edit that the tree does not allow."""


def node_at(tree: AnyNode, path: Path) -> AnyNode:
    """The node at a path."""
    for step in path:
        tree = _child(tree, step)
    return tree


def replace_at(tree: AnyNode, path: Path, node: AnyNode) -> AnyNode:
    """The tree with another node at a path."""
    if not path:
        return node
    step, rest = path[0], path[1:]
    return _with_child(tree, step, replace_at(_child(tree, step), rest, node))


def remove_at(tree: AnyNode, path: Path) -> AnyNode:
    """The tree without the node at a path; an emptied group stays. The root becomes an empty group.

    Taking away the child of a not takes the not along.
    """
    if not path:
        return Group()
    _refuse_locked_way(tree, path)
    parent_path, step = path[:-1], path[-1]
    parent = node_at(tree, parent_path)
    match parent:
        case Group():
            kept = tuple(child for n, child in enumerate(parent.children) if n != step)
            return replace_at(tree, parent_path, parent.with_(children=kept))
        case Event() | Records():
            return replace_at(tree, parent_path, parent.with_(**{str(step): None}))
        case _:
            return remove_at(tree, parent_path)


def insert_at(tree: AnyNode, path: Path, node: AnyNode) -> AnyNode:
    """The tree with a node put in before the place that the path names.

    The last step of the path is the place among the children of a group.
    """
    parent = node_at(tree, path[:-1])
    place = path[-1] if path else None
    if not isinstance(parent, Group) or not isinstance(place, int):
        raise EditError("A condition can only be put into a group.")
    _refuse_locked_way(tree, path[:-1])
    below = parent.children
    return replace_at(
        tree, path[:-1], parent.with_(children=(*below[:place], node, *below[place:]))
    )


def move(tree: AnyNode, source: Path, target: Path) -> AnyNode:
    """Take the node at `source` out and put it in before `target`, both paths as they are now."""
    if not source or target[: len(source)] == source:
        raise EditError("A group cannot be moved into itself.")
    node = node_at(tree, source)
    without = remove_at(tree, source)
    return insert_at(without, _after_removal(source, target), node)


def _after_removal(source: Path, target: Path) -> Path:
    """Where a path leads once the node at `source` is gone."""
    depth = len(source) - 1
    same_parent = source[:depth] == target[:depth] and len(target) > depth
    step, gone = (target[depth], source[depth]) if same_parent else (None, None)
    if isinstance(step, int) and isinstance(gone, int) and step > gone:
        return (*target[:depth], step - 1, *target[depth + 1 :])
    return target


def wrap_in_group(tree: AnyNode, path: Path, combinator: str = "all") -> AnyNode:
    """The tree with the node at a path put into a group of its own."""
    node = node_at(tree, path)
    _refuse_locked(node)
    return replace_at(tree, path, Group(combinator=combinator, children=(node,)))


def group_with(tree: AnyNode, source: Path, target: Path) -> AnyNode:
    """Drop a node on a condition: both become a group, Any inside All and All elsewhere."""
    if not source or target[: len(source)] == source:
        raise EditError("A group cannot be moved into itself.")
    moved, onto = node_at(tree, source), node_at(tree, target)
    _refuse_locked_way(tree, target)
    parent = node_at(tree, target[:-1]) if target else None
    inside_all = isinstance(parent, Group) and parent.combinator == "all"
    pair = Group(combinator="any" if inside_all else "all", children=(onto, moved))
    return remove_at(replace_at(tree, target, pair), source)


def ungroup(tree: AnyNode, path: Path) -> AnyNode:
    """The tree with the children of a group standing in its place."""
    group = node_at(tree, path)
    parent = node_at(tree, path[:-1]) if path else None
    if not isinstance(group, Group) or not isinstance(parent, Group):
        raise EditError("Only a group inside another group can be taken apart.")
    _refuse_locked(group)
    place = int(path[-1])
    below = (*parent.children[:place], *group.children, *parent.children[place + 1 :])
    return replace_at(tree, path[:-1], parent.with_(children=below))


def duplicate(tree: AnyNode, path: Path, new_id: Callable[[], str | None]) -> AnyNode:
    """The tree with a copy right after the node; every id in the copy is a new one."""
    if not path:
        raise EditError("The whole segment cannot be duplicated inside itself.")
    copy = with_new_ids(node_at(tree, path), new_id)
    return insert_at(tree, (*path[:-1], int(path[-1]) + 1), copy)


def with_new_ids(node: AnyNode, new_id: Callable[[], str | None]) -> AnyNode:
    """The node and all below it under new ids."""
    renamed: AnyNode = node.with_(id=new_id())
    for step in steps(node):
        renamed = _with_child(renamed, step, with_new_ids(_child(renamed, step), new_id))
    return renamed


def set_at(tree: AnyNode, path: Path, **changes: Any) -> AnyNode:
    """The tree with some attributes of one node changed (negate, muted, note, value, ...)."""
    node = node_at(tree, path)
    if changes.keys() - {"locked"}:
        _refuse_locked_way(tree, path)
    return replace_at(tree, path, node.with_(**changes))


def with_form(event: Event, form: str) -> Event:
    """The event condition asking something else; parts that the new form has no use for go."""
    kept = ("event", "window", "where", *FORM_PARTS[form])
    parts = {name: getattr(event, name) for name in kept}
    return Event(form=form, **parts, **carried(event))


def path_of(tree: AnyNode, node_id: str) -> Path | None:
    """Where the node of that id stands now."""
    if tree.id == node_id:
        return ()
    for step in steps(tree):
        below = path_of(_child(tree, step), node_id)
        if below is not None:
            return (step, *below)
    return None


def steps(node: AnyNode) -> tuple[int | str, ...]:
    """The steps that lead down from a node."""
    if isinstance(node, Event | Records):
        return tuple(name for name in INSIDE if getattr(node, name, None) is not None)
    return tuple(range(len(children(node))))


def depth(node: AnyNode) -> int:
    """How many levels of groups a tree has."""
    below = max((depth(_child(node, step)) for step in steps(node)), default=0)
    return below + (1 if isinstance(node, Group) else 0)


def carried(node: AnyNode) -> dict[str, Any]:
    """What any node may carry, to be taken over when its kind changes."""
    return {field.name: getattr(node, field.name) for field in fields(Node)}


def _child(node: AnyNode, step: int | str) -> AnyNode:
    if isinstance(node, Event | Records) and step in INSIDE:
        inside: AnyNode | None = getattr(node, str(step), None)
        if inside is not None:
            return inside
    elif isinstance(step, int) and 0 <= step < len(children(node)):
        return children(node)[step]
    raise EditError("There is no condition at that place any more.")


def _with_child(node: AnyNode, step: int | str, child: AnyNode) -> AnyNode:
    match node:
        case Group():
            below = tuple(child if n == step else old for n, old in enumerate(node.children))
            return node.with_(children=below)
        case Not():
            return node.with_(child=child)
        case _:
            return node.with_(**{str(step): child})


def _refuse_locked(node: AnyNode) -> None:
    if node.locked:
        raise EditError("This condition is locked; unlock it first.")


def _refuse_locked_way(tree: AnyNode, path: Path) -> None:
    """Neither the node nor a group it stands in may be locked."""
    for length in range(len(path) + 1):
        _refuse_locked(node_at(tree, path[:length]))
