"""The fields of "compare two times of": how they differ, and the two windows."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtWidgets import QLayout, QWidget

from desktop.services.segments.nodes import Change, Event, Side, Window
from desktop.services.segments.operators import COUNT_LABELS
from desktop.views.segments import event_slots, slots
from desktop.views.segments.desk import Desk
from desktop.views.segments.event_forms import CHANGES
from desktop.views.segments.phrases import WINDOW_LABELS, WINDOW_SLOTS, Piece, Slot, pieces
from desktop.views.segments.strip import Strip
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option

WINDOWS = ("period", "last", "previous", "older_than", "between_ago", "dates", "all")
USUAL_UNIT = "months"


class _Place(NamedTuple):
    """Which side a field belongs to, and whether to its window or to its number."""

    side: str
    of: str  # window, side, change


class Sides:
    """Two windows of one behaviour side by side; empty for every other form."""

    def __init__(
        self, flow: QLayout, desk: Desk, change: Callable[[str, dict[str, Any]], None]
    ) -> None:
        self._desk = desk
        self._change = change
        self._node = Event()
        self._strip = Strip(flow, self._make, self._edit, desk.draft.end_word)

    @property
    def editors(self) -> list[tuple[Slot, Any]]:
        """The fields that stand there now."""
        return self._strip.editors

    def show(self, node: Event) -> None:
        """Show the two sides of a comparison; nothing for another form."""
        self._node = node
        if node.form != "compare":
            self._strip.fill(None, ())
            return
        self._strip.fill(_key(node), tuple(_fields(node)))
        self._strip.show(self._value)

    def _value(self, name: str) -> Any:
        place, attribute = _placed(name)
        if place.of == "change":
            change = self._node.change
            if attribute == "op":
                return change.op if change else "each"
            return change.value if change else None
        side = getattr(self._node, place.side) or Side()
        return getattr(side.window if place.of == "window" else side, attribute)

    def _edit(self, slot: Slot, value: Any) -> None:
        place, attribute = _placed(slot.attribute)
        typing = slot.attribute if slot.kind in (*slots.TYPED_KINDS, "number") else ""
        if place.of == "change":
            self._change(typing, self._changed(attribute, value))
            return
        side: Side = getattr(self._node, place.side) or Side()
        if place.of == "window":
            window = _with(side.window, attribute, value)
            changed = Side(window=window, op=side.op, value=side.value, value2=side.value2)
        else:
            changed = Side(**{**vars(side), attribute: value})
        self._change(typing, {place.side: changed})

    def _changed(self, attribute: str, value: Any) -> dict[str, Any]:
        if attribute == "value":
            return {"change": Change(op="ratio_le", value=value)}
        if value != "each":
            return {"change": Change(op=value)}
        some = {name: getattr(self._node, name) or Side() for name in ("a", "b")}
        begun = {name: Side(window=side.window, op="ge", value=1) for name, side in some.items()}
        return {"change": None, **begun}

    def _make(self, slot: Slot) -> QWidget:
        if slot.kind == "change":
            words = listed(Option(key, words) for key, words in CHANGES.items())
            return PickInput("How they differ", words)
        if slot.kind == "window_kind":
            kinds = listed(Option(kind, WINDOW_LABELS[kind].partition(" …")[0]) for kind in WINDOWS)
            return PickInput("When", kinds)
        if slot.kind == "count_op":
            return PickInput("How often", listed(Option(*one) for one in COUNT_LABELS.items()))
        _, attribute = _placed(slot.attribute)
        plain = Slot(attribute, slot.kind)
        return event_slots.make(self._desk, plain, self._node)


def _placed(name: str) -> tuple[_Place, str]:
    """The attribute of a slot is "b.window.n": side, part, name."""
    side, of, attribute = name.split(".")
    return _Place(side, of), attribute


def _key(node: Event) -> Any:
    a, b = node.a or Side(), node.b or Side()
    change = node.change.op if node.change else "each"
    return (change, a.window.kind, b.window.kind, a.op == "between", b.op == "between")


def _fields(node: Event) -> list[Piece]:
    change = node.change.op if node.change else "each"
    head = [Slot(".change.op", "change")]
    if change == "ratio_le":
        head.append(Slot(".change.value", "number"))
    if change == "each":
        return [Piece("", tuple(head)), *_side("a", node, ""), *_side("b", node, "and")]
    return [*_side("b", node, ""), Piece("", tuple(head)), *_side("a", node, "")]


def _side(name: str, node: Event, word: str) -> list[Piece]:
    side: Side = getattr(node, name) or Side()
    found: list[Piece] = []
    if node.change is None:
        limits = [Slot(f"{name}.side.op", "count_op"), Slot(f"{name}.side.value", "count")]
        if side.op == "between":
            limits.append(Slot(f"{name}.side.value2", "count"))
        found.append(Piece(word, tuple(limits)))
    kind = side.window.kind
    found.append(Piece("", (Slot(f"{name}.window.kind", "window_kind"),)))
    _, rest = pieces(WINDOW_LABELS[kind], WINDOW_SLOTS[kind])
    for piece in rest:
        own = tuple(Slot(f"{name}.window.{slot.attribute}", slot.kind) for slot in piece.slots)
        found.append(Piece(piece.words, own))
    return found


def _with(window: Window, attribute: str, value: Any) -> Window:
    """The window with one part changed; another kind keeps what fits."""
    if attribute != "kind":
        return Window(**{**vars(window), attribute: value})
    wanted = [slot.attribute for group in WINDOW_SLOTS[value] for slot in group]
    kept = {name: getattr(window, name) for name in wanted}
    if "unit" in kept:
        kept["unit"] = kept["unit"] or USUAL_UNIT
    return Window(kind=value, **kept)
