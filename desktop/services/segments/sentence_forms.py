"""The forms of an event condition in words: added up, followed, stopped, regular, compared."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from desktop.services.segments import wording
from desktop.services.segments.context import Context
from desktop.services.segments.events import ATTRIBUTES, EVENTS
from desktop.services.segments.nodes import Event, Side
from desktop.services.segments.operators import COUNT_LABELS

NUMBER_WORDS = {
    "eq": "is exactly",
    "ne": "is not",
    "lt": "is below",
    "le": "is at most",
    "gt": "is above",
    "ge": "is at least",
    "between": "is between",
}


class EventSaid(NamedTuple):
    """An event condition to be put into words.

    `behind` is " where ..." or nothing, `when` " in the last 6 months" or nothing, `real` the
    real dates in brackets or nothing; `tell` says what another part asks.
    """

    node: Event
    behind: str
    when: str
    real: str
    context: Context
    tell: Callable[[str], str]

    @property
    def one(self) -> str:
        """One such event: repair or service."""
        return f"{_nouns(self.node.event)}{self.behind}"

    @property
    def several(self) -> str:
        """Several such events."""
        return f"{_plurals(self.node.event)}{self.behind}"

    @property
    def number(self) -> str:
        """The comparison with a number: is at least $1,500.00."""
        node = self.node
        money = ATTRIBUTES[node.attr].type == "money" if node.attr else False
        first = wording.number(node.value, money=money)
        second = f" and {wording.number(node.value2, money=money)}" if node.op == "between" else ""
        return f"{NUMBER_WORDS[str(node.op)]} {first}{second}"

    @property
    def follower(self) -> str:
        """What follows, and how soon."""
        where = self.tell("then_where")
        what = f"{_nouns(self.node.then)} where {where}" if where else _nouns(self.node.then)
        return f"{what} within {wording.amount(self.node.within, self.node.unit)}"


def _nouns(events: Iterable[str]) -> str:
    return wording.either(EVENTS[name].noun for name in events)


def _plurals(events: Iterable[str]) -> str:
    return wording.either(EVENTS[name].plural for name in events)


def _added(words: str) -> Callable[[EventSaid], str]:
    def told(said: EventSaid) -> str:
        label = ATTRIBUTES[str(said.node.attr)].label.lower()
        what = words.format(label=label, several=said.several)
        return f"{what}{said.when}{said.real} {said.number}"

    return told


def _different_days(said: EventSaid) -> str:
    counted = _counted(said.node.op, said.node.value, said.node.value2)
    return f"{said.several} on {counted} different days{said.when}{said.real}"


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _counted(op: str | None, value: object, value2: object) -> str:
    second = f" and {value2}" if op == "between" else ""
    return f"{COUNT_LABELS[str(op)]} {value}{second}"


def _first(said: EventSaid) -> str:
    return f"the very first {said.one}{said.when or ' on any day'}{said.real}"


def _sequence(said: EventSaid) -> str:
    return f"at least one {said.one}{said.when}{said.real}, followed by {said.follower}"


def _not_followed(said: EventSaid) -> str:
    running = " (deadlines still running count too)" if said.node.count_open else ""
    return f"{_a(said.one)}{said.when}{said.real} not followed by {said.follower}{running}"


def _stopped(said: EventSaid) -> str:
    quiet = wording.amount(said.node.quiet, said.node.unit)
    return f"at least one {said.one}{said.when}{said.real}, but none in its last {quiet}"


def _resumed(said: EventSaid) -> str:
    node = said.node
    recent, gap = (wording.amount(n, node.unit) for n in (node.recent, node.gap))
    return f"{_a(said.one)} in the last {recent}, none in the {gap} before, and one earlier"


def _regular(said: EventSaid) -> str:
    node = said.node
    each = wording.amount(node.length, node.unit)
    return (
        f"at least {node.times} {said.several} in {node.min_periods} or more"
        f" of the last {node.periods} stretches of {each}"
    )


def _compare(said: EventSaid) -> str:
    node = said.node
    a, b = node.a or Side(), node.b or Side()
    other = _plurals(node.event_b) if node.event_b else said.several
    if node.change is None:
        one = f"{_counted(a.op, a.value, a.value2)} {said.several} {_window(a, said)}"
        return f"{one} and {_counted(b.op, b.value, b.value2)} {other} {_window(b, said)}"
    amount = {"lt": "fewer", "gt": "more"}.get(node.change.op)
    than = f"than {said.several} {_window(a, said)}" if node.event_b else f"than {_window(a, said)}"
    if amount:
        return f"{amount} {other} {_window(b, said)} {than}"
    share = f"at most {node.change.value} times as many"
    return f"{share} {other} {_window(b, said)} as {than.removeprefix('than ')}"


def _window(side: Side, said: EventSaid) -> str:
    context = said.context
    words, real = wording.window(side.window, context.as_of, context.week_start)
    return f"{words or 'ever'}{f' ({real})' if real else ''}"


def _ratio(said: EventSaid) -> str:
    where = said.tell("over_where")
    below = f"{_plurals(said.node.over)} where {where}" if where else _plurals(said.node.over)
    return f"{said.several} divided by {below}{said.when}{said.real} {said.number}"


FORM_WORDS: dict[str, Callable[[EventSaid], str]] = {
    "sum": _added("{label} of all {several} together"),
    "avg": _added("average {label} of {several}"),
    "min": _added("lowest {label} of {several}"),
    "max": _added("highest {label} of {several}"),
    "distinct": _added("number of different values of {label} over {several}"),
    "distinct_days": _different_days,
    "first": _first,
    "sequence": _sequence,
    "not_followed": _not_followed,
    "stopped": _stopped,
    "resumed": _resumed,
    "regular": _regular,
    "compare": _compare,
    "ratio": _ratio,
}
