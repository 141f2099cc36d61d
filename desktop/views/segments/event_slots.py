"""Makes the fields that only some forms of a behaviour have; the rest come from `slots`."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.services.segments.event_problems import can_count_different
from desktop.services.segments.events import ATTRIBUTES, EVENTS
from desktop.services.segments.nodes import Event
from desktop.services.segments.pruning import event_fields
from desktop.services.segments.sentence_forms import NUMBER_WORDS
from desktop.views.segments import slots
from desktop.views.segments.desk import Desk
from desktop.views.segments.inputs import MoneyInput, NumberInput
from desktop.views.segments.phrases import Slot
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option


def make(desk: Desk, slot: Slot, node: Event) -> QWidget:
    """The editor for a field of a form."""
    maker = _MAKERS.get(slot.kind)
    return maker(node) if maker else slots.make(desk, slot, None)


def event_options() -> tuple[Option, ...]:
    """The events as a list to choose from."""
    return tuple(Option(event.key, event.label, event.category) for event in EVENTS.values())


def _event(_node: Event) -> QWidget:
    return PickInput("What follows", listed(event_options()), tone="strong", hint="choose what")


def _attributes(node: Event, fits: Callable[[str], bool]) -> QWidget:
    found = (field for field in event_fields(node).values() if fits(field.key))
    offered = tuple(Option(field.key, field.label.lower()) for field in found)
    return PickInput("What to look at", listed(offered), hint="choose what")


def _amount_attr(node: Event) -> QWidget:
    return _attributes(node, lambda key: ATTRIBUTES[key].type in ("money", "number"))


def _any_attr(node: Event) -> QWidget:
    def fits(key: str) -> bool:
        return key != "date" and all(can_count_different(event, key) for event in node.event)

    return _attributes(node, fits)


def _number_op(_node: Event) -> QWidget:
    words = (Option(key, words) for key, words in NUMBER_WORDS.items())
    return PickInput("How to compare", listed(words), hint="choose how")


def _number(node: Event) -> QWidget:
    is_money = node.form in ("sum", "avg", "min", "max")
    return MoneyInput("Amount") if is_money else NumberInput("Number", whole=False)


def _running(_node: Event) -> QWidget:
    words = (
        Option(False, "only when the time is over"),
        Option(True, "also while the time runs"),
    )
    return PickInput("Time that still runs", listed(words))


_MAKERS: dict[str, Callable[[Any], QWidget]] = {
    "event": _event,
    "amount_attr": _amount_attr,
    "attr": _any_attr,
    "number_op": _number_op,
    "number": _number,
    "running": _running,
}
