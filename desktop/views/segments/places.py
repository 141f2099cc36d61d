"""Finding and changing nodes of a tree by their id; every change gives a new tree.

The screen names nodes by id, because a place in a list changes while the node stays the same.
Parts of a tree that a change does not touch are the same objects afterwards, which is how the
cards know what they need not draw again.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from desktop.services.segments import edits
from desktop.services.segments.edits import Path
from desktop.services.segments.nodes import INSIDE, AnyNode, Event, Group, Not, Records


def fresh_id() -> str:
    """An id no other node has."""
    return uuid4().hex[:12]


def prepared(tree: AnyNode | None) -> Group:
    """The tree as the builder shows it: a group at the root, no Not nodes, ids everywhere."""
    node = _shown(tree) if tree is not None else Group()
    root = node if isinstance(node, Group) else Group(children=(node,))
    return _as_root(_with_ids(root, set()))


def paths(node: AnyNode, path: Path = ()) -> Iterator[tuple[Path, AnyNode]]:
    """Every node with its path as the services name it, from the top down."""
    yield path, node
    for step in edits.steps(node):
        yield from paths(edits.node_at(node, (step,)), (*path, step))


def walk(node: AnyNode) -> Iterator[AnyNode]:
    """The node and all below it, also inside the conditions about an event."""
    return (below for _, below in paths(node))


def find(tree: AnyNode, wanted: str) -> AnyNode | None:
    """The node with an id."""
    path = edits.path_of(tree, wanted)
    return None if path is None else edits.node_at(tree, path)


def group_above(tree: AnyNode, wanted: str) -> tuple[Group, int] | None:
    """The group in which a node stands, and its place there."""
    path = edits.path_of(tree, wanted)
    if not path or not isinstance(path[-1], int):
        return None
    above = edits.node_at(tree, path[:-1])
    return (above, path[-1]) if isinstance(above, Group) else None


def replace(tree: Group, wanted: str, node: AnyNode) -> Group:
    """The tree with one node changed; the same tree when it is no longer there."""
    path = edits.path_of(tree, wanted)
    return tree if path is None else _as_root(edits.replace_at(tree, path, node))


def set_part(tree: Group, wanted: str, attribute: str, value: Any) -> Group:
    """The tree with one attribute of a node changed; a locked one can only be unlocked."""
    path = edits.path_of(tree, wanted)
    return tree if path is None else _as_root(edits.set_at(tree, path, **{attribute: value}))


def remove(tree: Group, wanted: str) -> Group:
    """The tree without one node; the root stays, and a `where` goes with its last condition."""
    path = edits.path_of(tree, wanted)
    if not path:
        return tree
    above = edits.node_at(tree, path[:-1])
    inner = len(path) > 1 and isinstance(path[-2], str)
    if inner and isinstance(above, Group) and len(above.children) == 1:
        path = path[:-1]
    return _as_root(edits.remove_at(tree, path))


def move(tree: Group, wanted: str, group: str, place: int) -> Group:
    """The tree with a node standing before what stood at `place` of `group`.

    A move that is not possible (the root, a group into itself) gives the same tree.
    """
    source, into = edits.path_of(tree, wanted), edits.path_of(tree, group)
    if not source or into is None or into[: len(source)] == source:
        return tree
    if into == source[:-1] and place in (source[-1], int(source[-1]) + 1):
        return tree
    return _as_root(edits.move(tree, source, (*into, place)))


def drop_on(tree: Group, wanted: str, onto: str) -> Group:
    """The tree with a node and the one it was dropped on in a group of their own."""
    source, target = edits.path_of(tree, wanted), edits.path_of(tree, onto)
    if not source or not target or target[: len(source)] == source:
        return tree
    changed = _as_root(edits.group_with(tree, source, target))
    return _as_root(_with_ids(changed, set()))


def put_after(tree: Group, wanted: str, node: AnyNode) -> tuple[Group, str]:
    """The tree with a copied node behind another one (inside it, for a group), and its new id."""
    fresh = _with_ids(edits.with_new_ids(_shown(node), fresh_id), set())
    found, above = find(tree, wanted), group_above(tree, wanted)
    path = edits.path_of(tree, wanted)
    if isinstance(found, Group) and path is not None:
        changed = edits.insert_at(tree, (*path, len(found.children)), fresh)
    elif above is not None and path is not None:
        changed = edits.insert_at(tree, (*path[:-1], above[1] + 1), fresh)
    else:
        return tree, wanted
    return _as_root(changed), fresh.id or ""


def duplicate(tree: Group, wanted: str) -> tuple[Group, str]:
    """The tree with a copy right after a node, and the id of the copy."""
    above = group_above(tree, wanted)
    path = edits.path_of(tree, wanted)
    if above is None or path is None:
        return tree, wanted
    changed = _as_root(edits.duplicate(tree, path, fresh_id))
    copy = edits.node_at(changed, (*path[:-1], above[1] + 1))
    return changed, copy.id or ""


def wrap(tree: Group, wanted: str) -> Group:
    """The tree with a node in a new group of its own: any inside all, all inside the others."""
    above = group_above(tree, wanted)
    path = edits.path_of(tree, wanted)
    if above is None or path is None:
        return tree
    inner = "any" if above[0].combinator == "all" else "all"
    changed = edits.wrap_in_group(tree, path, inner)
    return _as_root(edits.set_at(changed, path, id=fresh_id()))


def unwrap(tree: Group, wanted: str) -> Group:
    """The tree with a group replaced by what stands in it."""
    path = edits.path_of(tree, wanted)
    if group_above(tree, wanted) is None or path is None:
        return tree
    if not isinstance(edits.node_at(tree, path), Group):
        return tree
    return _as_root(edits.ungroup(tree, path))


def _as_root(node: AnyNode) -> Group:
    assert isinstance(node, Group)  # noqa: S101 - `prepared` made the root one, and edits keep it
    return node


def _shown(node: AnyNode) -> AnyNode:
    """Not(x) as x turned round, and conditions about an event as a group."""
    match node:
        case Not(child=child):
            inner = _shown(child)
            return inner.with_(
                negate=inner.negate == node.negate,
                muted=inner.muted or node.muted,
                note=inner.note or node.note,
            )
        case Group(children=children):
            return node.with_(children=tuple(_shown(child) for child in children))
        case Event():
            return node.with_(**{part: _as_group(getattr(node, part)) for part in INSIDE})
        case Records():
            return node.with_(where=_as_group(node.where))
        case _:
            return node


def _as_group(node: AnyNode | None) -> AnyNode | None:
    if node is None:
        return None
    inner = _shown(node)
    return inner if isinstance(inner, Group) else Group(children=(inner,))


def _with_ids(node: Any, taken: set[str]) -> Any:
    """The node and all below it with an id each, keeping those it has once."""
    own = node.id if node.id and node.id not in taken else fresh_id()
    taken.add(own)
    return _mapped(node.with_(id=own), lambda child: _with_ids(child, taken))


def _mapped(node: Any, change: Callable[[Any], Any]) -> Any:
    """The node with every node directly below it changed."""
    match node:
        case Group(children=children):
            return node.with_(children=tuple(change(child) for child in children))
        case Event():
            inner = {part: getattr(node, part) for part in INSIDE}
            return node.with_(**{part: below and change(below) for part, below in inner.items()})
        case Records(where=where):
            return node.with_(where=where and change(where))
        case _:
            return node
