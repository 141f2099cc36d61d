"""The fifty trees as they are edited: one condition of a tree changed to another value."""

from collections.abc import Iterator
from copy import deepcopy
from itertools import count, cycle, islice
from json import dumps
from typing import Any, NamedTuple

from tests.benchmarks.segment_trees import Json

LEAVES = ("field", "event", "rank", "records", "segment")
OTHERS = {
    "Residential": ("Commercial", "Restaurant", "Municipal"),
    "Aerobic": ("Conventional", "Holding tank", "Unknown"),
    "Bryan": ("College Station", "Madisonville", "Caldwell"),
    "reye": ("smith", "gar", "lee", "wil", "ann"),
    "gate": ("dog", "pump", "call", "back", "key"),
    "dog": ("key", "vip"),
    "do not mail": ("dog", "gate"),
    "00": ("11", "22", "33", "44", "55"),
    "77": ("76", "75", "78", "770", "779"),
    "778": ("777", "776", "779", "758", "75"),
    "Monday": ("Tuesday", "Wednesday", "Thursday"),
    "VIP": ("Standard", "Low"),
    "Red": ("Yellow", "Green"),
    "Email": ("Phone", "Text"),
    "Prospect": ("Lead", "Lost"),
    "Repair": ("Pump-out", "Inspection", "Emergency", "Installation", "Grease"),
    "Pump-out": ("Repair", "Inspection", "Emergency", "Installation", "Grease"),
    "Inspection": ("Pump-out", "Repair"),
    "check": ("card", "cash", "ach", "money order"),
    "last_year": ("this_year", "last_quarter", "this_quarter", "last_month", "year_to_date"),
    "Overdue": ("Due", "Upcoming", "Current", "Unknown"),
    "Due": ("Upcoming", "Current"),
    "Expired": ("Active", "Not begun yet"),
    "2010-01-01": ("2011-01-01", "2009-01-01", "2012-06-01", "2005-01-01", "2000-01-01"),
    "builtin-B4": ("builtin-B5", "builtin-B6"),
    "builtin-B2": ("builtin-B3", "builtin-B7"),
    "is_unknown": ("is_known",),
    "77801": ("77802", "77803"),
}


class Edit(NamedTuple):
    """A tree with one value changed, and the condition it was changed in."""

    tree: Json
    condition: str


def edits(tree: Json, most: int) -> list[Edit]:
    """Up to so many trees that each differ in one value, every condition having its turn."""
    turns = cycle([_changed(tree, place) for place in _leaves(tree)])
    tried = (next(turn, None) for turn in islice(turns, most * 12))
    return list(islice((edit for edit in tried if edit is not None), most))


def _leaves(node: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the conditions of a tree stand; what stands inside an event belongs to it."""
    if isinstance(node, dict) and any(mark in node for mark in LEAVES):
        yield place
    elif isinstance(node, dict | list):
        for key, below in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(below, (*place, key))


def _changed(tree: Json, place: tuple[Any, ...]) -> Iterator[Edit]:
    """The tree with one value of a condition changed: a number if there is one, else a text."""
    values = sorted(_values(_at(tree, place), place), key=lambda one: _TURN[type(one[1])])
    for where, value in values[:1]:
        for other in _others(value):
            edited = deepcopy(tree)
            _at(edited, where[:-1])[where[-1]] = other
            yield Edit(edited, dumps(_at(edited, place)))


_TURN = {int: 0, float: 0, str: 1, bool: 2}


def _others(value: Any) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        yield from OTHERS[value]
    else:
        yield from (value + n if isinstance(value, int) else value + n / 10 for n in count(1))


def _values(node: Any, place: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(node, dict | list):
        for key, below in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _values(below, (*place, key))
    elif isinstance(node, bool | int | float) or node in OTHERS:
        yield place, node


def _at(node: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        node = node[step]
    return node
