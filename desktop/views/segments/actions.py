"""What can be done with a row or a group besides filling it in: one table for menu and keys."""

from collections.abc import Callable
from typing import NamedTuple

from desktop.services.segments.tree import Group
from desktop.views.segments import places

Done = tuple[Group, str]  # the new tree, and the node that has the focus afterwards


class Action(NamedTuple):
    """One thing to do; an action that is not possible gives back the same tree."""

    key: str
    label: str
    shortcut: str
    step: str  # what undo calls it
    do: Callable[[Group, str], Done]


def _move_up(tree: Group, node: str) -> Done:
    """Before the one above; out of the group from the first place."""
    above = places.group_above(tree, node)
    if above is None:
        return tree, node
    group, place = above
    if place:
        return places.move(tree, node, group.id or "", place - 1), node
    return _beside_group(tree, node, group, after=False), node


def _move_down(tree: Group, node: str) -> Done:
    """After the one below; out of the group from the last place."""
    above = places.group_above(tree, node)
    if above is None:
        return tree, node
    group, place = above
    if place + 1 < len(group.children):
        return places.move(tree, node, group.id or "", place + 2), node
    return _beside_group(tree, node, group, after=True), node


def _move_out(tree: Group, node: str) -> Done:
    """Behind the group it stands in."""
    above = places.group_above(tree, node)
    return (_beside_group(tree, node, above[0], after=True) if above else tree), node


def _move_in(tree: Group, node: str) -> Done:
    """To the end of the group above it, or else to the front of the group below it."""
    above = places.group_above(tree, node)
    if above is None:
        return tree, node
    group, place = above
    before = group.children[place - 1] if place else None
    if isinstance(before, Group):
        return places.move(tree, node, before.id or "", len(before.children)), node
    after = group.children[place + 1] if place + 1 < len(group.children) else None
    if isinstance(after, Group):
        return places.move(tree, node, after.id or "", 0), node
    return tree, node


def _beside_group(tree: Group, node: str, group: Group, *, after: bool) -> Group:
    outer = places.group_above(tree, group.id or "")
    if outer is None:
        return tree
    return places.move(tree, node, outer[0].id or "", outer[1] + after)


def _switch(attribute: str) -> Callable[[Group, str], Done]:
    def do(tree: Group, node: str) -> Done:
        found = places.find(tree, node)
        if found is None:
            return tree, node
        return places.set_part(tree, node, attribute, not getattr(found, attribute)), node

    return do


def _remove(tree: Group, node: str) -> Done:
    """Delete, and go on with the next one, or the last, or the group."""
    above = places.group_above(tree, node)
    if above is None:
        return places.remove(tree, node), tree.id or ""
    group, place = above
    rest = [child.id for child in group.children if child.id != node]
    focus = rest[min(place, len(rest) - 1)] if rest else group.id
    return places.remove(tree, node), focus or ""


ACTIONS = (
    Action("duplicate", "Duplicate", "Ctrl+D", "Duplicate", places.duplicate),
    Action("negate", "Not: turn round", "Ctrl+Shift+N", "Turn round", _switch("negate")),
    Action("mute", "Switch off or on", "Ctrl+M", "Switch", _switch("muted")),
    Action("lock", "Lock or unlock", "Ctrl+L", "Lock", _switch("locked")),
    Action("note", "Note …", "Ctrl+Shift+M", "Note", lambda t, n: (t, n)),
    Action("up", "Move up", "Alt+Up", "Move of", _move_up),
    Action("down", "Move down", "Alt+Down", "Move of", _move_down),
    Action("in", "Move into the group beside it", "Alt+Right", "Move of", _move_in),
    Action("out", "Move out of the group", "Alt+Left", "Move of", _move_out),
    Action("wrap", "Put into a new group", "Ctrl+G", "Group", lambda t, n: (places.wrap(t, n), n)),
    Action(
        "unwrap",
        "Ungroup",
        "Ctrl+Shift+G",
        "Ungroup",
        lambda t, n: (places.unwrap(t, n), t.id or ""),
    ),
    Action("remove", "Delete", "Del", "Delete", _remove),
)
BY_KEY = {action.key: action for action in ACTIONS}
