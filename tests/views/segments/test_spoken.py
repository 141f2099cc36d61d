"""What a screen reader gets: every control has a name, a rule says all that stands in its row."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from desktop.services.segments.tree import from_json
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.hands import card_of

EVERYTHING = {
    "all": [
        {"field": "city", "op": "is", "value": "Athens"},
        {"field": "customer_type", "op": "is_any_of", "value": ["Residential"], "muted": True},
        {"field": "tank_gallons", "op": "between", "value": 500, "value2": 2},
        {"event": "service", "form": "did_not", "window": {"kind": "last", "n": 3, "unit": "years"},
         "where": {"field": "kind", "op": "is", "value": "Pump-out"}},
        {"records": "systems", "match": "any", "where": {"field": "type", "op": "is_known"}},
        {"rank": "lifetime_revenue", "end": "top", "n": 10},
        {"at_least": 1, "of": [{"field": "email", "op": "is_known"}], "negate": True},
    ]
}  # fmt: skip


def spoken(widget: QWidget) -> str:
    """The name as a screen reader is told it."""
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name))


def told(widget: QWidget) -> str:
    """The description as a screen reader is told it."""
    return str(QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description))


def reachable(page: SegmentsPage) -> Iterator[QWidget]:
    """What Tab or a click can bring the focus to."""
    for widget in page.findChildren(QWidget):
        takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and widget.isVisibleTo(page) and widget.focusProxy() is None:
            yield widget


def show(page: SegmentsPage, definition: Mapping[str, Any], settled: Callable[[], None]) -> None:
    page.begin("Everything", from_json(dict(definition)))
    settled()


def test_every_control_has_a_name(page: SegmentsPage, settled: Callable[[], None]) -> None:
    show(page, EVERYTHING, settled)
    for sheet in range(3):
        page.builder.sheets.show_sheet(sheet)
        settled()
        nameless = [type(one).__name__ for one in reachable(page) if not spoken(one).strip()]
        assert nameless == []


def test_a_rule_says_field_operator_value_and_count(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    show(page, EVERYTHING, settled)
    city, kind, tank, *_ = (card_of(page, node) for node in page.desk.tree.children)
    assert spoken(city) == "Condition: Mailing city is Athens"
    assert told(city).startswith("4 customers fit this alone")
    assert "is any of Residential" in spoken(kind)
    assert told(kind) == "Switched off: left out."
    assert "above the second" in told(tank)


def test_a_note_and_a_lock_are_said_too(page: SegmentsPage, settled: Callable[[], None]) -> None:
    rule = {"field": "city", "op": "is", "value": "Athens", "locked": True, "note": "for Ann"}
    show(page, {"all": [rule]}, settled)
    card = card_of(page, page.desk.tree.children[0])
    assert spoken(card).endswith("locked")
    assert told(card).endswith("for Ann")


def test_every_card_is_named_after_what_it_asks(
    page: SegmentsPage, settled: Callable[[], None]
) -> None:
    show(page, EVERYTHING, settled)
    assert [spoken(card_of(page, node)) for node in page.desk.tree.children] == [
        "Condition: Mailing city is Athens",
        "Condition: Customer type is any of Residential",
        "Condition: Tank size is between 500 and 2",
        "Behavior: had no service in the last 3 years",
        "Records: has a system",
        "Ranking: the highest 10 customers by Lifetime revenue",
        "Group: not at least 1 of 1",
    ]
