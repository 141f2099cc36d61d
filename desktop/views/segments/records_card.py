"""The row about records of a customer: has one, has none, all of them, so many."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from desktop.services.segments.record_kinds import RECORDS, record_fields
from desktop.services.segments.tree import AnyNode, Group, Records
from desktop.views.segments import places
from desktop.views.segments.card import Card, Yard
from desktop.views.segments.inputs import NumberInput
from desktop.views.segments.rule_card import field_options, first_rule
from desktop.views.segments.small import words_in
from desktop.views.widgets import tints
from desktop.views.widgets.chip import quiet
from desktop.views.widgets.pick_input import PickInput, listed
from desktop.views.widgets.picker import Option, choose

MATCH_LABELS = {
    "any": "has a",
    "none": "has no",
    "all": "has only such",
    "at_least": "has at least",
    "at_most": "has at most",
    "exactly": "has exactly",
}
COUNTED = ("at_least", "at_most", "exactly")


def record_options() -> tuple[Option, ...]:
    """The kinds of records as a list to choose from."""
    return tuple(Option(kind.key, kind.label, kind.category) for kind in RECORDS.values())


def first_records(key: str, node_id: str) -> Records:
    """A new condition about records: has one."""
    return Records(id=node_id, records=key)


class RecordsCard(Card):
    """Records of one kind, with conditions about one and the same of them."""

    node: Records

    def __init__(self, yard: Yard, node: Records, inner: Any, *, fixed: bool = False) -> None:
        """`inner(group, fields, word)` makes the card for the conditions about the record."""
        super().__init__(yard, node, fixed=fixed)
        self._inner = inner
        self._box: Any = None
        matches = listed(Option(key, label) for key, label in MATCH_LABELS.items())
        self.match_chip = PickInput("Has or has not", matches)
        self.number = NumberInput("How many", letters=5)
        self.kind_chip = PickInput("Records", listed(record_options()), tone="strong")
        self.where_button = quiet("+ where", "Only some of them: add a condition about the record")
        for widget in (self.match_chip, self.number, self.kind_chip):
            self.flow.addWidget(widget)
        self.inside = QVBoxLayout()
        self.inside.setContentsMargins(tints.unit(self) * 5, 0, 0, 0)
        self.inside.setSpacing(0)
        self.inside.addWidget(self.where_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self.inside)
        self._connect()
        self.show_node(node)

    def show_node(self, node: AnyNode) -> None:
        """Show a newer state of the row."""
        assert isinstance(node, Records)  # noqa: S101 - the canvas gives each card its kind
        self.node = node
        kind, counted = RECORDS.get(node.records), node.match in COUNTED
        self.match_chip.show_value(node.match)
        self.number.setVisible(counted)
        self.number.show_value(node.n)
        self.kind_chip.show_value(node.records)
        if kind:
            self.kind_chip.say(kind.plural if counted else kind.noun)
        self.where_button.setVisible(node.where is None and kind is not None)
        self._show_inner()
        super().show_node(node)

    def spoken(self) -> str:
        """The row in a few words."""
        return f"Records: {words_in(self.flow)}"

    def focus_value(self) -> None:
        """Go to the choice that is made first."""
        self.match_chip.setFocus()

    def _connect(self) -> None:
        self.match_chip.edited.connect(self._set_match)
        self.number.edited.connect(lambda n: self._change("n", n=n))
        self.number.left.connect(self.desk.draft.end_word)
        self.kind_chip.edited.connect(lambda key: self._change(records=key, where=None))
        self.where_button.clicked.connect(self._pick_where)

    def _show_inner(self) -> None:
        group = self.node.where
        if self._box is not None and (group is None or self._box.node_id != group.id):
            self.inside.removeWidget(self._box)
            self._box.hide()
            self._box.deleteLater()
            self._box = None
        if group is None:
            return
        if self._box is None:
            self._box = self._inner(group, record_fields(self.node.records), "where")
            self.inside.insertWidget(0, self._box)
            self._box.show()
        else:
            self._box.show_node(group)

    def _change(self, typing: str = "", **parts: Any) -> None:
        changed = self.node.with_(**parts)
        self.desk.replace(changed, f"Change of “{self.kind_chip.text()}”", typing=typing)

    def _set_match(self, match: str) -> None:
        self._change(match=match, n=(self.node.n or 2) if match in COUNTED else None)

    def _pick_where(self) -> None:
        fields = record_fields(self.node.records)
        choose(
            self.where_button,
            "Detail",
            field_options(fields),
            lambda key: self._add_where(first_rule(fields[key], places.fresh_id())),
        )

    def _add_where(self, rule: AnyNode) -> None:
        self._change(where=Group(id=places.fresh_id(), children=(rule,)))
