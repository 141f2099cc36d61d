"""The row of a behaviour: had or had no event, how often, when, and which ones count."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.segments.edits import with_form
from desktop.services.segments.events import EVENTS, attribute_fields
from desktop.services.segments.fields import Field
from desktop.services.segments.operators import COUNT_LABELS
from desktop.services.segments.pruning import part_fields
from desktop.services.segments.tree import AnyNode, Event, Group, Window
from desktop.views.segments import event_slots, places, slots
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.desk import Verdict
from desktop.views.segments.event_forms import (
    COUNTED,
    EVENTS_OF,
    FORM_ABOUT,
    FORM_LABELS,
    WITHOUT_WINDOW,
    begun,
    more_of,
)
from desktop.views.segments.inputs import NumberInput
from desktop.views.segments.phrases import WINDOW_LABELS, WINDOW_SLOTS, Slot, pieces
from desktop.views.segments.rule_card import field_options, first_rule
from desktop.views.segments.sides import Sides
from desktop.views.segments.small import Words, words_in
from desktop.views.segments.strip import Strip
from desktop.views.widgets import tints
from desktop.views.widgets.chip import quiet
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option, choose

WINDOWS = ("all", "last", "previous", "older_than", "between_ago", "dates", "period")
USUAL_UNIT = "months"
SINGULAR = ("did", "did_not", "latest", "first", "sequence", "not_followed", "stopped", "resumed")
PARTS = {
    "where": "where",
    "has": "and it was one",
    "then_where": "which is",
    "over_where": "of these",
}
FOLLOWED = {"sequence": "then_where", "not_followed": "then_where", "ratio": "over_where"}


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
        self.then_button = quiet("+ which", "Only some of those: add a condition about them")
        self.sides = Sides(self.flow, self.desk, self._change_sides)
        self.days = Strip(self.flow, self._make, self._edit_window, self.desk.draft.end_word)
        self.more = Strip(self.flow, self._make_more, self._edit_more, self.desk.draft.end_word)
        self._put_together()
        self.show_node(node)

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state of the behaviour."""
        assert isinstance(node, Event)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        counting = node.form in COUNTED
        self.form_chip.show_value(node.form)
        self.form_chip.say("had" if node.form == "count" else FORM_LABELS[node.form])
        for widget in (self.op_chip, self.times):
            widget.setVisible(counting)
        two = counting and node.op == "between"
        self.and_words.setVisible(two)
        self.times2.setVisible(two)
        self.op_chip.show_value(node.op)
        self.times.show_value(node.value)
        self.times2.show_value(node.value2)
        self._show_event(plural=node.form not in SINGULAR)
        self._show_window()
        self.more.fill((node.form, node.event, node.op == "between"), more_of(node))
        self.more.show(self._part)
        self.sides.show(node)
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
        return f"Behavior: {words_in(self.flow)}"

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
        offers = QHBoxLayout()
        for button in (self.where_button, self.then_button):
            offers.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        offers.addStretch(1)
        self.inside.addLayout(offers)
        self.body.addLayout(self.inside)
        self.form_chip.edited.connect(self._set_form)
        self.op_chip.edited.connect(lambda op: self._change(op=op))
        self.times.edited.connect(lambda n: self._change("times", value=n))
        self.times2.edited.connect(lambda n: self._change("times2", value2=n))
        self.event_chip.edited.connect(self._set_event)
        self.window_chip.edited.connect(self._set_window)
        self.where_button.clicked.connect(lambda: self._pick_where(self.where_button, "where"))
        self.then_button.clicked.connect(
            lambda: self._pick_where(self.then_button, FOLLOWED[self.node.form])
        )
        for line in (self.times, self.times2):
            line.left.connect(self.desk.draft.end_word)

    def _part(self, attribute: str) -> Any:
        """The value of a field of the form; events are named by their key."""
        value = getattr(self.node, attribute)
        return (value[0] if value else None) if attribute in EVENTS_OF else value

    def _show_event(self, *, plural: bool) -> None:
        self.event_chip.show_value(
            self.node.event if len(self.node.event) > 1 else self.node.event[0]
        )
        events = [EVENTS[key] for key in self.node.event if key in EVENTS]
        words = [event.plural if plural else event.noun for event in events]
        if words:
            self.event_chip.say(" or ".join(words))
        self.where_button.setVisible(self.node.where is None and bool(events))
        part = FOLLOWED.get(self.node.form)
        follows = part is not None and getattr(self.node, part) is None
        second = [EVENTS[key].plural for key in self.node.then or self.node.over if key in EVENTS]
        self.then_button.setVisible(follows and bool(second))
        self.then_button.say(f"+ which {' or '.join(second)}")

    def _show_window(self) -> None:
        kind = self.node.window.kind
        has_window = self.node.form not in WITHOUT_WINDOW or kind != "all"
        self.window_chip.setVisible(has_window)
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
            fields = dict(part_fields(self.node, part))
            box = self._boxes[part] = self._inner(group, fields, PARTS[part])
            self.inside.insertWidget(0 if part == "where" else self.inside.count() - 1, box)
            box.show()
        else:
            box.show_node(group)

    def _change(self, typing: str = "", **parts: Any) -> None:
        changed = self.node.with_(**parts)
        self.desk.replace(changed, f"Change of “{self.event_chip.text()}”", typing=typing)

    def _set_form(self, form: str) -> None:
        changed = with_form(self.node, form)
        if form in WITHOUT_WINDOW:
            changed = changed.with_(window=Window())
        if form == "latest" and changed.has is None:
            changed = changed.with_(has=Group(id=places.fresh_id()))
        self.desk.replace(begun(changed), f"Change of “{self.event_chip.text()}”")

    def _edit_more(self, slot: Slot, value: Any) -> None:
        if slot.attribute in EVENTS_OF:
            named: dict[str, Any] = {slot.attribute: (value,) if value else ()}
            if self.node.form in FOLLOWED:  # what was asked of the other event goes with it
                named[FOLLOWED[self.node.form]] = None
            self._change(**named)
            return
        typing = slot.attribute if slot.kind in (*slots.TYPED_KINDS, "number") else ""
        self._change(typing, **{slot.attribute: value})

    def _make_more(self, slot: Slot) -> QWidget:
        return event_slots.make(self.desk, slot, self.node)

    def _change_sides(self, typing: str, parts: dict[str, Any]) -> None:
        self._change(typing, **parts)

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

    def _pick_where(self, button: QWidget, part: str) -> None:
        fields = dict(part_fields(self.node, part))
        choose(
            button,
            "Detail",
            field_options(fields),
            lambda key: self._add_where(part, fields[key]),
        )

    def _add_where(self, part: str, field: Field) -> None:
        rule = first_rule(field, places.fresh_id())
        added: dict[str, Any] = {part: Group(id=places.fresh_id(), children=(rule,))}
        self._change(**added)

    def _offer_events(self, deliver: Any) -> None:
        deliver(event_slots.event_options())

    def _offer_windows(self, deliver: Any) -> None:
        deliver(tuple(Option(kind, WINDOW_LABELS[kind]) for kind in WINDOWS))


def _fits(node: AnyNode, fields: dict[str, Field]) -> bool:
    return getattr(node, "field", None) in {None, *fields}
