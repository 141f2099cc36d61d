"""The row of a behaviour: had or had no event, how often, when, and which ones count."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.segments.events import EVENTS, attribute_fields
from desktop.services.segments.fields import Field
from desktop.services.segments.operators import COUNT_LABELS
from desktop.services.segments.tree import AnyNode, Event, Group, Window
from desktop.views.segments import places, slots
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.desk import Verdict
from desktop.views.segments.inputs import NumberInput
from desktop.views.segments.phrases import WINDOW_LABELS, WINDOW_SLOTS, Slot, pieces
from desktop.views.segments.rule_card import field_options, first_rule
from desktop.views.segments.small import Words
from desktop.views.segments.strip import Strip
from desktop.views.widgets import tints
from desktop.views.widgets.chip import quiet
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option, choose

FORM_LABELS = {"did": "had", "did_not": "had no", "count": "had a number of", "latest": "latest"}
FORM_ABOUT = {
    "did": "at least one in the time given",
    "did_not": "none in the time given; includes those who never had one",
    "count": "at least, at most or exactly so many",
    "latest": "the most recent one was as described",
}
WINDOWS = ("all", "last", "previous", "older_than", "between_ago", "dates", "period")
USUAL_UNIT = "months"
PARTS = {"where": "where", "has": "and it was one"}


def event_options() -> tuple[Option, ...]:
    """The events as a list to choose from."""
    return tuple(Option(event.key, event.label, event.category) for event in EVENTS.values())


def first_event(key: str, node_id: str) -> Event:
    """A new condition about an event: had one in the last 12 months."""
    window = Window(kind="last", n=12, unit=USUAL_UNIT)
    return Event(id=node_id, event=(key,), form="did", window=window)


class EventCard(Card):
    """One behaviour."""

    node: Event

    def __init__(self, yard: Yard, node: Event, inner: Any, *, fixed: bool = False) -> None:
        """`inner(group, fields, word)` makes the card for the conditions about the event."""
        super().__init__(yard, node, fixed=fixed)
        self._inner = inner
        self._boxes: dict[str, Any] = {}
        forms = (Option(k, label, about=FORM_ABOUT[k]) for k, label in FORM_LABELS.items())
        self.form_chip = PickInput("Did or did not", listed(forms))
        self.op_chip = PickInput("How often", listed(Option(k, v) for k, v in COUNT_LABELS.items()))
        self.times = NumberInput("How many times", letters=5)
        self.and_words = Words("and")
        self.times2 = NumberInput("Second number of times", letters=5)
        self.event_chip = PickInput("Event", self._offer_events, tone="strong")
        self.window_chip = PickInput("When", self._offer_windows)
        self.where_button = quiet("+ where", "Only some of them: add a condition about the event")
        self.days = Strip(self.flow, self._make, self._edit_window, self.desk.draft.end_word)
        self._put_together()
        self.show_node(node)

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state of the behaviour."""
        assert isinstance(node, Event)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        counting = node.form == "count"
        self.form_chip.show_value(node.form)
        self.form_chip.say("had" if counting else FORM_LABELS[node.form])
        for widget in (self.op_chip, self.times):
            widget.setVisible(counting)
        two = counting and node.op == "between"
        self.and_words.setVisible(two)
        self.times2.setVisible(two)
        self.op_chip.show_value(node.op)
        self.times.show_value(node.value)
        self.times2.show_value(node.value2)
        self._show_event(counting=counting)
        self._show_window()
        for part in PARTS:
            self._show_inner(part)
        super().show_node(node)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the count, and how many never had such an event."""
        super().show_verdict(verdict)
        told = self.node.form == "did_not" and verdict.blanks and not self.node.muted
        if told and not (verdict.missing or verdict.problem):
            self.remark.say(f"includes {verdict.blanks:,} who never had one")

    def spoken(self) -> str:
        """The behaviour in a few words."""
        return f"Behaviour: {self.form_chip.text()} {self.event_chip.text()}"

    def focus_value(self) -> None:
        """Go to the choice that is made first."""
        self.form_chip.setFocus()

    def _put_together(self) -> None:
        counted = (self.op_chip, self.times, self.and_words, self.times2)
        for widget in (self.form_chip, *counted, self.event_chip, self.window_chip):
            self.flow.addWidget(widget)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(tints.unit(self) * 5, 0, 0, 0)
        self.inside.setSpacing(0)
        self.inside.addWidget(self.where_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self.inside)
        self.form_chip.edited.connect(self._set_form)
        self.op_chip.edited.connect(lambda op: self._change(op=op))
        self.times.edited.connect(lambda n: self._change("times", value=n))
        self.times2.edited.connect(lambda n: self._change("times2", value2=n))
        self.event_chip.edited.connect(self._set_event)
        self.window_chip.edited.connect(self._set_window)
        self.where_button.clicked.connect(self._pick_where)
        for line in (self.times, self.times2):
            line.left.connect(self.desk.draft.end_word)

    def _fields(self) -> dict[str, Field]:
        """What can be asked about all of the chosen events."""
        found: dict[str, Field] | None = None
        for key in self.node.event:
            fields = attribute_fields(EVENTS[key]) if key in EVENTS else {}
            found = fields if found is None else {k: v for k, v in found.items() if k in fields}
        return found or {}

    def _show_event(self, *, counting: bool) -> None:
        self.event_chip.show_value(
            self.node.event if len(self.node.event) > 1 else self.node.event[0]
        )
        events = [EVENTS[key] for key in self.node.event if key in EVENTS]
        words = [event.plural if counting else event.noun for event in events]
        if words:
            self.event_chip.say(" or ".join(words))
        self.where_button.setVisible(self.node.where is None and bool(events))

    def _show_window(self) -> None:
        kind = self.node.window.kind
        head, rest = pieces(WINDOW_LABELS[kind], WINDOW_SLOTS[kind])
        self.window_chip.show_value(kind)
        self.window_chip.say(head or "from")
        self.days.fill(kind, rest)
        self.days.show(lambda attribute: getattr(self.node.window, attribute))

    def _show_inner(self, part: str) -> None:
        group = getattr(self.node, part)
        box = self._boxes.get(part)
        if box is not None and (group is None or box.node_id != group.id):
            self.inside.removeWidget(box)
            box.hide()
            box.deleteLater()
            box = self._boxes[part] = None
        if group is None:
            return
        if box is None:
            box = self._boxes[part] = self._inner(group, self._fields(), PARTS[part])
            self.inside.insertWidget(0 if part == "where" else 1, box)
            box.show()
        else:
            box.show_node(group)

    def _change(self, typing: str = "", **parts: Any) -> None:
        changed = self.node.with_(**parts)
        self.desk.replace(changed, f"Change of “{self.event_chip.text()}”", typing=typing)

    def _set_form(self, form: str) -> None:
        counted = {"op": self.node.op or "ge", "value": self.node.value or 2}
        none = {"op": None, "value": None, "value2": None}
        has = (self.node.has or Group(id=places.fresh_id())) if form == "latest" else None
        self._change(form=form, has=has, **(counted if form == "count" else none))

    def _set_event(self, key: str) -> None:
        """Another event; conditions about what it does not have go away."""
        fields = attribute_fields(EVENTS[key])
        keeps: dict[str, Any] = {
            part: inner
            if inner is None or all(_fits(n, fields) for n in places.walk(inner))
            else None
            for part, inner in (("where", self.node.where), ("has", self.node.has))
        }
        self._change(event=(key,), **keeps)

    def _set_window(self, kind: str) -> None:
        before = self.node.window
        slots_of = [slot.attribute for group in WINDOW_SLOTS[kind] for slot in group]
        kept = {name: getattr(before, name) for name in slots_of}
        if "unit" in kept:
            kept["unit"] = kept["unit"] or USUAL_UNIT
        self._change(window=Window(kind=kind, **kept))

    def _edit_window(self, slot: Slot, value: Any) -> None:
        window = Window(**{**vars(self.node.window), slot.attribute: value})
        typing = f"window.{slot.attribute}" if slot.kind in slots.TYPED_KINDS else ""
        self._change(typing, window=window)

    def _make(self, slot: Slot) -> QWidget:
        return slots.make(self.desk, slot, None)

    def _pick_where(self) -> None:
        fields = self._fields()
        choose(
            self.where_button,
            "Detail",
            field_options(fields),
            lambda key: self._add_where(fields[key]),
        )

    def _add_where(self, field: Field) -> None:
        rule = first_rule(field, places.fresh_id())
        self._change(where=Group(id=places.fresh_id(), children=(rule,)))

    def _offer_events(self, deliver: Any) -> None:
        deliver(event_options())

    def _offer_windows(self, deliver: Any) -> None:
        deliver(tuple(Option(kind, WINDOW_LABELS[kind]) for kind in WINDOWS))


def _fits(node: AnyNode, fields: dict[str, Field]) -> bool:
    return getattr(node, "field", None) in {None, *fields}
