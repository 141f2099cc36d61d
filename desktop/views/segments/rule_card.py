"""The row of one field compared: field, operator, value."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.segments.fields import Field
from desktop.services.segments.operators import OPERATORS, Operator, operator_for, operators_for
from desktop.services.segments.tree import AnyNode, Rule, Window
from desktop.views.segments import slots
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.desk import Verdict
from desktop.views.segments.phrases import SHAPE_SLOTS, WINDOW_LABELS, WINDOW_SLOTS, Slot, pieces
from desktop.views.segments.several import numbers_in, texts_in
from desktop.views.segments.small import Words, words_in
from desktop.views.segments.strip import Strip
from desktop.views.widgets.chip import quiet
from desktop.views.widgets.pick_input import PickInput
from desktop.views.widgets.picker import Option

ANNIVERSARY_WINDOWS = ("today", "next", "last", "dates", "period")
UNIT_SHAPES = ("amount", "two_amounts")
USUAL_UNIT = "months"


def field_options(fields: Mapping[str, Field]) -> tuple[Option, ...]:
    """The fields as a list to choose from; custom fields stand there once."""
    return tuple(
        Option(field.key, field.label, field.category, field.description, words=key)
        for key, field in fields.items()
        if key == field.key
    )


def first_rule(field: Field, node_id: str) -> Rule:
    """A new rule about a field, with the operator asked for most."""
    operator = operators_for(field.type)[0]
    return with_operator(Rule(id=node_id, field=field.key), operator)


def with_operator(rule: Rule, operator: Operator, kind: str = "") -> Rule:
    """The rule with another operator, keeping a value that still fits a field of that kind."""
    before = OPERATORS.get(rule.op)
    shape = operator.shape
    split = _SPLIT.get(kind, lambda text: (text,))
    value, value2 = _kept(rule, before.shape if before else "", shape, split)
    unit = (rule.unit or USUAL_UNIT) if shape in UNIT_SHAPES else None
    return rule.with_(
        op=operator.name,
        value=value,
        value2=value2,
        unit=unit,
        blank=rule.blank if operator.is_negative else None,
        window=rule.window if shape == "window" else None,
    )


def with_field(rule: Rule, field: Field, was: Field | None) -> Rule:
    """The rule about another field: same operator when valid, value empty unless same kind."""
    operator = operator_for(rule.op, field.type) or operators_for(field.type)[0]
    keeps = was is not None and was.type == field.type and field.type not in ("choice", "many")
    emptied = rule if keeps else rule.with_(value=None, value2=None)
    return with_operator(emptied.with_(field=field.key), operator)


# What was typed as one value and holds several; what was chosen from a list never does.
_SPLIT: dict[str, Callable[[str], tuple[Any, ...]]] = {
    "text": texts_in,
    "number": numbers_in,
    "money": numbers_in,
}


def _kept(
    rule: Rule, before: str, after: str, split: Callable[[str], tuple[Any, ...]]
) -> tuple[Any, Any]:
    if before == after:
        return rule.value, rule.value2
    if (before, after) == ("one", "list"):
        return _several(rule.value, split), None
    if (before, after) == ("list", "one"):
        return rule.value[0] if rule.value else None, None
    families = ({"one", "two"}, {"amount", "two_amounts"}, {"years", "two_years"})
    if any({before, after} <= family for family in families):
        return rule.value, None
    return None, None


def _several(value: Any, split: Callable[[str], tuple[Any, ...]]) -> tuple[Any, ...] | None:
    if isinstance(value, str):
        return split(value) or None
    return None if value is None else (value,)


class RuleCard(Card):
    """One rule. `fields` are those it may be about: of the customer, or of an event."""

    node: Rule

    def __init__(
        self,
        yard: Yard,
        node: Rule,
        fields: Mapping[str, Field] | None = None,
        *,
        fixed: bool = False,
    ) -> None:
        super().__init__(yard, node, fixed=fixed)
        self._own_fields = fields
        self.field_chip = PickInput(
            "Field", self._offer_fields, hint="choose a field", tone="strong"
        )
        self.operator_chip = PickInput("How to compare", self._offer_operators, hint="choose how")
        self.window_chip = PickInput("When", self._offer_windows)
        self.blanks = Words()
        self.blank_switch = quiet("leave them out", "Customers with no value: leave them out")
        self.values = Strip(self.flow, self._make, self._edit, self.desk.draft.end_word)
        self.days = Strip(self.flow, self._make, self._edit_window, self.desk.draft.end_word)
        for chip in (self.field_chip, self.operator_chip):
            self.flow.addWidget(chip)
        self.body.addWidget(self._blank_line())
        self.field_chip.edited.connect(self._set_field)
        self.operator_chip.edited.connect(self._set_operator)
        self.window_chip.edited.connect(self._set_window)
        # A parent from the start: a widget without one would be deleted by the garbage
        # collector, which may run on a worker thread.
        self.window_chip.setParent(self.parts)
        self.window_chip.hide()
        self.show_node(node)

    @property
    def fields(self) -> Mapping[str, Field]:
        """What this rule may be about."""
        return self.desk.fields if self._own_fields is None else self._own_fields

    @property
    def field(self) -> Field | None:
        """The field of the rule."""
        return self.fields.get(self.node.field)

    @property
    def operator(self) -> Operator | None:
        """The operator of the rule, when it fits the field."""
        return operator_for(self.node.op, self.field.type) if self.field else None

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state of the rule, touching only what changed."""
        assert isinstance(node, Rule)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        self.field_chip.show_value(node.field or None)
        self.operator_chip.show_value(node.op or None)
        self._fill_values()
        super().show_node(node)

    def show_verdict(self, verdict: Verdict) -> None:
        """Show the count, and how many of them have no value."""
        super().show_verdict(verdict)
        negative = self.operator is not None and self.operator.is_negative
        shown = negative and self.operator is not None and self.operator.name != "is_unknown"
        excluded = self.node.blank == "exclude"
        known = verdict.blanks is not None and not self.node.muted
        self.blank_box.setVisible(shown and (excluded or (known and bool(verdict.blanks))))
        if excluded:
            self.blanks.setText("customers with no value are left out")
            self.blank_switch.say("include them")
        else:
            self.blanks.setText(f"includes {verdict.blanks or 0:,} with no value")
            self.blank_switch.say("leave them out")
        self.blank_switch.name_it(f"{self.blanks.text()}: {self.blank_switch.text()}")

    def spoken(self) -> str:
        """The rule in a few words."""
        return f"Condition: {words_in(self.flow)}"

    def focus_value(self) -> None:
        """Go to the first thing still to fill in."""
        editors = self.values.editors
        (editors[0][1] if editors else self.operator_chip).setFocus()

    def _fill_values(self) -> None:
        field, operator = self.field, self.operator
        if field is None or operator is None:
            self.values.fill(None, ())
            self.days.fill(None, ())
            return
        head, rest = pieces(operator.label, SHAPE_SLOTS[operator.shape])
        self.operator_chip.say(head)
        windowed = operator.shape == "window"
        self.values.fill((field.key, operator.name), () if windowed else rest)
        self.values.show(lambda attribute: getattr(self.node, attribute))
        self._fill_window(windowed=windowed)

    def _fill_window(self, *, windowed: bool) -> None:
        if windowed != (self.flow.indexOf(self.window_chip) >= 0):
            if windowed:
                self.flow.addWidget(self.window_chip)
            else:
                self.flow.removeWidget(self.window_chip)
        self.window_chip.setVisible(windowed)
        window = self.node.window
        kind = window.kind if window else "today"
        self.window_chip.show_value(kind)
        head, rest = pieces(WINDOW_LABELS.get(kind, "today"), WINDOW_SLOTS.get(kind, ()))
        if windowed:
            self.window_chip.say(head)
        self.days.fill((windowed, kind), rest if windowed else ())
        self.days.show(lambda attribute: getattr(self.node.window, attribute, None))

    def _make(self, slot: Slot) -> QWidget:
        return slots.make(self.desk, slot, self.field)

    def _edit(self, slot: Slot, value: Any) -> None:
        typing = slot.attribute if slot.kind in slots.TYPED_KINDS else ""
        changed = self.node.with_(**{slot.attribute: value})
        self.desk.replace(changed, f"Change {self._title()}", typing=typing)

    def _edit_window(self, slot: Slot, value: Any) -> None:
        window = self.node.window or Window()
        parts = {**vars(window), slot.attribute: value}
        changed = self.node.with_(window=Window(**parts))
        self.desk.replace(changed, f"Change {self._title()}", typing=f"window.{slot.attribute}")

    def _set_field(self, key: str) -> None:
        field = self.fields[key]
        changed = with_field(self.node, field, self.field)
        self.desk.replace(changed, f"Change of field to {field.label}")
        self.focus_value()

    def _set_operator(self, name: str) -> None:
        kind = self.field.type if self.field else ""
        changed = with_operator(self.node, OPERATORS[name], kind)
        self.desk.replace(changed, f"Change {self._title()}")
        self.focus_value()

    def _set_window(self, kind: str) -> None:
        unit = (
            USUAL_UNIT
            if any(s.kind == "unit" for g in WINDOW_SLOTS.get(kind, ()) for s in g)
            else None
        )
        window = None if kind == "today" else Window(kind=kind, unit=unit)
        self.desk.replace(self.node.with_(window=window), f"Change {self._title()}")

    def _switch_blanks(self) -> None:
        blank = None if self.node.blank == "exclude" else "exclude"
        self.desk.replace(self.node.with_(blank=blank), "Switch of customers with no value")

    def _offer_fields(self, deliver: Any) -> None:
        deliver(field_options(self.fields))

    def _offer_operators(self, deliver: Any) -> None:
        found = operators_for(self.field.type) if self.field else ()
        deliver(tuple(Option(operator.name, operator.label) for operator in found))

    def _offer_windows(self, deliver: Any) -> None:
        deliver(tuple(Option(k, WINDOW_LABELS.get(k, "today")) for k in ANNIVERSARY_WINDOWS))

    def _title(self) -> str:
        return f"“{self.field.label}”" if self.field else "condition"

    def _blank_line(self) -> QWidget:
        self.blank_box = QWidget()
        row = QHBoxLayout(self.blank_box)
        row.setContentsMargins(self.remark.contentsMargins().left(), 0, 0, 0)
        row.setSpacing(2)
        self.blanks.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        row.addWidget(self.blanks)
        row.addWidget(self.blank_switch)
        row.addStretch(1)
        self.blank_switch.clicked.connect(self._switch_blanks)
        self.blank_box.setVisible(False)
        return self.blank_box
