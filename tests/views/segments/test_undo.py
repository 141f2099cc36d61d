"""Undo and redo for everything: each deed is one step, taken back and done again by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog

from desktop.services.segments.exchange import as_text
from desktop.services.segments.tree import AnyNode, Group, from_json
from desktop.views.segments.actions import ACTIONS, BY_KEY
from desktop.views.segments.page import SegmentsPage
from tests.views.segments.hands import LEFT, card_of, named, plain

CITY = {"field": "city", "op": "is_known"}
EMAIL = {"field": "email", "op": "is_known"}
PHONE = {"field": "phone", "op": "is_known"}
NESTED = {"all": [CITY, EMAIL, {"all": [PHONE, {"field": "notes", "op": "is_known"}]}]}
INNER = ("unwrap", "out")  # are tried inside or on the inner group


@pytest.fixture
def nested(page: SegmentsPage, settled: Callable[[], None]) -> SegmentsPage:
    page.new()
    page.desk.draft.start("Nested", "active", from_json(NESTED))
    settled()
    return page


def about(page: SegmentsPage, field: str) -> AnyNode:
    return named(page.desk.tree, lambda node: getattr(node, "field", None) == field)


def one_step(page: SegmentsPage, deed: Callable[[], object]) -> None:
    """Do something, and try that it is one step back and one step forth."""
    before, steps = plain(page.desk.tree), page.desk.draft.stack.count()
    deed()
    after = plain(page.desk.tree)
    assert after != before
    assert page.desk.draft.stack.count() == steps + 1
    QTest.mouseClick(page.builder.head.undo, LEFT)
    assert plain(page.desk.tree) == before
    QTest.mouseClick(page.builder.head.redo, LEFT)
    assert plain(page.desk.tree) == after


def press(page: SegmentsPage, key: str, node: AnyNode) -> None:
    """Press the keys of an action on the card of a node."""
    card = card_of(page, node)
    card.setFocus()
    keys: Any = QKeySequence(BY_KEY[key].shortcut)
    pressed = keys[0]
    QTest.keyClick(card, pressed.key(), pressed.keyboardModifiers())


@pytest.mark.parametrize("key", [action.key for action in ACTIONS if action.key != "note"])
def test_every_action_on_a_card_is_one_step(nested: SegmentsPage, key: str) -> None:
    if key == "unwrap":
        node: AnyNode = named(
            nested.desk.tree, lambda one: isinstance(one, Group) and one is not nested.desk.tree
        )
    else:
        node = about(nested, "phone" if key in INNER else "email")
    one_step(nested, lambda: press(nested, key, node))


def test_a_note_is_one_step(nested: SegmentsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    given: Any = lambda *_args: ("Ask Ray", True)  # noqa: E731
    monkeypatch.setattr(QInputDialog, "getMultiLineText", given)
    one_step(nested, lambda: press(nested, "note", about(nested, "email")))


def test_cut_and_paste_are_one_step_each(nested: SegmentsPage) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    card = card_of(nested, about(nested, "email"))
    card.setFocus()
    one_step(nested, lambda: QTest.keyClick(card, Qt.Key.Key_X, control))
    assert "email" in QApplication.clipboard().text()
    QApplication.clipboard().setText(as_text(from_json(EMAIL)))
    other = card_of(nested, about(nested, "city"))
    other.setFocus()
    one_step(nested, lambda: QTest.keyClick(other, Qt.Key.Key_V, control))


def test_the_type_of_the_segment_is_a_step_too(nested: SegmentsPage) -> None:
    steps = nested.desk.draft.stack.count()
    QTest.mouseClick(nested.builder.head.kinds["static"], LEFT)
    assert nested.desk.draft.stack.count() == steps + 1
    QTest.mouseClick(nested.builder.head.undo, LEFT)
    assert nested.desk.draft.sketch.kind == "active"
